"""Building a plan through its verbs."""

import pytest

from tests import factories
from workstreams.actions import boards, people, phases, plan, programmes, tree
from workstreams.actions.base import Refused
from workstreams.models import Item, Membership
from workstreams.when import read

pytestmark = pytest.mark.django_db


@pytest.fixture
def programme(db, now):
    return programmes.create_programme(name="Children in care action plan", by=None, now=now)


def test_a_programme_gets_an_address_of_its_own(programme, now):
    assert programme.slug == "children-in-care-action-plan"
    twin = programmes.create_programme(name="Children in care: action plan", by=None, now=now)
    assert twin.slug == "children-in-care-action-plan-2"


def test_a_second_programme_of_the_same_name_is_refused(programme, now):
    with pytest.raises(Refused, match="already"):
        programmes.create_programme(name="children in care ACTION plan", by=None, now=now)


def test_the_printed_order_is_kept_where_a_sheet_mixes_its_levels(programme, today, now):
    top = tree.add_workstream(programme=programme, title="SEND", by=None, now=now)
    item = {"kind": "task", "by": None, "today": today, "now": now}
    plan.add_item(workstream=top, title="first", **item)
    phase = phases.add_phase(workstream=top, name="Scope", by=None, now=now)
    plan.add_item(workstream=top, phase=phase, title="second", **item)
    below = tree.add_workstream(
        programme=programme, parent=top, title="Below", by=None, now=now, level="deliverable"
    )
    plan.add_item(workstream=below, title="third", **item)
    plan.add_item(workstream=top, title="fourth", **item)
    assert [i.title for i in Item.objects.in_plan_order()] == ["first", "second", "third", "fourth"]


def test_an_item_is_rated_when_it_is_added_and_its_first_owner_leads(programme, today, now):
    top = tree.add_workstream(programme=programme, title="SEND", by=None, now=now)
    rosalind, callum = factories.PersonFactory(), factories.PersonFactory()
    item = plan.add_item(
        workstream=top,
        title="Late",
        kind="milestone",
        by=None,
        today=today,
        now=now,
        owners=[rosalind, callum],
        start=read("01/06/20"),
        target=read("01/07/20"),
        percent=10,
    )
    assert item.computed_rag == "red"
    assert [(o.person, o.lead) for o in item.ownerships.all()] == [
        (rosalind, True),
        (callum, False),
    ]
    assert all(o.history.count() == 1 for o in item.ownerships.all())


def test_a_phase_of_another_workstream_is_refused(programme, today, now):
    top = tree.add_workstream(programme=programme, title="SEND", by=None, now=now)
    other = tree.add_workstream(programme=programme, title="Care", by=None, now=now)
    phase = phases.add_phase(workstream=other, name="Scope", by=None, now=now)
    with pytest.raises(Refused, match="another workstream"):
        plan.add_item(
            workstream=top, phase=phase, title="x", kind="task", by=None, today=today, now=now
        )


@pytest.mark.parametrize("title", ["", "   "])
def test_blank_titles_are_refused(programme, title, today, now):
    with pytest.raises(Refused):
        tree.add_workstream(programme=programme, title=title, by=None, now=now)


def test_a_role_is_given_once_and_taken_away_with_a_trace(cast, now):
    user = cast["finance"]
    people.grant(user=user, role="auditor", programme=cast.plan.programme, by=None, now=now)
    again = people.grant(user=user, role="auditor", programme=cast.plan.programme, by=None, now=now)
    assert Membership.objects.filter(user=user, role="auditor").count() == 1
    pk = again.pk
    people.withdraw(again, by=cast["office"], now=now, reason="left")
    trace = Membership.history.filter(id=pk).first()
    assert (trace.history_type, trace.history_change_reason) == ("-", "left")


def test_a_recipient_who_left_comes_back_as_the_same_row(cast, now):
    first = boards.add_recipient(
        cast.board, name="G. Roake", email="G.Roake@x.example", by=None, now=now
    )
    boards.drop_recipient(first, by=None, now=now, reason="moved on")
    again = boards.add_recipient(
        cast.board, name="Gillian Roake", email="g.roake@x.example", by=None, now=now
    )
    assert (again.pk, again.active, again.name) == (first.pk, True, "Gillian Roake")
