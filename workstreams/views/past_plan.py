"""The plan as it stood at the end of a day, from the history: to read, not to change."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.core.paginator import Paginator
from django.db.models import OuterRef, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from workstreams import access
from workstreams.access import Policy
from workstreams.changelog import TOLD
from workstreams.models import Item, ItemOwner, Programme
from workstreams.when import read

PER_PAGE = 50
#: What the page compares with today, by column of the history.
COMPARED = {
    column: say
    for column, _, say in TOLD
    if column in ("percent", "declared_rag", "status", "start_text", "target_text", "revised_text")
}


@dataclass(frozen=True)
class Then:
    """An item as it stood, and for each column that differs what it is today."""

    row: Any
    lead: str
    now: dict[str, str]
    gone: bool


@access.policy(Policy.READ)
@require_safe
def plan_as_at(request: HttpRequest, slug: str) -> HttpResponse:
    """The items of a programme at the end of a day; what has changed since stands beside."""
    programme = access.programme_to_read(request.user, slug)
    today = timezone.localdate()
    typed = request.GET.get("day", "").strip()[:60]
    when = read(typed, near=today)
    day = when.earliest if typed and when.earliest == when.latest else None
    wrong = "Give one day, like 3 August 2020" if typed and day is None else ""
    if day is not None and day > today:
        wrong, day = "That day is still to come", None
    shown = day or today - timedelta(days=1)
    page: Any = None
    rows: list[Then] = []
    if not wrong:
        page = Paginator(_stood(programme, request.user, shown), PER_PAGE).get_page(
            request.GET.get("page")
        )
        rows = _then(list(page.object_list), shown)
    context = {
        "programme": programme,
        "tab": "history",
        "day": shown,
        "typed": typed,
        "wrong": wrong,
        "rows": rows,
        "changed": sum(bool(row.now) or row.gone for row in rows),
        "page": page,
        "page_range": page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)
        if page
        else (),
    }
    return render(request, "workstreams/as_at.html", context)


def _end(day: date) -> datetime:
    """The first moment after a day, in London."""
    return datetime.combine(day + timedelta(days=1), time.min, timezone.get_current_timezone())


def _stood(programme: Programme, user: Any, day: date) -> Any:
    """The last history row of each item before the day was over. What was deleted by then is left out."""
    history: Any = Item.history.model.objects
    last = (
        history.filter(id=OuterRef("id"), history_date__lt=_end(day))
        .order_by("-history_date", "-history_id")
        .values("history_id")[:1]
    )
    rows = history.filter(programme=programme, history_id=Subquery(last)).exclude(history_type="-")
    here = Item.objects.filter(pk=OuterRef("id")).values("sort_key")[:1]
    if not access.rights_of(user).reads_whole(programme.pk):
        rows = rows.filter(id__in=Item.objects.visible_to(user).values("pk"))
    return (
        rows.select_related("workstream")
        .annotate(place=Subquery(here))
        .order_by("place", "workstream", "position", "id")
    )


def _then(stood: list[Any], day: date) -> list[Then]:
    """The rows with who led them then, beside what they are today. Two statements."""
    keys = [row.id for row in stood]
    today = {item.pk: item for item in Item.objects.filter(pk__in=keys)}
    history: Any = ItemOwner.history.model.objects
    owners = history.filter(item__in=keys, history_date__lt=_end(day)).select_related("person")
    latest: dict[int, Any] = {}
    for row in owners.order_by("history_date", "history_id"):
        latest[row.id] = row
    leads: dict[int, str] = defaultdict(str)
    for row in latest.values():
        if row.history_type != "-" and row.lead:
            leads[row.item_id] = str(row.person)
    found = []
    for row in stood:
        item = today.get(row.id)
        now = {}
        for column, say in COMPARED.items():
            if item is not None and getattr(item, column) != getattr(row, column):
                now[column] = say(getattr(item, column))
        found.append(Then(row, leads[row.id], now, item is None))
    return found
