"""Periods and returns: the row, or 404, or 403."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404

from workstreams.models import (
    ReportingPeriod,
    Workstream,
)
from workstreams.models.rights import rights_of

from .plan import workstream_to_read


def period_to_read(user: Any, pk: int) -> ReportingPeriod:
    """The period with its programme, when the user sees any part of that; else 404."""
    period = (
        ReportingPeriod.objects.visible_to(user)
        .select_related("programme__period_rule")
        .filter(pk=pk)
        .first()
    )
    if period is None:
        raise Http404("No such month.")
    return period


def period_to_manage(user: Any, pk: int) -> ReportingPeriod:
    """The period, for office and manager; 403 for its other readers, 404 for the rest."""
    period = period_to_read(user, pk)
    if not rights_of(user).manages(period.programme_id):
        raise PermissionDenied
    return period


def return_to_read(user: Any, period: int, workstream: int) -> tuple[ReportingPeriod, Workstream]:
    """A month and a workstream of one programme, whose return may not be begun yet; else 404."""
    month = period_to_read(user, period)
    branch = workstream_to_read(user, workstream)
    if branch.programme_id != month.programme_id:
        raise Http404("No such return.")
    return month, branch


def return_to_edit(user: Any, period: int, workstream: int) -> tuple[ReportingPeriod, Workstream]:
    """The same for office, manager and the lead; 403 for other readers, 404 for the rest."""
    month, branch = return_to_read(user, period, workstream)
    rights = rights_of(user)
    if not (rights.manages(branch.programme_id) or rights.leads_at(branch)):
        raise PermissionDenied
    return month, branch


def return_to_manage(user: Any, period: int, workstream: int) -> tuple[ReportingPeriod, Workstream]:
    """The same for office and manager; 403 for other readers, 404 for the rest."""
    month, branch = return_to_read(user, period, workstream)
    if not rights_of(user).manages(branch.programme_id):
        raise PermissionDenied
    return month, branch


def period_to_approve(user: Any, pk: int) -> ReportingPeriod:
    """The period, for office, manager and sponsor; 403 for its other readers, 404 for the rest."""
    period = period_to_read(user, pk)
    if not rights_of(user).approves(period.programme_id):
        raise PermissionDenied
    return period


def return_to_approve(
    user: Any, period: int, workstream: int
) -> tuple[ReportingPeriod, Workstream]:
    """The same for office, manager and sponsor; 403 for other readers, 404 for the rest."""
    month, branch = return_to_read(user, period, workstream)
    if not rights_of(user).approves(branch.programme_id):
        raise PermissionDenied
    return month, branch


def sees_drafts(user: Any, programme: int) -> bool:
    """Whether the user reads returns before they are agreed: those with a role of their own in the
    programme. Who only sits on a board reads what was agreed."""
    rights = rights_of(user)
    return rights.everywhere or programme in rights.whole_by_role
