"""The organisation's settings: how pages, mails and reports show whose they are."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from workstreams import access, look
from workstreams.access import Policy
from workstreams.actions.base import Conflict, Refused
from workstreams.actions.look import set_look
from workstreams.forms.look import LookForm
from workstreams.models import Logo, Look

YEAR = 365 * 24 * 3600
#: A drawing shown by itself may run nothing and fetch nothing.
ALONE = "default-src 'none'; style-src 'unsafe-inline'; sandbox"


@access.policy(Policy.OFFICE)
@require_http_methods(["GET", "HEAD", "POST"])
def organisation_look(request: HttpRequest) -> HttpResponse:
    """Name, colour and logo, with what they look like."""
    access.office(request.user)
    row = Look.objects.select_related("logo").defer("logo__content").filter(pk=Look.ONLY).first()
    row = row or Look()
    if request.method != "POST":
        return _show(request, LookForm(initial=_said(row)), row)
    form = LookForm(request.POST, request.FILES)
    if not form.is_valid():
        return _show(request, form, row, status=422)
    said = form.cleaned_data
    try:
        set_look(
            name=said["name"],
            colour=said["colour"],
            logo=said["logo"],
            no_logo=said["no_logo"],
            version=said["version"],
            by=request.user,
            now=timezone.now(),
        )
    except Refused as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, refusal.sentence)
        return _show(request, form, row, status=422)
    except Conflict as conflict:
        form.add_error(
            None,
            "Somebody else changed this while you were looking. What you typed is still here; save "
            "again to put it over theirs.",
        )
        form.data = form.data.copy()  # type: ignore[attr-defined]
        form.data["version"] = str(conflict.row.version)  # type: ignore[attr-defined, index]
        return _show(request, form, row, status=409)
    messages.success(
        request, "Saved. Reports made from now on carry it; issued ones stay as they are."
    )
    return HttpResponseRedirect(reverse("organisation_look"))


@access.public
@require_safe
def logo(request: HttpRequest, sha256: str) -> HttpResponse:
    """The bytes of a logo, which never change."""
    row = Logo.objects.filter(sha256=sha256).first()
    if row is None:
        raise Http404("There is no such logo.")
    reply = HttpResponse(bytes(row.content), content_type=row.kind)
    reply["Cache-Control"] = f"public, max-age={YEAR}, immutable"
    reply["Content-Security-Policy"] = ALONE
    reply["X-Content-Type-Options"] = "nosniff"
    return reply


@access.public
@require_safe
def colours(request: HttpRequest, colour: str) -> HttpResponse:
    """The accent as a style sheet of its own: the page's policy allows no style inside it."""
    reply = HttpResponse(f":root{{--house:#{colour}}}", content_type="text/css; charset=utf-8")
    reply["Cache-Control"] = f"public, max-age={YEAR}, immutable"
    return reply


def _said(row: Look) -> dict[str, Any]:
    return {"name": row.name, "colour": row.colour, "version": row.version if row.pk else None}


def _show(request: HttpRequest, form: LookForm, row: Look, *, status: int = 200) -> HttpResponse:
    context = {
        "form": form,
        "row": row,
        "configured": settings.ORGANISATION,
        "now_shown": look.shown(),
        "past": Look.history.select_related("history_user", "logo").order_by("-history_id")[:20],
    }
    return render(request, "workstreams/look.html", context, status=status)
