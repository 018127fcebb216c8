"""The month: opened and closed by hand; and the strip of phases."""

from datetime import UTC, date, datetime, timedelta

import pytest

from workstreams.actions import month, returns
from workstreams.actions.base import Conflict, Refused
from workstreams.models import StripMonth
from workstreams.month.moved import moves_of

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


def moved(period, day, *, now, by=None, reason="Half the leads are on leave", **more):
    return month.move_deadline(period, due_on=day, reason=reason, by=by, now=now, **more)


@pytest.fixture
def august(cast, now):
    """Opened by its rule on 3 August, due on Thursday the 20th at five, closes a week later."""
    return month.open_period(
        programme=cast.plan.programme, month=date(2020, 8, 1), opens_on=date(2020, 8, 3),
        deadline=datetime(2020, 8, 20, 16, tzinfo=UTC), by_rule=True, by=None, now=now,
        closes_at=datetime(2020, 8, 27, 16, tzinfo=UTC),
    )  # fmt: skip


def test_the_due_day_is_moved_with_a_reason_and_the_closing_goes_with_it(august, cast, now):
    row = moved(august, date(2020, 8, 28), by=cast["office"], now=now)
    assert row.deadline == datetime(2020, 8, 28, 16, tzinfo=UTC)  # five in London
    assert row.closes_at == datetime(
        2020, 9, 7, 16, tzinfo=UTC
    )  # five working days, a bank holiday
    last = row.history.first()
    assert (last.history_user, last.history_change_reason) == (
        cast["office"], "Half the leads are on leave",
    )  # fmt: skip
    move = moves_of([row])[row.pk]
    assert (move.was, move.to, move.by) == (date(2020, 8, 20), date(2020, 8, 28), "Tamsin Boyle")


@pytest.mark.parametrize(("day", "sentence"), [
    (date(2020, 8, 20), "due on Thursday 20 August 2020 already"),
    (date(2020, 8, 2), "opens on Monday 3 August 2020"),
    (date(2020, 8, 29), "not a working day. The working day before it is Friday 28 August 2020"),
    (date(2020, 8, 31), "The working day before it is Friday 28 August 2020"),  # the bank holiday
])  # fmt: skip
def test_a_day_that_cannot_be_is_refused_with_one_that_can(august, now, day, sentence):
    with pytest.raises(Refused, match=sentence) as refused:
        moved(august, day, now=now)
    assert refused.value.field == "due_on"


def test_a_due_day_is_not_moved_into_the_past_without_a_reason_or_in_a_closed_month(august, now):
    with pytest.raises(Refused, match="has passed"):
        moved(august, date(2020, 8, 5), now=now + timedelta(days=3))
    with pytest.raises(Refused, match="why") as refused:
        moved(august, date(2020, 8, 21), now=now, reason="  ")
    assert refused.value.field == "reason"
    with pytest.raises(Conflict):
        moved(august, date(2020, 8, 21), now=now, version=7)
    month.close_period(august, by=None, now=now)
    with pytest.raises(Refused, match="closed"):
        moved(august, date(2020, 8, 21), now=now)
    assert not moves_of([august])


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
