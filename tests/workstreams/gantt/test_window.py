"""Weeks, months and quarters: whole units, positions in proportion, heads that fit."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workstreams.gantt.window import MEASURES, Zoom, add_months, around, between

TODAY = date(2020, 8, 31)  # a Monday
DAYS = st.dates(date(1995, 1, 1), date(2090, 12, 31))


def test_weeks_begin_on_a_monday_four_weeks_before():
    window = around(Zoom.WEEK, TODAY)
    assert (window.start, window.end) == (date(2020, 8, 3), date(2021, 2, 1))
    assert len(window.units) == 26
    assert [tick.label for tick in window.units][:3] == ["3", "10", "17"]
    assert [tick.label for tick in window.heads][:2] == ["August 2020", "September 2020"]


def test_months_stand_under_their_years():
    window = around(Zoom.MONTH, TODAY)
    assert window.says == "June 2020 to May 2021"
    assert [tick.label for tick in window.heads] == ["2020", "2021"]


def test_quarters_stand_over_their_months():
    window = around(Zoom.QUARTER, TODAY)
    assert (window.start, window.end) == (date(2020, 1, 1), date(2022, 1, 1))
    assert [tick.label for tick in window.heads][2] == "Jul to Sep 20"
    assert len(window.units) == 24


@pytest.mark.parametrize("zoom", list(Zoom))
@given(today=DAYS)
def test_a_first_look_shows_today_and_is_as_wide_as_its_units(zoom, today):
    window = around(zoom, today)
    units, before, pixels, _ = MEASURES[zoom]
    assert window.shows(today)
    assert window.now is not None
    assert window.now >= 0
    assert window.width == units * pixels
    assert (today - window.start).days >= 7 * before


@pytest.mark.parametrize("zoom", list(Zoom))
@given(first=DAYS, days=st.integers(0, 20_000))
def test_a_window_that_is_asked_for_holds_its_days_up_to_the_most(zoom, first, days):
    last = min(first + timedelta(days=days), date(2099, 12, 31))
    window = between(zoom, first, last, TODAY)
    assert window.start <= first
    units = len(window.units)
    assert units <= MEASURES[zoom][3]
    assert window.shows(last) or units == MEASURES[zoom][3]
    assert [tick.x for tick in window.units] == sorted(tick.x for tick in window.units)


@pytest.mark.parametrize("zoom", list(Zoom))
@given(today=DAYS)
def test_later_and_then_earlier_is_where_one_was(zoom, today):
    window = around(zoom, today)
    there = window.moved(1)
    assert there.start > window.start
    assert there.moved(-1) == window


@given(day=DAYS, by=st.integers(-60, 60))
def test_months_added_and_taken_away(day, by):
    month = day.replace(day=1)
    assert add_months(add_months(month, by), -by) == month


def test_no_name_stands_under_the_plate_of_today():
    window = around(Zoom.MONTH, date(2020, 8, 30))
    at = next(n for n, tick in enumerate(window.units) if tick.current)
    assert window.units[at + 1].label == ""
    assert window.units[at + 2].label == "Oct"


def test_today_outside_the_window_has_no_line():
    window = between(Zoom.MONTH, date(2030, 1, 1), date(2030, 6, 1), TODAY)
    assert window.now is None
    assert all(not tick.current for tick in window.units)


def test_positions_are_cut_to_the_drawing():
    window = around(Zoom.WEEK, TODAY)
    assert window.cut(date(1999, 1, 1)) == 0
    assert window.cut(date(2050, 1, 1)) == window.width
    assert window.x(window.end) == window.width
    assert window.on(1000).x(window.end) == 1000
