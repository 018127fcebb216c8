"""People, posts and groups, kept by hand (S2-02, S2-04, S4-27, S0-17)."""

import pytest

from tests import factories
from tests.workstreams.by_hand import Hand
from workstreams.models import Person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_day")]


@pytest.fixture
def hand(signed_in):
    return Hand(signed_in("manager"))


@pytest.mark.parametrize("kind", ["person", "post", "group"])
def test_a_person_has_a_role_and_may_be_a_post_or_a_group(hand, cast, kind):
    person = factories.PersonFactory(name="Permanence")
    factories.own(cast.plan.other, person)
    slug = cast.plan.programme.slug
    hand.fill("person_edit", [slug, person.pk], kind=kind, job_title="Service manager")
    person.refresh_from_db()
    assert (person.kind, person.job_title) == (kind, "Service manager")


def test_a_stale_save_of_a_person_is_not_taken(hand, cast):
    person = factories.PersonFactory(name="Ann Lee")
    factories.own(cast.plan.other, person)
    reply = hand.fill(
        "person_edit", [cast.plan.programme.slug, person.pk], status=409, version="9", name="Ann"
    )
    assert "Nothing that you typed is lost" in reply.content.decode()
    assert Person.objects.get(pk=person.pk).name == "Ann Lee"
