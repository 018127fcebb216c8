"""Who returns for a month: what was closed before it began is not asked, what is over stays as it was."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from workstreams.actions import closing, month, returns
from workstreams.month import duties, page
from workstreams.views import own

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("time_machine_at")]

TOLD = {"narrative": "Agreed", "declared_rag": "amber", "declared_reason": "One waits"}


@pytest.fixture
def july(cast, now):
    """A month that is over, for which urgent care returned and SEND did not."""
    found = month.open_period(
        programme=cast.plan.programme, month=date(2020, 7, 1), opens_on=date(2020, 7, 20),
        deadline=now - timedelta(days=3), by=None, now=now - timedelta(days=14),
    )  # fmt: skip
    returns.hand_in(
        workstream=cast.plan.first, period=found, by=cast["lead"], facts=TOLD,
        now=now - timedelta(days=5),
    )  # fmt: skip
    return found


@pytest.fixture
def august(cast, today, now, july):
    return month.open_period(
        programme=cast.plan.programme, month=today, opens_on=today,
        deadline=now + timedelta(days=17), by=None, now=now,
    )  # fmt: skip


def close(branch, on, now):
    closing.close(branch, reason="Ended", by=None, today=on, now=now)


def asked(period, user, now):
    return [row.branch for row in page.read_month(period, user=user, now=now).rows]


def test_a_workstream_closed_before_the_month_began_is_not_asked(cast, july, august, today, now):
    plan = cast.plan
    close(plan.second, today - timedelta(days=1), now)
    assert [branch for branch, _ in duties.outstanding([august])[august.pk]] == [plan.first]
    assert asked(august, cast["manager"], now) == [plan.first]


def test_a_workstream_closed_in_the_month_returns_for_it(cast, august, today, now):
    close(cast.plan.second, today, now)
    assert cast.plan.second in asked(august, cast["manager"], now)
    assert cast.plan.second in [row for row, _ in duties.outstanding([august])[august.pk]]


def test_a_month_that_is_over_tells_what_it_told(cast, july, august, today, now):
    plan = cast.plan
    for branch in (plan.first, plan.second):
        close(branch, today - timedelta(days=1), now)
    before = page.read_month(july, user=cast["manager"], now=now)
    assert [(row.branch, row.handed_in) for row in before.rows] == [
        (plan.first, True),
        (plan.second, False),
    ]
    assert asked(august, cast["manager"], now) == []


def test_what_was_returned_stays_though_its_workstream_was_closed_earlier(cast, july, now):
    close(cast.plan.first, date(2020, 7, 1), now)
    assert cast.plan.first in asked(july, cast["manager"], now)
    assert cast.plan.first not in [row for row, _ in duties.outstanding([july])[july.pk]]


def test_the_first_page_asks_nobody_for_a_closed_workstream(cast, august, today, now, signed_in):
    def tasks(who):
        return signed_in(who).get(reverse("home")).content.decode()

    assert "Write the August return" in tasks("lead")
    assert "2 returns are to come for August" in tasks("manager")
    close(cast.plan.first, today - timedelta(days=1), now)
    assert "Write the August return" not in tasks("lead")
    assert "1 return is to come for August" in tasks("manager")


def test_the_first_page_counts_the_workstreams_that_go_on(cast, today, now):
    close(cast.plan.second, today, now)
    (mine,) = own.programmes(cast["manager"], today=today)
    assert mine.programme.workstreams_number == 1
