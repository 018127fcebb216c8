"""Recording progress: what changes, what is refused, and what the history says afterwards."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from workstreams.actions.base import Conflict, Refused
from workstreams.actions.progress import Progress, record, set_status
from workstreams.models import Item
from workstreams.when import read

pytestmark = pytest.mark.django_db


@pytest.fixture
def said(plan, today, now):
    """Says something about the plan's first item, as nobody in particular."""

    def say(item=None, version=None, by=None, **what):
        return record(
            item or plan.item,
            progress=Progress(**what),
            by=by,
            today=today,
            now=now,
            version=version,
        )

    return say


def test_a_percent_is_kept_rated_and_remembered(cast, today, now):
    item = record(
        cast.plan.item,
        progress=Progress(percent=40, reason="group has met"),
        by=cast["contributor"],
        today=today,
        now=now,
    )
    item.refresh_from_db()
    assert (item.percent, item.status, item.computed_rag, item.version) == (
        40,
        "in_progress",
        "green",
        2,
    )
    entry = item.history.first()
    assert (entry.percent, entry.history_user, entry.history_change_reason) == (
        40,
        cast["contributor"],
        "group has met",
    )
    assert entry.history_date == now


def test_a_blank_percent_is_not_nought(said, plan):
    said(percent="")
    plan.item.refresh_from_db()
    assert plan.item.percent is None


def test_what_is_not_said_is_not_touched(said, plan):
    said(percent=10)
    plan.item.refresh_from_db()
    assert plan.item.declared_rag == "green"
    assert plan.item.target_text == "30/09/20"


def test_a_hundred_percent_completes_and_less_reopens(said, today):
    item = said(percent=100)
    assert (item.status, item.completed_on, item.computed_rag) == ("complete", today, "blue")
    item = said(item, percent=90)
    assert (item.status, item.completed_on) == ("in_progress", None)


def test_an_item_on_hold_stays_on_hold_when_its_percent_changes(said, plan, today, now):
    set_status(plan.item, status="on_hold", reason="no money yet", by=None, today=today, now=now)
    item = said(percent=20)
    assert (item.status, item.computed_rag) == ("on_hold", "on_hold")


def test_a_date_moves_only_with_a_reason(said, plan):
    with pytest.raises(Refused) as refused:
        said(revised=read("31/10/20"))
    assert refused.value.field == "reason"
    plan.item.refresh_from_db()
    assert plan.item.revised_text == ""
    item = said(revised=read("31/10/20"), reason="capacity")
    assert item.revised_date == date(2020, 10, 31)
    assert item.target_date == date(2020, 9, 30), "the target stays beside the revised date"


def test_an_impossible_date_keeps_its_text_and_has_no_day(said):
    item = said(revised=read("31/09/20"), reason="typed in haste")
    assert (item.revised_text, item.revised_date, item.revised_certainty) == (
        "31/09/20",
        None,
        "impossible",
    )


def test_words_are_kept_with_their_author_and_the_item_has_no_new_history_row(said, cast):
    before = cast.plan.item.history.count()
    item = said(update="  The group met twice.  ", by=cast["contributor"])
    update = item.updates.get()
    assert (update.text, update.by) == ("The group met twice.", cast["contributor"])
    assert update.history.count() == 1
    assert item.history.count() == before


def test_nothing_said_changes_nothing(said, plan):
    item = said()
    assert item.version == 1
    assert item.history.count() == 1, "only that it was made"


def test_a_stale_save_is_a_conflict_and_nothing_is_written(said, plan):
    said(percent=30)
    with pytest.raises(Conflict) as conflict:
        said(percent=50, version=1)
    assert conflict.value.row.percent == 30
    plan.item.refresh_from_db()
    assert plan.item.percent == 30


def test_hold_and_cancel_need_a_reason(plan, today, now):
    for status in ("on_hold", "cancelled"):
        with pytest.raises(Refused):
            set_status(plan.item, status=status, reason=" ", by=None, today=today, now=now)


def test_the_database_refuses_what_the_form_let_through(plan):
    with pytest.raises(IntegrityError), transaction.atomic():
        Item.objects.filter(pk=plan.item.pk).update(percent=140)
    with pytest.raises(IntegrityError), transaction.atomic():
        Item.objects.filter(pk=plan.item.pk).update(status="on_hold")


def test_an_update_with_history_costs_at_most_fourteen_statements(
    said, django_assert_max_num_queries
):
    with django_assert_max_num_queries(14):
        said(percent=40, revised=read("31/10/20"), reason="capacity", update="Two chapters done.")
