"""Where an item stands and whose it is: moved, put in order, taken away, owned."""

import pytest

from tests import factories
from workstreams.actions import closing, items, progress, words
from workstreams.actions.base import Conflict, Refused
from workstreams.actions.plan import add_item
from workstreams.actions.progress import Progress
from workstreams.models import Item, ItemOwner, Status
from workstreams.when import read

pytestmark = pytest.mark.django_db


def order(workstream):
    return list(
        Item.objects.filter(workstream=workstream, phase=None)
        .order_by("sort_key")
        .values_list("title", flat=True)
    )


def test_an_item_goes_to_the_end_of_another_workstream_or_phase(cast, now):
    plan = cast.plan
    moved = items.move(
        plan.late, workstream=plan.second, reason="It is theirs", by=None, now=now, version=1
    )
    assert (moved.workstream, moved.phase, moved.version) == (plan.second, None, 2)
    assert order(plan.second)[-1] == plan.late.title
    assert moved.history.first().history_change_reason == "It is theirs"
    back = items.move(moved, workstream=plan.first, phase=plan.phase, by=None, now=now)
    assert back.phase == plan.phase
    assert back.sort_key.startswith(plan.phase.sort_key)
    assert back.sort_key > plan.item.sort_key


def test_an_item_stays_in_its_programme(cast, now):
    with pytest.raises(Refused, match="another programme"):
        items.move(cast.plan.late, workstream=cast.other_plan.first, by=None, now=now)
    with pytest.raises(Refused, match="stands there already"):
        items.move(cast.plan.late, workstream=cast.plan.first, by=None, now=now)
    with pytest.raises(Refused, match="another workstream"):
        items.move(
            cast.plan.late, workstream=cast.plan.second, phase=cast.plan.phase, by=None, now=now
        )
    with pytest.raises(Conflict):
        items.move(cast.plan.late, workstream=cast.plan.second, by=None, now=now, version=7)


def test_an_item_does_not_go_into_what_is_closed(cast, today, now):
    plan, how = cast.plan, {"by": None, "now": now}
    closing.close(plan.second, reason="Ended", today=today, **how)
    before = plan.second.items.count()
    with pytest.raises(Refused, match=r"SEND is closed\. Open it again first, or choose") as no:
        items.move(plan.late, workstream=plan.second, **how)  # which was read before it was closed
    assert no.value.field == "place"
    closing.close(plan.phase, reason="Ended", today=today, **how)
    with pytest.raises(Refused, match=f"The phase {plan.phase} is closed"):
        items.move(plan.late, workstream=plan.first, phase=plan.phase, **how)
    with pytest.raises(Refused, match=f"The phase {plan.phase} is closed"):
        add_item(
            workstream=plan.first, phase=plan.phase, title="More", kind="task", today=today, **how
        )
    assert (plan.second.items.count(), plan.phase.items.count()) == (before, 1)
    closing.reopen(plan.second, **how)
    assert items.move(plan.late, workstream=plan.second, **how).workstream == plan.second


def test_up_and_down_among_the_items_of_one_place(cast, now):
    second = cast.plan.second
    for title in ("Second", "Third"):
        factories.ItemFactory(workstream=second, title=title)
    third = Item.objects.get(title="Third")
    items.reorder(third, up=True, by=None, now=now)
    assert order(second) == [cast.plan.other.title, "Third", "Second"]
    items.reorder(Item.objects.get(title="Third"), up=False, by=None, now=now)
    assert order(second) == [cast.plan.other.title, "Second", "Third"]
    with pytest.raises(Refused, match="last"):
        items.reorder(Item.objects.get(title="Third"), up=False, by=None, now=now)
    with pytest.raises(Refused, match="first"):
        items.reorder(cast.plan.other, up=True, by=None, now=now)


def test_an_item_on_which_something_hangs_is_not_taken_away(cast, today, now):
    item = cast.plan.other
    progress.record(item, progress=Progress(update="Begun."), by=None, today=today, now=now)
    words.add_checkpoint(item, title="Half", when=read("TBC"), by=None, now=now)
    with pytest.raises(Refused) as refusal:
        items.drop(item, by=None, now=now)
    assert "1 update, 1 checkpoint" in refusal.value.sentence
    assert "Cancel it instead" in refusal.value.sentence
    assert Item.objects.filter(pk=item.pk).exists()


def test_an_item_on_which_nothing_hangs_goes_and_its_history_stays(cast, now):
    item = factories.ItemFactory(workstream=cast.plan.second, title="Typed twice")
    factories.own(item, factories.PersonFactory(name="Priya Nair"))
    items.drop(item, reason="Typed twice", by=cast["manager"], now=now, version=1)
    assert not Item.objects.filter(title="Typed twice").exists()
    last = Item.history.filter(id=item.pk).order_by("-history_id").first()
    assert (last.history_type, last.history_change_reason) == ("-", "Typed twice")
    assert ItemOwner.history.filter(item=item.pk).latest("history_id").history_type == "-"


