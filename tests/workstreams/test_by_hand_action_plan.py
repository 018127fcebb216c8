"""The rows of an action plan after an inspection, entered by hand (S2-01 to S2-21)."""

from io import BytesIO

import pytest
from django.urls import reverse

from tests.workstreams.by_hand import Hand
from workstreams.models import Attachment, ChecklistLine, Checkpoint, Person, Status, Step

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_day")]


@pytest.fixture
def hand(signed_in, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return Hand(signed_in("manager"))


@pytest.fixture
def item(hand, cast):
    return hand.add(
        cast.plan.second, "Guidance is written", kind="task", lead="Ann Lee", _new="Ann Lee",
        target="By 31 st July 2021",
    )  # fmt: skip


def test_why_it_exists_and_where_that_stands_s2_01(hand, item):
    item = hand.part(
        item, "origin", source="inspection", source_text="recommendation 6", source_page="page 14",
        external_approval="Registration of the unit",
    )  # fmt: skip
    assert (item.source, item.source_text, item.source_page) == (
        "inspection", "recommendation 6", "page 14",
    )  # fmt: skip
    assert "Inspection, recommendation 6, page 14" in hand.page(item)


def test_several_officers_and_a_group_s2_03_s2_04(hand, item):
    hand.fill(
        "item_owners", [item.pk], support="Ben Dee; Permanence Team",
        _new=["Ben Dee", "Permanence Team"],
    )  # fmt: skip
    assert item.ownerships.count() == 3
    assert Person.objects.filter(name="Permanence Team").exists()


def test_a_long_sentence_with_a_short_title_s2_05(hand, item):
    sentence = "Write the guidance of the duty team, " * 12
    assert hand.part(item, "what", full_text=sentence).full_text == sentence.strip()


def test_numbered_parts_are_ticked_off_s2_06(hand, item):
    hand.fill("line_add", [item.pk], text="1. Checks are made\n2. Visits are planned")
    first = ChecklistLine.objects.get(text="Checks are made")
    hand.press("line_tick", [item.pk, first.pk], version=first.version)
    hand.fill("line_edit", [item.pk, first.pk], text="All checks are made")
    first.refresh_from_db()
    assert (first.text, str(first.done_on)) == ("All checks are made", "2020-08-03")
    assert "1 of 2 done" in hand.page(item)


def test_a_document_in_two_versions_and_an_address_s2_07_s2_08(hand, item):
    for words in (b"%PDF-1.7 one", b"%PDF-1.7 two"):
        file = BytesIO(words)
        file.name = "briefing.pdf"
        hand.fill("attachment_add", [item.pk], title="Briefing", file=file)
    hand.fill("attachment_add", [item.pk], title="Their plan", url="https://plans.example/5")
    page = hand.page(item)
    assert "version 2" in page and 'href="https://plans.example/5"' in page
    newest = Attachment.objects.filter(title="Briefing").order_by("-edition").first()
    sent = hand.client.get(reverse("attachment_file", args=[newest.pk]))
    assert sent.content == b"%PDF-1.7 two"
    assert sent["Content-Disposition"] == 'attachment; filename="briefing.pdf"'
    assert (sent["X-Content-Type-Options"], sent["Content-Type"]) == (
        "nosniff", "application/octet-stream",
    )  # fmt: skip


def test_a_file_is_for_readers_of_the_item_only(hand, item, client, cast):
    file = BytesIO(b"%PDF-1.7 one")
    file.name = "briefing.pdf"
    hand.fill("attachment_add", [item.pk], title="Briefing", file=file)
    address = reverse("attachment_file", args=[Attachment.objects.get().pk])
    for role, status in (("auditor", 200), ("board", 200), ("stranger", 404)):
        client.force_login(cast[role])
        reply = client.get(address)
        assert reply.status_code == status
        if status == 200:
            assert reply.content == b"%PDF-1.7 one"


@pytest.mark.parametrize(("typed", "day"), [
    ("By 31 st July 2021", "2021-07-31"),
    ("This will be completed by 31st August 2021", "2021-08-31"),
])  # fmt: skip
def test_by_a_day_s2_09(hand, cast, typed, day):
    item = hand.update(cast.plan.other, revised=typed, reason="x")
    assert (item.revised_text, str(item.revised_date)) == (typed, day)


def test_from_a_day_on_s2_10(hand, cast):
    item = hand.update(cast.plan.other, start="From 10 th May 2021", reason="x")
    assert (str(item.start_date), item.start_text) == ("2021-05-10", "From 10 th May 2021")


def test_two_steps_with_dates_s2_11_s2_13(hand, item):
    hand.fill("checkpoint_add", [item.pk], title="Initial position", when="4 th June 2021")
    hand.fill("checkpoint_add", [item.pk], title="Second report", when="November 2021")
    first, second = Checkpoint.objects.filter(item=item)
    assert (str(first.when_date), str(second.when_date)) == ("2021-06-04", "2021-11-30")
    hand.press("checkpoint_tick", [item.pk, first.pk], version=first.version)
    hand.fill("checkpoint_edit", [item.pk, second.pk], when="December 2021")
    second.refresh_from_db()
    assert str(second.when_date) == "2021-12-31"
    assert "Reached 3 August 2020" in hand.page(item)


def test_looked_at_by_a_forum_s2_12(hand, item, cast):
    hand.fill("step_add", [item.pk], board=cast.board.pk, purpose="information")
    assert Step.objects.get(item=item).board == cast.board


def test_success_evidence_and_partners_s2_14_to_s2_16(hand, item):
    item = hand.part(
        item, "proof", success_measure="Every visit in time", evidence="https://data.example/visits",
        evidence_checked_on="28/07/20", partners_text="Legal services; schools",
    )  # fmt: skip
    assert (item.success_measure, str(item.evidence_checked_on)) == (
        "Every visit in time", "2020-07-28",
    )  # fmt: skip
    assert '<a href="https://data.example/visits"' in hand.page(item)


def test_a_status_word_a_story_and_timeliness_apart_s2_17_to_s2_19(hand, item):
    item = hand.update(item, percent="50", update="Reviewed in June.")
    assert item.status == Status.IN_PROGRESS
    item = hand.part(item, "rhythm", timeliness="on_track", timeliness_text="Within timeframe")
    assert (item.status, item.timeliness) == (Status.IN_PROGRESS, "on_track")


def test_a_promise_is_a_forecast_and_the_target_stays_s2_20(hand, item):
    item = hand.update(item, revised="31 August 2021", reason="Cover is late")
    assert (str(item.target_date), str(item.revised_date)) == ("2021-07-31", "2021-08-31")
    page = hand.page(item)
    assert "Because: Cover is late." in page and "+21" in page


def test_business_as_usual_with_who_watches_it_s2_21(hand, item):
    refused = hand.client.post(
        reverse("item_status", args=[item.pk]), {"status": "business_as_usual", "version": "1"}
    )
    assert "Say who watches it" in refused.content.decode()
    hand.client.post(
        reverse("item_status", args=[item.pk]),
        {"status": "business_as_usual", "watcher": "Ann Lee", "version": "1"},
    )
    item.refresh_from_db()
    assert (item.status, item.watcher.name) == (Status.BUSINESS_AS_USUAL, "Ann Lee")
