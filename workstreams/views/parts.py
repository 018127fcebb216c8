"""The base of the plain pages: one way to list, to show, to write and to press a button.

A page family (risks, money, measures, meetings) has a form, a verb for each change, and these
four answers. A refused form is 422 and keeps what was typed; a row that somebody else changed is
409 and shows both texts; a saved one leads to its page.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from django.contrib import messages
from django.db.models import ForeignKey, Model, QuerySet, TextField
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from workstreams.actions.base import Conflict, Refused
from workstreams.forms.parts import PartForm
from workstreams.models import Item, Programme
from workstreams.past import said
from workstreams.views.conflict import clash_of, merged
from workstreams.views.reply import is_draft

Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True)
class Sheet:
    """What stands around a form."""

    heading: str
    back: str  # where Cancel leads
    tab: str = ""
    programme: Programme | None = None
    crumbs: tuple[tuple[str, str], ...] = ()
    button: str = "Save"
    note: str = ""
    second: tuple[str, str] | None = None  # name and words of another button beside the first
    template: str = "workstreams/parts/form.html"  # a family's own, when its form needs more
    more: Callable[[], dict[str, Any]] | None = None  # what that shows, read when it is shown


def crumb(word: str, route: str, *args: Any) -> tuple[str, str]:
    """One step of the way back to the top."""
    return word, reverse(route, args=args)


def item_sheet(heading: str, item: Item, **more: Any) -> Sheet:
    """What stands around a form about something of an item: the way back to its page."""
    here = item.get_absolute_url()
    return Sheet(heading, here, "plan", item.programme, ((str(item), here),), **more)


def asked_for(request: HttpRequest, name: str, rows: QuerySet[Row]) -> Row | None:
    """The one of ``rows`` whose number the address gives under a name; None for none and for nonsense."""
    given = request.GET.get(name, "")
    return rows.filter(pk=int(given)).first() if given.isdecimal() and len(given) < 18 else None


def version_seen(request: HttpRequest) -> int | None:
    """The version of the row at which a button was pressed; None where the button carries none."""
    given = request.POST.get("version", "")
    return int(given) if given.isdecimal() and len(given) < 10 else None


def write(
    request: HttpRequest,
    *,
    make: Callable[[Any], Any],
    act: Callable[[Any], Model],
    sheet: Sheet,
    done: str = "Saved: {}",
    to: Callable[[Model], str] | str | None = None,
) -> HttpResponse:
    """A form on a page of its own: shown, bound, acted on.

    `make` builds the form from what was posted, or from None; `act` gives a valid form to a verb.
    """
    if request.method != "POST":
        return _show(request, make(None), sheet)
    form = make(request.POST)
    if is_draft(request):
        return _show(request, form, sheet, draft=True)
    if not form.is_valid():
        return _show(request, form, sheet, status=422)
    try:
        row = act(form)
    except Refused as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, refusal.sentence)
        return _show(request, form, sheet, status=422)
    except Conflict as conflict:
        return _conflict(request, make, conflict.row, sheet)
    messages.success(request, done.format(row))
    if to is None:
        return HttpResponseRedirect(row.get_absolute_url())  # type: ignore[attr-defined]
    return HttpResponseRedirect(to if isinstance(to, str) else to(row))


def press(request: HttpRequest, *, act: Callable[[], Any], to: str, done: str) -> HttpResponse:
    """A button: does one thing and comes back, saying what was done or why not."""
    try:
        act()
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    except Conflict:
        messages.error(
            request, "Somebody else changed this while you were looking. Here is how it stands."
        )
    else:
        messages.success(request, done)
    return HttpResponseRedirect(to)


def _show(
    request: HttpRequest, form: Any, sheet: Sheet, *, status: int = 200, **more: Any
) -> HttpResponse:
    context = {"form": form, "sheet": sheet, "programme": sheet.programme, "tab": sheet.tab, **more}
    context |= sheet.more() if sheet.more else {}
    return render(request, sheet.template, context, status=status)


def _conflict(
    request: HttpRequest, make: Callable[[Any], Any], newer: Any, sheet: Sheet
) -> HttpResponse:
    """Both texts side by side; what was typed stays, and saving again takes what is chosen."""
    typed, stands = make(request.POST), make(None)
    if isinstance(stands, PartForm):  # the row may have moved on since this request fetched it
        stands.initial.update(stands._standing(newer))
    clash = clash_of(typed, stands)
    form = make(merged(typed, clash, newer=stands, version=newer.version))
    form.is_valid()
    last = newer.history.select_related("history_user").first()
    heading = replace(sheet, button="Save what is chosen")
    return _show(request, form, heading, status=409, clash=clash, last=last)


def said_of(row: Any, name: str) -> str:
    """One value of a row in words."""
    return said(getattr(row, name, ""), field=name, row=row)


@dataclass(frozen=True)
class Fact:
    """One line of a page: a label, a value in words, and where it leads."""

    label: str
    value: str
    url: str = ""
    prose: bool = False


def facts_of(
    row: Model, names: Sequence[str], *, labels: dict[str, str] | None = None
) -> list[Fact]:
    """Lines about a row, in the order of `names`. A blank is said by the page, never left out."""
    found = []
    for name in names:
        value = getattr(row, name)
        label = (labels or {}).get(name) or label_of(type(row), name)
        field = None if name not in _fields(row) else row._meta.get_field(name)
        leads = (
            isinstance(field, ForeignKey)
            and value is not None
            and hasattr(value, "get_absolute_url")
        )
        url = value.get_absolute_url() if leads else ""
        prose = isinstance(field, TextField)
        found.append(Fact(label, said(value, field=name, row=row), url, prose))
    return found


def _fields(row: Model) -> set[str]:
    return {field.name for field in row._meta.get_fields()}


def label_of(model: type[Model], name: str) -> str:
    """The words of a column: its own, with a capital."""
    kept = getattr(model, name, None)
    label = getattr(kept, "label", None)  # dates and figures keep several columns under one word
    if label is None or not isinstance(label, str):
        label = str(getattr(model._meta.get_field(name), "verbose_name", name))
    return label[:1].upper() + label[1:]
