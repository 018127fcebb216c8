"""The buttons of a report: each a POST that calls one verb and goes back to the report's page."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from reports import deliver, publish
from reports.forms import BounceForm, HoldForm, ReissueForm, SendAgainForm
from reports.log import Refused
from reports.models import Delivery
from reports.views import fetch
from reports.views.editions import context_of
from workstreams import access


@access.policy(access.Policy.APPROVE)
@require_POST
def approve(request: HttpRequest, pk: int) -> HttpResponse:
    """Approve a draft; the final is made from the same facts and goes out."""
    edition = fetch.edition_to_approve(request.user, pk)
    looked = request.POST.get("looked") == "on"
    return _do(
        request,
        pk,
        lambda: publish.approve(edition, by=request.user, now=timezone.now(), looked=looked),
        "Approved. The final is being made.",
    )


@access.policy(access.Policy.APPROVE)
@require_POST
def issue(request: HttpRequest, pk: int) -> HttpResponse:
    """Send an approved final to everybody on the board's list."""
    edition = fetch.edition_to_approve(request.user, pk)
    return _do(
        request, pk, lambda: publish.issue(edition, by=request.user, now=timezone.now()), "Issued."
    )


@access.policy(access.Policy.APPROVE)
@require_POST
def hold(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep a draft back, with a reason."""
    edition = fetch.edition_to_approve(request.user, pk)
    form = HoldForm(request.POST)
    if not form.is_valid():
        return render(
            request,
            "reports/edition.html",
            context_of(request, edition, hold_form=form),
            status=422,
        )
    return _do(
        request,
        pk,
        lambda: publish.hold(edition, by=request.user, now=timezone.now(), **form.cleaned_data),
        "Held.",
    )


@access.policy(access.Policy.APPROVE)
@require_POST
def try_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Once more, after what was wrong is put right."""
    edition = fetch.edition_to_approve(request.user, pk)
    return _do(
        request,
        pk,
        lambda: publish.try_again(edition, by=request.user, now=timezone.now()),
        "It is being made again.",
    )


@access.policy(access.Policy.APPROVE)
@require_POST
def reissue(request: HttpRequest, pk: int) -> HttpResponse:
    """Make the next version, with a note; this one is kept."""
    edition = fetch.edition_to_approve(request.user, pk)
    form = ReissueForm(request.POST)
    if not form.is_valid():
        return render(
            request,
            "reports/edition.html",
            context_of(request, edition, reissue_form=form),
            status=422,
        )
    try:
        fresh = publish.reissue(edition, by=request.user, now=timezone.now(), **form.cleaned_data)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("edition", pk)
    messages.success(
        request, f"Version {fresh.version} is being made. It is mailed when somebody approves it."
    )
    return redirect("edition", fresh.pk)


@access.policy(access.Policy.APPROVE)
@require_POST
def delivery_arrived(request: HttpRequest, pk: int) -> HttpResponse:
    """The recipient has it."""
    found = fetch.delivery_to_settle(request.user, pk)
    return _do(
        request,
        found.edition_id,
        lambda: deliver.was_delivered(found, by=request.user, now=timezone.now()),
        f"{found.name} has it.",
    )


@access.policy(access.Policy.APPROVE)
@require_POST
def delivery_retry(request: HttpRequest, pk: int) -> HttpResponse:
    """Do not wait any longer."""
    found = fetch.delivery_to_settle(request.user, pk)
    return _do(
        request,
        found.edition_id,
        lambda: deliver.retry_now(found, by=request.user, now=timezone.now()),
        "It goes now.",
    )


@access.policy(access.Policy.APPROVE)
@require_http_methods(["GET", "HEAD", "POST"])
def delivery_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Send one mail once more: asks why, and where to."""
    found = fetch.delivery_to_settle(request.user, pk)
    form = SendAgainForm(request.POST or None)
    done = f"Sent again to {found.name}."
    return _ask(request, found, form, "reports/send_again.html", deliver.send_again, done)


@access.policy(access.Policy.APPROVE)
@require_http_methods(["GET", "HEAD", "POST"])
def delivery_bounced(request: HttpRequest, pk: int) -> HttpResponse:
    """A notice says that it came back."""
    found = fetch.delivery_to_settle(request.user, pk)
    form = BounceForm(request.POST or None)
    done = f"Recorded: the mail to {found.name} came back."
    return _ask(request, found, form, "reports/bounced.html", deliver.bounced, done)


def _ask(
    request: HttpRequest,
    found: Delivery,
    form: Form,
    template: str,
    verb: Callable[..., Any],
    done: str,
) -> HttpResponse:
    """A page that asks about one mail, and does what was answered."""
    if request.method == "POST" and form.is_valid():
        said = {**form.cleaned_data, "by": request.user, "now": timezone.now()}
        return _do(request, found.edition_id, lambda: verb(found, **said), done)
    status = 422 if request.method == "POST" else 200
    context = {"delivery": found, "edition": found.edition, "form": form, "programme": None}
    return render(request, template, context, status=status)


def _do(request: HttpRequest, pk: int, verb: Callable[[], Any], done: str) -> HttpResponse:
    """Runs a verb; says what it did, or why it was refused, on the report's page."""
    try:
        verb()
        messages.success(request, done)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("edition", pk)
