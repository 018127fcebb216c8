"""The calendar of returns: one due date a month, whatever the rule, the nation and the clocks do."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from workstreams.dates.bank_holidays import of_nation
from workstreams.dates.workdays import is_working_day, working_days_between
from workstreams.month.calendar import (
    TO_THE_LEAD,
    Calendar,
    Rung,
    dates_of,
    ladder,
    mails_leave,
    next_dates,
    rung_next,
    rung_now,
)
from workstreams.periods import LONDON, Due, DueRule, Month, months

YEARS = list(months(Month(2024, 1), Month(2034, 12)))
NATIONS = ("ENG", "SCT", "NIR")
FIVE = time(17, 0)
RULES = [
    *(Due(DueRule.NTH_WORKING_DAY, n, FIVE) for n in range(1, 16)),
    Due(DueRule.LAST_WORKING_DAY, at=FIVE),
    *(
        Due(DueRule.BEFORE_MEETING, n, FIVE, week, weekday)
        for n in (1, 5, 7, 10, 15)
        for week in range(1, 6)
        for weekday in range(7)
    ),
]


@pytest.mark.parametrize("nation", NATIONS)
def test_every_month_of_eleven_years_and_every_rule_gives_exactly_one_due_date(nation):
    holidays = of_nation(nation)
    for due in RULES:
        found = [dates_of(month, Calendar(due), holidays=holidays) for month in YEARS]
        assert [one.month for one in found] == YEARS
        days = [one.due_on for one in found]
        assert len(set(days)) == len(YEARS), due
        assert days == sorted(days), due
        for one in found:
            assert is_working_day(one.due_on, holidays=holidays)
            assert one.due_at.tzinfo is UTC
            assert one.due_at.astimezone(LONDON).time() == FIVE  # summer and winter
            assert one.opens_on < one.due_on <= one.closes_at.date()
            assert working_days_between(one.opens_on, one.due_on, holidays=holidays) == 8


def test_the_due_date_is_in_the_month_that_the_rule_names():
    holidays = of_nation("ENG")
    for month in YEARS:
        last = dates_of(month, Calendar(Due(DueRule.LAST_WORKING_DAY)), holidays=holidays)
        assert Month.of(last.due_on) == month
        third = dates_of(month, Calendar(Due(DueRule.NTH_WORKING_DAY, 3)), holidays=holidays)
        assert Month.of(third.due_on) == month.next


@pytest.mark.parametrize(
    ("nation", "month", "due"),
    [
        ("ENG", Month(2024, 2), date(2024, 2, 29)),  # leap year
        ("ENG", Month(2025, 2), date(2025, 2, 28)),
        ("ENG", Month(2026, 11), date(2026, 11, 30)),  # Saint Andrew's Day is Scotland's
        ("SCT", Month(2026, 11), date(2026, 11, 27)),
        ("ENG", Month(2024, 3), date(2024, 3, 28)),  # Good Friday, then the clocks go forward
    ],
)
def test_last_working_days(nation, month, due):
    calendar = Calendar(Due(DueRule.LAST_WORKING_DAY))
    assert dates_of(month, calendar, holidays=of_nation(nation)).due_on == due


def test_holidays_of_the_nations_differ():
    first = Calendar(Due(DueRule.NTH_WORKING_DAY, 1))
    december = Month(2025, 12)  # 2 January is a holiday in Scotland
    assert dates_of(december, first, holidays=of_nation("ENG")).due_on == date(2026, 1, 2)
    assert dates_of(december, first, holidays=of_nation("SCT")).due_on == date(2026, 1, 5)
    second = Calendar(Due(DueRule.NTH_WORKING_DAY, 9))
    july = Month(2027, 6)  # 12 July is a holiday in Northern Ireland
    assert dates_of(july, second, holidays=of_nation("ENG")).due_on == date(2027, 7, 13)
    assert dates_of(july, second, holidays=of_nation("NIR")).due_on == date(2027, 7, 14)


def test_before_the_real_meeting_and_never_on_a_weekend():
    calendar = Calendar(Due(DueRule.BEFORE_MEETING, 5))
    month, holidays = Month(2026, 10), of_nation("ENG")
    assert dates_of(month, calendar, holidays=holidays).due_on == date(2026, 11, 19)
    moved = date(2026, 11, 13)  # five days before is a Sunday
    found = dates_of(month, calendar, holidays=holidays, meeting=moved)
    assert found.due_on == date(2026, 11, 6)


def test_an_hour_that_the_clocks_skip_is_the_first_instant_after():
    night = Calendar(Due(DueRule.BEFORE_MEETING, 2, time(1, 30), 5, 1))
    found = [dates_of(month, night, holidays=frozenset()) for month in YEARS]
    assert all(one.due_at.astimezone(LONDON).date() == one.due_on for one in found)


def test_the_next_twelve_dates_are_shown():
    calendar = Calendar(Due(DueRule.NTH_WORKING_DAY, 3, FIVE))
    asked = {Month(2026, 11): date(2026, 12, 15)}
    found = next_dates(Month(2026, 11), calendar, holidays=of_nation("ENG"), meeting=asked.get)
    assert [str(one.month) for one in found][::11] == ["November 2026", "October 2027"]
    assert len({one.due_on for one in found}) == 12


def at(day: int, hour: int) -> datetime:
    return datetime(2026, 11, day, hour, tzinfo=UTC)


def test_the_ladder_in_working_days():
    steps = ladder(date(2026, 11, 2), date(2026, 11, 17), holidays=of_nation("ENG"))
    assert [(rung, moment.day) for rung, moment in steps] == [
        (Rung.OPENED, 2), (Rung.FIVE_BEFORE, 10), (Rung.ONE_BEFORE, 16), (Rung.ONE_AFTER, 18),
        (Rung.THREE_AFTER, 20),
    ]  # fmt: skip
    assert {moment.hour for _, moment in steps} == {8}
    assert rung_now(steps, now=at(2, 7), among=TO_THE_LEAD) is None
    assert rung_now(steps, now=at(2, 8), among=TO_THE_LEAD) == Rung.OPENED
    assert rung_now(steps, now=at(20, 9), among=TO_THE_LEAD) == Rung.ONE_AFTER
    assert rung_now(steps, now=at(20, 9), among=(Rung.THREE_AFTER,)) == Rung.THREE_AFTER
    assert rung_next(steps, now=at(10, 8)) == (Rung.ONE_BEFORE, at(16, 8))
    assert rung_next(steps, now=at(20, 8)) is None


def test_what_was_missed_is_asked_once_and_a_short_month_has_no_fifth_day():
    steps = ladder(date(2026, 11, 2), date(2026, 11, 17), holidays=of_nation("ENG"))
    assert rung_now(steps, now=at(16, 12), among=TO_THE_LEAD) == Rung.ONE_BEFORE
    short = ladder(date(2026, 11, 12), date(2026, 11, 17), holidays=of_nation("ENG"))
    assert [rung for rung, _ in short][:2] == [Rung.OPENED, Rung.ONE_BEFORE]


def test_a_month_opened_on_a_sunday_asks_on_monday():
    steps = ladder(date(2026, 11, 1), date(2026, 11, 17), holidays=of_nation("ENG"))
    assert steps[0] == (Rung.OPENED, at(2, 8))
    assert mails_leave(at(2, 8), holidays=of_nation("ENG"))
    assert not mails_leave(at(1, 12), holidays=of_nation("ENG"))
    assert not mails_leave(at(2, 7), holidays=of_nation("ENG"))


def test_times_of_the_ladder_keep_their_hour_over_the_change_of_the_clocks():
    steps = ladder(date(2026, 10, 23), date(2026, 10, 30), holidays=of_nation("ENG"))
    assert {moment.astimezone(LONDON).hour for _, moment in steps} == {8}
    assert {moment.hour for _, moment in steps} == {7, 8}
    assert steps[0][1] + timedelta(days=3, hours=1) == datetime(2026, 10, 26, 8, tzinfo=UTC)
