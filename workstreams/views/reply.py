"""Answers: a fragment for htmx, a page or a redirect for everybody else."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme


def back_to(request: HttpRequest, fallback: str) -> str:
    """Where the reader came from, when that is a page of this site."""
    asked = request.POST.get("back") or request.GET.get("back") or ""
    safe = url_has_allowed_host_and_scheme(asked, allowed_hosts={request.get_host()})
    return asked if safe and asked.startswith("/") else fallback


def is_draft(request: HttpRequest) -> bool:
    """Whether somebody comes back from sign-in with what they had typed: it is shown, not saved."""
    return "_draft" in request.POST


def fragment_or_page(
    request: HttpRequest, *, fragment: str, page: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    """The same form as one row of the plan or as a page of its own."""
    template = fragment if getattr(request, "htmx", False) else page
    return render(request, template, context, status=status)


def row_or_redirect(
    request: HttpRequest, *, fragment: str, context: dict[str, Any], to: str, said: str
) -> HttpResponse:
    """The row as it now stands, or back to where the reader was with a message."""
    if getattr(request, "htmx", False):
        return render(request, fragment, {**context, "said": said})
    messages.success(request, said)
    return HttpResponseRedirect(to)
