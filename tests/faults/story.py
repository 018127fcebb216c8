"""One run: a world, a fault, patience, and the oracle's verdict."""

from __future__ import annotations

import json
import random
import shutil
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import DatabaseError, InterfaceError, connection
from django.utils import timezone

from reports.kinds import Kind, ends_quarter
from reports.models import Delivery, Digest, Edition
from reports.periods import Month
from reports.shapes import offered
from tests.faults import chased, oracle, people, world
from tests.faults.machine import Machine
from tests.faults.scenarios import SCENARIOS
from tests.reports.sink import Sink

PATIENCE = 60  # seconds from the start; the study allows lease + two sweeps after the last fault


@dataclass
class Verdict:
    """What a run came to."""

    scenario: str
    seed: int
    broken: list[str]
    seconds: float
    kills: int
    mails: int
    rows: int
    unknown: int
    again: int  # reports that a second attempt made


@dataclass
class Story:
    """One run in the making; scenarios change it before it starts."""

    machine: Machine
    scenario: str
    seed: int
    boards: int = 1
    readers: int = 1
    workers: int = 1
    beats: int = 1
    months: int = 1
    storm: int = 0
    skew: float = 0
    real: bool = False
    replace: bool = False
    edits: bool = False
    leavers: bool = False
    delete_board: bool = False
    lose_finals: bool = False
    leads: int = 0  # who are asked for returns; none: no month is open
    owners: int = 0
    brought_forward: bool = False
    asked_at: float = 0
    alone: bool = False  # one process for everything
    poison: str = ""
    broken: str = ""
    expects: set[str] = field(default_factory=set)
    refused: set[str] = field(default_factory=set)
    injuries: dict[str, dict[str, Any]] = field(default_factory=dict)
    events: list[tuple[float, Callable[[], object]]] = field(default_factory=list)
    seen: dict[int, str] = field(default_factory=dict)
    unknown: int = 0

    def __post_init__(self) -> None:
        self.chance = random.Random(f"{self.scenario}-{self.seed}")
        self.postgresql, self.redis, self.crew = (
            self.machine.postgresql, self.machine.redis, self.machine.crew,
        )  # fmt: skip
        self.files = Path(settings.MEDIA_ROOT)
        self.boards = self.chance.choice([1, 2, 2, 3, 5])
        self.readers = self.chance.choice([1, 2, 3, 5, 8])
        self.workers = self.chance.choice([1, 1, 2])
        self.sink = Sink(port=settings.EMAIL_PORT)
        self.dead_relay = False

    # What scenarios say ---------------------------------------------------------------------------

    def injure(self, point: str, action: str, **more: Any) -> None:
        self.injuries[point] = {"action": action, **more}

    def after(self, seconds: float, event: Callable[[], object]) -> None:
        self.events.append((seconds, event))

    def some_addresses(self, number: int) -> list[str]:
        there = [self.address(b, r) for b in range(1, self.boards + 1) for r in range(self.readers)]
        return self.chance.sample(there, min(number, len(there)))

    def mail_server(self, on: bool) -> None:
        self.dead_relay = not on
        if on:
            self.sink.__enter__()
        elif hasattr(self.sink, "controller"):
            self.sink.__exit__()

    def restart_redis(self) -> None:
        self.redis.kill()
        self.redis.start()

    def restart_database(self) -> None:
        self.postgresql.kill()
        self.postgresql.start()

    def power_cut(self) -> None:
        self.crew.dismiss()
        self.redis.kill()
        self.postgresql.kill()
        time.sleep(0.2)
        self.postgresql.start()
        self.redis.start()

    def stop_a_worker(self, number: int) -> None:
        for group in self.on_duty[:1]:
            self.crew.kill(group, number)

    # What the oracle asks -------------------------------------------------------------------------

    @property
    def names(self) -> list[str]:
        return [f"Board {number}" for number in range(1, self.boards + 1)]

    @property
    def periods(self) -> list[Any]:
        month, found = Month.of(timezone.localdate()), []
        for _ in range(self.months):
            month = month.previous
            found.append(month.first)
        return found

    @property
    def wanted(self) -> list[tuple[str, Any]]:
        """The reports each board is due: a highlight each month, and the review of a quarter that ended."""
        found = [(Kind.HIGHLIGHT.value, month) for month in self.periods]
        return found + [
            (Kind.QUARTERLY.value, month)
            for month in self.periods
            if ends_quarter(Month.of(month)) and offered(Kind.QUARTERLY)
        ]

    @property
    def may_fail(self) -> bool:
        return self.lose_finals

    @staticmethod
    def address(board: int, reader: int) -> str:
        return f"reader{reader}.board{board}@calderbrook.example"

    def readers_of(self, edition: Edition) -> list[str]:
        """Who is on the board's list when it is issued."""
        number = int(edition.board.name.split()[1])
        first = 1 if self.leavers else 0
        return [self.address(number, r) for r in range(first, self.readers + first)]

    # The run --------------------------------------------------------------------------------------

    def run(self) -> Verdict:
        """Builds, breaks, waits and asks."""
        started = time.monotonic()
        SCENARIOS[self.scenario][1](self)
        world.build(self)
        self._tell()
        if not self.dead_relay:
            self.sink.__enter__()
        before = self.crew.kills
        try:
            self._start()
            broken = self._live(started)
        finally:
            self.crew.dismiss()
            if not self.dead_relay:
                self.sink.__exit__()
        broken = broken or oracle.broken(self)
        tokens = len([*(self.machine.folder / "tokens").iterdir()])
        return Verdict(
            self.scenario, self.seed, broken, time.monotonic() - started,
            self.crew.kills - before + tokens, len(self.sink.mails), Delivery.objects.count(),
            self.unknown, self._second_attempts(),
        )  # fmt: skip

    def _tell(self) -> None:
        """What the workers of this run read at their points."""
        tokens = self.machine.folder / "tokens"
        shutil.rmtree(tokens, ignore_errors=True)
        tokens.mkdir()
        plan = {
            "injuries": self.injuries, "real": self.real, "poison": self.poison, "broken": self.broken,
        }  # fmt: skip
        (self.machine.folder / "plan.json").write_text(json.dumps(plan))

    def _start(self) -> None:
        self.on_duty = [
            self.crew.worker(
                concurrency=1 if self.alone else self.chance.choice([1, 2]),
                skew=self.skew if not n else 0,
            )
            for n in range(self.workers)
        ]
        self.schedulers = [self.crew.beat() for _ in range(self.beats)]

    def _live(self, started: float) -> list[str]:
        """Approves what is ready, keeps workers and schedulers in number, until all is settled."""
        left = sorted(self.events, key=lambda event: event[0])
        stormy, once = bool(self.storm), {"replace": self.replace, "delete": self.delete_board}
        editing = threading.Event()
        if self.edits:
            threading.Thread(target=people.edit, args=(editing,), daemon=True).start()
        try:
            while time.monotonic() - started < PATIENCE:
                if left and time.monotonic() - started > left[0][0]:
                    left.pop(0)[1]()
                self._keep_in_number()
                try:
                    people.act(self, once)
                    if self.leads:
                        chased.go_on(self)
                    if stormy and Edition.objects.exists():
                        people.ring(self)
                        stormy = False
                    if not left and not any(once.values()) and self._settled():
                        return []
                except (DatabaseError, InterfaceError):
                    connection.close()
                time.sleep(0.1)
        finally:
            editing.set()
        states = [f"{e.board.name} {e.period:%b}: {e.state}" for e in Edition.objects.all()]
        mails = Delivery.objects.exclude(state__in=oracle.SETTLED).values_list(
            "email", "state", "attempt", "try_at", "lease_until", "reply"
        )
        asked = Digest.objects.exclude(state__in=oracle.SETTLED).values_list("email", "state")
        return [f"not settled within {PATIENCE} s: {states}, {list(mails)}, {list(asked)}"]

    def _keep_in_number(self) -> None:
        """What a supervisor does: the dead are replaced."""
        self.on_duty = [
            group if self.crew.alive(group) else self.crew.worker() for group in self.on_duty
        ]
        self.schedulers = [
            group if self.crew.alive(group) else self.crew.beat() for group in self.schedulers
        ]

    def _settled(self) -> bool:
        """Every wanted report has come to its end, and every mail of it."""
        there = Edition.objects.exclude(state="superseded")
        if there.count() < self.boards * len(self.wanted):
            return False
        if there.exclude(state__in=oracle.FINISHED).exists():
            return False
        if self.leads and not chased.settled(self):
            return False
        return not Delivery.objects.exclude(state__in=oracle.SETTLED).exists()

    def _second_attempts(self) -> int:
        return Edition.objects.filter(transitions__attempt__gt=1).distinct().count()
