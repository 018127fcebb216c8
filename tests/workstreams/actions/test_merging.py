"""Two people who are one: everything moves, the other name is remembered, and all of it can be taken back."""

from __future__ import annotations

import pytest

from tests import factories
from workstreams.actions.base import Refused
from workstreams.actions.merging import merge_people, moving, undo_merge
from workstreams.models import ItemOwner, Person, PersonAlias, Risk, WorkstreamOwner

pytestmark = pytest.mark.django_db


@pytest.fixture
def bridget(plan):
    """Bridget Harlowe, who supports the late item."""
    person = factories.PersonFactory(name="Bridget Harlowe")
    ItemOwner.objects.create(item=plan.late, person=person, lead=False, position=1)
    return person


@pytest.fixture
def misspelt(plan):
    """Bridget Harlow, who leads two items, one of them beside the other spelling, and a workstream."""
    person = factories.PersonFactory(name="Bridget Harlow", job_title="Head of SEND")
    ItemOwner.objects.create(item=plan.late, person=person, lead=True, position=0)
    ItemOwner.objects.create(item=plan.other, person=person, lead=True, position=0)
    WorkstreamOwner.objects.create(workstream=plan.second, person=person, lead=True, position=0)
    Risk.objects.create(programme=plan.programme, title="Few coaches", owner=person)
    PersonAlias.objects.create(person=person, text="BH")
    return person


def owners(item):
    return list(item.ownerships.order_by("person__name").values_list("person__name", "lead"))


def test_everything_in_the_name_moves_and_a_lead_stays_a_lead(plan, bridget, misspelt, now):
    merge_people(kept=bridget, dropped=misspelt, by=None, now=now)
    assert owners(plan.late) == [("Bridget Harlowe", True)]
    assert owners(plan.other) == [("Bridget Harlowe", True)]
    assert plan.second.ownerships.get().person == bridget
    assert Risk.objects.get().owner == bridget
    assert not Person.objects.filter(name="Bridget Harlow").exists()
    assert set(bridget.aliases.values_list("text", flat=True)) == {"Bridget Harlow", "BH"}


def test_taken_back_it_stands_as_before(plan, bridget, misspelt, now):
    merge = merge_people(kept=bridget, dropped=misspelt, by=None, now=now)
    back = undo_merge(merge, by=None, now=now)
    assert (back.pk, back.name, back.job_title) == (misspelt.pk, "Bridget Harlow", "Head of SEND")
    assert owners(plan.late) == [("Bridget Harlow", True), ("Bridget Harlowe", False)]
    assert owners(plan.other) == [("Bridget Harlow", True)]
    assert plan.second.ownerships.get().person == back
    assert Risk.objects.get().owner == back
    assert list(back.aliases.values_list("text", flat=True)) == ["BH"]
    assert not bridget.aliases.exists()


def test_what_was_given_away_meanwhile_stays_there(plan, bridget, misspelt, now):
    merge = merge_people(kept=bridget, dropped=misspelt, by=None, now=now)
    third = factories.PersonFactory(name="Callum Deverill")
    ItemOwner.objects.filter(item=plan.other).update(person=third)
    undo_merge(merge, by=None, now=now)
    assert owners(plan.other) == [("Callum Deverill", True)]


def test_it_is_taken_back_once(bridget, misspelt, now):
    merge = merge_people(kept=bridget, dropped=misspelt, by=None, now=now)
    undo_merge(merge, by=None, now=now)
    with pytest.raises(Refused, match="taken back already"):
        undo_merge(merge, by=None, now=now)


def test_who_signs_in_is_never_the_one_who_goes(bridget, misspelt, now):
    misspelt.user = factories.UserFactory()
    misspelt.save()
    with pytest.raises(Refused, match="signs in here"):
        merge_people(kept=bridget, dropped=misspelt, by=None, now=now)


def test_nobody_is_merged_into_themselves(bridget, now):
    with pytest.raises(Refused, match="two different people"):
        merge_people(kept=bridget, dropped=bridget, by=None, now=now)


def test_each_move_is_in_the_history_with_its_reason(plan, bridget, misspelt, now):
    merge_people(kept=bridget, dropped=misspelt, by=None, now=now)
    moved = plan.other.ownerships.get().history.get(history_type="~")
    assert moved.history_change_reason == "Bridget Harlow is Bridget Harlowe"
    assert Person.history.filter(name="Bridget Harlow", history_type="-").exists()


def test_a_preview_counts_what_would_move_and_where(plan, misspelt):
    found = moving(misspelt)
    assert found.counts["item owners"] == 2 and found.counts["risks"] == 1
    assert found.programmes == {plan.programme.pk}
