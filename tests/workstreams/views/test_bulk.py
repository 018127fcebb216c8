"""The page that checks a change of many items, what it refuses, and the undo behind it."""

import re

import pytest
from django.urls import reverse

from tests import factories
from workstreams.models import ChangeSet, Item

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_day")]


@pytest.fixture
def page(signed_in, plan):
    """Asks for the page, or posts to it, as somebody."""

    def ask(data, role="manager", post=False):
        client = signed_in(role)
        address = reverse("bulk_change", args=[plan.programme.slug])
        return client.post(address, data) if post else client.get(address, data)

    return ask


def seen(*items):
    return " ".join(f"{item.pk}:{item.version}" for item in items)


def saving(*items, **more):
    return {
        "do": "dates", "weeks": "2", "way": "later", "which": "forecast", "reason": "Cover",
        "seen": seen(*items), "item": [item.pk for item in items], "save": "1", **more,
    }  # fmt: skip


def text_of(reply):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", reply.content.decode()))


def test_it_says_what_will_happen_and_saves_nothing(page, plan):
    reply = page({"do": "dates", "item": [plan.item.pk, plan.other.pk]})
    text = text_of(reply)
    assert "Move the forecast of 2 items 2 weeks later" in text
    assert "30/09/20 (target) 14 October 2020" in text
    assert not ChangeSet.objects.exists()


def test_all_that_match_becomes_a_list_of_items(page, plan):
    text = text_of(page({"do": "dates", "all": "1", "show": "overdue"}))
    assert "Move the forecast of 1 item 2 weeks later" in text
    assert "Calderbrook late strategy" in text


def test_more_than_five_hundred_are_not_shown(page, plan):
    row = {f.attname: getattr(plan.item, f.attname) for f in Item._meta.concrete_fields}
    row.pop("id")
    Item.objects.bulk_create([Item(**row) for _ in range(500)])
    assert "503 items match" in text_of(page({"do": "dates", "all": "1"}))


def test_nothing_chosen_says_how_to_choose(page):
    assert "No item is chosen" in text_of(page({"do": "dates"}))


def test_it_saves_and_leads_to_the_entry_with_its_undo(page, plan, signed_in):
    reply = page(saving(plan.item, plan.other), post=True)
    act = ChangeSet.objects.get()
    assert reply["Location"].startswith(act.get_absolute_url())
    assert act.screen == "bulk_change"
    text = text_of(signed_in("manager").get(reply["Location"]))
    assert "Moved the forecast of 2 items 2 weeks later" in text
    assert "from a change of many" in text
    assert "Because: Cover" in text
    assert "Undo this change" in text


def test_unticked_items_stay(page, plan):
    page(saving(plan.item, plan.other, item=[plan.item.pk]), post=True)
    plan.other.refresh_from_db()
    assert plan.other.revised_text == ""
    assert ChangeSet.objects.get().count == 1


def test_without_a_reason_it_keeps_what_was_said(page, plan):
    reply = page(saving(plan.item, weeks="7", reason=""), post=True)
    assert reply.status_code == 422
    assert "Say why the dates move" in text_of(reply)
    assert 'value="7"' in reply.content.decode()


@pytest.mark.parametrize(
    ("said", "error"),
    [
        ({"weeks": "0"}, "0 weeks moves nothing"),
        ({"weeks": "x"}, "Enter a whole number"),
        ({"weeks": "500"}, "less than or equal to 104"),
    ],
)
def test_a_wrong_number_of_weeks(page, plan, said, error):
    reply = page(saving(plan.item, **said), post=True)
    assert reply.status_code == 422
    assert error in text_of(reply)
    assert not ChangeSet.objects.exists()


def test_an_item_that_moved_on_is_shown_with_who_changed_it(page, plan, cast):
    data = saving(plan.item, plan.other)
    plan.item._history_user = cast["lead"]
    plan.item.version += 1
    plan.item.save()
    reply = page(data, post=True)
    text = text_of(reply)
    assert reply.status_code == 409
    assert "1 item was changed since you chose it. Nothing has been saved." in text
    assert "Changed by Rosalind Achebe" in text
    plan.other.refresh_from_db()
    assert plan.other.revised_text == ""
    again = saving(plan.item, plan.other, seen=seen(plan.item, plan.other))
    assert page(again, post=True).status_code == 302


