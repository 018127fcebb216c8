"""Remarks beside items and workstreams, that are never printed; and what a person is told."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from workstreams import access
from workstreams.access import Policy
from workstreams.actions import words
from workstreams.forms.words import CommentForm
from workstreams.models import Item, Notice, Workstream
from workstreams.views.parts import Sheet, press, write

FORM = ["GET", "HEAD", "POST"]


def _comment(request: HttpRequest, beside: Item | Workstream, back: str, tab: str) -> HttpResponse:
    where = {"item": beside} if isinstance(beside, Item) else {"workstream": beside}
    return write(
        request,
        make=lambda data: CommentForm(data),
        act=lambda typed: words.comment(
            text=typed.cleaned_data["text"], by=request.user, now=timezone.now(), **where
        ),
        sheet=Sheet(
            f"Remark beside {beside}",
            back,
            tab,
            beside.programme,
            ((str(beside), back),),
            button="Add the remark",
            note="No report, export or mail holds it.",
        ),
        done="Your remark is beside it, and never printed.",
        to=back,
    )


@access.policy(Policy.COMMENT)
@require_http_methods(FORM)
def item_comment(request: HttpRequest, pk: int) -> HttpResponse:
    """A remark beside an item."""
    item = access.item_to_comment(request.user, pk)
    return _comment(request, item, f"{item.get_absolute_url()}#comments", "plan")


@access.policy(Policy.COMMENT)
@require_http_methods(FORM)
def workstream_comment(request: HttpRequest, pk: int) -> HttpResponse:
    """A remark beside a workstream."""
    workstream = access.workstream_to_comment(request.user, pk)
    return _comment(request, workstream, reverse("workstream_more", args=[pk]), "workstreams")


@access.policy(Policy.COMMENT)
@require_POST
def resolve(request: HttpRequest, pk: int) -> HttpResponse:
    """Says that a remark is dealt with; pressed again, that it is not."""
    row = access.comment_to_resolve(request.user, pk)
    back = (
        f"{reverse('item', args=[row.item_id])}#comments"
        if row.item_id
        else reverse("workstream_more", args=[row.workstream_id])
    )
    return press(
        request,
        act=lambda: words.resolve(
            row, resolved=row.resolved_at is None, by=request.user, now=timezone.now()
        ),
        to=back,
        done="Open again" if row.resolved_at else "Dealt with",
    )


@access.policy(Policy.SIGNED_IN)
@require_http_methods(FORM)
def notices(request: HttpRequest) -> HttpResponse:
    """What you are told, newest first; a button marks all as read."""
    if request.method == "POST":
        return press(
            request,
            act=lambda: words.read_notices(user=request.user, now=timezone.now()),
            to=reverse("notices"),
            done="All read.",
        )
    rows = list(Notice.objects.filter(user=request.user.pk)[:100])
    context = {"notices": rows, "fresh": sum(1 for row in rows if row.read_at is None)}
    return render(request, "workstreams/words/notices.html", context)
