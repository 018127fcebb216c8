"""Who sees which part of a plan: the same answer in every queryset."""

import pytest

from tests import factories
from workstreams import models
from workstreams.models import organisation
from workstreams.models.rights import forget, rights_of

pytestmark = pytest.mark.django_db

WHOLE = ["office", "manager", "sponsor", "lead", "contributor", "finance", "board", "auditor"]


@pytest.mark.parametrize("role", WHOLE)
def test_members_see_their_programme_and_no_other(cast, role):
    user = cast[role]
    assert list(models.Programme.objects.visible_to(user)) == [cast.plan.programme]
    assert set(models.Workstream.objects.visible_to(user)) == {cast.plan.first, cast.plan.second}
    assert models.Item.objects.visible_to(user).count() == 3


def test_the_administrator_sees_everything(cast):
    assert models.Programme.objects.visible_to(cast["administrator"]).count() == 2
    assert models.Item.objects.visible_to(cast["administrator"]).count() == 6


def test_somebody_without_a_membership_sees_nothing(cast):
    nobody = factories.UserFactory()
    assert not models.Programme.objects.visible_to(nobody).exists()
    assert not models.Item.objects.visible_to(nobody).exists()


def test_somebody_who_may_no_longer_sign_in_sees_nothing(cast):
    cast["manager"].is_active = False
    assert not models.Programme.objects.visible_to(cast["manager"]).exists()


def test_a_board_that_looks_at_one_branch_sees_only_that_branch(cast):
    plan = cast.plan
    cast.board.scope.all().delete()
    models.BoardScope.objects.create(board=cast.board, workstream=plan.second)
    below = factories.WorkstreamFactory(
        programme=plan.programme, parent=plan.second, level="deliverable"
    )
    factories.ItemFactory(workstream=below, title="Below")
    leila = cast["board"]
    assert list(models.Programme.objects.visible_to(leila)) == [plan.programme]
    assert set(models.Workstream.objects.visible_to(leila)) == {plan.second, below}
    assert {i.title for i in models.Item.objects.visible_to(leila)} == {
        "Calderbrook data set",
        "Below",
    }
    assert not models.Phase.objects.visible_to(leila).exists()


def test_phases_follow_their_workstream(cast):
    assert list(models.Phase.objects.visible_to(cast["lead"])) == [cast.plan.phase]


def test_a_board_is_seen_by_its_members_and_by_those_who_read_all_it_looks_at(cast):
    board = cast.board
    for role in WHOLE:
        assert board in models.Board.objects.visible_to(cast[role]), role
    assert board not in models.Board.objects.visible_to(cast["stranger"])
    models.BoardScope.objects.create(board=board, programme=cast.other_plan.programme)
    assert board not in models.Board.objects.visible_to(cast["manager"])
    assert board in models.Board.objects.visible_to(cast["board"])


EDITS = {
    "office": {"action plan", "late strategy", "data set"},
    "manager": {"action plan", "late strategy", "data set"},
    "administrator": {"action plan", "late strategy", "data set"},
    "lead": {"action plan", "late strategy"},
    "contributor": {"action plan"},
    "sponsor": set(),
    "finance": set(),
    "board": set(),
    "auditor": set(),
}


@pytest.mark.parametrize("role", EDITS)
def test_who_may_edit_which_item(cast, role):
    items = models.Item.objects.with_access(cast[role]).filter(programme=cast.plan.programme)
    may = {i.title.removeprefix("Calderbrook ") for i in items if i.may_edit}
    assert may == EDITS[role]


def test_rights_are_read_once_for_each_user_object(cast, django_assert_num_queries):
    with django_assert_num_queries(2):  # one for each user, boards and what they look at included
        for _ in range(3):
            list(models.Programme.objects.visible_to(cast["manager"])[:0])
            rights_of(cast["manager"])
            rights_of(cast["board"])
    models.Membership.objects.filter(user=cast["manager"]).delete()
    forget(cast["manager"])
    assert not models.Programme.objects.visible_to(cast["manager"]).exists()


def test_people_are_those_of_the_programmes_one_sees(cast):
    there = factories.PersonFactory(name="Norris Pell")
    factories.own(cast.other_plan.item, there)
    nowhere = factories.PersonFactory(name="Ivy Marsh")  # named by no programme yet
    callum = models.Person.objects.get(name="Callum Deverill")
    assert set(models.Person.objects.visible_to(cast["manager"])) == {callum, nowhere}
    assert set(models.Person.objects.visible_to(cast["stranger"])) == {there, nowhere}
    assert set(models.Person.objects.visible_to(cast["administrator"])) == {callum, there, nowhere}


def test_everything_that_names_a_person_ties_them_to_its_programme():
    """A new column that names a person joins the list, or stands here with its reason."""
    apart = {
        ("PersonAlias", "person"),  # another name of theirs
        ("PersonMerge", "kept"),
    }
    ties = {(name, column) for name, column, _ in organisation.TIES}
    columns = {
        (field.related_model.__name__, field.field.name)
        for field in models.Person._meta.related_objects
        if not field.many_to_many
    }
    assert columns - apart == {tie for tie in ties if tie[0] != "Membership"}
