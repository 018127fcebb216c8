"""The computed rating of a whole branch, for verbs that hold it against what is declared."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from django.db.models import Count

from workstreams.actions.rating import limits_of
from workstreams.models import Item, Programme, Workstream
from workstreams.rag import Rated, WorkstreamFacts, rate_workstream

Group = tuple[str, str, bool, bool, int]


def groups_of(programme: Programme, *, under: str = "") -> dict[str, list[Group]]:
    """The items of each workstream counted by what the rating looks at, by the workstream's place.
    One statement. `under` is the place of a branch."""
    rows = Item.objects.filter(programme=programme)
    if under:
        rows = rows.filter(sort_key__startswith=under)
    counted = (
        rows.order_by()
        .values_list("workstream__sort_key", "computed_rag", "kind", "key", "statutory")
        .annotate(number=Count("pk"))
    )
    found: dict[str, list[Group]] = defaultdict(list)
    for place, *group in counted:
        found[place].append(tuple(group))
    return found


def rated(workstream: Workstream, groups: dict[str, list[Group]]) -> Rated:
    """The rating of a workstream from the items of everything under it."""
    mine = [
        group
        for place, each in groups.items()
        if place.startswith(workstream.sort_key)
        for group in each
    ]
    return rate_workstream(
        WorkstreamFacts.from_groups(mine), limits=limits_of(workstream.programme)
    )


def rated_alone(workstream: Workstream) -> Rated:
    """The same for one workstream. One statement."""
    return rated(workstream, groups_of(workstream.programme, under=workstream.sort_key))


def rated_all(programme: Programme, workstreams: Sequence[Workstream]) -> dict[int, Rated]:
    """The same for many of one programme, by their ids. One statement."""
    groups = groups_of(programme)
    for each in workstreams:
        each.programme = programme
    return {each.pk: rated(each, groups) for each in workstreams}
