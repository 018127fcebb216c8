"""Many rows typed in a grid and saved at once: the good ones are kept, the others say why not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction

from workstreams.bulk import Around, SetStatus, judge
from workstreams.dates.bank_holidays import england
from workstreams.models import ChangeSet, Item, Programme, Status
from workstreams.rag import rate_item

from .acts import bulk_act
from .base import Refused
from .bulk import NOT_YOURS, shared_place
from .many import write_many
from .progress import _COLUMNS, Progress, _apply
from .rating import limits_of

#: Every column that a row of the grid may change.
COLUMNS = tuple(dict.fromkeys((*_COLUMNS, "status_reason", "watcher_id")))


@dataclass(frozen=True, slots=True)
class Typed:
    """What somebody typed in one row. A field left at None was not touched."""

    version: int
    progress: Progress
    status: str | None = None


@dataclass
class Saved:
    """What became of the rows: saved as they now stand, refused (field, sentence), or moved on since."""

    saved: dict[int, Item] = field(default_factory=dict)
    refused: dict[int, tuple[str, str]] = field(default_factory=dict)
    stale: dict[int, Item] = field(default_factory=dict)
    act: ChangeSet | None = None


@transaction.atomic
def save_rows(
    *, programme: Programme, rows: Mapping[int, Typed], by: Any, today: date, now: datetime
) -> Saved:
    """Saves what was typed in many rows, each row by itself.

    A row that somebody else changed since `version`, or whose answer is refused, stays as it was
    and is answered; the others are saved together and are one entry in the history. At most 6
    statements, whatever the number of rows.
    """
    found = Saved()
    items = list(
        Item.objects.with_access(by)
        .filter(programme=programme, pk__in=rows)
        .select_related("workstream", "phase")
        .order_by("pk")
        .select_for_update(of=("self",))
    )
    limits, holidays = limits_of(programme), england()
    written: dict[int, dict[str, Any]] = {}
    for item in items:
        typed = rows[item.pk]
        if not item.may_edit:  # type: ignore[attr-defined]
            found.refused[item.pk] = ("", NOT_YOURS)
            continue
        if item.version != typed.version:
            found.stale[item.pk] = item
            continue
        try:
            changed = _row(item, typed, today=today)
        except Refused as refusal:
            found.refused[item.pk] = (refusal.field, refusal.sentence)
            continue
        found.saved[item.pk] = item
        if changed:
            rated = rate_item(item.facts(), today=today, limits=limits, holidays=holidays)
            item.computed_rag = rated.rag.value
            item.version += 1
            written[item.pk] = {name: getattr(item, name) for name in (*COLUMNS, "computed_rag")}
    if written:
        reasons = {pk: rows[pk].progress.reason for pk in written}
        how: dict[str, Any] = {"by": by, "now": now}
        write_many(Item, written, constant={"changed_at": now}, reason=reasons, **how)
        many = len(written) > 1
        found.act = bulk_act(
            programme=programme,
            place=shared_place([found.saved[pk].sort_key for pk in written]),
            kind="item",
            sentence=f"Edited {len(written)} items in the grid" if many else "",
            reason=next(iter(reasons.values())) if len(set(reasons.values())) == 1 else "",
            count=len(written),
            **how,
        )
    return found


def _row(item: Item, typed: Typed, *, today: date) -> bool:
    """Sets what was typed; whether anything differs. Raises Refused."""
    before = {name: getattr(item, name) for name in COLUMNS}
    _apply(item, typed.progress, today=today)
    if typed.status is not None and typed.status != item.status:
        reason = typed.progress.reason.strip()
        if typed.status in (Status.ON_HOLD, Status.CANCELLED) and not reason:
            raise Refused("Say why.", field="reason")
        outcome = judge(item, SetStatus(typed.status, reason), Around(), today=today)
        if not outcome.applies:
            raise Refused(outcome.left, field="status")
        for name, value in outcome.columns.items():
            setattr(item, name, value)
    return any(getattr(item, name) != before[name] for name in COLUMNS)
