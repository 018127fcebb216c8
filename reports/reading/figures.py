"""The counts on page 1 and in "Health of the data". Golden for the demonstration: seeds.md 3, S0."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass

from reports.snapshot import Item, Snapshot

CLOSED = frozenset({"complete", "business_as_usual", "cancelled"})


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts of items. ``ratings`` counts the computed, ``declared`` the declared ones ("" is none declared)."""

    items: int
    overdue: int
    overdue_green: int
    late_start: int  # start passed, still 0%
    finished: int
    no_usable_date: int
    impossible_date: int
    no_owner: int
    no_percent: int
    not_declared: int
    declared_better: int
    ratings: Counter[str]
    declared: Counter[str]


def is_closed(item: Item) -> bool:
    """Nobody waits for it any more."""
    return item.status in CLOSED or item.percent == 100


def is_overdue(item: Item) -> bool:
    """Open, and past the day it is due. ``days_late`` may still be 0: due on Saturday, read on Sunday."""
    return not is_closed(item) and item.overdue


def figures(snapshot: Snapshot) -> Figures:
    """Every count of one snapshot."""
    return count(snapshot.items, snapshot)


def count(items: Collection[Item], snapshot: Snapshot) -> Figures:
    """The counts of some of its items."""
    late = [item for item in items if is_overdue(item)]
    return Figures(
        items=len(items),
        overdue=len(late),
        overdue_green=sum(item.declared == "green" for item in late),
        late_start=sum(_late_start(item, snapshot) for item in items),
        finished=sum(is_closed(item) and item.status != "cancelled" for item in items),
        no_usable_date=sum(item.no_usable_date for item in items),
        impossible_date=sum(item.impossible_date for item in items),
        no_owner=sum(not item.owner for item in items),
        no_percent=sum(item.percent is None for item in items),
        not_declared=sum(not item.declared for item in items),
        declared_better=sum(steps_better(item.declared, item.computed) > 0 for item in items),
        ratings=Counter(item.computed for item in items),
        declared=Counter(item.declared for item in items),
    )


def steps_better(declared: str, computed: str) -> int:
    """How many steps a declaration is better than what was computed; 0 or less when it is not. Complete
    over Green is no contradiction here, Complete over what was never begun is (`rag.gap`)."""
    if (declared, computed) == ("blue", "not_started"):
        return 1
    steps = {"blue": 0, "green": 0, "amber": 1, "red": 2}
    if declared not in steps or computed not in ("amber", "red"):
        return 0
    return steps[computed] - steps[declared]


def _late_start(item: Item, snapshot: Snapshot) -> bool:
    started = item.start.day is not None and item.start.day < snapshot.as_at
    return started and item.percent == 0 and item.status not in CLOSED
