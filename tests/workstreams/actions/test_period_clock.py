"""Months open and close by the clock, however often it is asked and whatever was missed."""

from datetime import UTC, date, datetime, time

import pytest

from tests.workstreams.actions.test_returns import at_once
from workstreams.actions import month, period_clock
from workstreams.actions.base import Conflict, Refused
from workstreams.models import Meeting, PeriodRule, ReportingPeriod

pytestmark = pytest.mark.django_db


def at(month_: int, day: int, hour: int = 9) -> datetime:
    return datetime(2020, month_, day, hour, tzinfo=UTC)


@pytest.fixture
def rule(cast):
    """Due on the third working day of the month after, from August on."""
    return PeriodRule.objects.create(programme=cast.plan.programme, starts=date(2020, 8, 1))


def test_a_month_opens_on_its_day_and_once(rule):
    assert period_clock.keep_periods(now=at(8, 20)) == ([], [])
    for _ in range(5):
        period_clock.keep_periods(now=at(8, 21))
    period = ReportingPeriod.objects.get()
    assert (period.month, period.opens_on) == (date(2020, 8, 1), date(2020, 8, 21))
    assert period.deadline == datetime(2020, 9, 3, 16, tzinfo=UTC)  # five in London, in summer
    assert period.closes_at == datetime(2020, 9, 10, 16, tzinfo=UTC)
    assert period.by_rule
    assert period.history.count() == 1


def test_it_closes_at_its_hour_and_once(rule):
    period_clock.keep_periods(now=at(8, 21))
    assert period_clock.keep_periods(now=at(9, 10, 15)) == ([], [])
    for _ in range(5):
        period_clock.keep_periods(now=at(9, 10, 16))
    period = ReportingPeriod.objects.get()
    assert (period.state, period.closed_at) == ("closed", at(9, 10, 16))
    assert period.history.count() == 2


def test_days_of_silence_are_made_up_for_while_the_window_lasts(rule):
    period_clock.keep_periods(now=at(9, 4))
    assert ReportingPeriod.objects.get().month == date(2020, 8, 1)


def test_a_month_that_passed_in_silence_is_not_opened(rule):
    period_clock.keep_periods(now=at(10, 1))
    assert ReportingPeriod.objects.get().month == date(2020, 9, 1)


def test_what_somebody_opened_by_hand_is_left_alone(rule, cast):
    period = month.open_period(
        programme=cast.plan.programme, month=date(2020, 8, 1), opens_on=date(2020, 8, 3),
        deadline=at(8, 28), by=cast["office"], now=at(8, 3),
    )  # fmt: skip
    period_clock.keep_periods(now=at(9, 20))
    assert ReportingPeriod.objects.get(month=date(2020, 8, 1)) == period
    assert ReportingPeriod.objects.get(pk=period.pk).state == "open"


def test_a_month_opened_again_stays_open(rule, cast):
    period_clock.keep_periods(now=at(8, 21))
    period_clock.keep_periods(now=at(9, 11))
    month.reopen_period(
        ReportingPeriod.objects.get(), reason="One came late", by=cast["office"], now=at(9, 11)
    )
    period_clock.keep_periods(now=at(9, 12))
    assert ReportingPeriod.objects.get().state == "open"


def test_a_rule_that_is_off_opens_nothing(rule):
    PeriodRule.objects.update(active=False)
    assert period_clock.keep_periods(now=at(8, 25)) == ([], [])


def test_days_before_the_boards_real_meeting(cast, rule):
    """Custom is the fourth Tuesday; September's meeting is on the 10th, and one was called off."""
    Meeting.objects.create(board=cast.board, on=date(2020, 9, 8), cancelled=True)
    Meeting.objects.create(board=cast.board, on=date(2020, 9, 10))
    rule.rule, rule.n, rule.board = "before_meeting", 5, cast.board
    rule.save()
    due = [dates.due_on for dates in period_clock.upcoming(rule, today=date(2020, 8, 3))]
    assert due[0] == date(2020, 9, 4)  # the Saturday before goes back to Friday
    assert due[1] == date(2020, 10, 22)
    assert len(due) == 12


def test_a_rule_is_set_changed_and_kept_in_the_history(cast, now):
    ask = {"programme": cast.plan.programme, "by": cast["office"], "now": now}
    facts = {"rule": "last_working_day", "starts": date(2020, 8, 1), "at": time(17)}
    rule = period_clock.save_rule(facts=facts, **ask)
    rule = period_clock.save_rule(facts={"nation": "SCT"}, version=1, **ask)
    assert (rule.nation, rule.history.count()) == ("SCT", 2)
    with pytest.raises(Conflict):
        period_clock.save_rule(facts={"nation": "NIR"}, version=1, **ask)
    with pytest.raises(Refused, match="board"):
        period_clock.save_rule(facts={"rule": "before_meeting"}, **ask)


@pytest.mark.django_db(transaction=True)
def test_two_beats_at_once_open_it_once_and_close_it_once(rule):
    at_once(*[lambda: period_clock.keep_periods(now=at(8, 24))] * 4)
    assert ReportingPeriod.objects.get().history.count() == 1
    at_once(*[lambda: period_clock.keep_periods(now=at(9, 11))] * 4)
    assert ReportingPeriod.objects.get().history.count() == 2
