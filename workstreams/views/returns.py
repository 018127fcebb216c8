"""The month: its periods, the returns of one period, one return."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from workstreams import access
from workstreams.access import Policy
from workstreams.actions import month
from workstreams.forms_month import AgreeForm, PeriodForm, ReturnForm
from workstreams.forms_parts import ReasonForm
from workstreams.models import Programme, ReportingPeriod, Return, Workstream
from workstreams.past import events
from workstreams.views.parts import Sheet, crumb, facts_of, press, write

FORM = ["GET", "HEAD", "POST"]
FACTS = (
    "declared_rag",
    "savings_rag",
    "agreed_rag",
    "submitted_by",
    "submitted_at",
    "agreed_by",
    "narrative",
    "planned",
    "declared_reason",
    "savings_reason",
    "ask",
    "voice",
    "challenge",
)
LABELS = {
    "declared_rag": "Declared",
    "agreed_rag": "Agreed",
    "savings_rag": "Savings, declared",
    "submitted_by": "Handed in by",
    "submitted_at": "Handed in",
    "agreed_by": "Agreed by",
    "declared_reason": "Why this rating",
    "savings_reason": "Why this savings rating",
}


def _top(programme: Programme, *more: tuple[str, str]) -> tuple[tuple[str, str], ...]:
    return (crumb("The month", "periods", programme.slug), *more)


def _of(period: ReportingPeriod) -> tuple[str, str]:
    return f"{period.month:%B %Y}", period.get_absolute_url()


@access.policy(Policy.READ)
@require_safe
def periods(request: HttpRequest, slug: str) -> HttpResponse:
    """The months of a programme, newest first."""
    programme = access.programme_to_read(request.user, slug)
    context = {
        "programme": programme,
        "tab": "periods",
        "periods": list(
            ReportingPeriod.objects.filter(programme=programme).order_by("-month")[:60]
        ),
        "may_manage": access.rights_of(request.user).manages(programme),
    }
    return render(request, "workstreams/month/periods.html", context)


@access.policy(Policy.MANAGE)
@require_http_methods(FORM)
def period_open(request: HttpRequest, slug: str) -> HttpResponse:
    """Opens a month for returns."""
    programme = access.programme_to_manage(request.user, slug)
    return write(
        request,
        make=lambda data: PeriodForm(data, initial={"month": timezone.localdate()}),
        act=lambda typed: month.open_period(
            programme=programme,
            month=typed.cleaned_data["month"],
            opens_on=typed.cleaned_data["opens_on"],
            deadline=typed.cleaned_data["deadline"],
            by=request.user,
            now=timezone.now(),
        ),
        sheet=Sheet(
            "Open a month for returns",
            reverse("periods", args=[slug]),
            "periods",
            programme,
            _top(programme),
            button="Open it",
        ),
        done="Open: {}",
    )


@access.policy(Policy.READ)
@require_safe
def period(request: HttpRequest, pk: int) -> HttpResponse:
    """Who has returned and who has not, with what each declared."""
    found = access.period_to_read(request.user, pk)
    branches = (
        Workstream.objects.visible_to(request.user)
        .numbered()
        .filter(programme=found.programme_id)
        .order_by("sort_key")
    )
    given = {
        row.workstream_id: row
        for row in Return.objects.visible_to(request.user)
        .filter(period=found)
        .select_related("submitted_by")
    }
    rows = [(branch, given.get(branch.pk)) for branch in branches]
    context = {
        "programme": found.programme,
        "tab": "periods",
        "period": found,
        "rows": rows,
        "handed_in": sum(1 for _, row in rows if row and row.submitted_at),
        "crumbs": _top(found.programme),
        "may_manage": access.rights_of(request.user).manages(found.programme_id),
    }
    return render(request, "workstreams/month/period.html", context)


@access.policy(Policy.MANAGE)
@require_POST
def period_close(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes no more returns."""
    found = access.period_to_manage(request.user, pk)
    return press(
        request,
        act=lambda: month.close_period(found, by=request.user, now=timezone.now()),
        to=found.get_absolute_url(),
        done=f"Closed: {found}",
    )


