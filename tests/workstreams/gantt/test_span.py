"""What may be drawn of a row, and what is said of what may not."""

from __future__ import annotations

from datetime import date

import pytest

from workstreams.gantt.span import Kept, says, span_of
from workstreams.when import read

TODAY = date(2020, 8, 31)


def kept(text, *, last=True):
    """A date as the columns keep it."""
    when = read(text)
    day = when.due if last else when.begins
    return Kept(when.text, day, when.precision.value, when.certainty.value, when.waiting_on)


def span(start="", target="", revised="", *, kind="task", percent=0, closed=False):
    return span_of(
        kind, kept(start, last=False), kept(target), kept(revised), percent=percent, closed=closed,
        today=TODAY, holidays=(),
    )  # fmt: skip


def test_firm_days_are_drawn_as_they_are():
    found = span("01/09/20", "30/09/20")
    assert (found.begins, found.ends, found.soft_from) == (
        date(2020, 9, 1),
        date(2020, 9, 30),
        None,
    )
    assert found.dated
    assert not found.moved


def test_the_forecast_counts_and_the_target_is_kept():
    found = span("01/07/20", "31/07/20", "30/09/20")
    assert (found.ends, found.target) == (date(2020, 9, 30), date(2020, 7, 31))
    assert found.moved_later
    assert found.late == 0


def test_late_is_in_working_days_and_only_for_what_is_open():
    assert span("01/07/20", "28/08/20").late == 1
    assert span("01/07/20", "28/08/20", closed=True).late == 0


def test_an_end_that_is_a_month_is_soft_over_the_month():
    found = span("01/07/20", "Sept 2020")
    assert (found.soft_from, found.ends) == (date(2020, 9, 1), date(2020, 9, 30))
    assert "September 2020" in says("Plan", found)


def test_a_soft_end_never_begins_before_its_start():
    assert span("15/09/20", "Sept 2020").soft_from == date(2020, 9, 15)


def test_about_a_day_is_said_and_soft():
    found = span("", "approx 20/11/20")
    assert found.soft_from == date(2020, 11, 20)
    assert "about" in says("Plan", found)


@pytest.mark.parametrize(
    ("typed", "words"),
    [("ongoing", "ongoing, no end"), ("TBC", "end to be confirmed"), ("", "no end date")],
)
def test_a_start_without_an_end_stays_open_and_says_so(typed, words):
    found = span("01/07/20", typed)
    assert found.open == words
    assert found.ends is None
    assert found.dated
    assert says("Plan", found) == f"Plan: from 1 July 2020, {words}"


@pytest.mark.parametrize(
    ("start", "target", "why"),
    [
        ("", "", "no dates"),
        ("", "TBC", "date to be confirmed"),
        ("", "31/09/20", "not drawn: date does not exist"),
        ("01/10/20", "01/09/20", "not drawn: ends before it starts"),
        ("01/10/20", "31/09/20", "not drawn: date does not exist"),
        ("", "when the paper is out of the way", "not drawn: not read as a date"),
    ],
)
def test_nothing_is_drawn_at_a_guess(start, target, why):
    found = span(start, target)
    assert found.why == why
    assert not found.dated
    assert says("Plan", found) == f"Plan: {why}"


def test_a_milestone_with_only_a_start_is_not_drawn():
    assert span("01/09/20", "", kind="milestone").why == "no end date"


def test_the_finding_says_dates_progress_and_lateness():
    found = span("01/07/20", "01/08/20", "28/08/20", percent=50)
    assert says("Write the strategy", found) == (
        "Write the strategy: 1 July 2020 to 28 August 2020, target was 1 August 2020, 50% done, "
        "1 working day late"
    )


def test_an_end_before_its_start_is_overdue_as_everywhere_else():
    """It is not drawn, but its day has passed: the page counts what the plan and the dashboard count."""
    found = span("01/10/20", "01/07/20")
    assert found.why == "not drawn: ends before it starts"
    assert found.overdue
