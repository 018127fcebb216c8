"""A row whose cells slipped by a column: read by what stands in them, not by where (X4-08, X4-09). Plain Python."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from workstreams.importing import words
from workstreams.importing.headings import Columns
from workstreams.importing.workbook import Cell, Row

_PRIORITY = re.compile(r"(high|medium|low)$", re.IGNORECASE)
_NUMBERED = re.compile(r"\d{1,2}[.)]\s+\S")


@dataclass(slots=True)
class Aligned:
    """A row by field. `moved` says in words what was read elsewhere than in its column; "" when all stood in place."""

    cells: dict[str, Cell] = field(default_factory=dict)
    moved: str = ""

    def cell(self, name: str) -> Cell | None:
        """The cell of a field."""
        return self.cells.get(name)

    def text(self, name: str) -> str:
        """Its words."""
        cell = self.cells.get(name)
        return cell.text.strip() if cell else ""


def aligned(row: Row, columns: Columns) -> Aligned:
    """The cells of a row by field, put right where their own words show that they slipped."""
    read = Aligned({
        name: row.cells[number] for name, number in columns.by_field.items()
        if number in row.cells and row.cells[number].text.strip()
    })  # fmt: skip
    _shifted(read, row, columns)
    _ratings(read)
    return read


def _shifted(read: Aligned, row: Row, columns: Columns) -> None:
    """A numbered action that stands one column to the right, with all that follows it (X4-09)."""
    if read.text("action") or not _NUMBERED.match(read.text("update")):
        return
    start = columns.by_field["action"]
    names = {number: name for name, number in columns.by_field.items()}
    for number in sorted(number for number in names if number >= start):
        cell = row.cells.get(number + 1)
        read.cells.pop(names[number], None)
        if cell is not None and cell.text.strip():
            read.cells[names[number]] = cell
    read.moved = "the cells stand one column too far to the right; read one column to the left."


def _ratings(read: Aligned) -> None:
    """Priority and ratings by their words, when a column was lost on the way (X4-08)."""
    names = ("revised", "saving", "priority", "rag", "savings_rag")
    wrong = (
        (read.text("priority") and not _PRIORITY.match(read.text("priority")))
        or _PRIORITY.match(read.text("rag"))
        or _PRIORITY.match(read.text("saving"))
        or (words.rag(read.text("saving")) or "")
        or _PRIORITY.match(read.text("revised"))
    )
    if not wrong:
        return
    slipped = [read.cells[name] for name in names if name in read.cells]
    priority = next((cell for cell in slipped if _PRIORITY.match(cell.text.strip())), None)
    rags = [cell for cell in slipped if len(cell.text.strip()) > 1 and words.rag(cell.text)]
    if priority is None and not rags:
        return
    for name in ("priority", "rag", "savings_rag"):
        read.cells.pop(name, None)
    for name in ("revised", "saving"):
        if read.cells.get(name) in (priority, *rags):
            read.cells.pop(name)
    found = [("priority", priority), *zip(("rag", "savings_rag"), rags, strict=False)]
    read.cells.update({name: cell for name, cell in found if cell is not None})
    read.moved = "a column was lost; priority and ratings were read by their words."
