"""The page of one item: its dates as typed and as read, its rating with receipt, its past."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from workstreams import access
from workstreams.access import Policy
from workstreams.actions.rating import limits_of
from workstreams.bank_holidays import england
from workstreams.changelog import events
from workstreams.models import STEP, Item, Workstream
from workstreams.rag import expected_percent, rate_item
from workstreams.timeline import scale_around
from workstreams.views.listing import row_of

#: As many saves as a page shows; the history itself keeps all.
SAVES = 40


@access.policy(Policy.READ)
@require_safe
def item(request: HttpRequest, pk: int) -> HttpResponse:
    """An item with everything that is known about it."""
    found = access.item_to_read(request.user, pk)
    return render(request, "workstreams/item.html", _about(request, found))


def _about(request: HttpRequest, item: Item) -> dict[str, Any]:
    today, holidays = timezone.localdate(), england()
    rated = rate_item(
        item.facts(), today=today, limits=limits_of(item.programme), holidays=holidays
    )
    saves = list(
        item.history.select_related("history_user").order_by("-history_date", "-history_id")[
            : SAVES + 1
        ]
    )
    return {
        "programme": item.programme,
        "tab": "plan",
        "date_rows": (("start", "Start"), ("target", "Target"), ("revised", "Forecast")),
        "texts": (
            ("Risks and issues", item.risk_text),
            ("Interdependencies", item.interdependency_text),
            ("Comments", item.comments_text),
        ),
        "today": today,
        "item": item,
        "row": row_of(item, scale_around(today, width=640), holidays),
        "rated": rated,
        "expected": expected_percent(item.facts(), today=today),
        "owners": list(
            item.ownerships.select_related("person__organisation").order_by(
                "-lead", "position", "pk"
            )
        ),
        "updates": list(item.updates.select_related("by")[:20]),
        "events": events(saves)[:SAVES],
        "path": _path(request.user, item),
        "before": _neighbours(request.user, item)
        .filter(sort_key__lt=item.sort_key)
        .order_by("-sort_key")
        .first(),
        "after": _neighbours(request.user, item)
        .filter(sort_key__gt=item.sort_key)
        .order_by("sort_key")
        .first(),
    }


def _path(user: Any, item: Item) -> list[Workstream]:
    """The workstreams above the item, from the top. One statement."""
    places = [item.sort_key[:end] for end in range(STEP, len(item.sort_key), STEP)]
    above = Workstream.objects.visible_to(user).filter(
        programme=item.programme_id, sort_key__in=places
    )
    return list(above.only("pk", "ref", "title", "short_name", "sort_key").order_by("sort_key"))


def _neighbours(user: Any, item: Item) -> Any:
    return (
        Item.objects.visible_to(user)
        .filter(programme=item.programme_id)
        .only("pk", "ref", "title", "sort_key")
    )
