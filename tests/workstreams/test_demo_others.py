"""The two further programmes of the demonstration: their figures, their calendars, a second load."""

from collections import Counter
from datetime import date, datetime

import pytest

from tests.workstreams.demo import LONDON, load_demo
from workstreams.demo import others
from workstreams.importing import apply
from workstreams.models import Checkpoint, ImportBatch, Item, Programme, Saving, Update, Workstream

TODAY = date(2020, 8, 3)


@pytest.fixture
def programmes(db):
    demo = load_demo(history=False)
    now = datetime(2020, 8, 3, 9, 0, tzinfo=LONDON)
    return others.load(demo.cast, today=TODAY, now=now)


def test_the_progress_report_has_the_figures_of_its_table(programmes):
    care = programmes[0]
    branches = Workstream.objects.filter(programme=care, level="workstream")
    assert Workstream.objects.filter(programme=care, level="outcome").count() == 5
    assert Counter(branches.values_list("declared_rag", flat=True)) == {
        "green": 17, "amber": 10, "blue": 4, "": 2,
    }  # fmt: skip
    assert Counter(branches.values_list("declared_savings_rag", flat=True)) == {
        "": 26, "red": 5, "amber": 1, "green": 1,
    }  # fmt: skip
    assert care.items.count() == 106
    assert care.items.filter(status="complete").count() == 32
    assert care.issue_rows.count() == 2 and care.risk_rows.count() == 2
    assert (care.sponsor.name, care.manager.name) == ("Gillian Roake", "Tamsin Boyle")
    assert (care.declared_rag, care.declared_savings_rag) == ("amber", "green")


def test_savings_are_positive_pounds_of_one_year_and_no_pound_stands_twice(programmes):
    savings = Saving.objects.filter(programme=programmes[0])
    top = [saving for saving in savings if saving.included_in is None]
    each = {saving.workstream.ref: saving.years.get().target.amount for saving in savings}
    assert each == {
        "2": 2_100_000,
        "2.5": 219_000,
        "4.1": 507_000,
        "4.2": 922_000,
        "4.4": 132_000,
        "4.7": 500_000,
    }
    assert sum(saving.years.get().target.amount for saving in top) == 4_161_000


def test_the_action_plan_is_two_plans_of_thirty_actions(programmes):
    response = programmes[1]
    plans = Workstream.objects.filter(programme=response)
    assert [plan.items.count() for plan in plans] == [20, 10]
    assert Counter(response.items.values_list("status", flat=True)) == {
        "complete": 9,
        "in_progress": 21,
    }
    assert Update.objects.filter(item__programme=response).count() == 30
    assert Checkpoint.objects.filter(item__programme=response).count() == 2
    assert not response.items.unowned().exists()


def test_no_day_is_made_impossible_by_moving_the_calendar(programmes):
    assert not Item.objects.filter(programme__in=programmes, target_certainty="impossible").exists()


def test_status_dates_are_not_after_the_day(programmes):
    assert programmes[0].status_date == date(2020, 7, 29)


def test_loading_again_changes_nothing(programmes):
    counts = (Programme.objects.count(), Item.objects.count(), ImportBatch.objects.count())
    demo = load_demo(history=False)
    others.load(demo.cast, today=TODAY, now=datetime(2020, 8, 3, 9, 5, tzinfo=LONDON))
    assert counts == (Programme.objects.count(), Item.objects.count(), ImportBatch.objects.count())


def test_the_offered_splits_make_116_actions(programmes):
    now = datetime(2020, 8, 3, 10, 0, tzinfo=LONDON)
    care = programmes[0]
    data = others.workbook(others.read_source(others.REPORT), months=49)
    batch = apply.check(programme=care, data=data, file_name="again.xlsx", by=None, now=now)
    flags = apply.preview(batch).reading.flags
    splits = {flag.id: "split" for flag in flags if flag.code == "several_actions"}
    assert len(splits) == 3
    apply.apply(batch, by=None, today=TODAY, now=now, choices=apply.Choices(fixes=splits))
    assert care.items.count() == 116
    again = apply.check(programme=care, data=data, file_name="again.xlsx", by=None, now=now)
    found = apply.preview(again).comparison
    assert (found.added, found.changes, found.missing) == ([], [], [])
