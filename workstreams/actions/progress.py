"""Keeping an item true: percent, rating, dates, and words about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from workstreams.dates.bank_holidays import england
from workstreams.models import Item, Person, Status
from workstreams.rag import rate_item
from workstreams.when import Certainty, When

from .base import Conflict, Refused, save
from .rating import limits_of
from .updates import answer, tell


@dataclass(frozen=True, slots=True)
class Progress:
    """What may be said about an item at once. A field left at None is not touched.

    `percent` is 0 to 100, or "" for blank (blank is not 0). `declared_rag` is a value of Rag, or
    "" for blank. `target` and `revised` are dates as read; a target that changes needs `reason`, and
    the first one that was a day stays as `Item.baseline`. `review_on` is the day on which something
    without an end is looked at again (S0-24).
    """

    percent: int | str | None = None
    declared_rag: str | None = None
    start: When | None = None
    target: When | None = None
    revised: When | None = None
    review_on: date | None = None
    update: str = ""
    no_change: bool = (
        False  # the counted answer that nothing has moved; the declared rating is confirmed
    )
    above: Item | None = None  # the row that stood above it, for an update that says "As above"
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
    since, Refused when a date moves without a reason, when "as above" points at nothing, or when
    something changes beside "no change". What was asked about the item is answered by it. Answers the
    item as it now stands, in `told` with the update that was written, or None.
    """
    item = _locked(item)
    if version is not None and version != item.version:
        raise Conflict(item)
    changed = _apply(item, progress, today=today)
    if progress.no_change and set(changed) - {"declared_on"}:
        raise Refused("You said that nothing has changed, and changed something.", field="update")
    told = tell(
        item,
        words=progress.update,
        by=by,
        now=now,
        reason=progress.reason,
        no_change=progress.no_change,
        above=progress.above,
    )
    item.told = told  # type: ignore[attr-defined]
    if changed or told:
        answer(item, by=by, now=now)
    if changed:
        holidays = england()
        rated = rate_item(
            item.facts(), today=today, limits=limits_of(item.programme), holidays=holidays
        )
        item.computed_rag = rated.rag.value
    if changed or told:
        item.version += 1
        item.changed_at = now
        columns = [*changed, "version", "changed_at"]
        if changed:
            save(item, by=by, now=now, reason=progress.reason, fields=[*columns, "computed_rag"])
        else:
            # Only words were added: their own history row tells it, the item has no new one.
            Item.objects.filter(pk=item.pk).update(version=item.version, changed_at=now)
    return item


def _locked(item: Item) -> Item:
    """The item as it stands now, locked. What it belongs to, and whether the user may change it, is
    taken from the item that was given: reading it twice was a third of an update."""
    now = Item.objects.select_for_update().get(pk=item.pk)
    for name in ("programme", "workstream", "phase"):
        field: Any = Item._meta.get_field(name)
        if getattr(now, field.attname) == getattr(item, field.attname) and field.is_cached(item):
            field.set_cached_value(now, field.get_cached_value(item))
    if hasattr(item, "may_edit"):
        now.may_edit = item.may_edit  # type: ignore[attr-defined]
    return now


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
        if name == "target":
            keep_first_target(item)
        setattr(item, name, value)
        _looked_at_again(item, value, progress.review_on, field=name)
        if name != "start" and value.review_on:
            item.review_on = value.review_on
    if progress.review_on is not None:
        item.review_on = progress.review_on
    return [name for name in _COLUMNS if getattr(item, name) != before[name]]


def keep_first_target(item: Item) -> None:
    """Before a target changes: the first one that was a day stays beside it, however often it moves."""
    if item.target_date is not None and not item.baseline_text:
        item.baseline = item.target


def _looked_at_again(item: Item, value: When, review_on: date | None, *, field: str) -> None:
    """Raises Refused when an end becomes ongoing and nobody says when it is looked at (S0-24)."""
    ends = field in ("target", "revised")
    known = review_on or value.review_on or item.review_on
    if ends and value.certainty is Certainty.ONGOING and not known:
        raise Refused(
            "Ongoing has no end, so say on which day it is to be looked at.", field="review_on"
        )


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
    "review_on",
    "percent",
    "status",
    "completed_on",
    "declared_rag",
    "declared_reason",
    "declared_on",
    *(f"{name}_{part}" for name in ("start", "target", "revised", "baseline") for part in _PARTS),
)


@transaction.atomic
def set_status(
    item: Item,
    *,
    status: str,
    reason: str,
    by: Any,
    today: date,
    now: datetime,
    version: int | None = None,
    watcher: Person | None = None,
    percent: int | None = None,
) -> Item:
    """Puts an item on hold, cancels it, opens it again, completes it, or moves it to business as usual.

    Raises Refused when an item is put on hold or cancelled without a reason, becomes business as
    usual with nobody to watch it (S2-21), or is opened again while it stands at 100%: `percent`
    then says how much is really done. Raises Conflict when the row has moved on since `version`.
    """
    if status in (Status.ON_HOLD, Status.CANCELLED) and not reason.strip():
        raise Refused("Say why.", field="reason")
    item = Item.objects.select_for_update(of=("self",)).select_related("programme").get(pk=item.pk)
    if version is not None and version != item.version:
        raise Conflict(item)
    watcher = watcher or item.watcher
    if status == Status.BUSINESS_AS_USUAL and watcher is None:
        raise Refused("Say who watches it from now on.", field="watcher")
    if percent is not None:
        item.percent = percent
    opened = status in (Status.NOT_STARTED, Status.IN_PROGRESS)
    if opened and item.percent == 100:
        raise Refused(
            "It stands at 100%, which is finished. Say how much is really done.", field="percent"
        )
    if status == Status.COMPLETE:
        item.percent = 100
    item.status, item.watcher = status, watcher
    item.status_reason = reason.strip() if status in (Status.ON_HOLD, Status.CANCELLED) else ""
    finished = status in (Status.COMPLETE, Status.BUSINESS_AS_USUAL)
    item.completed_on = (item.completed_on or today) if finished else None
    item.computed_rag = rate_item(
        item.facts(), today=today, limits=limits_of(item.programme), holidays=england()
    ).rag.value
    item.version += 1
    item.changed_at = now
    fields = (
        "status", "status_reason", "completed_on", "computed_rag", "version", "changed_at",
        "percent", "watcher",
    )  # fmt: skip
    return save(item, by=by, now=now, reason=reason, fields=fields)
