"""The plain pages of what hangs on an item: how a row of it is changed and how it is taken away."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from workstreams.forms.parts import PartForm
from workstreams.models import Item
from workstreams.views.parts import item_sheet, press, write


def section(item: Item, name: str) -> str:
    """The address of a part of an item's page."""
    return f"{item.get_absolute_url()}#{name}"


def change_of(
    request: HttpRequest,
    item: Item,
    row: Model,
    *,
    form: type[PartForm],
    act: Callable[[Any], Model],
    heading: str,
    to: str,
) -> HttpResponse:
    """The form that changes a row of an item. `act` gives a valid form to a verb; `to` is where it leads."""
    return write(
        request,
        make=lambda data: form(data, row=row, programme=item.programme, user=request.user),
        act=act,
        sheet=item_sheet(heading, item),
        to=to,
    )


def take_away(
    request: HttpRequest, row: Model, *, drop: Callable[..., Any], to: str, done: str = ""
) -> HttpResponse:
    """The button that takes a row of an item away. `drop` is the verb."""
    return press(
        request,
        act=lambda: drop(row, by=request.user, now=timezone.now()),
        to=to,
        done=done or f"Taken away: {row}",
    )
