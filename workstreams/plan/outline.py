"""The branches of a plan: workstreams and phases in plan order, with what stands under each.

One statement reads them all with their counts and dates; the tree is put together here, because a
place in the plan (`sort_key`) begins with the place of its parent.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Protocol

from django.db.models import BooleanField, Count, Max, Min, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from workstreams.models import STEP, Phase, Programme, Workstream, WorkstreamOwner

_COLUMNS = (
    "sort_key", "pk", "is_phase", "level", "ref", "title", "short_name", "percent", "declared_rag",
    "computed_rag", "statutory", "lead", "owners_text", "count", "first", "last",
)  # fmt: skip


@dataclass(slots=True)
class Branch:
    """A workstream or a phase; `count`, `first` and `last` cover everything under it."""

    sort_key: str
    pk: int
    is_phase: bool
    level: str
    ref: str
    title: str
    short_name: str
    percent: int | None
    declared_rag: str
    computed_rag: str
    statutory: bool
    lead: str | None
    owners_text: str
    count: int
    first: date | None
    last: date | None
    continued: bool = False

    @property
    def depth(self) -> int:
        """0 for the top of the plan."""
        return len(self.sort_key) // STEP - 1

    @property
    def name(self) -> str:
        """The short name when there is one."""
        return self.short_name or self.title

    @property
    def label(self) -> str:
        """Number and name, for lists of choices."""
        return f"{self.ref} {self.name}".strip()


class Placed(Protocol):
    """Anything that has a place in the plan."""

    sort_key: str


def branches(programme: Programme, user: Any) -> list[Branch]:
    """The workstreams and phases of a programme that the user sees, in plan order. One statement."""
    return roll_up([Branch(*row) for row in branch_rows(programme, user).order_by("sort_key")])


def branch_rows(programme: Programme, user: Any) -> QuerySet[Any, Any]:
    """The columns of `Branch`, for one statement: as it is, or with others beside it."""
    under = {
        "count": Count("items"),
        # A plan without a column for starts is bracketed by its ends.
        "first": Min(Coalesce("items__start_date", "items__revised_date", "items__target_date")),
        "last": Max(Coalesce("items__revised_date", "items__target_date")),
    }
    lead = WorkstreamOwner.objects.filter(workstream=OuterRef("pk"), lead=True).values(
        "person__name"
    )
    own = (
        Workstream.objects.visible_to(user)
        .filter(programme=programme)
        .order_by()
        .annotate(is_phase=Value(False, BooleanField()), lead=Subquery(lead[:1]))
        .values(*(c for c in _COLUMNS if c not in under))
        .annotate(**under)
        .values_list(*_COLUMNS)
    )
    phases = (
        Phase.objects.visible_to(user)
        .filter(workstream__programme=programme)
        .order_by()
        .annotate(
            is_phase=Value(True, BooleanField()),
            level=Value("phase"),
            ref=Value(""),
            title=Value(""),
            short_name=Value(""),
            computed_rag=Value(""),
            statutory=Value(False, BooleanField()),
            lead=Value(""),
        )
        .values("name", *(c for c in _COLUMNS if c not in under))
        .annotate(**under)
        .values_list(*(("name" if c == "title" else c) for c in _COLUMNS))
    )
    return own.union(phases, all=True)


def roll_up(rows: list[Branch]) -> list[Branch]:
    """Adds to each workstream what stands under its children. `rows` in plan order; changed in place.

    A phase's items are its workstream's items too, so phases add nothing upwards.
    """
    at = {row.sort_key: row for row in rows if not row.is_phase}
    for row in reversed(rows):
        parent = at.get(row.sort_key[:-STEP])
        if parent is None or row.is_phase:
            continue
        parent.count += row.count
        parent.first = min((d for d in (parent.first, row.first) if d), default=None)
        parent.last = max((d for d in (parent.last, row.last) if d), default=None)
    return rows


def interleave(
    items: Sequence[Any], rows: Iterable[Branch], *, after: str | None, to_end: bool, every: bool
) -> Iterator[Branch | Any]:
    """The items of one page in plan order with their branches before them.

    `after` is the place of the item before this page (None on the first page): branches that began
    before are repeated as continued. `every` also shows branches in which nothing stands; `to_end`
    says that no page follows.
    """
    waiting = [row for row in rows if after is None or row.sort_key > after]
    if after is not None and items:
        for row in rows:
            if row.sort_key <= after and items[0].sort_key.startswith(row.sort_key):
                yield replace(row, continued=True)
    at = 0
    for item in items:
        while at < len(waiting) and waiting[at].sort_key < item.sort_key:
            row = waiting[at]
            at += 1
            if every or any(each.sort_key.startswith(row.sort_key) for each in items):
                yield row
        yield item
    if to_end and every:
        yield from waiting[at:]
