"""One sheet's XML -> rows of cells, in one pass. Plain Python, standard library only: it runs in the child process."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from workstreams.importing.archive import Archive
from workstreams.importing.sniff import Refused
from workstreams.importing.spreadsheetml import (
    MAX_COLUMNS,
    MAX_ROWS,
    MAX_TEXT,
    Book,
    SheetInfo,
    Style,
    clean,
    column_letters,
    column_number,
    day_of,
    relations,
)
from workstreams.importing.xml import Enough, walk

WIDEST = 256
BLANK_ROWS = 200

_CELL = re.compile(r"([A-Z]{1,3})([0-9]{1,7})$")


def rows_of(archive: Archive, book: Book, sheet: SheetInfo) -> Iterator[dict[str, Any]]:
    """One JSON-ready record a row, and one at the end for the sheet.

    A row is {"row", "hidden", "cells": [[column, value, kind, format, fill, mark]]}, the end is {"notices", "merged",
    "notes", "hidden_columns"}. Kinds: "t" text, "n" number, "d" ISO day, "b" yes/no, "e" Excel error, "f" formula
    without a stored value, "" only a fill. `mark` is "struck" where words are struck through, "formula" where the value
    is what a formula gave.
    """
    reader = _SheetReader(book)
    data = archive.read(sheet.part)
    try:
        walk(data, start=reader.start, end=reader.end, text=reader.text)
    finally:
        del data
    yield from reader.rows
    notes = _notes(archive, sheet)
    yield {
        "notices": reader.notices,
        "merged": reader.merged,
        "notes": notes,
        "hidden_columns": reader.hidden_columns,
    }


class _SheetReader:
    def __init__(self, book: Book) -> None:
        self.book = book
        self.rows: list[dict[str, Any]] = []
        self.notices: list[str] = []
        self.merged: list[str] = []
        self.hidden_columns: list[int] = []
        self._row = self._column = self._blank = self._size = 0
        self._cells: list[list[Any]] = []
        self._hidden = self._formula = self._inside = self._struck = False
        self._wide = False
        self._type = self._style = ""
        self._pieces: list[str] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "c":
            match = _CELL.match(attributes.get("r", ""))
            self._column = column_number(match[1]) if match else self._column + 1
            self._type, self._style = attributes.get("t", "n"), attributes.get("s", "")
            self._formula = self._struck = False
            self._pieces = []
        elif name == "v" or name == "t":
            self._inside = True
        elif name == "f":
            self._formula = True
        elif name == "rPh":
            self._inside = False
        elif name == "strike":
            self._struck = attributes.get("val", "1") in ("1", "true")
        elif name == "row":
            number = int(attributes["r"]) if attributes.get("r", "").isdigit() else self._row + 1
            self._blank += max(0, number - self._row - 1)
            self._row, self._column, self._cells = number, 0, []
            self._hidden = attributes.get("hidden") in ("1", "true")
        elif name == "mergeCell":
            self.merged.append(attributes.get("ref", ""))
        elif name == "col" and attributes.get("hidden") in ("1", "true"):
            first, last = int(attributes.get("min", "1")), int(attributes.get("max", "1"))
            self.hidden_columns.extend(range(first, min(last, MAX_COLUMNS) + 1))
        elif name == "sheetData":
            self._row = 0

    def end(self, name: str) -> None:
        if name == "v" or name == "t":
            self._inside = False
        elif name == "c":
            self._cell()
        elif name == "row":
            self._close_row()

    def text(self, data: str) -> None:
        if self._inside:
            self._pieces.append(data)

    def _cell(self) -> None:
        if self._column > MAX_COLUMNS:
            if self._pieces:
                self._wide = True
                if self._column > WIDEST:
                    raise Refused(
                        f"The sheet is used up to column {column_letters(self._column)}; a plan has at most "
                        f"{MAX_COLUMNS} columns. Delete the columns that are not the plan, save it and upload it again."
                    )
            return
        style = self._styled()
        value, kind = self._value(style)
        if kind == "" and not style.fill:
            return
        if isinstance(value, str):
            self._size += len(value)
            if self._size > MAX_TEXT:
                raise Refused(
                    "The sheet holds more text than a plan can. Split it into several workbooks."
                )
        mark = (
            "struck"
            if self._struck or (kind and style.struck)
            else "formula"
            if self._formula
            else ""
        )
        cell = [self._column, value, kind, style.format, style.fill, mark]
        self._cells.append(cell)

    def _styled(self) -> Style:
        styles = self.book.styles
        return (
            styles[int(self._style)]
            if self._style.isdigit() and int(self._style) < len(styles)
            else Style()
        )

    def _value(self, style: Style) -> tuple[Any, str]:
        raw = "".join(self._pieces)
        if not raw:
            return ("", "f") if self._formula else (None, "")
        if self._type == "s":
            if not raw.isdigit() or int(raw) >= len(self.book.strings):
                return "", "e"
            raw, self._struck = self.book.strings[int(raw)]
            return (clean(raw), "t") if raw else (None, "")
        if self._type in ("str", "inlineStr"):
            return clean(raw), "t"
        if self._type == "b":
            return raw == "1", "b"
        if self._type == "e":
            return raw, "e"
        if self._type == "d":
            return raw[:10], "d"
        return self._number(raw, style)

    def _number(self, raw: str, style: Style) -> tuple[Any, str]:
        try:
            number = float(raw)
        except ValueError:
            return clean(raw), "t"
        if number != number or number in (float("inf"), float("-inf")):
            return raw, "e"
        if style.is_date:
            day = day_of(number, since_1904=self.book.since_1904)
            return (day.isoformat(), "d") if day else (raw, "e")
        return (int(number) if number == int(number) and abs(number) < 1e15 else number), "n"

    def _close_row(self) -> None:
        if any(kind == "f" or (kind and str(value).strip()) for _, value, kind, *_ in self._cells):
            if len(self.rows) >= MAX_ROWS:
                raise Refused(
                    f"The sheet has more than {MAX_ROWS:,} rows. Split it into several workbooks and upload each."
                )
            if self._blank > BLANK_ROWS:
                self._stop()
            self._blank = 0
            self.rows.append({"row": self._row, "hidden": self._hidden, "cells": self._cells})
            return
        self._blank += 1
        if self._blank > BLANK_ROWS:
            self._stop()

    def _stop(self) -> None:
        last = self.rows[-1]["row"] if self.rows else 0
        self.notices.append(
            f"More than {BLANK_ROWS} blank rows follow row {last}: nothing below them was read."
        )
        raise Enough


def _notes(archive: Archive, sheet: SheetInfo) -> list[list[str]]:
    """Notes and comments on cells as [address, text]: listed in the preview, not lost silently."""
    found: list[list[str]] = []
    for part, kind in relations(archive, sheet.part).values():
        if kind == "comments" and part in archive:
            _read_notes(archive.read(part), found)
    return found


def _read_notes(data: bytes, found: list[list[str]]) -> None:
    inside = False

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal inside
        if name == "comment":
            found.append([attributes.get("ref", ""), ""])
        inside = name == "t"

    def end(name: str) -> None:
        nonlocal inside
        if name == "t":
            inside = False

    def text(data: str) -> None:
        if inside and found:
            found[-1][1] += clean(data)

    walk(data, start=start, end=end, text=text)
