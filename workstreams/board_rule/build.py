"""The rows of a plan as a rule looks at them, from the tree and its items. Plain Python, no Django.

The page of a rule builds them from the plan as it stands, a report from its frozen snapshot: the same
function, so that what the page promises is what the report brings.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from workstreams.board_rule.shape import LEVELS, Row


@dataclass(frozen=True, slots=True)
class Node:
    """What is read of a node of the tree."""

    id: int
    parent: int | None
    level: str
    declared: str  # "" also when it was not stated or renewed in the period
    computed: str
    savings_rag: str
    statutory: bool
    scope: str
    cohorts: str  # as typed, parted by commas


@dataclass(frozen=True, slots=True)
class Leaf:
    """What is read of an item."""

    id: int
    node: int
    kind: str
    declared: str
    computed: str
    overdue: bool
    key: bool
    statutory: bool
    scope: str


@dataclass(frozen=True, slots=True)
class _Place:
    """What a row has from where it stands."""

    branches: tuple[int, ...]
    cohorts: tuple[str, ...]
    saving: bool  # of the node itself
    above: bool  # of a node it stands under


def rows(
    nodes: Sequence[Node],
    leaves: Iterable[Leaf],
    *,
    savings: Collection[int],
    item_savings: Collection[int] = (),
) -> list[Row]:
    """Every node and item as a row, each node before its items. ``nodes`` stand parents first; a parent
    that is not among them is not looked at. ``savings``, ``item_savings``: ids of the nodes and of the
    items that a saving is recorded for."""
    hung: dict[int, list[Leaf]] = defaultdict(list)
    for leaf in leaves:
        hung[leaf.node].append(leaf)
    places = _places(nodes, savings)
    holding = _holding(nodes, savings)
    found = []
    for node in nodes:
        place = places[node.id]
        found.append(_of_node(node, place, saving=node.id in holding))
        found += [_of_leaf(leaf, place, saving=leaf.id in item_savings) for leaf in hung[node.id]]
    return found


def tags(typed: str) -> tuple[str, ...]:
    """Tags parted by commas or semicolons, in small letters."""
    return tuple(each.strip().lower() for each in re.split(r"[,;]", typed) if each.strip())


def _places(nodes: Sequence[Node], savings: Collection[int]) -> dict[int, _Place]:
    found: dict[int, _Place] = {}
    for node in nodes:
        over = found.get(node.parent) if node.parent is not None else None
        found[node.id] = _Place(
            (*over.branches, node.id) if over else (node.id,),
            (*over.cohorts, *tags(node.cohorts)) if over else tags(node.cohorts),
            node.id in savings,
            (over.saving or over.above) if over else False,
        )
    return found


def _holding(nodes: Sequence[Node], savings: Collection[int]) -> set[int]:
    """The nodes that have a saving of their own or under them."""
    found = set(savings)
    for node in reversed(nodes):  # children first
        if node.id in found and node.parent is not None:
            found.add(node.parent)
    return found


def _of_node(node: Node, place: _Place, *, saving: bool) -> Row:
    return Row(
        key=f"w{node.id}",
        kind=LEVELS.get(node.level, node.level),
        declared=node.declared,
        computed=node.computed,
        savings_rag=node.savings_rag,
        saving=saving,
        saving_above=place.above,
        statutory=node.statutory,
        scope=node.scope,
        cohorts=place.cohorts,
        branches=place.branches,
    )


def _of_leaf(leaf: Leaf, place: _Place, *, saving: bool) -> Row:
    return Row(
        key=f"i{leaf.id}",
        kind=leaf.kind,
        declared=leaf.declared,
        computed=leaf.computed,
        saving=saving,
        saving_above=place.saving or place.above,
        overdue=leaf.overdue,
        is_key=leaf.key,
        statutory=leaf.statutory,
        scope=leaf.scope,
        cohorts=place.cohorts,
        branches=place.branches,
    )
