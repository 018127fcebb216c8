"""What happened: in a programme by day, to one thing, by one person; one act opened; its undo."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from workstreams import access
from workstreams.access import Policy
from workstreams.actions.undo import undo
from workstreams.chronicle import (
    FAMILIES,
    Entry,
    acts_about,
    acts_of,
    entries,
    readable,
    rows_of,
    settle,
)
from workstreams.models import ChangeSet, Item, Programme, Workstream
from workstreams.views.parts import press
from workstreams.views.reply import back_to
from workstreams.when import read

PER_PAGE = 40
ROWS = 100


@dataclass
class Day:
    """The acts of one day, newest first."""

    on: date
    entries: list[Entry] = field(default_factory=list)


@dataclass(frozen=True)
class Asked:
    """What the reader asks for: by whom, of what kind, on which day."""

    who: str
    kind: str
    day: date | None
    typed: str  # the day as typed
    wrong: str = ""

    @property
    def any(self) -> bool:
        """Whether anything is asked."""
        return bool(self.who or self.kind or self.typed)


def _asked(request: HttpRequest) -> Asked:
    typed = request.GET.get("day", "").strip()[:60]
    when = read(typed, near=timezone.localdate())
    day = when.earliest if when.earliest == when.latest else None
    who, kind = request.GET.get("who", ""), request.GET.get("kind", "")
    wrong = "Give one day, like 3 August 2020" if typed and day is None else ""
    kind = kind if kind in FAMILIES else ""
    return Asked(who if who.isdigit() and len(who) < 10 else "", kind, day, typed, wrong)


@access.policy(Policy.READ)
@require_safe
def programme_history(request: HttpRequest, slug: str) -> HttpResponse:
    """Every act in a programme, by day, newest first; by one person, of one kind, on one day."""
    programme = access.programme_to_read(request.user, slug)
    asked = _asked(request)
    acts = _narrow(acts_of(request.user, programme, kind=asked.kind), asked)
    kinds = {
        _group
        for _group, (_, families) in FAMILIES.items()
        if set(families) & set(readable(request.user, programme))
    }
    context = {
        "heading": "History",
        "asked": asked,
        "kinds": [(name, words) for name, (words, _) in FAMILIES.items() if name in kinds],
        "people": _people(acts_of(request.user, programme)),
    }
    return _page(request, programme, acts, context)


@access.policy(Policy.READ)
@require_safe
def item_history(request: HttpRequest, pk: int) -> HttpResponse:
    """Every act on one item."""
    item = access.item_to_read(request.user, pk)
    acts = acts_about(request.user, item)
    return _page(request, item.programme, acts, _of(item))


@access.policy(Policy.READ)
@require_safe
def workstream_history(request: HttpRequest, pk: int) -> HttpResponse:
    """Every act in a workstream: on itself and on everything that stands under it."""
    workstream = access.workstream_to_read(request.user, pk)
    acts = acts_of(request.user, workstream.programme).filter(place__startswith=workstream.sort_key)
    return _page(request, workstream.programme, acts, _of(workstream))


def _of(row: Item | Workstream) -> dict[str, Any]:
    return {"heading": f"History of {row}", "about": row, "asked": Asked("", "", None, "")}


def _narrow(acts: Any, asked: Asked) -> Any:
    if asked.wrong:
        return acts.none()
    if asked.who:
        acts = acts.filter(by=int(asked.who))
    if asked.day is not None:
        zone = timezone.get_current_timezone()
        begins = datetime.combine(asked.day, time.min, zone)
        ends = datetime.combine(asked.day + timedelta(days=1), time.min, zone)
        acts = acts.filter(at__gte=begins, at__lt=ends)
    return acts


def _people(acts: Any) -> list[tuple[int, str]]:
    """Who has done anything in the programme, by name."""
    rows = acts.filter(by__isnull=False).order_by("by__full_name", "by__email")
    found = rows.values_list("by", "by__full_name", "by__email").distinct()
    return [(key, name or email) for key, name, email in found]


def _page(
    request: HttpRequest, programme: Programme, acts: Any, context: dict[str, Any]
) -> HttpResponse:
    page: Page[ChangeSet] = Paginator(acts, PER_PAGE).get_page(request.GET.get("page"))
    days: list[Day] = []
    for entry in entries(list(page.object_list), request.user, programme):
        on = timezone.localtime(entry.act.at).date()
        if not days or days[-1].on != on:
            days.append(Day(on))
        days[-1].entries.append(entry)
    context |= {
        "programme": programme,
        "tab": "history",
        "days": days,
        "page": page,
        "page_range": page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1),
        "here": request.get_full_path(),
    }
    return render(request, "workstreams/history.html", context)


@access.policy(Policy.READ)
@require_safe
def change_set(request: HttpRequest, pk: int) -> HttpResponse:
    """One act with every row it changed that the reader may see."""
    act = access.change_set_to_read(request.user, pk)
    programme: Any = act.programme
    (entry,) = entries([act], request.user, programme)
    page = Paginator(range(entry.total), ROWS).get_page(request.GET.get("page"))
    cut = slice(page.start_index() - 1 if entry.total else 0, page.end_index())
    rows = rows_of([act], readable(request.user, programme), request.user, programme, cut=cut)
    entry.rows = [told for _, told in rows]
    settle(entry, request.user)
    context = {
        "programme": programme,
        "tab": "history",
        "entry": entry,
        "act": act,
        "page": page,
        "page_range": page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1),
        "back": back_to(request, reverse("programme_history", args=[programme.slug])),
        "from_plan": "/plan/" in request.GET.get("back", ""),
    }
    return render(request, "workstreams/change_set.html", context)


@access.policy(Policy.EDIT)
@require_POST
def change_set_undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes back one's own last act on items."""
    act = access.change_set_to_undo(request.user, pk)
    return press(
        request,
        act=lambda: undo(act, by=request.user, today=timezone.localdate(), now=timezone.now()),
        to=back_to(request, act.get_absolute_url()),
        done="Undone. Everything stands as it did before.",
    )
