"""Finds the row of headings by its words, and says which column is which. Plain Python.

The tables below are what the five source documents and their like write over their columns. Case, spaces, line breaks,
trailing dots and words in brackets do not matter.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from workstreams.importing.sniff import Refused
from workstreams.importing.spreadsheetml import column_letters
from workstreams.importing.workbook import Row, Sheet, Workbook

SEARCH_ROWS = 60
ENOUGH = 3

WORDS: dict[str, tuple[str, ...]] = {
    "title": ("title", "task", "task name", "task / milestone", "activity", "action", "actions", "action required",
              "description", "item", "deliverable", "deliverables", "milestone", "workstream", "work stream", "name",
              "project", "what", "key task", "key action"),
    "type": ("type", "kind", "row type", "item type", "code", "level", "t/m/g"),
    "ref": ("no", "ref", "number", "id", "reference", "#", "item no", "action no"),
    "scope": ("scope", "local", "regional", "national", "footprint", "local regional national"),
    "owners": ("lead", "leads", "owner", "owners", "lead officer", "responsible", "responsible officer", "action owner",
               "task owner", "who", "by whom", "assigned to", "accountable", "lead officers", "responsible person"),
    "percent": ("% complete", "percent complete", "percentage complete", "complete %", "% done", "%", "percent",
                "progress %", "% progress", "completion %"),
    "start": ("start", "start date", "from", "begin", "begins", "planned start", "date from"),
    "end": ("end", "end date", "finish", "finish date", "due", "due date", "deadline", "target date", "target",
            "target end", "by when", "planned end", "completion date", "date to", "when", "timescale"),
    "revised": ("revised", "revised date", "revised end", "revised end date", "forecast", "forecast end",
                "forecast date", "revised target", "revised target date"),
    "risk": ("risk", "risks", "issue", "issues", "risk issue", "risks and issues", "risks & issues", "key risks"),
    "rag": ("rag", "rag status", "rag rating", "b rag", "brag", "brag status", "rating"),
    "interdependency": ("interdependency", "interdependencies", "dependency", "dependencies", "links", "linked to"),
    "comments": ("comment", "comments", "note", "notes", "remarks", "commentary", "comments / performance"),
}  # fmt: skip
_FIELD = {words: name for name, several in WORDS.items() for words in several}
_NAMES = {"title": "Title", "type": "Type", "ref": "Number", "owners": "Owner", "percent": "% complete",
          "start": "Start", "end": "End", "rag": "RAG", "scope": "Scope"}  # fmt: skip
_TYPES = re.compile(r"(?:[dptmg]|\d{1,2}(?:\.\d{1,2})*)\.?$", re.IGNORECASE)


@dataclass(slots=True)
class Columns:
    """The row of headings of one sheet: field -> column number, and what else stands there."""

    row: int
    by_field: dict[str, int]
    words: dict[int, str] = field(default_factory=dict)
    other: list[tuple[str, str]] = field(
        default_factory=list
    )  # (address, heading) of columns that are not read
    unnamed: list[tuple[str, int]] = field(
        default_factory=list
    )  # (letters, cells) of columns without a heading
    weeks: list[date] = field(default_factory=list)  # a Gantt drawn in cells: dated columns


def plain(text: str) -> str:
    """A heading without what does not matter: "RAG Status\\n" and "rag  status." are one."""
    text = re.sub(r"\([^)]*\)", " ", text.replace("\xa0", " ").replace("_", " "))
    text = re.sub(r"\s+", " ", text).strip().casefold()
    return text.rstrip(".:*?").strip()


def field_of(heading: str) -> str:
    """The field a heading means, or "". "Risks / issues" and "Workstream / deliverable / task" mean what all
    their parts do."""
    words = plain(heading)
    if words in _FIELD:
        return _FIELD[words]
    parts = {
        _FIELD.get(part.strip(), "")
        for part in re.split(r"\s*[/,|]\s*|\s+or\s+", words)
        if part.strip()
    }
    return parts.pop() if len(parts) == 1 else ""


def find(sheet: Sheet) -> Columns | None:
    """The headings of a sheet: the row with the most headings that are known, a title among them. None when
    there is none.

    Raises `Refused` when two columns carry headings of the same meaning.
    """
    best: tuple[int, Row] | None = None
    for row in sheet.rows[:SEARCH_ROWS]:
        fields = {field_of(cell.text) for cell in row.cells.values() if cell.kind == "t"} - {""}
        if "title" in fields and len(fields) >= ENOUGH and (best is None or len(fields) > best[0]):
            best = (len(fields), row)
    if best is None:
        return None
    columns = _columns(best[1], sheet)
    if "type" not in columns.by_field:
        _find_types(sheet, columns)
    _find_unnamed(sheet, columns)
    return columns


def find_by(
    sheet: Sheet, means: Callable[[str], str], needs: Callable[[set[str]], bool]
) -> Columns | None:
    """The first row whose headings are those of another shape: `means` gives a heading's field, `needs` says whether
    the fields found are enough to be sure."""
    for row in sheet.rows[:SEARCH_ROWS]:
        fields = {means(plain(cell.text)) for cell in row.cells.values() if cell.kind == "t"} - {""}
        if needs(fields):
            return _columns(row, sheet, means=lambda heading: means(plain(heading)))
    return None


def _columns(row: Row, sheet: Sheet, *, means: Callable[[str], str] = field_of) -> Columns:
    found = Columns(row.number, {})
    for number, cell in row.cells.items():
        if isinstance(cell.value, date):
            found.weeks.append(cell.value)
            found.words[number] = cell.text
            continue
        name = means(cell.text)
        if name and name in found.by_field:
            first = row.cells[found.by_field[name]]
            raise Refused(
                f"Two columns of the sheet “{sheet.name}” mean the same: {first.address} “{first.text}” and "
                f"{cell.address} “{cell.text}”. Rename one of them and upload the workbook again."
            )
        if name:
            found.by_field[name] = number
        elif cell.text.strip():
            found.other.append((cell.address, cell.text.strip()))
        found.words[number] = plain(cell.text)
    return found


def _find_types(sheet: Sheet, columns: Columns) -> None:
    """The column of type letters often has no heading: it is the one left of the title that holds little else."""
    title = columns.by_field["title"]
    counts: dict[int, int] = {}
    for row in sheet.rows:
        if row.number <= columns.row:
            continue
        for number, cell in row.cells.items():
            if number < title and cell.text.strip():
                counts[number] = counts.get(number, 0) + (
                    1 if _TYPES.match(cell.text.strip()) else -1
                )
    likely = [number for number, count in counts.items() if count > 0]
    if likely:
        columns.by_field["type"] = max(likely, key=lambda number: (counts[number], -number))
        if columns.by_field.get("ref") == columns.by_field["type"]:
            del columns.by_field["ref"]


def _known(row: Row) -> int:
    """How many different headings of a row are known."""
    return len({field_of(cell.text) for cell in row.cells.values() if cell.kind == "t"} - {""})


def _find_unnamed(sheet: Sheet, columns: Columns) -> None:
    """Columns with something in them and nothing above it: not read, and said so."""
    taken = {*columns.by_field.values(), *columns.words}
    counts: dict[int, int] = {}
    for row in sheet.rows:
        if row.number > columns.row:
            for number, cell in row.cells.items():
                if number not in taken and cell.text.strip():
                    counts[number] = counts.get(number, 0) + 1
    columns.unnamed = [(column_letters(number), counts[number]) for number in sorted(counts)]


def none_found(book: Workbook) -> Refused:
    """The refusal for a workbook without recognised headings: what stands there, and what was looked for."""
    if not any(sheet.rows for sheet in book.sheets):
        empty = (
            "It has no table." if book.what else "The workbook has no sheet with anything in it."
        )
        return Refused(f"{book.what}{empty} Choose another file.")
    sheet = next(sheet for sheet in book.sheets if sheet.rows)
    likely = max(sheet.rows[:SEARCH_ROWS], key=_known)
    first = likely if _known(likely) >= ENOUGH - 1 else sheet.rows[0]
    seen = ", ".join(
        f"“{cell.text.strip()[:40]}”" for cell in first.cells.values() if cell.text.strip()
    )
    names = ", ".join(f"“{each.name}”" for each in book.sheets)
    wanted = ", ".join(_NAMES.values())
    return Refused(
        f"{book.what}No row of headings was recognised (sheets looked at: {names}). "
        f"Row {first.number} of “{sheet.name}” says: {seen}. "
        f"Put headings such as {wanted} in one row above the plan and upload the file again; for an action plan "
        "Responsible officer, Action, Target date, Performance measure, Partners, Review; for a progress report "
        "No, Workstream, Actions required, Update, Lead, Target end date, Priority, Action RAG, Savings RAG."
    )
