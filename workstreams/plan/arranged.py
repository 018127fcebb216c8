"""How the rows of a plan are arranged: in plan order under their branches, sorted, or in groups.

Every order is total: ties stand in plan order, and the key of the row breaks what is left. Blanks
come last whichever way it is sorted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, Count, F, OuterRef, QuerySet, Subquery, When
from django.db.models.functions import Coalesce, TruncMonth

from workstreams.models import Item, ItemOwner, Outcome, Step
from workstreams.rows import Group
from workstreams.tables.plan import PLAN_ORDER, SORTABLE, PlanTable
from workstreams.templatetags.tracker import month

#: What `?group=` may ask for, in words. "" is the tree.
GROUPS = (
    ("", "Branches"),
    ("none", "None: one flat list"),
    ("workstream", "Workstream"),
    ("owner", "Owner"),
    ("board", "Board"),
    ("month", "Month it is due"),
)


@dataclass(frozen=True, slots=True)
class Grouping:
    """One way to put rows in groups: the expressions that name and order a group, and its words."""

    keys: tuple[str, ...]
    words: Callable[[tuple[Any, ...]], str]


def _workstream(key: tuple[Any, ...]) -> str:
    return f"{key[1]} {key[2]}".strip()


def _named(nobody: str) -> Callable[[tuple[Any, ...]], str]:
    return lambda key: key[0] or nobody


def _month(key: tuple[Any, ...]) -> str:
    day: date | None = key[0]
    return month(day) if day else "Without a date to be due"


GROUPINGS = {
    "workstream": Grouping(
        ("workstream__sort_key", "workstream__ref", "workstream__title"), _workstream
    ),
    "owner": Grouping(("lead_name",), _named("Nobody")),
    "board": Grouping(("board_name",), _named("No board")),
    "month": Grouping(("due_month",), _month),
}


def with_lead(rows: QuerySet[Item]) -> QuerySet[Item]:
    """Each item with `lead_name` and `owners_number`."""
    owners = ItemOwner.objects.filter(item=OuterRef("pk"))
    number = owners.order_by().values("item").annotate(number=Count("pk")).values("number")
    return rows.annotate(lead_name=_lead(), owners_number=Subquery(number))


def _lead() -> Subquery:
    owners = ItemOwner.objects.filter(item=OuterRef("pk"))
    return Subquery(owners.order_by(F("lead").desc(), "position", "pk").values("person__name")[:1])


def _board() -> Subquery:
    """The board that an item stands before: of the first step that is not answered, else of the last."""
    steps = Step.objects.filter(item=OuterRef("pk"), board__isnull=False)
    waiting = Case(When(outcome=Outcome.ASKED, then=F("position")), default=None)
    ordered = steps.order_by(waiting.asc(nulls_last=True), "-position")
    return Subquery(ordered.values("board__name")[:1])


def _keyed(rows: QuerySet[Item], name: str) -> QuerySet[Item]:
    """The rows with the keys of a grouping, as far as they are not columns."""
    if name == "board":
        return rows.annotate(board_name=_board())
    if name == "month":
        return rows.annotate(due_month=TruncMonth(Coalesce("revised_date", "target_date")))
    if name == "owner" and "lead_name" not in rows.query.annotations:
        return rows.annotate(lead_name=_lead())
    return rows


def arranged(rows: QuerySet[Item], *, sort: str, group: str) -> QuerySet[Item]:
    """The rows in the order that `?sort=` and `?group=` ask for; what is unknown is plan order."""
    ordered = _keyed(with_lead(rows), group).order_by(*PLAN_ORDER)
    if sort.removeprefix("-") in SORTABLE:
        table = PlanTable(ordered, order_by=sort)
        ordered = table.data.data
    if group not in GROUPINGS:
        return ordered
    first = [F(key).asc(nulls_last=True) for key in GROUPINGS[group].keys]
    return ordered.order_by(*first, *ordered.query.order_by)


def sizes(rows: QuerySet[Item], group: str) -> dict[tuple[Any, ...], int]:
    """How many of the rows stand in each group. One statement."""
    keys = GROUPINGS[group].keys
    counted = _keyed(rows, group).order_by().values(*keys).annotate(number=Count("pk"))
    return {
        key: number
        for *parts, number in counted.values_list(*keys, "number")
        for key in [tuple(parts)]
    }


def grouped(
    items: list[Item], group: str, *, before: Item | None, numbers: dict[tuple[Any, ...], int]
) -> Iterator[Group | Item]:
    """The items of a page with the heads of their groups. `before` is the item before the page."""
    way = GROUPINGS[group]
    last = _key(before, way) if before is not None else None
    continued = last is not None
    now: tuple[Any, ...] | None = None
    for item in items:
        key = _key(item, way)
        if key != now:
            yield Group(way.words(key), numbers.get(key, 0), continued and key == last)
            now, continued = key, False
        yield item


def _key(item: Any, way: Grouping) -> tuple[Any, ...]:
    found = []
    for name in way.keys:
        value = item
        for part in name.split("__"):
            value = getattr(value, part)
        found.append(value)
    return tuple(found)
