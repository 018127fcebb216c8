"""Views of a plan: saved under a name, changed, taken away."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from workstreams.models import Programme, SavedView

from .base import Conflict, Refused, save, take_away


@transaction.atomic
def save_view(
    *, programme: Programme, name: str, query: str, shared: bool, by: Any, now: datetime
) -> SavedView:
    """Keeps a way of looking at a plan. `query` is what stands after the ? of its address.

    Raises Refused when the person has a view of that name in the programme.
    """
    _free(programme, name, by=by)
    view = SavedView(programme=programme, by=by, name=name, query=query, shared=shared)
    return save(view, by=by, now=now)


@transaction.atomic
def change_view(
    view: SavedView,
    *,
    name: str,
    query: str,
    shared: bool,
    by: Any,
    now: datetime,
    version: int | None = None,
) -> SavedView:
    """Gives a view another name, another way of looking, or shares it.

    Raises Conflict when it has changed since `version`, Refused when its owner has another view of
    that name.
    """
    view = (
        SavedView.objects.select_for_update(of=("self",))
        .select_related("programme", "by")
        .get(pk=view.pk)
    )
    if version is not None and version != view.version:
        raise Conflict(view)
    _free(view.programme, name, by=view.by, but=view.pk)
    view.name, view.query, view.shared = name, query, shared
    view.version += 1
    return save(view, by=by, now=now, fields=("name", "query", "shared", "version"))


@transaction.atomic
def remove_view(view: SavedView, *, by: Any, now: datetime) -> None:
    """Takes a view away; its history stays."""
    take_away(view, by=by, now=now)


def _free(programme: Programme, name: str, *, by: Any, but: int = 0) -> None:
    taken = SavedView.objects.filter(programme=programme, by=by, name__iexact=name).exclude(pk=but)
    if taken.exists():
        raise Refused(
            f"There is a view called “{name}” already. Give this one another name.", field="name"
        )
