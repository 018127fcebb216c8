"""Acts: one change set for everything that a person did with one press of a button.

A history row belongs to the act of the same person at the same moment. So nothing needs to hand an
act around, history tables have no further column, and a verb called by a verb is part of its act.
Single saves are noted by the signal of the history, bulk writes say `note` themselves.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django.db import models, transaction
from django.dispatch import receiver
from django.urls import Resolver404, resolve
from simple_history.models import HistoricalRecords
from simple_history.signals import post_create_historical_record

from workstreams.models import ChangeSet, Programme

#: The ways from a row to what it is part of, the nearest first.
UPWARDS = (
    "item", "workstream", "saving", "measure", "decision", "meeting", "period", "step", "given",
)  # fmt: skip


def note(row: models.Model, *, by: Any, now: datetime, reason: str = "") -> None:
    """Writes the act that a change of `row` belongs to, unless this transaction has. At most one
    statement an act; a second writer of the same act changes nothing."""
    programme, place = home_of(row)
    key = key_of(by, now, programme)
    if _stands(key):
        return
    act = ChangeSet(
        key=key,
        by=by,
        at=now,
        programme_id=programme,
        place=place[:120],
        kind=type(row)._meta.model_name or "",
        screen=screen(),
        reason=reason,
    )
    ChangeSet.objects.bulk_create([act], ignore_conflicts=True)
    transaction.on_commit(_Noted(key))


class _Noted:
    """Waits for the commit, does nothing then. While it waits, the act of `key` stands: Django drops
    it together with the part of the transaction that wrote the act."""

    def __init__(self, key: str) -> None:
        self.key = key

    def __call__(self) -> None:
        """Nothing is left to do."""


def _stands(key: str) -> bool:
    waiting = transaction.get_connection().run_on_commit
    return any(isinstance(each[1], _Noted) and each[1].key == key for each in waiting)


def bulk_act(
    *,
    by: Any,
    now: datetime,
    programme: Programme,
    place: str,
    kind: str,
    sentence: str,
    reason: str,
    count: int,
    undoes: ChangeSet | None = None,
) -> ChangeSet:
    """Writes the act of a change of many rows, with its sentence and its count. One statement."""
    return ChangeSet.objects.create(
        key=key_of(by, now, programme.pk),
        by=by,
        at=now,
        programme=programme,
        place=place[:120],
        kind=kind,
        screen=screen(),
        sentence=sentence,
        reason=reason,
        count=count,
        undoes=undoes,
    )


def key_of(by: Any, now: datetime, programme: int | None) -> str:
    """Who, when to the microsecond, and where."""
    moment = now.astimezone(UTC).strftime("%Y%m%dT%H%M%S.%f")
    return f"{getattr(by, 'pk', None) or 0}.{moment}.{programme or 0}"


def home_of(row: Any) -> tuple[int | None, str]:
    """The programme of a row and its place in the plan; of a row of no programme None and ""."""
    if isinstance(row, Programme):
        return row.pk, ""
    place = getattr(row, "sort_key", "")
    if getattr(row, "programme_id", None) is not None:
        if not place and getattr(row, "workstream_id", None) is not None:
            place = row.workstream.sort_key
        return row.programme_id, place
    for name in UPWARDS:
        if getattr(row, f"{name}_id", None) is not None:
            return home_of(getattr(row, name))
    return None, place


def screen() -> str:
    """The name of the page that the request came from; "" for the system and for commands."""
    request = getattr(HistoricalRecords.context, "request", None)
    if request is None:
        return ""
    htmx = getattr(request, "htmx", None)
    if htmx and htmx.current_url_abs_path:
        try:
            return str(resolve(htmx.current_url_abs_path.partition("?")[0]).url_name or "")[:80]
        except Resolver404:
            pass
    match = getattr(request, "resolver_match", None)
    return str(getattr(match, "url_name", "") or "")[:80]


@receiver(post_create_historical_record, dispatch_uid="acts.noted")
def _noted(sender: Any, instance: Any, history_instance: Any, **_: Any) -> None:
    """One row was saved with its history: it is part of an act. What no verb wrote is none."""
    if hasattr(instance, "_history_user") and instance._meta.app_label == "workstreams":
        note(
            instance,
            by=history_instance.history_user,
            now=history_instance.history_date,
            reason=history_instance.history_change_reason or "",
        )
