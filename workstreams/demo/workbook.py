"""The demonstration plan as the workbook an office would have kept: what the importer is shown, and nothing easier.

Title and legend above, headings on row 4, real dates where the typed date exists and text where it does not, percent as
a number shown as percent, ratings as a word on a colour, a weekly chart made of coloured cells.
"""

from __future__ import annotations

import io
import json
import re
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet

FOLDER = Path(__file__).resolve().parents[2] / "fixtures" / "demo"
SOURCE, STORY, REST = (FOLDER / f"{name}.json" for name in ("commissioning", "story", "rest"))
FIRST_WEEK = 12  # column L
_DAY = re.compile(r"(\d\d)/(\d\d)/(\d\d)")
_FILLS = {"Green": "FF00B050", "Amber": "FFFFC000", "Red": "FFFF0000"}
_BAR = PatternFill("solid", fgColor="FF0070C0")
_FIELDS = (
    "title",
    "scope",
    "owner",
    "percent",
    "start",
    "end",
    "risk",
    "rag",
    "interdependency",
    "comments",
)


def read_source(path: Path = SOURCE) -> dict[str, Any]:
    """The plan as `fixtures/README.md` describes it."""
    plan: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return plan


def read_story(path: Path = STORY, rest: Path = REST) -> dict[str, Any]:
    """Who plays in it and what happened in the three months before the status date, in order."""
    story: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    more = json.loads(rest.read_text(encoding="utf-8"))["steps"]
    return story | {"steps": sorted([*story["steps"], *more], key=lambda step: step["on"])}


def real_day(typed: str) -> date | None:
    """The day that `dd/mm/yy` names, when there is such a day; None for every other text."""
    found = _DAY.fullmatch(typed)
    if not found:
        return None
    try:
        return date(2000 + int(found[3]), int(found[2]), int(found[1]))
    except ValueError:
        return None


def build(plan: dict[str, Any]) -> Workbook:
    """The workbook of a plan, in memory."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Plan"
    top = plan["header_row"]
    sheet["B1"] = plan["title"]
    sheet["B2"] = "D Deliverable   P Phase   T Task   M Milestone   G Governance"
    weeks = [date.fromisoformat(week) for week in plan["weeks"]]
    for column, heading in enumerate([*plan["columns"], *weeks], 1):
        if heading:
            head = sheet.cell(top, column)
            head.value = heading
            head.font, head.alignment = Font(bold=True), Alignment(wrap_text=True)
            if isinstance(heading, date):
                head.number_format = "MMM D, YYYY"
    for number, row in enumerate(plan["rows"], top + 1):
        _write_row(sheet, number, row, weeks)
    sheet.column_dimensions["B"].width, sheet.column_dimensions["H"].width = 60, 40
    sheet.freeze_panes = f"C{top + 1}"
    # Not the clock: the same plan gives the same bytes.
    moment = datetime.fromisoformat(plan["status_date"])
    book.properties.created = book.properties.modified = moment
    return book


def _write_row(sheet: Worksheet, number: int, row: dict[str, str], weeks: list[date]) -> None:
    kind = row["type"]
    if kind:
        sheet.cell(number, 1, int(kind) if kind.isdigit() else kind)
    for column, field in enumerate(_FIELDS, 2):
        typed = row[field]
        if not typed:
            continue
        cell = sheet.cell(number, column)
        day = real_day(typed) if field in ("start", "end") else None
        if day:
            cell.value, cell.number_format = day, "DD/MM/YY"
        elif field == "percent":
            cell.value, cell.number_format = int(typed.rstrip("%")) / 100, "0%"
        else:
            cell.value = typed
        if field == "rag":
            cell.fill = PatternFill("solid", fgColor=_FILLS[typed])
        if field == "title" and (kind.isdigit() or kind in ("D", "P")):
            cell.font = Font(bold=True)
    start, end = real_day(row["start"]), real_day(row["end"])
    if start and end:
        for offset, monday in enumerate(weeks):
            if start < monday + timedelta(days=7) and monday <= end:
                sheet.cell(number, FIRST_WEEK + offset).fill = _BAR


def as_bytes(book: Workbook) -> bytes:
    """The workbook as a file."""
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()
