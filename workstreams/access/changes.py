"""Acts of the history: the row, or 404, or 403."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404

from workstreams.chronicle import acts_of
from workstreams.models import ChangeSet

from .may import PROPOSING, _has


def change_set_to_read(user: Any, pk: int) -> ChangeSet:
    """An act of which the user may see a row; else 404. What it holds is asked row by row."""
    found = ChangeSet.objects.visible_to(user).select_related("programme").filter(pk=pk).first()
    act = (
        acts_of(user, found.programme).filter(pk=pk).first() if found and found.programme else None
    )
    if found is None or act is None:
        raise Http404("No such change.")
    act.programme = found.programme
    return act


def change_set_to_undo(user: Any, pk: int) -> ChangeSet:
    """The same for those who change items in that programme; 403 for its other readers, 404 else.
    Whose act it was is asked by the verb, which says so."""
    act = change_set_to_read(user, pk)
    if act.programme_id is None or not _has(user, act.programme_id, PROPOSING):
        raise PermissionDenied
    return act
