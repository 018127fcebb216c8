"""One page of plan rows: filtered, counted, arranged, cut to a page, and put under its branches.

What concerns the whole plan is kept until it changes (`workstreams.plan.whole`); what is asked each time is
the rows of the page and, when something is filtered or grouped, how many there are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet, Value
from django.http import QueryDict

from workstreams.dates.bank_holidays import england
from workstreams.filters.plan import CHIPS, FILTERS, ItemFilter, choices_among
from workstreams.models import Item, Programme
from workstreams.models.rights import rights_of
from workstreams.plan.arranged import GROUPINGS, GROUPS, arranged, grouped, sizes, with_lead
from workstreams.plan.outline import Branch, interleave
from workstreams.plan.whole import View, choices_of, counts_of, tree_of
from workstreams.rows import (
    COLUMNS,
    Group,
    Head,
    Row,
    Shape,
    head_of,
    heads_of,
    row_of,
    shape_of,
)
from workstreams.tables.plan import SORTABLE
from workstreams.templatetags.tracker import plural
from workstreams.timeline import Scale, scale_around

__all__ = ["PER_PAGE", "CountedPaginator", "Listing", "cut", "items_of", "with_lead"]

PER_PAGE = 50
#: As many rows as stand on one page, so that a plan can be printed whole.
MOST = 1000
SIZES = (50, 100, 200, MOST)
#: What `?` says that is no filter and no way of looking.
PASSING = frozenset({"page", "view", "back"})
#: The choices among the filters.
NARROWING = tuple(name for name, *_ in choices_among((), ()))
#: The columns of the table that a row is written from.
ROW = (
    "programme_id", "workstream_id", "phase_id", "kind", "ref", "title", "owners_text", "scope", "statutory",
    "key", "percent", "status", "declared_rag", "computed_rag", "sort_key", "version", "changed_at",
    "checklist_total", "checklist_done",
    *(f"{name}_{part}" for name in ("start", "target", "revised")
      for part in ("text", "date", "precision", "certainty", "waiting_on")),
)  # fmt: skip


@dataclass(frozen=True)
class Chip:
    """A count that filters."""

    name: str
    words: str
    count: int
    on: bool
    address: str


@dataclass
class Listing:
    """What the plan page shows."""

    active: dict[str, str]  # the filters in use: what each is called, the words of its value
    page: Page[Item]
    rows: list[Row | Head | Group]
    shape: Shape
    chips: list[Chip]
    total: int
    scale: Scale
    asked: QueryDict
    workstreams: Sequence[tuple[str, str]] = ()  # those that may be chosen: place, words
    owners: Sequence[tuple[int, str]] = ()
    views: tuple[View, ...] = ()
    branches: Sequence[Branch] = ()

    @property
    def number(self) -> int:
        """How many items are shown, on this page and the others."""
        return self.page.paginator.count

    @cached_property
    def heads(self) -> list[Any]:
        """The heads of the columns, each with the address that sorts by it."""
        return heads_of(self.shape, asked=self.asked, sort=self.sort, sortable=SORTABLE)

    @property
    def sort(self) -> str:
        """The column that the rows are sorted by, "-" before it when descending; "" in plan order."""
        asked = self.asked.get("sort", "")
        return asked if asked.removeprefix("-") in SORTABLE else ""

    @property
    def sorted_by(self) -> str:
        """The column the reader sorted by, in words."""
        return next((head.words.lower() for head in self.heads if head.sorted), "")

    @property
    def group(self) -> str:
        """What the rows are grouped by; "" is the tree."""
        asked = self.asked.get("group", "")
        return asked if asked in GROUPINGS or asked == "none" else ""

    @property
    def grouped_by(self) -> str:
        """What the rows are grouped by, in words; "" for the tree and for one flat list."""
        return dict(GROUPS)[self.group].lower() if self.group in GROUPINGS else ""

    @property
    def choices(self) -> list[tuple[str, str, Any, str]]:
        """What may be chosen among the filters: name, label, options, and the one that is."""
        shown = [
            (name, label, options, self.asked.get(name, ""))
            for name, label, options in choices_among(self.workstreams, self.owners)
        ]
        return [*shown, ("group", "Group by", GROUPS, self.group)]

    @property
    def narrowed(self) -> bool:
        """Whether anything was searched or chosen; then a phone does not fold the filters."""
        return any(self.asked.get(name) for name in ("q", "group", *NARROWING))

    @property
    def sizes(self) -> list[tuple[str, str]]:
        """How many rows a page may have."""
        return [("" if size == PER_PAGE else str(size), f"{size:,}") for size in SIZES]

    @property
    def size(self) -> str:
        """How many rows a page has, as the address says it."""
        return "" if self.page.paginator.per_page == PER_PAGE else str(self.page.paginator.per_page)

    @property
    def in_plan_order(self) -> bool:
        """Whether the rows stand under their branches."""
        return not self.sort and not self.group

    @property
    def columns(self) -> list[tuple[str, str, bool]]:
        """Every column that may be shown: name, words, whether it is."""
        return [(c.name, c.words, c.name in self.shape.columns) for c in COLUMNS]

    @property
    def own_columns(self) -> bool:
        """Whether the reader chose the columns."""
        return bool(self.asked.get("col"))

    @property
    def says(self) -> str:
        """How many items are shown and of how many, by which filters and in which order: read out when
        a part of the page was changed."""
        total = plural(self.total, "item")
        if not self.active:
            said = total
        else:
            words = ", ".join(self.active.values())
            said = f"Showing {self.number} of {total}: {words}"
        order = f", sorted by {self.sorted_by}" if self.sort else ""
        groups = f", grouped by {self.grouped_by}" if self.grouped_by else ""
        return said + order + groups

    def _without(self, *names: str) -> str:
        kept = self.asked.copy()
        for name in (*names, "page"):
            kept.pop(name, None)
        return f"?{kept.urlencode()}"

    @property
    def tree_address(self) -> str:
        """The same rows in plan order under their branches."""
        return self._without("sort", "group")

    @property
    def usual_address(self) -> str:
        """The same rows in the usual columns."""
        return self._without("col")

    @property
    def whole_address(self) -> str:
        """All rows of the filter on one page, or as many as stand on one (`MOST`)."""
        kept = self.asked.copy()
        kept.pop("page", None)
        kept["per"] = str(MOST)
        return f"?{kept.urlencode()}"

    @property
    def whole(self) -> int:
        """How many rows that page shows."""
        return min(self.number, MOST)

    @property
    def cut_short(self) -> bool:
        """Whether more rows match than this page shows, and a larger page would show more."""
        pages = self.page.paginator
        return pages.num_pages > 1 and pages.per_page < MOST

    @property
    def clear_address(self) -> str:
        """Everything, arranged as it is."""
        return self._without(*FILTERS, "view")

    @cached_property
    def page_range(self) -> Any:
        """The pages to offer, with gaps."""
        return self.page.paginator.get_elided_page_range(
            self.page.number, on_each_side=2, on_ends=1
        )

    @cached_property
    def query(self) -> str:
        """All that makes this way of looking, as it stands in the address: what a view keeps."""
        kept = self.asked.copy()
        for name in [*kept]:
            if name in PASSING or not any(kept.getlist(name)):
                del kept[name]
        return kept.urlencode()

    @cached_property
    def view(self) -> View | None:
        """The saved view that the reader opened."""
        return next((v for v in self.views if str(v.pk) == self.asked.get("view")), None)

    @property
    def changed(self) -> bool:
        """Whether the reader has gone on from the view that was opened."""
        return self.view is not None and QueryDict(self.view.query) != QueryDict(self.query)

    def hidden(self, *without: str) -> list[tuple[str, str]]:
        """What a form must send along so that nothing else changes."""
        return [
            (name, value)
            for name, values in self.asked.lists()
            for value in values
            if value and name not in without and name not in PASSING
        ]

    @property
    def beside_columns(self) -> list[tuple[str, str]]:
        """What the form of the columns sends along."""
        return self.hidden("col", "per")

    @property
    def beside_filters(self) -> list[tuple[str, str]]:
        """What the form of the filters sends along."""
        return self.hidden(*(FILTERS - {"show"}), "group")


class CountedPaginator(Paginator):
    """A paginator that was told how many rows there are."""

    def __init__(self, rows: QuerySet[Item], *, count: int, per_page: int = PER_PAGE) -> None:
        super().__init__(rows, per_page)
        self.count = count


def items_of(programme: Programme, *, user: Any, today: date, asked: QueryDict) -> Listing:
    """The items of a programme that a request asks for."""
    tree, choices = tree_of(programme, user), choices_of(programme, user)
    counts = counts_of(programme, user, today=today)
    base = _base(programme, user)
    workstreams = [(b.sort_key, f"{'– ' * b.depth}{b.label}"[:60]) for b in tree if not b.is_phase]
    filtered, active = base, {}
    if any(asked.get(name) for name in FILTERS):
        chosen = ItemFilter(
            asked, base, user=user, today=today, owners=choices.owners, workstreams=workstreams
        )
        filtered, active = chosen.qs, chosen.active
    found = Listing(
        active=active, page=_none(), rows=[], chips=_chips(counts, asked), total=counts["total"],
        scale=scale_around(today), asked=asked, views=choices.views, branches=tree,
        workstreams=workstreams, owners=choices.owners, shape=Shape(),
    )  # fmt: skip
    found.shape = shape_of(asked, user=user, programme=programme.pk, flat=not found.in_plan_order)
    numbers = sizes(filtered, found.group) if found.group in GROUPINGS else {}
    shown = counts["total"]
    if found.group in GROUPINGS:
        shown = sum(numbers.values())
    elif found.active:
        shown = filtered.order_by().count()
    per_page = {str(size): size for size in SIZES}.get(asked.get("per", ""), PER_PAGE)
    rows = arranged(_narrow(filtered, found.group), sort=found.sort, group=found.group)
    found.page = CountedPaginator(rows, count=shown, per_page=per_page).get_page(asked.get("page"))
    items, before = cut(found.page)
    found.rows = _drawn(found, items, before, numbers)
    return found


def _base(programme: Programme, user: Any) -> QuerySet[Item]:
    """The items the user sees, each with `may_edit`."""
    if rights_of(user).manages(programme):
        return Item.objects.filter(programme=programme).annotate(may_edit=Value(True))
    return Item.objects.with_access(user).filter(programme=programme)


def _narrow(rows: QuerySet[Item], group: str) -> QuerySet[Item]:
    """Only the columns that a row is written from."""
    if group == "workstream":
        place = ("workstream__ref", "workstream__title", "workstream__sort_key")
        return rows.select_related("workstream").only(*ROW, *place)
    return rows.only(*ROW)


def _chips(counts: dict[str, int], asked: QueryDict) -> list[Chip]:
    found = []
    for name, words, _ in CHIPS:
        on = asked.get("show") == name
        to = asked.copy()
        to.pop("page", None)
        to["show"] = name
        if on:
            del to["show"]
        found.append(Chip(name, words, counts[name], on, f"?{to.urlencode()}"))
    return found


def _none() -> Page[Item]:
    return CountedPaginator(Item.objects.none(), count=0).get_page(1)


def _drawn(
    listed: Listing, items: list[Item], before: Item | None, numbers: dict[Any, int]
) -> list[Row | Head | Group]:
    """The rows of the page with what stands over them: branches, groups or nothing."""
    scale, holidays = listed.scale, england()
    mixed: Any = items
    if listed.in_plan_order:
        mixed = interleave(
            items, listed.branches, after=before.sort_key if before else None,
            to_end=not listed.page.has_next(), every=not listed.active,
        )  # fmt: skip
    elif numbers:
        mixed = grouped(items, listed.group, before=before, numbers=numbers)
    flat = not listed.in_plan_order
    where = (
        {b.pk: f"{b.ref} {b.title}".strip() for b in listed.branches if not b.is_phase}
        if flat
        else {}
    )
    return [
        row_of(each, scale, holidays, where=where.get(each.workstream_id, ""))
        if isinstance(each, Item)
        else head_of(each, scale)
        if isinstance(each, Branch)
        else each
        for each in mixed
    ]


def cut(page: Page[Item]) -> tuple[list[Item], Item | None]:
    """The rows of the page, and the row before them. One statement."""
    start = max(page.start_index() - 1, 0)
    if start == 0:
        return list(page.object_list), None
    rows = list(page.paginator.object_list[start - 1 : start + page.paginator.per_page])
    return rows[1:], rows[0]
