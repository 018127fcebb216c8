"""Decisions: what a board is asked, and what it answered."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from workstreams import access
from workstreams.access import Policy
from workstreams.actions import governance
from workstreams.forms.governance import DecisionForm, OutcomeForm
from workstreams.models import Decision
from workstreams.past import events
from workstreams.views.parts import Sheet, crumb, facts_of, write

FORM = ["GET", "HEAD", "POST"]
DECISION_FACTS = (
    "board",
    "meeting",
    "workstream",
    "item",
    "owner",
    "due",
    "raised_on",
    "decided_on",
    "review_on",
    "recommendation",
    "consequence",
    "outcome_text",
)
LABELS = {
    "workstream": "Workstream",
    "item": "Item",
    "owner": "Who asks",
    "board": "Board",
    "meeting": "Meeting",
    "recommendation": "We recommend",
    "decided_on": "Decided on",
    "review_on": "To be looked at again on",
}


def _top(found: Any, *more: tuple[str, str]) -> tuple[tuple[str, str], ...]:
    return (crumb("Boards", "boards", found.slug), *more)


@access.policy(Policy.EDIT)
@require_http_methods(FORM)
def decision_add(request: HttpRequest, slug: str) -> HttpResponse:
    """Asks a board for a decision."""
    programme = access.programme_to_raise(request.user, slug)
    return write(
        request,
        make=lambda data: DecisionForm(data, programme=programme, user=request.user),
        act=lambda typed: governance.ask(
            programme=programme,
            by=request.user,
            today=timezone.localdate(),
            now=timezone.now(),
            **typed.facts,
        ),
        sheet=Sheet(
            "Ask a board for a decision",
            reverse("boards", args=[slug]),
            "boards",
            programme,
            _top(programme),
            button="Ask for it",
        ),
        done="Asked: {}",
    )


@access.policy(Policy.READ)
@require_safe
def decision(request: HttpRequest, pk: int) -> HttpResponse:
    """What a board was asked, and what it answered."""
    found = access.part_to_read(
        request.user, Decision, pk, "board", "meeting__board", "owner", "item"
    )
    context = {
        "programme": found.programme,
        "tab": "boards",
        "row": found,
        "heading": f"{found.number} {found.title}".strip(),
        "crumbs": _top(found.programme),
        "facts": facts_of(found, DECISION_FACTS, labels=LABELS),
        "events": events(found),
        "may_edit": access.may_edit_part(request.user, found),
        "may_manage": access.rights_of(request.user).manages(found.programme_id),
    }
    return render(request, "workstreams/boards/decision.html", context)


@access.policy(Policy.EDIT)
@require_http_methods(FORM)
def decision_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Changes what is asked, until it is answered."""
    found = access.part_to_edit(request.user, Decision, pk, "board", "meeting")
    return write(
        request,
        make=lambda data: DecisionForm(
            data, row=found, programme=found.programme, user=request.user
        ),
        act=lambda typed: governance.amend_decision(
            found, facts=typed.facts, by=request.user, now=timezone.now(), version=typed.seen
        ),
        sheet=Sheet(
            f"Change {found}",
            found.get_absolute_url(),
            "boards",
            found.programme,
            _top(found.programme, (str(found), found.get_absolute_url())),
        ),
    )


@access.policy(Policy.MANAGE)
@require_http_methods(FORM)
def decision_record(request: HttpRequest, pk: int) -> HttpResponse:
    """Records what the board did."""
    found = access.part_to_manage(request.user, Decision, pk, "board")
    return write(
        request,
        make=lambda data: OutcomeForm(
            data, row=found, programme=found.programme, user=request.user
        ),
        act=lambda typed: governance.record_decision(
            found,
            by=request.user,
            today=timezone.localdate(),
            now=timezone.now(),
            reason=typed.cleaned_data["reason"],
            version=typed.seen,
            **typed.facts,
        ),
        sheet=Sheet(
            f"What {found.board} decided: {found}",
            found.get_absolute_url(),
            "boards",
            found.programme,
            _top(found.programme, (str(found), found.get_absolute_url())),
            button="Record it",
        ),
        done="Recorded: {}",
    )
