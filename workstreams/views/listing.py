"""One page of plan rows: filtered, counted, arranged, cut to a page, and put under its branches.

What concerns the whole plan is kept until it changes (`workstreams.plan.whole`); what is asked each time is
the rows of the page and, when something is filtered or grouped, how many there are.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet, Value
from django.http import QueryDict

from workstreams.dates.bank_holidays import england
from workstreams.filters.plan import CHIPS, FILTERS, ItemFilter
from workstreams.models import Item, Programme
from workstreams.models.rights import rights_of
from workstreams.plan.arranged import GROUPINGS, arranged, grouped, sizes, with_lead
from workstreams.plan.outline import Branch, interleave
from workstreams.plan.whole import choices_of, counts_of, tree_of
from workstreams.rows import (
    Group,
    Head,
    Row,
    Shape,
    head_of,
    row_of,
    shape_of,
)
from workstreams.timeline import scale_around
from workstreams.views.listed import PER_PAGE, SIZES, Chip, Listing

__all__ = ["PER_PAGE", "CountedPaginator", "Listing", "cut", "items_of", "with_lead"]

#: The columns of the table that a row is written from.
ROW = (
    "programme_id", "workstream_id", "phase_id", "kind", "ref", "title", "owners_text", "scope", "statutory",
    "key", "percent", "status", "declared_rag", "computed_rag", "sort_key", "version", "changed_at",
    "checklist_total", "checklist_done",
    *(f"{name}_{part}" for name in ("start", "target", "revised")
      for part in ("text", "date", "precision", "certainty", "waiting_on")),
)  # fmt: skip


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
