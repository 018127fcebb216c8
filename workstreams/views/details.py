"""What else is known of an item or a workstream: routes, checkpoints, links, remarks, its lead."""

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
from workstreams.forms_words import (
    CheckpointForm,
    CommentForm,
    DetailsForm,
    LeadForm,
    WorkstreamForm,
)
from workstreams.models import Comment, Dependency, Issue, Item, Measure, Risk, Saving, Workstream
from workstreams.views.parts import Sheet, crumb, facts_of, press, write
from workstreams.views.phases import strip_of

FORM = ["GET", "HEAD", "POST"]
DETAILS = (
    "timeliness",
    "timeliness_text",
    "recurrence",
    "review_on",
    "organisation",
    "external_approval",
    "source",
    "source_text",
    "watcher",
    "same_update_as",
    "duplicate_of",
    "evidence_checked_on",
    "success_measure",
    "evidence",
    "partners_text",
    "condition",
)
LABELS = {
    "success_measure": "How you will know that it worked",
    "condition": "Only if",
    "timeliness": "On or off track",
    "recurrence": "Comes round",
    "organisation": "Owning organisation",
    "same_update_as": "Same update as",
    "duplicate_of": "Duplicate of",
    "source": "Why it exists",
}
SHOWN = 60


def _comments(request: HttpRequest, programme: int, **beside: Any) -> list[Comment] | None:
    """The remarks, for those who work in the programme; None for who may not read them."""
    if not access.may_comment(request.user, programme):
        return None
    return list(
        Comment.objects.filter(**beside).select_related("by").order_by("written_at", "pk")[:SHOWN]
    )


@access.policy(Policy.READ)
@require_safe
def item_more(request: HttpRequest, pk: int) -> HttpResponse:
    """What else is known of an item."""
    found = access.item_to_read(request.user, pk)
    item = Item.objects.select_related(
        "programme", "organisation", "watcher", "same_update_as", "duplicate_of"
    ).get(pk=found.pk)
    latest = item.same_update_as.updates.first() if item.same_update_as else None
    context = {
        "programme": item.programme,
        "tab": "plan",
        "item": item,
        "today": timezone.localdate(),
        "may_edit": found.may_edit,  # type: ignore[attr-defined]
        "may_raise": access.may_raise(request.user, item.programme_id),
        "facts": [fact for fact in facts_of(item, DETAILS, labels=LABELS) if fact.value],
        "steps": list(item.steps.select_related("board", "meeting")),
        "checkpoints": list(item.checkpoints.all()),
        "risks": list(Risk.objects.visible_to(request.user).filter(item=item)[:SHOWN]),
        "issues": list(Issue.objects.visible_to(request.user).filter(item=item)[:SHOWN]),
        "comments": _comments(request, item.programme_id, item=item),
        "comment_form": CommentForm(),
        "comment_to": reverse("item_comment", args=[pk]),
        "same_update": latest,
    }
    return render(request, "workstreams/words/item_more.html", context)


def _sheet(heading: str, item: Item, **more: Any) -> Sheet:
    back = reverse("item_more", args=[item.pk])
    return Sheet(
        heading,
        back,
        "plan",
        item.programme,
        ((str(item), item.get_absolute_url()), ("More about it", back)),
        **more,
    )


@access.policy(Policy.EDIT)
@require_http_methods(FORM)
def item_details(request: HttpRequest, pk: int) -> HttpResponse:
    """Changes what else is known of an item."""
    item = access.item_to_edit(request.user, pk)
    return write(
        request,
        make=lambda data: DetailsForm(data, row=item, programme=item.programme, user=request.user),
        act=lambda typed: words.describe(
            item, facts=typed.facts, by=request.user, now=timezone.now(), version=typed.seen
        ),
        sheet=_sheet(f"More about {item}", item),
        to=reverse("item_more", args=[pk]),
    )


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
        sheet=_sheet(f"Add a checkpoint to {item}", item, button="Add it"),
        done="Added: {}",
        to=reverse("item_more", args=[pk]),
    )


@access.policy(Policy.EDIT)
@require_POST
def checkpoint_tick(request: HttpRequest, pk: int, checkpoint: int) -> HttpResponse:
    """Says that a checkpoint was reached today; pressed again, that it was not."""
    _, found = access.checkpoint_to_edit(request.user, pk, checkpoint)
    done = None if found.done_on else timezone.localdate()
    return press(
        request,
        act=lambda: words.tick_checkpoint(found, done_on=done, by=request.user, now=timezone.now()),
        to=reverse("item_more", args=[pk]),
        done="Reached" if done else "Not reached",
    )


@access.policy(Policy.EDIT)
@require_POST
def checkpoint_drop(request: HttpRequest, pk: int, checkpoint: int) -> HttpResponse:
    """Takes a checkpoint away."""
    _, found = access.checkpoint_to_edit(request.user, pk, checkpoint)
    return press(
        request,
        act=lambda: words.drop_checkpoint(found, by=request.user, now=timezone.now()),
        to=reverse("item_more", args=[pk]),
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
        "comments": _comments(request, found.programme_id, workstream=found),
        "comment_form": CommentForm(),
        "comment_to": reverse("workstream_comment", args=[pk]),
    }
    return render(request, "workstreams/words/workstream_more.html", context)


@access.policy(Policy.LEAD)
@require_http_methods(FORM)
def workstream_details(request: HttpRequest, pk: int) -> HttpResponse:
    """Changes what a workstream is for and what it needs."""
    found = access.workstream_to_edit(request.user, pk)
    here = found.get_absolute_url()
    back = reverse("workstream_more", args=[pk])
    return write(
        request,
        make=lambda data: WorkstreamForm(
            data, row=found, programme=found.programme, user=request.user
        ),
        act=lambda typed: words.describe_workstream(
            found, facts=typed.facts, by=request.user, now=timezone.now(), version=typed.seen
        ),
        sheet=Sheet(
            f"More about {found}",
            back,
            "workstreams",
            found.programme,
            (crumb("Workstreams", "workstreams", found.programme.slug), (str(found), here)),
        ),
        to=back,
    )


@access.policy(Policy.MANAGE)
@require_http_methods(FORM)
def change_lead(request: HttpRequest, pk: int) -> HttpResponse:
    """Gives a workstream another lead; the old and the new one are told."""
    found: Workstream = access.workstream_to_manage(request.user, pk)
    here = found.get_absolute_url()
    return write(
        request,
        make=lambda data: LeadForm(data, programme=found.programme, user=request.user),
        act=lambda typed: words.change_lead(
            found,
            person=typed.cleaned_data["person"],
            reason=typed.cleaned_data["reason"],
            address=here,
            by=request.user,
            now=timezone.now(),
        ),
        sheet=Sheet(
            f"Change the lead of {found}",
            here,
            "workstreams",
            found.programme,
            (crumb("Workstreams", "workstreams", found.programme.slug), (str(found), here)),
            button="Change the lead",
        ),
        done="{}",
        to=here,
    )
