"""What stands under a workstream: its rating from its items, its children, its rows."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count

from workstreams.actions.rating import limits_of
from workstreams.dates.bank_holidays import england
from workstreams.models import Item, Programme, Workstream
from workstreams.models.questions import (
    WITHOUT_USABLE_DATE,
    overdue,
    overdue_but_green,
    should_have_started,
    unowned,
)
from workstreams.plan.outline import Branch, branches, interleave
from workstreams.rag import (
    Limits,
    Rag,
    Rated,
    WorkstreamFacts,
    count_words,
    gap,
    rate_workstream,
)
from workstreams.rows import Shape, head_of, heads_of, row_of
from workstreams.tables.plan import PLAN_ORDER
from workstreams.timeline import bracket, scale_around
from workstreams.views.listing import (
    CountedPaginator,
    cut,
    with_lead,
)

#: One row of the grouped count: rating, kind, key, statutory, number, then what wants attention.
Group = tuple[str, str, bool, bool, int, int, int, int, int, int]


@dataclass(frozen=True)
class RatedBranch:
    """A branch with its rating as computed from everything under it."""

    branch: Branch
    rated: Rated
    counts: str
    number: int
    overdue: int
    green: int
    started: int
    undated: int
    unowned: int
    bar: Any = None

    @property
    def gap(self) -> int:
        """Steps by which the declared rating is better than the computed one."""
        declared = self.branch.declared_rag
        return max(gap(Rag(declared), self.rated.rag), 0) if declared else 0


def _groups(
    programme: Programme, user: Any, today: date, under: str = ""
) -> dict[str, list[Group]]:
    """The items of each workstream, counted by what the rules look at. One statement."""
    rows = Item.objects.visible_to(user).filter(programme=programme)
    if under:
        rows = rows.filter(sort_key__startswith=under)
    counted = (
        rows.order_by()
        .values_list("workstream__sort_key", "computed_rag", "kind", "key", "statutory")
        .annotate(
            number=Count("pk"),
            late=Count("pk", filter=overdue(today)),
            green=Count("pk", filter=overdue_but_green(today)),
            started=Count("pk", filter=should_have_started(today)),
            undated=Count("pk", filter=WITHOUT_USABLE_DATE),
            nobody=Count("pk", filter=unowned()),
        )
    )
    found: dict[str, list[Group]] = defaultdict(list)
    for place, *group in counted:
        found[place].append(tuple(group))
    return found


def _rated(row: Branch, groups: dict[str, list[Group]], limits: Limits) -> RatedBranch:
    mine = [g for place, each in groups.items() if place.startswith(row.sort_key) for g in each]
    facts = WorkstreamFacts.from_groups(g[:5] for g in mine)
    number, late, green, started, undated, nobody = (
        sum(column) for column in list(zip(*(g[4:] for g in mine), strict=True)) or [()] * 6
    )
    return RatedBranch(
        row, rate_workstream(facts, limits=limits), count_words(facts.counts),
        number, late, green, started, undated, nobody,
    )  # fmt: skip


def all_of(programme: Programme, *, user: Any, today: date) -> list[RatedBranch]:
    """Every workstream of a programme in plan order, rated. Two statements."""
    groups, limits = _groups(programme, user, today), limits_of(programme)
    tree = branches(programme, user)
    return [_rated(row, groups, limits) for row in tree if not row.is_phase]


def about(workstream: Workstream, *, user: Any, today: date, page: str | None) -> dict[str, Any]:
    """What the page of one workstream shows. Four statements, whatever its size."""
    programme, place = workstream.programme, workstream.sort_key
    limits, scale, holidays = limits_of(programme), scale_around(today), england()
    tree = [row for row in branches(programme, user) if row.sort_key.startswith(place)]
    groups = _groups(programme, user, today, under=place)
    rated = {row.sort_key: _rated(row, groups, limits) for row in tree if not row.is_phase}
    me = rated.pop(place)
    items = with_lead(
        Item.objects.with_access(user).filter(programme=programme, sort_key__startswith=place)
    ).order_by(*PLAN_ORDER)
    cut_to = CountedPaginator(items, count=me.number).get_page(page)
    rows, before = cut(cut_to)
    mixed = interleave(
        rows,
        tree,
        after=before.sort_key if before else None,
        to_end=not cut_to.has_next(),
        every=True,
    )
    depth = me.branch.depth
    return {
        "me": me,
        "texts": (
            ("Risks and issues", workstream.risk_text),
            ("Interdependencies", workstream.interdependency_text),
            ("Comments", workstream.comments_text),
        ),
        "children": [each for each in rated.values() if each.branch.depth == depth + 1],
        "owners": list(workstream.ownerships.select_related("person")),
        "bar": bracket(
            title=me.branch.name,
            first=me.branch.first,
            last=me.branch.last,
            percent=me.branch.percent,
            top=True,
            scale=scale,
        ),
        "listed": _Rows(
            page=cut_to,
            rows=[
                head_of(each, scale) if isinstance(each, Branch) else row_of(each, scale, holidays)
                for each in mixed
                if not (isinstance(each, Branch) and each.sort_key == place)
            ],
            scale=scale,
        ),
    }


@dataclass
class _Rows:
    """Rows of a plan without filters, in the shape that `_plan_table.html` draws."""

    page: Any
    rows: list[Any]
    scale: Any
    in_plan_order: bool = True

    @property
    def shape(self) -> Shape:
        """The usual columns."""
        return Shape()

    @property
    def heads(self) -> Any:
        """The heads of the columns, none of which sorts here."""
        return heads_of(self.shape)

    @property
    def page_range(self) -> Any:
        """The pages to offer, with gaps."""
        return self.page.paginator.get_elided_page_range(
            self.page.number, on_each_side=2, on_ends=1
        )
