"""People are found as they are written: name, initials, other spelling, misspelling."""

import pytest

from tests import factories
from workstreams.actions import people
from workstreams.directory import Directory, named
from workstreams.forms.people import exact
from workstreams.models.rights import rights_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def known(now):
    callum = factories.PersonFactory(name="Callum Deverill")
    bridget = factories.PersonFactory(name="Bridget Harlowe")
    factories.PersonFactory(name="Permanence Team", kind="group")
    people.add_alias(bridget, text="Bridie", by=None, now=now)
    return callum, bridget


def found(typed):
    return [each.person.name for each in Directory().look_up(typed)]


@pytest.mark.parametrize(("typed", "name"), [
    ("callum deverill", "Callum Deverill"), ("Call", "Callum Deverill"), ("dever", "Callum Deverill"),
    ("CD", "Callum Deverill"), ("c.d.", "Callum Deverill"), ("Bridie", "Bridget Harlowe"),
    ("Callum Devrill", "Callum Deverill"), ("Harlow", "Bridget Harlowe"), ("Brigdet", "Bridget Harlowe"),
    ("permanence", "Permanence Team"),
])  # fmt: skip
def test_found_however_it_is_written(known, typed, name):
    assert found(typed)[0] == name


def test_nobody_is_found_who_is_not_there(known):
    assert found("Zebedee Quill") == []
    assert found("  ") == []


def test_the_one_is_never_guessed(known):
    directory = Directory()
    assert directory.the_one("Bridie") == known[1]
    assert directory.the_one(" callum  DEVERILL ") == known[0]
    for typed in ("CD", "Callum", "Callum Devrill"):
        assert directory.the_one(typed) is None


def test_two_of_one_name_are_told_apart():
    council = factories.OrganisationFactory(name="Calderbrook Council")
    one = factories.PersonFactory(name="Ann Lee", organisation=council)
    two = factories.PersonFactory(name="Ann Lee", job_title="Nurse")
    directory = Directory()
    assert directory.the_one("Ann Lee") is None
    assert (named(one), named(two)) == ("Ann Lee, Calderbrook Council", "Ann Lee, Nurse")
    assert exact(two, directory) == f"Ann Lee (#{two.pk})"


def test_two_statements_whoever_is_looked_for(known, django_assert_num_queries):
    directory = Directory()
    with django_assert_num_queries(2):
        directory.look_up("Call")
        directory.look_up("Bridie")


def test_a_reader_is_offered_people_of_the_programmes_they_see(cast, now):
    norris = factories.PersonFactory(name="Norris Pell")
    factories.own(cast.other_plan.item, norris)
    people.add_alias(norris, text="Noz", by=None, now=now)
    mine = Directory(cast["manager"])
    for typed in ("Norr", "NP", "Noz", "Norris Pel", "Norris Pell"):
        assert mine.look_up(typed) == [], typed
        assert Directory(cast["stranger"]).look_up(typed)[0].person == norris, typed
    assert mine.numbered(norris.pk) is None
    assert mine.the_one("Noz") is None
    assert mine.the_one("Norris Pell") == norris, "whoever knows the whole name enters nobody twice"


def test_of_one_name_the_person_one_works_with_is_meant(cast):
    here, there = (factories.PersonFactory(name="Ann Lee") for _ in "12")
    factories.own(cast.plan.late, here)
    factories.own(cast.other_plan.item, there)
    assert Directory(cast["manager"]).the_one("Ann Lee") == here
    assert Directory(cast["stranger"]).the_one("Ann Lee") == there


def test_two_statements_for_a_reader(cast, django_assert_num_queries):
    directory = Directory(cast["manager"])
    rights_of(cast["manager"])
    with django_assert_num_queries(2):
        directory.look_up("Call")
        directory.the_one("Callum Deverill")
