"""How fast fifty boards get their reports, and what readers of pages notice of it (perf.md G16, G17).

`python -m tests.faults.throughput` measures on servers of its own: real WeasyPrint, the demonstration
programme, real mail to a sink. The boards go in rounds, each round once to one worker and once to two,
and once while readers ask for the dashboard, before anything renders and while two workers do. Prints
what it does, a table and a verdict. Seconds are never a failure: the exit code is 1 when somebody got no
mail or got it twice, 2 when nothing moved or the time was up.
"""

from __future__ import annotations

import argparse
import os
import signal
import statistics
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from tests.faults.machine import machine
from tests.faults.readers import Web, slow_answer

PEOPLE = 12
ROUNDS = 5
SAY_EVERY = 10.0  # seconds between two lines of progress
STILL = 150.0  # seconds without any change that are called a hang: a report may take 120
G16, G17 = 1.85, 2.5


class Hangs(Exception):
    """Nothing moves any more, or the time is up; the words say where it stood."""


@dataclass(frozen=True, slots=True)
class Took:
    """What one round took: seconds until all drafts, until all mails, and of processor time of the workers."""

    drafts: float
    whole: float
    processor: float


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.faults.throughput", description=__doc__)
    parser.add_argument("--boards", type=int, default=50)
    parser.add_argument("--minutes", type=float, default=15, help="the most it may take")
    options = parser.parse_args()
    os.environ["FAULTS_CALM"] = "yes"  # the product's own leases and pauses
    signal.signal(signal.SIGALRM, _time_is_up)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(2))  # so that servers are ended too
    signal.setitimer(signal.ITIMER_REAL, options.minutes * 60)
    say(
        f"load of the machine before: {os.getloadavg()[0]:.1f}; at most {options.minutes:g} minutes"
    )
    try:
        with machine(build) as whole:
            (whole.folder / "plan.json").write_text('{"real": true}')
            (whole.folder / "tokens").mkdir()
            measure(whole.crew, whole.built, options.boards)
    except Hangs as error:
        say(f"HANGS: {error}")
        return 2
    except Wrong as error:
        say(f"WRONG: {error}")
        return 1
    return 0


class Wrong(Exception):
    """Somebody got no report, or got it twice."""


def _time_is_up(*_: Any) -> None:
    raise Hangs("the time is up; `--minutes` gives more")


def say(words: str) -> None:
    print(f"{time.strftime('%H:%M:%S')} {words}", flush=True)


def build() -> Any:
    """The demonstration's first programme with its months, without its reports."""
    from django.core.management import call_command
    from django.utils import timezone

    from reports import demo
    from tests import factories
    from workstreams.demo.load import load

    say("building the demonstration programme")
    call_command("migrate", run_syncdb=True, verbosity=0)
    found = load(today=timezone.localdate(), now=timezone.now(), freeze=demo.freeze)
    factories.UserFactory(email="rig@calderbrook.example", is_superuser=True)
    return found.programme


