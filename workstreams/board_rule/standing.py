"""The rows a board looks at as the plan stands today, with its rule and what people decided by hand.

The same few statements at any size: the scope, the lines, the decisions, the nodes and the items.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from django.db.models import Q

from workstreams.actions.rating import keep_fresh, limits_of
from workstreams.board_rule.build import Leaf, Node, rows
from workstreams.board_rule.decide import decide
from workstreams.board_rule.shape import Line, Row, Verdict
from workstreams.models import (
    Board,
    BoardOverride,
    BoardRule,
    BoardRuleLine,
    BoardScope,
    Item,
    Programme,
    Saving,
    Workstream,
)
from workstreams.models.plan import CLOSED
from workstreams.rag import Rated
from workstreams.rag.tree import rate_groups

COLUMNS = (
    "pk", "workstream_id", "kind", "declared_rag", "computed_rag", "key", "statutory", "scope", "status",
    "percent", "target_date", "revised_date",
)  # fmt: skip


@dataclass(frozen=True)
class Standing:
    """A board's rule held against the plan of a day."""

    rule: BoardRule | None
    rule_lines: tuple[BoardRuleLine, ...]
    overrides: tuple[BoardOverride, ...]
    nodes: dict[int, Workstream]
    rows: list[Row]

    @property
    def lines(self) -> list[Line]:
        return [line.plain() for line in self.rule_lines]

    @cached_property
    def verdicts(self) -> list[Verdict]:
        """What the rule and people say of each row, in plan order."""
        return self.given(self.lines)

    def given(self, lines: Sequence[Line]) -> list[Verdict]:
        """What would be said by other lines; what people decided stays."""
        return decide(self.rows, lines, {each.key: each.plain() for each in self.overrides})

    @cached_property
    def astray(self) -> list[BoardOverride]:
        """Decisions about rows that the board does not look at any more."""
        there = {row.key for row in self.rows}
        return [each for each in self.overrides if each.key not in there]


def standing(board: Board, scope: Iterable[BoardScope], *, today: date) -> Standing:
    """How a board's rule stands. ``scope``: its rows with their programmes and workstreams."""
    lines = tuple(
        BoardRuleLine.objects.filter(rule__board=board)
        .select_related("rule", "workstream")
        .order_by("position", "pk")
    )
    overrides = BoardOverride.objects.filter(board=board).select_related("by", "workstream", "item")
    whole, programmes = _within(scope)
    for programme in programmes.values():
        keep_fresh(programme, today=today)
    nodes = list(Workstream.objects.filter(whole).order_by("programme", "sort_key", "pk"))
    savings = list(
        Saving.objects.filter(programme__in=programmes)
        .order_by()
        .values_list("workstream_id", "item_id")
    )
    there = {node.pk for node in nodes}
    found = [
        row
        for row in Item.objects.filter(whole)
        .order_by("programme", "sort_key", "pk")
        .values(*COLUMNS)
        if row["workstream_id"] in there
    ]
    return Standing(
        lines[0].rule if lines else None,
        lines,
        tuple(overrides),
        {node.pk: node for node in nodes},
        rows(
            _nodes(nodes, found, programmes, since=_month_before(today)),
            (_leaf(row, today) for row in found),
            savings={branch for branch, _ in savings if branch in there},
            item_savings={item for _, item in savings if item is not None},
        ),
    )


def _within(scope: Iterable[BoardScope]) -> tuple[Q, dict[int, Programme]]:
    """What a board looks at as one condition on nodes and items, and the programmes it lies in."""
    found, programmes = Q(pk__in=()), {}
    for each in scope:
        if each.workstream is not None:
            programme = each.workstream.programme
            found |= Q(programme=programme.pk, sort_key__startswith=each.workstream.sort_key)
        elif each.programme is not None:
            programme = each.programme
            found |= Q(programme=programme.pk)
        else:
            continue
        programmes[programme.pk] = programme
    return found, programmes


def _nodes(
    nodes: Sequence[Workstream],
    items: Iterable[dict[str, Any]],
    programmes: dict[int, Programme],
    *,
    since: date,
) -> list[Node]:
    """The nodes with their computed ratings, each programme by its own limits."""
    groups = [
        (
            row["workstream_id"],
            (row["computed_rag"], row["kind"], row["key"], row["statutory"]),
        )
        for row in items
    ]
    by_programme: dict[int, list[Workstream]] = defaultdict(list)
    for node in nodes:
        by_programme[node.programme_id].append(node)
    ratings: dict[int, Rated] = {}
    for key, its in by_programme.items():
        ratings |= rate_groups(_tops(its), groups, limits=limits_of(programmes[key]))
    return [
        Node(
            node.pk,
            node.parent_id,
            node.level,
            node.declared_rag if node.declared_on and node.declared_on >= since else "",
            ratings[node.pk].rag.value,
            node.declared_savings_rag,
            node.statutory or bool(node.statutory_text),
            node.scope_text or node.scope,
            node.cohorts,
        )
        for node in nodes
    ]


@dataclass(slots=True)
class _Top:
    """A node whose parent is looked at too, or none."""

    pk: int
    parent_id: int | None


def _tops(nodes: Sequence[Workstream]) -> list[_Top]:
    there = {node.pk for node in nodes}
    return [_Top(node.pk, node.parent_id if node.parent_id in there else None) for node in nodes]


def _leaf(row: dict[str, Any], today: date) -> Leaf:
    due = row["revised_date"] or row["target_date"]
    done = row["status"] in CLOSED or row["percent"] == 100
    return Leaf(
        id=row["pk"],
        node=row["workstream_id"],
        kind=row["kind"],
        declared=row["declared_rag"],
        computed=row["computed_rag"],
        overdue=due is not None and due < today and not done,
        key=row["key"],
        statutory=row["statutory"],
        scope=row["scope"],
    )


def _month_before(today: date) -> date:
    """A declaration of this month or the last one stands (as a live snapshot has it)."""
    return (today.replace(day=1) - timedelta(days=1)).replace(day=1)