@pytest.fixture
def people():
    return [factories.PersonFactory(name=name) for name in ("Ann Lee", "Ben Dee", "Cat Moss")]


def owners(item):
    rows = ItemOwner.objects.filter(item=item).order_by("-lead", "position")
    return [(row.person.name, row.lead) for row in rows]


def test_one_leads_and_others_support(cast, now, people):
    ann, ben, cat = people
    item = cast.plan.other
    items.set_owners(item, lead=ann, support=[ben], by=None, now=now)
    assert owners(item) == [("Ann Lee", True), ("Ben Dee", False)]
    items.set_owners(item, lead=ben, support=[cat, ben], reason="Ann left", by=None, now=now)
    assert owners(item) == [("Ben Dee", True), ("Cat Moss", False)]
    gone = ItemOwner.history.filter(person=ann).first()
    assert (gone.history_type, gone.history_change_reason) == ("-", "Ann left")
    items.set_owners(item, lead=None, by=None, now=now)
    assert owners(item) == []


def test_owners_that_stay_the_same_write_nothing(cast, now, people):
    item = cast.plan.other
    items.set_owners(item, lead=people[0], support=people[1:], by=None, now=now)
    version = Item.objects.get(pk=item.pk).version
    items.set_owners(item, lead=people[0], support=people[1:], by=None, now=now)
    assert Item.objects.get(pk=item.pk).version == version
    assert ItemOwner.history.filter(item=item).count() == 3


def test_support_needs_a_lead_and_a_stale_save_is_a_conflict(cast, now, people):
    with pytest.raises(Refused) as refusal:
        items.set_owners(cast.plan.other, lead=None, support=people, by=None, now=now)
    assert refusal.value.field == "lead"
    with pytest.raises(Conflict):
        items.set_owners(cast.plan.other, lead=people[0], by=None, now=now, version=9)


def test_the_first_target_stays_however_often_it_moves(cast, today, now):
    item = cast.plan.item
    for typed in ("31/10/20", "30/11/20", "31/12/20"):
        item = progress.record(
            item,
            progress=Progress(target=read(typed), reason="Slow"),
            by=None,
            today=today,
            now=now,
        )
    item.refresh_from_db()
    assert (item.baseline_text, item.target_text) == ("30/09/20", "31/12/20")
    assert str(item.baseline_date) == "2020-09-30"


def test_a_target_that_was_no_day_is_not_the_first_one(cast, today, now):
    item = factories.ItemFactory(workstream=cast.plan.second, target="TBC")
    for typed in ("31/10/20", "30/11/20"):
        item = progress.record(
            item, progress=Progress(target=read(typed), reason="x"), by=None, today=today, now=now
        )
    assert item.baseline_text == "31/10/20"


def test_what_goes_on_without_an_end_is_looked_at_on_a_day(cast, today, now):
    said = {"by": None, "today": today, "now": now}
    with pytest.raises(Refused) as refusal:
        progress.record(
            cast.plan.item, progress=Progress(target=read("ongoing"), reason="x"), **said
        )
    assert refusal.value.field == "review_on"
    done = progress.record(
        cast.plan.item,
        progress=Progress(target=read("ongoing"), review_on=today, reason="x"),
        **said,
    )
    assert done.review_on == today


def test_business_as_usual_has_somebody_who_watches_it(cast, today, now, people):
    said = {"reason": "", "by": None, "today": today, "now": now}
    with pytest.raises(Refused) as refusal:
        progress.set_status(cast.plan.item, status=Status.BUSINESS_AS_USUAL, **said)
    assert refusal.value.field == "watcher"
    done = progress.set_status(
        cast.plan.item, status=Status.BUSINESS_AS_USUAL, watcher=people[0], **said
    )
    assert (done.watcher, done.completed_on) == (people[0], today)


def test_what_is_finished_is_opened_again_with_what_is_really_done(cast, today, now):
    said = {"reason": "", "by": None, "today": today, "now": now}
    done = progress.set_status(cast.plan.item, status=Status.COMPLETE, **said)
    assert (done.percent, done.completed_on, done.computed_rag) == (100, today, "blue")
    with pytest.raises(Refused) as refusal:
        progress.set_status(done, status=Status.IN_PROGRESS, **said)
    assert refusal.value.field == "percent"
    again = progress.set_status(done, status=Status.IN_PROGRESS, percent=80, **said)
    assert (again.percent, again.completed_on, again.closed) == (80, None, False)
    with pytest.raises(Conflict):
        progress.set_status(again, status=Status.COMPLETE, version=1, **said)


def test_the_kind_and_the_key_flag_enter_the_rating(cast, today, now):
    told = words.describe(
        cast.plan.late, facts={"kind": "milestone", "key": True}, by=None, today=today, now=now
    )
    assert (told.kind, told.key) == ("milestone", True)
    assert told.computed_rag == "red"
    with pytest.raises(Refused):
        words.describe(cast.plan.late, facts={"title": " "}, by=None, today=today, now=now)
