"""One return: read, written, handed in, asked about, answered, agreed."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from workstreams import access
from workstreams.access import Policy
from workstreams.actions import returns
from workstreams.actions.base import Conflict, Refused
from workstreams.forms.month import AgreeForm, AnswerForm, QuestionForm, ReturnForm
from workstreams.models import PeriodState, Remark, ReportingPeriod, Return, Workstream
from workstreams.month.return_page import Around, around
from workstreams.past import events
from workstreams.views.parts import Sheet, press, version_seen, write
from workstreams.views.periods import of, top
from workstreams.views.reply import back_to

FORM = ["GET", "HEAD", "POST"]


@access.policy(Policy.READ)
@require_safe
def one_return(request: HttpRequest, period: int, workstream: int) -> HttpResponse:
    """What a workstream told about a month, beside what it had promised, and what was asked of it."""
    found, branch = access.return_to_read(request.user, period, workstream)
    beside = around(found, branch, user=request.user, now=timezone.now())
    row = beside.given
    hidden = not access.sees_drafts(request.user, found.programme_id)
    if hidden and (row is None or row.state != "agreed"):
        row = None
    rights = access.rights_of(request.user)
    is_open = found.state == PeriodState.OPEN
    leads = rights.manages(found.programme_id) or rights.leads_at(branch)
    context = {
        "programme": found.programme,
        "tab": "periods",
        "period": found,
        "workstream": branch,
        "row": row,
        "around": beside,
        "heading": f"{branch}, {found.month:%B %Y}",
        "crumbs": top(found.programme, of(found)),
        "events": events(row) if row and not hidden else [],
        "hidden": hidden,
        "remarks": _remarks(row) if row and not hidden else [],
        "may_edit": leads and is_open,
        "may_answer": leads and is_open and row is not None and row.state == "challenged",
        **_deciding(request.user, found, row),
    }
    return render(request, "workstreams/month/return.html", context)


def _remarks(row: Return) -> list[Remark]:
    return list(row.remarks.select_related("by").order_by("written_at", "pk"))


def _deciding(user: Any, found: ReportingPeriod, row: Return | None) -> dict[str, Any]:
    """What office, manager and sponsor may do about a return that was handed in."""
    decides = access.rights_of(user).approves(found.programme_id)
    waits = decides and row is not None and row.state == "submitted"
    mine = waits and row is not None and row.submitted_by_id == user.pk
    return {
        "may_ask": waits and found.state == PeriodState.OPEN,
        "may_agree": waits and not mine,
        "mine": mine,
        "agree_form": AgreeForm(initial={"version": row.version}) if waits and row else None,
        "question_form": QuestionForm(initial={"version": row.version}) if waits and row else None,
    }


def _sheet(heading: str, found: ReportingPeriod, branch: Workstream, **more: Any) -> Sheet:
    back = reverse("return", args=[found.pk, branch.pk])
    return Sheet(
        heading,
        back,
        "periods",
        found.programme,
        top(found.programme, of(found), (str(branch), back)),
        **more,
    )


def _begun(found: ReportingPeriod, branch: Workstream) -> Return:
    """The return, or an empty one that no verb takes."""
    row = (
        Return.objects.filter(period=found, workstream=branch)
        .select_related("period", "workstream__programme")
        .first()
    )
    return row or Return(period=found, workstream=branch)


@access.policy(Policy.LEAD)
@require_http_methods(FORM)
def return_edit(request: HttpRequest, period: int, workstream: int) -> HttpResponse:
    """The one form of a month: kept as a draft by itself while somebody types, or handed in."""
    found, branch = access.return_to_edit(request.user, period, workstream)
    now = timezone.now()
    beside = around(found, branch, user=request.user, now=now)
    if request.method == "POST" and getattr(request, "htmx", False):
        return _keep(request, found, branch, beside)

    def act(typed: ReturnForm) -> Return:
        said: dict[str, Any] = {
            "workstream": branch,
            "period": found,
            "facts": typed.facts,
            "by": request.user,
            "now": now,
            "version": typed.seen,
            "confirmed": typed.confirmed,
        }
        return returns.hand_in(**said) if "hand_in" in request.POST else returns.save_return(**said)

    handed = "hand_in" in request.POST
    return write(
        request,
        make=lambda data: _form(data, found, beside, request.user),
        act=act,
        sheet=_sheet(
            f"Return of {branch}, {found.month:%B %Y}",
            found,
            branch,
            button="Keep as a draft",
            template="workstreams/month/return_edit.html",
            more=lambda: {"around": beside, "period": found, "workstream": branch,
                          "still": request.POST.getlist("still")},
        ),
        done="Handed in: {}" if handed else "Kept: {}",
        to=None if handed else request.path,
    )  # fmt: skip


def _form(data: Any, found: ReportingPeriod, beside: Around, user: Any) -> ReturnForm:
    return ReturnForm(
        data, row=beside.given, last=beside.last, programme=found.programme, user=user
    )


def _keep(
    request: HttpRequest, found: ReportingPeriod, branch: Workstream, beside: Around
) -> HttpResponse:
    """Keeps what can be kept of a form that is being typed; says so, or why not. Nothing is handed in."""
    typed = _form(request.POST, found, beside, request.user)
    typed.is_valid()
    good = {name: said for name, said in typed.facts.items() if name not in typed.errors}
    context: dict[str, Any] = {"unread": [typed[name].label for name in typed.errors]}
    try:
        row = returns.save_return(
            workstream=branch,
            period=found,
            facts=good,
            by=request.user,
            now=timezone.now(),
            version=typed.cleaned_data.get("version") or 0,
            confirmed=typed.cleaned_data.get("still", ()),
            typing=True,
        )
    except Refused as refusal:
        context["refused"] = refusal.sentence
    except Conflict:
        context["refused"] = (
            "Somebody else changed this return. Press “Keep as a draft” to see both; nothing is lost."
        )
    else:
        context |= {"row": row, "kept": ReturnForm(None, row=row), "now": timezone.localtime()}
    return render(request, "workstreams/month/_kept.html", context)


@access.policy(Policy.LEAD)
@require_POST
def return_no_change(request: HttpRequest, period: int, workstream: int) -> HttpResponse:
    """Hands in last month's words as they stand."""
    found, branch = access.return_to_edit(request.user, period, workstream)
    return press(
        request,
        act=lambda: returns.no_change(
            workstream=branch,
            period=found,
            by=request.user,
            now=timezone.now(),
            version=version_seen(request),
        ),
        to=reverse("return", args=[found.pk, branch.pk]),
        done=f"Handed in, nothing changed: {branch}, {found.month:%B %Y}",
    )


