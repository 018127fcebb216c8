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

import hashlib
import re
from collections import Counter
from datetime import date

from workstreams.importing import headings, owners, words
from workstreams.importing.headings import Columns, field_of
from workstreams.importing.records import KEEP, Flag, Kind, LeftOut, Offer, Reading, Record
from workstreams.importing.spreadsheetml import column_letters, day_of
from workstreams.importing.workbook import Cell, Row, Sheet
from workstreams.when import Certainty, When
from workstreams.when import read as read_when

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


def key_of(family: str, path: tuple[str, ...], title: str, occurrence: int) -> str:
    """The identity of a row: what it is, the titles above it, its own, and which of several equal ones it is.

    Not the sheet's name, which changes with the month, nor the row number, nor the printed number.
    """
    parts = [family, *(plain(step) for step in path), plain(title), str(occurrence)]
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:40]


def plain(title: str) -> str:
    """A title as identity sees it: case and spaces do not matter."""
    return re.sub(r"\s+", " ", title).strip().casefold()


class _Reader:
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

    def _cell(self, row: Row, name: str) -> Cell | None:
        number = self.columns.by_field.get(name)
        return row.cells.get(number) if number is not None else None

    def _text(self, row: Row, name: str) -> str:
        cell = self._cell(row, name)
        return cell.text.strip() if cell else ""

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
        self._fill(record, row)
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

    def _fill(self, record: Record, row: Row) -> None:
        self._titles(record, row)
        self._owners(record, row)
        self._scope(record, row)
        self._percent(record, row)
        self._rag(record, row)
        for name in ("start", "end", "revised"):
            cell = self._cell(row, name)
            setattr(record, name, read_when(self._day(record, name, cell)))
            record.typed[name] = cell.text.strip() if cell else ""
        for name in ("risk", "interdependency", "comments"):
            setattr(record, name, self._text(row, name))
            record.typed[name] = self._text(row, name)
        record.status = status_of(record.percent, record.end)

    def _day(self, record: Record, name: str, cell: Cell | None) -> date | str:
        """What a date's cell holds. A bare number that is Excel's number of a day is read as that day, and said so."""
        if cell is None or cell.value is None:
            return ""
        if isinstance(cell.value, date):
            return cell.value
        if (
            cell.kind == "n"
            and isinstance(cell.value, (int, float))
            and 36_526 <= cell.value < 73_051
        ):
            day = day_of(cell.value, since_1904=False)
            if day is not None:
                said = f"{day.day} {day:%B} {day.year}"
                self._flag(
                    record,
                    "date_number",
                    name,
                    cell.text,
                    f"A day number of Excel: read as {said}.",
                )
                return day
        return cell.text

    def _titles(self, record: Record, row: Row) -> None:
        record.typed["title"] = record.text
        record.title = words.shown_title(record.text, record.kind)[:500]
        if "scope" in self.columns.by_field and not self._text(row, "scope"):
            title, scope = words.unglued_scope(record.title)
            if scope:
                record.title, record.scope_text, record.scope = title, scope, scope
                self._flag(
                    record,
                    "glued",
                    "title",
                    record.text,
                    f"The scope was stuck to the title: read as “{scope}”.",
                )

    def _owners(self, record: Record, row: Row) -> None:
        text = self._text(row, "owners")
        names, percent = owners.unglued(text)
        if percent and not self._text(row, "percent"):
            self._flag(
                record,
                "glued",
                "owners",
                text,
                f"The percent was stuck to the owner: read as {percent}.",
            )
            record.percent = words.percent(Cell("", percent, "t")).value
        else:
            names = text
        record.owners_text = names if percent else text
        record.typed["owners"] = text
        record.owners = owners.split(names)

    def _scope(self, record: Record, row: Row) -> None:
        text = self._text(row, "scope")
        record.typed["scope"] = text
        if text:
            record.scope_text = text
            record.scope, record.statutory = words.scope(text)

    def _percent(self, record: Record, row: Row) -> None:
        cell = self._cell(row, "percent")
        read = words.percent(cell, fractions=self._fractions)
        record.typed["percent"] = cell.text.strip() if cell else ""
        if read.value is not None or not record.percent:
            record.percent = read.value if read.value is not None else record.percent
        if cell is None or not read.wrong:
            return
        if read.wrong == "fraction":
            says = f"Read as {read.value}%."
        elif read.wrong == "over":
            says = "A percent is between 0 and 100. Left blank; correct it in the sheet or in the tracker."
        else:
            says = "This is not a percent. Left blank; correct it in the sheet or in the tracker."
        self._flag(record, f"percent_{read.wrong}", "percent", cell.text, says)

    def _rag(self, record: Record, row: Row) -> None:
        cell = self._cell(row, "rag")
        text = cell.text.strip() if cell else ""
        record.typed["rag"] = text
        known = words.rag(text)
        colour = words.rag_of_colour(cell.fill) if cell else ""
        if known is None:
            offers = tuple(_rag_offer(name) for name in words.rags_named(text)) or tuple(
                _rag_offer(name) for name in ("red", "amber", "green")
            )
            self._flag(
                record,
                "unknown_rag",
                "rag",
                text,
                "This is not one rating. Left blank until you choose.",
                offers,
            )
        elif not known and colour:
            says = f"No word, but the cell is coloured like {colour.title()}. Left blank until you choose."
            self._flag(
                record,
                "rag_by_colour",
                "rag",
                "",
                says,
                (_rag_offer(colour),),
                keep="Leave it blank",
            )
        elif known and colour and colour != known:
            says = f"The word says {known.title()}, the colour of the cell looks {colour.title()}. The word counts."
            self._flag(record, "rag_colour_differs", "rag", text, says, (_rag_offer(colour),))
        record.rag = known or ""

    def _flag(
        self,
        record: Record,
        code: str,
        name: str,
        text: str,
        says: str,
        offers: tuple[Offer, ...] = (),
        keep: str = "Keep as typed",
    ) -> None:
        self.reading.flags.append(
            Flag(
                code, self.sheet.name, record.cell(name), text, says, record.key, name, offers, keep
            )
        )


def _rag_offer(name: str) -> Offer:
    return Offer(name, name.title(), {"rag": name})


def status_of(percent: int | None, end: When) -> str:
    """The status of a row whose sheet has no status column: 100% with a day as its end is complete; 100% without
    one is in progress (and flagged); 1 to 99 in progress; 0 and blank not started. A story in a text cell never
    makes it complete."""
    if percent == 100:
        return (
            "complete"
            if end.has_date and end.certainty in (Certainty.FIRM, Certainty.APPROXIMATE)
            else "in_progress"
        )
    return "in_progress" if percent else "not_started"


__all__ = ["KEEP", "NAME", "key_of", "plain", "read", "status_of"]
