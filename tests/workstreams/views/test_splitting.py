"""Several actions typed as one item are taken apart on screen: nothing of the item is lost."""

import pytest
from django.urls import reverse

from tests import factories
from workstreams.models import ChangeSet, Item, Update

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_day")]

WORDS = (
    "Parenting courses 1. Run the evidence-based course 2. Train two leaders 3. Tell every school"
)


@pytest.fixture
def several(cast, now):
    """An item of Callum's that holds three actions, of which something was told."""
    item = factories.ItemFactory(
        workstream=cast.plan.first, phase=cast.plan.phase, title=WORDS, percent=40,
        scope="local", source="inspection", source_page="12",
    )  # fmt: skip
    factories.own(item, cast.plan.item.ownerships.get().person)
    Update.objects.create(item=item, text="The course is booked.", by=None, written_at=now)
    return item


def address(item):
    return reverse("item_split", args=[item.pk])


def test_the_numbered_parts_are_offered_and_each_becomes_an_item(signed_in, several, cast):
    client = signed_in("manager")
    form = client.get(address(several)).context["form"]
    offered = form["text"].value()
    assert offered.splitlines() == [
        "Parenting courses: Run the evidence-based course",
        "Parenting courses: Train two leaders",
        "Parenting courses: Tell every school",
    ]
    sent = {"text": offered, "version": several.version}
    assert client.post(address(several), sent).status_code == 302
    first, second, third = Item.objects.filter(title__startswith="Parenting").order_by("sort_key")
    assert first.pk == several.pk
    assert (first.full_text, first.percent, first.updates.count()) == (WORDS, 40, 1)
    for new in (second, third):
        assert (new.phase, new.target_text, new.scope, new.source, new.source_page) == (
            cast.plan.phase, several.target_text, "local", "inspection", "12",
        )  # fmt: skip
        assert [o.person.name for o in new.ownerships.all()] == ["Callum Deverill"]
        assert (new.percent, new.declared_rag) == (None, ""), "nobody has said so"
    assert ChangeSet.objects.filter(by=cast["manager"]).count() == 1


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "Fill in “One line for each item”"),
        ("One action only", "Give at least two lines: the first stays this item."),
        ("\n".join(f"{n}. Action" for n in range(1, 23)), "That is 22 lines; at most 20 at once."),
        ("One\n" + "x" * 501, "A line is longer than 500 letters"),
    ],
)
def test_what_cannot_be_taken_apart_is_refused_in_words_and_kept(
    signed_in, several, text, sentence
):
    reply = signed_in("manager").post(address(several), {"text": text})
    assert reply.status_code == 422
    assert sentence in reply.content.decode()
    assert Item.objects.filter(title=WORDS).exists()


def test_an_item_that_moved_on_is_not_taken_apart(signed_in, several):
    reply = signed_in("manager").post(address(several), {"text": "One\nTwo", "version": 0})
    assert reply.status_code == 409
    assert not Item.objects.filter(title="Two").exists()


@pytest.mark.parametrize(
    ("role", "status"), [("lead", 200), ("contributor", 403), ("board", 403), ("stranger", 404)]
)
def test_who_leads_the_branch_takes_apart(signed_in, several, role, status):
    assert signed_in(role).get(address(several)).status_code == status
