"""One page of plan rows: filtered, counted, sorted, cut to a page, and put under its branches.

Four statements whatever the size: the branches, the names of owners, one count of everything, and
the rows of the page.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.http import QueryDict

from workstreams.bank_holidays import england
from workstreams.filters import CHIPS, ItemFilter
from workstreams.models import STEP, Item, ItemOwner, Person, Programme
from workstreams.outline import Branch, branches, interleave
from workstreams.rag import DECLARABLE, Rag
from workstreams.tables import PLAN_ORDER, PlanTable
from workstreams.timeline import Bar, Scale, bracket, draw, scale_around
from workstreams.when import Certainty, Offer, read, words
from workstreams.workdays import working_days_between

PER_PAGE = 50
COLOURS = frozenset(Rag(rag).value for rag in DECLARABLE)


@dataclass(frozen=True)
class Row:
    """An item as the plan shows it."""

    item: Item
    bar: Bar
    scale: Scale
    days_late: int
    flat: bool = False  # not under its branches, so it says where it belongs

    @property
    def indent(self) -> int:
        """How far the title stands in, 0 to 3 steps."""
        return 0 if self.flat else min(len(self.item.sort_key) // STEP - 1, 3)

    @property
    def computed(self) -> str:
        """The computed rating, where it is a colour and not the declared one."""
        rag = self.item.computed_rag
        return rag if rag in COLOURS and rag != self.item.declared_rag else ""

    @property
    def flag(self) -> Flag | None:
        """What a person should look at in the dates, or none."""
        return flag_of(self.item)


@dataclass(frozen=True, slots=True)
class Flag:
    """A date that cannot be used: which, as typed, what is wrong, and what may be taken instead."""

    sentence: str
    label: str = ""
    name: str = ""
    typed: str = ""
    offers: tuple[Offer, ...] = ()


@dataclass(frozen=True)
class Head:
    """A branch as the plan shows it."""

    branch: Branch
    bar: Bar
    scale: Scale


@dataclass(frozen=True)
class Chip:
    """A count that filters."""

    name: str
    words: str
    count: int
    on: bool


@dataclass
class Listing:
    """What the plan page and the workstream page show."""

    filter: ItemFilter
    table: PlanTable
    page: Page[Item]
    rows: list[Row | Head]
    chips: list[Chip]
    total: int
    scale: Scale
    branches: list[Branch] = field(default_factory=list)
    in_plan_order: bool = True

    @property
    def sorted_by(self) -> str:
        """The column the reader sorted by, in words."""
        return next((c.header.lower() for c in self.table.columns if c.is_ordered), "")

    @cached_property
    def page_range(self) -> Any:
        """The pages to offer, with gaps."""
        return self.page.paginator.get_elided_page_range(
            self.page.number, on_each_side=2, on_ends=1
        )


class CountedPaginator(Paginator):
    """A paginator that was told how many rows there are."""

    def __init__(self, rows: QuerySet[Item], *, count: int) -> None:
        super().__init__(rows, PER_PAGE)
        self.count = count


def with_lead(rows: QuerySet[Item]) -> QuerySet[Item]:
    """Each item with `lead_name` and `others`, the number of further owners."""
    owners = ItemOwner.objects.filter(item=OuterRef("pk"))
    lead = owners.order_by(F("lead").desc(), "position", "pk").values("person__name")[:1]
    number = owners.order_by().values("item").annotate(number=Count("pk")).values("number")
    return rows.annotate(lead_name=Subquery(lead), owners_number=Subquery(number))


def owners_of(programme: Programme) -> list[tuple[int, str]]:
    """The people who own an item of the programme, by name. One statement."""
    owning = ItemOwner.objects.filter(person=OuterRef("pk"), item__programme=programme)
    return list(Person.objects.filter(Exists(owning)).values_list("pk", "name"))


def items_of(programme: Programme, *, user: Any, today: date, asked: QueryDict) -> Listing:
    """The items of a programme that a request asks for."""
    tree = branches(programme, user)
    base = Item.objects.with_access(user).filter(programme=programme)
    chosen = ItemFilter(
        asked,
        base,
        user=user,
        today=today,
        workstreams=[
            (b.sort_key, f"{'– ' * b.depth}{b.label}"[:60]) for b in tree if not b.is_phase
        ],
        owners=owners_of(programme),
    )
    filtered = chosen.qs
    counts = _count(base, filtered if chosen.active else None, user=user, today=today)
    table = PlanTable(with_lead(filtered).select_related("workstream").order_by(*PLAN_ORDER))
    sort = asked.get("sort", "")
    in_plan_order = sort.lstrip("-") not in table.columns.columns or not sort
    if not in_plan_order:
        table.order_by = sort
    page = CountedPaginator(table.data.data, count=counts["shown"]).get_page(asked.get("page"))
    rows, after = cut(page)
    scale = scale_around(today)
    holidays = england()
    shown: list[Row | Head]
    if in_plan_order:
        mixed = interleave(
            rows, tree, after=after, to_end=not page.has_next(), every=not chosen.active
        )
        shown = [
            head_of(each, scale) if isinstance(each, Branch) else row_of(each, scale, holidays)
            for each in mixed
        ]
    else:
        shown = [row_of(item, scale, holidays, flat=True) for item in rows]
    return Listing(
        filter=chosen,
        table=table,
        page=page,
        rows=shown,
        chips=[
            Chip(name, said, counts[name], asked.get("show") == name) for name, said, _ in CHIPS
        ],
        total=counts["total"],
        scale=scale,
        branches=tree,
        in_plan_order=in_plan_order,
    )


def _count(base: Any, filtered: Any, *, user: Any, today: date) -> dict[str, int]:
    """How many there are, how many are shown, and how many each chip keeps. One statement."""
    asked = {name: Count("pk", filter=keep(user, today)) for name, _, keep in CHIPS}
    if filtered is not None:
        asked["shown"] = Count("pk", filter=Q(pk__in=filtered.order_by().values("pk")))
    counts = base.order_by().aggregate(total=Count("pk"), **asked)
    return {"shown": counts["total"], **counts}


def cut(page: Page[Item]) -> tuple[Sequence[Item], str | None]:
    """The rows of the page, and the place of the row before them. One statement."""
    start = max(page.start_index() - 1, 0)
    if start == 0:
        return list(page.object_list), None
    rows = list(page.paginator.object_list[start - 1 : start + PER_PAGE])
    return rows[1:], rows[0].sort_key


def row_of(item: Item, scale: Scale, holidays: Collection[date], *, flat: bool = False) -> Row:
    """An item with its bar and its lateness on the scale's day."""
    due = item.due_date
    late = 0
    if due is not None and due < scale.today and not item.closed:
        late = max(working_days_between(due, scale.today, holidays=holidays), 1)
    bar = draw(
        title=item.title,
        kind=item.kind,
        start=item.start,
        target=item.target,
        revised=item.revised,
        percent=item.percent,
        closed=item.closed,
        days_late=late,
        scale=scale,
    )
    return Row(item, bar, scale, late, flat)


def head_of(branch: Branch, scale: Scale) -> Head:
    """A branch with its bracket on the scale."""
    bar = bracket(
        title=branch.name,
        first=branch.first,
        last=branch.last,
        percent=branch.percent,
        top=branch.depth == 0,
        scale=scale,
    )
    return Head(branch, bar, scale)


def flag_of(item: Item) -> Flag | None:
    """The first thing in an item's dates that a person should look at."""
    for name, label in (("start", "Start"), ("target", "Target"), ("revised", "Forecast")):
        when = getattr(item, name)
        if when.certainty is Certainty.IMPOSSIBLE:
            again = read(when.text)
            return Flag(
                f"is {words(again)}. Kept as typed; no day is set.",
                label,
                name,
                when.text,
                again.offers,
            )
    if item.start_date and item.due_date and item.start_date > item.due_date:
        return Flag("It ends before it starts, so no bar is drawn and no progress is expected.")
    return None
