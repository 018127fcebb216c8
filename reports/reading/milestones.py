"""Milestones: what was due in the period and how it ended, and what is due next."""

from dataclasses import dataclass
from datetime import date, timedelta

from reports.reading.exceptions import _tops
from reports.reading.figures import CLOSED, is_closed
from reports.reading.live import Live
from reports.snapshot import Item, Snapshot

AHEAD = 90  # days the report looks forward
DUE = ("Due today", "Due now")


@dataclass(frozen=True, slots=True)
class Milestone:
    """One row. ``result`` is Met, Met early, Met late, Missed, Due today, Due now (on a day off, and
    no working day has passed since) or "" for one that is still ahead."""

    item: Item
    workstream: str
    result: str

    @property
    def days(self) -> int:
        """Working days: overdue ones, or forecast (or completion) against target; early is negative."""
        return self.item.days_late or self.item.variance or 0


@dataclass(frozen=True, slots=True)
class Milestones:
    due_in_period: tuple[Milestone, ...]
    next: tuple[Milestone, ...]
    met: tuple[Milestone, ...]  # completed in the period, whenever they were due
    late: tuple[Milestone, ...]  # due before the period began and still open
    undated: int
    counted: Live | None = None

    @property
    def late_found(self) -> int:
        """How many are late from before, shown or not."""
        return self.counted.stones_late if self.counted else len(self.late)

    @property
    def next_found(self) -> int:
        return self.counted.stones_ahead if self.counted else len(self.next)

    @property
    def missed(self) -> int:
        return sum(row.result == "Missed" for row in self.due_in_period)

    @property
    def due_now(self) -> int:
        """How many fall due on the report's own date: neither met nor missed."""
        return sum(row.result in DUE for row in self.due_in_period)


def milestones(snapshot: Snapshot, live: Live | None = None) -> Milestones:
    """The milestones of a snapshot: the period runs from the first of its month to ``as_at``."""
    first = snapshot.as_at.replace(day=1)
    until = snapshot.as_at + timedelta(days=AHEAD)
    tops = _tops(snapshot)
    wanted = [
        item for item in snapshot.items if item.kind == "milestone" and item.status != "cancelled"
    ]
    rows = {
        item.id: Milestone(item, tops[item.workstream], _result(item, snapshot.as_at))
        for item in wanted
    }

    def pick(test: object) -> tuple[Milestone, ...]:
        found = [item for item in wanted if test(item)]  # type: ignore[operator]
        return tuple(
            rows[item.id]
            for item in sorted(found, key=lambda item: (item.due or date.max, item.id))
        )

    return Milestones(
        due_in_period=pick(
            lambda item: item.target.day and first <= item.target.day <= snapshot.as_at
        ),
        next=pick(
            lambda item: not is_closed(item) and item.due and snapshot.as_at < item.due <= until
        ),
        late=pick(lambda item: not is_closed(item) and item.due and item.due < first),
        met=pick(lambda item: item.completed and first <= item.completed <= snapshot.as_at),
        counted=live,
        undated=live.stones_undated
        if live
        else sum(item.due is None and not is_closed(item) for item in wanted),
    )


def _result(item: Item, as_at: date) -> str:
    if item.status in CLOSED or item.percent == 100:
        if item.completed is None or item.target.day is None or item.completed == item.target.day:
            return "Met"
        return "Met early" if item.completed < item.target.day else "Met late"
    if item.target.day is None or item.target.day > as_at:
        return ""
    # overdue counts working days (workstreams.rag): a weekend alone makes nobody late
    if item.overdue or (item.revised.day and item.revised.day > as_at):
        return "Missed"
    return "Due today" if item.target.day == as_at else "Due now"
