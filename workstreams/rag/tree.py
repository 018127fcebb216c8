"""Ratings of the nodes of a tree from the ratings of the items under them. Plain Python, no Django."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from workstreams.rag.item import ItemFacts
from workstreams.rag.scale import Limits, Rated
from workstreams.rag.workstream import WorkstreamFacts, rate_workstream

Group = tuple[str, str, bool, bool]  # rating, kind, key, statutory


class Node(Protocol):
    """What a row of the tree must say of itself."""

    pk: int
    parent_id: int | None


def rate_tree(
    nodes: Sequence[Node], facts: Iterable[tuple[int, ItemFacts, Rated, bool]], *, limits: Limits
) -> dict[int, Rated]:
    """Node id -> its rating. ``nodes`` stand parents first; ``facts`` name the node each item hangs on
    and whether the item is statutory."""
    groups = (
        (node, (rated.rag.value, fact.kind, fact.key, statutory))
        for node, fact, rated, statutory in facts
    )
    return rate_groups(nodes, groups, limits=limits)


def rate_groups(
    nodes: Sequence[Node], groups: Iterable[tuple[int, Group]], *, limits: Limits
) -> dict[int, Rated]:
    """The same from what the rating looks at of each item, beside the node the item hangs on."""
    found: dict[int, Counter[Group]] = defaultdict(Counter)
    for node, group in groups:
        found[node][group] += 1
    counted = {
        node: WorkstreamFacts.from_groups((*group, number) for group, number in each.items())
        for node, each in found.items()
    }
    return rate_counted(nodes, counted, limits=limits)


def rate_counted(
    nodes: Sequence[Node], counted: Mapping[int, WorkstreamFacts], *, limits: Limits
) -> dict[int, Rated]:
    """The same from what was counted of each node's own items."""
    whole = {each.pk: counted.get(each.pk, WorkstreamFacts()) for each in nodes}
    for each in reversed(nodes):  # children first, so that each passes its own on
        if each.parent_id is not None:
            whole[each.parent_id] = _both(whole[each.parent_id], whole[each.pk])
    return {each.pk: rate_workstream(whole[each.pk], limits=limits) for each in nodes}


def _both(one: WorkstreamFacts, other: WorkstreamFacts) -> WorkstreamFacts:
    return WorkstreamFacts(
        dict(Counter(one.counts) + Counter(other.counts)),
        one.red_key + other.red_key,
        one.red_statutory + other.red_statutory,
        one.red_kinds | other.red_kinds,
    )
