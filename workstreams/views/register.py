"""Risks and issues: the register of a programme and the page of each entry."""

from __future__ import annotations

from typing import Any

from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from workstreams import access
from workstreams.access import Policy
from workstreams.actions import register
from workstreams.filters.parts import RegisterFilter, choices_of
from workstreams.forms.register import IssueForm, RiskChangeForm, RiskForm
from workstreams.models import Issue, Item, Programme, Risk
from workstreams.past import events
from workstreams.tables.parts import IssueTable, RiskTable
from workstreams.views.parts import Sheet, crumb, facts_of, write

FORM = ["GET", "HEAD", "POST"]
RISK_FACTS = (
    "workstream",
    "item",
    "owner",
    "category",
    "likelihood",
    "impact",
    "action_due",
    "raised_on",
    "closed_on",
    "cause",
    "effect",
    "mitigation",
    "next_action",
    "close_reason",
)
ISSUE_FACTS = (
    "workstream",
    "item",
    "owner",
    "due",
    "escalated_to",
    "decision_needed",
    "raised_on",
    "closed_on",
    "recommendation",
    "action",
    "close_reason",
)
LABELS = {
    "cause": "Because",
    "effect": "So that",
    "recommendation": "We recommend",
    "mitigation": "What is being done about it",
    "workstream": "Workstream",
    "item": "Item",
    "owner": "Owner",
    "on_item": "Waits for item",
    "on_workstream": "Waits for workstream",
    "outside": "Waits for a plan outside",
}


def top(programme: Programme, *more: tuple[str, str]) -> tuple[tuple[str, str], ...]:
    """The way back to the register."""
    return (crumb("Risks and issues", "register", programme.slug), *more)


@access.policy(Policy.READ)
@require_safe
def entries(request: HttpRequest, slug: str) -> HttpResponse:
    """The risks and issues of a programme, filtered and sorted."""
    programme = access.programme_to_read(request.user, slug)
    choices = choices_of(programme, request.user)
    risks = (
        Risk.objects.visible_to(request.user)
        .filter(programme=programme)
        .select_related("workstream", "owner")
        .order_by((F("likelihood") * F("impact")).desc(nulls_last=True), "number", "pk")
    )
    issues = (
        Issue.objects.visible_to(request.user)
        .filter(programme=programme)
        .select_related("workstream", "owner", "escalated_to")
    )
    sieve, today = RegisterFilter(request.GET, risks, **choices), timezone.localdate()
    context = {
        "programme": programme,
        "tab": "register",
        "filter": sieve,
        "risks": RiskTable(sieve.qs, prefix="r-").at(today).on(request),
        "issues": IssueTable(RegisterFilter(request.GET, issues, **choices).qs, prefix="i-")
        .at(today)
        .on(request),
        "may_raise": access.may_raise(request.user, programme.pk),
    }
    return render(request, "workstreams/register/register.html", context)


@access.policy(Policy.READ)
@require_safe
def risk(request: HttpRequest, pk: int) -> HttpResponse:
    """One risk: its score and how it came there, its words, its history."""
    found = access.part_to_read(request.user, Risk, pk, "owner", "item")
    told = events(found)
    moves = [
        e for e in told if e.added or any(c.field in ("Likelihood", "Impact") for c in e.changes)
    ]
    return _entry(request, found, "risk", RISK_FACTS, told, moves=moves, grid=_grid(found))


@access.policy(Policy.READ)
@require_safe
def issue(request: HttpRequest, pk: int) -> HttpResponse:
    """One issue: what is recommended, what is done, its history."""
    found = access.part_to_read(request.user, Issue, pk, "owner", "item", "escalated_to")
    return _entry(request, found, "issue", ISSUE_FACTS, events(found))


def _entry(
    request: HttpRequest, row: Any, kind: str, names: tuple[str, ...], told: Any, **more: Any
) -> HttpResponse:
    context = {
        "programme": row.programme,
        "tab": "register",
        "row": row,
        "kind": kind,
        "heading": str(row),
        "crumbs": top(row.programme),
        "facts": facts_of(row, names, labels=LABELS),
        "events": told,
        "may_edit": access.may_edit_part(request.user, row),
        "may_manage": access.rights_of(request.user).manages(row.programme_id),
        **more,
    }
    return render(request, f"workstreams/register/{kind}.html", context)


