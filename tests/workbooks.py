"""Workbooks for the tests of the importer, made when they are needed: nothing binary is kept in the repository.

`demo()` is the demonstration plan as an office would have kept it; `plan(...)` a short sheet that a test bends; the
rest are the sheets that people really send (the numbers are rows of the list of bad inputs). Files that are no
workbook at all, or hostile, are in `tests/bad_files.py`. Every function gives the bytes of a file.
"""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date
from functools import cache

from openpyxl import Workbook
from openpyxl.chart import BarChart
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.table import Table
from openpyxl.worksheet.worksheet import Worksheet

from workstreams.demo.workbook import as_bytes, build, read_source

HEADINGS = ["", *read_source()["columns"][1:]]
COLUMN = dict(zip(["type", "title", "scope", "owner", "percent", "start", "end", "risk", "rag", "interdependency",
                   "comments"], range(1, 12), strict=True))  # fmt: skip
GREEN = PatternFill("solid", fgColor="FF00B050")
ROWS = [
    {"type": 1, "title": "Urgent care", "owner": "Rosalind Achebe", "rag": "Amber"},
    {"type": "D", "title": "Advice line"},
    {"type": "P", "title": "Scope and definition"},
    {"type": "T", "title": "Review the data sets", "scope": "Local", "owner": "Rosalind Achebe", "percent": 0.5,
     "start": date(2020, 8, 1), "end": date(2020, 9, 1), "rag": "Green"},
    {"type": "M", "title": "Pathways designed", "scope": "Local", "owner": "Callum Deverill", "percent": 0,
     "start": date(2020, 9, 1), "end": "TBC", "rag": "Green"},
    {"type": "G", "title": "GOVERNANCE - Agree pathways - SMT", "owner": "Callum Deverill",
     "start": "TBC", "end": "TBC"},
]  # fmt: skip


@cache
def demo() -> bytes:
    """The demonstration plan on its own calendar: 228 rows under headings on row 4."""
    return as_bytes(build(read_source()))


def book(
    rows: list[dict] | None = None, *, headings: list | None = None, header_row: int = 1
) -> Workbook:
    """A short plan, to be bent. Rows are dicts by field; default `ROWS`."""
    made = Workbook()
    sheet = made.worksheets[0]
    sheet.title = "Plan"
    write(sheet, ROWS if rows is None else rows, headings=headings, header_row=header_row)
    return made


def write(
    sheet: Worksheet, rows: list[dict], *, headings: list | None = None, header_row: int = 1
) -> None:
    """Headings and rows into a sheet."""
    for column, heading in enumerate(HEADINGS if headings is None else headings, 1):
        sheet.cell(header_row, column, heading or None)
    for number, row in enumerate(rows, header_row + 1):
        for field, value in row.items():
            cell = sheet.cell(number, COLUMN[field], value)
            if isinstance(value, date):
                cell.number_format = "DD/MM/YY"
            if field == "percent":
                cell.number_format = "0%"


def plan(rows: list[dict] | None = None, **look) -> bytes:
    """The bytes of `book`."""
    return as_bytes(book(rows, **look))


def with_cell(address: str, value: object) -> bytes:
    """The short plan with one cell overwritten, in the form openpyxl gives it."""
    made = book()
    made["Plan"][address] = value
    return as_bytes(made)


def rewritten(data: bytes, part: str, old: str, new: str) -> bytes:
    """A workbook with words of one part replaced: what no library will write. The words must be there."""
    held = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as source,
        zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for info in source.infolist():
            content = source.read(info)
            if info.filename == part:
                text = content.decode()
                assert re.search(old, text), f"{old} is not in {part}"
                content = re.sub(old, lambda _: new, text, count=1).encode()
            target.writestr(info.filename, content)
    return held.getvalue()


SHEET = "xl/worksheets/sheet1.xml"


# Sheets --------------------------------------------------------------------------------------------------------------


