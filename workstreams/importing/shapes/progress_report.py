"""The progress report: outcomes, workstreams n.n over merged cells, numbered actions, two ratings, issues and risks
(seed 004). Plain Python.

A workstream begins where a number n.n stands; its lead, saving, priority and ratings count for it on whichever of its
rows the merged cell landed (X4-06). Rows below are its actions. "OUTCOME n: ..." opens an outcome, "Issues for
escalation" and "Risk to be added" a table of five columns that runs to the next outcome or number.
"""

from __future__ import annotations

import re

from workstreams.importing import headings, officers
from workstreams.importing.headings import Columns, plain
from workstreams.importing.records import Kind, Reading, Record
from workstreams.importing.shapes.align import aligned
from workstreams.importing.shapes.report_actions import Actions
from workstreams.importing.shapes.report_branches import MONEY, Branches
from workstreams.importing.shapes.report_header import Header
from workstreams.importing.workbook import Row, Sheet

NAME = "progress_report"
EXPECTED = {
    "owners": "lead", "end": "target end date", "revised": "revised end date", "saving": "target saving",
    "priority": "priority", "rag": "action RAG", "savings_rag": "savings RAG",
}  # fmt: skip
WORDS = {
    "ref": r"no|number|ref|workstream (no|number)",
    "title": r"work ?stream( ?/ ?(activity|project|theme))?|activity|project|theme",
    "action": r"(.*\b)?actions?( required)?|(key )?deliverables|workstream details.*",
    "update": r"(latest |progress |monthly )?updates?|progress( update)?",
    "owners": r"(project )?leads?|(lead )?officers?|owners?|responsible.*",
    "end": r"target( end)?( date)?|(target )?end date|due( date)?|deadline",
    "revised": r"revised.*|forecast.*",
    "saving": r"(target )?savings?( target)?",
    "priority": r"priority( rating)?",
    "rag": r"((action|delivery) )?rag( status| rating)?",
    "savings_rag": r"savings? rag( status| rating)?",
}
_OUTCOME = re.compile(
    r"^\s*(?:outcome|theme|priority|objective)\s*(\d+)\s*[:.–-]\s*(.+)$", re.IGNORECASE | re.DOTALL
)
_ISSUES = re.compile(r"issues?\b.*(escalation|resolve|raise)|^issues$", re.IGNORECASE)
_RISKS = re.compile(r"^risks?\b.*(log|register|added)|^risks$", re.IGNORECASE)
_NUMBER = re.compile(
    r"^\s*(\d{1,2}(?:\.\d{1,2})+)\.?\s*(?:\((?:pages?|pp?\.?)\s*([\d\s,–-]+)\))?\s*(.*)$", re.DOTALL
)
_SLOT = re.compile(r"^[IR]\s?\d{1,3}$", re.IGNORECASE)
_ABOUT = re.compile(r"^\s*\((\d{1,2}(?:\.\d{1,2})+)\)\s*")
_PATTERNS = {name: re.compile(pattern) for name, pattern in WORDS.items()}


def means(heading: str) -> str:
    """The field a heading means in a progress report, or ""."""
    return next((name for name, pattern in _PATTERNS.items() if pattern.fullmatch(heading)), "")


def find(sheet: Sheet) -> Columns | None:
    """The headings, when the sheet is a progress report."""
    return headings.find_by(sheet, means, _enough)


def _enough(fields: set[str]) -> bool:
    return {"ref", "title", "action", "update"} <= fields and len(
        fields & {"saving", "savings_rag", "priority"}
    ) > 0


def read(sheet: Sheet, columns: Columns) -> Reading:
    """The whole sheet. Every row ends as a record, in a record, or in `left_out`."""
    reader = _Reader(sheet, columns)
    for row in sheet.rows:
        reader.take(row)
    return reader.finish()


