"""The heads of the columns: what each is called, and the address that sorts by it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.http import QueryDict

from .shape import Column, Shape

TITLE = Column("title", "Item")


@dataclass(frozen=True, slots=True)
class ColumnHead:
    """One head: name in the style sheet, words, and how it sorts."""

    name: str
    words: str
    number: bool
    address: str = ""  # where sorting by it leads; empty when it cannot sort
    sorted: str = ""  # "ascending" or "descending" when the rows stand in its order


def heads_of(
    shape: Shape, *, asked: QueryDict | None = None, sort: str = "", sortable: Collection[str] = ()
) -> list[ColumnHead]:
    """The heads of a shape. `asked` is the query of the page, `sort` the column its rows are sorted by
    ("-" before it when descending), `sortable` the names of those that sort."""
    return [_head(column, asked, sort, sortable) for column in (TITLE, *shape.heads)]


def _head(
    column: Column, asked: QueryDict | None, sort: str, sortable: Collection[str]
) -> ColumnHead:
    if asked is None or column.name not in sortable:
        return ColumnHead(column.name, column.words, column.number)
    now = {column.name: "ascending", f"-{column.name}": "descending"}.get(sort, "")
    after = asked.copy()
    after["sort"] = f"-{column.name}" if now == "ascending" else column.name
    after.pop("page", None)
    return ColumnHead(column.name, column.words, column.number, f"?{after.urlencode()}", now)
