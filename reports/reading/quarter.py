"""The quarterly review: three frozen months of one programme beside each other (S3-16). Plain Python, no Django.

A month for which nothing was frozen stays an empty column that says so; nothing is read out of the months
beside it. Within a month a cell says what that month's record said, so a workstream that was not in the plan
then, a rating nobody declared and a month without a record are three different words.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from reports.reading.measures import MeasureRow
from reports.reading.money import BUDGETED
from reports.reading.page import Reading, read
from reports.reading.quarter_brought import Brought
from reports.reading.quarter_lines import (
    NOT_FROZEN,
    NOT_KEPT,
    Cell,
    Dimension,
    Line,
    MonthOf,
    cell_of,
    number,
    read_by,
    saved,
    spent,
)
from reports.reading.rows import Row
from reports.reading.sentences import spread
from reports.reading.words import day, listed, rating
from reports.snapshot import Snapshot

if TYPE_CHECKING:
    from reports.document import Document, Part

ON_PAGE = 8  # workstreams on page 1


@dataclass(frozen=True)
class Review(Brought):
    """One programme over the quarter. ``now`` reads the last month; its changes are those of the quarter."""

    @property
    def missing(self) -> tuple[MonthOf, ...]:
        return tuple(each for each in self.months if each.reading is None)

    @property
    def gap(self) -> str:
        """ "Nothing was frozen for July 2020: its column is empty, and the trend leaves it out." """
        if not self.missing:
            return ""
        one = len(self.missing) == 1
        names = listed([each.whole for each in self.missing])
        return (
            f"Nothing was frozen for {names}: {'its column is' if one else 'their columns are'} empty, and the"
            f" trend leaves {'it' if one else 'them'} out."
        )

    @property
    def counted_from(self) -> str:
        """From which record the quarter's changes are counted, in a sentence."""
        before = self.now.previous
        if before is None:
            return "There is no earlier record, so nothing can be said of changes."
        start = f"Changes are counted from the record of {day(before.as_at)}"
        if before.period >= self.months[0].key:
            return f"{start}, the first there is of the quarter; none was frozen for the month before it."
        return f"{start}, the month before the quarter."

    @cached_property
    def overall(self) -> Line:
        """The rating that leads, month by month."""
        cells = (
            Cell(each.name, rating=each.reading.rating)
            if each.reading
            else Cell(each.name, NOT_FROZEN, light=True)
            for each in self.months
        )
        return Line(0, self.now.snapshot.title, tuple(cells))

    @property
    def sentence(self) -> str:
        """ "Amber in July, Red in August and September; worsened over the quarter." """
        said: list[tuple[str, list[str]]] = []
        for cell in self.overall.cells:
            word = cell.words if cell.rating is None else rating(cell.rating)
            if said and said[-1][0] == word:
                said[-1][1].append(cell.month)
            else:
                said.append((word, [cell.month]))
        text = ", ".join(f"{word} in {listed(months)}" for word, months in said)
        moved = self.overall.moved
        end = {"Same": "no change over the quarter", "": ""}.get(
            moved, f"{moved.lower()} over the quarter"
        )
        return f"{text[:1].upper()}{text[1:]}{'; ' + end if end else ''}."

    @cached_property
    def dimensions(self) -> tuple[Dimension, ...]:
        """The sides of a workstream's rating. Savings only where a savings rating was ever declared."""
        found = [
            Dimension(
                "Overall",
                "The worse of computed and declared.",
                self._lines(lambda row: row.rating),
            ),
            Dimension(
                "Computed",
                "By the rules in force that month.",
                self._lines(lambda r: r.node.computed),
            ),
            Dimension(
                "Declared",
                "By its lead; Unconfirmed where the declaration was of an earlier month.",
                self._lines(lambda row: row.declared),
            ),
        ]
        savings = self._lines(lambda row: row.node.savings_rag)
        if any(cell.rating for line in savings for cell in line.cells):
            found.append(Dimension("Savings", "Declared apart from delivery.", savings))
        return tuple(found)

    @property
    def rows(self) -> tuple[Line, ...]:
        return self.dimensions[0].lines

    @property
    def first_rows(self) -> tuple[Line, ...]:
        """For page 1: those that worsened, then the rest in plan order; as many as it holds beside the decisions."""
        order = {"Worsened": 0, "Improved": 1}
        return tuple(sorted(self.rows, key=lambda line: order.get(line.moved, 2)))[
            : ON_PAGE - len(self.now.decisions.first)
        ]

    @property
    def spreads(self) -> tuple[tuple[str, str], ...]:
        """Month, and how its workstreams stood."""
        return tuple(
            (
                each.whole,
                spread([row.rating for row in each.reading.rows]) if each.reading else NOT_FROZEN,
            )
            for each in self.months
        )

    @cached_property
    def counts(self) -> tuple[Line, ...]:
        """The same counts in each month."""
        wanted: tuple[tuple[str, Callable[[Reading], int]], ...] = (
            ("Items", lambda r: r.figures.items),
            ("Overdue", lambda r: r.figures.overdue),
            ("Overdue, declared Green", lambda r: r.figures.overdue_green),
            ("Red", lambda r: r.figures.ratings["red"]),
            ("Amber", lambda r: r.figures.ratings["amber"]),
            ("Finished", lambda r: r.figures.finished),
            ("No usable date", lambda r: r.figures.no_usable_date),
        )
        found = [Line(0, name, self._cells(number(of))) for name, of in wanted]
        kept: tuple[tuple[str, Callable[[Reading], int]], ...] = (
            ("Open risks", lambda r: len(r.risks.rows)),
            ("Risks at 16 or more", lambda r: r.risks.high),
            ("Open issues", lambda r: len(r.issues.rows)),
        )
        found += [Line(0, name, self._kept(number(of))) for name, of in kept]
        told = self._kept(
            lambda r: (
                f"{r.returned[0]} of {r.returned[1]}" if r.snapshot.returns_month else "not asked"
            )
        )
        return (*found, Line(0, "Returns that came in", told))

    @cached_property
    def money(self) -> tuple[Line, ...]:
        """Totals of the savings ledger of the year, month by month; what was not given is said."""
        names = ("Target", "Forecast", "Claimed", "Verified by finance")
        return tuple(Line(0, name, self._kept(saved(at))) for at, name in enumerate(names))

    @cached_property
    def spending(self) -> tuple[Line, ...]:
        """Totals of the budgets of the year."""
        return tuple(
            Line(0, name.capitalize(), self._kept(spent(at))) for at, name in enumerate(BUDGETED)
        )

    @cached_property
    def measures(self) -> tuple[tuple[MeasureRow, Line], ...]:
        """Each measure that is kept now, with the latest reading each month knew of."""
        return tuple(
            (row, Line(0, row.measure.title, self._kept(read_by(row.measure.id))))
            for row in self.now.measures
        )

    @property
    def records(self) -> tuple[tuple[str, str], ...]:
        """When each month was frozen, for the last page."""
        return tuple(
            (
                each.whole,
                f"As at {day(each.reading.snapshot.as_at)}, frozen {day(each.reading.snapshot.taken_at.date())}"
                if each.reading
                else "Not frozen",
            )
            for each in self.months
        )

    def _lines(self, of: Callable[[Row], str]) -> tuple[Line, ...]:
        """One line for each workstream of any of the months: the last month's first, in plan order."""
        tables = [
            {row.node.id: row for row in each.reading.rows} if each.reading else None
            for each in self.months
        ]
        names: dict[int, str] = {}
        for table in reversed(tables):
            for key, row in (table or {}).items():
                names.setdefault(key, f"{row.node.ref} {row.name}".strip())
        columns = list(zip(self.months, tables, strict=True))
        return tuple(
            Line(key, name, tuple(cell_of(month, table, key, of) for month, table in columns))
            for key, name in names.items()
        )

    def _cells(self, of: Callable[[Reading], str]) -> tuple[Cell, ...]:
        return tuple(
            Cell(each.name, of(each.reading))
            if each.reading
            else Cell(each.name, NOT_FROZEN, light=True)
            for each in self.months
        )

    def _kept(self, of: Callable[[Reading], str]) -> tuple[Cell, ...]:
        """As ``_cells``, of registers, which the oldest records do not hold."""
        return tuple(
            Cell(month.name, NOT_KEPT, light=True)
            if month.reading and not month.reading.snapshot.with_registers
            else cell
            for month, cell in zip(self.months, self._cells(of), strict=True)
        )


def review(part: Part) -> Review:
    """The review of one programme, narrowed to the branches its board looks at."""
    months = tuple(
        MonthOf(key, part.reading if key == part.snapshot.period else _read(found, part))
        for key, found in part.months
    )
    return Review(part.reading, months)


def _read(found: Snapshot | None, part: Part) -> Reading | None:
    return read(found, branches=part.branches) if found is not None else None


def reviews(document: Document) -> tuple[Review, ...]:
    """One for each programme of the board, in the document's order."""
    return tuple(review(part) for part in document.parts)
