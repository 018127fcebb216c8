"""A snapshot as a board sees it that looks at some branches only. Nothing of the others is left in it."""

from collections.abc import Collection
from dataclasses import replace
from typing import Any

from reports.headline import STEPS
from reports.reading.words import rating
from reports.snapshot import ReceiptLine, Snapshot, Workstream

REGISTERS = ("returns", "risks", "issues", "savings", "budgets", "measures", "decisions")


def below(snapshot: Snapshot, branches: Collection[int]) -> frozenset[int]:
    """The ids of the branches and of every node under them."""
    kept = set(branches)
    for node in snapshot.workstreams:  # parents stand before their children
        if node.parent in kept:
            kept.add(node.id)
    return frozenset(kept)


def narrow(snapshot: Snapshot, branches: Collection[int]) -> Snapshot:
    """The part of a snapshot that lies in the branches; all of it when there are none.

    The overall rating becomes that of the branches: their own when there is one, else the worst.
    The programme's own declared rating is not theirs and goes, and so do the risks, the money and the
    decisions of the whole programme.
    """
    if not branches:
        return snapshot
    kept = below(snapshot, branches)

    def of_these(rows: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple(row for row in rows if row.workstream in kept)

    registers: Any = {name: of_these(getattr(snapshot, name)) for name in REGISTERS}
    tops = [node for node in snapshot.workstreams if node.id in kept and node.parent not in kept]
    nodes = tuple(
        replace(node, parent=None) if node in tops else node
        for node in snapshot.workstreams
        if node.id in kept
    )
    only = tops[0] if len(tops) == 1 else None
    worst = max(
        (node.computed for node in tops),
        key=lambda value: STEPS.get(value, -1),
        default="not_rated",
    )
    return replace(
        snapshot,
        title=f"{snapshot.title}: {_name(only)}" if only else snapshot.title,
        declared=only.declared if only else "",
        declared_reason=only.declared_reason if only else "",
        declared_on=only.declared_on if only else None,
        confirmed=only.confirmed if only else True,
        savings_rag=only.savings_rag if only else "",
        savings_reason=only.savings_reason if only else "",
        computed=only.computed if only else worst,
        receipt=only.receipt
        if only
        else tuple(
            ReceiptLine(
                _name(node), rating(node.computed), "the worst of the branches shown", node.computed
            )
            for node in tops
        ),
        workstreams=nodes,
        items=of_these(snapshot.items),
        **registers,
        meetings=tuple(each for each in snapshot.meetings if kept & set(each.branches)),
        earlier=tuple(entry for entry in snapshot.earlier if entry.workstream in kept),
    )


def _name(node: Workstream) -> str:
    return f"{node.ref} {node.short or node.title}".strip()
