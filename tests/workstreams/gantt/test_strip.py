"""The strip of phases: letters by form, gaps as gaps, milestones in lines that do not overlap."""

from __future__ import annotations

from datetime import date

from workstreams.gantt import strip
from workstreams.gantt.pens import SCREEN
from workstreams.gantt.strip import Point, Run
from workstreams.gantt.window import Zoom, around

TODAY = date(2020, 8, 31)
WINDOW = around(Zoom.QUARTER, TODAY).on(1152)
LETTERS = {
    date(2020, 1, 1): "D",
    date(2020, 2, 1): "P",
    date(2020, 3, 1): "P",
    date(2020, 6, 1): "I",
}


def test_months_stand_together_by_letter_and_a_gap_is_a_run_of_its_own():
    found = strip.runs(LETTERS, date(2020, 1, 1), date(2020, 7, 1))
    assert [(run.letter, run.length) for run in found] == [("D", 1), ("P", 2), ("", 2), ("I", 1)]
    assert found[2] == Run("", date(2020, 4, 1), date(2020, 6, 1))


def test_each_letter_has_its_form_and_is_written():
    svg, _ = strip.row("Early help", LETTERS, [], WINDOW, SCREEN)
    for letter in "DPI":
        assert f'class="t-{letter}"' in svg
    assert svg.count(">P</text>") == 2
    assert "no phase" in svg


def test_the_finding_names_the_phases():
    svg, _ = strip.row("Early help", LETTERS, [], WINDOW, SCREEN)
    assert (
        "Early help: design January 2020, plan February 2020 to March 2020, implement June 2020"
        in svg
    )


def test_no_letter_at_all_is_said():
    assert "no phase is set" in strip.row("Early help", {}, [], WINDOW, SCREEN)[0]


def test_a_moved_milestone_shows_both_days():
    point = Point("Contract signed", date(2020, 10, 30), date(2020, 8, 31))
    svg, left_out = strip.row("Early help", LETTERS, [point], WINDOW, SCREEN)
    assert "Contract signed 30 Oct" in svg
    assert "t-was" in svg
    assert "t-slip" in svg
    assert left_out == 0


def test_milestones_on_one_day_stand_under_each_other_and_what_has_no_room_is_counted():
    points = [Point(f"Milestone {n}", date(2020, 9, 1)) for n in range(7)]
    svg, left_out = strip.row("Early help", LETTERS, points, WINDOW, SCREEN)
    assert svg.count("t-diamond") == strip.LANES
    assert left_out == 7 - strip.LANES


def test_words_are_escaped():
    svg, _ = strip.row("<Early>", LETTERS, [Point("<i>x", date(2020, 9, 1))], WINDOW, SCREEN)
    assert "<i>x" not in svg
    assert "<Early>" not in svg


def test_the_next_meeting_is_filled_and_says_its_day():
    days = [date(2020, 7, 28), date(2020, 9, 29), date(2020, 10, 27)]
    svg = strip.flags("Integrated Commissioning Board", days, WINDOW, SCREEN)
    assert svg.count('class="t-flag"') == 2
    assert svg.count('class="t-flag-next"') == 1
    assert "29 Sep" in svg
    assert "3 meetings, the next on 29 September 2020" in svg


def test_a_board_without_meetings_says_so():
    assert "no meeting dates held for this board" in strip.flags("Finance", [], WINDOW, SCREEN)
