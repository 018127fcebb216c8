"""People of a programme: load, likely doubles, merging with a preview, taking it back."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests import factories
from workstreams.models import ItemOwner, Person, PersonMerge

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_day")]


@pytest.fixture
def people(cast):
    """Imogen under her name and under initials: Callum owns one item already."""
    imogen = factories.PersonFactory(name="Imogen Farrow")
    short = factories.PersonFactory(name="I. Farrow")
    ItemOwner.objects.create(item=cast.plan.late, person=imogen, lead=True)
    ItemOwner.objects.create(item=cast.plan.other, person=short, lead=True)
    return imogen, short


def address(cast, name, *more):
    return reverse(name, args=[cast.plan.programme.slug, *more])


def test_the_load_counts_open_overdue_and_due_this_month(signed_in, cast, people):
    page = signed_in("manager").get(address(cast, "people"))
    loads = {load.person.name: load for load in page.context["carried"]}
    assert (loads["Imogen Farrow"].open, loads["Imogen Farrow"].overdue) == (1, 1)
    assert page.context["carried"][0].person.name == "Imogen Farrow"
    assert set(loads) == {"Imogen Farrow", "I. Farrow", "Callum Deverill"}


def test_a_likely_double_is_offered_not_merged(signed_in, cast, people):
    page = signed_in("manager").get(address(cast, "people"))
    assert [(each.person.name, each.into.name) for each in page.context["likely"]] == [
        ("I. Farrow", "Imogen Farrow")
    ]
    assert Person.objects.filter(name="I. Farrow").exists()


def test_a_preview_moves_nothing(signed_in, cast, people):
    imogen, short = people
    page = signed_in("office").get(address(cast, "person_merge", short.pk), {"into": imogen.pk})
    assert page.context["counts"] == {"item owners": 1}
    assert b"Merge I. Farrow into Imogen Farrow" in page.content
    assert Person.objects.filter(pk=short.pk).exists()


def test_confirmed_it_is_done_and_can_be_taken_back(signed_in, cast, people):
    imogen, short = people
    client = signed_in("manager")
    client.post(address(cast, "person_merge", short.pk), {"into": imogen.pk})
    assert not Person.objects.filter(pk=short.pk).exists()
    assert b"Take back" in client.get(address(cast, "people")).content
    client.post(address(cast, "person_merge_undo", PersonMerge.objects.get().pk))
    assert Person.objects.get(pk=short.pk).name == "I. Farrow"


def test_a_name_that_owns_work_elsewhere_is_left_to_the_whole_office(signed_in, cast, people):
    imogen, short = people
    ItemOwner.objects.create(item=cast.other_plan.item, person=short, lead=True)
    reply = signed_in("manager").post(address(cast, "person_merge", short.pk), {"into": imogen.pk})
    assert reply.status_code == 422
    assert b"a programme that you do not keep" in reply.content
    assert Person.objects.filter(pk=short.pk).exists()


def test_without_a_second_name_it_asks(signed_in, cast, people):
    page = signed_in("manager").get(address(cast, "person_merge", people[1].pk))
    assert b"Whom does" in page.content


def test_a_person_of_another_programme_is_not_found(signed_in, cast):
    stranger = factories.PersonFactory(name="Nobody Here")
    assert signed_in("manager").get(address(cast, "person", stranger.pk)).status_code == 404


def test_one_person_shows_what_they_own(signed_in, cast, people):
    page = signed_in("manager").get(address(cast, "person", people[0].pk))
    assert cast.plan.late.title.encode() in page.content
    assert b"1 open item" in page.content