@access.policy(Policy.MANAGE)
@require_http_methods(FORM)
def period_reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes returns again, with a reason."""
    found = access.period_to_manage(request.user, pk)
    return write(
        request,
        make=lambda data: ReasonForm(data),
        act=lambda typed: month.reopen_period(
            found, by=request.user, now=timezone.now(), reason=typed.cleaned_data["reason"]
        ),
        sheet=Sheet(
            f"Open {found.month:%B %Y} again",
            found.get_absolute_url(),
            "periods",
            found.programme,
            _top(found.programme, _of(found)),
            button="Open it again",
        ),
    )


@access.policy(Policy.READ)
@require_safe
def one_return(request: HttpRequest, period: int, workstream: int) -> HttpResponse:
    """What a workstream told about a month, and what the office made of it."""
    found, branch = access.return_to_read(request.user, period, workstream)
    row = (
        Return.objects.filter(period=found, workstream=branch)
        .select_related("submitted_by", "agreed_by")
        .first()
    )
    rights = access.rights_of(request.user)
    manages = rights.manages(found.programme_id)
    context = {
        "programme": found.programme,
        "tab": "periods",
        "period": found,
        "workstream": branch,
        "row": row,
        "heading": f"{branch}, {found.month:%B %Y}",
        "crumbs": _top(found.programme, _of(found)),
        "facts": facts_of(row, FACTS, labels=LABELS) if row else [],
        "events": events(row) if row else [],
        "may_edit": manages or rights.leads_at(branch),
        "may_manage": manages,
    }
    return render(request, "workstreams/month/return.html", context)


def _sheet(heading: str, found: ReportingPeriod, branch: Workstream, **more: Any) -> Sheet:
    back = reverse("return", args=[found.pk, branch.pk])
    return Sheet(
        heading,
        back,
        "periods",
        found.programme,
        _top(found.programme, _of(found), (str(branch), back)),
        **more,
    )


def _row(found: ReportingPeriod, branch: Workstream) -> Return | None:
    return (
        Return.objects.filter(period=found, workstream=branch)
        .select_related("period", "workstream")
        .first()
    )


@access.policy(Policy.LEAD)
@require_http_methods(FORM)
def return_edit(request: HttpRequest, period: int, workstream: int) -> HttpResponse:
    """The one form of a month: kept as a draft, or handed in at once."""
    found, branch = access.return_to_edit(request.user, period, workstream)
    row = _row(found, branch)

    def act(typed: ReturnForm) -> Return:
        said: dict[str, Any] = {
            "workstream": branch,
            "period": found,
            "facts": typed.facts,
            "by": request.user,
            "now": timezone.now(),
            "version": typed.seen,
        }
        if "hand_in" in request.POST:
            return month.hand_in(today=timezone.localdate(), **said)
        return month.save_return(**said)

    return write(
        request,
        make=lambda data: ReturnForm(data, row=row, programme=found.programme, user=request.user),
        act=act,
        sheet=_sheet(
            f"Return of {branch}, {found.month:%B %Y}",
            found,
            branch,
            button="Keep as a draft",
            second=("hand_in", "Hand it in"),
        ),
        done="Handed in: {}" if "hand_in" in request.POST else "Kept: {}",
    )


@access.policy(Policy.MANAGE)
@require_http_methods(FORM)
def return_agree(request: HttpRequest, period: int, workstream: int) -> HttpResponse:
    """Agrees a return, as declared or with another rating and its reason."""
    found, branch = access.return_to_manage(request.user, period, workstream)
    row = _begun(found, branch)
    return write(
        request,
        make=lambda data: AgreeForm(data, initial={"version": row.version}),
        act=lambda typed: month.agree(
            row,
            rag=typed.cleaned_data["rag"],
            reason=typed.cleaned_data["reason"],
            by=request.user,
            now=timezone.now(),
            version=typed.cleaned_data["version"],
        ),
        sheet=_sheet(f"Agree {row}", found, branch, button="Agree"),
        done="Agreed: {}",
    )


@access.policy(Policy.MANAGE)
@require_http_methods(FORM)
def return_challenge(request: HttpRequest, period: int, workstream: int) -> HttpResponse:
    """Sends a return back with a question."""
    found, branch = access.return_to_manage(request.user, period, workstream)
    row = _begun(found, branch)
    return write(
        request,
        make=lambda data: ReasonForm(data, initial={"version": row.version}),
        act=lambda typed: month.challenge(
            row,
            reason=typed.cleaned_data["reason"],
            by=request.user,
            now=timezone.now(),
            version=typed.seen,
        ),
        sheet=_sheet(f"Send back {row}", found, branch, button="Send it back"),
        done="Sent back: {}",
    )


def _begun(found: ReportingPeriod, branch: Workstream) -> Return:
    """The return, or an empty one that no verb takes."""
    return _row(found, branch) or Return(period=found, workstream=branch)
