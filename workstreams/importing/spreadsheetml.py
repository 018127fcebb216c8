"""SpreadsheetML -> rows, without trusting the file. Plain Python, standard library only: it runs in the child process.

Why not a library: the plan needs each cell's fill and number format, whether a formula kept its value, and
hidden rows and
notes, in one pass, within limits, and values even when the styles are broken. openpyxl needs two full loads for that.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from workstreams.importing.archive import Archive, part_beside, relations_of
from workstreams.importing.sniff import Refused
from workstreams.importing.xml import Enough, walk

MAX_COLUMNS = 60
WIDEST = 256
MAX_ROWS = 20_000
BLANK_ROWS = 200
MAX_TEXT = 20_000_000
MAX_CELL = 32_767

_CELL = re.compile(r"([A-Z]{1,3})([0-9]{1,7})$")
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_DATE_LETTERS = re.compile(r"[dmyhs]", re.IGNORECASE)
_NOT_DATE = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]', re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")

# Number formats every Excel knows without being told (ECMA-376, 18.8.30); the rest are written out in the file.
_BUILT_IN = {9: "0%", 10: "0.00%", 14: "dd/mm/yyyy", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM",
             19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: "dd/mm/yyyy h:mm", 45: "mm:ss", 46: "[h]:mm:ss",
             47: "mm:ss.0"}  # fmt: skip


@dataclass(slots=True)
class Style:
    """What the plan needs of a cell's look."""

    format: str = ""
    fill: str = ""
    is_date: bool = False
    struck: bool = False


@dataclass(slots=True)
class SheetInfo:
    """One sheet of the workbook and the part that holds it."""

    name: str
    part: str
    state: str


@dataclass(slots=True)
class Book:
    """What the sheets share."""

    sheets: list[SheetInfo]
    strings: list[tuple[str, bool]]
    styles: list[Style]
    since_1904: bool
    notices: list[str] = field(default_factory=list)


def column_number(letters: str) -> int:
    """'A' -> 1, 'AA' -> 27."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def column_letters(number: int) -> str:
    """1 -> 'A', 27 -> 'AA'."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def open_book(archive: Archive) -> Book:
    """The sheets, shared strings and styles. Broken styles cost the formats only, and say so."""
    main = _main_part(archive)
    relations = _relations(archive, main)
    beside = {kind: part for part, kind in relations.values() if part in archive}
    sheets: list[SheetInfo] = []
    since_1904 = False

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal since_1904
        if name == "workbookPr":
            since_1904 = attributes.get("date1904") in ("1", "true")
        if name == "sheet":
            target, kind = relations.get(_relation_id(attributes), ("", ""))
            if kind == "worksheet" and target in archive:
                sheets.append(
                    SheetInfo(
                        attributes.get("name", ""), target, attributes.get("state", "visible")
                    )
                )

    walk(archive.read(main), start=start)
    notices = []
    try:
        styles = _styles(archive.read(beside["styles"])) if "styles" in beside else []
    except (Refused, ValueError, IndexError):
        styles = []
        notices.append(
            "The workbook's styles are damaged. Values were read; dates stored as numbers may need checking."
        )
    if since_1904:
        notices.append(
            "The workbook counts its days from 1904 (Excel for Mac). The dates were converted."
        )
    if any(name.startswith("xl/externallinks/") for name in archive.names()):
        notices.append("Links to other workbooks are not followed; the values last saved are used.")
    pictures = sum(name.startswith("xl/media/") for name in archive.names())
    if pictures:
        notices.append(
            f"{pictures} {'picture' if pictures == 1 else 'pictures'} in the workbook: not read."
        )
    strings = _strings(archive.read(beside["sharedStrings"])) if "sharedStrings" in beside else []
    return Book(sheets, strings, styles, since_1904, notices)


def _main_part(archive: Archive) -> str:
    """The part that lists the sheets: nearly always xl/workbook.xml, but the file may say otherwise."""
    named = (part for part, kind in _relations(archive, "").values() if kind == "officeDocument")
    return next((part for part in named if part in archive), "xl/workbook.xml")


def _relation_id(attributes: dict[str, str]) -> str:
    return next((value for key, value in attributes.items() if key.endswith(":id")), "")


