"""How the machine runs: for the programme office and the administrator."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from reports import chase, running
from reports.log import Refused
from reports.models import Digest
from workstreams import access


@access.policy(access.Policy.OFFICE)
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Jobs, mail and heartbeats."""
    access.office(request.user)
    context = {"running": running.look(now=timezone.now()), "tab": "running", "programme": None}
    return render(request, "reports/running.html", context)


@access.policy(access.Policy.OFFICE)
@require_POST
def mail_arrived(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody says that a reminder came, whatever month or report it was about."""
    access.office(request.user)
    digest = get_object_or_404(Digest, pk=pk)
    try:
        chase.was_delivered(digest, by=request.user, now=timezone.now())
        messages.success(request, f"Settled: {digest.name} has the mail.")
    except Refused as refusal:
        messages.error(request, str(refusal))
    return HttpResponseRedirect(reverse("running"))


@access.policy(access.Policy.OFFICE)
@require_POST
def mail_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Sends a reminder once more, with what is wanted by then."""
    access.office(request.user)
    digest = get_object_or_404(Digest, pk=pk)
    try:
        chase.send_again(digest, by=request.user, now=timezone.now())
        messages.success(request, f"On its way again: {digest.name}.")
    except Refused as refusal:
        messages.error(request, str(refusal))
    return HttpResponseRedirect(reverse("running"))
