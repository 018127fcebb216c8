"""The tree of a plan: branches that are moved take everything with them, and nothing else changes."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories
from tests.workstreams.actions.outlines import outline
from workstreams.actions import closing, phases, places, tree
from workstreams.actions.base import Conflict, Refused
from workstreams.models import (
    ChangeSet,
    Item,
    Phase,
    SavedView,
    Workstream,
    place,
)

pytestmark = pytest.mark.django_db


class TestMoving:
    def test_a_deliverable_takes_its_phases_and_items(self, programme, grown, told):
        _, send, beds = grown
        tree.move_workstream(beds, parent=send, **told)
        assert outline(programme) == [
            "Urgent care",
            "  Out of hours",
            "SEND",
            "  Read the plans",
            "  Crisis beds",
            "    Scope",
            "      Count the beds",
            "    Tell the board",
        ]

    def test_to_the_beginning_the_others_step_aside_with_their_history(
        self, programme, grown, told
    ):
        care, _, beds = grown
        top = tree.move_workstream(beds, parent=None, first=True, reason="Its own now", **told)
        assert outline(programme)[:4] == [
            "Crisis beds",
            "  Scope",
            "    Count the beds",
            "  Tell the board",
        ]
        last = top.history.first()
        assert (last.parent_id, last.position, last.history_change_reason) == (
            None,
            1,
            "Its own now",
        )
        care.refresh_from_db()
        assert care.position == 2 == care.history.first().position

    def test_only_what_moved_has_history(self, grown, told):
        _, send, beds = grown
        before = Item.history.count() + Phase.history.count()
        tree.move_workstream(beds, parent=send, **told)
        assert Item.history.count() + Phase.history.count() == before
        assert beds.history.count() == 2
        assert beds.history.first().parent_id == send.pk

    def test_saved_views_and_acts_of_the_history_go_with_their_branch(self, grown, told, programme):
        """Also those of a branch that steps aside; every other word of a view stays."""
        care, send, beds = grown
        owner = factories.UserFactory()

        def view(name, query):
            return SavedView.objects.create(programme=programme, by=owner, name=name, query=query)

        def act(branch):
            return ChangeSet.objects.create(
                key=f"{branch.pk}", at=told["now"], programme=programme, place=branch.sort_key, kind="item"
            )  # fmt: skip

        asked = {
            row.pk: view(row.title, f"q=workstream&workstream={row.sort_key}&sort=title")
            for row in (care, send, beds)
        }
        plain = view("All", f"sort=title&xworkstream={beds.sort_key}")
        acts = {row.pk: act(row) for row in (care, send, beds)}
        tree.move_workstream(beds, parent=None, first=True, **told)
        for row in (care, send, beds):
            row.refresh_from_db()
            asked[row.pk].refresh_from_db()
            acts[row.pk].refresh_from_db()
            query = f"q=workstream&workstream={row.sort_key}&sort=title"
            assert (asked[row.pk].query, acts[row.pk].place) == (query, row.sort_key), row
        before = plain.query
        plain.refresh_from_db()
        assert (plain.query, plain.version, asked[beds.pk].version) == (before, 1, 2)

    def test_as_many_statements_for_many_views(self, grown, told, programme):
        _, send, beds = grown
        owner = factories.UserFactory()

        def cost(parent, number):
            beds.refresh_from_db()
            for n in range(number):
                SavedView.objects.create(
                    programme=programme, by=owner, name=f"{parent} {n}", query=f"workstream={beds.sort_key}"
                )  # fmt: skip
            with CaptureQueriesContext(connection) as seen:
                tree.move_workstream(beds, parent=parent, **told)
            return len(seen)

        assert cost(send, 1) == cost(Workstream.objects.get(title="Urgent care"), 30)

    def test_not_under_itself_nor_under_what_stands_under_it(self, grown, build, told):
        care, _, beds = grown
        with pytest.raises(Refused, match="under itself"):
            tree.move_workstream(care, parent=care, **told)
        with pytest.raises(Refused, match="Crisis beds stands under Urgent care itself") as refused:
            tree.move_workstream(care, parent=beds, **told)
        assert refused.value.field == "parent"

    def test_not_into_another_programme(self, grown, told):
        elsewhere = factories.WorkstreamFactory()
        with pytest.raises(Refused, match="another programme"):
            tree.move_workstream(grown[2], parent=elsewhere, **told)

    def test_not_into_a_closed_one(self, grown, told, today):
        _, send, beds = grown
        closing.close(send, reason="Merged", today=today, **told)
        with pytest.raises(Refused, match="closed"):
            tree.move_workstream(beds, parent=send, **told)

    def test_a_row_that_moved_on_is_a_conflict(self, grown, told):
        with pytest.raises(Conflict):
            tree.move_workstream(grown[2], parent=None, version=7, **told)

    def test_no_deeper_than_the_keys_can_say(self, build, told):
        at = None
        for depth in range(places.DEEPEST):
            at = build(f"Level {depth}", under=at)
        with pytest.raises(Refused, match="levels deep"):
            build("One too many", under=at)
        twig = build("Twig")
        build("Leaf", under=twig)
        with pytest.raises(Refused, match="levels deep"):
            tree.move_workstream(twig, parent=at.parent, **told)

    def test_a_thousand_items_cost_as_many_statements_as_one(self, programme, grown, told):
        care, send, beds = grown
        few = self._statements(lambda: tree.move_workstream(beds, parent=send, first=True, **told))
        beds.refresh_from_db()
        for where, key in ((beds, beds.sort_key), (send, send.sort_key)):
            Item.objects.bulk_create(
                Item(
                    programme=programme, workstream=where, title=f"Row {n}", position=n + 3,
                    sort_key=place(key, n + 3), created_at=told["now"], changed_at=told["now"],
                )
                for n in range(1000)
            )  # fmt: skip
        tree.move_workstream(beds, parent=care, **told)
        factories.ItemFactory(programme=programme, workstream=send, position=1)  # no gap is left
        many = self._statements(lambda: tree.move_workstream(beds, parent=send, first=True, **told))
        assert len(many) == len(few)
        assert len(many) <= 24
        assert len(outline(programme)) == 2009

    @staticmethod
    def _statements(act) -> list[str]:
        with CaptureQueriesContext(connection) as seen:
            act()
        return [q["sql"] for q in seen if "SAVEPOINT" not in q["sql"]]


class TestOrder:
    def test_up_and_down_and_refused_at_the_ends(self, programme, build, told):
        one, two, three = build("One"), build("Two"), build("Three")
        tree.step(three, up=True, **told)
        assert outline(programme) == ["One", "Three", "Two"]
        tree.step(one, up=False, **told)
        assert outline(programme) == ["Three", "One", "Two"]
        with pytest.raises(Refused, match="last"):
            tree.step(two, up=False, **told)
        with pytest.raises(Refused, match="first"):
            tree.step(three, up=True, **told)

    def test_a_phase_passes_the_items_between(self, programme, build, put_in, told):
        top = build("SEND")
        first = phases.add_phase(workstream=top, name="Scope", **told)
        put_in(top, "Between")
        second = phases.add_phase(workstream=top, name="Go live", **told)
        inside = put_in(top, "Inside", phase=second)
        tree.step(second, up=True, **told)
        assert outline(programme) == ["SEND", "  Go live", "    Inside", "  Scope", "  Between"]
        tree.step(second, up=False, **told)
        assert outline(programme) == ["SEND", "  Scope", "  Go live", "    Inside", "  Between"]
        first.refresh_from_db()
        inside.refresh_from_db()
        assert inside.sort_key.startswith(Phase.objects.get(pk=second.pk).sort_key)

    def test_a_gap_is_used_and_nobody_steps_aside(self, programme, build, told):
        one, two = build("One"), build("Two")
        Workstream.objects.filter(pk=two.pk).update(position=20, sort_key=place("", 20))
        three = build("Three")
        tree.step(three, up=True, **told)
        three.refresh_from_db()
        assert 1 < three.position < 20
        assert two.history.count() == one.history.count() == 1
        assert outline(programme) == ["One", "Three", "Two"]


class TestNumbers:
    def test_by_place_from_the_top(self, programme, grown, told):
        care, _send, beds = grown
        assert tree.renumber(programme, **told) == 3
        refs = dict(programme.workstreams.values_list("title", "ref"))
        assert refs == {
            "Urgent care": "1",
            "Crisis beds": "1.1",
            "Out of hours": "1.2",
            "SEND": "2",
        }
        assert care.history.first().ref == "1"
        assert beds.history.count() == 1, "its number stayed"

    def test_a_branch_counts_on_from_its_own_number(self, programme, grown, told):
        care, *_ = grown
        Workstream.objects.filter(pk=care.pk).update(ref="B")
        care.refresh_from_db()
        tree.renumber(programme, under=care, **told)
        assert list(care.children.values_list("ref", flat=True)) == ["B.1", "B.2"]
