"""The shape of a plan: who may add to it, and change which part of it. The row, or 404, or 403."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404

from workstreams.models import Phase, Programme, Workstream
from workstreams.models.rights import rights_of

from .plan import programme_to_read


def may_shape(user: Any, workstream: Workstream) -> bool:
    """Whether the user may change a branch and what stands under it: office, manager, its leads."""
    rights = rights_of(user)
    return rights.manages(workstream.programme_id) or rights.leads_at(workstream)


def programme_to_shape(user: Any, slug: str) -> Programme:
    """The programme, for office, manager and those who lead a branch of it; 403 for its other readers,
    404 for the rest."""
    programme = programme_to_read(user, slug)
    rights = rights_of(user)
    leads = any(branch.programme_id == programme.pk for branch in rights.leads)
    if not (rights.manages(programme) or leads):
        raise PermissionDenied
    return programme


def shapeable(user: Any, programme: Programme) -> QuerySet[Workstream]:
    """The open workstreams of a programme under which the user may put something, in plan order."""
    rights = rights_of(user)
    rows = Workstream.objects.filter(programme=programme, closed_on__isnull=True)
    if not rights.manages(programme):
        rows = rows.filter(rights.led())
    return rows.order_by("sort_key")


def phase_to_edit(user: Any, pk: int) -> Phase:
    """A phase of a workstream that the user keeps; 403 for its other readers, 404 for the rest."""
    phase = (
        Phase.objects.visible_to(user)
        .select_related("workstream__programme", "workstream__parent")
        .filter(pk=pk)
        .first()
    )
    if phase is None:
        raise Http404("No such phase.")
    if not may_shape(user, phase.workstream):
        raise PermissionDenied
    return phase
