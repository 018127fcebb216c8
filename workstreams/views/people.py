"""People of a programme: how much each carries, who may be one and the same, merging with preview and undo."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from workstreams import access, workload
from workstreams.access import Policy
from workstreams.actions import merging
from workstreams.actions.base import Refused
from workstreams.models import Person, PersonMerge, Programme
from workstreams.models.rights import rights_of
from workstreams.views.reply import back_to

SHOWN = 200


@access.policy(Policy.MANAGE)
@require_safe
def people(request: HttpRequest, slug: str) -> HttpResponse:
    """Everybody with their load, and the pairs that may be one person."""
    programme, today = access.programme_to_manage(request.user, slug), timezone.localdate()
    carried = workload.loads(programme, today=today)
    merges = PersonMerge.objects.filter(
        kept__in=[each.person.pk for each in carried], undone_at=None
    )
    context = {
        "programme": programme,
        "tab": "people",
        "today": today,
        "carried": carried,
        "likely": workload.likely_one(carried)[:20],
        "merges": merges.select_related("kept", "by")[:20],
    }
    return render(request, "workstreams/people/people.html", context)


@access.policy(Policy.MANAGE)
@require_safe
def person(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """One person: what they carry here, by which names they are known."""
    programme, found = access.person_to_manage(request.user, slug, pk)
    today = timezone.localdate()
    others = workload.people_of(programme).exclude(pk=pk).order_by("name")
    items = workload.items_of(found, programme).select_related("workstream")
    context = {
        "programme": programme,
        "tab": "people",
        "today": today,
        "person": found,
        "load": next(
            (each for each in workload.loads(programme, today=today) if each.person == found), None
        ),
        "items": items[:SHOWN],
        "aliases": found.aliases.all(),
        "others": others,
    }
    return render(request, "workstreams/people/person.html", context)


@access.policy(Policy.MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def merge(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """First what would move, then, confirmed, the merge."""
    programme, dropped = access.person_to_manage(request.user, slug, pk)
    given = request.POST if request.method == "POST" else request.GET
    kept = _kept(programme, dropped, given.get("into", ""))
    moving = merging.moving(dropped)
    error = _refusal(request.user, dropped, kept, moving)
    if request.method == "POST" and not error and kept is not None:
        try:
            merging.merge_people(kept=kept, dropped=dropped, by=request.user, now=timezone.now())
        except Refused as refused:
            error = refused.sentence
        else:
            messages.success(
                request,
                f"{dropped.name} is now {kept.name}. It can be taken back on the page of people.",
            )
            return HttpResponseRedirect(back_to(request, reverse("people", args=[slug])))
    context = {
        "programme": programme, "tab": "people", "today": timezone.localdate(), "person": dropped, "kept": kept,
        "counts": moving.counts, "error": error,
        "others": workload.people_of(programme).exclude(pk=dropped.pk).order_by("name"),
    }  # fmt: skip
    status = 422 if request.method == "POST" else 200
    return render(request, "workstreams/people/merge.html", context, status=status)


def _kept(programme: Programme, dropped: Person, into: str) -> Person | None:
    if not into.isdecimal() or len(into) > 18:
        return None
    return workload.people_of(programme).exclude(pk=dropped.pk).filter(pk=int(into)).first()


def _refusal(user: Any, dropped: Person, kept: Person | None, moving: merging.Moving) -> str:
    if kept is None:
        return "Choose whom this name means."
    rights = rights_of(user)
    if not all(rights.manages(programme) for programme in moving.programmes):
        return (
            f"{dropped.name} also owns work in a programme that you do not keep. "
            "Ask the programme office of the organisation to merge them."
        )
    return ""


@access.policy(Policy.MANAGE)
@require_POST
def undo(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Takes a merge back."""
    programme = access.programme_to_manage(request.user, slug)
    found = PersonMerge.objects.filter(pk=pk, kept__in=workload.people_of(programme)).first()
    if found is None:
        raise Http404("No such merge.")
    try:
        back = merging.undo_merge(found, by=request.user, now=timezone.now())
        messages.success(request, f"{back.name} is there again.")
    except Refused as refused:
        messages.error(request, refused.sentence)
    return HttpResponseRedirect(reverse("people", args=[slug]))