class _Reader(Branches, Actions):
    def __init__(self, sheet: Sheet, columns: Columns) -> None:
        reading = Reading(
            NAME, sheet=sheet.name, notices=list(sheet.notices), precisions=("day", "month")
        )
        super().__init__(sheet, columns, reading)
        self.header = Header()
        self._owners = officers.read_all(self._owner_cells())

    # Rows ----------------------------------------------------------------------------------------

    def take(self, row: Row) -> None:
        """One row, by what stands in it."""
        if not row.text().strip():
            return
        self.reading.rows_read += 1
        if row.number < self.columns.row:
            self.header.take(row, self.sheet.name)
            return
        if row.number == self.columns.row:
            return self._leave(row, "the row of headings")
        first = next(cell for cell in row.cells.values() if cell.text.strip())
        text = first.text.strip()
        if _ISSUES.search(text) and len(text) < 90:
            self._beside = Kind.ISSUE
            return self._leave(row, "the heading of the issues")
        if _RISKS.search(text) and len(text) < 90:
            self._beside = Kind.RISK
            return self._leave(row, "the heading of the risks")
        if match := _OUTCOME.match(text):
            return self._open_outcome(row, first, match)
        number = self._text(row, "ref")
        if match := _NUMBER.match(number):
            self._beside = None
            self._open_branch(row, match)
            return self._take_row(row)
        if self._beside is not None:
            return self._take_beside(row)
        self._take_row(row)

    def _owner_cells(self) -> list[str]:
        """Every cell that holds owners: the leads, and the third cell of an issue or a risk."""
        leads = [
            self._text(row, "owners") for row in self.sheet.rows if row.number > self.columns.row
        ]
        slots = [
            row
            for row in self.sheet.rows
            if 1 in row.cells and _SLOT.match(row.cells[1].text.strip())
        ]
        beside = [row.cells[3].text.strip() for row in slots if 3 in row.cells]
        return [text for text in (*leads, *beside) if text]

    # Outcomes and workstreams --------------------------------------------------------------------

    def _take_row(self, row: Row) -> None:
        """A row of the open workstream: what belongs to the workstream is lifted, the rest is an action."""
        if self._branch is None:
            saving = next(iter(row.cells.values())).text.strip()
            if self._outcome is not None and MONEY.match(saving) and len(row.cells) == 1:
                self._lift_saving(self._outcome, row, text=saving)
                return self._leave(
                    row, "a figure without a number: kept as the saving of the outcome"
                )
            return self._leave(row, "stands under no workstream")
        read = aligned(row, self.columns)
        self._lift(self._branch, read, row)
        text = read.text("action")
        if text:
            self._take_action(row, read, text, self._branch)
        elif read.text("end") or read.text("revised"):
            self._take_date(row, read)
        elif read.text("update"):
            self._leave(row, "an update without an action")
        elif not self._text(row, "ref"):
            self._leave(row, "belongs to the workstream above")

    # Actions -------------------------------------------------------------------------------------

    # Issues and risks ----------------------------------------------------------------------------

    def _take_beside(self, row: Row) -> None:
        cells = [cell.text.strip() for cell in row.cells.values() if cell.text.strip()]
        if plain(cells[0]) in ("no", "number", "ref"):
            return self._leave(row, "the headings of that table")
        at = [row.cells.get(number) for number in range(1, 5)]
        number, title, owner, action = (cell.text.strip() if cell else "" for cell in at)
        if not _SLOT.match(number):
            return self._leave(row, "stands under no workstream")
        if not title and not action:
            return self._leave(row, "an empty slot")
        kind = self._beside or Kind.ISSUE
        about = _ABOUT.match(title)
        record = self._new(kind, row, title or action, self._outcome, ref=number)
        record.about = self._by_ref[about[1]].key if about and about[1] in self._by_ref else ""
        record.action, record.owners_text = action, owner
        fields = zip(("ref", "title", "owners", "action"), at, strict=True)
        record.cells = {name: cell.address for name, cell in fields if cell}
        record.typed = {"title": title, "owners": owner, "action": action}
        if owner:
            self._own(record, owner)
        self.reading.records.append(record)

    # The whole -----------------------------------------------------------------------------------

    def finish(self) -> Reading:
        """The reading, with the programme's own record first and the flags of workstreams and splits."""
        from workstreams.importing.shapes import report_flags

        self.reading.left_out[:0] = self.header.left_out
        self.reading.board = self.header.board
        if self.header.facts:
            facts = self.header.facts
            record = Record(
                "programme",
                Kind.PROGRAMME,
                "",
                self.sheet.name,
                0,
                "The programme",
                "",
                facts=facts,
            )
            record.cells, record.typed = dict(self.header.cells), dict(facts)
            self.reading.records.insert(0, record)
        self.reading.flags += report_flags.of(self.reading)
        return self.reading
