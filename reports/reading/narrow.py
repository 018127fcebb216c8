"""A snapshot as a board sees it that looks at some branches only. Nothing of the others is left in it."""

from collections.abc import Collection
from dataclasses import replace

from reports.reading.words import STEPS, rating
from reports.snapshot import ReceiptLine, Snapshot, Workstream


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
    The programme's own declared rating is not theirs and goes.
    """
    if not branches:
        return snapshot
    kept = below(snapshot, branches)
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
        items=tuple(item for item in snapshot.items if item.workstream in kept),
        earlier=tuple(entry for entry in snapshot.earlier if entry.workstream in kept),
    )


def _name(node: Workstream) -> str:
    return f"{node.ref} {node.short or node.title}".strip()
