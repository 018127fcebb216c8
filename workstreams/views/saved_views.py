"""Saved views of a plan: keep what is shown under a name, change it, take it away."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from workstreams import access
from workstreams.access import Policy
from workstreams.access.saved_views import view_to_edit
from workstreams.actions import saved_views
from workstreams.actions.base import Conflict, Refused
from workstreams.forms.saved_views import SavedViewForm
from workstreams.models import Programme, SavedView

PAGE = "workstreams/view_edit.html"


@access.policy(Policy.READ)
@require_http_methods(["GET", "HEAD", "POST"])
def view_add(request: HttpRequest, slug: str) -> HttpResponse:
    """Keeps a way of looking at the plan; its reader alone sees it, unless they share it."""
    programme = access.programme_to_read(request.user, slug)
    may_share = access.may_comment(request.user, programme.pk)
    if request.method != "POST":
        query = request.GET.get("query", "")[:1000]
        return _page(
            request, SavedViewForm(initial={"query": query}, may_share=may_share), programme
        )
    form = SavedViewForm(request.POST, may_share=may_share)
    if not form.is_valid():
        return _page(request, form, programme, status=422)
    try:
        view = saved_views.save_view(
            programme=programme, by=request.user, now=timezone.now(), **form.answers
        )
    except Refused as refusal:
        form.add_error(refusal.field or None, refusal.sentence)
        return _page(request, form, programme, status=422)
    messages.success(request, f"Saved the view “{view.name}”")
    return HttpResponseRedirect(view.get_absolute_url())


@access.policy(Policy.OWN)
@require_http_methods(["GET", "HEAD", "POST"])
def view_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Another name, another way of looking, shared or not: for its owner, office and manager."""
    view = view_to_edit(request.user, pk)
    may_share = access.may_comment(request.user, view.programme_id)
    if request.method != "POST":
        return _page(request, SavedViewForm(view=view, may_share=may_share), view.programme, view)
    form = SavedViewForm(request.POST, may_share=may_share)
    if not form.is_valid():
        return _page(request, form, view.programme, view, status=422)
    try:
        view = saved_views.change_view(
            view, by=request.user, now=timezone.now(), version=form.cleaned_data["version"],
            **form.answers,
        )  # fmt: skip
    except Refused as refusal:
        form.add_error(refusal.field or None, refusal.sentence)
        return _page(request, form, view.programme, view, status=422)
    except Conflict:
        form.add_error(
            None, "Somebody changed this view while you were typing. Look again, then save."
        )
        return _page(request, form, view.programme, view, status=409)
    messages.success(request, f"Saved the view “{view.name}”")
    return HttpResponseRedirect(view.get_absolute_url())


@access.policy(Policy.OWN)
@require_POST
def view_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes a view away: its owner, office and manager."""
    view = view_to_edit(request.user, pk)
    saved_views.remove_view(view, by=request.user, now=timezone.now())
    messages.success(request, f"Removed the view “{view.name}”")
    return HttpResponseRedirect(reverse("plan", args=[view.programme.slug]))


def _page(
    request: HttpRequest, form: SavedViewForm, programme: Programme, view: SavedView | None = None,
    *, status: int = 200,
) -> HttpResponse:  # fmt: skip
    context = {"form": form, "programme": programme, "view": view, "tab": "plan"}
    return render(request, PAGE, context, status=status)
