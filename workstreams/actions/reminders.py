"""Asking again: a date waits for somebody, and on a day the item's keeper is told so (S0-22)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import formats

from workstreams.models import Item, ItemOwner, Notice, Reminder
from workstreams.models.plan import CLOSED

from .base import Refused, save, take_away
from .parts import change, locked


@transaction.atomic
def set_reminder(
    item: Item, *, on: date, by: Any, today: date, now: datetime, text: str = ""
) -> Reminder:
    """On that day the item's lead is told to ask again; who set it, where the lead has no account.

    Raises Refused when the day has passed.
    """
    _in_time(on, today)
    row = Reminder(item=item, on=on, text=text.strip(), by=by)
    return save(row, by=by, now=now)


@transaction.atomic
def amend_reminder(
    row: Reminder,
    *,
    on: date,
    text: str,
    by: Any,
    today: date,
    now: datetime,
    version: int | None = None,
) -> Reminder:
    """Another day or other words. A reminder that was told is told again on its new day."""
    _in_time(on, today)
    fresh = locked(row, version=version)
    told_at = fresh.told_at if fresh.on == on else None
    return change(fresh, {"on": on, "text": text, "told_at": told_at}, by=by, now=now)


@transaction.atomic
def drop_reminder(row: Reminder, *, by: Any, now: datetime) -> None:
    """Takes a reminder away."""
    take_away(row, by=by, now=now)


def _in_time(on: date | None, today: date) -> None:
    if on is None:
        raise Refused("Give the day.", field="on")
    if on < today:
        raise Refused("That day has passed.", field="on")


def tell_due(*, today: date, now: datetime) -> int:
    """Writes a notice for every reminder whose day has come, once however often it runs; how many.

    An item that is finished or called off is not asked about: its reminder is marked and nobody told.
    """
    due = Reminder.objects.filter(on__lte=today, told_at__isnull=True).order_by("pk")
    return sum(_tell(pk, now=now) for pk in list(due.values_list("pk", flat=True)))


@transaction.atomic
def _tell(pk: int, *, now: datetime) -> int:
    row = (
        Reminder.objects.select_for_update(of=("self",))
        .select_related("item", "by")
        .filter(pk=pk, told_at__isnull=True)
        .first()
    )
    if row is None:  # another run was quicker
        return 0
    row.told_at = now
    row.version += 1
    save(row, by=None, now=now, reason="Reminder", fields=["told_at", "version"])
    lead = (
        ItemOwner.objects.select_related("person__user")
        .filter(item=row.item, person__user__is_active=True)
        .order_by("-lead", "position")
        .first()
    )
    user = lead.person.user if lead else row.by
    if user is None or row.item.status in CLOSED:
        return 0
    notice = Notice(
        user=user, text=sentence(row), address=row.item.get_absolute_url(), created_at=now
    )
    save(notice, by=None, now=now)
    return 1


def sentence(row: Reminder) -> str:
    """What the notice says: what to ask, whom it waits for, and of which item."""
    waits = [
        when.waiting_on for when in (row.item.target, row.item.revised, row.item.start)
        if when.waiting_on
    ]  # fmt: skip
    what = row.text or (f"Ask {waits[0]} for the date" if waits else "Look at it again")
    return f"{what}: {row.item} (reminder for {formats.date_format(row.on, 'j F Y')})."
