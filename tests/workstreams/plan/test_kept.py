"""What is kept of a plan is thrown away by every way of writing to it, and by nothing else."""

from __future__ import annotations

import pytest
from django.db import connection, transaction

from tests import factories
from workstreams.models import Item, ItemOwner, PlanStamp, Programme, SavedView, Workstream
from workstreams.plan import kept
from workstreams.plan.outline import branches

pytestmark = pytest.mark.django_db


def state() -> int:
    return kept.with_state(Programme.objects.all()).first().plan_state


def look() -> int:
    """The state, as a reader who keeps something in it sees it."""
    now = state()
    return kept.remembered("test", now, state=now, make=lambda: now)


WRITES = {
    "save": lambda plan: plan.item.save(),
    "update": lambda plan: Item.objects.filter(pk=plan.item.pk).update(percent=55),
    "bulk_update": lambda plan: Item.objects.bulk_update([plan.item], ["title"]),
    "bulk_create": lambda plan: Item.objects.bulk_create([twin(plan.item)]),
    "delete": lambda plan: ItemOwner.objects.filter(item=plan.item).delete(),
    "branch": lambda plan: Workstream.objects.filter(pk=plan.first.pk).update(title="Renamed"),
    "phase": lambda plan: plan.phase.save(),
    "view": lambda plan: SavedView.objects.create(
        programme=plan.programme, by=factories.UserFactory(), name="Late"
    ),
    "sql": lambda plan: sql("UPDATE workstreams_item SET percent = 5"),
    "select": lambda plan: sql(
        "INSERT INTO workstreams_itemowner (item_id, person_id, lead, position)"
        f" SELECT id, {factories.PersonFactory().pk}, false, 9 FROM workstreams_item"
    ),
}


def twin(item: Item) -> Item:
    item.pk = None
    return item


def sql(words: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(words.replace("false", "0") if connection.vendor == "sqlite" else words)


@pytest.mark.parametrize("way", WRITES)
def test_every_way_of_writing_is_a_new_state(cast, way):
    factories.own(cast.plan.other, factories.PersonFactory())
    before = look()
    WRITES[way](cast.plan)
    assert look() != before


def test_reading_and_writing_elsewhere_leave_the_state(cast):
    before = look()
    list(Item.objects.select_for_update().filter(programme=cast.plan.programme))
    cast["manager"].save()
    branches(cast.plan.programme, cast["manager"])
    assert look() == before


def test_one_transaction_leaves_one_stamp(cast):
    look()
    before = PlanStamp.objects.count()
    with transaction.atomic():
        for percent in (1, 2, 3):
            Item.objects.filter(pk=cast.plan.item.pk).update(percent=percent)
    assert PlanStamp.objects.count() == before + 1


def test_what_was_read_in_the_middle_of_a_transaction_does_not_outlive_it(cast):
    with transaction.atomic():
        Item.objects.filter(pk=cast.plan.item.pk).update(percent=1)
        middle = look()
        Item.objects.filter(pk=cast.plan.item.pk).update(percent=2)
        assert look() != middle


def test_a_change_that_was_taken_back_is_not_the_state(cast):
    before = look()
    with transaction.atomic():
        Item.objects.filter(pk=cast.plan.item.pk).update(percent=1)
        taken_back = look()
        transaction.set_rollback(True)
    assert look() == before != taken_back
    Item.objects.filter(pk=cast.plan.item.pk).update(percent=2)
    assert look() not in {before, taken_back}


def test_old_stamps_go_and_the_last_ones_stay(cast):
    for percent in range(kept.STAMPS * 2):
        look()
        Item.objects.filter(pk=cast.plan.item.pk).update(percent=percent)
    kept.prune()
    assert PlanStamp.objects.count() == kept.STAMPS
    before = look()
    Item.objects.filter(pk=cast.plan.item.pk).update(percent=99)
    assert look() != before


def test_no_more_is_kept_than_there_is_room_for(cast):
    for n in range(kept.ROOM * 2):
        kept.remembered("room", n, state=1, make=lambda: "thing")
    assert len(kept._things) == kept.ROOM


def test_it_is_made_once_in_a_state(cast):
    made = []
    for _ in range(3):
        kept.remembered("once", "key", state=state(), make=lambda: made.append(1))
    assert made == [1]
