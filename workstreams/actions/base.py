"""What the verbs share: saving with a history row, and the two ways a write is refused."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, TypeVar

from django.db import models
from simple_history.utils import bulk_create_with_history

from .acts import note

Row = TypeVar("Row", bound=models.Model)

#: Rows of one INSERT; keeps a statement below the limits of both databases.
BATCH = 500


class Refused(Exception):
    """A write that cannot be done, with a sentence for the person and the field it is about."""

    def __init__(self, sentence: str, *, field: str = "") -> None:
        super().__init__(sentence)
        self.sentence, self.field = sentence, field


class Conflict(Exception):
    """Somebody else changed the row since it was opened; `row` is how it stands now."""

    def __init__(self, row: models.Model) -> None:
        super().__init__("Somebody else changed this while you were typing.")
        self.row = row


def save(
    row: Row,
    *,
    by: Any,
    now: datetime,
    reason: str = "",
    fields: Iterable[str] | None = None,
) -> Row:
    """Saves a row and its history row.

    `by` is a User, or None for the system. `fields` limits an update to those columns.
    """
    row._history_user = by  # type: ignore[attr-defined]
    row._history_date = now  # type: ignore[attr-defined]
    row._change_reason = reason  # type: ignore[attr-defined]
    row.save(update_fields=list(fields) if fields is not None else None)
    return row


def add_all(rows: Sequence[Row], *, by: Any, now: datetime, reason: str = "") -> list[Row]:
    """Inserts many rows of one model with their history rows; two statements for each 500."""
    if not rows:
        return []
    note(rows[0], by=by, now=now, reason=reason)
    return list(
        bulk_create_with_history(
            rows,
            type(rows[0]),
            batch_size=BATCH,
            default_user=by,
            default_change_reason=reason,
            default_date=now,
        )
    )


def take_away(row: models.Model, *, by: Any, now: datetime) -> None:
    """Deletes a row; its history keeps who did and when."""
    row._history_user, row._history_date = by, now  # type: ignore[attr-defined]
    row.delete()
