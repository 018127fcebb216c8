"""Working days of England, against a slow oracle that counts one day at a time."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workstreams.dates.bank_holidays import england
from workstreams.dates.workdays import (
    add_working_days,
    is_working_day,
    last_working_day,
    nth_working_day,
    working_days_between,
)

ENGLAND = england()
DAYS = st.dates(date(2001, 1, 1), date(2068, 12, 31))
SPANS = st.tuples(DAYS, st.integers(-800, 800)).map(
    lambda pair: (pair[0], pair[0] + timedelta(pair[1]))
)
FREE = st.frozensets(DAYS, max_size=6)


def oracle(start: date, end: date, holidays: frozenset[date]) -> int:
    if end < start:
        return -oracle(end, start, holidays)
    days = [start + timedelta(days=n + 1) for n in range((end - start).days)]
    return sum(day.weekday() < 5 and day not in holidays for day in days)


@pytest.mark.parametrize(
    ("day", "why"),
    [
        (date(2020, 1, 1), "New Year"),
        (date(2020, 4, 10), "Good Friday"),
        (date(2020, 5, 8), "moved from the Monday in 2020"),
        (date(2020, 8, 31), "summer bank holiday"),
        (date(2020, 12, 28), "in place of Boxing Day on a Saturday"),
        (date(2021, 8, 30), "the day five actions were due on"),
        (date(2022, 6, 3), "Platinum Jubilee"),
        (date(2023, 5, 8), "Coronation"),
    ],
)
def test_bank_holidays_of_england_are_no_working_days(day, why):
    assert day.weekday() < 5
    assert not is_working_day(day, holidays=ENGLAND), why


def test_ordinary_days():
    assert is_working_day(date(2020, 5, 4), holidays=ENGLAND), (
        "the May holiday was moved to Friday in 2020"
    )
    assert not is_working_day(date(2020, 8, 1), holidays=ENGLAND), "a Saturday"
    assert not is_working_day(date(2020, 8, 2), holidays=()), "a Sunday"


@pytest.mark.parametrize(
    ("start", "end", "days"),
    [
        (date(2020, 7, 31), date(2020, 8, 3), 1),  # Friday to Monday
        (date(2020, 7, 31), date(2020, 8, 2), 0),  # Friday to Sunday
        (date(2020, 8, 1), date(2020, 8, 3), 1),  # Saturday to Monday
        (date(2020, 7, 6), date(2020, 8, 3), 20),
        (date(2020, 8, 28), date(2020, 9, 1), 1),  # over the bank holiday
        (date(2020, 8, 3), date(2020, 7, 31), -1),
        (date(2020, 8, 3), date(2020, 8, 3), 0),
    ],
)
def test_days_after_the_start_up_to_and_including_the_end(start, end, days):
    assert working_days_between(start, end, holidays=ENGLAND) == days


@settings(deadline=None)
@given(SPANS, FREE)
def test_counting_agrees_with_one_day_at_a_time(span, more):
    holidays = ENGLAND | more
    assert working_days_between(*span, holidays=holidays) == oracle(*span, holidays)
    assert working_days_between(*span, holidays=list(holidays)) == oracle(*span, holidays)


@settings(deadline=None)
@given(DAYS, st.integers(-120, 120))
def test_adding_working_days_is_undone_by_counting(day, n):
    moved = add_working_days(day, n, holidays=ENGLAND)
    if n == 0:
        assert moved == day
        return
    assert is_working_day(moved, holidays=ENGLAND)
    if n > 0 or is_working_day(day, holidays=ENGLAND):
        assert working_days_between(day, moved, holidays=ENGLAND) == n


def test_the_third_working_day_of_january_skips_the_new_year():
    assert nth_working_day(2021, 1, 3, holidays=ENGLAND) == date(2021, 1, 6)
    assert nth_working_day(2020, 8, 1, holidays=ENGLAND) == date(2020, 8, 3)


def test_the_last_working_day_of_a_month():
    assert last_working_day(2020, 8, holidays=ENGLAND) == date(2020, 8, 28), (
        "31 August was a holiday"
    )
    assert last_working_day(2020, 12, holidays=ENGLAND) == date(2020, 12, 31)
    assert last_working_day(2021, 2, holidays=ENGLAND) == date(2021, 2, 26)


@given(st.integers(2001, 2068), st.integers(1, 12))
def test_every_month_has_its_working_days_in_order(year, month):
    days = [nth_working_day(year, month, n, holidays=ENGLAND) for n in range(1, 18)]
    assert days == sorted(set(days))
    assert all(day.month == month and is_working_day(day, holidays=ENGLAND) for day in days)
    assert last_working_day(year, month, holidays=ENGLAND) >= days[-1]


@pytest.mark.parametrize("n", [0, -1, 24])
def test_a_working_day_that_a_month_does_not_have_is_an_error(n):
    with pytest.raises(ValueError, match=f"no working day number {n}"):
        nth_working_day(2020, 8, n, holidays=ENGLAND)


def test_a_month_of_holidays_has_no_last_working_day():
    every_day = {date(2020, 8, 1) + timedelta(days=n) for n in range(31)}
    with pytest.raises(ValueError, match="08/2020 has no working day"):
        last_working_day(2020, 8, holidays=every_day)
