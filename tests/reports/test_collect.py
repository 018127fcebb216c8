"""Collect on the demonstration plan: the golden figures, in a fixed number of statements."""

from datetime import date

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from reports import codec
from reports.collect import collect
from reports.periods import Month
from reports.reading import read
from tests import factories
from tests.workstreams.demo import MORNING, STATUS, load_demo
from workstreams import when
from workstreams.models import Programme

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def live(django_db_setup, django_db_blocker):
    """The dashboard's snapshot of the demonstration at 3 August 2020."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_demo()
        found = collect(Programme.objects.get(), period=None, as_at=STATUS, now=MORNING)
        transaction.set_rollback(True)
    return found


def test_the_golden_figures_of_the_demonstration(live):
    found = read(live).figures
    assert (found.items, found.overdue, found.overdue_green) == (168, 19, 14)
    assert (found.no_usable_date, found.impossible_date) == (59, 3)
    assert (found.no_percent, found.not_declared, found.no_owner) == (20, 11, 5)
    assert found.late_start == 28
    assert found.declared == {"green": 144, "red": 7, "amber": 6, "": 11}


def test_the_board_reads_seven_workstreams(live):
    table = read(live).rows
    assert [row.node.ref for row in table] == ["1", "2", "3", "4", "5", "6", "7"]
    assert [row.figures.items for row in table] == [21, 1, 7, 80, 26, 30, 3]


def test_the_verdict_names_them(live):
    assert "19 of 168 items are overdue, 14 of them declared Green." in read(live).verdict


def test_it_is_kept_and_read_without_loss(live):
    assert codec.from_json(codec.to_json(live)) == live


def test_the_programme_is_rated_from_its_workstreams_with_a_receipt(live):
    assert live.computed in ("red", "amber", "green")
    assert [line.rule for line in live.receipt] == [
        "Red workstreams",
        "Any Red workstream",
        "Workstreams not Green",
    ]


def counted(programme) -> int:
    with CaptureQueriesContext(connection) as statements:
        collect(programme, period=Month(2020, 7), as_at=date(2020, 7, 31), now=factories.NOW)
    return len(statements)


def test_the_statements_do_not_grow_with_the_plan(plan):
    before = counted(plan.programme)
    person = factories.PersonFactory(name="Bridget Harlowe")
    for _ in range(30):
        factories.own(factories.ItemFactory(workstream=plan.second), person)
    assert counted(plan.programme) == before <= 8


def test_a_report_is_rated_as_at_the_last_day_of_its_month(plan):
    july = collect(
        plan.programme, period=Month(2020, 7), as_at=date(2020, 7, 31), now=factories.NOW
    )
    june = collect(
        plan.programme, period=Month(2020, 6), as_at=date(2020, 6, 30), now=factories.NOW
    )
    late = {snapshot.period: snapshot.items[1].days_late for snapshot in (june, july)}
    assert late == {"2020-06": 0, "2020-07": 22}


def test_what_was_written_in_the_month_is_in_it(plan, cast):
    from workstreams.models import Update

    for words, month in (("Before", 6), ("During", 7), ("After", 8)):
        at = factories.NOW.replace(month=month, day=20)
        Update.objects.create(item=plan.item, text=words, by=cast["contributor"], written_at=at)
    july = collect(
        plan.programme, period=Month(2020, 7), as_at=date(2020, 7, 31), now=factories.NOW
    )
    assert [item.update for item in july.items] == ["During", "", ""]
    assert july.items[0].update_by == "Callum Deverill"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("30/09/20", ""),
        ("Sept 2020", "September 2020"),
        ("TBC", "to be confirmed"),
        ("", "no date"),
    ],
)
def test_a_date_has_words_where_the_day_alone_would_say_too_much(plan, text, words):
    plan.item.target = when.read(text, near=factories.TODAY)
    plan.item.save()
    july = collect(
        plan.programme, period=Month(2020, 7), as_at=date(2020, 7, 31), now=factories.NOW
    )
    assert july.items[0].target.words == words


def test_a_declaration_of_an_earlier_month_is_not_confirmed(plan):
    plan.first.declared_rag, plan.first.declared_on = "green", date(2020, 6, 30)
    plan.first.save()
    july = collect(
        plan.programme, period=Month(2020, 7), as_at=date(2020, 7, 31), now=factories.NOW
    )
    assert [node.confirmed for node in july.workstreams] == [False, False]
    assert read(july).rows[0].declared == "unconfirmed"
