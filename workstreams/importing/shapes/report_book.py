"""What every part of the reader of a progress report needs: its cells, its records, what it says. Plain Python."""

from __future__ import annotations

import re
from collections import Counter

from workstreams.importing import officers
from workstreams.importing.headings import Columns
from workstreams.importing.records import Flag, Kind, Reading, Record
from workstreams.importing.shapes.identity import key_of, plain
from workstreams.importing.shapes.row_cells import RowCells, own
from workstreams.importing.spreadsheetml import column_letters
from workstreams.importing.workbook import Row, Sheet

_TAG = re.compile(r"</?[a-z][a-z0-9]*>", re.IGNORECASE)


class Book(RowCells):
    """The sheet, its columns, and what was read of it so far."""

    def __init__(self, sheet: Sheet, columns: Columns, reading: Reading) -> None:
        self.sheet, self.columns, self.reading = sheet, columns, reading
        self._seen: Counter[tuple[str, ...]] = Counter()
        self._path: dict[str, tuple[str, ...]] = {}
        self._outcome: Record | None = None
        self._branch: Record | None = None
        self._beside: Kind | None = None  # inside a table of issues or of risks
        self._last: Record | None = None  # the action above
        self._numbers: dict[tuple[str, str], Record] = {}  # (workstream, action) -> action
        self._by_ref: dict[str, Record] = {}
        self._owners: dict[str, officers.Owners] = {}

    def _new(self, kind: Kind, row: Row, text: str, parent: Record | None, ref: str = "") -> Record:
        path = self._path.get(parent.key, ()) if parent is not None else ()
        step = (kind.family, *map(plain, path), plain(text))
        self._seen[step] += 1
        key = key_of(kind.family, path, text, self._seen[step])
        title = re.sub(r"\s+", " ", _TAG.sub("", text)).strip()
        above = parent.key if parent is not None else ""
        record = Record(
            key, kind, above, self.sheet.name, row.number, title[:500] or text[:500], text, ref
        )
        self._path[key] = (*path, text)
        return record

    def _mark(self, record: Record, row: Row, *names: str) -> None:
        """Where the fields of a record stand, and what was typed there."""
        for name in names:
            if (column := self.columns.by_field.get(name)) is not None:
                at = "title" if name == "action" and record.kind.is_item else name
                record.cells[at] = f"{column_letters(column)}{row.number}"
                record.typed[at] = self._text(row, name)

    def _own(self, record: Record, text: str) -> None:
        found = self._owners.get(text) or officers.read_all([text])[text]
        record.typed["owners"] = text
        self.reading.flags += own(record, found)

    def _say(self, said: Flag) -> None:
        self.reading.flags.append(said)
