"""Which rows of a record each kind of report tells its board of. Plain Python, no Django.

A highlight report may print any row of the record; the others print a part of it. What really stands on the pages is
asked of their words (``printed``); this tells which rows a hit may be named by.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from reports.document import Part
from reports.kinds import Kind

NAMES = ("ref", "number", "title", "short")
ASKED = ("recommendation", "consequence", "answer")
ALL: Collection[int] | None = None  # every row of the family


@dataclass(frozen=True, slots=True)
class Tells:
    """``rows``: family of the record -> the ids that are told of, ALL for every one; a family that is not in it
    is not told of. None: everything is. ``columns``: which texts of a row are printed; () for all."""

    rows: Mapping[str, Collection[int] | None] | None = None
    columns: tuple[str, ...] = ()

    def __call__(self, family: str, row: Any) -> bool:
        if self.rows is None:
            return True
        if family not in self.rows:
            return False
        only = self.rows[family]
        return only is None or row.id in only


def told_of(kind: str, part: Part) -> Tells:
    """What a report of this kind tells of one programme."""
    reading = part.reading
    if kind == Kind.QUARTERLY:
        changes = reading.changes
        items: set[int] = set()
        if changes:
            items = {each.item for each in changes.dates} | {each.id for each in changes.completed}
        return Tells(
            {"workstreams": ALL, "items": items, "decisions": ALL, "measures": ALL},
            (*NAMES, *ASKED, "moved_why"),
        )
    if kind == Kind.COMMITTEE:
        items = {each.item.id for each in reading.first_exceptions}
        return Tells(
            {"workstreams": ALL, "items": items, "decisions": ALL, "savings": ALL},
            (*NAMES, *ASKED),
        )
    if kind == Kind.SUMMARY and part.rows is not None:
        keys = [each.key for each in part.rows.into]
        shown = {letter: {int(key[1:]) for key in keys if key[0] == letter} for letter in "wi"}
        return Tells({"workstreams": shown["w"], "items": shown["i"]})
    return Tells()
