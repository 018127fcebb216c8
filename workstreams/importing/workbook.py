"""A file's bytes -> sheets, rows and cells. The only module that starts the child process. No Django.

The web process keeps the bytes and the rows, nothing else: unzipping and parsing happen in `child`, under limits. A
child that is killed or runs out of time is reported as a file that is too large or damaged.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from workstreams.importing.sniff import TOO_LARGE, Refused, kind_of
from workstreams.importing.spreadsheetml import column_letters
from workstreams.importing.texts import CSV, DOCUMENT

SECONDS = 15
MAX_ANSWER = 120 * 1024 * 1024
_ROOT = Path(__file__).resolve().parents[2]
_CHILD = "import sys; sys.path.insert(0, sys.argv[1]); from workstreams.importing.child import main; main()"


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell. `value` is text, a number, a day, True/False or None; `kind` as in `sheet_xml.rows_of`."""

    address: str
    value: str | int | float | bool | date | None
    kind: str
    format: str = ""
    fill: str = ""
    mark: str = ""

    @property
    def text(self) -> str:
        """The value as a person would have typed it, for messages and for keeping."""
        if self.value is None:
            return ""
        if isinstance(self.value, date):
            return self.value.strftime("%d/%m/%y")
        if isinstance(self.value, bool):
            return "TRUE" if self.value else "FALSE"
        if isinstance(self.value, (int, float)) and "%" in self.format:
            return f"{round(self.value * 100, 2):g}%"
        return str(self.value)


@dataclass(frozen=True, slots=True)
class Row:
    """One row with at least one value: its number as Excel shows it, and its cells by column number (A is 1)."""

    number: int
    cells: dict[int, Cell]
    hidden: bool = False

    def text(self) -> str:
        """All its words in one line, for the list of what was left out."""
        return " ".join(cell.text.strip() for cell in self.cells.values() if cell.text.strip())


@dataclass(slots=True)
class Sheet:
    """One sheet: its rows in order, merged areas, and the notes people left on cells."""

    name: str
    state: str = "visible"
    rows: list[Row] = field(default_factory=list)
    merged: list[str] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    hidden_columns: list[int] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Workbook:
    """A file as read: the sheets, and remarks for the preview."""

    sheets: list[Sheet] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)

    @property
    def what(self) -> str:
        """A sentence that says what the file is, when it is no workbook; else "".

        A person who uploads a text file under a workbook's name ought to be told.
        """
        only = self.sheets[0].name if len(self.sheets) == 1 else ""
        return {
            CSV: "This is a text file, such as CSV. ",
            DOCUMENT: "This is a Word document. ",
        }.get(only, "")


def read(data: bytes) -> Workbook:
    """The workbook, CSV file or Word document in `data`. Raises `Refused` with the sentence for the person who
    uploaded it."""
    kind_of(data)
    return _assemble(_ask_child(data))


def _ask_child(data: bytes) -> list[dict[str, Any]]:
    command = [sys.executable, "-I", "-S", "-c", _CHILD, str(_ROOT)]
    try:
        done = subprocess.run(
            command, input=data, capture_output=True, timeout=SECONDS, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise Refused(TOO_LARGE) from error
    if done.returncode != 0 or len(done.stdout) > MAX_ANSWER:
        raise Refused(TOO_LARGE)
    try:
        records = [json.loads(line) for line in done.stdout.splitlines()]
    except ValueError as error:
        raise Refused(TOO_LARGE) from error
    if not records or not records[-1].get("end"):
        raise Refused(TOO_LARGE)
    for record in records:
        if "refused" in record:
            raise Refused(record["refused"])
    return records


def _assemble(records: Iterable[dict[str, Any]]) -> Workbook:
    book = Workbook()
    for record in records:
        if "sheet" in record:
            book.sheets.append(Sheet(record["sheet"], record["state"]))
        elif "row" in record:
            book.sheets[-1].rows.append(_row(record))
        elif "merged" in record:
            sheet = book.sheets[-1]
            sheet.merged = record["merged"]
            sheet.notes = [(address, text) for address, text in record["notes"]]
            sheet.notices = record["notices"]
            sheet.hidden_columns = record["hidden_columns"]
        elif "notices" in record:
            book.notices.extend(record["notices"])
    return book


def _row(record: dict[str, Any]) -> Row:
    number = record["row"]
    cells = {}
    for column, value, kind, code, fill, mark in record["cells"]:
        if kind == "d":
            value, kind = _day(value)
        cells[column] = Cell(f"{column_letters(column)}{number}", value, kind, code, fill, mark)
    return Row(number, cells, record["hidden"])


def _day(value: str) -> tuple[date | str, str]:
    try:
        return date.fromisoformat(value), "d"
    except ValueError:
        return value, "t"
