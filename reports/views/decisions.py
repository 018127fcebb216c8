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
from reports.models import Delivery, Edition
from reports.views import fetch
from reports.views.editions import context_of
from workstreams import access

Verb = Callable[..., Any]


@access.policy(access.Policy.APPROVE)
@require_POST
def approve(request: HttpRequest, pk: int) -> HttpResponse:
    """Approve a draft; the final is made from the same facts and goes out."""
    looked = request.POST.get("looked") == "on"
    done = "Approved. The final is being made."
    seen = request.POST.get("seen", "")
    return _press(request, pk, publish.approve, done, looked=looked, seen=seen)


@access.policy(access.Policy.APPROVE)
@require_POST
def issue(request: HttpRequest, pk: int) -> HttpResponse:
    """Send an approved final to everybody on the board's list."""
    return _press(request, pk, publish.issue, "Issued.")


@access.policy(access.Policy.APPROVE)
@require_POST
def hold(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep a draft back, with a reason."""
    edition = fetch.edition_to_approve(request.user, pk)
    form = HoldForm(request.POST)
    if not form.is_valid():
        return _refused(request, edition, hold_form=form)
    return _press(request, pk, publish.hold, "Held.", **form.cleaned_data)


@access.policy(access.Policy.APPROVE)
@require_POST
def try_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Once more, after what was wrong is put right."""
    return _press(request, pk, publish.try_again, "It is being made again.")


@access.policy(access.Policy.APPROVE)
@require_POST
def reissue(request: HttpRequest, pk: int) -> HttpResponse:
    """Make the next version, with a note; this one is kept."""
    edition = fetch.edition_to_approve(request.user, pk)
    form = ReissueForm(request.POST)
    if not form.is_valid():
        return _refused(request, edition, reissue_form=form)
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
    return _settle(request, pk, deliver.was_delivered, "{} has it.")


@access.policy(access.Policy.APPROVE)
@require_POST
def delivery_retry(request: HttpRequest, pk: int) -> HttpResponse:
    """Do not wait any longer."""
    return _settle(request, pk, deliver.retry_now, "It goes now.")


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
    verb: Verb,
    done: str,
) -> HttpResponse:
    """A page that asks about one mail, and does what was answered."""
    if request.method == "POST" and form.is_valid():
        return _do(request, found.edition_id, verb, found, done, **form.cleaned_data)
    status = 422 if request.method == "POST" else 200
    context = {"delivery": found, "edition": found.edition, "form": form, "programme": None}
    return render(request, template, context, status=status)


def _press(request: HttpRequest, pk: int, verb: Verb, done: str, **said: Any) -> HttpResponse:
    """A button of a report."""
    return _do(request, pk, verb, fetch.edition_to_approve(request.user, pk), done, **said)


def _settle(request: HttpRequest, pk: int, verb: Verb, done: str) -> HttpResponse:
    """A button of one mail; `done` has a place for whose it is."""
    found = fetch.delivery_to_settle(request.user, pk)
    return _do(request, found.edition_id, verb, found, done.format(found.name))


def _refused(request: HttpRequest, edition: Edition, **form: Form) -> HttpResponse:
    """The report's page with the form that says too little."""
    return render(request, "reports/edition.html", context_of(request, edition, **form), status=422)


def _do(
    request: HttpRequest, pk: int, verb: Verb, row: Edition | Delivery, done: str, **said: Any
) -> HttpResponse:
    """Runs a verb on a row; says what it did, or why it was refused, on the page of the report `pk`."""
    try:
        verb(row, by=request.user, now=timezone.now(), **said)
        messages.success(request, done)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("edition", pk)
