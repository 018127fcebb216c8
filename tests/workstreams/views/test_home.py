"""Your own page: what waits for you, and the programmes you see."""

from __future__ import annotations

import pytest

from tests import factories
from tests.workstreams.views.test_item import words
from workstreams.models import Person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_day")]


def mine(cast, **facts):
    """An item that Callum owns."""
    item = factories.ItemFactory(workstream=cast.plan.second, **facts)
    factories.own(item, Person.objects.get(user=cast["contributor"]))
    return item


def test_it_greets_by_name_and_by_the_hour_in_london(signed_in):
    assert "Good morning, Callum" in words(signed_in("contributor").get("/"))


def test_the_longest_overdue_stands_first(signed_in, cast):
    mine(cast, title="A month late", target="01/07/20")
    mine(cast, title="A day late", target="31/07/20")
    mine(cast, title="Due soon", target="10/08/20")
    mine(cast, title="Far away", start="01/10/20", target="31/12/20")
    mine(cast, title="Done", target="01/07/20", percent=100, status="complete")
    actions = signed_in("contributor").get("/").context["actions"]
    assert [(a.row.item.title, a.why) for a in actions] == [
        ("A month late", "overdue"),
        ("A day late", "overdue"),
        ("Due soon", "due soon"),
        ("Calderbrook action plan", "should have started"),
    ]
    assert [a.row.days_late for a in actions[:2]] == [23, 1]


def test_counts_are_of_your_own_items_only(signed_in, cast):
    mine(cast, target="01/07/20")
    mine(cast, target="TBC")
    counts = signed_in("contributor").get("/").context["counts"]
    assert counts == {
        "all": 3, "open": 3, "overdue": 1, "green": 1, "started": 3, "undated": 1, "soon": 0,
    }  # fmt: skip


def test_programmes_show_what_wants_attention_and_your_part(signed_in, cast):
    programmes = signed_in("manager").get("/").context["programmes"]
    assert [(p.programme.name, p.part) for p in programmes] == [
        ("Calderbrook", "Programme manager")
    ]
    assert [number for *_, number in programmes[0].figures] == [1, 1, 0, 2]


@pytest.mark.parametrize(
    ("role", "part"),
    [
        ("board", "Board member, reads"),
        ("lead", "Workstream lead"),
        ("auditor", "Auditor, reads all"),
        ("contributor", "Action owner"),
    ],
)
def test_your_part_is_said_in_words(signed_in, role, part):
    assert part in words(signed_in(role).get("/"))


def test_nobody_sees_a_programme_of_others(signed_in):
    assert "Calderbrook action plan" not in words(signed_in("stranger").get("/"))
    assert [p.programme.name for p in signed_in("stranger").get("/").context["programmes"]] == [
        "Netherfield"
    ]


def test_a_person_without_a_programme_is_told_whom_to_ask(client, db):
    client.force_login(factories.UserFactory(full_name="Owain Prosser"))
    assert "You belong to no programme." in words(client.get("/"))
