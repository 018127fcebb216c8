"""Closing a workstream or a phase with a reason, and opening it again."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from django.db import transaction
from django.db.models import F, QuerySet

from workstreams.models import Item, Phase, Programme, Status, Workstream
from workstreams.rag import Rag

from .base import Refused, save
from .parts import locked
from .places import fresh_key, hold, next_place, place_of, record

#: Ids in one UPDATE; below the limit of variables of both databases.
BATCH = 5000

Branch = Workstream | Phase


class Open(StrEnum):
    """What happens to the open items of what is closed."""

    LEAVE = "leave"  # they stay as they are, and go on being asked about
    CANCEL = "cancel"  # cancelled, with the reason of the closing
    MOVE = "move"  # to the end of another workstream


def open_items(branch: Branch) -> QuerySet[Item]:
    """The items under a workstream or a phase that are neither finished nor called off."""
    rows = Item.objects.still_open()
    if isinstance(branch, Phase):
        return rows.filter(phase=branch)
    return rows.filter(programme=branch.programme_id, sort_key__startswith=branch.sort_key)


@transaction.atomic
def close(
    branch: Branch,
    *,
    reason: str,
    items: str = Open.LEAVE,
    to: Workstream | None = None,
    by: Any,
    today: date,
    now: datetime,
    version: int | None = None,
) -> Branch:
    """Closes a workstream with all that stands under it, or a phase.

    `items` says what happens to the open items (`Open`), `to` where they move. Raises Refused without
    a reason, when it is closed already, or when the items cannot go where they should; Conflict when
    the row has moved on since `version`. Statements do not grow with what stands under it, but for
    moving, which takes one more for each 500 items.
    """
    home = branch if isinstance(branch, Workstream) else branch.workstream
    programme = hold(home.programme)
    row = locked(branch, version=version)
    if row.closed_on is not None:
        raise Refused(f"{row} is closed already.")
    if not reason.strip():
        raise Refused("Say why it is closed.", field="reason")
    said = reason.strip()
    if items == Open.CANCEL:
        _cancel(open_items(row), reason=said, by=by, now=now)
    elif items == Open.MOVE:
        _move(open_items(row), _target(row, to, programme), by=by, now=now, reason=said)
    facts = {"closed_on": today, "closed_reason": said}
    if isinstance(row, Workstream):
        _under(row, closed=False, facts=facts, by=by, now=now, reason=said)
    return _set(row, facts, by=by, now=now, reason=said)


@transaction.atomic
def reopen(
    branch: Branch, *, reason: str = "", by: Any, now: datetime, version: int | None = None
) -> Branch:
    """Opens a closed workstream again with what was closed together with it, or a phase.

    Items stay as they are: what was cancelled is opened one by one, by who knows. Raises Refused when it
    is open, or stands in a closed one.
    """
    home = branch if isinstance(branch, Workstream) else branch.workstream
    hold(home.programme)
    row = locked(branch, version=version)
    if row.closed_on is None:
        raise Refused(f"{row} is open.")
    above = row.parent if isinstance(row, Workstream) else row.workstream
    if above is not None and above.closed_on is not None:
        raise Refused(f"{above}, in which it stands, is closed. Open that first.")
    facts: dict[str, Any] = {"closed_on": None, "closed_reason": ""}
    if isinstance(row, Workstream):
        _under(row, closed=True, facts=facts, by=by, now=now, reason=reason)
    return _set(row, facts, by=by, now=now, reason=reason)


def _set(row: Branch, facts: dict[str, Any], *, by: Any, now: datetime, reason: str) -> Branch:
    for name, value in facts.items():
        setattr(row, name, value)
    row.version += 1
    return save(row, by=by, now=now, reason=reason, fields=[*facts, "version"])


def _under(
    row: Workstream, *, closed: bool, facts: dict[str, Any], by: Any, now: datetime, reason: str
) -> None:
    """The same for what stands under it: all that is open, or all that was closed with it, for its reason."""
    inside = {"sort_key__startswith": row.sort_key, "closed_on__isnull": not closed}
    if closed:
        inside |= {"closed_on": row.closed_on, "closed_reason": row.closed_reason}
        inside.pop("closed_on__isnull")
    workstreams = Workstream.objects.filter(programme=row.programme_id, **inside).exclude(pk=row.pk)
    phases = Phase.objects.filter(workstream__programme=row.programme_id, **inside)
    for rows in (workstreams, phases):
        keys = list(rows.values_list("pk", flat=True))
        if keys:
            changed: QuerySet[Any] = rows.model._default_manager.filter(pk__in=keys)
            changed.update(**facts, version=F("version") + 1)
            record(changed, by=by, now=now, reason=reason)


def _cancel(rows: QuerySet[Item], *, reason: str, by: Any, now: datetime) -> None:
    keys = list(rows.values_list("pk", flat=True))
    for at in range(0, len(keys), BATCH):
        changed = Item.objects.filter(pk__in=keys[at : at + BATCH])
        changed.update(
            status=Status.CANCELLED,
            status_reason=reason,
            computed_rag=Rag.CANCELLED.value,
            version=F("version") + 1,
            changed_at=now,
        )
        record(changed, by=by, now=now, reason=reason)


def _target(row: Branch, to: Workstream | None, programme: Programme) -> Workstream:
    if to is None:
        raise Refused("Choose the workstream that the open items move to.", field="to")
    fresh = Workstream.objects.get(pk=to.pk)
    inside = isinstance(row, Workstream) and fresh.sort_key.startswith(row.sort_key)
    if fresh.programme_id != programme.pk:
        raise Refused("That workstream belongs to another programme.", field="to")
    if inside or fresh.closed_on is not None:
        raise Refused(f"{fresh} is closed, or closes now. Choose another.", field="to")
    return fresh


def _move(rows: QuerySet[Item], to: Workstream, *, by: Any, now: datetime, reason: str) -> None:
    """To the end of a workstream, in their order; phases stay where they were."""
    items = list(rows.order_by("sort_key", "pk"))
    if not items:
        return
    position, _ = next_place(to.programme, workstream=to)
    base = fresh_key(to)
    for n, item in enumerate(items):
        item.workstream, item.phase, item.position = to, None, position + n
        item.sort_key = base + place_of(position + n)
        item.version += 1
        item.changed_at = now
    columns = ["workstream", "phase", "position", "sort_key", "version", "changed_at"]
    Item.objects.bulk_update(items, columns, batch_size=500)
    keys = [item.pk for item in items]
    for at in range(0, len(keys), BATCH):
        record(Item.objects.filter(pk__in=keys[at : at + BATCH]), by=by, now=now, reason=reason)
