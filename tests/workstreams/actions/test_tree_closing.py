"""The tree of a plan: branches that close and open again, and the phases of a workstream."""

from __future__ import annotations

import pytest

from tests.workstreams.actions.outlines import outline
from workstreams.actions import closing, phases
from workstreams.actions.base import Refused
from workstreams.models import (
    Item,
    Phase,
    Status,
    Workstream,
)

pytestmark = pytest.mark.django_db


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
