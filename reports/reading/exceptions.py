"""What a board should look at first, in the order of peers 5.6."""

from dataclasses import dataclass
from datetime import date

from reports.changes import direction
from reports.headline import STEPS, leading
from reports.reading.figures import is_closed, is_overdue, steps_better
from reports.reading.words import rating
from reports.snapshot import Item, Snapshot

MOST = 7  # rows on page 1 (peers 4.3)


@dataclass(frozen=True, slots=True)
class Exception_:
    """One row. ``was`` is the computed rating in the report before, "" when there was none."""

    item: Item
    workstream: str  # its printed number
    was: str
    why: str  # why it is on the list
    order: int

    @property
    def now(self) -> str:
        return leading(self.item.computed, self.item.declared)

    @property
    def came_from(self) -> str:
        """The rating before, when it was another of Red, Amber and Green."""
        return self.was if self.was in STEPS and self.was != self.now else ""

    @property
    def moved(self) -> str:
        """Worsened, Improved, Same, New or nothing."""
        return direction(self.was, self.now)

    @property
    def days(self) -> int:
        """Working days: overdue ones, or those the forecast lies behind the target."""
        return max(self.item.days_late, self.item.variance or 0)

    @property
    def reason(self) -> str:
        """One short line: done, what it was declared, by which rule it is what it is."""
        parts = []
        if self.item.percent is not None:
            parts.append(f"{self.item.percent}% done")
        if steps_better(self.item.declared, self.item.computed) > 0:
            parts.append(f"declared {rating(self.item.declared)}")
        elif self.now != self.item.computed:
            parts.append(
                f"declared {rating(self.item.declared)}, computed {rating(self.item.computed)}"
            )
        elif not self.item.declared:
            parts.append("no rating declared")
        return "; ".join(parts)


def exceptions(snapshot: Snapshot, previous: Snapshot | None) -> tuple[Exception_, ...]:
    """Every item that is one, worst first: new Reds, worsened, declared better than computed, Reds
    that continue, then late Ambers; inside each by statutory duty, key milestones and days."""
    before = (
        {item.id: leading(item.computed, item.declared) for item in previous.items}
        if previous
        else {}
    )
    tops = _tops(snapshot)
    found = []
    for item in snapshot.items:
        placed = _place(item, before.get(item.id, ""))
        if placed:
            order, why = placed
            found.append(
                Exception_(item, tops[item.workstream], before.get(item.id, ""), why, order)
            )
    return tuple(
        sorted(
            found,
            key=lambda row: (
                row.order,
                -steps_better(row.item.declared, row.item.computed) if row.order == 2 else 0,
                not row.item.statutory,
                not row.item.key,
                -_calendar_days(row.item, snapshot.as_at),
                row.item.id,
            ),
        )
    )


def _place(item: Item, was: str) -> tuple[int, str] | None:
    now = leading(item.computed, item.declared)
    if is_closed(item) or now not in ("red", "amber"):
        return None
    if now == "red" and was in STEPS and was != "red":
        return 0, "newly Red"
    if direction(was, now) == "Worsened":
        return 1, "worsened"
    if steps_better(item.declared, item.computed) > 0 and (now == "red" or is_overdue(item)):
        return 2, "declared better than computed"
    if now == "red":
        return 3, "Red"
    return (4, "Amber and late") if is_overdue(item) else None


def _calendar_days(item: Item, as_at: date) -> int:
    """What the rows are ordered by; working days are printed, but a calendar needs no holidays to sort by."""
    end = item.completed or item.revised.day
    slipped = (end - item.target.day).days if end and item.target.day else 0
    overdue = (as_at - item.due).days if item.overdue and item.due else 0
    return max(slipped, overdue)


def _tops(snapshot: Snapshot) -> dict[int, str]:
    """Node id -> the printed number of the branch it lies in."""
    top: dict[int, str] = {}
    for node in snapshot.workstreams:  # parents stand before their children
        top[node.id] = node.ref if node.parent is None else top[node.parent]
    return top
