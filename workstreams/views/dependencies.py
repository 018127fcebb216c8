"""Dependencies: what waits for what, and whether it will come in time."""

from __future__ import annotations

from typing import Any

from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from workstreams import access
from workstreams.access import Policy
from workstreams.actions import register
from workstreams.forms.register import DependencyForm
from workstreams.models import Dependency, Item, Programme
from workstreams.past import events
from workstreams.tables.parts import DependencyTable
from workstreams.views.parts import Sheet, crumb, facts_of, press, write
from workstreams.views.register import FORM, LABELS, sheet_of, top

DEPENDENCY_FACTS = (
    "workstream",
    "item",
    "on_item",
    "on_workstream",
    "outside",
    "needed_by",
    "owner",
    "met",
)


@access.policy(Policy.READ)
@require_safe
def dependencies(request: HttpRequest, slug: str) -> HttpResponse:
    """What waits for what, and whether it will come in time."""
    programme = access.programme_to_read(request.user, slug)
    rows = (
        Dependency.objects.visible_to(request.user)
        .filter(programme=programme)
        .select_related("workstream", "item", "on_item", "on_workstream", "owner")
        .order_by("met", F("needed_by_date").asc(nulls_last=True), "pk")
    )
    context = {
        "programme": programme,
        "tab": "register",
        "table": DependencyTable(rows).at(timezone.localdate()).on(request),
        "may_raise": access.may_raise(request.user, programme.pk),
    }
    return render(request, "workstreams/register/dependencies.html", context)


@access.policy(Policy.READ)
@require_safe
def dependency(request: HttpRequest, pk: int) -> HttpResponse:
    """One dependency."""
    found = access.part_to_read(
        request.user, Dependency, pk, "owner", "item", "on_item", "on_workstream"
    )
    context = {
        "programme": found.programme,
        "tab": "register",
        "row": found,
        "heading": str(found),
        "crumbs": top(found.programme, crumb("Dependencies", "dependencies", found.programme.slug)),
        "facts": facts_of(found, DEPENDENCY_FACTS, labels=LABELS),
        "events": events(found),
        "may_edit": access.may_edit_part(request.user, found),
    }
    return render(request, "workstreams/register/dependency.html", context)


def _asked(request: HttpRequest, programme: Programme) -> dict[str, Any]:
    """The item from whose page somebody came, as the one that waits."""
    asked = request.GET.get("item", "")
    if not asked.isdecimal() or len(asked) > 18:
        return {}
    rows = Item.objects.visible_to(request.user).filter(programme=programme)
    item = rows.filter(pk=int(asked)).first()
    return {"item": item.pk, "workstream": item.workstream_id} if item else {}


@access.policy(Policy.EDIT)
@require_http_methods(FORM)
def dependency_add(request: HttpRequest, slug: str) -> HttpResponse:
    """Says that something waits for something else."""
    programme = access.programme_to_raise(request.user, slug)
    back = crumb("Dependencies", "dependencies", slug)
    return write(
        request,
        make=lambda data: DependencyForm(
            data, programme=programme, user=request.user, initial=_asked(request, programme)
        ),
        act=lambda typed: register.add_dependency(
            programme=programme,
            by=request.user,
            today=timezone.localdate(),
            now=timezone.now(),
            **typed.facts,
        ),
        sheet=Sheet(
            "Add a dependency",
            back[1],
            "register",
            programme,
            top(programme, back),
            button="Add it",
        ),
        done="Added: {}",
    )


@access.policy(Policy.EDIT)
@require_http_methods(FORM)
def dependency_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Changes a dependency."""
    found = access.part_to_edit(request.user, Dependency, pk)
    return write(
        request,
        make=lambda data: DependencyForm(
            data, row=found, programme=found.programme, user=request.user
        ),
        act=lambda typed: register.amend_dependency(
            found, facts=typed.facts, by=request.user, now=timezone.now(), version=typed.seen
        ),
        sheet=sheet_of(f"Change {found}", found),
    )


@access.policy(Policy.EDIT)
@require_POST
def dependency_meet(request: HttpRequest, pk: int) -> HttpResponse:
    """Says that what was waited for is there; pressed again, that it is not."""
    found = access.part_to_edit(request.user, Dependency, pk)
    return press(
        request,
        act=lambda: register.meet(
            found,
            met=not found.met,
            by=request.user,
            today=timezone.localdate(),
            now=timezone.now(),
        ),
        to=found.get_absolute_url(),
        done="Waiting again" if found.met else "Met",
    )
