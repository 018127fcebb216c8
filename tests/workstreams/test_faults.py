"""The demonstration on its own calendar has the faults of the sheet it mirrors, each counted (seeds.md 2)."""

from itertools import groupby

import pytest
from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Count, Q

from tests.workstreams.demo import FIRST, STATUS, items_of_the_first, load_demo
from workstreams import faults, workload
from workstreams.actions import mending
from workstreams.faults import BY_NAME, Day
from workstreams.models import Item, Programme, Workstream
from workstreams.models import questions as ask
from workstreams.staleness import fresh_since, morning

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded")]

#: Fault: the number of items that the sheet has, and its row in the list of messes.
COUNTED = {
    "impossible": 3,  # X0-05
    "backwards": 4,  # X0-06
    "undated": 59,  # X0-01 to X0-09, together
    "unscheduled": 9,  # X0-08
    "waiting": 4,  # X0-04
    "ongoing": 6,  # X0-03: seven, of which one was completed since
    "overdue": 19,  # X0-10
    "green": 14,  # X0-11
    "started": 28,  # X0-12
    "done_unrated": 1,  # X0-13
    "red_done": 1,  # X0-14
    "done_open": 6,  # X0-15
    "unrated": 11,  # X0-17
    "risky": 6,  # X0-19: seven rows, of which one is a workstream
    "unowned": 5,  # X0-21
    "unscoped": 25,  # X0-28
    "unmeasured": 20,  # X0-30
    "untyped": 1,  # X0-31
    "boardless": 2,  # X0-34
    "twice": 21,  # X0-42: ten titles
}


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        yield load_demo()
        transaction.set_rollback(True)


@pytest.fixture
def programme():
    return Programme.objects.get(name=FIRST)


@pytest.fixture
def office():
    return get_user_model().objects.get(full_name="Tamsin Boyle")


@pytest.fixture
def day(programme):
    return Day(STATUS, fresh_since(programme, STATUS), morning(STATUS.replace(day=1)))


def counted(items, day):
    return faults.count(items, day, faults.Twice(items))


@pytest.fixture
def counts(day):
    return counted(items_of_the_first(), day)


@pytest.mark.parametrize(("name", "number"), COUNTED.items())
def test_it_counts_what_the_sheet_has(counts, name, number):
    assert counts[name] == number


def test_ten_titles_stand_on_twenty_one_items(counts):
    assert (counts["all"], counts["titles"], counts["twice"]) == (168, 10, 21)


def test_every_count_has_its_list(counts, day):
    lists = {
        fault.name: faults.rows_of(items_of_the_first(), fault, day).count()
        for fault in faults.ITEM_FAULTS
    }
    assert lists == {name: counts[name] for name in lists}


def test_titles_that_stand_twice_are_read_in_slices_together():
    twice = faults.Twice(items_of_the_first())
    whole = [item.full_text or item.title for item in twice[:]]
    assert len(twice) == len(whole) == 21
    assert len(list(groupby(whole))) == 10, "those of one title stand together"
    cut = [item.pk for start in range(0, 21, 4) for item in twice[start : start + 4]]
    assert cut == [item.pk for item in twice[:]]


def test_of_the_overdue_thirteen_stand_at_nothing_five_are_part_done_and_one_is_blank():
    late = items_of_the_first().overdue(STATUS)
    assert late.filter(percent=0).count() == 13
    assert late.filter(percent__gt=0).count() == 5
    assert late.filter(percent=None).count() == 1
    assert late.filter(declared_rag="amber").count() == 4


def test_the_dates_that_are_no_days_are_the_sheets():
    items = items_of_the_first()
    tbc = Q(start_certainty="tbc") | Q(target_certainty="tbc")
    assert items.filter(tbc).count() == 35  # 31 bare (X0-01) and 4 with a month or a reason (X0-02)
    assert items.filter(target_certainty="ongoing").count() == 7  # X0-03
    assert items.filter(start_certainty="ongoing").count() == 3
    assert items.filter(ask.IMPOSSIBLE_DATE, start_certainty="impossible").count() == 0


def test_items_outside_any_phase_and_with_several_owners():
    items = items_of_the_first()
    assert items.filter(phase=None).count() == 28  # X0-44
    several = items.annotate(owners_number=Count("ownerships")).filter(owners_number__gt=1)
    assert several.count() == 34  # X0-22


def test_two_misspelt_names_and_two_initials_are_offered(programme):
    """X0-26 and X0-27: the two spellings and the two sets of initials of the sheet, nobody else."""
    pairs = workload.likely_one(workload.loads(programme, today=STATUS))
    assert {(p.person.name, p.into.name) for p in pairs} == {
        ("Bridget Harlow", "Bridget Harlowe"),
        ("Calulm Deverill", "Callum Deverill"),
        ("CD", "Callum Deverill"),
        ("YK", "Yusra Kelmendi"),
    }


def test_deliverables_with_nothing_under_them(programme, office):
    """X0-43 counts seven; an eighth has its nested one beside it, as the sheet gives no depth."""
    empty = faults.without_plan(programme, office)
    assert len(empty) == 8
    assert {each.level for each in empty} == {"deliverable"}
    assert Workstream.objects.filter(programme=programme, level="deliverable").count() == 26


def test_home_the_chips_and_this_page_ask_the_same(counts):
    items = items_of_the_first()
    assert counts["overdue"] == items.overdue(STATUS).count()
    assert counts["green"] == items.overdue_but_green(STATUS).count()
    assert counts["started"] == items.should_have_started(STATUS).count()
    assert counts["undated"] == items.without_usable_date().count()
    assert counts["unowned"] == items.unowned().count()


def test_what_somebody_accepted_is_counted_no_more(day, programme, office, now):
    with transaction.atomic():
        item = faults.rows_of(items_of_the_first(), BY_NAME["impossible"], day)[0]
        mending.accept(item, fault="impossible", by=office, now=now)
        assert counted(Item.objects.filter(programme=programme), day)["impossible"] == 2
        transaction.set_rollback(True)


def test_every_fault_has_its_place_on_the_page():
    placed = [name for names in faults.ORDER.values() for name in names]
    assert sorted(placed) == sorted(BY_NAME)
