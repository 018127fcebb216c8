"""The phases of a workstream, by hand: added one by one or from a template, changed, ordered, moved, closed."""

from __future__ import annotations

from typing import Any

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from workstreams import access
from workstreams.access import Policy
from workstreams.actions import closing, phases, tree
from workstreams.actions.base import Refused
from workstreams.forms.tree import MovePhaseForm, PhaseForm, TemplateForm
from workstreams.models import Workstream
from workstreams.views.closing import ask_to_close
from workstreams.views.parts import Sheet, asked_for, crumb, press, version_seen, write
from workstreams.views.tree_edit import sheet_of

FORM = ["GET", "HEAD", "POST"]


def _list(workstream: Workstream) -> str:
    return reverse("phases", args=[workstream.pk])


def _sheet(heading: str, workstream: Workstream, **more: Any) -> Sheet:
    above = sheet_of(heading, workstream, **more)
    crumbs = (*above.crumbs, crumb("Phases", "phases", workstream.pk))
    return Sheet(heading, _list(workstream), "workstreams", workstream.programme, crumbs, **more)


@access.policy(Policy.LEAD)
@require_safe
def phase_list(request: HttpRequest, pk: int) -> HttpResponse:
    """The phases of a workstream with how many items each holds, and the templates."""
    found = access.workstream_to_edit(request.user, pk)
    rows = list(found.phases.order_by("sort_key").annotate(number=Count("items")))
    held = {row.name.lower() for row in rows}
    offered = [
        (name, names, [each for each in names if each.lower() not in held])
        for name, names in phases.templates_of(found.programme).items()
    ]
    context = {
        "programme": found.programme,
        "tab": "workstreams",
        "workstream": found,
        "rows": rows,
        "templates": offered,
        "may_manage": access.rights_of(request.user).manages(found.programme_id),
    }
    return render(request, "workstreams/tree/phases.html", context)


@access.policy(Policy.LEAD)
@require_http_methods(FORM)
def phase_add(request: HttpRequest, pk: int) -> HttpResponse:
    """One more phase at the end of a workstream."""
    found = access.workstream_to_edit(request.user, pk)
    return write(
        request,
        make=lambda data: PhaseForm(data, programme=found.programme, user=request.user),
        act=lambda typed: phases.add_phase(
            workstream=found, by=request.user, now=timezone.now(), **typed.facts
        ),
        sheet=_sheet(f"Add a phase to {found}", found, button="Add it"),
        done="Added: {}",
        to=_list(found),
    )


@access.policy(Policy.LEAD)
@require_POST
def phase_template(request: HttpRequest, pk: int) -> HttpResponse:
    """The phases of a template at the end of a workstream."""
    found = access.workstream_to_edit(request.user, pk)
    name = request.POST.get("template", "")

    def act() -> None:
        names = phases.templates_of(found.programme).get(name)
        if names is None:
            raise Refused("There is no such template any more.")
        phases.add_phases(found, names=names, by=request.user, now=timezone.now())

    return press(request, act=act, to=_list(found), done=f"Added the phases of “{name}”.")


