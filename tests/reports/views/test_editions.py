"""The pages of a report: who reads a draft, who decides, and the file byte for byte."""

from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils import timezone

from reports import deliver, publish
from reports.models import Delivery, Edition
from reports.render import digest
from tests.reports.conftest import JULY
from workstreams.models import ChangeSet, Item

pytestmark = pytest.mark.django_db


def open_page(client, name, pk):
    return client.get(reverse(name, args=[pk]))


def text_of(reply) -> str:
    return " ".join(reply.content.decode().split())


@pytest.fixture(autouse=True)
def _now(frozen_day):
    return frozen_day


class TestReading:
    def test_the_list_shows_state_and_file(self, issued, signed_in, cast):
        reply = signed_in("manager").get(reverse("reports", args=[cast.plan.programme.slug]))
        text = text_of(reply)
        assert "July 2020" in text
        assert "Being sent" in text
        assert "0 of 6" in text
        assert f'href="{reverse("edition_pdf", args=[issued.pk])}"' in text

    def test_it_says_how_often_the_plan_changed_since(self, issued, signed_in, cast):
        words = "made to the plan since its facts were taken"
        assert words not in text_of(open_page(signed_in("manager"), "edition", issued.pk))
        taken = issued.parts.get().snapshot.read().taken_at
        for minutes in (-5, 5, 10):
            ChangeSet.objects.create(
                key=f"change {minutes}", programme=cast.plan.programme, kind="item",
                at=taken + timedelta(minutes=minutes),
            )  # fmt: skip
        assert f"2 changes were {words}" in text_of(
            open_page(signed_in("manager"), "edition", issued.pk)
        )
        assert words not in text_of(open_page(signed_in("board"), "edition", issued.pk))

    def test_nobody_on_the_board_sees_a_draft(self, drafted, signed_in, cast):
        assert open_page(signed_in("board"), "edition", drafted.pk).status_code == 404
        assert open_page(signed_in("board"), "edition_pdf", drafted.pk).status_code == 404
        page = signed_in("board").get(reverse("reports", args=[cast.plan.programme.slug]))
        assert "July 2020" not in text_of(page)

    def test_the_board_reads_what_was_issued_without_buttons_or_addresses(self, issued, signed_in):
        text = text_of(open_page(signed_in("board"), "edition", issued.pk))
        assert "Calderbrook late strategy" in text
        assert "Approve" not in text.replace("Approved", "")
        assert "@calderbrook.example" not in text

    def test_the_file_is_the_one_that_is_mailed(self, issued, signed_in):
        reply = open_page(signed_in("board"), "edition_pdf", issued.pk)
        assert reply["Content-Type"] == "application/pdf"
        assert digest(reply.content) == issued.final_sha256
        assert 'filename="highlight-report-2020-07-v1.pdf"' in reply["Content-Disposition"]
        assert "private" in reply["Cache-Control"]

    def test_a_draft_says_so_in_its_name(self, drafted, signed_in):
        reply = open_page(signed_in("office"), "edition_pdf", drafted.pk)
        assert "v1-draft.pdf" in reply["Content-Disposition"]

    def test_a_lost_file_is_told_and_the_facts_stay_readable(self, issued, signed_in):
        default_storage.delete(issued.final.name)
        reply = open_page(signed_in("board"), "edition_pdf", issued.pk)
        assert reply.status_code == 410
        assert issued.final_sha256 in text_of(reply)
        assert open_page(signed_in("board"), "edition", issued.pk).status_code == 200

    def test_before_the_freeze_the_page_says_what_comes(self, drafted, signed_in):
        Edition.objects.update(imprint={}, state="due", draft="", draft_sha256="")
        reply = open_page(signed_in("office"), "edition", drafted.pk)
        assert "not frozen yet" in text_of(reply)
        assert open_page(signed_in("office"), "edition_pdf", drafted.pk).status_code == 404


@pytest.fixture
def told(board, quick_renderer, clock, cast) -> Edition:
    """A draft of a plan whose first item tells more than it should."""
    item = cast.plan.item
    item.title = "Move 3 children, one born on 4 March 2012"
    item.save()
    edition = publish.open_edition(board, JULY, now=clock())
    publish.work(edition.pk, clock=clock)
    return Edition.objects.get(pk=edition.pk)


