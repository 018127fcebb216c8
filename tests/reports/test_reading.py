"""What a snapshot says to a reader: counts, order, sentences, and nothing of what a board may not see."""

from dataclasses import replace
from datetime import date

import pytest

from reports.reading import exceptions, narrow, read
from reports.reading.figures import steps_better
from reports.reading.words import listed, signed
from reports.snapshot import Earlier
from tests.reports import samples
from tests.reports.samples import day, item, late, snapshot, workstream


def stone(pk, target, **changes):
    return item(pk, kind="milestone", target=day(target), **changes)


class TestDueOnTheDayOfTheReport:
    """The month runs to 31 August 2020, a bank holiday Monday."""

    def test_it_is_due_today_and_not_missed(self):
        found = read(snapshot(items=(stone(1, date(2020, 8, 31)),)))
        assert [row.result for row in found.milestones.due_in_period] == ["Due today"]
        assert found.milestones.missed == 0
        assert found.milestones_say.startswith(
            "0 of 1 due in the month missed; 1 is due on the date of this report;"
        )

    def test_done_on_the_day_it_is_met(self):
        done = stone(1, date(2020, 8, 31), status="complete", completed=date(2020, 8, 31))
        assert read(snapshot(items=(done,))).milestones.due_in_period[0].result == "Met"

    def test_a_weekend_alone_makes_nobody_late(self):
        found = read(snapshot(items=(stone(1, date(2020, 8, 29)),))).milestones
        assert [row.result for row in found.due_in_period] == ["Due now"]

    def test_moved_to_a_later_day_its_target_was_missed(self):
        later = stone(1, date(2020, 8, 31), revised=day(date(2020, 9, 30)), variance=22)
        earlier = stone(2, date(2020, 8, 14), revised=day(date(2020, 9, 30)), variance=32)
        found = read(snapshot(items=(later, earlier))).milestones
        assert [row.result for row in found.due_in_period] == ["Missed", "Missed"]


def test_the_verdict_is_counted_out_of_facts():
    reading = read(snapshot())
    assert reading.verdict == (
        "1 of 2 workstreams is Red: 1 Workstream 1. 1 of 3 items is overdue, 1 of them declared Green."
    )
    assert reading.headline == "Red: needs the board"


def test_a_good_month_says_so_and_no_more():
    reading = read(snapshot(items=(item(1),), workstreams=(workstream(1),), computed="green"))
    assert reading.verdict == "No workstream is Red or Amber, of 1. None of its 1 item is overdue."
    assert reading.exceptions == ()


def test_an_empty_plan_has_a_sentence():
    reading = read(replace(snapshot(), items=(), workstreams=()))
    assert reading.verdict == "The plan has no workstreams yet. It has no items yet."
    assert reading.rows == ()
    assert reading.unknown == ""


def test_blanks_are_named_and_never_green():
    reading = read(
        snapshot(
            items=(item(1, percent=None, no_usable_date=True, declared="", computed="not_rated"),)
        )
    )
    assert reading.unknown == "1 item has no usable start or end date and 1 no percentage."
    assert reading.figures.ratings["green"] == 0
    assert reading.rows[0].done is None


@pytest.mark.parametrize(
    ("declared", "computed", "steps"),
    [("green", "red", 2), ("green", "amber", 1), ("amber", "red", 1), ("blue", "red", 2),
     ("red", "amber", -1), ("green", "green", 0), ("", "red", 0), ("green", "not_rated", 0),
     ("blue", "not_started", 1), ("green", "not_started", 0)],
)  # fmt: skip
def test_how_much_better_than_computed(declared, computed, steps):
    assert steps_better(declared, computed) == steps


def test_exceptions_stand_in_the_order_of_need():
    before = snapshot(
        items=(
            item(1, computed="amber"),
            item(2, computed="green"),
            late(3),
            late(4, declared="red"),
            item(5, computed="amber"),
            item(6),
        ),
        period="2020-07",
    )
    now = snapshot(
        items=(
            late(1, days=1, declared="red"),  # newly Red
            item(2, computed="amber", declared="amber"),  # worsened
            late(3, days=90),  # declared better
            late(4, days=40, declared="red"),  # Red and known
            late(5, days=3, computed="amber", declared="amber"),  # Amber and late
            item(6),
        )
    )
    assert [row.item.id for row in exceptions(now, before)] == [1, 2, 3, 4, 5]


def test_finished_and_cancelled_items_are_no_exceptions():
    now = snapshot(items=(late(1, status="cancelled"), late(2, percent=100)))
    assert exceptions(now, None) == ()


