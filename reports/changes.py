"""What changed between two snapshots of one programme. Plain Python, no Django: a pure difference.

Always computed, never typed (peers 4.3). Items are matched by their identity, never by title or
printed number.
"""

from dataclasses import dataclass
from datetime import date

from reports.headline import STEPS, leading
from reports.register_changes import RegisterChanges, register_changes
from reports.snapshot import Item, Snapshot, Workstream

DONE = ("complete", "business_as_usual")


@dataclass(frozen=True, slots=True)
class RatingMove:
    """A workstream (or the programme: workstream 0) whose computed rating is not what it was."""

    workstream: int
    name: str
    was: str
    now: str

    @property
    def direction(self) -> str:
        return direction(self.was, self.now)


@dataclass(frozen=True, slots=True)
class DateMove:
    """An item whose forecast day moved. ``days`` are calendar days, later is positive."""

    item: int
    title: str
    was: date
    now: date
    why: str = ""

    @property
    def days(self) -> int:
        return (self.now - self.was).days


@dataclass(frozen=True, slots=True)
class OwnerMove:
    """An item or a workstream that has another owner; "" is nobody."""

    title: str
    was: str
    now: str


@dataclass(frozen=True, slots=True)
class Changes:
    """Everything that is different, worst first where there is an order."""

    since: str  # period key of the earlier snapshot
    ratings: tuple[RatingMove, ...]
    item_ratings: tuple[RatingMove, ...]  # "workstream" holds the item's id here
    dates: tuple[DateMove, ...]
    completed: tuple[Item, ...]
    added: tuple[Item, ...]
    removed: tuple[Item, ...]
    owners: tuple[OwnerMove, ...] = ()
    registers: RegisterChanges | None = None  # None: one of the two held no registers

    @property
    def worsened(self) -> tuple[RatingMove, ...]:
        return tuple(move for move in self.ratings if move.direction == "Worsened")

    @property
    def improved(self) -> tuple[RatingMove, ...]:
        return tuple(move for move in self.ratings if move.direction == "Improved")

    @property
    def later(self) -> tuple[DateMove, ...]:
        return tuple(move for move in self.dates if move.days > 0)

    @property
    def earlier(self) -> tuple[DateMove, ...]:
        return tuple(move for move in self.dates if move.days < 0)

    @property
    def net_days(self) -> int:
        return sum(move.days for move in self.dates)


def direction(was: str, now: str) -> str:
    """The word beside an arrow (peers 5.5): Worsened, Improved, Same; "" when the two cannot be compared."""
    if was not in STEPS or now not in STEPS:
        return ""
    if STEPS[was] == STEPS[now]:
        return "Same"
    return "Worsened" if STEPS[now] > STEPS[was] else "Improved"


def changes(before: Snapshot, after: Snapshot) -> Changes:
    """What is different in ``after``. ValueError when the two are of different programmes."""
    if before.programme != after.programme:
        raise ValueError("Two snapshots of different programmes cannot be compared.")
    then = {item.id: item for item in before.items}
    now = {item.id: item for item in after.items}
    both = [(then[key], item) for key, item in now.items() if key in then]
    ratings = [RatingMove(0, after.title, _whole(before), _whole(after))]
    rated = {part.id: _node(part) for part in before.workstreams}
    ratings += [
        RatingMove(
            part.id, f"{part.ref} {part.short or part.title}".strip(), rated[part.id], _node(part)
        )
        for part in after.workstreams
        if part.parent is None and part.id in rated
    ]
    return Changes(
        since=before.period,
        ratings=tuple(sorted((move for move in ratings if move.was != move.now), key=_worst)),
        item_ratings=tuple(
            RatingMove(new.id, new.title, _item(old), _item(new))
            for old, new in both
            if _item(old) != _item(new)
        ),
        dates=tuple(
            sorted(
                (
                    DateMove(new.id, new.title, old.due, new.due, new.moved_why)
                    for old, new in both
                    if old.due and new.due and old.due != new.due
                ),
                key=lambda move: (-move.days, move.item),
            )
        ),
        completed=tuple(new for old, new in both if _done(new) and not _done(old)),
        added=tuple(item for key, item in now.items() if key not in then),
        removed=tuple(item for key, item in then.items() if key not in now),
        owners=_owners(before, after, both),
        registers=register_changes(before, after),
    )


def _owners(
    before: Snapshot, after: Snapshot, both: list[tuple[Item, Item]]
) -> tuple[OwnerMove, ...]:
    """Leads of workstreams first, then owners of open items."""
    leads = {part.id: part.lead for part in before.workstreams}
    moves = [
        OwnerMove(f"{part.ref} {part.short or part.title}".strip(), leads[part.id], part.lead)
        for part in after.workstreams
        if part.id in leads and leads[part.id] != part.lead
    ]
    moves += [
        OwnerMove(new.title, old.owner, new.owner)
        for old, new in both
        if old.owner != new.owner and not _done(new)
    ]
    return tuple(moves)


def _whole(snapshot: Snapshot) -> str:
    return leading(snapshot.computed, snapshot.declared if snapshot.confirmed else "")


def _node(node: Workstream) -> str:
    return leading(node.computed, node.declared if node.confirmed else "")


def _item(item: Item) -> str:
    return leading(item.computed, item.declared)


def _done(item: Item) -> bool:
    return item.status in DONE or item.percent == 100


def _worst(move: RatingMove) -> tuple[int, int]:
    return -STEPS.get(move.now, -1), move.workstream
