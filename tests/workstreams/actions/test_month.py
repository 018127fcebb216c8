"""The month: opened and closed by hand; and the strip of phases."""

from datetime import date, timedelta

import pytest

from workstreams.actions import month, returns
from workstreams.actions.base import Refused
from workstreams.models import StripMonth

pytestmark = pytest.mark.django_db

TOLD = {"narrative": "Two pathways agreed", "declared_rag": "amber", "declared_reason": "One waits"}


@pytest.fixture
def period(cast, today, now):
    return month.open_period(
        programme=cast.plan.programme,
        month=today,
        opens_on=today,
        deadline=now + timedelta(days=30),
        by=cast["office"],
        now=now,
    )


def test_a_month_is_opened_once_by_its_first_day(period, cast, today, now):
    assert period.month == today.replace(day=1)
    with pytest.raises(Refused, match="already"):
        month.open_period(
            programme=cast.plan.programme,
            month=today,
            opens_on=today,
            deadline=now,
            by=None,
            now=now,
        )


def test_a_closed_month_takes_no_return_until_it_is_opened_again(period, cast, now):
    month.close_period(period, by=None, now=now)
    ask = {"workstream": cast.plan.first, "period": period, "facts": TOLD, "by": None, "now": now}
    with pytest.raises(Refused, match="closed"):
        returns.save_return(**ask)
    with pytest.raises(Refused, match="why"):
        month.reopen_period(period, reason="", by=None, now=now)
    month.reopen_period(period, reason="One came late", by=None, now=now)
    assert returns.save_return(**ask).pk


def test_a_month_of_the_strip_is_set_changed_and_blank_again(cast, now):
    def say(letter):
        return month.set_strip_month(
            workstream=cast.plan.first, month=date(2020, 9, 17), letter=letter, by=None, now=now
        )

    assert (say("D").month, say("P").letter) == (date(2020, 9, 1), "P")
    assert say("P").history.count() == 2
    assert say("") is None
    assert not StripMonth.objects.exists()
    with pytest.raises(Refused):
        say("Z")
