"""The Gantt workbook: one sheet, hierarchy by type letter, a drawn calendar to the right (seed 000). Plain Python.

How the tree is read:
- a number in the type column opens a workstream ("3.2" one under "3", when "3" is there);
- D opens a deliverable of that workstream; P a phase of the deliverable (or workstream) above it;
- a D stands inside the last top deliverable when its title holds all of that one's title, word for word, plus
  its own words
  ("Weekend family respite" under "Family respite"), and the one above has no phase and no item of its own;
- T, M, G and rows without a letter belong to the last P, else to the last D, else to the workstream.
"""

from __future__ import annotations

import re
from collections import Counter

from workstreams.importing import headings, words
from workstreams.importing.headings import Columns, field_of
from workstreams.importing.records import Kind, LeftOut, Reading, Record
from workstreams.importing.shapes.gantt_cells import Cells
from workstreams.importing.shapes.identity import key_of, plain
from workstreams.importing.spreadsheetml import column_letters
from workstreams.importing.workbook import Row, Sheet

NAME = "gantt"
#: Columns whose absence is worth a word.
EXPECTED = {
    "owners": "owner",
    "percent": "% complete",
    "start": "start",
    "end": "end",
    "rag": "RAG",
}
_TOTAL = re.compile(r"(?:grand |sub-? ?)?totals?\b", re.IGNORECASE)


find = headings.find


def read(sheet: Sheet, columns: Columns) -> Reading:
    """The whole sheet. Every row ends as a record or in `left_out`."""
    reader = _Reader(sheet, columns)
    for row in sheet.rows:
        reader.take(row)
    return reader.reading


class _Reader(Cells):
    def __init__(self, sheet: Sheet, columns: Columns) -> None:
        self.sheet, self.columns = sheet, columns
        self.reading = Reading(NAME, sheet=sheet.name, notices=list(sheet.notices))
        self._seen: Counter[tuple[str, ...]] = Counter()
        self._numbered: dict[str, Record] = {}
        self._path: dict[str, tuple[str, ...]] = {}  # key -> titles down to and including it
        self._branch: Record | None = None  # the open workstream
        self._top: Record | None = None  # its open top deliverable
        self._deliverable: Record | None = None  # the open deliverable, nested or not
        self._phase: Record | None = None
        percents = (self._cell(row, "percent") for row in sheet.rows if row.number > columns.row)
        self._fractions = any(cell is not None and words.is_fraction(cell) for cell in percents)
        self._bare: set[str] = (
            set()
        )  # keys of deliverables with nothing but deliverables under them

    def take(self, row: Row) -> None:
        """One row: a record, or left out with the reason."""
        if not row.text().strip():
            return
        self.reading.rows_read += 1
        if why := self._not_plan(row):
            first = next(cell for cell in row.cells.values() if cell.text.strip())
            self.reading.left_out.append(LeftOut(self.sheet.name, first.address, row.text(), why))
            return
        self._record(row)

    def _not_plan(self, row: Row) -> str:
        if row.number < self.columns.row:
            return "stands above the headings"
        if row.number == self.columns.row:
            return "the row of headings"
        headings = sum(field_of(cell.text) != "" for cell in row.cells.values() if cell.kind == "t")
        if headings >= 3 and field_of(self._text(row, "title")):
            return "the headings again"
        if self._text(row, "title"):
            return self._not_row(row)
        filled = {name for name in self.columns.by_field if self._text(row, name)}
        if filled == {"rag"}:
            return "a RAG word alone, with no title: not counted as a rating"
        if not filled:
            return "only cells outside the plan's columns, such as a page header"
        return "no title"

    def _not_row(self, row: Row) -> str:
        """A title without a type letter may be a line of the sheet, not of the plan."""
        if "type" not in self.columns.by_field or self._text(row, "type"):
            return ""
        if _TOTAL.match(self._text(row, "title")):
            return "a total: the tracker adds up by itself"
        if {name for name in self.columns.by_field if self._text(row, name)} == {"title"}:
            return "a line that only heads a section: no type letter and nothing beside the title"
        return ""

    def _record(self, row: Row) -> None:
        typed = self._text(row, "type")
        kind, number = words.kind(typed)
        text = self._text(row, "title")
        if kind is None:
            kind = Kind.UNTYPED
        number = number or (self._text(row, "ref") if kind is not Kind.WORKSTREAM else typed)
        parent = self._open(kind, number, text)
        path = self._path.get(parent, ())
        step = (kind.family, *map(plain, path), plain(text))
        self._seen[step] += 1
        key = key_of(kind.family, path, text, self._seen[step])
        record = Record(key, kind, parent, self.sheet.name, row.number, "", text, ref=number)
        record.cells = {
            name: f"{column_letters(column)}{row.number}"
            for name, column in self.columns.by_field.items()
        }
        record.typed["kind"] = typed
        self._path[key] = (*path, text)
        self.fill(record, row)
        self._close(record)
        self.reading.records.append(record)

    def _open(self, kind: Kind, number: str, title: str) -> str:
        """The key of the row that a new one stands under."""
        if kind is Kind.WORKSTREAM:
            above = self._numbered.get(number.rpartition(".")[0]) if "." in number else None
            return above.key if above else ""
        branch = self._branch or self._begin_unnamed()
        if kind is Kind.DELIVERABLE:
            return self._top.key if self._top and self._nests(self._top, title) else branch.key
        if kind is Kind.PHASE:
            return (self._deliverable or branch).key
        return (self._phase or self._deliverable or branch).key

    def _begin_unnamed(self) -> Record:
        """A plan that opens without a workstream row gets one by the name of its sheet."""
        title = self.sheet.name.strip() or "Plan"
        record = Record(
            key_of("branch", (), title, 1), Kind.WORKSTREAM, "", self.sheet.name, 0, title, title
        )
        self._path[record.key] = (title,)
        self._branch = record
        self.reading.records.append(record)
        self.reading.notices.append(
            f"No workstream row stands above the first rows: they go under “{title}”."
        )
        return record

    def _nests(self, above: Record, title: str) -> bool:
        if above.key not in self._bare:
            return False
        outer, inner = plain(above.text), plain(title)
        if " " not in outer or inner == outer:
            return False
        return inner.endswith(f" {outer}") or inner.startswith(f"{outer} ")

    def _close(self, record: Record) -> None:
        """Remembers what is open now."""
        if record.kind is Kind.WORKSTREAM:
            self._branch, self._top, self._deliverable, self._phase = record, None, None, None
            if record.ref:
                self._numbered[record.ref] = record
        elif record.kind is Kind.DELIVERABLE:
            self._bare.add(record.key)
            self._deliverable, self._phase = record, None
            if self._top is None or record.parent != self._top.key:
                self._top = record
        else:
            self._bare.discard(record.parent)
            if record.kind is Kind.PHASE:
                self._phase = record
