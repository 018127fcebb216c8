"""What is read from a workbook that people really send, and what is said about it."""

from __future__ import annotations

from datetime import date

import pytest

from tests import workbooks
from tests.workstreams.importing.conftest import read
from workstreams.importing import workbook
from workstreams.importing.sniff import Refused


def test_cells_keep_address_value_format_and_fill():
    sheet = workbook.read(workbooks.plan()).sheets[0]
    row = next(row for row in sheet.rows if row.number == 5)
    assert (row.cells[5].address, row.cells[5].value, row.cells[5].format) == ("E5", 0.5, "0%")
    assert (row.cells[6].address, row.cells[6].value) == ("F5", date(2020, 8, 1))
    assert row.cells[5].text == "50%"
    assert row.cells[6].text == "01/08/20"


@pytest.mark.parametrize(
    ("made", "sentence"),
    [
        (workbooks.empty_workbook, "no sheet with anything in it"),
        (workbooks.chart_only, "no sheet with anything in it"),
        (workbooks.no_headings, "No row of headings was recognised"),
        (workbooks.unknown_headings, "Row 1 of “Sheet” says: “Invoice”"),
        (workbooks.duplicate_headings, "D1 “Lead” and L1 “Lead”"),
        (workbooks.too_wide, "a plan has at most 60 columns"),
        (workbooks.too_long, "more than 20,000 rows"),
        (
            workbooks.formula_without_value,
            "1 cell holds a formula whose result was not saved: Plan!G5",
        ),
        (workbooks.total_row, "a formula whose result was not saved: Plan!E8"),
        (workbooks.external_link, "a formula whose result was not saved: Plan!K5"),
        (workbooks.error_value, "1 cell holds an Excel error: Plan!G5 (#REF!)"),
    ],
    ids=lambda each: getattr(each, "__name__", ""),
)
def test_a_workbook_that_must_not_be_guessed_at_is_refused(made, sentence):
    with pytest.raises(Refused) as refused:
        read(made())
    assert sentence in refused.value.sentence


@pytest.mark.parametrize(
    ("made", "notice"),
    [
        (workbooks.headings_below, "The headings were found in row 4."),
        (
            workbooks.extra_columns,
            "Not imported: 3 columns: “Cost code” (L1), “Ward” (M1), “Colour” (N1).",
        ),
        (
            workbooks.hidden_sheet,
            "The sheet “Plan” is hidden in Excel; it was read because it holds the plan.",
        ),
        (workbooks.two_plans, "Only “Plan” was read. “Old plan” also looks like a plan."),
        (workbooks.merged_cells, "Merged cells (D5:D7): the value counts for the first row only."),
        (workbooks.hidden_rows, "1 hidden row was read like the others."),
        (workbooks.hidden_rows, "Hidden columns were read like the others: H."),
        (
            workbooks.stray_space,
            "More than 200 blank rows follow row 7: nothing below them was read.",
        ),
        (
            workbooks.formatted_blank_rows,
            "More than 200 blank rows follow row 7: nothing below them was read.",
        ),
        (workbooks.formula_with_value, "The values that formulas last gave were used: G5."),
        (workbooks.struck_through, "Struck-through words were read like the others: D5."),
        (workbooks.with_notes, "Note on B5, not imported: “Ask Owain”"),
        (lambda: workbooks.without("Lead"), "No column was recognised for: owner."),
        (
            lambda: workbooks.without("Lead"),
            "Columns without a heading were not imported (cells in brackets): D (4).",
        ),
        (
            workbooks.broken_styles,
            "The workbook's styles are damaged. Values were read; dates stored as numbers may need checking.",
        ),
    ],
)
def test_a_sheet_out_of_the_ordinary_is_read_and_told(made, notice):
    reading = read(made())
    assert len(reading.records) == 6
    assert notice in reading.notices


@pytest.mark.parametrize(
    "made",
    [
        workbooks.wrong_sheet_first, workbooks.loose_headings, workbooks.merged_headings,
        workbooks.excel_table, workbooks.lying_dimension, workbooks.leading_blank_columns,
    ],
    ids=lambda made: made.__name__,
)  # fmt: skip
def test_a_sheet_of_another_make_is_read_as_the_plain_one(made):
    plain = {
        record.key: (record.kind, record.percent, record.end)
        for record in read(workbooks.plan()).records
    }
    other = {
        record.key: (record.kind, record.percent, record.end) for record in read(made()).records
    }
    assert other == plain


def test_damaged_styles_cost_the_formats_only():
    task = next(
        record
        for record in read(workbooks.broken_styles()).records
        if record.title == "Review the data sets"
    )
    assert task.percent == 50
    assert task.start.earliest == date(2020, 8, 1)


def test_section_lines_and_totals_are_left_out_and_named():
    reading = read(workbooks.gaps())
    assert len(reading.records) == 6
    assert any("only heads a section" in left.why for left in reading.left_out)
    rows = [*workbooks.ROWS, {"title": "Total", "percent": 0.5}]
    left = read(workbooks.plan(rows)).left_out[-1]
    assert (left.cell, left.text) == ("B8", "Total 50%")
    assert left.why.startswith("a total")


def test_dates_from_1904_are_the_days_that_excel_shows():
    made = workbooks.book()
    from openpyxl.utils.datetime import CALENDAR_MAC_1904

    made.epoch = CALENDAR_MAC_1904
    reading = read(workbooks.as_bytes(made))
    task = next(record for record in reading.records if record.title == "Review the data sets")
    assert task.start.earliest == date(2020, 8, 1)
    assert any("1904" in notice for notice in reading.notices)


def test_a_cell_longer_than_the_limit_is_named():
    with pytest.raises(Refused, match=r"Plan!B5 \(5,001 characters\)"):
        read(workbooks.with_cell("B5", "x" * 5_001))
