"""What an imported progress report put before its board (S4-08): its five columns, as they were printed.

The rows stay with the import that brought them, which nobody may change, so that what a board was told
can be read beside what the plan says today. A row that says "As above" comes with the words it means.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from workstreams.models import BatchState, ImportBatch, Programme

AS_ABOVE = re.compile(r"^\s*as above\W*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Listed:
    """One row: number, action or risk, status, owner, what is to be done. `meant` where it says "As above"."""

    number: str
    title: str
    status: str
    owner: str
    text: str
    meant: str = ""


@dataclass(frozen=True, slots=True)
class Summary:
    """The rows of one programme's last report that had any, and where they come from."""

    programme: Programme
    file_name: str
    brought_in: datetime
    rows: tuple[Listed, ...]


def summaries_of(programmes: Iterable[Programme]) -> list[Summary]:
    """The last summary of each programme, in the order given. One statement; none for no programme."""
    wanted = list(dict.fromkeys(programmes))
    if not wanted:
        return []
    kept: dict[int, tuple[str, datetime, Any]] = {}
    batches = (
        ImportBatch.objects.filter(programme__in=wanted, state=BatchState.APPLIED)
        .exclude(reading__board=[])
        .filter(reading__has_key="board")
        .order_by("applied_at", "pk")
        .values_list("programme", "file_name", "applied_at", "reading__board")
    )
    for programme, file_name, at, rows in batches:
        if at is not None:
            kept[programme] = (file_name, at, rows)
    return [
        Summary(each, kept[each.pk][0], kept[each.pk][1], _rows(kept[each.pk][2]))
        for each in wanted
        if each.pk in kept
    ]


def _rows(given: list[dict[str, str]]) -> tuple[Listed, ...]:
    found: list[Listed] = []
    for row in given:
        number, title, status, owner, text = (
            row.get(name, "") for name in ("no", "title", "status", "owner", "text")
        )
        meant = ""
        if AS_ABOVE.match(text) and found:
            meant = found[-1].meant or found[-1].text
        found.append(Listed(number, title, status, owner, text, meant))
    return tuple(found)