def test_statutory_then_key_then_days_inside_one_kind():
    now = snapshot(
        items=(
            late(1, days=20),
            late(2, days=2, key=True),
            late(3, days=1, statutory=True),
            late(4, days=60, target=day(date(2020, 6, 8))),
        )
    )
    assert [row.item.id for row in exceptions(now, None)] == [3, 2, 4, 1]


def test_milestones_by_how_they_ended():
    stone = {"kind": "milestone"}
    now = snapshot(
        items=(
            item(
                1,
                **stone,
                target=day(date(2020, 8, 10)),
                status="complete",
                completed=date(2020, 8, 7),
            ),
            item(
                2,
                **stone,
                target=day(date(2020, 8, 10)),
                status="complete",
                completed=date(2020, 8, 12),
            ),
            item(3, **stone, target=day(date(2020, 8, 10)), overdue=True),
            item(4, **stone, target=day(date(2020, 7, 10)), overdue=True),
            item(5, **stone, target=day(date(2020, 10, 1))),
            item(6, **stone, target=day(date(2021, 10, 1))),
            item(7, **stone, target=day(None)),
        )
    )
    found = read(now).milestones
    assert [row.result for row in found.due_in_period] == ["Met early", "Met late", "Missed"]
    assert [row.item.id for row in found.late] == [4]
    assert [row.item.id for row in found.next] == [5]
    assert found.undated == 1
    assert read(now).milestones_say == (
        "1 of 3 due in the month missed; 1 late from earlier months; 1 in the next 90 days; 1 without a date."
    )


def test_a_row_holds_everything_under_it():
    tree = (
        workstream(1),
        workstream(3, parent=1, level="deliverable"),
        workstream(4, parent=3, level="deliverable"),
        workstream(2),
    )
    reading = read(snapshot(items=(item(1, workstream=4), item(2, workstream=3)), workstreams=tree))
    assert [row.node.id for row in reading.rows] == [1, 2]
    assert [row.figures.items for row in reading.rows] == [2, 0]
    assert reading.refs == {4: "1", 3: "1"}


def test_a_declaration_of_another_month_is_unconfirmed():
    reading = read(
        snapshot(workstreams=(workstream(1, confirmed=False), workstream(2, declared="")))
    )
    assert [row.declared for row in reading.rows] == ["unconfirmed", ""]
    assert len(reading.unconfirmed) == 1
    assert len(reading.undeclared) == 1


def test_the_trend_is_of_the_last_months_and_counts_the_run_of_gaps():
    earlier = tuple(
        Earlier(f"2020-0{month}", 1, declared, computed)
        for month, declared, computed in [
            (5, "green", "green"),
            (6, "green", "amber"),
            (7, "green", "red"),
        ]
    )
    reading = read(snapshot(earlier=earlier))
    row = reading.rows[0]
    assert row.trend == (("June", "amber"), ("July", "red"), ("August", "red"))
    assert row.moved == "Same"
    assert [(gap.steps, gap.months) for gap in reading.gaps] == [(2, 3)]


def test_a_board_over_one_branch_sees_nothing_of_the_others():
    seen = narrow(snapshot(), [2])
    assert [node.id for node in seen.workstreams] == [2]
    assert [each.id for each in seen.items] == [3]
    assert seen.title == "Children's commissioning programme: 2 Workstream 2"
    assert (seen.declared, seen.computed) == ("green", "green")
    assert "Late item" not in str(seen)


def test_a_board_over_several_branches_gets_the_worst_of_them():
    seen = narrow(snapshot(), [1, 2])
    assert (seen.declared, seen.computed) == ("", "red")
    assert [line.verdict for line in seen.receipt] == ["red", "green"]


def test_the_workstreams_page_says_who_leads():
    reading = read(snapshot(workstreams=(workstream(1, lead=""), workstream(2))))
    assert reading.rows[0].says.endswith("No lead is named.")
    assert "Lead: Rosalind Achebe." in reading.rows[1].says
    assert "1 overdue, 1 of them declared Green." in reading.rows[0].says


def test_words():
    assert listed(["A"]) == "A"
    assert listed(["A", "B", "C"]) == "A, B and C"
    assert listed(["A", "B", "C", "D", "E"]) == "A, B, C and 2 more"
    assert listed([]) == ""
    assert [signed(days) for days in (44, 0, -6, None)] == ["+44", "0", "\N{MINUS SIGN}6", ""]


def test_health_of_the_data_matches_the_figures():
    reading = read(samples.snapshot(items=(item(1, owner=""), item(2, impossible_date=True))))
    said = {what: number for what, number, _ in reading.health}
    assert said["No owner"] == 1
    assert said["Dates that do not exist"] == 1
