"""The demonstration plan read from its workbook: every row, every figure, every fault at its cell."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date

import pytest

from tests import workbooks
from tests.workstreams.importing.conftest import read
from workstreams.importing import compare, stored, summary
from workstreams.importing.records import Kind


@pytest.fixture(scope="module")
def demo():
    return read(workbooks.demo())


@pytest.fixture(scope="module")
def figures(demo):
    return summary.of(demo, compare.compare(demo.records, [], {}))


def flags(reading, code):
    return [flag for flag in reading.flags if flag.code == code]


def test_every_line_is_a_row_of_the_plan_or_is_left_out_with_its_reason(figures):
    rows = figures["rows"]
    assert (rows["read"], rows["imported"], len(rows["left_out"])) == (231, 224, 7)
    stray = [left for left in rows["left_out"] if left["text"] == "Green"]
    assert [left["cell"] for left in stray] == ["I102", "I118", "I126", "I224"]
    assert all(left["why"].startswith("a RAG word alone") for left in stray)


def test_rows_are_counted_by_type(figures):
    assert (figures["workstreams"], figures["deliverables"], figures["phases"]) == (7, 26, 23)
    assert figures["items"] == {"task": 86, "milestone": 53, "governance": 28, "untyped": 1}


def test_blank_is_neither_green_nor_nought(figures):
    assert figures["item_rag"] == {"green": 144, "amber": 6, "red": 7, "blue": 0, "none": 11}
    assert figures["percent"] == {"0": 118, "30": 1, "50": 7, "75": 1, "100": 21, "blank": 20}


@pytest.mark.parametrize(
    ("code", "count"),
    [
        ("impossible_date", 3), ("end_before_start", 4), ("year_out_of_order", 1), ("untyped", 1),
        ("hundred_percent_without_end", 6), ("hundred_percent_red", 1), ("complete_without_rag", 1),
        ("similar_name", 2), ("initials", 2), ("font_encoded", 2), ("waiting_on", 7), ("text_end", 44),
        ("text_start", 42), ("several_owners", 35), ("risk_without_rag", 5), ("green_with_risk", 7), ("no_rag", 11),
        ("no_percent", 20), ("no_scope", 25), ("no_end", 11), ("no_start", 9), ("unowned", 5),
    ],
)  # fmt: skip
def test_each_fault_is_flagged_as_often_as_it_occurs(figures, code, count):
    assert figures["flags"][code] == count


def test_nothing_else_is_flagged(figures):
    assert sum(figures["flags"].values()) == 244


def test_a_flag_names_its_cell_even_where_the_cell_is_blank(demo):
    blank = {flag.cell[0] for flag in flags(demo, "no_end")}
    assert blank == {"G"}
    assert {flag.where for flag in flags(demo, "impossible_date")} == {
        "Plan, G28",
        "Plan, G180",
        "Plan, G182",
    }


def test_an_impossible_date_keeps_its_text_and_offers_the_last_day_of_the_month(demo):
    flag = next(flag for flag in flags(demo, "impossible_date") if flag.cell == "G28")
    assert flag.text == "31/09/20"
    assert [offer.words for offer in flag.offers] == ["30 September 2020"]
    record = demo.by_key()[flag.record]
    assert (record.end.text, record.end.latest) == ("31/09/20", None)


def test_an_end_before_the_start_offers_the_year_after(demo):
    offered = {
        flag.cell: [offer.value for offer in flag.offers]
        for flag in flags(demo, "end_before_start")
    }
    assert offered == {
        "G7": ["2021-01-01"], "G157": ["2021-03-31"], "G184": ["2021-03-31"], "G185": ["2021-03-31"],
    }  # fmt: skip


def test_one_spelling_in_many_cells_is_asked_once(demo):
    flag = max(flags(demo, "similar_name"), key=lambda each: len(each.also))
    assert (flag.cell, len(flag.also)) == ("D69", 8)


def test_ids_of_flags_are_one_to_one(demo):
    counts = Counter(flag.id for flag in demo.flags)
    assert max(counts.values()) == 1


def test_a_reading_survives_being_stored(demo):
    kept = json.loads(json.dumps(stored.to_json(demo)))
    again = stored.from_json(kept)
    assert json.loads(json.dumps(stored.to_json(again))) == kept
    assert [compare.of_record(record) for record in again.records] == [
        compare.of_record(record) for record in demo.records
    ]
    assert [flag.id for flag in again.flags] == [flag.id for flag in demo.flags]


# The tree ------------------------------------------------------------------------------------------------------------


def tree(rows):
    reading = read(workbooks.plan(rows))
    titles = {record.key: record.title for record in reading.records} | {"": ""}
    return [(record.title, record.kind, titles[record.parent]) for record in reading.records]


def test_items_belong_to_the_last_phase_else_deliverable_else_workstream():
    assert tree(
        [
            {"type": 1, "title": "Urgent care"},
            {"type": "T", "title": "Straight under"},
            {"type": "D", "title": "Advice line"},
            {"type": "T", "title": "Under the deliverable"},
            {"type": "P", "title": "Scope"},
            {"type": "M", "title": "In the phase"},
            {"type": "D", "title": "Practice nurse"},
            {"type": "G", "title": "GOVERNANCE - Agree it - SMT"},
            {"type": 2, "title": "Planned care"},
            {"title": "No letter", "owner": "Owain Prosser"},
        ]
    ) == [
        ("Urgent care", Kind.WORKSTREAM, ""),
        ("Straight under", Kind.TASK, "Urgent care"),
        ("Advice line", Kind.DELIVERABLE, "Urgent care"),
        ("Under the deliverable", Kind.TASK, "Advice line"),
        ("Scope", Kind.PHASE, "Advice line"),
        ("In the phase", Kind.MILESTONE, "Scope"),
        ("Practice nurse", Kind.DELIVERABLE, "Urgent care"),
        ("Agree it - SMT", Kind.GOVERNANCE, "Practice nurse"),
        ("Planned care", Kind.WORKSTREAM, ""),
        ("No letter", Kind.UNTYPED, "Planned care"),
    ]


def test_a_deliverable_nests_when_it_says_the_title_above_and_more():
    assert [row[2] for row in tree(
        [
            {"type": 1, "title": "SEND"},
            {"type": "D", "title": "Family respite"},
            {"type": "D", "title": "Open family respite"},
            {"type": "T", "title": "Watch the contract"},
            {"type": "D", "title": "Targeted family respite"},
            {"type": "D", "title": "Advice service"},
        ]
    )] == ["", "SEND", "Family respite", "Open family respite", "Family respite", "SEND"]  # fmt: skip


def test_a_deliverable_with_rows_of_its_own_takes_no_other_in():
    assert [row[2] for row in tree(
        [
            {"type": 1, "title": "SEND"},
            {"type": "D", "title": "Family respite"},
            {"type": "T", "title": "Count the places"},
            {"type": "D", "title": "Open family respite"},
        ]
    )] == ["", "SEND", "Family respite", "SEND"]  # fmt: skip


def test_numbers_with_dots_stand_under_their_whole():
    assert [row[2] for row in tree(
        [{"type": "3", "title": "Placements"}, {"type": "3.2", "title": "Foster care"}, {"type": "T", "title":
        "Recruit"}]
    )] == ["", "Placements", "Foster care"]  # fmt: skip


def test_a_plan_without_a_workstream_row_goes_under_the_name_of_its_sheet():
    reading = read(
        workbooks.plan([{"type": "T", "title": "First thing", "owner": "Owain Prosser"}])
    )
    assert [record.title for record in reading.records] == ["Plan", "First thing"]
    assert any("they go under “Plan”" in notice for notice in reading.notices)


def test_equal_titles_under_one_heading_are_two_rows():
    rows = [
        {"type": 1, "title": "SEND"},
        {"type": "T", "title": "Data set"},
        {"type": "T", "title": "data  set"},
    ]
    keys = [record.key for record in read(workbooks.plan(rows)).records]
    assert len(set(keys)) == 3


def test_keys_hang_neither_on_the_sheet_nor_on_the_row_number():
    plain = [record.key for record in read(workbooks.plan()).records]
    moved = workbooks.book(header_row=6)
    moved["Plan"].title = "Plan September"
    assert [record.key for record in read(workbooks.as_bytes(moved)).records] == plain


# Cells ---------------------------------------------------------------------------------------------------------------


def one(**cells):
    rows = [
        {"type": 1, "title": "SEND"},
        {"type": "T", "title": "Data set", "owner": "Owain Prosser", **cells},
    ]
    reading = read(workbooks.plan(rows))
    return reading.records[1], reading


@pytest.mark.parametrize(
    ("percent", "end", "status"),
    [
        (None, None, "not_started"), (0, None, "not_started"), (0.5, None, "in_progress"),
        (1, date(2020, 8, 1), "complete"), (1, "ongoing", "in_progress"), (1, None, "in_progress"),
        (1, "31/09/20", "in_progress"), (1, "Sept 2020", "complete"),
    ],
)  # fmt: skip
def test_status_follows_the_percent_and_a_real_end(percent, end, status):
    record, _ = one(percent=percent, end=end)
    assert record.status == status


def test_a_story_never_makes_a_row_complete():
    record, _ = one(percent=0, comments="Completed last week", risk="All done")
    assert record.status == "not_started"


def test_a_percent_stuck_to_the_owner_is_parted_and_told():
    record, reading = one(owner="Imogen Farrow/Callum Deverill0%")
    assert (record.owners, record.percent) == (("Imogen Farrow", "Callum Deverill"), 0)
    assert record.typed["owners"] == "Imogen Farrow/Callum Deverill0%"
    assert [flag.cell for flag in flags(reading, "glued")] == ["D3"]


def test_a_scope_stuck_to_the_title_is_parted_and_told():
    record, reading = one(title="Find the resource (see plan)National")
    assert (record.title, record.scope) == ("Find the resource (see plan)", "National")
    assert record.text == "Find the resource (see plan)National"
    assert [flag.cell for flag in flags(reading, "glued")] == ["B3"]


def test_a_statutory_marker_is_no_scope():
    record, _ = one(scope="Statutory duty")
    assert (record.scope, record.scope_text, record.statutory) == (
        "",
        "Statutory duty",
        "Statutory duty",
    )


def test_a_rating_that_is_not_one_word_is_left_blank_and_offered():
    record, reading = one(rag="Amber/Red")
    assert record.rag == ""
    assert [offer.value for offer in flags(reading, "unknown_rag")[0].offers] == ["amber", "red"]


def test_a_rating_by_colour_alone_waits_for_a_person():
    reading = read(workbooks.colour_only())
    flag = flags(reading, "rag_by_colour")[0]
    assert reading.by_key()[flag.record].rag == ""
    assert [offer.value for offer in flag.offers] == ["green"]


def test_characters_that_cannot_be_seen_are_told():
    _, reading = one(title="Data \u202eset")
    assert [flag.cell for flag in flags(reading, "odd_characters")] == ["B3"]


def test_dates_on_headings_are_told_not_dropped_in_silence():
    rows = [
        {"type": 1, "title": "SEND", "end": date(2020, 9, 1)},
        {"type": "T", "title": "Data set"},
    ]
    assert [flag.cell for flag in flags(read(workbooks.plan(rows)), "heading_dates")] == ["G2"]