def wrong_sheet_first() -> bytes:
    """28: notes first, the plan on the second sheet under another name."""
    made = book()
    made["Plan"].title = "Programme 20-21"
    made.create_sheet("Notes", 0)["A1"] = "Please use the other sheet"
    return as_bytes(made)


def two_plans() -> bytes:
    """28: two sheets that both hold a plan."""
    made = book()
    write(made.create_sheet("Old plan"), ROWS[:4])
    return as_bytes(made)


def hidden_sheet(state: str = "hidden") -> bytes:
    """29: the plan is on a sheet that nobody sees ("hidden" or "veryHidden")."""
    made = book()
    made.create_sheet("Cover", 0)["A1"] = "Cover"
    made["Plan"].sheet_state = state
    return as_bytes(made)


def empty_workbook() -> bytes:
    """30: one sheet, nothing on it."""
    return as_bytes(Workbook())


def chart_only() -> bytes:
    """30: the first sheet is a chart, the other is empty."""
    made = Workbook()
    made.create_chartsheet("Chart", 0).add_chart(BarChart())
    return as_bytes(made)


# Headings ------------------------------------------------------------------------------------------------------------


def headings_below(rows_above: int = 3) -> bytes:
    """31: a title and a logo's room above the headings."""
    made = book(header_row=rows_above + 1)
    made["Plan"]["B1"] = "Calderbrook work programme"
    return as_bytes(made)


def no_headings() -> bytes:
    """32: rows, and nothing that says what they are."""
    return plan(headings=[])


def unknown_headings() -> bytes:
    """32: a workbook about something else."""
    made = Workbook()
    made.worksheets[0].append(["Invoice", "Supplier", "Net", "VAT"])
    made.worksheets[0].append([1, "Papermill", 12.5, 2.5])
    return as_bytes(made)


def loose_headings() -> bytes:
    """33: the same headings as people type them: case, spaces, hard spaces, line breaks, dots."""
    return plan(headings=["", " deliverable OR task ", "Scope.", "LEAD\u00a0", "%  Complete", "start\ndate",
                          "End  Date:", "Risks /\nissues", "RAG Status\n", "Interdependencies:",
                          "comments."])  # fmt: skip


def duplicate_headings() -> bytes:
    """34: Lead in D1 and again in L1."""
    return plan(headings=[*HEADINGS, "Lead"])


def without(heading: str) -> bytes:
    """35: the column with this heading has none."""
    return plan(headings=[None if heading == found else found for found in HEADINGS])


def extra_columns() -> bytes:
    """36: three columns that the tracker has no place for."""
    made = book(headings=[*HEADINGS, "Cost code", "Ward", "Colour"])
    for column, value in enumerate(("X12", "East", "teal"), len(HEADINGS) + 1):
        made["Plan"].cell(2, column, value)
    return as_bytes(made)


def merged_headings() -> bytes:
    """37: two rows of headings, "Dates" merged over Start and End."""
    made = book(header_row=2)
    sheet = made["Plan"]
    sheet["F1"] = "Dates"
    sheet.merge_cells("F1:G1")
    return as_bytes(made)


# Rows ----------------------------------------------------------------------------------------------------------------


def merged_cells() -> bytes:
    """38: one owner merged over three rows."""
    made = book()
    made["Plan"].merge_cells("D5:D7")
    return as_bytes(made)


def hidden_rows() -> bytes:
    """39: row 5 hidden by a filter, column H hidden by hand."""
    made = book()
    sheet = made["Plan"]
    sheet.auto_filter.ref = "A1:K7"
    sheet.row_dimensions[5].hidden = True
    sheet.column_dimensions["H"].hidden = True
    return as_bytes(made)


def total_row() -> bytes:
    """40: a Total line whose number is a formula without a stored value."""
    made = book()
    made["Plan"].cell(8, COLUMN["title"], "Total")
    made["Plan"].cell(8, COLUMN["percent"], "=AVERAGE(E5:E7)")
    return as_bytes(made)


