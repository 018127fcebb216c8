"""People and organisations by hand: added and changed."""

from __future__ import annotations

from typing import Any

from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from workstreams import access
from workstreams.access import Policy
from workstreams.actions import people
from workstreams.forms.keeping import OrganisationForm, PersonForm, several
from workstreams.models import Organisation, Person, Programme
from workstreams.views.parts import Sheet, crumb, write

FORM = ["GET", "HEAD", "POST"]


def _sheet(heading: str, programme: Programme, back: str, **more: Any) -> Sheet:
    crumbs = (crumb("People", "people", programme.slug),)
    return Sheet(heading, back, "people", programme, crumbs, **more)


@access.policy(Policy.MANAGE)
@require_http_methods(FORM)
def person_add(request: HttpRequest, slug: str) -> HttpResponse:
    """Somebody who may be named as an owner from now on."""
    programme = access.programme_to_manage(request.user, slug)

    def act(typed: PersonForm) -> Person:
        said = typed.cleaned_data
        return people.enrol(
            facts=typed.facts,
            aliases=several(said["aliases"]),
            account=said["account"],
            by=request.user,
            now=timezone.now(),
        )

    back = reverse("people", args=[slug])
    return write(
        request,
        make=lambda data: PersonForm(data, programme=programme, user=request.user),
        act=act,
        sheet=_sheet(
            "Add a person",
            programme,
            back,
            button="Add them",
            note="They stand in the list of people as soon as they own something.",
        ),
        done="Added: {}. They can be named as an owner now.",
        to=back,
    )


@access.policy(Policy.MANAGE)
@require_http_methods(FORM)
def person_edit(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Changes what is known of a person, wherever they are named."""
    programme, found = access.person_to_manage(request.user, slug, pk)
    back = reverse("person", args=[slug, pk])
    return write(
        request,
        make=lambda data: PersonForm(data, row=found, programme=programme, user=request.user),
        act=lambda typed: people.amend_person(
            found,
            facts=typed.facts,
            aliases=several(typed.cleaned_data["aliases"]),
            account=typed.cleaned_data["account"],
            by=request.user,
            now=timezone.now(),
            version=typed.seen,
        ),
        sheet=_sheet(
            f"Change {found}",
            programme,
            back,
            note="The name changes wherever it stands. What was typed in a sheet stays as it was typed.",
        ),
        to=back,
    )


@access.policy(Policy.MANAGE)
@require_safe
def organisations(request: HttpRequest, slug: str) -> HttpResponse:
    """Councils, health bodies, providers: everybody whom work or people may belong to."""
    programme = access.programme_to_manage(request.user, slug)
    rows = Organisation.objects.annotate(number=Count("people")).order_by("name")
    context = {"programme": programme, "tab": "people", "rows": rows}
    return render(request, "workstreams/people/organisations.html", context)


@access.policy(Policy.MANAGE)
@require_http_methods(FORM)
def organisation_add(request: HttpRequest, slug: str) -> HttpResponse:
    """One more organisation."""
    programme = access.programme_to_manage(request.user, slug)
    back = reverse("organisations", args=[slug])
    return write(
        request,
        make=lambda data: OrganisationForm(data, programme=programme, user=request.user),
        act=lambda typed: people.add_organisation(
            by=request.user, now=timezone.now(), **typed.facts
        ),
        sheet=_sheet("Add an organisation", programme, back, button="Add it"),
        done="Added: {}",
        to=back,
    )


@access.policy(Policy.MANAGE)
@require_http_methods(FORM)
def organisation_edit(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Changes the name of an organisation, wherever it stands."""
    programme = access.programme_to_manage(request.user, slug)
    found = Organisation.objects.filter(pk=pk).first()
    if found is None:
        raise Http404("No such organisation.")
    back = reverse("organisations", args=[slug])
    return write(
        request,
        make=lambda data: OrganisationForm(data, row=found, programme=programme, user=request.user),
        act=lambda typed: people.amend_organisation(
            found, facts=typed.facts, by=request.user, now=timezone.now(), version=typed.seen
        ),
        sheet=_sheet(f"Change {found}", programme, back),
        to=back,
    )
