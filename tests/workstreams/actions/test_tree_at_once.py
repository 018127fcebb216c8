"""Two people in one tree at the same moment: no place is given twice, and no branch stands in itself."""

from __future__ import annotations

import pytest

from tests import factories
from tests.workstreams.actions.outlines import outline
from tests.workstreams.importing.test_at_once import at_once
from workstreams.actions import phases, plan, tree
from workstreams.actions.base import Refused
from workstreams.models import Item, Workstream

pytestmark = pytest.mark.django_db(transaction=True)

TOLD = {"by": None, "now": factories.NOW}


@pytest.fixture
def programme(db):
    return factories.ProgrammeFactory(name="Calderbrook")


@pytest.fixture
def three(programme):
    """Three workstreams, two of them with something in them."""
    rows = [
        tree.add_workstream(programme=programme, title=title, **TOLD)
        for title in ("Urgent care", "SEND", "Transport")
    ]
    for row in rows[:2]:
        phases.add_phase(workstream=row, name="Scope", **TOLD)
        add(row, f"Item of {row}")
    return rows


def add(workstream, title):
    return plan.add_item(
        workstream=workstream, title=title, kind="task", today=factories.TODAY, **TOLD
    )


def move(row, parent, **more):
    """The step of somebody who opened the page before: the rows are as they were then."""
    return lambda: tree.move_workstream(row, parent=parent, **TOLD, **more)


def test_two_branches_move_into_one_place(programme, three):
    care, send, transport = three
    told = at_once(move(care, transport), move(send, transport))
    assert not [each for each in told if isinstance(each, Exception)]
    assert len(outline(programme)) == 7
    assert set(transport.children.values_list("position", flat=True)) == {1, 2}


def test_each_under_the_other_is_refused_to_the_second(programme, three):
    care, send, _ = three
    told = at_once(move(care, send), move(send, care))
    refused = [each for each in told if isinstance(each, Refused)]
    assert len(refused) == 1
    assert "stands under" in refused[0].sentence
    assert len(outline(programme)) == 7


def test_what_is_added_while_its_workstream_moves_moves_too(programme, three):
    care, _, transport = three
    told = at_once(move(care, transport), lambda: add(care, "Late"), lambda: add(care, "Later"))
    assert not [each for each in told if isinstance(each, Exception)]
    outline(programme)
    care.refresh_from_db()
    late = Item.objects.filter(title__startswith="Late")
    assert all(item.sort_key.startswith(care.sort_key) for item in late)


def test_two_added_at_once_stand_one_after_the_other(programme, three):
    def step(title):
        return lambda: tree.add_workstream(
            programme=programme, title=title, parent=three[2], **TOLD
        )

    told = at_once(step("One"), step("Two"), step("Three"))
    assert not [each for each in told if isinstance(each, Exception)]
    assert len(outline(programme)) == 10
    assert Workstream.objects.filter(parent=three[2]).count() == 3
