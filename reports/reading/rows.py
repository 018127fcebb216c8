"""The heat table: one row for each workstream a board reads about, and where declared beats computed."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from reports.changes import direction
from reports.headline import headline, leading
from reports.reading.figures import Figures, is_closed, steps_better
from reports.reading.tally import Tally, tally
from reports.reading.words import count as count_words
from reports.reading.words import month_name, rating, share
from reports.snapshot import Item, ReceiptLine, Snapshot, Workstream

if TYPE_CHECKING:
    from reports.reading.live import Live

NOT_A_ROW = ("outcome", "deliverable")  # levels above and below what a board reads about
TALLY = ("red", "amber", "green", "blue", "not_started", "on_hold", "not_rated", "cancelled")
STONES, TROUBLE = 6, 4  # rows a workstream's page holds
STRIP = 3  # months in the trend strip, this one included


@dataclass(frozen=True)  # no slots: what a page asks for in each of its parts is found once
class Row:
    """One workstream with everything under it."""

    node: Workstream
    items: tuple[Item, ...]
    figures: Figures
    declared: str  # "unconfirmed" when the declaration is not of this period
    rating: str  # the worse of computed and declared (reports.headline)
    trend: tuple[
        tuple[str, str], ...
    ]  # (month name, leading rating), oldest first, this month last
    done: int | None  # mean percent over items that have one and two real dates
    expected: int | None  # by elapsed time, over the same items
    measured: int  # how many items that is
    since: date  # the first day of the month reported on
    next: Item | None  # the next milestone; any item when the workstream has no milestone ahead
    agreed: str = ""  # what the office agreed in the return of the month; "" when nothing was

    @property
    def name(self) -> str:
        return self.node.short or self.node.title

    @property
    def by_word(self) -> bool:
        """Whether the declared rating leads; it stands bold in the table then, else the computed one."""
        return headline(self.node.computed, self.declared).by_word

    @property
    def gap(self) -> str:
        """Declared and computed apart, in words."""
        return headline(self.node.computed, self.declared).gap

    @property
    def says(self) -> str:
        """Counts, and who leads: the line under the heading of its page."""
        late, green = self.figures.overdue, self.figures.overdue_green
        said = (
            f"{count_words(self.figures.items, 'item')}: "
            + (", ".join(f"{number} {word}" for word, number in self.tally) or "no items"),
            f"{late} overdue, {green} of them declared Green" if late else "None overdue",
            f"Lead: {self.node.lead}" if self.node.lead else "No lead is named",
        )
        return "".join(f"{part}. " for part in said).rstrip()

    @cached_property
    def stones(self) -> tuple[Item, ...]:
        """Its dated milestones, done ones of earlier months left out, soonest first; as many as its page holds."""
        found = [
            i
            for i in self.items
            if i.kind == "milestone" and i.due and i.status != "cancelled" and not self._past(i)
        ]
        return tuple(sorted(found, key=lambda item: (item.due, item.id)))[:STONES]

    @property
    def slipping(self) -> bool:
        """Whether a chart of its milestones shows more than the table: a date that moved."""
        stones = self.stones
        return len(stones) > 2 and any(
            each.revised.day and each.target.day and each.revised.day != each.target.day
            for each in stones
        )

    def _past(self, item: Item) -> bool:
        return is_closed(item) and item.due is not None and item.due < self.since

    @property
    def because(self) -> tuple[ReceiptLine, ...]:
        """The lines of its receipt that made its rating what it is."""
        return tuple(line for line in self.node.receipt if line.verdict == self.node.computed)

    @cached_property
    def _troubled(self) -> list[Item]:
        found = [
            i
            for i in self.items
            if not is_closed(i) and (i.computed == "red" or i.overdue) and i not in self.stones
        ]
        return sorted(found, key=lambda item: (item.computed != "red", -item.days_late, item.id))

    @property
    def trouble(self) -> tuple[Item, ...]:
        """Red or late items that are not among the milestones above them."""
        return tuple(self._troubled[:TROUBLE])

    @property
    def trouble_left(self) -> int:
        return max(len(self._troubled) - TROUBLE, 0)

    @property
    def written(self) -> tuple[Item, ...]:
        """Items about which somebody wrote in the month, latest first."""
        found = [item for item in self.items if item.update]
        return tuple(
            sorted(
                found,
                key=lambda item: (item.update_on is None, item.update_on, item.id),
                reverse=True,
            )
        )

    @property
    def receipt_caption(self) -> str:
        return f"The rules that gave {self.node.ref} {self.name} its rating"

    @property
    def stones_caption(self) -> str:
        return f"Milestones of {self.node.ref} {self.name}"

    @property
    def trouble_caption(self) -> str:
        return f"Red or late items of {self.node.ref} {self.name}"

    @property
    def risks_caption(self) -> str:
        return f"Risks of {self.node.ref} {self.name}"

    @property
    def issues_caption(self) -> str:
        return f"Issues of {self.node.ref} {self.name}"

    @property
    def measures_caption(self) -> str:
        return f"Measures of {self.node.ref} {self.name}"

    @property
    def moved(self) -> str:
        return direction(self.trend[-2][1], self.trend[-1][1]) if len(self.trend) > 1 else ""

    @property
    def tally(self) -> tuple[tuple[str, int], ...]:
        """(word, how many) of every computed rating that occurs, worst first."""
        return tuple((rating(value), self.counts[value]) for value in TALLY if self.counts[value])

    @property
    def counts(self) -> Counter[str]:
        return self.figures.ratings


@dataclass(frozen=True, slots=True)
class Gap:
    """A workstream declared better than computed. ``months``: for how many reports in a row, this one included."""

    row: Row
    steps: int
    months: int


def rows(snapshot: Snapshot, live: Live | None = None) -> tuple[Row, ...]:
    """In plan order: the nodes that are not outcomes or deliverables and have no such node above them;
    the tops of the tree when there are none. ``live`` brings the counts where the items are not all here."""
    tops = roots(snapshot)
    items, tallies = defaultdict(list), defaultdict(list)
    for item in snapshot.items:
        if item.workstream in tops:
            items[tops[item.workstream]].append(item)
    for node, counted in live.tallies.items() if live else ():
        if node in tops:
            tallies[tops[node]].append(counted)
    return tuple(
        _row(
            snapshot,
            node,
            tuple(items[node.id]),
            sum(tallies[node.id], tally((), snapshot)) if live else tally(items[node.id], snapshot),
        )
        for node in snapshot.workstreams
        if tops.get(node.id) == node.id
    )


def roots(snapshot: Snapshot) -> dict[int, int]:
    """Node id -> the node whose row it is counted in; nodes above every row are not in it."""
    found: dict[int, int] = {}
    for node in snapshot.workstreams:  # parents stand before their children
        if node.parent in found:
            found[node.id] = found[node.parent]
        elif node.level not in NOT_A_ROW:
            found[node.id] = node.id
    if not found:
        for node in snapshot.workstreams:
            found[node.id] = node.id if node.parent is None else found[node.parent]
    return found


def gaps(snapshot: Snapshot, table: tuple[Row, ...]) -> tuple[Gap, ...]:
    """Widest first."""
    found = [
        Gap(row, steps, 1 + _months(snapshot, row.node.id))
        for row in table
        if (steps := steps_better(row.node.declared, row.node.computed)) > 0
    ]
    return tuple(sorted(found, key=lambda gap: (-gap.steps, -gap.months)))


def _row(snapshot: Snapshot, node: Workstream, items: tuple[Item, ...], counted: Tally) -> Row:
    past = [
        (month_name(e.period), leading(e.computed, e.declared))
        for e in snapshot.earlier
        if e.workstream == node.id
    ]
    now = month_name(snapshot.period) or "now"
    declared = "unconfirmed" if node.declared and not node.confirmed else node.declared
    ahead = [
        item for item in items if not is_closed(item) and item.due and item.due >= snapshot.as_at
    ]
    stones = [item for item in ahead if item.kind == "milestone"]
    return Row(
        node=node,
        items=items,
        figures=counted.figures,
        declared=declared,
        rating=leading(node.computed, declared),
        trend=(*past[-(STRIP - 1) :], (now, leading(node.computed, declared))),
        done=share(counted.done, counted.measured),
        expected=share(counted.expected, counted.measured),
        measured=counted.measured,
        since=snapshot.as_at.replace(day=1),
        next=min(stones or ahead, key=lambda item: (item.due, item.id), default=None),
        agreed=next(
            (each.agreed for each in snapshot.returns if each.workstream == node.id and each.told),
            "",
        ),
    )


def _months(snapshot: Snapshot, node: int) -> int:
    run = 0
    for entry in reversed([e for e in snapshot.earlier if e.workstream == node]):
        if steps_better(entry.declared, entry.computed) <= 0:
            break
        run += 1
    return run
