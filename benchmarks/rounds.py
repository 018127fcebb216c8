"""Interleaved rounds, medians with least and most, and the table that is printed."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass, field

ROUNDS = 5
EACH = 12  # calls of one side in one round


@dataclass
class Side:
    """One of the two things compared: what it does, and what each round's median call took.

    `medians` is wall time, `processor` the time of this process on a core: what other jobs of the
    machine cannot touch. The database works in a process of its own, so only wall time sees it.
    """

    name: str
    call: Callable[[], object]
    medians: list[float] = field(default_factory=list)  # seconds
    processor: list[float] = field(default_factory=list)  # seconds

    def round(self, calls: int) -> None:
        """One round: a call to warm up, then the median of the rest."""
        self.call()
        wall, busy = [], []
        for _ in range(calls):
            began, started = time.perf_counter(), time.process_time()
            self.call()
            busy.append(time.process_time() - started)
            wall.append(time.perf_counter() - began)
        self.medians.append(statistics.median(wall))
        self.processor.append(statistics.median(busy))

    @property
    def median(self) -> float:
        return statistics.median(self.medians)


@dataclass(frozen=True)
class Result:
    """A goal, what was measured, and whether it is reached: `ratio`, by wall time, decides."""

    goal: str
    what: str
    ours: str
    bare: str
    ratio: float
    limit: float
    spread: str
    by_processor: float | None = None

    @property
    def reached(self) -> bool:
        return self.ratio <= self.limit


def compare(
    goal: str, what: str, ours: Side, bare: Side, *, limit: float, calls: int = EACH,
    rounds: int = ROUNDS, by_processor: bool = False,
) -> Result:  # fmt: skip
    """Runs both sides in turn, round by round, so that the machine's mood touches both alike.

    `by_processor` is for a goal that speaks of processor time.
    """
    for _ in range(rounds):
        bare.round(calls)
        ours.round(calls)
    busy = [a / b for a, b in zip(ours.processor, bare.processor, strict=True) if b]
    if by_processor:
        ours.medians, bare.medians = ours.processor, bare.processor
    ratios = [a / b for a, b in zip(ours.medians, bare.medians, strict=True)]
    return Result(
        goal, what, shown(ours), shown(bare), statistics.median(ratios), limit,
        f"{min(ratios):.2f} to {max(ratios):.2f}", statistics.median(busy) if busy else None,
    )  # fmt: skip


def shown(side: Side) -> str:
    """Milliseconds: median (least to most of the rounds)."""
    least, most = min(side.medians) * 1000, max(side.medians) * 1000
    return f"{side.median * 1000:.1f} ({least:.1f}-{most:.1f})"


def table(results: list[Result]) -> str:
    """A table a person can read; times in milliseconds, ratios ours to bare."""
    head = ("goal", "what", "ours ms", "bare ms", "ratio", "spread", "by CPU", "at most", "")
    rows = [
        (r.goal, r.what, r.ours, r.bare, f"{r.ratio:.2f}", r.spread,
         "" if r.by_processor is None else f"{r.by_processor:.2f}", f"{r.limit:.2f}",
         "reached" if r.reached else "NOT REACHED")
        for r in results
    ]  # fmt: skip
    widths = [max(len(row[n]) for row in (head, *rows)) for n in range(len(head))]
    lines = [
        "  ".join(cell.ljust(w) for cell, w in zip(row, widths, strict=True)).rstrip()
        for row in (head, *rows)
    ]
    return "\n".join(lines)
