"""The glossary: terms of the organisation, overridden by those of a programme."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from workstreams import access
from workstreams.access import Policy
from workstreams.actions import words
from workstreams.forms.words import TermForm
from workstreams.models import GlossaryTerm, Programme
from workstreams.views.parts import Sheet, crumb, press, write

FORM = ["GET", "HEAD", "POST"]


@access.policy(Policy.SIGNED_IN)
@require_safe
def glossary(request: HttpRequest) -> HttpResponse:
    """The terms that hold everywhere."""
    context = {
        "terms": [(term, None) for term in GlossaryTerm.objects.filter(programme=None)],
        "may_everywhere": access.rights_of(request.user).manages_everywhere,
    }
    return render(request, "workstreams/words/glossary.html", context)


@access.policy(Policy.READ)
@require_safe
def of_programme(request: HttpRequest, slug: str) -> HttpResponse:
    """The terms in use in a programme: its own beside those that hold everywhere."""
    programme = access.programme_to_read(request.user, slug)
    rows = GlossaryTerm.objects.visible_to(request.user).filter(programme=None) | (
        GlossaryTerm.objects.visible_to(request.user).filter(programme=programme)
    )
    wide = {term.short.lower(): term for term in rows if term.programme_id is None}
    own = [term for term in rows if term.programme_id]
    overridden = {term.short.lower() for term in own}
    used = [(term, wide.get(term.short.lower())) for term in own]
    used += [(term, None) for key, term in wide.items() if key not in overridden]
    context = {
        "programme": programme,
        "tab": "glossary",
        "terms": sorted(used, key=lambda pair: pair[0].short.lower()),
        "may_manage": access.rights_of(request.user).manages(programme),
        "may_everywhere": access.rights_of(request.user).manages_everywhere,
    }
    return render(request, "workstreams/words/glossary.html", context)


def _add(request: HttpRequest, programme: Programme | None, back: tuple[str, str]) -> HttpResponse:
    return write(
        request,
        make=lambda data: TermForm(data, programme=programme, user=request.user),
        act=lambda typed: words.add_term(
            programme=programme, by=request.user, now=timezone.now(), **typed.facts
        ),
        sheet=Sheet(
            f"Add a term of {programme}" if programme else "Add a term that holds everywhere",
            back[1],
            "glossary",
            programme,
            (back,),
            button="Add it",
        ),
        done="Added: {}",
        to=back[1],
    )


@access.policy(Policy.OFFICE)
@require_http_methods(FORM)
def term_add(request: HttpRequest) -> HttpResponse:
    """Adds a term that holds everywhere."""
    access.office(request.user)
    return _add(request, None, ("Glossary", reverse("glossary")))


@access.policy(Policy.MANAGE)
@require_http_methods(FORM)
def programme_term_add(request: HttpRequest, slug: str) -> HttpResponse:
    """Adds a term of a programme, which wins there over one that holds everywhere."""
    programme = access.programme_to_manage(request.user, slug)
    return _add(request, programme, crumb("Glossary", "programme_glossary", slug))


def _home(term: GlossaryTerm) -> tuple[str, str]:
    if term.programme is None:
        return "Glossary", reverse("glossary")
    return crumb("Glossary", "programme_glossary", term.programme.slug)


@access.policy(Policy.MANAGE)
@require_http_methods(FORM)
def term_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Changes a term."""
    term = access.term_to_manage(request.user, pk)
    back = _home(term)
    return write(
        request,
        make=lambda data: TermForm(data, row=term, programme=term.programme, user=request.user),
        act=lambda typed: words.amend_term(
            term, facts=typed.facts, by=request.user, now=timezone.now(), version=typed.seen
        ),
        sheet=Sheet(f"Change {term.short}", back[1], "glossary", term.programme, (back,)),
        to=back[1],
    )


@access.policy(Policy.MANAGE)
@require_POST
def term_drop(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes a term away."""
    term: Any = access.term_to_manage(request.user, pk)
    return press(
        request,
        act=lambda: words.drop_term(term, by=request.user, now=timezone.now()),
        to=_home(term)[1],
        done=f"Taken away: {term.short}",
    )
