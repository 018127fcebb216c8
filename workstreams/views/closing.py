"""The page that asks what becomes of the open items of what is closed: a workstream or a phase."""

from __future__ import annotations

from collections.abc import Callable

from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from workstreams.actions import closing
from workstreams.forms.tree import CloseForm
from workstreams.models import Phase, Programme, Workstream
from workstreams.views.parts import Sheet, write


def ask_to_close(
    request: HttpRequest,
    found: Workstream | Phase,
    *,
    programme: Programme,
    targets: QuerySet[Workstream],
    sheet: Sheet,
    to: Callable[[Model], str] | str | None = None,
) -> HttpResponse:
    """Closes `found`. `targets` are the workstreams that may take its open items; `to` as of `write`."""
    number = closing.open_items(found).count()
    return write(
        request,
        make=lambda data: CloseForm(
            data,
            row=found,
            programme=programme,
            user=request.user,
            targets=targets,
            number=number,
        ),
        act=lambda typed: closing.close(
            found,
            reason=typed.cleaned_data["reason"],
            items=typed.cleaned_data.get("items", closing.Open.LEAVE),
            to=typed.cleaned_data.get("to"),
            by=request.user,
            today=timezone.localdate(),
            now=timezone.now(),
            version=typed.seen,
        ),
        sheet=sheet,
        done="Closed: {}",
        to=to,
    )