def measure(crew: Any, programme: Any, boards: int) -> None:
    """All rounds: one worker, two, then readers while two render; prints the table."""
    rounds = max(1, min(ROUNDS, boards // 2))
    each = boards // rounds
    found: dict[int, list[Took]] = {1: [], 2: []}
    idle: list[list[float]] = []
    busy: list[list[float]] = []
    pages = 0
    web = Web(programme)
    try:
        for number in range(rounds):
            of = f"round {number + 1} of {rounds}"
            for workers in (1, 2):
                name = f"{of}, {workers} worker{'s' * (workers > 1)}"
                took, pages = month(crew, programme, each, workers=workers, name=name)
                found[workers].append(took)
                say(f"{name}: {took.whole:.1f} s, drafts {took.drafts:.1f} s")
            readers = Readers(web, idle, busy)
            fewer, name = max(2, each // 3), f"{of}, readers"
            month(crew, programme, fewer, workers=2, name=name, readers=readers)
    finally:  # when the time is up, the rounds that are whole are told
        web.close()
        if whole := min(len(found[1]), len(found[2]), len(busy)):
            print_table(
                {workers: took[:whole] for workers, took in found.items()},
                idle[:whole], busy[:whole], each=each, pages=pages,
            )  # fmt: skip


def print_table(
    found: dict[int, list[Took]], idle: list[list[float]], busy: list[list[float]], *,
    each: int, pages: int,
) -> None:  # fmt: skip
    """Medians of the rounds with least and most, and the two verdicts."""
    rounds = len(found[1])
    print(f"\n{rounds} rounds of {each} boards, {PEOPLE} mails each, reports of {pages} pages, real "
          f"WeasyPrint; load of the machine {os.getloadavg()[0]:.1f}")  # fmt: skip
    print(f"{'':34}{'one worker':>20}{'two workers':>20}{'ratio':>20}")
    ratios: dict[str, list[float]] = {}
    for key, words in (
        ("drafts", "drafts, s"),
        ("whole", "drafts, finals and mails, s"),
        ("processor", "processor time of workers, s"),
    ):
        one, two = ([getattr(took, key) for took in found[n]] for n in (1, 2))
        ratios[key] = [a / b for a, b in zip(one, two, strict=True)]
        print(f"{words:34}{spread(one, 1):>20}{spread(two, 1):>20}{spread(ratios[key], 2):>20}")
    free = [2 * ratio for ratio in ratios["processor"]]
    calm, loaded = ([slow_answer(times) for times in side] for side in (idle, busy))
    slower = [b / a for a, b in zip(calm, loaded, strict=True)]
    print(f"{'dashboard, p95, ms':34}{spread(calm, 0) + ' idle':>20}{spread(loaded, 0) + ' busy':>20}"
          f"{spread(slower, 2):>20}\n")  # fmt: skip
    verdict("G16 two workers over one", ratios["whole"], G16, most=False)
    print(f"    by processor time, as if two cores were free: {spread(free, 2)}")
    verdict("G17 p95 of a page while both render", slower, G17, most=True)


def spread(values: list[float], digits: int) -> str:
    """Median (least-most)."""
    middle, least, most = statistics.median(values), min(values), max(values)
    return f"{middle:.{digits}f} ({least:.{digits}f}-{most:.{digits}f})"


def verdict(words: str, values: list[float], limit: float, *, most: bool) -> None:
    middle = statistics.median(values)
    reached = middle <= limit if most else middle >= limit
    bound = "at most" if most else "at least"
    print(f"{words}: {middle:.2f}, {bound} {limit}: {'reached' if reached else 'NOT REACHED'}")


class Readers:
    """Asks for pages while nothing renders, then again until the drafts are there."""

    def __init__(self, web: Web, idle: list[list[float]], busy: list[list[float]]) -> None:
        self.web, self.idle, self.busy = web, idle, busy
        self.rendering = threading.Event()

    def before(self) -> None:
        self.idle.append(self.web.times())

    def begin(self) -> None:
        self.rendering.set()
        self.thread = threading.Thread(target=self._ask, daemon=True)
        self.thread.start()

    def _ask(self) -> None:
        self.busy.append(self.web.times(while_=self.rendering.is_set))

    def end(self) -> None:
        self.rendering.clear()
        self.thread.join()


def month(
    crew: Any, programme: Any, boards: int, *, workers: int, name: str, readers: Readers | None = None
) -> tuple[Took, int]:  # fmt: skip
    """Takes a month of so many boards from due to mailed; what it took, and the pages of a report.
    With readers the drafts are enough."""
    from django.conf import settings
    from django.utils import timezone

    from reports import publish
    from reports.models import Edition
    from reports.periods import Month
    from tests import factories
    from tests.reports.sink import Sink
    from tracker.accounts.models import User
    from workstreams.models import Board, BoardRecipient, BoardScope

    for number in range(boards):
        board = factories.BoardFactory(name=f"{name}: {number}")
        BoardScope.objects.create(board=board, programme=programme)
        for person in range(PEOPLE):
            BoardRecipient.objects.create(
                board=board, name=f"Reader {person}", email=f"r{person}.{board.pk}@calderbrook.example"
            )  # fmt: skip
    mine = Edition.objects.filter(board__name__startswith=f"{name}: ")
    groups = [crew.worker(concurrency=1) for _ in range(workers)]
    crew.beat()
    try:
        with Sink(port=settings.EMAIL_PORT) as sink:
            _until_ready(workers)
            if readers:
                readers.before()
            before, began = processor(groups), time.monotonic()
            period = Month.of(timezone.localdate()).previous
            for board in Board.objects.filter(name__startswith=f"{name}: "):
                publish.open_edition(board, period, now=timezone.now())
            if readers:
                readers.begin()
            _wait(mine, "ready", boards, name, lambda: 0)
            drafts = time.monotonic() - began
            if readers:
                readers.end()
                return Took(drafts, drafts, processor(groups) - before), 0
            sponsor = User.objects.filter(is_superuser=True).first()
            for edition in mine.filter(state="ready"):
                publish.approve(edition, by=sponsor, now=timezone.now(), looked=True)
            _wait(mine, "sent", boards, name, lambda: len(sink.mails))
            took = Took(drafts, time.monotonic() - began, processor(groups) - before)
            reached = [mail.to for mail in sink.mails]
    finally:
        crew.dismiss()
        empty_queues()
    if len(reached) != len(set(reached)) or len(reached) != boards * PEOPLE:
        raise Wrong(f"{name}: {len(reached)} mails to {len(set(reached))} people, "
                    f"not {boards * PEOPLE}")  # fmt: skip
    return took, mine.first().pages


def empty_queues() -> None:
    """What is left in the queues belongs to no round after this one."""
    from tracker.celery import app

    with suppress(Exception):
        app.control.purge()


def _until_ready(workers: int, seconds: float = 90) -> None:
    """Until so many workers answer: their start is not part of the time."""
    from tracker.celery import app

    deadline = time.monotonic() + seconds
    while len(app.control.ping(timeout=1.0)) < workers:
        if time.monotonic() > deadline:
            raise Hangs(f"{workers} workers did not start within {seconds:g} seconds")


def _wait(editions: Any, state: str, number: int, name: str, mails: Callable[[], int]) -> None:
    """Until so many reports are in a state. Says how far it is; Hangs when nothing changes any more."""
    seen: Any = None
    moved = said = time.monotonic()
    while True:
        states = Counter(editions.values_list("state", flat=True))
        there, now = states[state], time.monotonic()
        if there >= number:
            return
        if bad := editions.filter(state__in=("failed", "sent_with_failures")).first():
            raise Wrong(f"{name}: {bad.board} {bad.get_state_display()}: {bad.error}")
        if (states, mails()) != seen:
            seen, moved = (states, mails()), now
        elif now - moved > STILL:
            raise Hangs(
                f"{name}: nothing moved for {STILL:g} seconds; {dict(states)}, {mails()} mails"
            )
        if now - said > SAY_EVERY:
            said = now
            say(f"{name}: {there} of {number} {state}, {mails()} mails; {dict(states)}")
        time.sleep(0.1)


def processor(groups: list[int]) -> float:
    """Seconds on a core of all processes of these groups, and of those that ended in them."""
    total = 0
    for number in filter(str.isdigit, os.listdir("/proc")):
        with suppress(OSError), open(f"/proc/{number}/stat") as file:
            fields = file.read().rpartition(")")[2].split()
            if int(fields[2]) in groups:
                total += sum(map(int, fields[11:15]))
    return total / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    sys.exit(main())
