"""Words that repeat the last update are shown to their author before they are saved, in the plan and on a page."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.workstreams.views.test_item import words
from workstreams.actions import progress
from workstreams.forms.row import ItemForm
from workstreams.models import Item, Update

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_day")]


@pytest.fixture
def said(cast, today, now):
    """Callum wrote about his item a month ago."""
    progress.record(
        cast.plan.item, progress=progress.Progress(update="Waiting for the tender."),
        by=cast["contributor"], today=today, now=now - timedelta(days=31),
    )  # fmt: skip
    return Item.objects.get(pk=cast.plan.item.pk)


def post(client, item, **more):
    shown = {
        name: "" if value is None else value for name, value in ItemForm(item=item).initial.items()
    }
    return client.post(f"/items/{item.pk}/edit/", {**shown, **more})


@pytest.mark.parametrize("text", ["Waiting for the tender.", "waiting for the TENDER"])
def test_the_same_words_are_refused_once(signed_in, said, text):
    client = signed_in("contributor")
    reply = post(client, said, update=text)
    assert reply.status_code == 422
    assert "The same was written on 3 July 2020. Change it, or tick that you mean it" in words(
        reply
    )
    assert text in words(reply), "what was typed is kept"
    assert Update.objects.count() == 1
    assert post(client, said, update=text, again="on").status_code == 302
    assert Update.objects.count() == 2


def test_other_words_and_as_above_are_not(signed_in, said, cast, today, now):
    client = signed_in("contributor")
    assert post(client, said, update="The tender is out.").status_code == 302


def test_as_above_typed_in_the_plan_becomes_a_link(signed_in, said, cast):
    client = signed_in("lead")
    late = Item.objects.get(pk=cast.plan.late.pk)
    assert post(client, late, update="As above").status_code == 302
    update = late.updates.get()
    assert update.same_as == said.updates.get()
    assert "Waiting for the tender." in words(client.get(f"/items/{late.pk}/"))
