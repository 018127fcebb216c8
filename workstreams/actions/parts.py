"""What the verbs about risks, money, measures and meetings share: locking, changing, numbering."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any, TypeVar

from django.db import models

from workstreams.models import Item, Programme, Workstream
from workstreams.models.base import WhenField
from workstreams.models.figures import FigureField

from .base import Conflict, Refused, save

Row = TypeVar("Row", bound=models.Model)


def locked(row: Row, *, version: int | None) -> Row:
    """The row as it stands, locked. Raises Conflict when it moved on since `version`."""
    fresh = type(row)._default_manager.select_for_update(of=("self",)).get(pk=row.pk)
    if version is not None and version != fresh.version:  # type: ignore[attr-defined]
        raise Conflict(fresh)
    return fresh


def change(row: Row, facts: Mapping[str, Any], *, by: Any, now: datetime, reason: str = "") -> Row:
    """Sets what differs on a locked row and saves it with one history row; none when nothing does."""
    before = {column: getattr(row, column) for column in _columns(row, facts)}
    filled(row, facts)
    changed = [column for column, was in before.items() if getattr(row, column) != was]
    if not changed:
        return row
    row.version += 1  # type: ignore[attr-defined]
    return save(row, by=by, now=now, reason=reason, fields=[*changed, "version"])


def filled(row: Row, facts: Mapping[str, Any]) -> Row:
    """A new row with its facts: dates and figures are set whole, which a model's own call cannot."""
    for name, value in facts.items():
        setattr(row, name, value.strip() if isinstance(value, str) else value)
    return row


def amended(
    row: Row,
    facts: Mapping[str, Any],
    *,
    by: Any,
    now: datetime,
    version: int | None,
    reason: str = "",
) -> Row:
    """Locks a row, checks its version, and changes it."""
    return change(locked(row, version=version), facts, by=by, now=now, reason=reason)


def _columns(row: models.Model, facts: Mapping[str, Any]) -> list[str]:
    columns: list[str] = []
    for name in facts:
        kept = getattr(type(row), name, None)
        if isinstance(kept, WhenField):
            columns += [
                f"{name}_{part}"
                for part in ("text", "date", "precision", "certainty", "waiting_on")
            ]
        elif isinstance(kept, FigureField):
            columns += [f"{name}_amount", f"{name}_state"]
        else:
            field: Any = row._meta.get_field(name)
            columns.append(field.attname)
    return columns


def titled(title: str, *, what: str) -> str:
    """The title without the space around it. Raises Refused when nothing is left."""
    if not title.strip():
        raise Refused(f"Give the {what} a title.", field="title")
    return title.strip()


def of_programme(
    programme: Programme, *, workstream: Workstream | None = None, item: Item | None = None
) -> None:
    """Raises Refused when a workstream or an item belongs to another programme."""
    if workstream is not None and workstream.programme_id != programme.pk:
        raise Refused("The workstream belongs to another programme.", field="workstream")
    if item is not None and item.programme_id != programme.pk:
        raise Refused("The item belongs to another programme.", field="item")


def next_number(model: type[models.Model], programme: Programme, letter: str) -> str:
    """The next free number of a programme: R01, R02. The programme is locked while it is given."""
    Programme.objects.select_for_update().get(pk=programme.pk)
    given = model._default_manager.filter(
        programme=programme, number__istartswith=letter
    ).values_list("number", flat=True)
    pattern = re.compile(rf"{letter}\s*0*(\d+)$", re.IGNORECASE)
    taken = [int(found[1]) for number in given if (found := pattern.match(number))]
    return f"{letter}{max(taken, default=0) + 1:02d}"
