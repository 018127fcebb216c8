"""Real PostgreSQL, Redis, Celery workers and mail server; only the people and the plan are made up.

These tests need what only PostgreSQL and Redis give (a database that several processes share, and a
broker that outlives them), so they are collected only when DATABASE_URL and REDIS_URL name them:
`.ci/run` runs the suite both ways.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from celery import current_app
from django.conf import settings
from django.db import connection
from django.utils import timezone

from reports import publish
from reports.models import Edition, Schedule
from reports.periods import DueRule, Month
from tests.reports.conftest import PEOPLE, quick_pdf
from tests.reports.sink import Sink
from workstreams.models import BoardRecipient

POSTGRESQL = settings.DATABASES["default"]["ENGINE"].endswith("postgresql")
REDIS = settings.CELERY_BROKER_URL.startswith("redis")
collect_ignore_glob = [] if POSTGRESQL and REDIS else ["test_*.py"]

PATIENCE = 90  # seconds; two cores may be busy


class Workers:
    """Celery workers as processes, each the leader of its own group."""

    def __init__(self, environment: dict[str, str], log: Path) -> None:
        self.environment, self.log, self.running = environment, log, []

    def start(self, *, concurrency: int = 1) -> None:
        self._run(
            "worker", "--pool", "prefork", "--concurrency", str(concurrency),
            "--queues", "default,render,mail", "--hostname", f"worker-{len(self.running)}@%h",
            "--without-gossip", "--without-mingle",
        )  # fmt: skip

    def beat(self) -> None:
        """A scheduler that ticks and sweeps each second; there should be one, there may be two."""
        kept = self.log.with_name(f"beat-{len(self.running)}")
        self._run("beat", "--pidfile", "", "--schedule", str(kept))

    def _run(self, *what: str) -> None:
        command = [
            sys.executable, "-W", "ignore", "-m", "celery", "-A", "tracker", "--quiet",
            *what, "--loglevel", "INFO",
        ]  # fmt: skip
        with self.log.open("ab") as out:
            process = subprocess.Popen(
                command, env=self.environment, stdout=out, stderr=out, start_new_session=True,
                cwd=settings.BASE_DIR,
            )  # fmt: skip
        self.running.append(process)

    def kill(self) -> None:
        """SIGKILL to every process of every worker: parent, children, renderers."""
        for process in self.running:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        self.running.clear()

    def __str__(self) -> str:
        return self.log.read_text(errors="replace")[-4000:]


@pytest.fixture
def sink() -> Iterator[Sink]:
    with Sink() as server:
        yield server


@pytest.fixture
def files(tmp_path, settings) -> Path:
    settings.MEDIA_ROOT = tmp_path / "files"
    return tmp_path / "files"


@pytest.fixture
def workers(transactional_db, sink, files, tmp_path) -> Iterator[Workers]:
    """Starts none by itself. Messages of an earlier test are thrown away first."""
    current_app.control.purge()
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.pipeline.settings",
        "PIPELINE_DATABASE": connection.settings_dict["NAME"],
        "PIPELINE_FILES": str(files),
        "PIPELINE_MAIL_PORT": str(sink.port),
        "PYTHONUNBUFFERED": "1",
    }
    found = Workers(environment, tmp_path / "worker.log")
    yield found
    found.kill()
    current_app.control.purge()


@pytest.fixture
def board(transactional_db, cast):
    """The cast's board: six people, and a report of last month that has just fallen due."""
    last = Month.of(timezone.localdate()).previous
    Schedule.objects.create(board=cast.board, starts=last.first, rule=DueRule.LAST_WORKING_DAY)
    for name in PEOPLE:
        address = f"{name.lower().replace(' ', '.')}@calderbrook.example"
        BoardRecipient.objects.create(board=cast.board, name=name, email=address)
    return cast.board


@pytest.fixture
def drafted(board, files, monkeypatch) -> Edition:
    """Last month's draft, made here and now, with paper that takes no time."""
    monkeypatch.setattr("reports.render.pdf", quick_pdf)
    edition = publish.open_edition(
        board, Month.of(timezone.localdate()).previous, now=timezone.now()
    )
    assert publish.work(edition.pk, clock=timezone.now) == "ready"
    return Edition.objects.get()


@pytest.fixture
def issued(drafted, cast) -> Edition:
    """The same, approved; six mails wait for a worker."""
    publish.approve(drafted, by=cast["sponsor"], now=timezone.now())
    assert publish.work(drafted.pk, clock=timezone.now) == "sending"
    return Edition.objects.get()


def ring(task: str, *args: int) -> None:
    """What beat or a page does: one message."""
    current_app.send_task(f"reports.tasks.{task}", args=args, ignore_result=True)


@pytest.fixture
def until(workers):
    """Waits until a question is answered with yes, ringing the sweep once a second as beat does once a minute."""

    def wait(question: Callable[[], object], *, sweeping: bool = True) -> None:
        deadline, swept = time.monotonic() + PATIENCE, 0.0
        while not question():
            if time.monotonic() > deadline:
                pytest.fail(f"not within {PATIENCE} s; the worker says:\n{workers}")
            if sweeping and time.monotonic() - swept > 1:
                ring("sweep")
                swept = time.monotonic()
            time.sleep(0.05)

    return wait
