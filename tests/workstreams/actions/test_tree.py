"""The tree of a plan: branches that are moved take everything with them, and nothing else changes."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories
from workstreams.actions import closing, phases, places, plan, tree
from workstreams.actions.base import Conflict, Refused
from workstreams.models import (
    STEP,
    ChangeSet,
    Item,
    Phase,
    SavedView,
    Status,
    Workstream,
    place,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def programme(db):
    return factories.ProgrammeFactory(name="Calderbrook")


@pytest.fixture
def told(now):
    return {"by": None, "now": now}


@pytest.fixture
def build(programme, told):
    """Adds a workstream: `build("SEND", under=top)`."""

    def add(title, under=None, **facts):
        return tree.add_workstream(programme=programme, parent=under, title=title, **told, **facts)

    return add


@pytest.fixture
def put_in(told, today):
    def add(workstream, title, phase=None):
        return plan.add_item(
            workstream=workstream, phase=phase, title=title, kind="task", today=today, **told
        )

    return add


def outline(programme) -> list[str]:
    """The plan from top to bottom, each row indented by its depth; every key follows from its parent."""
    rows = [
        *programme.workstreams.select_related("parent"),
        *Phase.objects.filter(workstream__programme=programme).select_related("workstream"),
        *programme.items.select_related("workstream", "phase"),
    ]
    for row in rows:
        parent = row.parent if isinstance(row, Workstream) else row.workstream
        if isinstance(row, Item) and row.phase:
            parent = row.phase
        assert row.sort_key == place(parent.sort_key if parent else "", row.position), row
    keys = [row.sort_key for row in rows]
    assert len(keys) == len(set(keys)), "two rows stand in one place"
    rows.sort(key=lambda row: row.sort_key)
    return [
        f"{'  ' * (len(row.sort_key) // STEP - 1)}{getattr(row, 'title', '') or row.name}"
        for row in rows
    ]


@pytest.fixture
def grown(build, put_in, told):
    """Two themes; a deliverable with a phase and items stands in the first."""
    care, send = build("Urgent care"), build("SEND")
    beds = build("Crisis beds", under=care, level="deliverable", ref="1.1")
    build("Out of hours", under=care, level="deliverable")
    scope = phases.add_phase(workstream=beds, name="Scope", **told)
    put_in(beds, "Count the beds", phase=scope)
    put_in(beds, "Tell the board")
    put_in(send, "Read the plans")
    return care, send, beds


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


class TestClosing:
    def test_needs_a_reason_and_closes_what_stands_under_it(self, grown, told, today):
        care, _, beds = grown
        with pytest.raises(Refused) as refused:
            closing.close(care, reason=" ", today=today, **told)
        assert refused.value.field == "reason"
        closing.close(care, reason="Handed to the hospital", today=today, **told)
        beds.refresh_from_db()
        assert (beds.closed_on, beds.closed_reason) == (today, "Handed to the hospital")
        assert beds.history.first().closed_on == today
        assert beds.phases.get().history.first().closed_reason == "Handed to the hospital"
        assert not Item.objects.filter(status=Status.CANCELLED).exists()

    def test_open_items_are_cancelled_with_the_reason(self, grown, told, today):
        _, _, beds = grown
        closing.close(beds, reason="No money", items="cancel", today=today, **told)
        rows = Item.objects.filter(workstream=beds)
        assert {(row.status, row.status_reason, row.computed_rag) for row in rows} == {
            ("cancelled", "No money", "cancelled")
        }
        assert all(row.history.first().status == "cancelled" for row in rows)

    def test_open_items_move_to_where_they_are_told(self, programme, grown, told, today):
        _, send, beds = grown
        closing.close(beds, reason="Merged", items="move", to=send, today=today, **told)
        assert outline(programme)[-4:] == [
            "SEND",
            "  Read the plans",
            "  Count the beds",
            "  Tell the board",
        ]
        assert Item.objects.get(title="Count the beds").history.first().workstream_id == send.pk

    def test_items_cannot_move_into_what_closes(self, grown, told, today):
        care, _, beds = grown
        with pytest.raises(Refused, match="Choose another"):
            closing.close(care, reason="Merged", items="move", to=beds, today=today, **told)

    def test_nothing_new_stands_in_what_is_closed(self, grown, build, put_in, told, today):
        care, _, beds = grown
        closing.close(care, reason="Done", today=today, **told)
        beds.refresh_from_db()
        for act in (
            lambda: build("More", under=beds),
            lambda: phases.add_phase(workstream=beds, name="More", **told),
            lambda: put_in(beds, "More"),
        ):
            with pytest.raises(Refused, match="closed"):
                act()

    def test_opened_again_with_what_was_closed_with_it(self, grown, told, today):
        care, _, beds = grown
        closing.close(beds, reason="Earlier", today=today, **told)
        closing.close(care, reason="Later", today=today, **told)
        beds.refresh_from_db()
        with pytest.raises(Refused, match="Open that first"):
            closing.reopen(beds, **told)
        closing.reopen(care, **told)
        opened = {row.title for row in Workstream.objects.filter(closed_on=None)}
        assert opened == {"Urgent care", "SEND", "Out of hours"}


class TestPhases:
    def test_a_template_adds_what_is_missing_in_its_order(self, programme, build, told):
        top = build("SEND")
        phases.add_phase(workstream=top, name="scope & definition", **told)
        names = phases.TEMPLATES["Commissioning cycle"]
        added = phases.add_phases(top, names=names, **told)
        assert [each.name for each in added] == list(names[1:])
        assert len(outline(programme)) == 5
        assert all(each.history.count() == 1 for each in Phase.objects.all())
        with pytest.raises(Refused, match="already"):
            phases.add_phases(top, names=names, **told)

    def test_moves_to_another_workstream_with_its_items(self, programme, grown, told):
        _, send, beds = grown
        scope = beds.phases.get()
        phases.move_phase(scope, workstream=send, **told)
        assert outline(programme)[-4:] == [
            "SEND",
            "  Read the plans",
            "  Scope",
            "    Count the beds",
        ]
        item = Item.objects.get(title="Count the beds")
        assert item.workstream == send
        assert item.history.first().workstream_id == send.pk

    def test_taken_away_its_items_stay(self, programme, grown, told):
        beds = grown[2]
        phases.drop_phase(beds.phases.get(), **told)
        assert "    Tell the board" in outline(programme)
        assert "    Count the beds" in outline(programme)
        assert Item.objects.get(title="Count the beds").history.first().phase_id is None

    def test_own_templates_are_kept_and_forgotten(self, programme, told):
        phases.keep_template(programme, name="Ours", names=["Ask ", "", "Answer"], **told)
        programme.refresh_from_db()
        assert phases.templates_of(programme)["Ours"] == ("Ask", "Answer")
        phases.drop_template(programme, name="Ours", **told)
        programme.refresh_from_db()
        assert list(phases.templates_of(programme)) == list(phases.TEMPLATES)

    @pytest.mark.parametrize(
        ("name", "names", "field"),
        [
            ("", ["A"], "name"),
            ("commissioning CYCLE", ["A"], "name"),
            ("Ours", [" "], "phases"),
            ("Ours", ["A", "a"], "phases"),
            ("Ours", ["A" * 201], "phases"),
            ("Ours", [str(n) for n in range(21)], "phases"),
        ],
    )
    def test_a_template_that_makes_no_sense(self, programme, told, name, names, field):
        with pytest.raises(Refused) as refused:
            phases.keep_template(programme, name=name, names=names, **told)
        assert refused.value.field == field

    def test_a_name_stands_once_in_a_workstream(self, grown, told):
        with pytest.raises(Refused, match="already"):
            phases.add_phase(workstream=grown[2], name="SCOPE", **told)
