"""Keeping an item true: percent, rating, dates, and words about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from workstreams.bank_holidays import england
from workstreams.models import Item, Status, Update
from workstreams.rag import rate_item
from workstreams.when import When

from .base import Conflict, Refused, save
from .rating import limits_of


@dataclass(frozen=True, slots=True)
class Progress:
    """What may be said about an item at once. A field left at None is not touched.

    `percent` is 0 to 100, or "" for blank (blank is not 0). `declared_rag` is a value of Rag, or
    "" for blank. `target` and `revised` are dates as read; a target that changes keeps its first
    text in the history and needs `reason`.
    """

    percent: int | str | None = None
    declared_rag: str | None = None
    start: When | None = None
    target: When | None = None
    revised: When | None = None
    update: str = ""
    reason: str = ""


@transaction.atomic
def record(
    item: Item,
    *,
    progress: Progress,
    by: Any,
    today: date,
    now: datetime,
    version: int | None = None,
) -> Item:
    """Records progress on an item and rates it again.

    `version` is the version the person had before them. Raises Conflict when the row has moved on
    since, Refused when a date moves without a reason. Answers the item as it now stands.
    """
    may_edit = getattr(item, "may_edit", None)
    item = (
        Item.objects.select_for_update(of=("self",))
        .select_related("programme", "workstream", "phase")
        .get(pk=item.pk)
    )
    if may_edit is not None:
        item.may_edit = may_edit  # type: ignore[attr-defined]
    if version is not None and version != item.version:
        raise Conflict(item)
    changed = _apply(item, progress, today=today)
    if progress.update.strip():
        update = Update(item=item, text=progress.update.strip(), by=by, written_at=now)
        save(update, by=by, now=now, reason=progress.reason)
    if changed:
        holidays = england()
        rated = rate_item(
            item.facts(), today=today, limits=limits_of(item.programme), holidays=holidays
        )
        item.computed_rag = rated.rag.value
    if changed or progress.update.strip():
        item.version += 1
        item.changed_at = now
        columns = [*changed, "version", "changed_at"]
        if changed:
            save(item, by=by, now=now, reason=progress.reason, fields=[*columns, "computed_rag"])
        else:
            # Only words were added: their own history row tells it, the item has no new one.
            Item.objects.filter(pk=item.pk).update(version=item.version, changed_at=now)
    return item


def _apply(item: Item, progress: Progress, *, today: date) -> list[str]:
    """Sets what differs and names the columns that changed."""
    before = {name: getattr(item, name) for name in _COLUMNS}
    if progress.percent is not None:
        item.percent = None if progress.percent == "" else int(progress.percent)
        if item.percent != before["percent"]:
            _follow(item, today=today)
    if progress.declared_rag is not None and progress.declared_rag != item.declared_rag:
        item.declared_rag = progress.declared_rag
        item.declared_reason = progress.reason
    if progress.declared_rag:
        item.declared_on = today
    for name in ("start", "target", "revised"):
        value: When | None = getattr(progress, name)
        if value is None or value.text == getattr(item, f"{name}_text"):
            continue
        moved = before[f"{name}_text"] or (name == "revised" and item.target_date)
        if moved and not progress.reason.strip():
            raise Refused("Say why the date has moved.", field="reason")
        setattr(item, name, value)
    return [name for name in _COLUMNS if getattr(item, name) != before[name]]


def _follow(item: Item, *, today: date) -> None:
    """Lets the status follow the percent, unless somebody said more than a percent can."""
    if item.status in (Status.ON_HOLD, Status.CANCELLED, Status.BUSINESS_AS_USUAL):
        return
    if item.percent == 100:
        item.status, item.completed_on = Status.COMPLETE, today
    elif item.percent:
        item.status, item.completed_on = Status.IN_PROGRESS, None
    else:
        item.status, item.completed_on = Status.NOT_STARTED, None


_PARTS = ("text", "date", "precision", "certainty", "waiting_on")
_COLUMNS = (
    "percent",
    "status",
    "completed_on",
    "declared_rag",
    "declared_reason",
    "declared_on",
    *(f"{name}_{part}" for name in ("start", "target", "revised") for part in _PARTS),
)


@transaction.atomic
def set_status(
    item: Item, *, status: str, reason: str, by: Any, today: date, now: datetime
) -> Item:
    """Puts an item on hold, cancels it, reopens it, or moves it to business as usual.

    Raises Refused when an item is put on hold or cancelled without a reason.
    """
    if status in (Status.ON_HOLD, Status.CANCELLED) and not reason.strip():
        raise Refused("Say why.", field="reason")
    item = Item.objects.select_for_update(of=("self",)).select_related("programme").get(pk=item.pk)
    item.status = status
    item.status_reason = reason.strip() if status in (Status.ON_HOLD, Status.CANCELLED) else ""
    item.completed_on = today if status == Status.COMPLETE else None
    item.computed_rag = rate_item(
        item.facts(), today=today, limits=limits_of(item.programme), holidays=england()
    ).rag.value
    item.version += 1
    item.changed_at = now
    fields = ("status", "status_reason", "completed_on", "computed_rag", "version", "changed_at")
    return save(item, by=by, now=now, reason=reason, fields=fields)
