"""The route of a paper through the boards, step by step."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from workstreams import access
from workstreams.access import Policy
from workstreams.actions import governance
from workstreams.forms.governance import StepForm
from workstreams.views.on_item import change_of, section, take_away
from workstreams.views.parts import item_sheet, press, write

FORM = ["GET", "HEAD", "POST"]


@access.policy(Policy.EDIT)
@require_http_methods(FORM)
def step_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Adds the next board on the route of an item's paper."""
    item = access.item_to_edit(request.user, pk)
    return write(
        request,
        make=lambda data: StepForm(data, programme=item.programme, user=request.user),
        act=lambda typed: governance.add_step(
            item, by=request.user, now=timezone.now(), **typed.facts
        ),
        sheet=item_sheet(f"Add a step to the route of {item}", item, button="Add it"),
        done="Added: {}",
        to=section(item, "route"),
    )


@access.policy(Policy.EDIT)
@require_http_methods(FORM)
def step_edit(request: HttpRequest, pk: int, step: int) -> HttpResponse:
    """Changes a step, or records what its board did with the paper."""
    item, found = access.step_to_edit(request.user, pk, step)
    return change_of(
        request,
        item,
        found,
        form=StepForm,
        act=lambda typed: governance.amend_step(
            found, facts=typed.facts, by=request.user, now=timezone.now(), version=typed.seen
        ),
        heading=f"Step {found}",
        to=section(item, "route"),
    )


@access.policy(Policy.EDIT)
@require_POST
def step_move(request: HttpRequest, pk: int, step: int) -> HttpResponse:
    """Moves a step up its route, or down."""
    item, found = access.step_to_edit(request.user, pk, step)
    up = request.POST.get("to") != "down"
    return press(
        request,
        act=lambda: governance.move_step(found, up=up, by=request.user, now=timezone.now()),
        to=section(item, "route"),
        done="The order is changed.",
    )


@access.policy(Policy.EDIT)
@require_POST
def step_drop(request: HttpRequest, pk: int, step: int) -> HttpResponse:
    """Takes a step off its route."""
    item, found = access.step_to_edit(request.user, pk, step)
    return take_away(
        request,
        found,
        drop=governance.drop_step,
        to=section(item, "route"),
        done="The step is taken away.",
    )
