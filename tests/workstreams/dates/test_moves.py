"""Dates that moved since the last return, with their reasons."""

from datetime import timedelta

import pytest

from workstreams.actions import progress
from workstreams.dates.moves import moves
from workstreams.when import read

pytestmark = pytest.mark.django_db


@pytest.fixture
def move(cast, today, now):
    def record(days, *, reason, **dates):
        said = progress.Progress(
            percent=0, declared_rag="green", reason=reason, update="",
            **{name: read(text) for name, text in dates.items()},
        )  # fmt: skip
        cast.plan.item.refresh_from_db()
        progress.record(
            cast.plan.item, progress=said, by=cast["contributor"], today=today,
            now=now + timedelta(days=days),
        )  # fmt: skip

    return record


def told(cast, now, *, since=0, until=30):
    return moves(
        cast.plan.first, since=now + timedelta(days=since), until=now + timedelta(days=until)
    )


def test_a_forecast_that_moved_twice_is_one_move_with_the_last_reason(cast, now, move):
    move(1, reason="The bid is late", revised="15/10/20")
    move(2, reason="The panel is ill", revised="30/10/20")
    (one,) = told(cast, now, since=1, until=3)
    assert (one.what, one.was, one.now, one.days) == (
        "Forecast", "15 October 2020", "30 October 2020", 15,
    )  # fmt: skip
    assert (one.why, one.who, one.item) == (
        "The panel is ill",
        "Callum Deverill",
        cast.plan.item.pk,
    )


def test_there_and_back_is_no_move(cast, now, move):
    move(1, reason="Late", revised="15/10/20")
    move(2, reason="Later", revised="30/10/20")
    move(3, reason="Not so late", revised="15/10/20")
    assert told(cast, now, since=1, until=4) == []


def test_a_first_forecast_has_no_days(cast, now, move):
    move(1, reason="Late", revised="15/10/20")
    (one,) = told(cast, now)
    assert (one.was, one.days) == ("blank", None)


def test_what_moved_before_or_after_or_elsewhere_is_not_told(cast, now, move):
    move(1, reason="Late", revised="15/10/20")
    assert told(cast, now, since=1) == []
    assert told(cast, now, until=0) == []
    assert moves(cast.plan.second, since=now, until=now + timedelta(days=30)) == []


def test_one_statement(cast, now, move, django_assert_num_queries):
    move(1, reason="Late", revised="15/10/20")
    with django_assert_num_queries(1):
        told(cast, now)