@access.policy(Policy.APPROVE)
@require_http_methods(FORM)
def return_agree(request: HttpRequest, period: int, workstream: int) -> HttpResponse:
    """Agrees a return, as declared or with another rating and its reason."""
    found, branch = access.return_to_approve(request.user, period, workstream)
    row = _begun(found, branch)
    return write(
        request,
        make=lambda data: AgreeForm(data, initial={"version": row.version}),
        act=lambda typed: returns.agree(
            row,
            rag=typed.cleaned_data["rag"],
            reason=typed.cleaned_data["reason"],
            by=request.user,
            today=timezone.localdate(),
            now=timezone.now(),
            version=typed.cleaned_data["version"],
        ),
        sheet=_sheet(f"Agree {row}", found, branch, button="Agree"),
        done="Agreed: {}",
        to=back_to(request, row.get_absolute_url()),
    )


@access.policy(Policy.APPROVE)
@require_http_methods(FORM)
def return_challenge(request: HttpRequest, period: int, workstream: int) -> HttpResponse:
    """Sends a return back with a question."""
    found, branch = access.return_to_approve(request.user, period, workstream)
    row = _begun(found, branch)
    return write(
        request,
        make=lambda data: QuestionForm(data, initial={"version": row.version}),
        act=lambda typed: returns.challenge(
            row,
            reason=typed.cleaned_data["reason"],
            by=request.user,
            now=timezone.now(),
            version=typed.cleaned_data["version"],
        ),
        sheet=_sheet(f"Ask about {row}", found, branch, button="Ask, and send it back"),
        done="Sent back with your question: {}",
        to=back_to(request, row.get_absolute_url()),
    )


@access.policy(Policy.LEAD)
@require_http_methods(FORM)
def return_answer(request: HttpRequest, period: int, workstream: int) -> HttpResponse:
    """Answers the office's question: the return stands, or is changed next."""
    found, branch = access.return_to_edit(request.user, period, workstream)
    row = _begun(found, branch)
    stands = "change" not in request.POST
    return write(
        request,
        make=lambda data: AnswerForm(data, initial={"version": row.version}),
        act=lambda typed: returns.answer(
            row,
            text=typed.cleaned_data["text"],
            stands=stands,
            by=request.user,
            now=timezone.now(),
            version=typed.cleaned_data["version"],
        ),
        sheet=_sheet(
            f"Answer about {row}", found, branch, note=row.challenge,
            button="Answer, and hand it in as it stands",
            second=("change", "Answer, then change the return"),
        ),
        done="Answered: {}",
        to=None if stands else reverse("return_edit", args=[found.pk, branch.pk]),
    )  # fmt: skip
