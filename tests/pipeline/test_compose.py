"""docker-compose.yml, without Docker: each service's very command and health check, on real PostgreSQL and Redis.

There is no container here, so what is proved is what Compose would run, not the image. The shape of
the file is held by a test of its own.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import shlex
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from django.conf import settings
from django.db import connection

pytestmark = pytest.mark.django_db(transaction=True)

ROOT = Path(settings.BASE_DIR)
COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
SERVICES = COMPOSE["services"]
OURS = {"migrate", "web", "worker-render", "worker-mail", "beat"}
#: What a service may say, of the Compose specification; a misspelt key would be ignored or refused.
KEYS = {
    "build", "image", "command", "environment", "env_file", "volumes", "restart", "depends_on",
    "healthcheck", "ports", "profiles", "stop_grace_period",
}  # fmt: skip
CONDITIONS = {"service_started", "service_healthy", "service_completed_successfully"}
PATIENCE = 60  # seconds


def test_every_service_says_only_what_compose_knows():
    for name, service in SERVICES.items():
        assert set(service) <= KEYS, name
        assert ("image" in service) or ("build" in service), name


def test_every_service_waits_for_services_and_mounts_volumes_that_exist():
    for name, service in SERVICES.items():
        for other, how in (service.get("depends_on") or {}).items():
            assert other in SERVICES, name
            assert how["condition"] in CONDITIONS, name
            if how["condition"] == "service_healthy":
                assert "healthcheck" in SERVICES[other], f"{name} waits for the health of {other}"
        for volume in service.get("volumes", ()):
            assert volume.split(":")[0] in COMPOSE["volumes"], name


def test_our_services_share_one_image_and_start_again():
    assert {SERVICES[name]["image"] for name in OURS} == {"programme-tracker"}
    assert all(SERVICES[name]["restart"] == "unless-stopped" for name in OURS - {"migrate"})


def test_a_full_disk_of_logs_stops_nobody_from_starting():
    """Celery greets on its output, and that raises where nothing can be written (F37)."""
    for name in OURS:
        command = SERVICES[name].get("command") or []
        assert "celery" not in command or "--quiet" in command, name


def test_silence_of_the_scheduler_is_seen_by_its_health_check():
    assert SERVICES["beat"]["healthcheck"]["test"] == ["CMD", "python", "manage.py", "is_running"]


def test_the_queues_that_are_rung_are_the_queues_that_are_read():
    read = set()
    for name in ("worker-render", "worker-mail"):
        command = SERVICES[name]["command"]
        read |= set(command[command.index("--queues") + 1].split(","))
    rung = {route["queue"] for route in settings.CELERY_TASK_ROUTES.values()}
    assert rung | {settings.CELERY_TASK_DEFAULT_QUEUE} == read


@pytest.fixture
def production(tmp_path) -> dict[str, str]:
    """The environment of a container, with this machine's database and broker."""
    database = connection.settings_dict
    address = f"postgres://{database['USER']}@{database['HOST']}:{database['PORT'] or 5432}"
    (tmp_path / "files").mkdir()
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return kept | {
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        "TRACKER_MODE": "production",
        "TRACKER_VAR": str(tmp_path),
        "FILES_FOLDER": str(tmp_path / "files"),
        "DATABASE_URL": f"{address}/{database['NAME']}",
        "REDIS_URL": settings.CELERY_BROKER_URL,
        "SECRET_KEY": "a-key-of-these-tests-that-is-long-enough-for-the-check-0123456789",
        "SITE_URL": "https://tracker.example.gov.uk",
        "EMAIL_URL": "smtp://127.0.0.1:1",
        "MAIL_FROM": "Programme office <programmes@example.gov.uk>",
        "HOSTNAME": socket.gethostname(),
    }


def command_of(name: str, tmp_path: Path, port: int) -> list[str]:
    """What the container would run; only the port and the data folder are this test's own."""
    command = SERVICES[name].get("command") or image_command()
    replaced = {"0.0.0.0:8000": f"127.0.0.1:{port}", "python": sys.executable}
    return [replaced.get(word, word).replace("/data/", f"{tmp_path}/") for word in command]


def image_command() -> list[str]:
    """The CMD of the Dockerfile."""
    text = (ROOT / "Dockerfile").read_text().replace("\\\n", " ")
    found = re.search(r"^CMD (\[.*\])", text, re.MULTILINE)
    assert found is not None
    return json.loads(found[1])


@contextlib.contextmanager
def running(name: str, environment: dict[str, str], tmp_path: Path, port: int) -> Iterator[Path]:
    """The service as a process; ended as Compose ends it, by SIGTERM. Gives its log."""
    log = tmp_path / f"{name}.log"
    with log.open("wb") as out:
        process = subprocess.Popen(
            command_of(name, tmp_path, port), cwd=ROOT, env=environment, stdout=out,
            stderr=subprocess.STDOUT, start_new_session=True,
        )  # fmt: skip
    try:
        yield log
        process.send_signal(signal.SIGTERM)
        assert process.wait(PATIENCE) == 0, log.read_text()[-3000:]
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def healthy(name: str, environment: dict[str, str], port: int, log: Path) -> None:
    """Runs the service's own health check until it passes."""
    test = SERVICES[name]["healthcheck"]["test"]
    words = shlex.split(test[1].replace("$$", "$")) if test[0] == "CMD-SHELL" else test[1:]
    words = [
        w.replace("$HOSTNAME", environment["HOSTNAME"]).replace(":8000", f":{port}") for w in words
    ]
    if words[0] == "python":
        words[0] = sys.executable
    deadline = time.monotonic() + PATIENCE
    while True:
        asked = subprocess.run(words, cwd=ROOT, env=environment, capture_output=True, timeout=30)
        if asked.returncode == 0:
            return
        if time.monotonic() > deadline:
            pytest.fail(f"{name}: {asked.stderr.decode()[-800:]}\n{log.read_text()[-2000:]}")
        time.sleep(0.5)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.mark.parametrize("name", ["web", "worker-render", "worker-mail"])
def test_the_command_starts_its_health_check_passes_and_it_ends_when_told(
    name, production, tmp_path
):
    port = free_port()
    with running(name, production, tmp_path, port) as log:
        healthy(name, production, port, log)


def test_migrate_has_nothing_left_to_do_twice(production, tmp_path):
    command = command_of("migrate", tmp_path, 0)
    planned = subprocess.run(
        [*command, "--plan"], cwd=ROOT, env=production, capture_output=True, text=True, timeout=120
    )
    assert planned.returncode == 0, planned.stderr[-2000:]


def test_beat_ticks(production, tmp_path):
    with running("beat", production, tmp_path, 0) as log:
        deadline = time.monotonic() + PATIENCE
        while "beat: Starting" not in log.read_text():
            assert time.monotonic() < deadline, log.read_text()
            time.sleep(0.5)
