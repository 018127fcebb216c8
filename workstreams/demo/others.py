"""Two further programmes of the demonstration: a progress report on a workbook, and an action plan on CSV.

They come in through the same importer as anybody's, with all their faults, so that the portfolio holds three
programmes of three shapes. Their calendars move by whole months, to the latest status date that is not after today.
"""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import date, datetime, time
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from workstreams.actions import people
from workstreams.actions.programmes import create_programme
from workstreams.importing import apply
from workstreams.models import BatchState, ImportBatch, Organisation, Programme
from workstreams.when import read as read_when

from .cast import Cast
from .play import moment
from .shift import months_between, shift_day, shift_text
from .workbook import FOLDER, as_bytes

REPORT, ACTION_PLAN = "children_in_care.json", "inspection_response.json"
BOTH = (REPORT, ACTION_PLAN)
OFFICE = "Tamsin Boyle"
#: Who keeps them, besides those who look after everything.
KEPT_BY = {
    REPORT: {"Anselm Whitlock": "finance"},
    ACTION_PLAN: {"Imogen Farrow": "manager"},
}
EVERYWHERE = {OFFICE: "office", "Gillian Roake": "sponsor", "Maud Ellery": "auditor"}
_MONTH = re.compile(r"[A-Z][a-z]{2}-\d\d")
_DAY = re.compile(r"\d{1,2} [A-Z][a-z]+ \d{4}")
_SPACED = re.compile(r"(\d{1,2}) (st|nd|rd|th)(?= [A-Z])")
_JOINED = re.compile(r"(\d{1,2})(st|nd|rd|th)(?= [A-Z])")
_FIGURE = re.compile(r"-?[\d,]+")
_FILLS = {"Green": "FF00B050", "Amber": "FFFFC000", "Red": "FFC00000", "Blue": "FF0070C0"}
_FIRST_FIGURE, _FIRST_RATING = 8, 10  # columns: target saving, action RAG
Source = dict[str, Any]


def read_source(name: str) -> Source:
    """One of the two, as `fixtures/README.md` describes it."""
    source: Source = json.loads((FOLDER / name).read_text(encoding="utf-8"))
    return source


def names() -> list[str]:
    """What the two programmes are called."""
    return [read_source(name)["programme"]["name"] for name in BOTH]


def load(cast: Cast, *, today: date, now: datetime) -> list[Programme]:
    """Both programmes with their plans and their people. Done again it changes nothing."""
    return [_load(name, cast, today=today, now=now) for name in BOTH]


def _load(name: str, cast: Cast, *, today: date, now: datetime) -> Programme:
    source = read_source(name)
    near = date.fromisoformat(source["status_date"])
    months = months_between(near, today) - (today.day < near.day)
    facts = source["programme"]
    programme = Programme.objects.filter(name=facts["name"]).first()
    began = min(moment(datetime.combine(shift_day(near, months), time(9, 30)).isoformat()), now)
    if programme is None:
        programme = create_programme(
            name=facts["name"], purpose=facts["purpose"], organisation=Organisation.objects.order_by("pk").first(),
            starts=shift_day(date.fromisoformat(facts["starts"]), months),
            ends=shift_day(date.fromisoformat(facts["ends"]), months), by=None, now=began,
        )  # fmt: skip
    for who, role in (EVERYWHERE | KEPT_BY[name]).items():
        people.grant(user=cast.users[who], role=role, programme=programme, by=None, now=began)
    if not ImportBatch.objects.filter(programme=programme, state=BatchState.APPLIED).exists():
        data = workbook(source, months) if name == REPORT else csv_file(source, months)
        by = cast.users[OFFICE]
        batch = apply.check(
            programme=programme, data=data, file_name=source["file_name"], by=by, now=began
        )
        apply.apply(batch, by=by, today=today, now=began)
        programme.refresh_from_db()
    return programme


def moved(text: str, months: int, *, near: date) -> str:
    """A text whose dates lie so many months on; "30 th June", as a scanner leaves it, keeps its space."""
    spaced = bool(_SPACED.search(text))
    told = shift_text(_SPACED.sub(r"\1\2", text), months, near=near)
    return _JOINED.sub(r"\1 \2", told) if spaced else told


def workbook(source: Source, months: int = 0) -> bytes:
    """The progress report as an office keeps it: months as real dates that show no day, ratings on colours, and cells
    merged over the rows of a workstream."""
    near = date.fromisoformat(source["status_date"])
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Progress report"
    for number, cells in enumerate(source["rows"], 1):
        for column, text in enumerate(cells, 1):
            if text:
                said = moved(text, months, near=near)
                _write(sheet, number, column, said, body=number > source["header_row"])
    for cell in sheet[source["header_row"]]:
        cell.font = Font(bold=True)
    _merge(sheet, source)
    return as_bytes(book)


def _write(sheet: Worksheet, number: int, column: int, text: str, *, body: bool) -> None:
    cell = sheet.cell(number, column)
    cell.value = text
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    if _MONTH.fullmatch(text):
        cell.value, cell.number_format = _first_of(text), "MMM-YY"
    elif _DAY.fullmatch(text):
        cell.alignment = Alignment(horizontal="left")
    elif body and column == _FIRST_FIGURE and _FIGURE.fullmatch(text):
        cell.value = int(text.replace(",", ""))
    elif body and column >= _FIRST_RATING and text in _FILLS:
        cell.fill = PatternFill("solid", fgColor=_FILLS[text])


def _first_of(month: str) -> date | None:
    """ "Mar-16" as Excel keeps it: the first day of that month."""
    return read_when(month).begins


def _merge(sheet: Worksheet, source: Source) -> None:
    """Number, title and lead span the rows of their workstream; the other cells stand where somebody typed them."""
    rows = source["rows"]
    start = 0
    for number in range(source["header_row"] + 1, len(rows) + 2):
        cells = rows[number - 1] if number <= len(rows) else ["end"]
        goes_on = bool(cells) and not cells[0]
        if goes_on:
            continue
        if start and number - start > 1:
            for column in (1, 2, 5):
                letter = get_column_letter(column)
                sheet.merge_cells(f"{letter}{start}:{letter}{number - 1}")
        start = number if re.match(r"\d+\.\d", cells[0] if cells else "") else 0


def csv_file(source: Source, months: int = 0) -> bytes:
    """The action plan as CSV: a heading before the second plan only, column headings before each table."""
    near = date.fromisoformat(source["status_date"])
    held = io.StringIO()
    out = csv.writer(held)
    for plan in source["plans"]:
        if plan["heading"]:
            out.writerow([plan["heading"]])
        for table in plan["tables"]:
            out.writerow(source["columns"])
            for row in table:
                out.writerow([moved(text, months, near=near) for text in row])
    return held.getvalue().encode("utf-8-sig")
