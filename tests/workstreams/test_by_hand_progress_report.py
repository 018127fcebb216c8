"""The rows of a progress report, entered by hand (S4-17 to S4-32)."""

import pytest

from tests.workstreams.by_hand import Hand
from workstreams.models import Status

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_day")]


@pytest.fixture
def hand(signed_in):
    return Hand(signed_in("manager"))


def test_a_numbered_action_with_its_text_apart_s4_17_s4_19(hand, cast):
    item = hand.add(cast.plan.second, "Data proposal", ref="3.10", target="Mar-21")
    item = hand.part(item, "what", full_text="A proposal about the data that helps to target work")
    assert (item.ref, item.title, item.full_text[:10]) == ("3.10", "Data proposal", "A proposal")


def test_a_duplicate_and_a_tie_are_found_by_number_title_or_key_s4_21_s4_22(hand, cast):
    hand.part(cast.plan.item, "what", ref="2.1")
    assert hand.part(cast.plan.other, "ties", duplicate_of="2.1").duplicate_of == cast.plan.item
    late = cast.plan.late
    assert hand.part(cast.plan.other, "ties", duplicate_of=late.title).duplicate_of == late
    reply = hand.fill("item_part", [late.pk, "ties"], status=422, duplicate_of="9.99")
    assert "No item of this programme" in reply.content.decode()


def test_a_dated_story_and_the_earlier_ones_stay_s4_23(hand, cast):
    hand.update(cast.plan.item, update="First month.")
    hand.update(cast.plan.item, update="Second month.")
    page = hand.page(cast.plan.item)
    assert page.index("Second month.") < page.index("First month.")


def test_the_same_story_as_another_s4_24(hand, cast):
    hand.part(cast.plan.late, "ties", same_update_as=f"#{cast.plan.other.pk}")
    hand.update(cast.plan.other, update="Two panels have met.")
    hand.update(cast.plan.late, update="see above")
    assert cast.plan.late.updates.get().same_as.item == cast.plan.other
    assert "Two panels have met." in hand.page(cast.plan.late)


def test_several_leads_by_initials_s4_25_s4_26(hand, cast):
    hand.add(cast.plan.second, "Panel", lead="Gus Tull", _new="Gus Tull")
    hand.fill("item_owners", [cast.plan.other.pk], lead="Callum Deverill", support="Gus Tull")
    names = cast.plan.other.ownerships.order_by("position").values_list("person__name", flat=True)
    assert list(names) == ["Callum Deverill", "Gus Tull"]


@pytest.mark.parametrize(("typed", "day"), [("Mar-21", "2021-03-31"), ("Dec 2020", "2020-12-31")])
def test_a_month_is_due_on_its_last_day_s4_28(hand, cast, typed, day):
    item = hand.update(cast.plan.other, target=typed, reason="x")
    assert (str(item.target_date), item.target_precision) == (day, "month")


def test_target_and_revised_with_every_move_and_its_reason_s4_29(hand, cast):
    item = cast.plan.other
    hand.update(item, target="31/10/20", reason="Board moved")
    hand.update(item, target="30/11/20", reason="Cover")
    hand.update(item, revised="31/12/20", reason="Staff left")
    page = hand.page(item)
    for words in ("First target", "“30/09/20”", "Board moved", "Cover", "Staff left"):
        assert words in page
    reply = hand.fill("item_edit", [item.pk], status=422, revised="31/01/21")
    assert "Say why the date has moved." in reply.content.decode()


def test_complete_in_a_date_box_keeps_the_text_s4_30_s4_31(hand, cast):
    item = hand.update(cast.plan.other, revised="Complete Mar-20", reason="Done", percent="100")
    assert (item.revised_text, item.status) == ("Complete Mar-20", Status.COMPLETE)


@pytest.mark.parametrize("word", ["weekly", "fortnightly", "monthly", "termly", "yearly"])
def test_what_comes_round_s4_32(hand, cast, word):
    item = hand.part(cast.plan.other, "rhythm", recurrence=word, review_on="04/01/21")
    assert (item.recurrence, str(item.review_on)) == (word, "2021-01-04")
    assert "next on 4 January 2021" in hand.page(item)


def test_ongoing_needs_its_day_s4_32(hand, cast):
    reply = hand.fill("item_part", [cast.plan.other.pk, "rhythm"], status=422, recurrence="ongoing")
    assert "say on which day" in reply.content.decode()
