"""What a page says of the registers: money, risks, decisions, measures, returns, words."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from reports.reading import words
from reports.reading.branch import Page, pages
from reports.reading.decisions import Decisions, decisions
from reports.reading.measures import MeasureRow, measures
from reports.reading.money import Money, money
from reports.reading.risks import IssueRow, Issues, Risks, issues, risks
from reports.reading.terms import used
from reports.snapshot import Meeting, Return, Snapshot, Term

if TYPE_CHECKING:
    from reports.reading.rows import Row

ROOM = 7  # rows of one register where another page holds the rest


class RegistersRead:
    """Part of ``Reading``: worked out once, on first use, from two snapshots."""

    snapshot: Snapshot
    previous: Snapshot | None

    if TYPE_CHECKING:

        @property
        def rows(self) -> tuple[Row, ...]: ...

    @cached_property
    def money(self) -> Money:
        return money(self.snapshot.savings, self.snapshot.budgets, as_at=self.snapshot.as_at)

    @cached_property
    def risks(self) -> Risks:
        return _risks(self.snapshot, self.previous)

    @cached_property
    def issues(self) -> Issues:
        return issues(self.snapshot.issues, as_at=self.snapshot.as_at)

    @property
    def first_issues(self) -> tuple[IssueRow, ...]:
        """As many as the register's page holds."""
        return self.issues.rows[:ROOM]

    @cached_property
    def decisions(self) -> Decisions:
        return decisions(
            self.snapshot.decisions,
            self.snapshot.meetings,
            self.snapshot.returns,
            as_at=self.snapshot.as_at,
        )

    @cached_property
    def measures(self) -> tuple[MeasureRow, ...]:
        return measures(self.snapshot.measures)

    @cached_property
    def pages(self) -> tuple[Page, ...]:
        """One for each workstream of the table."""
        return pages(self.snapshot, self.previous, self.rows)

    @property
    def agreed(self) -> bool:
        """Whether the office has agreed a rating of this month."""
        return any(row.agreed for row in self.rows)

    @property
    def with_next(self) -> tuple[Row, ...]:
        """Workstreams with a milestone, or an item, that has a date ahead."""
        return tuple(row for row in self.rows if row.next)

    @property
    def without_next(self) -> str:
        """The others, in one sentence; "" when there are none."""
        names = [row.node.ref or row.name for row in self.rows if not row.next]
        if not names:
            return ""
        if len(names) == len(self.rows):
            return "No workstream has an item with a date ahead."
        return f"No item with a date ahead: {words.listed(names, most=40)}."

    @property
    def told_risks(self) -> tuple[Return, ...]:
        """Returns that tell of risks, issues or barriers, in the order of the plan."""
        return tuple(each for each in self.snapshot.returns if each.told and each.risks)

    @property
    def returned(self) -> tuple[int, int]:
        """How many workstreams have told the programme about the month, of how many that are asked:
        one that was closed before the month was opened is not (workstreams.month.duties)."""
        told = {each.workstream for each in self.snapshot.returns if each.told}
        since = self.snapshot.returns_opened_on or date.min
        asked = {
            row.node.id
            for row in self.rows
            if row.node.closed_on is None or row.node.closed_on >= since or row.node.id in told
        }
        return len(told & asked), len(asked)

    @property
    def returns_say(self) -> str:
        """ "Returns of August: 6 of 7 in"."""
        if not self.snapshot.returns_month:
            return "No month has been opened for returns"
        told, whole = self.returned
        return f"Returns of {words.month_name(self.snapshot.returns_month)}: {told} of {whole} in"

    @property
    def terms(self) -> tuple[Term, ...]:
        """The abbreviations of the glossary that occur in what is printed."""
        return used(self.snapshot)

    @property
    def first_meetings(self) -> tuple[Meeting, ...]:
        return self.decisions.meetings[:ROOM]


def _risks(snapshot: Snapshot, previous: Snapshot | None) -> Risks:
    before = previous.risks if previous and previous.with_registers else None
    return risks(snapshot.risks, before, as_at=snapshot.as_at)
