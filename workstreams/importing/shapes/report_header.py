"""What stands above the table of a progress report: who runs it, its overall ratings, what went to the board.

Seed 004: S4-01 to S4-09. Plain Python.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

from workstreams.importing import words
from workstreams.importing.officers import canonical
from workstreams.importing.records import LeftOut
from workstreams.importing.workbook import Cell, Row
from workstreams.when import Precision
from workstreams.when import read as read_when

_LABELS = {
    "sponsor": re.compile(r"(project |programme )?sponsor$", re.IGNORECASE),
    "manager": re.compile(r"(project |programme )?manager$", re.IGNORECASE),
    "leads": re.compile(r"(project |programme )?leads?$", re.IGNORECASE),
    "status_date": re.compile(
        r"(reporting|report|status|position) (date|as at)$|as at$", re.IGNORECASE
    ),
}
_OVERALL = re.compile(
    r"\b(savings?|action|delivery)?\s*RAG\b.*?overall status\s*:?\s*(\w+)", re.IGNORECASE
)
_BOARD = re.compile(r"action/? ?(and )?risk|what", re.IGNORECASE)
_REF = re.compile(r"\d+(\.\d+)+$")


def _day_or_text(cell: Cell) -> date | str:
    return cell.value if isinstance(cell.value, date) else cell.text.strip()


@dataclass(slots=True)
class Header:
    """What the lines above the table say. `facts` are fields of the programme, `board` the rows put before a board."""

    facts: dict[str, str] = field(default_factory=dict)
    cells: dict[str, str] = field(default_factory=dict)
    board: list[dict[str, str]] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    _in_board: bool = False

    def take(self, row: Row, sheet: str) -> None:
        """One line above the headings."""
        cells = [cell for cell in row.cells.values() if cell.text.strip()]
        why = "stands above the headings"
        for at, cell in enumerate(cells):
            following = cells[at + 1] if at + 1 < len(cells) else None
            why = self._labelled(cell, following) or self._overall(cell) or why
        why = self._board_row(cells) or why
        self.left_out.append(LeftOut(sheet, cells[0].address, row.text(), why))

    def _labelled(self, cell: Cell, following: Cell | None) -> str:
        label = cell.text.strip().rstrip(":").strip()
        for name, pattern in _LABELS.items():
            if pattern.fullmatch(label) and following is not None:
                value = following.text.strip()
                if name == "status_date":
                    when = read_when(_day_or_text(following))
                    if when.precision is not Precision.DAY or when.latest is None:
                        return ""
                    value = when.latest.isoformat()
                elif name != "leads":
                    value = canonical(value)
                self.facts[name], self.cells[name] = value, following.address
                return "said of the programme, and brought in with it"
        return ""

    def _overall(self, cell: Cell) -> str:
        match = _OVERALL.search(cell.text)
        rag = words.rag(match[2]) if match else ""
        if match is None or not rag:
            return ""
        name = (
            "overall_savings_rag"
            if (match[1] or "").casefold().startswith("saving")
            else "overall_rag"
        )
        self.facts[name], self.cells[name] = rag, cell.address
        return "said of the programme, and brought in with it"

    def _board_row(self, cells: list[Cell]) -> str:
        texts = [cell.text.strip() for cell in cells]
        if len(texts) >= 4 and _BOARD.match(texts[1]) and "owner" in map(str.casefold, texts):
            self._in_board = True
            return "the headings of what was put before the board"
        if not self._in_board or not _REF.match(texts[0]):
            return ""
        names = ("no", "title", "status", "owner", "text")
        self.board.append({**dict(zip(names, texts, strict=False)), "cell": cells[0].address})
        return "a row put before the board: kept with the import"
