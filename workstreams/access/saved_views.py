"""Saved views: the row, or 404, or 403."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404

from workstreams.models import SavedView
from workstreams.models.rights import rights_of


def view_to_edit(user: Any, pk: int) -> SavedView:
    """The view, for whoever saved it and for office and manager when it is shared; 403 for the others
    who see it, 404 for the rest."""
    view = (
        SavedView.objects.visible_to(user).select_related("programme", "by").filter(pk=pk).first()
    )
    if view is None:
        raise Http404("No such view.")
    if view.by_id != user.pk and not rights_of(user).manages(view.programme_id):
        raise PermissionDenied
    return view
