"""Taking back one's own last act: every row as it was, or nothing and the names of what moved on."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories
from workstreams.actions import updates
from workstreams.actions.base import Refused
from workstreams.actions.bulk import change_many
from workstreams.actions.progress import Progress, record, set_status
from workstreams.actions.undo import undo
from workstreams.bulk import AGREED_AGAIN, GiveTo, MoveDates, SetPhase, SetStatus
from workstreams.models import Ask, ChangeSet, Item, ItemOwner, Notice, Update

pytestmark = pytest.mark.django_db


@pytest.fixture
def change(cast, today, now):
    def act(spec, *items, role="manager", after=0):
        return change_many(
            programme=cast.plan.programme,
            chosen={item.pk: item.version for item in items},
            spec=spec,
            reason="Cover starts in September",
            by=cast[role],
            today=today,
            now=now + timedelta(minutes=after),
        ).act

    return act


@pytest.fixture
def take_back(cast, today, now):
    def act(change_set, role="manager", after=60):
        return undo(change_set, by=cast[role], today=today, now=now + timedelta(minutes=after))

    return act


LEFT = ("version", "changed_at", "computed_rag")


def stands(*items):
    """The rows of items as they are, but for what every write changes; and who owns them."""
    rows = Item.objects.filter(pk__in=[item.pk for item in items]).order_by("pk")
    columns = [f.attname for f in Item._meta.concrete_fields if f.name not in LEFT]
    owners = ItemOwner.objects.filter(item__in=rows).order_by("item", "person")
    return list(rows.values_list(*columns)), list(
        owners.values_list("pk", "item", "person", "lead", "position")
    )


def specs(plan):
    factories.PhaseFactory(workstream=plan.first, position=3, name="Commissioning")
    bridget = factories.PersonFactory(name="Bridget Harlowe")
    ItemOwner.objects.create(item=plan.item, person=bridget, position=1)
    ItemOwner.history.update(history_date=factories.NOW - timedelta(days=1))
    return {
        "dates": MoveDates(2, AGREED_AGAIN),
        "forecast": MoveDates(-3),
        "owner": GiveTo(bridget),
        "owner kept": GiveTo(bridget, keep=True),
        "status": SetStatus("on_hold", "No budget"),
        "complete": SetStatus("complete"),
        "phase": SetPhase("Commissioning"),
        "no phase": SetPhase(""),
    }


@pytest.mark.parametrize(
    "what",
    ["dates", "forecast", "owner", "owner kept", "status", "complete", "phase", "no phase"],
)
def test_every_row_is_as_it_was_and_the_history_says_so(change, take_back, plan, cast, what):
    spec = specs(plan)[what]
    items = [plan.item, plan.late]
    before = stands(*items)
    act = change(spec, *items)
    assert stands(*items) != before
    rows = Item.history.count() + ItemOwner.history.count()
    back = take_back(act)
    assert stands(*items) == before
    assert back.undoes == act
    assert back.sentence == f"Undid: {act.sentence}"
    assert Item.history.count() + ItemOwner.history.count() > rows
    plan.item.refresh_from_db()
    assert plan.item.version == 3


def test_nobody_undoes_what_another_did(change, take_back, plan):
    act = change(MoveDates(2), plan.item)
    with pytest.raises(Refused, match="Only the person who made"):
        take_back(act, role="office")


def test_nothing_is_undone_twice(change, take_back, plan):
    act = change(MoveDates(2), plan.item)
    take_back(act)
    with pytest.raises(Refused, match="undone already"):
        take_back(act, after=61)


def test_an_undo_is_not_undone(change, take_back, plan):
    back = take_back(change(MoveDates(2), plan.item))
    with pytest.raises(Refused, match="cannot be undone"):
        take_back(back, after=61)


def test_what_moved_on_is_named_and_nothing_is_undone(change, take_back, plan, cast, today, now):
    act = change(MoveDates(2), plan.item, plan.late)
    record(
        plan.late,
        progress=Progress(percent=40),
        by=cast["lead"],
        today=today,
        now=now + timedelta(minutes=5),
    )
    before = stands(plan.item, plan.late)
    with pytest.raises(Refused, match="Calderbrook late strategy changed again since"):
        take_back(act)
    assert stands(plan.item, plan.late) == before


def test_a_change_of_owner_that_moved_on_is_not_undone(change, take_back, plan):
    ItemOwner.history.update(history_date=factories.NOW - timedelta(days=1))
    one, other = factories.PersonFactory(name="One"), factories.PersonFactory(name="Other")
    act = change(GiveTo(one), plan.item)
    plan.item.refresh_from_db()
    change(GiveTo(other), plan.item, after=5)
    with pytest.raises(Refused, match="changed again"):
        take_back(act)


def test_a_single_save_is_an_act_too(take_back, plan, cast, today, now):
    record(
        plan.item,
        progress=Progress(percent=40, update="Two thirds are checked."),
        by=cast["contributor"],
        today=today,
        now=now,
    )
    act = ChangeSet.objects.get()
    assert (act.by, act.programme, act.place) == (
        cast["contributor"],
        plan.programme,
        plan.item.sort_key,
    )
    take_back(act, role="contributor")
    plan.item.refresh_from_db()
    assert (plan.item.percent, plan.item.status) == (0, "not_started")
    assert not Update.objects.exists()
    assert list(Update.history.values_list("history_type", flat=True)) == ["-", "+"]


def test_a_status_goes_back(take_back, plan, cast, today, now):
    set_status(
        plan.item, status="on_hold", reason="No budget", by=cast["manager"], today=today, now=now
    )
    take_back(ChangeSet.objects.get())
    plan.item.refresh_from_db()
    assert (plan.item.status, plan.item.status_reason, plan.item.computed_rag) == (
        "not_started",
        "",
        "amber",
    )


def test_who_lost_the_right_to_change_an_item_undoes_nothing(
    change, take_back, plan, cast, today, now
):
    act = change(MoveDates(2), plan.item, role="contributor")
    ItemOwner.objects.filter(item=plan.item).delete()
    with pytest.raises(Refused, match="no longer yours"):
        take_back(act, role="contributor")


@pytest.mark.parametrize("what", ["dates", "owner", "phase"])
def test_undoing_100_costs_as_many_statements_as_2(change, take_back, plan, cast, what):
    spec = specs(plan)[what]
    items = [factories.ItemFactory(workstream=plan.first) for _ in range(102)]
    somebody = factories.PersonFactory(name="Somebody Else")
    ItemOwner.objects.bulk_create(
        ItemOwner(item=item, person=somebody, lead=True) for item in items
    )
    counts = []
    for n, some in enumerate((items[:2], items[2:])):
        act = change(spec, *some, after=n)
        with CaptureQueriesContext(connection) as seen:
            take_back(act, after=60 + n)
        counts.append([q["sql"] for q in seen if "SAVEPOINT" not in q["sql"]])
    assert len(counts[0]) == len(counts[1]) <= 16, [sql[:90] for sql in counts[1]]


def test_what_a_save_answered_is_asked_again(take_back, plan, cast, today, now):
    updates.ask([plan.item], by=cast["manager"], now=now - timedelta(days=1), text="How far is it?")
    record(
        plan.item,
        progress=Progress(percent=40),
        by=cast["contributor"],
        today=today,
        now=now,
    )
    assert not Ask.objects.open().exists()
    take_back(ChangeSet.objects.get(by=cast["contributor"]), role="contributor")
    assert Ask.objects.open().get().text == "How far is it?"


def test_a_question_asked_meanwhile_stays_the_only_open_one(take_back, plan, cast, today, now):
    updates.ask([plan.item], by=cast["manager"], now=now - timedelta(days=1))
    record(plan.item, progress=Progress(percent=40), by=cast["contributor"], today=today, now=now)
    act = ChangeSet.objects.get(by=cast["contributor"])
    updates.ask([plan.item], by=cast["manager"], now=now + timedelta(minutes=1), text="And now?")
    take_back(act, role="contributor")
    assert Ask.objects.open().get().text == "And now?"


def test_who_was_told_of_a_give_is_told_of_its_undo(change, take_back, plan, cast):
    ItemOwner.history.update(history_date=factories.NOW - timedelta(days=1))
    bridget = factories.PersonFactory(name="Bridget Harlowe", user=cast["finance"])
    act = change(GiveTo(bridget), plan.item, plan.late)
    take_back(act)
    for whose in ("finance", "contributor"):
        told = Notice.objects.filter(user=cast[whose]).order_by("created_at")
        assert told.count() == 2
        assert told[1].text == f"Taken back: {act.sentence}. It stands as it did before."
