"""What is known of an item or a workstream beside its progress: its facts, checkpoints, remarks."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from workstreams import access
from workstreams.access import Policy
from workstreams.actions import words
from workstreams.forms.words import DETAILS as PARTS
from workstreams.forms.words import (
    CheckpointForm,
    CommentForm,
    DetailsForm,
)
from workstreams.models import Comment, Dependency, Issue, Item, Measure, Risk, Saving
from workstreams.views.on_item import change_of, section, take_away
from workstreams.views.parts import (
    facts_of,
    item_sheet,
    press,
    version_seen,
    write,
)
from workstreams.views.phases import strip_of

FORM = ["GET", "HEAD", "POST"]
SHOWN = 60


def comments_of(request: HttpRequest, programme: int, **beside: Any) -> list[Comment] | None:
    """The remarks, for those who work in the programme; None for who may not read them."""
    if not access.may_comment(request.user, programme):
        return None
    return list(
        Comment.objects.filter(**beside).select_related("by").order_by("written_at", "pk")[:SHOWN]
    )


@access.policy(Policy.READ)
@require_safe
def item_more(request: HttpRequest, pk: int) -> HttpResponse:
    """What else is known of an item stands on its page; the old address leads there."""
    return HttpResponseRedirect(access.item_to_read(request.user, pk).get_absolute_url())


def _details(request: HttpRequest, item: Item, heading: str, only: str = "") -> HttpResponse:
    return write(
        request,
        make=lambda data: DetailsForm(
            data, row=item, programme=item.programme, user=request.user, only=only
        ),
        act=lambda typed: words.describe(
            item,
            facts=typed.facts,
            by=request.user,
            today=timezone.localdate(),
            now=timezone.now(),
            version=typed.seen,
        ),
        sheet=item_sheet(heading, item),
        to=item.get_absolute_url(),
    )


@access.policy(Policy.EDIT)
@require_http_methods(FORM)
def item_details(request: HttpRequest, pk: int) -> HttpResponse:
    """Changes what is known of an item, all of it on one page."""
    item = access.item_to_edit(request.user, pk)
    return _details(request, item, f"Change {item}")


@access.policy(Policy.EDIT)
@require_http_methods(FORM)
def item_part(request: HttpRequest, pk: int, part: str) -> HttpResponse:
    """Changes one part of what is known of an item."""
    item = access.item_to_edit(request.user, pk)
    if part not in PARTS:
        raise Http404("An item has no such part.")
    return _details(request, item, f"{PARTS[part][0]}: {item}", only=part)


@access.policy(Policy.EDIT)
@require_http_methods(FORM)
def checkpoint_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Adds a dated step inside an item."""
    item = access.item_to_edit(request.user, pk)
    return write(
        request,
        make=lambda data: CheckpointForm(data),
        act=lambda typed: words.add_checkpoint(
            item, by=request.user, now=timezone.now(), **typed.facts
        ),
        sheet=item_sheet(f"Add a checkpoint to {item}", item, button="Add it"),
        done="Added: {}",
        to=section(item, "checkpoints"),
    )


@access.policy(Policy.EDIT)
@require_http_methods(FORM)
def checkpoint_edit(request: HttpRequest, pk: int, checkpoint: int) -> HttpResponse:
    """Changes what is there by then, or the date."""
    item, found = access.checkpoint_to_edit(request.user, pk, checkpoint)
    return change_of(
        request,
        item,
        found,
        form=CheckpointForm,
        act=lambda typed: words.amend_checkpoint(
            found, by=request.user, now=timezone.now(), version=typed.seen, **typed.facts
        ),
        heading=f"Checkpoint of {item}",
        to=section(item, "checkpoints"),
    )


@access.policy(Policy.EDIT)
@require_POST
def checkpoint_tick(request: HttpRequest, pk: int, checkpoint: int) -> HttpResponse:
    """Says that a checkpoint was reached today; pressed again, that it was not."""
    item, found = access.checkpoint_to_edit(request.user, pk, checkpoint)
    done = None if found.done_on else timezone.localdate()
    return press(
        request,
        act=lambda: words.tick_checkpoint(
            found, done_on=done, by=request.user, now=timezone.now(), version=version_seen(request)
        ),
        to=section(item, "checkpoints"),
        done="Reached" if done else "Not reached",
    )


@access.policy(Policy.EDIT)
@require_POST
def checkpoint_drop(request: HttpRequest, pk: int, checkpoint: int) -> HttpResponse:
    """Takes a checkpoint away."""
    item, found = access.checkpoint_to_edit(request.user, pk, checkpoint)
    return take_away(
        request,
        found,
        drop=words.drop_checkpoint,
        to=section(item, "checkpoints"),
        done="The checkpoint is taken away.",
    )


@access.policy(Policy.READ)
@require_safe
def workstream_more(request: HttpRequest, pk: int) -> HttpResponse:
    """What else stands beside a workstream: its phases by month, its registers, its remarks."""
    found = access.workstream_to_read(request.user, pk)
    rights = access.rights_of(request.user)
    manages = rights.manages(found.programme_id)
    names = (
        "short_name",
        "priority",
        "cohorts",
        "source_page",
        "objective",
        "key_elements",
        "resources",
        "impact",
        "note",
    )
    parts = [
        (words_, list(model.objects.visible_to(request.user).filter(workstream=found)[:SHOWN]))
        for words_, model in (
            ("Risks", Risk),
            ("Issues", Issue),
            ("Waits for", Dependency),
            ("Savings", Saving),
            ("Measures", Measure),
        )
    ]
    context = {
        "programme": found.programme,
        "tab": "workstreams",
        "workstream": found,
        "facts": [fact for fact in facts_of(found, names) if fact.value],
        "strip": strip_of(found),
        "parts": parts,
        "may_lead": manages or rights.leads_at(found),
        "may_manage": manages,
        "comments": comments_of(request, found.programme_id, workstream=found),
        "comment_form": CommentForm(),
        "comment_to": reverse("workstream_comment", args=[pk]),
    }
    return render(request, "workstreams/words/workstream_more.html", context)
