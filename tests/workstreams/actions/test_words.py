"""Terms, remarks, checkpoints, what else is known of an item, and a change of lead."""

import pytest
from django.db import IntegrityError, transaction

from tests import factories
from workstreams.actions import people, words
from workstreams.actions.base import Conflict, Refused
from workstreams.models import Comment, GlossaryTerm, Item, Membership, Notice, WorkstreamOwner
from workstreams.when import read
from workstreams.words import expansions

pytestmark = pytest.mark.django_db


def test_a_programme_s_term_wins_over_the_one_that_holds_everywhere(cast, now):
    words.add_term(short="SLT", long="senior leadership team", by=None, now=now)
    words.add_term(
        short="SLT",
        long="speech and language therapy",
        programme=cast.plan.programme,
        by=None,
        now=now,
    )
    assert expansions(cast.plan.programme)["SLT"] == "speech and language therapy"
    assert expansions(cast.other_plan.programme)["SLT"] == "senior leadership team"
    assert expansions(None)["SLT"] == "senior leadership team"


def test_expansions_cost_one_statement(cast, now, django_assert_num_queries):
    words.add_term(short="FSM", long="free school meals", by=None, now=now)
    with django_assert_num_queries(1):
        expansions(cast.plan.programme)


@pytest.mark.parametrize("short", ["FSM", "fsm"])
def test_a_term_stands_once(cast, now, short):
    words.add_term(short="FSM", long="free school meals", by=None, now=now)
    with pytest.raises(Refused, match="already"):
        words.add_term(short=short, long="x", by=None, now=now)
    with pytest.raises(IntegrityError), transaction.atomic():
        GlossaryTerm.objects.create(short=short, long="x")


def test_a_remark_stands_beside_one_thing(cast, now):
    remark = words.comment(item=cast.plan.item, text=" Is this right? ", by=cast["lead"], now=now)
    assert remark.text == "Is this right?"
    done = words.resolve(remark, by=cast["lead"], now=now)
    assert done.resolved_at == now
    assert words.resolve(done, resolved=False, by=cast["lead"], now=now).resolved_at is None
    with pytest.raises(IntegrityError), transaction.atomic():
        Comment.objects.filter(pk=remark.pk).update(workstream=cast.plan.first)


def test_a_blank_remark_is_refused(cast, now):
    with pytest.raises(Refused):
        words.comment(item=cast.plan.item, text="  ", by=cast["lead"], now=now)


def test_a_checkpoint_is_reached_and_taken_back(cast, today, now):
    row = words.add_checkpoint(
        cast.plan.item, title="First draft", when=read("4 June 2021"), by=None, now=now
    )
    assert words.tick_checkpoint(row, done_on=today, by=None, now=now).done_on == today
    assert words.tick_checkpoint(row, done_on=None, by=None, now=now).done_on is None
    with pytest.raises(Refused):
        words.add_checkpoint(cast.plan.item, title="", when=read(""), by=None, now=now)


def test_what_else_is_known_of_an_item_leaves_its_rating_alone(cast, now):
    item = cast.plan.late
    told = words.describe(
        item,
        facts={"success_measure": "Signed", "same_update_as": cast.plan.item},
        by=None,
        now=now,
        version=1,
    )
    assert (told.success_measure, told.same_update_as, told.computed_rag) == (
        "Signed",
        cast.plan.item,
        "red",
    )
    with pytest.raises(Conflict):
        words.describe(item, facts={"evidence": "x"}, by=None, now=now, version=1)


@pytest.mark.parametrize("field", ["same_update_as", "duplicate_of"])
def test_an_item_points_neither_at_itself_nor_outside_its_programme(cast, now, field):
    for other in (cast.plan.item, cast.other_plan.item):
        with pytest.raises(Refused) as refusal:
            words.describe(cast.plan.item, facts={field: other}, by=None, now=now)
        assert refusal.value.field == field
    assert not Item.objects.filter(**{f"{field}__isnull": False}).exists()


def test_a_new_lead_is_told_and_so_is_the_old_one_in_the_same_breath(cast, now):
    old = factories.PersonFactory(name="Rosalind Achebe", user=cast["lead"])
    new = factories.PersonFactory(name="Gillian Roake", user=cast["sponsor"])
    WorkstreamOwner.objects.create(workstream=cast.plan.first, person=old, lead=True)
    words.change_lead(
        cast.plan.first,
        person=new,
        by=cast["office"],
        now=now,
        address="/workstreams/1/",
        reason="Moved on",
    )
    leads = {
        (o.person.name, o.lead) for o in WorkstreamOwner.objects.filter(workstream=cast.plan.first)
    }
    assert leads == {("Rosalind Achebe", False), ("Gillian Roake", True)}
    assert {n.user for n in Notice.objects.all()} == {cast["lead"], cast["sponsor"]}
    assert all(
        n.address == "/workstreams/1/" and n.history.count() == 1 for n in Notice.objects.all()
    )
    held = Membership.objects.filter(role="lead", workstream=cast.plan.first)
    assert [m.user for m in held] == [cast["sponsor"]]


def test_the_lead_of_another_branch_keeps_that_one(cast, now):
    people.grant(user=cast["lead"], role="lead", workstream=cast.plan.second, by=None, now=now)
    old = factories.PersonFactory(user=cast["lead"])
    WorkstreamOwner.objects.create(workstream=cast.plan.first, person=old, lead=True)
    words.change_lead(cast.plan.first, person=factories.PersonFactory(), by=None, now=now)
    assert [m.workstream for m in Membership.objects.filter(user=cast["lead"])] == [
        cast.plan.second
    ]


def test_who_leads_already_is_refused(cast, now):
    person = factories.PersonFactory()
    words.change_lead(cast.plan.first, person=person, by=None, now=now)
    with pytest.raises(Refused, match="already"):
        words.change_lead(cast.plan.first, person=person, by=None, now=now)


def test_notices_are_read_at_once(cast, now):
    for n in range(3):
        Notice.objects.create(user=cast["lead"], text=f"{n}", created_at=now)
    assert words.read_notices(user=cast["lead"], now=now) == 3
    assert words.read_notices(user=cast["lead"], now=now) == 0
