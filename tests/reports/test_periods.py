"""Months and due days: every month of ten years has one report, on a day a person can work out."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from reports.periods import (
    LONDON,
    Due,
    DueRule,
    Month,
    due_at,
    due_day,
    due_periods,
    meeting_day,
    months,
)
from workstreams.dates.bank_holidays import england
from workstreams.dates.workdays import is_working_day

HOLIDAYS = england()
RULES = [
    Due(DueRule.NTH_WORKING_DAY, n=1),
    Due(DueRule.NTH_WORKING_DAY, n=5),
    Due(DueRule.NTH_WORKING_DAY, n=10, at=time(1, 30)),
    Due(DueRule.LAST_WORKING_DAY, at=time(23, 59)),
    Due(DueRule.BEFORE_MEETING, n=7, meeting_week=4, meeting_weekday=1),
    Due(DueRule.BEFORE_MEETING, n=5, meeting_week=5, meeting_weekday=4),
]
DECADE = list(months(Month(2024, 1), Month(2034, 12)))


@pytest.mark.parametrize(
    ("text", "month"), [("2020-08", Month(2020, 8)), (" 2020-8 ", Month(2020, 8))]
)
def test_a_period_is_read(text, month):
    assert Month.read(text) == month


@pytest.mark.parametrize(
    "text", ["", "2020", "2020-00", "2020-13", "20-08", "Aug 2020", "2020-08-01"]
)
def test_a_bad_period_is_told_in_a_sentence(text):
    with pytest.raises(ValueError, match=r"\."):
        Month.read(text)


def test_a_month_knows_its_days_and_neighbours():
    december = Month(2020, 12)
    assert (december.first, december.last) == (date(2020, 12, 1), date(2020, 12, 31))
    assert december.next == Month(2021, 1)
    assert Month(2021, 1).previous == december
    assert Month(2028, 2).last.day == 29
    assert str(december) == "December 2020"
    assert december.key == "2020-12"
    assert Month(2020, 8) < Month(2020, 9) < Month(2021, 1)


@pytest.mark.parametrize(
    ("period", "due", "day"),
    [
        (Month(2020, 8), Due(n=5), date(2020, 9, 7)),
        (Month(2020, 4), Due(n=6), date(2020, 5, 11)),  # 8 May 2020 was a bank holiday
        (Month(2026, 12), Due(n=1), date(2027, 1, 4)),
        (Month(2026, 5), Due(DueRule.LAST_WORKING_DAY), date(2026, 5, 29)),
        (Month(2020, 8), Due(DueRule.BEFORE_MEETING, n=7, meeting_weekday=1), date(2020, 9, 15)),
    ],
)
def test_due_days(period, due, day):
    assert due_day(period, due, holidays=HOLIDAYS) == day


def test_a_month_without_a_fifth_such_day_meets_on_the_last():
    assert meeting_day(Month(2020, 9), week=5, weekday=1) == date(2020, 9, 29)
    assert meeting_day(Month(2020, 10), week=5, weekday=1) == date(2020, 10, 27)


@pytest.mark.parametrize("due", RULES)
def test_each_month_falls_due_exactly_once_and_in_order(due):
    instants = [due_at(period, due, holidays=HOLIDAYS) for period in DECADE]
    assert instants == sorted(set(instants))
    for period, instant in zip(DECADE, instants, strict=True):
        day = instant.astimezone(LONDON).date()
        assert period.first <= day <= period.next.last
        if due.rule is not DueRule.BEFORE_MEETING:
            assert is_working_day(day, holidays=HOLIDAYS)


@pytest.mark.parametrize(
    ("at", "instant"),
    [
        # 01:30 on 31 March 2024 does not exist: the first instant after the gap
        (datetime(2024, 3, 31, 1, 30), datetime(2024, 3, 31, 1, 0, tzinfo=UTC)),
        # 01:30 on 27 October 2024 comes twice: the first of them
        (datetime(2024, 10, 27, 1, 30), datetime(2024, 10, 27, 0, 30, tzinfo=UTC)),
        (datetime(2024, 7, 1, 8, 0), datetime(2024, 7, 1, 7, 0, tzinfo=UTC)),
        (datetime(2024, 12, 2, 8, 0), datetime(2024, 12, 2, 8, 0, tzinfo=UTC)),
    ],
)
def test_hours_are_londons_on_the_days_the_clocks_change(at, instant):
    week = (at.day - 1) // 7 + 1
    due = Due(
        DueRule.BEFORE_MEETING, n=0, at=at.time(), meeting_week=week, meeting_weekday=at.weekday()
    )
    assert due_at(Month(at.year, at.month).previous, due, holidays=HOLIDAYS) == instant


def test_what_is_due_is_asked_oldest_first_and_not_twice():
    now = datetime(2020, 9, 7, 7, 0, tzinfo=UTC)  # 8 o'clock in London on the fifth working day
    due, since = Due(n=5), Month(2020, 6)
    asked = due_periods(now, due, since=since, done=(), holidays=HOLIDAYS)
    assert asked == [Month(2020, 6), Month(2020, 7), Month(2020, 8)]
    left = due_periods(now, due, since=since, done={Month(2020, 7)}, holidays=HOLIDAYS)
    assert left == [Month(2020, 6), Month(2020, 8)]
    before = due_periods(
        now - timedelta(minutes=1), due, since=since, done=asked[:2], holidays=HOLIDAYS
    )
    assert before == []


def test_nothing_is_due_before_the_schedule_starts():
    now = datetime(2020, 9, 7, 7, 0, tzinfo=UTC)
    assert due_periods(now, Due(), since=Month(2020, 10), done=(), holidays=HOLIDAYS) == []