def _grid(found: Risk) -> list[tuple[int, list[tuple[int, bool]]]]:
    """The 5 by 5 grid with the risk's place: rows of likelihood from 5 down, cells of impact."""
    return [
        (
            down,
            [
                (across * down, (down, across) == (found.likelihood, found.impact))
                for across in range(1, 6)
            ],
        )
        for down in range(5, 0, -1)
    ]


def _raise(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    programme = access.programme_to_raise(request.user, slug)
    proposed = not access.rights_of(request.user).manages(programme)
    form, verb = (
        (RiskForm, register.raise_risk) if kind == "risk" else (IssueForm, register.raise_issue)
    )
    asked = request.GET.get("item", "")
    start = _start_from(request, programme, asked) if asked.isdigit() else {}
    return write(
        request,
        make=lambda data: form(data, programme=programme, user=request.user, initial=start),
        act=lambda typed: verb(
            programme=programme,
            by=request.user,
            today=timezone.localdate(),
            now=timezone.now(),
            proposed=proposed,
            **typed.facts,
        ),
        sheet=Sheet(
            f"Propose a{'n' if kind == 'issue' else ''} {kind}"
            if proposed
            else f"Add a{'n' if kind == 'issue' else ''} {kind}",
            reverse("register", args=[slug]),
            "register",
            programme,
            top(programme),
            button="Propose it" if proposed else "Add it",
            note="The programme manager decides whether it goes into the register. You can change it until then."
            if proposed
            else "",
        ),
        done="Proposed: {}" if proposed else "Added: {}",
    )


def _start_from(request: HttpRequest, programme: Programme, asked: str) -> dict[str, Any]:
    """What an item's risk text already says, when a risk is raised from its page (S0-25)."""
    item = Item.objects.visible_to(request.user).filter(programme=programme, pk=asked).first()
    if item is None:
        return {}
    first, _, rest = item.risk_text.partition(";")
    return {
        "title": first.strip()[:500],
        "effect": rest.strip(),
        "item": item.pk,
        "workstream": item.workstream_id,
    }


@access.policy(Policy.EDIT)
@require_http_methods(FORM)
def risk_add(request: HttpRequest, slug: str) -> HttpResponse:
    """Proposes a risk, or adds it when the reader manages the programme."""
    return _raise(request, slug, "risk")


@access.policy(Policy.EDIT)
@require_http_methods(FORM)
def issue_add(request: HttpRequest, slug: str) -> HttpResponse:
    """Proposes an issue, or adds it when the reader manages the programme."""
    return _raise(request, slug, "issue")


@access.policy(Policy.EDIT)
@require_http_methods(FORM)
def risk_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Changes a risk; a new score needs its reason."""
    found = access.part_to_edit(request.user, Risk, pk)
    return _amend(request, found, RiskChangeForm)


@access.policy(Policy.EDIT)
@require_http_methods(FORM)
def issue_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Changes an issue."""
    found = access.part_to_edit(request.user, Issue, pk)
    return _amend(request, found, IssueForm)


def _amend(request: HttpRequest, found: Any, form: Any) -> HttpResponse:
    return write(
        request,
        make=lambda data: form(data, row=found, programme=found.programme, user=request.user),
        act=lambda typed: register.amend(
            found,
            facts=typed.facts,
            by=request.user,
            now=timezone.now(),
            reason=typed.cleaned_data.get("reason", ""),
            version=typed.seen,
        ),
        sheet=sheet_of(f"Change {found}", found),
    )


def sheet_of(heading: str, found: Any, **more: Any) -> Sheet:
    """What stands around a form about an entry."""
    here = (str(found), found.get_absolute_url())
    return Sheet(heading, here[1], "register", found.programme, top(found.programme, here), **more)
