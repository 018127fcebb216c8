"""Staleness: a number of working days without a word, per programme."""

from datetime import date

import pytest

from workstreams.dates.bank_holidays import england
from workstreams.rag import Limits, fresh_from, is_stale

TODAY = date(2020, 8, 3)  # a Monday


def test_twenty_five_working_days_before_a_monday_is_five_weeks_before():
    assert fresh_from(TODAY) == date(2020, 6, 29)


def test_bank_holidays_do_not_count():
    assert fresh_from(date(2020, 6, 1), holidays=england()) == date(2020, 4, 23)


def test_a_programme_may_ask_more_often():
    assert fresh_from(TODAY, limits=Limits(stale_days=5)) == date(2020, 7, 27)


@pytest.mark.parametrize(
    ("last", "begun", "stale"),
    [
        (date(2020, 6, 29), date(2020, 1, 1), False),
        (date(2020, 6, 28), date(2020, 1, 1), True),
        (None, date(2020, 6, 28), True),
        (None, date(2020, 6, 29), False),
        (date(2020, 7, 30), date(2019, 1, 1), False),
    ],
)
def test_it_counts_from_the_last_word_and_without_one_from_when_it_came_in(last, begun, stale):
    assert is_stale(last=last, begun=begun, today=TODAY) is stale
