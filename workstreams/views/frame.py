"""Which programme stands around a page that belongs to none: a board, its meetings."""

from __future__ import annotations

from collections.abc import Iterable

from workstreams import access
from workstreams.models import Board, BoardScope, Programme


def scope_of(board: Board) -> list[BoardScope]:
    """What a board looks at. One statement."""
    rows = list(board.scope.select_related("programme", "workstream__programme"))
    access.knows_scope(board, rows)
    return rows


def programme_of(scope: Iterable[BoardScope]) -> Programme | None:
    """The one programme that all of it lies in; None for several or none.

    Whoever sees a board sees everything it looks at (`Board.objects.visible_to`).
    """
    found: dict[int, Programme] = {}
    for row in scope:
        programme = row.programme or (row.workstream.programme if row.workstream else None)
        if programme is not None:
            found[programme.pk] = programme
    return next(iter(found.values())) if len(found) == 1 else None
