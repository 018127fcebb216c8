"""A plan written down as an outline, for tests that move its branches."""

from __future__ import annotations

from workstreams.models import (
    STEP,
    Item,
    Phase,
    Workstream,
    place,
)


def outline(programme) -> list[str]:
    """The plan from top to bottom, each row indented by its depth; every key follows from its parent."""
    rows = [
        *programme.workstreams.select_related("parent"),
        *Phase.objects.filter(workstream__programme=programme).select_related("workstream"),
        *programme.items.select_related("workstream", "phase"),
    ]
    for row in rows:
        parent = row.parent if isinstance(row, Workstream) else row.workstream
        if isinstance(row, Item) and row.phase:
            parent = row.phase
        assert row.sort_key == place(parent.sort_key if parent else "", row.position), row
    keys = [row.sort_key for row in rows]
    assert len(keys) == len(set(keys)), "two rows stand in one place"
    rows.sort(key=lambda row: row.sort_key)
    return [
        f"{'  ' * (len(row.sort_key) // STEP - 1)}{getattr(row, 'title', '') or row.name}"
        for row in rows
    ]
