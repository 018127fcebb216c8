"""Workstreams: the list of a programme, and the page of one with its rating and its receipt."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from workstreams import access
from workstreams.access import Policy
from workstreams.actions import rating
from workstreams.actions.base import Conflict, Refused
from workstreams.forms.row import DeclareForm
from workstreams.models import Workstream
from workstreams.views import branch


@access.policy(Policy.READ)
@require_safe
def workstreams(request: HttpRequest, slug: str) -> HttpResponse:
    """The workstreams of a programme, each with what was declared and what the rules compute."""
    programme = access.programme_to_read(request.user, slug)
    today = timezone.localdate()
    rating.keep_fresh(programme, today=today)
    context = {
        "programme": programme,
        "tab": "workstreams",
        "today": today,
        "may_manage": access.rights_of(request.user).manages(programme),
        "rated": branch.all_of(programme, user=request.user, today=today),
    }
    return render(request, "workstreams/workstreams.html", context)


@access.policy(Policy.READ)
@require_safe
def workstream(request: HttpRequest, pk: int) -> HttpResponse:
    """One workstream: its rating with receipt, what stands under it, its risks in words."""
    found = access.workstream_to_read(request.user, pk)
    today = timezone.localdate()
    rating.keep_fresh(found.programme, today=today)
    about = branch.about(found, user=request.user, today=today, page=request.GET.get("page"))
    context = {
        "programme": found.programme,
        "tab": "workstreams",
        "today": today,
        "workstream": found,
        "back": request.get_full_path(),
        "may_declare": _may_declare(request.user, found),
        "may_manage": access.rights_of(request.user).manages(found.programme_id),
        **about,
    }
    return render(request, "workstreams/workstream.html", context)


@access.policy(Policy.LEAD)
@require_http_methods(["GET", "HEAD", "POST"])
def declare(request: HttpRequest, pk: int) -> HttpResponse:
    """Declares the rating of a workstream, with its reason."""
    found = access.workstream_to_edit(request.user, pk)
    if request.method != "POST":
        start = {
            "rag": found.declared_rag,
            "reason": found.declared_reason,
            "version": found.version,
        }
        return _declare_page(request, found, DeclareForm(initial=start))
    form = DeclareForm(request.POST)
    if not form.is_valid():
        return _declare_page(request, found, form, status=422)
    try:
        rating.declare(
            found,
            rag=form.cleaned_data["rag"],
            reason=form.cleaned_data["reason"],
            by=request.user,
            today=timezone.localdate(),
            now=timezone.now(),
            version=form.cleaned_data["version"],
        )
    except Refused as refusal:
        form.add_error(refusal.field or None, refusal.sentence)
        return _declare_page(request, found, form, status=422)
    except Conflict as conflict:
        return _declare_page(
            request, found, _again(form, conflict.row), status=409, newer=conflict.row
        )
    return HttpResponseRedirect(found.get_absolute_url())


def _again(form: DeclareForm, newer: Any) -> DeclareForm:
    again = DeclareForm({**form.cleaned_data, "version": newer.version})
    again.is_valid()
    return again


def _declare_page(
    request: HttpRequest, found: Workstream, form: DeclareForm, *, status: int = 200, **more: Any
) -> HttpResponse:
    context = {
        "programme": found.programme,
        "tab": "workstreams",
        "workstream": found,
        "form": form,
        **more,
    }
    return render(request, "workstreams/declare.html", context, status=status)


def _may_declare(user: Any, found: Workstream) -> bool:
    rights = access.rights_of(user)
    return rights.manages(found.programme_id) or rights.leads_at(found)
