"""Uploads, and many rows at once: what the importer writes with. The plan itself is put together in
`importing.apply`."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, TypeVar

from django.db import models, transaction
from simple_history.utils import bulk_update_with_history

from workstreams.models import BatchState, ImportBatch, Person, PersonAlias, Programme

from .acts import note
from .base import BATCH, Refused, add_all, save

Row = TypeVar("Row", bound=models.Model)

MAX_NAME = 120


@transaction.atomic
def keep_upload(
    *,
    programme: Programme,
    file_name: str,
    data: bytes,
    shape: str,
    reading: dict[str, Any],
    by: Any,
    now: datetime,
) -> ImportBatch:
    """Keeps a file with what was read from it; nothing of it is in the plan yet."""
    batch = ImportBatch(
        programme=programme,
        file_name=shown_name(file_name),
        content=data,
        shape=shape,
        sha256=hashlib.sha256(data).hexdigest(),
        reading=reading,
        by=by,
        created_at=now,
    )
    return save(batch, by=by, now=now)


@transaction.atomic
def discard(batch: ImportBatch, *, by: Any, now: datetime) -> ImportBatch:
    """Sets an upload aside. One that is in the plan stays; asking twice changes nothing."""
    batch = ImportBatch.objects.select_for_update().get(pk=batch.pk)
    if batch.state == BatchState.APPLIED:
        raise Refused("This import is in the plan already; it cannot be discarded.")
    if batch.state == BatchState.DISCARDED:
        return batch
    batch.state = BatchState.DISCARDED
    return save(batch, by=by, now=now, reason="Discarded", fields=["state"])


def shown_name(file_name: str) -> str:
    """A file's name for display only: no path, no control characters, no letters that turn the text round."""
    name = file_name.replace("\\", "/").rpartition("/")[2]
    name = "".join(
        letter
        for letter in name
        if letter.isprintable() and letter not in "\u202a\u202b\u202d\u202e"
    )
    stem, dot, ending = name.rpartition(".")
    if dot and len(name) > MAX_NAME:
        name = f"{stem[: MAX_NAME - len(ending) - 2]}….{ending[:10]}"
    return name[:MAX_NAME] or "upload.xlsx"


def people_by_name() -> dict[str, Person]:
    """Everybody under each name they are known by, in lower case; a name before another's alias."""
    found = {
        alias.text.casefold(): alias.person
        for alias in PersonAlias.objects.select_related("person")
    }
    found.update({person.name.casefold(): person for person in Person.objects.order_by("-pk")})
    return found


def ensure_people(
    names: Iterable[str],
    *,
    by: Any,
    now: datetime,
    reason: str,
    known: Mapping[str, Mapping[str, str]] | None = None,
) -> dict[str, Person]:
    """The person for each name, made where nobody is called so. No account is made. Keys in lower case.

    `known` is what the sheet says of new ones: job title, kind. Those who are here already stay as they are.
    """
    about = known or {}
    people = people_by_name()
    missing = {name.casefold(): name for name in names if name.casefold() not in people}
    made = [Person(name=name[:160], **about.get(key, {})) for key, name in missing.items()]
    add_all(made, by=by, now=now, reason=reason)
    return people_by_name() if missing else people


def change_all(
    rows: Sequence[Row], *, fields: Sequence[str], by: Any, now: datetime, reason: str
) -> None:
    """Saves the same columns of many rows of one model, with their history rows."""
    if rows:
        note(rows[0], by=by, now=now, reason=reason)
        bulk_update_with_history(
            rows,
            type(rows[0]),
            fields,
            batch_size=BATCH,
            default_user=by,
            default_change_reason=reason,
            default_date=now,
        )


def drop(row: models.Model, *, by: Any, now: datetime, reason: str) -> None:
    """Deletes one row; its history keeps it, with who and why."""
    row._history_user, row._history_date = by, now  # type: ignore[attr-defined]
    row._change_reason = reason  # type: ignore[attr-defined]
    row.delete()
