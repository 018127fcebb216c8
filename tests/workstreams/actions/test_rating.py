"""Ratings: stored, recomputed as days pass, declared with reasons."""

from datetime import date

import pytest

from tests import factories
from workstreams.actions.base import Conflict, Refused
from workstreams.actions.rating import declare, keep_fresh, rerate
from workstreams.models import Item
from workstreams.rag import STANDARD

pytestmark = pytest.mark.django_db


def test_time_alone_turns_an_item_red(plan):
    Item.objects.filter(pk=plan.item.pk).update(percent=95)
    rerate(plan.programme, today=date(2020, 10, 1))
    plan.item.refresh_from_db()
    assert plan.item.computed_rag == "amber"
    rerate(plan.programme, today=date(2020, 11, 1))
    plan.item.refresh_from_db()
    assert plan.item.computed_rag == "red"
    assert plan.item.declared_rag == "green", "what was declared is not overwritten"


def test_rating_again_on_the_same_day_changes_nothing(plan, today):
    rerate(plan.programme, today=today)
    assert rerate(plan.programme, today=today) == 0


def test_the_first_reader_of_a_missed_day_rates(plan, django_assert_num_queries):
    keep_fresh(plan.programme, today=date(2020, 11, 1))
    plan.item.refresh_from_db()
    assert plan.item.computed_rag == "red"
    with django_assert_num_queries(0):
        keep_fresh(plan.programme, today=date(2020, 11, 1))


def test_rating_costs_the_same_for_many_items(plan, today, django_assert_max_num_queries):
    for n in range(60):
        factories.ItemFactory(workstream=plan.second, computed_rag="", percent=n)
    with django_assert_max_num_queries(12):
        rerate(plan.programme, today=today)
    assert not Item.objects.filter(computed_rag="").exists()


def test_a_programme_may_set_its_own_thresholds(plan):
    late = date(2020, 7, 15)  # ten working days after 1 July
    rerate(plan.programme, today=late)
    plan.late.refresh_from_db()
    plan.programme.rules = {"red_overdue_days": STANDARD.red_overdue_days - 5}
    plan.programme.save()
    Item.objects.filter(pk=plan.late.pk).update(percent=99)
    rerate(plan.programme, today=late)
    plan.late.refresh_from_db()
    assert plan.late.computed_rag == "red"


def test_red_and_amber_are_declared_with_a_reason(cast, today, now):
    with pytest.raises(Refused):
        declare(cast.plan.first, rag="red", reason="", by=cast["lead"], today=today, now=now)
    workstream = declare(
        cast.plan.first,
        rag="red",
        reason="Contract unsigned",
        by=cast["lead"],
        today=today,
        now=now,
    )
    assert (workstream.declared_rag, workstream.declared_on) == ("red", today)
    assert workstream.history.first().history_change_reason == "Contract unsigned"


def test_a_declaration_on_an_old_page_is_a_conflict(cast, today, now):
    declare(cast.plan.first, rag="green", reason="", by=None, today=today, now=now)
    with pytest.raises(Conflict):
        declare(cast.plan.first, rag="blue", reason="", by=None, today=today, now=now, version=1)