def excel_table() -> bytes:
    """41: the rows are an Excel table with a name."""
    made = book(headings=["Type", *HEADINGS[1:]])
    made["Plan"].add_table(Table(displayName="PlanTable", ref="A1:K7"))
    return as_bytes(made)


def formatted_blank_rows(count: int = 3_000) -> bytes:
    """42: rows that hold a fill and nothing else, after the plan."""
    made = book()
    for number in range(8, 8 + count):
        made["Plan"].cell(number, 2).fill = GREEN
    return as_bytes(made)


def stray_space(row: int = 1_048_576) -> bytes:
    """43: one space on the last row a sheet can have."""
    made = book()
    made["Plan"].cell(row, 2, " ")
    return as_bytes(made)


def lying_dimension() -> bytes:
    """44: the sheet says it fills every cell Excel has."""
    return rewritten(plan(), SHEET, r'<dimension ref="[^"]*"', '<dimension ref="A1:XFD1048576"')


def too_wide(columns: int = 300) -> bytes:
    """45: more columns than any plan has."""
    made = book()
    for column in range(len(HEADINGS) + 1, columns + 1):
        made["Plan"].cell(2, column, "x")
    return as_bytes(made)


def too_long(rows: int = 20_001) -> bytes:
    """46: more rows than a plan may have."""
    made = Workbook(write_only=True)
    sheet = made.create_sheet("Plan")
    sheet.append(HEADINGS)
    sheet.append([1, "Urgent care"])
    for number in range(rows - 1):
        sheet.append(["T", f"Task {number}", "Local"])
    return as_bytes(made)


def gaps() -> bytes:
    """47: blank rows between the rows, and a line that only heads a section."""
    rows = [*ROWS[:3], {}, {}, {"title": "HEALTH SECTION"}, *ROWS[3:]]
    return plan(rows)


def leading_blank_columns(columns: int = 2) -> bytes:
    """48: the plan begins in column C."""
    made = book()
    made["Plan"].insert_cols(1, columns)
    return as_bytes(made)


# Cells ---------------------------------------------------------------------------------------------------------------


def formula_without_value() -> bytes:
    """76: G5 holds a formula and Excel never stored what it gives (the end of "Review the data sets")."""
    return with_cell("G5", "=F5+31")


def formula_with_value(value: str = "44075") -> bytes:
    """75: G5 holds a formula whose value is stored: 44075 is 1 September 2020."""
    return rewritten(formula_without_value(), SHEET, r"<f>F5\+31</f><v\s*/>|<f>F5\+31</f><v></v>",
                     f"<f>F5+31</f><v>{value}</v>")  # fmt: skip


def error_value(shown: str = "#REF!") -> bytes:
    """77: G5 shows an error."""
    return with_cell("G5", shown)


def colour_only() -> bytes:
    """70: the rating of "Review the data sets" is a green fill and no word."""
    made = book()
    made["Plan"]["I5"] = None
    made["Plan"]["I5"].fill = GREEN
    return as_bytes(made)


def struck_through() -> bytes:
    """69: the owner of "Review the data sets" is struck through."""
    made = book()
    made["Plan"]["D5"].font = Font(strike=True)
    return as_bytes(made)


def with_notes() -> bytes:
    """20: two notes on cells."""
    made = book()
    for address in ("B5", "G5"):
        made["Plan"][address].comment = Comment("Ask Owain", "Imogen Farrow")
    return as_bytes(made)


def broken_styles() -> bytes:
    """22: the styles part is not XML; the values are whole."""
    return rewritten(plan(), "xl/styles.xml", r"<styleSheet", "<<styleSheet")


def external_link() -> bytes:
    """19: a cell that asks the web for its value, and no value stored."""
    return with_cell("K5", '=WEBSERVICE("http://127.0.0.1:9/collect")')
