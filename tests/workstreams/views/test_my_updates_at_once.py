"""My updates: the whole page sent at once, and what was typed while the session had ended."""

from __future__ import annotations

import pytest

from tests.workstreams.views.test_item import words
from tests.workstreams.views.updating import PAGE, typed
from workstreams.actions import progress
from workstreams.models import (
    Item,
    UpdateKind,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_day")]


def test_all_at_once_saves_every_row_that_says_something(signed_in, mine, plan):
    late, soon = mine(title="Late", target="01/07/20"), mine(title="Soon", target="10/08/20")
    client = signed_in("contributor")
    reply = client.post(
        PAGE,
        {
            **typed(plan.item, percent="40"), **typed(late, update="It is late."), **typed(soon),
            "save": "all",
        },
        follow=True,
    )  # fmt: skip
    assert "Saved: 2 updates" in words(reply)
    assert Item.objects.get(pk=plan.item.pk).percent == 40
    assert late.updates.get().text == "It is late."
    assert not soon.updates.exists()
    assert Item.objects.get(pk=soon.pk).version == soon.version


def test_all_at_once_one_bad_row_keeps_no_other_back(signed_in, mine, plan):
    late = mine(title="Late", target="01/07/20")
    client = signed_in("contributor")
    reply = client.post(
        PAGE,
        {**typed(late, percent="140", update="Nearly."), **typed(plan.item, percent="40")},
    )
    assert reply.status_code == 422
    said = words(reply)
    assert "1 update saved. 1 is not: what you typed there is kept." in said
    assert "Late: Percent must be 0 to 100, or blank" in said
    assert 'value="140"' in reply.content.decode()
    assert "Nearly." in said
    assert Item.objects.get(pk=plan.item.pk).percent == 40
    assert Item.objects.get(pk=late.pk).percent == 0


def test_a_row_of_the_page_that_nobody_touched_is_no_conflict(
    signed_in, cast, mine, plan, today, now
):
    late = mine(title="Late", target="01/07/20")
    data = {**typed(late), **typed(plan.item, percent="40"), "save": "all"}
    progress.record(
        late, progress=progress.Progress(percent=70), by=cast["manager"], today=today, now=now
    )
    reply = signed_in("contributor").post(PAGE, data, follow=True)
    assert "Saved: Calderbrook action plan" in words(reply)
    assert Item.objects.get(pk=late.pk).percent == 70


def test_a_stale_row_among_many_shows_both(signed_in, cast, mine, plan, today, now):
    late = mine(title="Late", target="01/07/20")
    data = {**typed(late, percent="50"), **typed(plan.item, percent="40"), "save": "all"}
    progress.record(
        late, progress=progress.Progress(percent=70), by=cast["manager"], today=today, now=now
    )
    reply = signed_in("contributor").post(PAGE, data)
    assert reply.status_code == 409
    assert "Late: Imogen Farrow saved it while you were typing" in words(reply)
    assert Item.objects.get(pk=late.pk).percent == 70
    assert Item.objects.get(pk=plan.item.pk).percent == 40


def test_no_change_on_the_rest_answers_them_all(signed_in, mine, plan):
    late = mine(title="Late", target="01/07/20")
    data = {**typed(late), **typed(plan.item, percent="40"), "rest": "no_change"}
    signed_in("contributor").post(PAGE, data)
    assert late.updates.get().kind == UpdateKind.NO_CHANGE
    assert not plan.item.updates.exists()
    assert Item.objects.get(pk=plan.item.pk).percent == 40


def test_nothing_typed_says_so(signed_in, plan):
    reply = signed_in("contributor").post(PAGE, typed(plan.item), follow=True)
    assert "Nothing was typed, so nothing was saved." in words(reply)


@pytest.mark.parametrize("one", [True, False], ids=["from one row", "from the page"])
def test_what_was_typed_when_the_session_had_ended_is_shown_again_and_not_saved(
    signed_in, mine, plan, one
):
    late = mine(title="Late", target="01/07/20")
    address = f"{PAGE}{plan.item.pk}/" if one else PAGE
    data = {**typed(plan.item, percent="40", update="Nearly."), **typed(late), "_draft": "yes"}
    client = signed_in("contributor")
    reply = client.post(address, data)
    assert reply.status_code == 200
    assert 'value="40"' in reply.content.decode()
    assert "Nearly." in words(reply)
    assert Item.objects.get(pk=plan.item.pk).percent == 0
    del data["_draft"]
    assert client.post(address, data).status_code == 302
    assert Item.objects.get(pk=plan.item.pk).percent == 40
