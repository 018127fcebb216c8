"""What a quarter brought: dates that moved, what was finished, what was decided. Plain Python, no Django."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from reports.changes import DateMove
from reports.reading.decisions import Arising
from reports.reading.page import Reading
from reports.reading.quarter_lines import MonthOf
from reports.reading.words import count, signed
from reports.snapshot import Item

MOVES, FINISHED, TAKEN = 24, 12, 12  # rows of a table; the rest is counted


@dataclass(frozen=True)
class Brought:
    """Read off the last month, whose changes are those of the quarter, and off what each month knew."""

    now: Reading
    months: tuple[MonthOf, ...]

    @property
    def moves(self) -> tuple[DateMove, ...]:
        """Dates that moved in the quarter, the furthest later first."""
        return self.now.changes.dates if self.now.changes else ()

    @property
    def first_moves(self) -> tuple[DateMove, ...]:
        return self.moves[:MOVES]

    @property
    def moves_say(self) -> str:
        changes = self.now.changes
        if changes is None:
            return "Whether a date moved cannot be said."
        if not changes.dates:
            return "No date moved."
        later, sooner = len(changes.later), len(changes.earlier)
        return (
            f"{count(len(changes.dates), 'date')} moved: {later} later, {sooner} sooner; "
            f"{signed(changes.net_days)} days altogether."
        )

    @property
    def finished(self) -> tuple[Item, ...]:
        return self.now.changes.completed if self.now.changes else ()

    @property
    def first_finished(self) -> tuple[Item, ...]:
        return self.finished[:FINISHED]

    @property
    def of_the_quarter(self) -> tuple[str, ...]:
        """What the quarter brought, in sentences; each is counted."""
        changes = self.now.changes
        lines = [self.moves_say]
        if changes is not None:
            lines.append(
                f"{count(len(changes.completed), 'item')} finished, {len(changes.added)} added, "
                f"{len(changes.removed)} no longer in the plan."
            )
        lines.append(self.taken_say)
        return tuple(lines)

    @cached_property
    def taken(self) -> tuple[Arising, ...]:
        """Decisions taken on a day of the quarter, the latest first, as the newest record has each."""
        begins, ends = f"{self.months[0].key}-01", self.now.snapshot.as_at
        newest: dict[int, Arising] = {}
        for month in self.months:
            for each in month.reading.decisions.arising if month.reading else ():
                newest[each.decision.id] = each
        found = [
            each
            for each in newest.values()
            if each.decision.decided_on
            and date.fromisoformat(begins) <= each.decision.decided_on <= ends
        ]
        found.sort(
            key=lambda each: (each.decision.decided_on or date.min, each.decision.id), reverse=True
        )
        return tuple(found)

    @property
    def first_taken(self) -> tuple[Arising, ...]:
        return self.taken[:TAKEN]

    @property
    def taken_say(self) -> str:
        if not self.now.snapshot.with_registers:
            return "Decisions were not kept with these records."
        if not self.taken:
            return "No decision of the quarter is on record."
        done = sum(each.state.startswith("Done") for each in self.taken)
        verb = "was" if len(self.taken) == 1 else "were"
        return f"{count(len(self.taken), 'decision')} {verb} taken, {done} of them done."
