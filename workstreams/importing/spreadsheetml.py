"""SpreadsheetML -> rows, without trusting the file. Plain Python, standard library only: it runs in the child process.

Why not a library: the plan needs each cell's fill and number format, whether a formula kept its value, and hidden
rows and notes, in one pass, within limits, and values even when the styles are broken. openpyxl needs two full
loads for that.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, timedelta

from workstreams.importing.archive import Archive, part_beside, relations_of
from workstreams.importing.sniff import Refused
from workstreams.importing.xml import walk

MAX_COLUMNS = 60
MAX_ROWS = 20_000
MAX_TEXT = 20_000_000
MAX_CELL = 32_767

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
    linked = relations(archive, main)
    beside = {kind: part for part, kind in linked.values() if part in archive}
    sheets: list[SheetInfo] = []
    since_1904 = False

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal since_1904
        if name == "workbookPr":
            since_1904 = attributes.get("date1904") in ("1", "true")
        if name == "sheet":
            target, kind = linked.get(_relation_id(attributes), ("", ""))
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
    named = (part for part, kind in relations(archive, "").values() if kind == "officeDocument")
    return next((part for part in named if part in archive), "xl/workbook.xml")


def _relation_id(attributes: dict[str, str]) -> str:
    return next((value for key, value in attributes.items() if key.endswith(":id")), "")


def relations(archive: Archive, part: str) -> dict[str, tuple[str, str]]:
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
