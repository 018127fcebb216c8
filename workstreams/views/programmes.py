"""Programmes: beginning one, its settings, its rules and ratings, and who belongs to it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from workstreams import access
from workstreams.access import Policy
from workstreams.actions import people, phases, programmes
from workstreams.actions.rating import limits_of
from workstreams.forms.people import chosen
from workstreams.forms.programmes import (
    LIMITS,
    MAY,
    MemberForm,
    NewProgrammeForm,
    OverallForm,
    ProgrammeForm,
    RulesForm,
)
from workstreams.glossary import DATES, WORDS
from workstreams.models import Programme, Role
from workstreams.past import events
from workstreams.rag import DECLARABLE, STANDARD, table
from workstreams.views.item_place import adding
from workstreams.views.parts import Sheet, crumb, facts_of, press, write

FORM = ["GET", "HEAD", "POST"]
FACTS = ("organisation", "purpose", "status", "starts", "ends", "sponsor", "manager", "parent")
LABELS = {"purpose": "What it is for", "parent": "Part of", "organisation": "Organisation"}


def sheet_of(heading: str, programme: Programme, **more: Any) -> Sheet:
    """What stands around a form about a programme."""
    back = reverse("programme_settings", args=[programme.slug])
    crumbs = (crumb("Settings", "programme_settings", programme.slug),)
    return Sheet(heading, back, "settings", programme, crumbs, **more)


def _facts(request: HttpRequest, form: ProgrammeForm) -> dict[str, Any]:
    """The columns, with people in the place of names that somebody said to add."""
    said = dict(form.facts)
    for name in ("sponsor", "manager"):
        said[name] = chosen(said[name], add=adding(request.user, timezone.now()))
    return said


@access.policy(Policy.FOUND)
@require_http_methods(FORM)
def programme_add(request: HttpRequest) -> HttpResponse:
    """A new programme: empty, or with the structure of another."""
    access.founder(request.user)
    return write(
        request,
        make=lambda data: NewProgrammeForm(data, user=request.user),
        act=lambda typed: programmes.create_programme(
            by=request.user, now=timezone.now(), **_facts(request, typed)
        ),
        sheet=Sheet(
            "A new programme",
            reverse("home"),
            crumbs=(("My actions", reverse("home")),),
            button="Begin it",
            note="You keep its plan. Next you add workstreams, or bring in a workbook, and give others their roles.",
        ),
        done="Begun: {}. Now add what it is made of.",
        to=lambda row: reverse("arrange", args=[row.slug]),  # type: ignore[attr-defined]
    )


@access.policy(Policy.MANAGE)
@require_safe
def settings(request: HttpRequest, slug: str) -> HttpResponse:
    """Everything about a programme that is not its plan, each with the page that changes it."""
    programme = access.programme_to_manage(request.user, slug)
    limits = limits_of(programme)
    roles = dict(Role.choices)
    context = {
        "programme": programme,
        "tab": "settings",
        "facts": facts_of(programme, FACTS, labels=LABELS),
        "members": [
            (each, roles[each.role], MAY.get(Role(each.role), ""))
            for each in access.members_of(programme)
        ],
        "limits": limits,
        "differing": [
            (label, getattr(limits, name), unit, getattr(STANDARD, name))
            for name, (label, unit) in LIMITS.items()
            if getattr(limits, name) != getattr(STANDARD, name)
        ],
        "own": programme.phase_templates,
        "everybodys": phases.TEMPLATES,
        "events": events(programme, most=12),
        "may_found": access.may_found(request.user),
    }
    return render(request, "workstreams/programmes/settings.html", context)


@access.policy(Policy.MANAGE)
@require_http_methods(FORM)
def programme_edit(request: HttpRequest, slug: str) -> HttpResponse:
    """Changes what is said of a programme; its address stays."""
    programme = access.programme_to_manage(request.user, slug)
    return write(
        request,
        make=lambda data: ProgrammeForm(
            data, row=programme, programme=programme, user=request.user
        ),
        act=lambda typed: programmes.amend_programme(
            programme,
            facts=_facts(request, typed),
            by=request.user,
            now=timezone.now(),
            version=typed.seen,
        ),
        sheet=sheet_of(f"Change {programme}", programme),
        to=reverse("programme_settings", args=[slug]),
    )


@access.policy(Policy.MANAGE)
@require_http_methods(FORM)
def programme_rules(request: HttpRequest, slug: str) -> HttpResponse:
    """Sets the thresholds of a programme: the next version of its rules."""
    programme = access.programme_to_manage(request.user, slug)
    return write(
        request,
        make=lambda data: RulesForm(data, limits=limits_of(programme), version=programme.version),
        act=lambda typed: programmes.set_rules(
            programme,
            limits=typed.said,
            reason=typed.cleaned_data["reason"],
            by=request.user,
            today=timezone.localdate(),
            now=timezone.now(),
            version=typed.seen,
        ),
        sheet=sheet_of(
            "RAG rules of this programme",
            programme,
            button="Set the rules",
            note=f"In force is version {programme.rules_version}. Every item is rated again at once; reports that were "
            "issued keep the version they were made with.",
        ),
        done="The rules of {} are set, and every item is rated by them.",
        to=reverse("programme_definitions", args=[slug]),
    )


@access.policy(Policy.MANAGE)
@require_http_methods(FORM)
def programme_declare(request: HttpRequest, slug: str) -> HttpResponse:
    """Declares the overall rating of a programme and that of its savings."""
    programme = access.programme_to_manage(request.user, slug)
    return write(
        request,
        make=lambda data: OverallForm(data, row=programme, user=request.user),
        act=lambda typed: programmes.declare(
            programme,
            by=request.user,
            today=timezone.localdate(),
            now=timezone.now(),
            version=typed.seen,
            **typed.facts,
        ),
        sheet=sheet_of(
            "Declare the overall rating",
            programme,
            button="Declare",
            note="Work and savings have a rating each. The computed one stands beside, never replaced.",
        ),
        done="Declared: {}",
    )


@access.policy(Policy.READ)
@require_safe
def definitions(request: HttpRequest, slug: str) -> HttpResponse:
    """The rating rules as this programme has them in force, and the words of the tracker."""
    programme = access.programme_to_read(request.user, slug)
    limits = limits_of(programme)
    context = {
        "programme": programme,
        "limits": limits,
        "differs": bool(programme.rules),
        "rules": table(limits),
        "marks": (*DECLARABLE, "not_started", "on_hold", "unconfirmed", "not_rated", "cancelled"),
        "words": WORDS,
        "dates": DATES,
    }
    return render(request, "workstreams/definitions.html", context)


@access.policy(Policy.MANAGE)
@require_http_methods(FORM)
def member_add(request: HttpRequest, slug: str) -> HttpResponse:
    """Gives somebody who signs in a role in this programme."""
    programme = access.programme_to_manage(request.user, slug)
    accounts = (
        "Somebody who has no account yet gets one first: Settings, Make an account."
        if access.may_found(request.user)
        else "Somebody who has no account yet gets one from the programme office first."
    )
    return write(
        request,
        make=lambda data: MemberForm(
            data,
            programme=programme,
            user=request.user,
            branches=access.shapeable(request.user, programme),
        ),
        act=lambda typed: people.admit(
            programme, by=request.user, now=timezone.now(), **typed.facts
        ),
        sheet=sheet_of("Give a role", programme, button="Give the role", note=accounts),
        done="Given: {}",
        to=reverse("programme_settings", args=[slug]),
    )


@access.policy(Policy.MANAGE)
@require_POST
def member_drop(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Takes a role away; the history keeps that it was held."""
    _, member = access.member_to_manage(request.user, slug, pk)
    return press(
        request,
        act=lambda: people.dismiss(member, by=request.user, now=timezone.now()),
        to=reverse("programme_settings", args=[slug]),
        done=f"Taken away: {member.get_role_display()}, {member.user}",
    )
