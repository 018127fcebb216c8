"""Plans that are not workbooks: CSV, and the tables of a Word document. Plain Python, standard library only.

It runs in the child process, within its limits, and answers the same records as a sheet of a workbook does. A heading
between two tables of a document becomes a row of its own, marked as one, because it may name the plan below it.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Any

from workstreams.importing.archive import Archive
from workstreams.importing.sniff import Refused
from workstreams.importing.spreadsheetml import MAX_CELL, MAX_COLUMNS, MAX_ROWS, MAX_TEXT, clean
from workstreams.importing.xml import walk

HEADING = "heading"
CSV, DOCUMENT = "CSV", "Document"  # the names of the one sheet that such a file becomes
_PART = "word/document.xml"
_ENCODINGS = ("utf-8-sig", "cp1252")
_SEPARATORS = ",;\t"


def of_csv(data: bytes) -> Iterator[dict[str, Any]]:
    """The rows of a CSV file as one sheet. Commas, semicolons or tabs; UTF-8, UTF-16 or what old Excel wrote."""
    yield {"sheet": CSV, "state": "visible"}
    text = _decoded(data)
    csv.field_size_limit(MAX_CELL * 4)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text)))
    except csv.Error as error:
        raise Refused(
            "The CSV file cannot be read. Open it in Excel, save it as a workbook and upload that copy."
        ) from error
    yield from _rows((enumerate(row, 1), "") for row in rows)


def of_document(archive: Archive) -> Iterator[dict[str, Any]]:
    """The tables of a Word document as one sheet, in order, with the headings that stand between them."""
    yield {"sheet": DOCUMENT, "state": "visible"}
    reader = _DocumentReader()
    walk(archive.read(_PART), start=reader.start, end=reader.end, text=reader.text)
    yield from _rows(iter(reader.rows))


def _rows(rows: Iterator[Any]) -> Iterator[dict[str, Any]]:
    size = 0
    for number, (cells, mark) in enumerate(rows, 1):
        kept = [(column, clean(text)) for column, text in cells if text.strip()]
        size += sum(len(text) for _, text in kept)
        if number > MAX_ROWS or size > MAX_TEXT:
            raise Refused("The file holds more than a plan can. Delete what is not the plan.")
        if any(column > MAX_COLUMNS for column, _ in kept):
            raise Refused(f"The file has more than {MAX_COLUMNS} columns. Delete those not needed.")
        if kept:
            told = [[column, text, "t", "", "", mark] for column, text in kept]
            yield {"row": number, "hidden": False, "cells": told}
    yield {"notices": [], "merged": [], "notes": [], "hidden_columns": []}


def _decoded(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    for encoding in _ENCODINGS:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("cp1252", "replace")


def _separator(text: str) -> str:
    """The separator that the first line uses most, outside quotes."""
    first = text.lstrip().partition("\n")[0]
    bare = "".join(part for n, part in enumerate(first.split('"')) if n % 2 == 0)
    return max(_SEPARATORS, key=bare.count)


class _DocumentReader:
    """Rows of the outermost tables; paragraphs outside them, those in a heading style marked."""

    def __init__(self) -> None:
        self.rows: list[tuple[list[tuple[int, str]], str]] = []
        self._tables = self._column = 0
        self._cells: list[tuple[int, str]] = []
        self._pieces: list[str] = []
        self._inside = False
        self._style = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "tbl":
            self._tables += 1
        elif name == "tr" and self._tables == 1:
            self._cells, self._column = [], 0
        elif name == "tc" and self._tables == 1:
            self._pieces = []
            self._column += 1
        elif name == "gridSpan" and self._tables == 1:
            self._column += max(0, int(_value(attributes) or 1) - 1)
        elif name == "p":
            self._style = ""
            if not self._tables:
                self._pieces = []
        elif name == "pStyle":
            self._style = _value(attributes)
        elif name == "t":
            self._inside = True
        elif name in ("tab", "br") and self._pieces:
            self._pieces.append(" ")

    def text(self, words: str) -> None:
        if self._inside:
            self._pieces.append(words)

    def end(self, name: str) -> None:
        if name == "t":
            self._inside = False
        elif name == "p":
            self._end_paragraph()
        elif name == "tc" and self._tables == 1:
            self._cells.append((self._column, "".join(self._pieces).strip()))
        elif name == "tr" and self._tables == 1:
            self.rows.append((self._cells, ""))
        elif name == "tbl":
            self._tables -= 1

    def _end_paragraph(self) -> None:
        if self._tables:
            self._pieces.append("\n")
            return
        heading = self._style.casefold().startswith(("heading", "title"))
        self.rows.append(
            ([(1, "".join(self._pieces).strip())], HEADING if heading else "paragraph")
        )


def _value(attributes: dict[str, str]) -> str:
    return next(
        (value for name, value in attributes.items() if name.rpartition(":")[2] == "val"), ""
    )
