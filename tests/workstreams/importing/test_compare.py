"""A sheet against the living plan: who changed what since the sheet was last brought in."""

from __future__ import annotations

from dataclasses import replace

from tests import workbooks
from tests.workstreams.importing.conftest import read
from workstreams.importing import fixes
from workstreams.importing.compare import Fact, compare, of_record


def records(**cells):
    rows = [dict(row) for row in workbooks.ROWS]
    rows[3].update(cells)
    return read(workbooks.plan(rows)).records


TASK = 3  # "Review the data sets"


def facts_of(found):
    """The plan as it stands right after these records were brought in."""
    facts = []
    for pk, record in enumerate(found, 1):
        typed, values = of_record(record)
        facts.append(
            Fact(record.key, pk, record.kind, record.text, record.ref, record.parent, typed, values)
        )
    return facts


def base_of(found):
    return {record.key: of_record(record)[0] for record in found}


def told(comparison):
    return [
        (change.field, change.now, change.becomes, change.cell) for change in comparison.changes
    ]


def test_an_empty_plan_gets_every_row():
    found = compare(records(), [], {})
    assert len(found.added) == 6
    assert not found.changes


def test_the_same_sheet_again_changes_nothing():
    before = records()
    found = compare(records(), facts_of(before), base_of(before))
    assert found.nothing
    assert found.unchanged == 6


def test_a_changed_cell_is_one_change_with_its_address():
    before = records()
    found = compare(records(risk="No data from the provider"), facts_of(before), base_of(before))
    assert told(found) == [("risk", "", "No data from the provider", "H5")]


def test_a_percent_takes_the_status_with_it():
    before = records()
    found = compare(records(percent=1), facts_of(before), base_of(before))
    assert told(found) == [
        ("percent", "50%", "100%", "E5"),
        ("status", "in_progress", "complete", "B5"),
    ]


def test_an_old_sheet_does_not_undo_what_was_changed_in_the_tracker():
    before = records()
    facts = facts_of(before)
    facts[TASK].typed["percent"] = "80%"
    found = compare(records(), facts, base_of(before))
    assert found.nothing
    assert not found.conflicts


def test_a_field_changed_on_both_sides_is_a_conflict_and_the_tracker_stands():
    before = records()
    facts = facts_of(before)
    facts[TASK].typed["risk"] = "Told in the tracker"
    sheet = records(risk="Told in the sheet")
    found = compare(sheet, facts, base_of(before))
    assert found.nothing
    assert [conflict.becomes for conflict in found.conflicts] == ["Told in the sheet"]
    taken = compare(sheet, facts, base_of(before), take=[found.conflicts[0].id])
    assert [change.becomes for change in taken.changes] == ["Told in the sheet"]


def test_both_sides_saying_the_same_is_no_conflict():
    before = records()
    facts = facts_of(before)
    facts[TASK].typed["risk"] = "Agreed"
    found = compare(records(risk="Agreed"), facts, base_of(before))
    assert found.nothing
    assert not found.conflicts


def test_an_empty_cell_never_empties_the_plan():
    before = records(risk="No data")
    found = compare(records(risk=None, percent=None), facts_of(before), base_of(before))
    assert [change.field for change in found.kept] == ["percent", "risk"]
    assert not [change for change in found.changes if change.field in ("percent", "risk")]


def test_a_change_that_was_left_out_is_not_made():
    before = records()
    sheet = records(risk="No data")
    change = compare(sheet, facts_of(before), base_of(before)).changes[0]
    found = compare(sheet, facts_of(before), base_of(before), refuse=[change.id])
    assert found.nothing


def test_rows_that_are_not_in_the_sheet_stay_and_are_named():
    before = records()
    found = compare(before[:-1], facts_of(before), base_of(before))
    assert [fact.title for fact in found.missing] == ["GOVERNANCE - Agree pathways - SMT"]
    assert found.nothing


def test_spaces_alone_are_no_change():
    before = records(risk="No data")
    found = compare(records(risk="No  data "), facts_of(before), base_of(before))
    assert found.nothing


def test_a_new_title_of_a_workstream_is_a_change_not_a_new_tree():
    before = records()
    rows = [dict(row) for row in workbooks.ROWS]
    rows[0]["title"] = "Urgent and emergency care"
    found = compare(read(workbooks.plan(rows)).records, facts_of(before), base_of(before))
    assert not found.added
    assert not found.missing
    assert [(change.field, change.becomes) for change in found.changes] == [
        ("title", "Urgent and emergency care")
    ]


def test_a_new_title_of_a_heading_is_known_by_the_rows_under_it():
    before = records()
    rows = [dict(row) for row in workbooks.ROWS]
    rows[2]["title"] = "Design"
    found = compare(read(workbooks.plan(rows)).records, facts_of(before), base_of(before))
    assert not found.added
    assert [(change.field, change.becomes) for change in found.changes] == [("title", "Design")]


def test_rows_in_another_order_are_the_same_rows():
    before = records()
    rows = [workbooks.ROWS[at] for at in (0, 1, 2, 5, 3, 4)]
    assert compare(read(workbooks.plan(rows)).records, facts_of(before), base_of(before)).nothing


def test_a_chosen_fix_changes_the_day_and_keeps_the_text():
    before = records(end="31/09/20")
    reading = read(
        workbooks.plan(
            [*workbooks.ROWS[:3], {**workbooks.ROWS[3], "end": "31/09/20"}, *workbooks.ROWS[4:]]
        )
    )
    flag = next(flag for flag in reading.flags if flag.code == "impossible_date")
    done = fixes.chosen(reading, {flag.id: flag.offers[0].value})
    found = compare(done.records, facts_of(before), base_of(before))
    assert [(change.field, change.now) for change in found.changes] == [("end", "31/09/20")]
    assert done.records[TASK].end.text == "31/09/20"
    assert compare(done.records, facts_of(done.records), base_of(before)).nothing


def test_choices_that_the_file_does_not_offer_are_ignored():
    reading = read(workbooks.plan())
    done = fixes.chosen(
        reading, {"nosuchflag": "2020-01-01", **{flag.id: "1999-01-01" for flag in reading.flags}}
    )
    assert done.accepted == {}
    assert done.records == reading.records


def test_the_digest_tells_one_comparison_from_another():
    before = records()
    facts = facts_of(before)
    one = compare(records(risk="No data"), facts, base_of(before)).digest()
    assert compare(records(risk="No data"), facts, base_of(before)).digest() == one
    moved = [replace(fact, typed={**fact.typed, "risk": "Other"}) for fact in facts]
    assert compare(records(risk="No data"), moved, base_of(before)).digest() != one


def test_a_workstream_made_by_hand_with_the_same_number_is_another_one():
    by_hand = Fact(
        "branch:7",
        7,
        records()[0].kind,
        "Prevention",
        "1",
        "",
        {"title": "Prevention"},
        {"title": "Prevention"},
    )
    found = compare(records(), [by_hand], {})
    assert len(found.added) == 6
    assert found.missing == [by_hand]


def test_a_row_made_by_hand_with_the_same_title_is_the_same_row():
    sheet = records()
    by_hand = facts_of(sheet)[TASK]
    by_hand = replace(by_hand, key="item:9", parent="phase:3")
    found = compare(sheet, [by_hand], {})
    assert found.renamed == {"item:9": sheet[TASK].key}
    assert len(found.added) == 5
