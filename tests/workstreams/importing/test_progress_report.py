"""The progress report: merged cells, dates that are words, cells that slipped, several actions in a cell (X4)."""

from __future__ import annotations

import io
from datetime import date

import pytest
from openpyxl import Workbook

from workstreams.demo import others
from workstreams.importing import columns, workbook
from workstreams.importing.records import Kind
from workstreams.importing.sniff import Refused

HEAD = ["NO", "Workstream/ activity", "Actions required", "Update", "Lead", "Target end date", "Revised end date",
        "Target saving (£K)", "Priority rating", "Action RAG", "Savings RAG"]  # fmt: skip


def report(*rows, above=()):
    """The bytes of a report with these rows under the headings; a `date` shows no day."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Report"
    for cells in (*above, HEAD, *rows):
        sheet.append([None if cell == "" else cell for cell in cells])
    for row in sheet.iter_rows():
        for cell in row:
            if isinstance(cell.value, date):
                cell.number_format = "MMM-YY"
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def read(*rows, **how):
    return columns.read(workbook.read(report(*rows, **how)))


def of(reading, kind):
    return [record for record in reading.records if record.kind is kind]


def codes(reading):
    return {flag.code for flag in reading.flags}


MARCH, MAY, JUNE = date(2016, 3, 1), date(2016, 5, 1), date(2016, 6, 1)
OUTCOME = ["OUTCOME 1: NEAR HOME"]
FIRST = [
    "1.1 (page 4) in draft", "Foster homes (LAC only)", "1. Find ten carers", "Six are found.",
    "M. Ottery/ K Lindqvist/", MARCH, JUNE, -219, "High", "Amber", "Red",
]  # fmt: skip


def test_a_row_of_numbers_opens_a_workstream_and_carries_its_first_action():
    reading = read(OUTCOME, FIRST)
    (branch,), (action,) = of(reading, Kind.WORKSTREAM), of(reading, Kind.TASK)
    assert (branch.ref, branch.source_page, branch.note, branch.cohorts) == (
        "1.1",
        "page 4",
        "in draft",
        "LAC only",
    )
    assert (branch.priority, branch.rag, branch.savings_rag, branch.saving_k) == (
        "High",
        "amber",
        "red",
        219,
    )
    assert (action.ref, action.title, action.text) == ("1", "Find ten carers", "1. Find ten carers")
    assert action.owners == ("M. Ottery", "K. Lindqvist")
    assert "owner_missing" in codes(reading)


def test_a_month_is_due_on_its_last_day_whatever_day_stands_behind_it():
    (action,) = of(read(OUTCOME, FIRST), Kind.TASK)
    assert (action.end.text, action.end.due, action.end.precision) == (
        "Mar-16",
        date(2016, 3, 31),
        "month",
    )
    assert action.revised.due == date(2016, 6, 30)


@pytest.mark.parametrize(
    ("target", "revised", "status", "completed", "code"),
    [
        (MARCH, "Complete", "complete", "", "complete_in_dates"),
        ("Complete", MARCH, "complete", "2016-03-31", "complete_swapped"),
        ("complete", "", "complete", "", "complete_in_dates"),
        ("Ongoing", "", "in_progress", "", ""),
        (JUNE, MAY, "not_started", "", "revised_before_target"),
    ],
)
def test_words_in_the_columns_of_dates(target, revised, status, completed, code):
    reading = read(OUTCOME, ["1.1", "Homes", "1. Find carers", "", "M. Ottery", target, revised])
    (action,) = of(reading, Kind.TASK)
    assert (action.status, action.completed) == (status, completed)
    assert not code or code in codes(reading)


def test_ongoing_and_termly_are_recurrences():
    rows = [
        ["1.1", "Homes", "1. One", "", "", "Ongoing"],
        ["", "", "2. Two", "", "", "Termly Review"],
    ]
    assert [action.recurrence for action in of(read(OUTCOME, *rows), Kind.TASK)] == [
        "ongoing",
        "termly",
    ]


def test_swapping_the_two_dates_is_offered_with_both_days():
    reading = read(OUTCOME, ["1.1", "Homes", "1. Find carers", "", "M. Ottery", JUNE, MAY])
    (flag,) = [flag for flag in reading.flags if flag.code == "revised_before_target"]
    assert flag.offers[0].changes == {"end": "May 2016", "revised": "June 2016"}


def test_values_of_a_merged_cell_count_for_the_workstream_wherever_they_landed():
    rows = [["1.1", "Homes", "1. One"], ["", "", "2. Two", "", "", "", "", "", "Medium", "Green"]]
    reading = read(OUTCOME, *rows)
    (branch,) = of(reading, Kind.WORKSTREAM)
    assert (branch.priority, branch.rag) == ("Medium", "green")
    assert "lifted" in codes(reading)


def test_a_lost_column_is_read_by_its_words():
    reading = read(
        OUTCOME, ["1.1", "Homes", "1. One", "", "", MARCH, "", "Medium", "Amber", "Red", ""]
    )
    (branch,) = of(reading, Kind.WORKSTREAM)
    assert (branch.priority, branch.rag, branch.savings_rag, branch.saving_k) == (
        "Medium",
        "amber",
        "red",
        None,
    )
    assert "column_lost" in codes(reading)


def test_a_row_one_column_to_the_right_is_moved_back_and_said():
    reading = read(OUTCOME, FIRST, ["", "", "", "2. Train them", "", "", MAY])
    action = of(reading, Kind.TASK)[1]
    assert (action.ref, action.title, action.end.text) == ("2", "Train them", "May-16")
    assert "column_lost" in codes(reading)


def test_as_above_is_linked_and_one_that_points_at_nothing_is_asked_about():
    rows = [
        ["1.1", "Homes", "1. One", "Begun."], ["", "", "2. Two", "As above."], ["", "", "3. Three"],
        ["1.2", "Schools", "1. Four", "As above."],
    ]  # fmt: skip
    reading = read(OUTCOME, *rows)
    one, two, _, four = of(reading, Kind.TASK)
    assert two.same_as == one.key and two.update == "As above."
    assert four.same_as == ""
    assert {"as_above", "as_above_nothing"} <= codes(reading)


def test_several_actions_in_a_cell_are_offered_with_the_dates_below():
    rows = [
        ["1.1", "Site", "1. Choose. 2. Write. 3. Test.", "", "", MARCH],
        ["", "", "", "", "", MAY],
        ["", "", "", "", "", JUNE],
    ]
    reading = read(OUTCOME, *rows)
    (action,) = of(reading, Kind.TASK)
    assert [(part["text"], part["end"]) for part in action.split] == [
        ("Choose.", "Mar-16"), ("Write.", "May-16"), ("Test.", "Jun-16"),
    ]  # fmt: skip
    assert sum("offered with the split" in left.why for left in reading.left_out) == 2


def test_a_saving_of_the_outcome_stays_there_and_is_asked_about():
    reading = read([*OUTCOME, "", "", "", "", "", "", "-2,100"], FIRST)
    (outcome,) = of(reading, Kind.OUTCOME)
    assert outcome.saving_k == 2100
    (flag,) = [flag for flag in reading.flags if flag.code == "saving_at_outcome"]
    assert flag.offers[0].changes == {"on_top": True}


def test_only_filled_issues_and_risks_are_read_and_a_full_stop_is_nobody():
    rows = [
        OUTCOME, FIRST, ["OUTCOME 1: Issues to raise"], ["No.", "Issue", "Owner", "What is done"],
        ["I01", "Forty arrivals", ".", "More hours"], ["I02"], ["Risks for the register"],
        ["No.", "Risk", "Owner", "Mitigation"], ["R01", "(1.1) Nobody to write", "K Lindqvist", "Fewer figures"],
        ["R02"],
    ]  # fmt: skip
    reading = read(*rows)
    (issue,), (risk,) = of(reading, Kind.ISSUE), of(reading, Kind.RISK)
    assert (issue.text, issue.owners, issue.action) == ("Forty arrivals", (), "More hours")
    assert (risk.owners, risk.about) == (("K. Lindqvist",), of(reading, Kind.WORKSTREAM)[0].key)
    assert sum(left.why == "an empty slot" for left in reading.left_out) == 2


def test_the_head_of_the_sheet_tells_of_the_programme():
    above = [
        ["Project Sponsor", "Gillian Roake", "Action RAG Overall Status: AMBER", "Savings RAG Overall Status: GREEN"],
        ["Project Leads", "K. Lindqvist/ Marguerite Ottery"], ["Reporting Date", "29 June 2016"],
    ]  # fmt: skip
    reading = read(OUTCOME, FIRST, above=above)
    (told,) = of(reading, Kind.PROGRAMME)
    assert told.facts == {
        "sponsor": "Gillian Roake", "leads": "K. Lindqvist/ Marguerite Ottery", "status_date": "2016-06-29",
        "overall_rag": "amber", "overall_savings_rag": "green",
    }  # fmt: skip
    assert {"overall_better", "initial_and_surname"} <= codes(reading)


def test_nothing_of_the_demonstration_report_is_lost():
    reading = columns.read(workbook.read(others.workbook(others.read_source(others.REPORT))))
    kept = sum(record.row > 0 for record in reading.records)
    first_actions = len(of(reading, Kind.WORKSTREAM))  # stand on the row of their workstream
    assert reading.rows_read == kept - first_actions + len(reading.left_out)
    assert len(of(reading, Kind.TASK)) == 106


def test_a_sheet_of_no_known_shape_says_what_was_looked_for():
    book = Workbook()
    book.worksheets[0].append(["Fruit", "Colour"])
    held = io.BytesIO()
    book.save(held)
    with pytest.raises(Refused, match="for a progress report"):
        columns.read(workbook.read(held.getvalue()))
