"""The heat table: one row for each workstream a board reads about, and where declared beats computed."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from reports.changes import direction
from reports.reading.figures import Figures, count, is_closed, steps_better
from reports.reading.narrow import below
from reports.reading.words import count as count_words
from reports.reading.words import mean, month_name, rating
from reports.snapshot import Item, ReceiptLine, Snapshot, Workstream

NOT_A_ROW = ("outcome", "deliverable")  # levels above and below what a board reads about
TALLY = ("red", "amber", "green", "blue", "not_started", "on_hold", "not_rated", "cancelled")
STONES, TROUBLE = 6, 4  # rows a workstream's page holds
STRIP = 3  # months in the trend strip, this one included


@dataclass(frozen=True, slots=True)
class Row:
    """One workstream with everything under it."""

    node: Workstream
    items: tuple[Item, ...]
    figures: Figures
    declared: str  # "unconfirmed" when the declaration is not of this period
    trend: tuple[
        tuple[str, str], ...
    ]  # (month name, computed rating), oldest first, this month last
    done: int | None  # mean percent over items that have one and two real dates
    expected: int | None  # by elapsed time, over the same items
    measured: int  # how many items that is
    since: date  # the first day of the month reported on
    next: Item | None  # the next milestone; any item when the workstream has no milestone ahead

    @property
    def name(self) -> str:
        return self.node.short or self.node.title

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

    @property
    def stones(self) -> tuple[Item, ...]:
        """Its dated milestones, done ones of earlier months left out, soonest first; as many as its page holds."""
        found = [
            i
            for i in self.items
            if i.kind == "milestone" and i.due and i.status != "cancelled" and not self._past(i)
        ]
        return tuple(sorted(found, key=lambda item: (item.due, item.id)))[:STONES]

    def _past(self, item: Item) -> bool:
        return is_closed(item) and item.due is not None and item.due < self.since

    @property
    def because(self) -> tuple[ReceiptLine, ...]:
        """The lines of its receipt that made its rating what it is."""
        return tuple(line for line in self.node.receipt if line.verdict == self.node.computed)

    @property
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


def rows(snapshot: Snapshot) -> tuple[Row, ...]:
    """In plan order: the nodes that are not outcomes or deliverables and have no such node above them;
    the tops of the tree when there are none."""
    chosen: list[Workstream] = []
    for node in snapshot.workstreams:
        inside = any(node.id in below(snapshot, [other.id]) for other in chosen)
        if node.level not in NOT_A_ROW and not inside:
            chosen.append(node)
    return tuple(
        _row(snapshot, node)
        for node in chosen or [n for n in snapshot.workstreams if n.parent is None]
    )


def gaps(snapshot: Snapshot, table: tuple[Row, ...]) -> tuple[Gap, ...]:
    """Widest first."""
    found = [
        Gap(row, steps, 1 + _months(snapshot, row.node.id))
        for row in table
        if (steps := steps_better(row.node.declared, row.node.computed)) > 0
    ]
    return tuple(sorted(found, key=lambda gap: (-gap.steps, -gap.months)))


def _row(snapshot: Snapshot, node: Workstream) -> Row:
    ids = below(snapshot, [node.id])
    items = tuple(item for item in snapshot.items if item.workstream in ids)
    timed = [item for item in items if item.expected is not None and item.percent is not None]
    past = [(month_name(e.period), e.computed) for e in snapshot.earlier if e.workstream == node.id]
    now = month_name(snapshot.period) or "now"
    ahead = [
        item for item in items if not is_closed(item) and item.due and item.due >= snapshot.as_at
    ]
    stones = [item for item in ahead if item.kind == "milestone"]
    return Row(
        node=node,
        items=items,
        figures=count(items, snapshot),
        declared="unconfirmed" if node.declared and not node.confirmed else node.declared,
        trend=(*past[-(STRIP - 1) :], (now, node.computed)),
        done=mean(item.percent for item in timed if item.percent is not None),
        expected=mean(item.expected for item in timed if item.expected is not None),
        measured=len(timed),
        since=snapshot.as_at.replace(day=1),
        next=min(stones or ahead, key=lambda item: (item.due, item.id), default=None),
    )


def _months(snapshot: Snapshot, node: int) -> int:
    run = 0
    for entry in reversed([e for e in snapshot.earlier if e.workstream == node]):
        if steps_better(entry.declared, entry.computed) <= 0:
            break
        run += 1
    return run