class TestDeciding:
    def test_the_sponsor_approves(self, drafted, signed_in):
        client = signed_in("sponsor")
        assert "Approve and send to 6 people" in text_of(open_page(client, "edition", drafted.pk))
        reply = client.post(reverse("edition_approve", args=[drafted.pk]), follow=True)
        assert "Approved. The final is being made." in text_of(reply)
        assert Edition.objects.get().approved_by.full_name == "Gillian Roake"

    @pytest.mark.parametrize("role", ["lead", "contributor", "finance", "auditor"])
    def test_readers_cannot(self, drafted, signed_in, role):
        client = signed_in(role)
        assert open_page(client, "edition", drafted.pk).status_code == 200
        assert client.post(reverse("edition_approve", args=[drafted.pk])).status_code == 403
        assert Edition.objects.get().approved_at is None

    def test_approving_twice_is_told(self, issued, signed_in):
        reply = signed_in("sponsor").post(reverse("edition_approve", args=[issued.pk]), follow=True)
        assert "Only a draft can be approved" in text_of(reply)

    def test_places_that_may_tell_who_a_child_is_are_shown_before_the_button(self, told, signed_in):
        client = signed_in("sponsor")
        text = text_of(open_page(client, "edition", told.pk))
        assert "Look at 2 places before you approve" in text
        assert "A date of birth" in text
        assert "Write “under 6”, or leave the count out." in text
        assert text.index("Look at 2 places") < text.index("Approve and send")
        item = Item.objects.get(title__contains="3 children")
        assert f'href="{item.get_absolute_url()}"' in text

    def test_who_has_not_looked_cannot_approve_and_who_has_is_in_the_log(self, told, signed_in):
        client = signed_in("sponsor")
        address = reverse("edition_approve", args=[told.pk])
        assert "Look at the 2 places listed" in text_of(client.post(address, follow=True))
        assert Edition.objects.get().state == "ready"
        reply = client.post(address, {"looked": "on"}, follow=True)
        assert "Approved. The final is being made." in text_of(reply)
        moved = told.transitions.get(now="approved")
        assert moved.words == "approved; looked at 2 places that may tell who a child is"
        assert moved.by.full_name == "Gillian Roake"

    def test_a_draft_without_such_places_asks_for_no_tick(self, drafted, signed_in):
        text = text_of(open_page(signed_in("sponsor"), "edition", drafted.pk))
        assert "before you approve" not in text
        assert 'name="looked"' not in text

    def test_who_cannot_approve_is_not_shown_the_places(self, told, signed_in):
        assert "before you approve" not in text_of(open_page(signed_in("lead"), "edition", told.pk))

    def test_holding_needs_words(self, drafted, signed_in):
        client = signed_in("office")
        reply = client.post(reverse("edition_hold", args=[drafted.pk]), {"reason": ""})
        assert reply.status_code == 422
        assert "Say why the report is held." in text_of(reply)
        client.post(reverse("edition_hold", args=[drafted.pk]), {"reason": "One line is wrong."})
        assert Edition.objects.get().state == "held"

    def test_the_next_version(self, issued, signed_in):
        client = signed_in("office")
        assert client.post(reverse("edition_reissue", args=[issued.pk]), {}).status_code == 422
        reply = client.post(
            reverse("edition_reissue", args=[issued.pk]), {"note": "A date was wrong."}, follow=True
        )
        assert "Version 2 is being made" in text_of(reply)
        first, second = Edition.objects.order_by("version")
        assert (first.state, second.note) == ("superseded", "A date was wrong.")
        page = text_of(open_page(client, "edition", first.pk))
        assert "Sent; version 2 is being made" in page
        assert "Until it is, this one is what the board holds." in page
        listed = reverse("reports", args=[issued.board.scope.get().programme.slug])
        assert "Sent; version 2 is being made" in text_of(client.get(listed))
        Edition.objects.filter(pk=second.pk).update(issued_at=timezone.now())
        assert "Replaced by a later version" in text_of(open_page(client, "edition", first.pk))

    def test_a_failed_one_is_tried_again(self, drafted, signed_in):
        Edition.objects.update(state="failed", failed_from="frozen", error="line 3")
        client = signed_in("manager")
        assert "line 3" in text_of(open_page(client, "edition", drafted.pk))
        client.post(reverse("edition_try_again", args=[drafted.pk]))
        assert Edition.objects.get().state == "frozen"

    def test_a_get_decides_nothing(self, drafted, signed_in):
        for name in ("approve", "issue", "hold", "try_again", "reissue"):
            assert open_page(signed_in("sponsor"), f"edition_{name}", drafted.pk).status_code == 405
        assert Edition.objects.get().state == "ready"


class TestDeliveries:
    @pytest.fixture
    def unknown(self, issued, sink, clock) -> Delivery:
        found = issued.deliveries.get(name="Gillian Roake")
        sink.rules[found.email] = ["drop"]
        deliver.send(found.pk, clock=clock)
        return Delivery.objects.get(pk=found.pk)

    def test_its_fate_and_what_can_be_done_are_shown(self, unknown, signed_in):
        text = text_of(open_page(signed_in("office"), "edition", unknown.edition_id))
        assert "Unknown" in text
        assert "the line went dead" in text
        assert "It arrived" in text
        assert "Send again" in text

    def test_it_arrived(self, unknown, signed_in):
        reply = signed_in("office").post(
            reverse("delivery_arrived", args=[unknown.pk]), follow=True
        )
        assert "Gillian Roake has it." in text_of(reply)
        assert Delivery.objects.get(pk=unknown.pk).state == "sent"

    def test_it_did_not_send_again(self, unknown, signed_in):
        client = signed_in("office")
        address = reverse("delivery_again", args=[unknown.pk])
        assert "If the first mail did arrive" in text_of(client.get(address))
        assert client.post(address, {"reason": ""}).status_code == 422
        client.post(address, {"reason": "She has nothing."})
        again = Delivery.objects.get(pk=unknown.pk)
        assert (again.state, again.number) == ("queued", 2)

    def test_readers_see_the_list_and_cannot_touch_it(self, unknown, signed_in):
        client = signed_in("auditor")
        assert "Deliveries" in text_of(open_page(client, "edition", unknown.edition_id))
        assert client.post(reverse("delivery_arrived", args=[unknown.pk])).status_code == 403
        assert Delivery.objects.get(pk=unknown.pk).state == "unknown"

    def test_every_change_is_in_the_log_with_who(self, unknown, signed_in):
        client = signed_in("office")
        client.post(reverse("delivery_arrived", args=[unknown.pk]))
        text = text_of(open_page(client, "edition", unknown.edition_id))
        assert "the recipient has it" in text
        assert "Tamsin Boyle" in text
        assert "approved" in text
