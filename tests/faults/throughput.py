"""How fast fifty boards get their reports, and what readers of pages notice of it (perf.md G16, G17).

`python -m tests.faults.throughput` measures on servers of its own: one worker, two workers, and the
time of a dashboard over gunicorn while nothing renders and while both do. Real WeasyPrint, the
demonstration programme, real mail to a sink. Prints a table; nothing is asserted about seconds.
"""

from __future__ import annotations

import argparse
import http.client
import statistics
import subprocess
import sys
import threading
import time
from typing import Any

from tests.faults.machine import machine

PAGES = 200
PEOPLE = 12


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.faults.throughput", description=__doc__)
    parser.add_argument("--boards", type=int, default=50)
    options = parser.parse_args()
    with machine(build) as whole:
        (whole.folder / "plan.json").write_text('{"real": true}')
        (whole.folder / "tokens").mkdir()
        measure(whole.crew, whole.built, options.boards)
    return 0


def build() -> Any:
    """The demonstration programme, without its own reports on the way."""
    from django.core.management import call_command

    from reports.models import Delivery, Schedule
    from workstreams.models import BoardRecipient, Programme

    call_command("migrate", run_syncdb=True, verbosity=0)
    call_command("load_demo", verbosity=0)
    Schedule.objects.update(active=False)
    BoardRecipient.objects.update(active=False)
    Delivery.objects.update(state="cancelled")
    return Programme.objects.order_by("pk").first()


def measure(crew: Any, programme: Any, boards: int) -> None:
    web = Web(programme)
    try:
        idle = web.times()
        one = month(crew, programme, boards, workers=1, name="one")
        busy: list[float] = []
        two = month(
            crew,
            programme,
            boards,
            workers=2,
            name="two",
            meanwhile=lambda: busy.extend(web.times()),
        )
    finally:
        web.close()
    print(f"{boards} boards, {PEOPLE} mails each, reports of {one['pages']} pages, real WeasyPrint")
    print(f"{'':28}{'one worker':>12}{'two workers':>13}{'ratio':>8}")
    for key, words in (
        ("drafts", "all drafts, s"),
        ("finals", "finals and mails, s"),
        ("all", "both, s"),
    ):
        print(f"{words:28}{one[key]:12.1f}{two[key]:13.1f}{one[key] / two[key]:8.2f}")
    print(f"{'mails received':28}{one['mails']:12}{two['mails']:13}")
    p50, p95 = statistics.median(idle), _p95(idle)
    b50, b95 = statistics.median(busy), _p95(busy)
    print(f"dashboard, idle: p50 {p50:.0f} ms, p95 {p95:.0f} ms ({len(idle)} requests)")
    print(f"dashboard, both rendering: p50 {b50:.0f} ms, p95 {b95:.0f} ms ({len(busy)} requests)")
    print(f"p95 while both render over idle: {b95 / p95:.1f}")


def _p95(times: list[float]) -> float:
    return sorted(times)[int(len(times) * 0.95) - 1]


def month(
    crew: Any, programme: Any, boards: int, *, workers: int, name: str, meanwhile: Any = None
) -> dict[str, Any]:
    """Takes a month of so many boards from due to mailed; the seconds of each half."""
    from django.conf import settings
    from django.utils import timezone

    from reports import publish
    from reports.models import Edition
    from reports.periods import Month
    from tests import factories
    from tests.reports.sink import Sink
    from tracker.accounts.models import User
    from workstreams.models import BoardRecipient, BoardScope

    period = Month.of(timezone.localdate()).previous
    for number in range(boards):
        board = factories.BoardFactory(name=f"Board {name} {number}")
        BoardScope.objects.create(board=board, programme=programme)
        for person in range(PEOPLE):
            BoardRecipient.objects.create(
                board=board, name=f"Reader {person}", email=f"r{person}.{name}{number}@calderbrook.example"
            )  # fmt: skip
    mine = Edition.objects.filter(board__name__startswith=f"Board {name} ")
    found: dict[str, Any] = {}
    with Sink(port=settings.EMAIL_PORT) as sink:
        for _ in range(workers):
            crew.worker(concurrency=1)
        crew.beat()
        time.sleep(3)
        from workstreams.models import Board

        began = time.monotonic()
        for board in Board.objects.filter(name__startswith=f"Board {name} "):
            publish.open_edition(board, period, now=timezone.now())
        looking = threading.Thread(target=meanwhile) if meanwhile else None
        if looking:
            looking.start()
        _wait(mine, "ready", boards)
        found["drafts"] = time.monotonic() - began
        if looking:
            looking.join()
        sponsor = User.objects.filter(is_superuser=True).first()
        began = time.monotonic()
        for edition in mine.filter(state="ready"):
            publish.approve(edition, by=sponsor, now=timezone.now())
        _wait(mine, "sent", boards)
        found["finals"] = time.monotonic() - began
        crew.dismiss()
        found["mails"] = len({mail.to for mail in sink.mails})
        if len(sink.mails) != found["mails"]:
            raise RuntimeError("Somebody got a mail twice.")
    found["all"] = found["drafts"] + found["finals"]
    found["pages"] = mine.first().pages
    return found


def _wait(editions: Any, state: str, number: int, limit: float = 1800) -> None:
    """Until so many reports are in a state; a report that could not be made ends the measurement."""
    deadline = time.monotonic() + limit
    while editions.filter(state=state).count() < number:
        failed = editions.filter(state__in=("failed", "sent_with_failures")).first()
        if failed or time.monotonic() > deadline:
            raise RuntimeError(
                f"Not {state}: {failed.error if failed else 'the workers did not finish'}"
            )
        time.sleep(0.2)


class Web:
    """Two gunicorn workers, and one reader who asks for the dashboard again and again."""

    def __init__(self, programme: Any) -> None:
        from django.contrib.sessions.backends.db import SessionStore

        from tests.faults.servers import free_port, wait
        from tracker.accounts.models import User

        self.port, self.path = free_port(), f"/programmes/{programme.slug}/"
        self.server = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "tracker.wsgi", "--workers", "2", "--bind",
             f"127.0.0.1:{self.port}", "--log-level", "error"],
        )  # fmt: skip
        user = User.objects.filter(is_superuser=True).first()
        session = SessionStore()
        session["_auth_user_id"] = str(user.pk)
        session["_auth_user_backend"] = "django.contrib.auth.backends.ModelBackend"
        session["_auth_user_hash"] = user.get_session_auth_hash()
        session.create()
        from django.conf import settings

        self.cookie = f"{settings.SESSION_COOKIE_NAME}={session.session_key}"
        wait(self._answers, what="gunicorn")
        for _ in range(10):
            self.ask()

    def _answers(self) -> bool:
        try:
            self.ask()
        except OSError:
            return False
        return True

    def ask(self) -> float:
        began = time.perf_counter()
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        line.request("GET", self.path, headers={"Cookie": self.cookie, "Host": "localhost"})
        reply = line.getresponse()
        reply.read()
        line.close()
        if reply.status != 200:
            raise RuntimeError(
                f"The dashboard answered {reply.status} ({reply.headers.get('Location', '')})."
            )
        return (time.perf_counter() - began) * 1000

    def times(self) -> list[float]:
        return [self.ask() for _ in range(PAGES)]

    def close(self) -> None:
        self.server.terminate()
        self.server.wait()


if __name__ == "__main__":
    sys.exit(main())