def _relations(archive: Archive, part: str) -> dict[str, tuple[str, str]]:
    """Relationship id -> (part, kind). Targets outside the file are left out: nothing is fetched."""
    found: dict[str, tuple[str, str]] = {}

    def start(name: str, attributes: dict[str, str]) -> None:
        if name == "Relationship" and attributes.get("TargetMode") != "External":
            kind = attributes.get("Type", "").rpartition("/")[2]
            found[attributes.get("Id", "")] = (
                part_beside(part, attributes.get("Target", "")),
                kind,
            )

    listed = relations_of(part)
    if listed in archive:
        walk(archive.read(listed), start=start)
    return found


def _strings(data: bytes) -> list[tuple[str, bool]]:
    """Shared strings as (text, has struck-through words). Phonetic hints are not text."""
    found: list[tuple[str, bool]] = []
    pieces: list[str] = []
    struck = inside = phonetic = False

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal struck, inside, phonetic
        if name == "si":
            pieces.clear()
            struck = False
        elif name == "rPh":
            phonetic = True
        elif name == "strike" and attributes.get("val", "1") in ("1", "true"):
            struck = True
        elif name == "t":
            inside = not phonetic

    def end(name: str) -> None:
        nonlocal inside, phonetic
        if name == "t":
            inside = False
        elif name == "rPh":
            phonetic = False
        elif name == "si":
            found.append(("".join(pieces), struck))

    def text(data: str) -> None:
        if inside:
            pieces.append(data)

    walk(data, start=start, end=end, text=text)
    return found


def _styles(data: bytes) -> list[Style]:
    formats: dict[int, str] = dict(_BUILT_IN)
    fills: list[str] = []
    fonts: list[bool] = []  # struck through
    styles: list[Style] = []
    where: list[str] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        where.append(name)
        if name == "numFmt" and "numFmts" in where:
            formats[int(attributes["numFmtId"])] = attributes.get("formatCode", "")
        elif name == "font" and where[-2:] == ["fonts", "font"]:
            fonts.append(False)
        elif name == "strike" and "fonts" in where:
            fonts[-1] = attributes.get("val", "1") in ("1", "true")
        elif name == "fill" and where[-2:] == ["fills", "fill"]:
            fills.append("")
        elif name == "patternFill" and fills and "fills" in where:
            fills[-1] = "solid" if attributes.get("patternType") == "solid" else ""
        elif name == "fgColor" and fills and fills[-1] == "solid" and "fills" in where:
            fills[-1] = _colour(attributes)
        elif name == "xf" and "cellXfs" in where:
            code = formats.get(int(attributes.get("numFmtId", "0")), "")
            fill, font = int(attributes.get("fillId", "0")), int(attributes.get("fontId", "0"))
            struck = font < len(fonts) and fonts[font]
            styles.append(
                Style(code, fills[fill] if fill < len(fills) else "", _is_date(code), struck)
            )

    def end(_: str) -> None:
        where.pop()

    walk(data, start=start, end=end)
    return styles


def _colour(attributes: dict[str, str]) -> str:
    if "rgb" in attributes:
        return attributes["rgb"][-6:].upper()
    if "theme" in attributes:
        return f"theme {attributes['theme']}"
    return f"indexed {attributes.get('indexed', '')}".strip()


def _is_date(code: str) -> bool:
    return (
        bool(_DATE_LETTERS.search(_NOT_DATE.sub("", code.partition(";")[0])))
        and code.lower() != "general"
    )


def day_of(serial: float, *, since_1904: bool) -> date | None:
    """Excel's day number as a date; None outside 1 January 1900 to 31 December 9999, and for its false 29
    February 1900."""
    whole = int(serial)
    if since_1904:
        return date(1904, 1, 1) + timedelta(days=whole) if 0 <= whole <= 2_957_003 else None
    if whole < 1 or whole == 60 or whole > 2_958_465:
        return None
    return date(1899, 12, 31 if whole < 60 else 30) + timedelta(days=whole)


def clean(text: str) -> str:
    """Excel's `_x000D_` escapes and line ends made plain; characters no database takes become spaces."""
    if "_x" in text:
        text = _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)
    return _CONTROL.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n"))


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
    for part, kind in _relations(archive, sheet.part).values():
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