def test_those_that_cannot_are_named_with_the_reason(page, plan):
    vague = factories.ItemFactory(workstream=plan.first, title="Calderbrook pilot", target="TBC")
    text = text_of(page({"do": "dates", "item": [plan.item.pk, vague.pk]}))
    assert "1 can be changed; 1 cannot" in text
    assert "Target “TBC” is still to be confirmed" in text


def test_owners_by_the_name_people_write(page, plan):
    factories.PersonFactory(name="Bridget Harlowe")
    data = {
        "do": "owner", "person": "Bridget Harlowe", "seen": seen(plan.item), "item": plan.item.pk,
        "save": "1", "reason": "",
    }  # fmt: skip
    assert page(data, post=True).status_code == 302
    assert [str(o.person) for o in plan.item.ownerships.all()] == ["Bridget Harlowe"]


def test_a_name_nobody_has(page, plan):
    data = {"do": "owner", "person": "Nobody Known", "seen": seen(plan.item), "save": "1"}
    reply = page(data, post=True)
    assert reply.status_code == 422
    assert "Nobody is known as “Nobody Known”" in text_of(reply)


@pytest.mark.parametrize("role", ["board", "auditor", "sponsor", "finance"])
def test_readers_may_not(page, plan, role):
    assert page(saving(plan.item), role=role, post=True).status_code == 403
    assert page({"item": plan.item.pk}, role=role).status_code == 403


def test_the_stranger_finds_nothing(page, plan):
    assert page({"item": plan.item.pk}, role="stranger").status_code == 404


def test_items_of_another_programme_are_not_shown(page, cast):
    reply = page({"do": "dates", "item": cast.other_plan.item.pk})
    assert "Netherfield" not in text_of(reply)
    assert "No item is chosen" in text_of(reply)


def test_an_owner_changes_only_what_is_theirs(page, plan):
    page(saving(plan.item, plan.other), role="contributor", post=True)
    plan.other.refresh_from_db()
    assert plan.other.revised_text == ""
    assert ChangeSet.objects.get().count == 1


class TestUndo:
    def undo(self, client, act):
        return client.post(reverse("change_set_undo", args=[act.pk]), follow=True)

    def test_by_its_author(self, page, plan, signed_in):
        page(saving(plan.item, plan.other), post=True)
        reply = self.undo(signed_in("manager"), ChangeSet.objects.get())
        assert "Undone. Everything stands as it did before." in text_of(reply)
        plan.item.refresh_from_db()
        assert plan.item.revised_text == ""

    def test_not_by_another(self, page, plan, signed_in):
        page(saving(plan.item), post=True)
        act = ChangeSet.objects.get()
        assert "Only the person who made a change can undo it" in text_of(
            self.undo(signed_in("office"), act)
        )
        assert self.undo(signed_in("board"), act).status_code == 403
        assert self.undo(signed_in("stranger"), act).status_code == 404


def test_on_hold_without_a_reason_keeps_the_page(page, plan):
    data = {
        "do": "status",
        "status": "on_hold",
        "seen": seen(plan.item),
        "item": plan.item.pk,
        "save": "1",
    }
    reply = page(data, post=True)
    assert reply.status_code == 422
    assert "Say why" in text_of(reply)
    assert "Set 1 item to On hold" in text_of(reply)


def test_a_phase_of_the_chosen_workstreams(page, plan):
    text = text_of(page({"do": "phase", "item": plan.late.pk}))
    assert plan.phase.name in text
    data = {
        "do": "phase",
        "phase": plan.phase.name,
        "seen": seen(plan.late),
        "item": plan.late.pk,
        "save": "1",
    }
    assert page(data, post=True).status_code == 302
    plan.late.refresh_from_db()
    assert plan.late.phase == plan.phase
