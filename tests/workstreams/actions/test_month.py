"""The month: opened, returned, challenged, agreed, closed; and the strip of phases."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from workstreams.actions import month
from workstreams.actions.base import Conflict, Refused
from workstreams.models import Return, StripMonth, Workstream

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


@pytest.fixture
def handed_in(cast, period, today, now):
    return month.hand_in(
        workstream=cast.plan.first, period=period, facts=TOLD, by=cast["lead"], today=today, now=now
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


def test_a_draft_is_kept_until_it_is_handed_in(cast, period, today, now):
    draft = month.save_return(
        workstream=cast.plan.first, period=period, facts={"narrative": "So far"}, by=None, now=now
    )
    assert draft.state == "draft"
    assert (
        month.save_return(
            workstream=cast.plan.first,
            period=period,
            facts={"narrative": "So far"},
            by=None,
            now=now,
        ).version
        == draft.version
    )


@pytest.mark.parametrize(("missing", "field"), [
    ({"narrative": " "}, "narrative"),
    ({"declared_rag": ""}, "declared_rag"),
    ({"declared_reason": ""}, "declared_reason"),
])  # fmt: skip
def test_what_is_not_whole_is_not_handed_in_and_nothing_is_kept(
    cast, period, today, now, missing, field
):
    with pytest.raises(Refused) as refusal:
        month.hand_in(
            workstream=cast.plan.first,
            period=period,
            facts={**TOLD, **missing},
            by=None,
            today=today,
            now=now,
        )
    assert refusal.value.field == field
    assert not Return.objects.exists()


def test_handing_in_declares_the_workstream(handed_in, cast, today):
    workstream = Workstream.objects.get(pk=cast.plan.first.pk)
    assert (workstream.declared_rag, workstream.declared_reason, workstream.declared_on) == (
        "amber",
        "One waits",
        today,
    )
    assert handed_in.state == "submitted"


def test_what_is_handed_in_is_not_changed_by_its_lead(handed_in, cast, period, now):
    with pytest.raises(Refused, match="office"):
        month.save_return(
            workstream=cast.plan.first, period=period, facts={"narrative": "No"}, by=None, now=now
        )


def test_a_challenge_sends_it_back_with_its_question(handed_in, cast, period, today, now):
    with pytest.raises(Refused):
        month.challenge(handed_in, reason="", by=cast["office"], now=now)
    back = month.challenge(handed_in, reason="Which one waits?", by=cast["office"], now=now)
    assert (back.state, back.challenge) == ("challenged", "Which one waits?")
    again = month.hand_in(
        workstream=cast.plan.first,
        period=period,
        facts={"narrative": "The third"},
        by=None,
        today=today,
        now=now,
    )
    assert (again.state, again.challenge) == ("submitted", "")


def test_agreeing_keeps_the_declared_rating_beside_the_agreed_one(handed_in, cast, now):
    with pytest.raises(Refused, match="another rating"):
        month.agree(handed_in, rag="red", by=cast["office"], now=now)
    agreed = month.agree(handed_in, rag="red", reason="Two wait", by=cast["office"], now=now)
    assert (agreed.declared_rag, agreed.agreed_rag, agreed.agreed_by) == (
        "amber",
        "red",
        cast["office"],
    )


def test_a_closed_month_takes_no_return_until_it_is_opened_again(period, cast, now):
    month.close_period(period, by=None, now=now)
    ask = {"workstream": cast.plan.first, "period": period, "facts": TOLD, "by": None, "now": now}
    with pytest.raises(Refused, match="closed"):
        month.save_return(**ask)
    with pytest.raises(Refused, match="why"):
        month.reopen_period(period, reason="", by=None, now=now)
    month.reopen_period(period, reason="One came late", by=None, now=now)
    assert month.save_return(**ask).pk


def test_a_month_of_another_programme_is_refused(period, cast, now):
    with pytest.raises(Refused, match="another programme"):
        month.save_return(
            workstream=cast.other_plan.first, period=period, facts=TOLD, by=None, now=now
        )


def test_an_old_version_is_a_conflict(period, cast, now):
    ask = {"workstream": cast.plan.first, "period": period, "by": None, "now": now}
    month.save_return(facts={"narrative": "a"}, **ask)
    month.save_return(facts={"narrative": "b"}, version=1, **ask)
    with pytest.raises(Conflict):
        month.save_return(facts={"narrative": "c"}, version=1, **ask)


def test_the_database_holds_that_a_submitted_return_has_a_time(handed_in):
    with pytest.raises(IntegrityError), transaction.atomic():
        Return.objects.filter(pk=handed_in.pk).update(submitted_at=None)


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
