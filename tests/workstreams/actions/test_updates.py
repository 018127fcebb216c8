"""Words about an item: no change, as above, and what was asked."""

import pytest

from workstreams.actions import progress, updates
from workstreams.actions.base import Refused
from workstreams.actions.progress import Progress
from workstreams.models import Ask, Item, Update, UpdateKind
from workstreams.when import read

pytestmark = pytest.mark.django_db


@pytest.fixture
def say(cast, today, now):
    """Records what Callum says of an item."""

    def say(item, text="", **said):
        return progress.record(
            Item.objects.get(pk=item.pk),
            progress=Progress(update=text, **said),
            by=cast["contributor"],
            today=today,
            now=now,
        )

    return say


def test_no_change_is_an_answer_of_its_own_with_its_history(say, plan, cast, today):
    before = Item.history.filter(id=plan.item.pk).count()
    say(plan.item, no_change=True, declared_rag="green")
    update = plan.item.updates.get()
    assert (update.kind, update.text) == (UpdateKind.NO_CHANGE, "No change this month.")
    assert update.by == cast["contributor"]
    assert Update.history.get(id=update.pk).history_user == cast["contributor"]
    item = Item.objects.get(pk=plan.item.pk)
    assert item.declared_on == today, "the rating is confirmed"
    assert item.version == plan.item.version + 1
    assert Item.history.filter(id=plan.item.pk).count() == before + 1


@pytest.mark.parametrize("said", [{"percent": 40}, {"text": "Two chapters drafted."}])
def test_no_change_beside_a_change_is_refused(say, plan, said):
    with pytest.raises(Refused):
        say(plan.item, no_change=True, **said)
    assert not Update.objects.exists()


def test_as_above_becomes_a_link_with_the_words_of_the_row_above(say, plan):
    say(plan.item, "The health chapter waits for a commissioner.")
    say(plan.late, "As above.")
    update = plan.late.updates.get()
    assert update.same_as == plan.item.updates.get()
    assert update.text == "The health chapter waits for a commissioner."
    assert Update.history.get(id=update.pk).history_change_reason == "Typed “As above.”."


def test_as_above_of_as_above_points_at_the_words_themselves(say, plan):
    say(plan.item, "Waiting for the board.")
    say(plan.late, "As above")
    say(plan.other, "ditto")
    assert plan.other.updates.get().same_as == plan.item.updates.get()


def test_as_above_means_the_item_whose_update_is_shared(say, plan):
    say(plan.item, "The first.")
    say(plan.late, "The second.")
    plan.other.same_update_as = plan.item
    plan.other.save()
    say(plan.other, "As above")
    assert plan.other.updates.get().text == "The first."


def test_as_above_means_the_row_that_stood_above_its_writer(say, plan):
    say(plan.item, "The first.")
    say(plan.late, "The second.")
    say(plan.other, "As above", above=plan.item)
    assert plan.other.updates.get().text == "The first."


def test_as_above_with_nothing_above_is_refused(say, plan, cast):
    with pytest.raises(Refused, match="There is no row above this one"):
        say(plan.item, "As above")
    with pytest.raises(Refused, match="has no update to point at"):
        say(plan.late, "As above")
    with pytest.raises(Refused, match="of another programme"):
        say(plan.late, "As above", above=cast.other_plan.item)


def test_as_above_does_not_point_at_no_change(say, plan):
    say(plan.item, no_change=True)
    with pytest.raises(Refused, match="has no update to point at"):
        say(plan.late, "As above")


def test_whoever_is_asked_is_asked_once_and_any_answer_answers(say, plan, cast, now):
    asked = {"by": cast["office"], "now": now}
    assert updates.ask([plan.item, plan.late], text="Still Green?", **asked) == 2
    assert updates.ask([plan.item], text="And now?", **asked) == 0
    assert Ask.objects.get(item=plan.item).text == "And now?"
    say(plan.item, percent=40)
    assert Ask.objects.get(item=plan.item).answered_at == now
    assert Ask.objects.get(item=plan.late).answered_at is None
    assert updates.ask([plan.item], **asked) == 1
    assert Ask.history.filter(item=plan.item.pk).count() == 4


def test_saving_nothing_answers_nothing(say, plan, cast, now):
    updates.ask([plan.item], by=cast["office"], now=now)
    say(plan.item, percent=0)
    assert Ask.objects.get(item=plan.item).answered_at is None


def test_a_moved_forecast_answers_too(say, plan, cast, now):
    updates.ask([plan.item], by=cast["office"], now=now)
    say(plan.item, revised=read("31/10/20"), reason="Capacity")
    assert Ask.objects.get(item=plan.item).answered_at == now