@access.policy(Policy.LEAD)
@require_http_methods(FORM)
def phase_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Changes what is said of a phase."""
    found = access.phase_to_edit(request.user, pk)
    home = found.workstream
    return write(
        request,
        make=lambda data: PhaseForm(data, row=found, programme=home.programme, user=request.user),
        act=lambda typed: phases.amend_phase(
            found, facts=typed.facts, by=request.user, now=timezone.now(), version=typed.seen
        ),
        sheet=_sheet(f"Change the phase {found}", home),
        to=_list(home),
    )


@access.policy(Policy.LEAD)
@require_POST
def phase_step(request: HttpRequest, pk: int) -> HttpResponse:
    """One place up or down among those beside it."""
    found = access.phase_to_edit(request.user, pk)
    up = request.POST.get("way") == "up"
    return press(
        request,
        act=lambda: tree.step(
            found, up=up, by=request.user, now=timezone.now(), version=version_seen(request)
        ),
        to=_list(found.workstream),
        done=f"Moved {'up' if up else 'down'}: {found}",
    )


@access.policy(Policy.LEAD)
@require_http_methods(FORM)
def phase_move(request: HttpRequest, pk: int) -> HttpResponse:
    """Puts a phase with its items into another workstream."""
    found = access.phase_to_edit(request.user, pk)
    home = found.workstream
    parents = access.shapeable(request.user, home.programme).exclude(pk=home.pk)
    return write(
        request,
        make=lambda data: MovePhaseForm(
            data, row=found, programme=home.programme, user=request.user, parents=parents
        ),
        act=lambda typed: phases.move_phase(
            found,
            workstream=typed.cleaned_data["workstream"],
            reason=typed.cleaned_data["reason"],
            by=request.user,
            now=timezone.now(),
            version=typed.seen,
        ),
        sheet=_sheet(f"Move the phase {found}", home, button="Move it"),
        done="Moved: {}",
        to=lambda row: _list(row.workstream),  # type: ignore[attr-defined]
    )


@access.policy(Policy.LEAD)
@require_http_methods(FORM)
def phase_close(request: HttpRequest, pk: int) -> HttpResponse:
    """Closes a phase; what happens to its open items is asked."""
    found = access.phase_to_edit(request.user, pk)
    home = found.workstream
    targets = access.shapeable(request.user, home.programme)
    return ask_to_close(
        request,
        found,
        programme=home.programme,
        targets=targets,
        sheet=_sheet(f"Close the phase {found}", home, button="Close it"),
        to=_list(home),
    )


@access.policy(Policy.LEAD)
@require_POST
def phase_reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Opens a closed phase again."""
    found = access.phase_to_edit(request.user, pk)
    return press(
        request,
        act=lambda: closing.reopen(found, by=request.user, now=timezone.now()),
        to=_list(found.workstream),
        done=f"Open again: {found}",
    )


@access.policy(Policy.LEAD)
@require_POST
def phase_drop(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes a phase away; its items stay in the workstream."""
    found = access.phase_to_edit(request.user, pk)
    return press(
        request,
        act=lambda: phases.drop_phase(found, by=request.user, now=timezone.now()),
        to=_list(found.workstream),
        done=f"Taken away: {found}. Its items stand in the workstream itself.",
    )


@access.policy(Policy.MANAGE)
@require_http_methods(FORM)
def template_add(request: HttpRequest, slug: str) -> HttpResponse:
    """Keeps a set of phases for this programme; that of a workstream is filled in (`?like=`)."""
    programme = access.programme_to_manage(request.user, slug)
    like = asked_for(request, "like", programme.workstreams.all())
    start = (
        {"phases": "\n".join(like.phases.order_by("sort_key").values_list("name", flat=True))}
        if like
        else {}
    )
    back = reverse("programme_settings", args=[slug])
    return write(
        request,
        make=lambda data: TemplateForm(data, programme=programme, user=request.user, initial=start),
        act=lambda typed: phases.keep_template(
            programme,
            name=typed.cleaned_data["name"],
            names=typed.names,
            by=request.user,
            now=timezone.now(),
        ),
        sheet=Sheet(
            "Keep a template of phases",
            back,
            "settings",
            programme,
            (crumb("Settings", "programme_settings", slug),),
            button="Keep it",
            note="The same name again replaces what it held. Workstreams keep the phases they have.",
        ),
        done="Kept.",
        to=back,
    )


@access.policy(Policy.MANAGE)
@require_POST
def template_drop(request: HttpRequest, slug: str) -> HttpResponse:
    """Forgets one of the programme's own templates."""
    programme = access.programme_to_manage(request.user, slug)
    name = request.POST.get("name", "")
    return press(
        request,
        act=lambda: phases.drop_template(programme, name=name, by=request.user, now=timezone.now()),
        to=reverse("programme_settings", args=[slug]),
        done=f"Forgotten: {name}",
    )
