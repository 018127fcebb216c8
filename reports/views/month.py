"""One month: who has returned, who was asked when, what was asked of them, and its reports."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from reports import chase
from reports import month as reading
from reports.log import Refused
from reports.models import Digest, EditionState
from reports.views.fetch import editions_of
from workstreams import access
from workstreams.access import Policy
from workstreams.models import Remark, ReportingPeriod
from workstreams.month.page import read_month


@access.policy(Policy.READ)
@require_safe
def period(request: HttpRequest, pk: int) -> HttpResponse:
    """The month of a programme. Who only sits on a board reads who returned, not drafts and chases."""
    found = access.period_to_read(request.user, pk)
    now = timezone.now()
    inside = access.sees_drafts(request.user, found.programme_id)
    month = read_month(found, user=request.user, now=now)
    told = reading.told_of(found) if inside else []
    editions = list(
        editions_of(request.user, found.programme)
        .filter(period=found.month)
        .exclude(state=EditionState.SUPERSEDED)
        .annotate(
            in_doubt=Count("deliveries", filter=Q(deliveries__state__in=reading.WANTS_A_PERSON))
        )
        .order_by("board__name")
    )
    remarks = (
        list(
            Remark.objects.filter(given__period=found)
            .select_related("by")
            .order_by("written_at", "pk")
        )
        if inside
        else []
    )
    rights = access.rights_of(request.user)
    context = {
        "programme": found.programme,
        "tab": "periods",
        "period": found,
        "month": month,
        "inside": inside,
        "now": now,
        "late": found.state == "open" and now > found.deadline,
        "stages": reading.stages(month, told, editions, remarks),
        "next": reading.next_steps(month, told, now=now),
        "chased": reading.chase_list(month, told, now=now),
        "threads": reading.threads(month, remarks),
        "editions": editions,
        "may_manage": rights.manages(found.programme_id),
        "may_approve": rights.approves(found.programme_id),
        "user_leads": {row.branch.pk for row in month.rows if rights.leads_at(row.branch)},
    }
    return render(request, "reports/month.html", context)


def _digest(request: HttpRequest, period: int, pk: int) -> tuple[ReportingPeriod, Digest]:
    """A mail about a month that the user manages; 404 for the rest."""
    found = access.period_to_manage(request.user, period)
    digest = Digest.objects.filter(pk=pk, nudges__period=found).first()
    if digest is None:
        raise Http404("No such mail.")
    return found, digest


@access.policy(Policy.MANAGE)
@require_POST
def digest_arrived(request: HttpRequest, period: int, pk: int) -> HttpResponse:
    """The person says that the mail came."""
    found, digest = _digest(request, period, pk)
    try:
        chase.was_delivered(digest, by=request.user, now=timezone.now())
        messages.success(request, f"Settled: {digest.name} has the mail.")
    except Refused as refusal:
        messages.error(request, str(refusal))
    return HttpResponseRedirect(reverse("period", args=[found.pk]))


@access.policy(Policy.MANAGE)
@require_POST
def digest_again(request: HttpRequest, period: int, pk: int) -> HttpResponse:
    """Sends it once more, with what is wanted by then."""
    found, digest = _digest(request, period, pk)
    try:
        chase.send_again(digest, by=request.user, now=timezone.now())
        messages.success(request, f"On its way again: {digest.name}.")
    except Refused as refusal:
        messages.error(request, str(refusal))
    return HttpResponseRedirect(reverse("period", args=[found.pk]))
