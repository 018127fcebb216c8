"""Milestones of a highlight deck, entered by hand (S1-21 to S1-25)."""

import pytest

from tests.workstreams.by_hand import Hand

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_day")]


@pytest.fixture
def hand(signed_in):
    return Hand(signed_in("manager"))


@pytest.mark.parametrize("word", ["on_track", "off_track", ""])
def test_on_or_off_beside_a_milestone_s1_21(hand, cast, word):
    hand.update(cast.plan.other, revised="30/10/20", reason="Slow")
    assert hand.part(cast.plan.other, "rhythm", timeliness=word).timeliness == word


def test_other_words_in_that_box_stay_as_typed_s1_22(hand, cast):
    item = hand.part(
        cast.plan.other, "rhythm", timeliness_text="On going weekly", recurrence="weekly"
    )
    assert (item.timeliness, item.timeliness_text, item.recurrence) == (
        "", "On going weekly", "weekly",
    )  # fmt: skip


def test_off_asks_for_the_new_date_first_s1_23(hand, cast):
    address = [cast.plan.other.pk, "rhythm"]
    reply = hand.fill("item_part", address, status=422, timeliness="off_track")
    assert "Give the forecast" in reply.content.decode()
    hand.update(cast.plan.other, revised="30/10/20", reason="Slow")
    assert hand.part(cast.plan.other, "rhythm", timeliness="off_track").timeliness == "off_track"


@pytest.mark.parametrize(("typed", "precision"), [
    ("May/ Jun 20", "range"), ("Mid Feb 20", "part-month"), ("End of March 2021", "part-month"),
    ("Nov 20", "month"), ("To be agreed", "none"),
])  # fmt: skip
def test_a_date_as_exact_as_it_is_known_s1_24_s1_25(hand, cast, typed, precision):
    item = hand.update(cast.plan.other, target=typed, reason="As the deck says")
    assert (item.target_text, item.target_precision) == (typed, precision)
