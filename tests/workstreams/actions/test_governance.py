"""Meetings, the route of a paper through the boards, and decisions."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from tests import factories
from workstreams.actions import governance
from workstreams.actions.base import Refused
from workstreams.models import Decision, Meeting, Step

pytestmark = pytest.mark.django_db

DAY = date(2020, 9, 1)


@pytest.fixture
def meeting(cast, now):
    return governance.add_meeting(
        cast.board, on=DAY, papers_due=date(2020, 8, 20), by=None, now=now
    )


@pytest.fixture
def route(cast, now):
    """Three steps of an item."""
    return [
        governance.add_step(cast.plan.item, board_text=name, by=None, now=now)
        for name in ("SMT", "Leadership", "ICB")
    ]


@pytest.fixture
def asked(cast, today, now, meeting):
    return governance.ask(
        programme=cast.plan.programme,
        board=cast.board,
        meeting=meeting,
        title="Extend the contract",
        by=cast["manager"],
        today=today,
        now=now,
    )


def names(item):
    return [(s.position, s.board_text) for s in Step.objects.filter(item=item).order_by("position")]


def test_a_board_meets_once_a_day_and_papers_come_first(cast, meeting, now):
    with pytest.raises(Refused, match="already"):
        governance.add_meeting(cast.board, on=DAY, by=None, now=now)
    with pytest.raises(Refused, match="Papers"):
        governance.amend_meeting(
            meeting, facts={"papers_due": DAY + timedelta(days=1)}, by=None, now=now
        )
    moved = governance.amend_meeting(
        meeting, facts={"on": DAY + timedelta(days=7)}, reason="Holiday", by=None, now=now
    )
    assert moved.history.first().history_change_reason == "Holiday"


def test_the_database_holds_that_papers_come_first(meeting):
    with pytest.raises(IntegrityError), transaction.atomic():
        Meeting.objects.filter(pk=meeting.pk).update(papers_due=DAY + timedelta(days=1))


def test_a_step_moves_up_and_others_make_room(cast, route, now):
    governance.move_step(route[2], up=True, by=None, now=now)
    assert names(cast.plan.item) == [(1, "SMT"), (2, "ICB"), (3, "Leadership")]
    governance.move_step(route[0], up=True, by=None, now=now)
    assert names(cast.plan.item)[0] == (1, "SMT")


def test_a_step_taken_away_closes_the_gap_and_leaves_a_trace(cast, route, now):
    pk = route[0].pk
    governance.drop_step(route[0], by=cast["manager"], now=now)
    assert names(cast.plan.item) == [(1, "Leadership"), (2, "ICB")]
    assert Step.history.filter(id=pk).first().history_type == "-"


def test_a_route_of_other_steps_is_refused(cast, route, now):
    with pytest.raises(Refused):
        governance.set_route(cast.plan.item, order=[route[0].pk, 999999], by=None, now=now)


def test_an_outcome_needs_its_day(route, today, now):
    with pytest.raises(Refused) as refusal:
        governance.amend_step(route[0], facts={"outcome": "agreed"}, by=None, now=now)
    assert refusal.value.field == "decided_on"
    done = governance.amend_step(
        route[0], facts={"outcome": "agreed", "decided_on": today}, by=None, now=now
    )
    assert done.outcome == "agreed"


def test_a_step_meets_at_its_own_board(cast, route, meeting, now):
    other = factories.BoardFactory()
    with pytest.raises(Refused, match="another board"):
        governance.amend_step(
            route[0], facts={"board": other, "meeting": meeting}, by=None, now=now
        )


def test_decisions_are_numbered_and_asked_of_the_meeting_s_board(asked, cast, today, now, meeting):
    assert asked.number == "D01"
    with pytest.raises(Refused, match="another board"):
        governance.ask(
            programme=cast.plan.programme,
            board=factories.BoardFactory(),
            meeting=meeting,
            title="x",
            by=None,
            today=today,
            now=now,
        )


def test_what_was_asked_stays_once_it_is_answered(asked, today, now):
    answered = governance.record_decision(
        asked, outcome="agreed", decided_on=today, by=None, today=today, now=now
    )
    with pytest.raises(Refused, match="answered"):
        governance.amend_decision(answered, facts={"title": "Another"}, by=None, now=now)
    with pytest.raises(Refused, match="why"):
        governance.record_decision(
            answered, outcome="refused", decided_on=today, by=None, today=today, now=now
        )
    corrected = governance.record_decision(
        answered,
        outcome="refused",
        decided_on=today,
        reason="Misheard",
        by=None,
        today=today,
        now=now,
    )
    assert [h.outcome for h in corrected.history.all()] == ["refused", "agreed", "asked"]


@pytest.mark.parametrize(
    ("outcome", "days", "field"), [("asked", 0, "outcome"), ("agreed", 1, "decided_on")]
)
def test_an_answer_is_a_past_answer(asked, today, now, outcome, days, field):
    with pytest.raises(Refused) as refusal:
        governance.record_decision(
            asked,
            outcome=outcome,
            decided_on=today + timedelta(days=days),
            by=None,
            today=today,
            now=now,
        )
    assert refusal.value.field == field


def test_the_database_holds_that_an_answer_has_a_day(asked):
    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.filter(pk=asked.pk).update(outcome="agreed")


def test_a_step_of_which_nothing_is_said_is_refused(cast, route, now):
    """Nothing on a route: neither a new step without a word, nor one from which every word is taken."""
    with pytest.raises(Refused, match="Say which board it goes to") as refused:
        governance.add_step(cast.plan.item, purpose="unstated", by=None, now=now)
    assert refused.value.field == "board"
    with pytest.raises(Refused, match="Say which board it goes to"):
        governance.amend_step(route[0], facts={"board_text": " "}, by=None, now=now)
    to_be_confirmed = governance.add_step(cast.plan.item, purpose="agree", by=None, now=now)
    assert to_be_confirmed.board is None
    paper = governance.amend_step(
        route[0], facts={"board_text": "", "paper": "Draft 1"}, by=None, now=now
    )
    assert (paper.board_text, paper.paper) == ("", "Draft 1")
