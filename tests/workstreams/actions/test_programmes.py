"""Programmes: begun from nothing or like another, their rules in versions, who keeps them."""

from __future__ import annotations

import pytest

from tests import factories
from workstreams.actions import boards, people, phases, programmes, rating, tree
from workstreams.actions.base import Conflict, Refused
from workstreams.forms.programmes import LIMITS
from workstreams.models import Board, BoardScope, Item, Membership, Notice, Person
from workstreams.rag import STANDARD, Limits

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(now):
    return {"by": None, "now": now}


class TestBeginning:
    def test_like_another_takes_its_shape_and_leaves_its_work(self, plan, told):
        inner = tree.add_workstream(
            programme=plan.programme, parent=plan.first, title="Crisis beds", level="deliverable", **told
        )  # fmt: skip
        phases.keep_template(plan.programme, name="Ours", names=["Ask", "Answer"], **told)
        plan.programme.refresh_from_db()
        twin = programmes.create_programme(name="Harbourside", like=plan.programme, **told)
        assert [(row.title, row.depth) for row in twin.workstreams.order_by("sort_key")] == [
            (plan.first.title, 0), ("Crisis beds", 1), (plan.second.title, 0)
        ]  # fmt: skip
        assert twin.workstreams.get(title="Crisis beds").parent.programme == twin
        assert twin.workstreams.get(title=plan.first.title).phases.get().name == plan.phase.name
        assert twin.phase_templates == {"Ours": ["Ask", "Answer"]}
        assert not twin.items.exists()
        assert all(row.history.count() == 1 for row in twin.workstreams.all())
        assert inner.programme == plan.programme

    def test_who_begins_it_keeps_it(self, cast, now):
        begun = programmes.create_programme(name="Harbourside", by=cast["office"], now=now)
        assert Membership.objects.get(programme=begun).user == cast["office"]
        begun = programmes.create_programme(name="Riverside", by=cast["administrator"], now=now)
        assert not Membership.objects.filter(programme=begun).exists()

    def test_a_name_that_is_a_page_gets_another_address(self, told):
        assert programmes.create_programme(name="Add", **told).slug == "add-2"

    def test_it_is_never_part_of_itself(self, plan, told):
        child = programmes.create_programme(name="Child", parent=plan.programme, **told)
        with pytest.raises(Refused, match="part of it"):
            programmes.amend_programme(plan.programme, facts={"parent": child}, **told)

    def test_an_end_before_the_start_is_refused(self, plan, told, today):
        facts = {"starts": today, "ends": today.replace(year=2019)}
        with pytest.raises(Refused, match="before its start"):
            programmes.amend_programme(plan.programme, facts=facts, **told)

    def test_a_name_stands_once_and_two_writers_conflict(self, plan, told):
        programmes.create_programme(name="Harbourside", **told)
        with pytest.raises(Refused, match="already"):
            programmes.amend_programme(plan.programme, facts={"name": "HARBOURSIDE"}, **told)
        programmes.amend_programme(plan.programme, facts={"name": "Calder"}, version=1, **told)
        with pytest.raises(Conflict):
            programmes.amend_programme(plan.programme, facts={"name": "Bee"}, version=1, **told)


class TestRules:
    def test_each_change_is_the_next_version_and_rates_again(self, plan, told, today):
        late = plan.late
        rating.rerate(plan.programme, today=today)
        assert Item.objects.get(pk=late.pk).computed_rag == "red"
        limits = {"red_overdue_days": 60}
        changed = programmes.set_rules(
            plan.programme, limits=limits, reason="Agreed in May", today=today, **told
        )
        assert (changed.rules, changed.rules_version) == (limits, 2)
        assert Item.objects.get(pk=late.pk).computed_rag == "amber"
        assert changed.history.first().history_change_reason == "Agreed in May"
        again = programmes.set_rules(
            changed, limits={"red_overdue_days": 10}, reason="Back", today=today, **told
        )
        assert rating.limits_of(again) == Limits(version=3)

    def test_the_same_limits_change_nothing_and_ask_no_reason(self, plan, told, today):
        same = programmes.set_rules(plan.programme, limits={}, reason="", today=today, **told)
        assert same.rules_version == 1

    @pytest.mark.parametrize(
        ("limits", "field"),
        [
            ({"red_overdue_days": 300}, "red_overdue_days"),
            ({"due_soon_percent": 0}, "due_soon_percent"),
            ({"amber_behind_points": 40}, "red_behind_points"),
            ({"stale_days": 30}, "reason"),
        ],
    )
    def test_limits_that_make_no_sense(self, plan, told, today, limits, field):
        with pytest.raises(Refused) as refused:
            programmes.set_rules(plan.programme, limits=limits, reason="", today=today, **told)
        assert refused.value.field == field

    def test_every_limit_has_its_bounds_and_its_words(self):
        names = {name for name in Limits.__slots__ if name != "version"}
        assert names == set(programmes.BOUNDS) == set(LIMITS)
        for name, (least, most) in programmes.BOUNDS.items():
            assert least <= getattr(STANDARD, name) <= most

    def test_both_ratings_are_declared_each_with_its_day(self, plan, told, today):
        said = {"rag": "amber", "reason": "Two are late", "savings_rag": "", "savings_reason": ""}
        row = programmes.declare(plan.programme, today=today, **said, **told)
        assert (row.declared_on, row.savings_declared_on) == (today, None)
        with pytest.raises(Refused) as refused:
            programmes.declare(row, today=today, **{**said, "savings_rag": "red"}, **told)
        assert refused.value.field == "savings_reason"


class TestMembers:
    def test_a_role_for_somebody_who_signs_in(self, cast, now):
        programme = cast.plan.programme
        given = people.admit(
            programme, email=" Yusra.Kelmendi@calderbrook.example ", role="lead",
            workstream=cast.plan.second, by=cast["manager"], now=now,
        )  # fmt: skip
        assert given.workstream == cast.plan.second
        assert given.programme is None

    @pytest.mark.parametrize(
        ("said", "field"),
        [
            ({"email": "nobody@calderbrook.example", "role": "auditor"}, "email"),
            ({"email": "yusra.kelmendi@calderbrook.example", "role": "lead"}, "workstream"),
            ({"email": "imogen.farrow@calderbrook.example", "role": "manager"}, "role"),
        ],
    )
    def test_what_cannot_be_given(self, cast, now, said, field):
        with pytest.raises(Refused) as refused:
            people.admit(cast.plan.programme, by=None, now=now, **said)
        assert refused.value.field == field

    def test_somebody_always_keeps_it(self, cast, now):
        held = Membership.objects.filter(programme=cast.plan.programme)
        people.dismiss(held.get(role="office"), by=None, now=now)
        with pytest.raises(Refused, match="Nobody else keeps"):
            people.dismiss(held.get(role="manager"), by=None, now=now)
        people.dismiss(held.get(role="auditor"), by=None, now=now)


class TestOwners:
    def test_another_lead_is_told_and_so_is_the_one_before(self, cast, now):
        row = cast.plan.first
        rosalind = factories.PersonFactory(name="Rosalind Achebe", user=cast["lead"])
        callum = Person.objects.get(user=cast["contributor"])
        told = {"by": cast["manager"], "now": now}
        tree.set_owners(row, lead=rosalind, **told)
        row = tree.set_owners(row, lead=callum, **told)
        owners = [(each.person, each.lead) for each in row.ownerships.order_by("-lead", "position")]
        assert owners == [(callum, True), (rosalind, False)]
        assert set(Notice.objects.values_list("user__full_name", flat=True)) == {
            "Rosalind Achebe", "Callum Deverill"
        }  # fmt: skip
        assert Membership.objects.get(workstream=row).user == cast["contributor"]

    def test_support_comes_and_goes_with_history(self, plan, told):
        one, two, three = (factories.PersonFactory() for _ in range(3))
        row = tree.set_owners(plan.first, lead=one, support=[two, three], **told)
        version = row.version
        row = tree.set_owners(row, lead=one, support=[two, three], **told)
        assert row.version == version, "nothing changed"
        row = tree.set_owners(row, lead=one, support=[three], **told)
        assert [each.person for each in row.ownerships.order_by("-lead", "position")] == [
            one,
            three,
        ]
        gone = type(row.ownerships.first()).history.filter(history_type="-").get()
        assert gone.person_id == two.pk

    def test_support_needs_a_lead(self, plan, told):
        with pytest.raises(Refused, match="leads"):
            tree.set_owners(plan.first, lead=None, support=[factories.PersonFactory()], **told)


class TestPeopleAndBoards:
    def test_a_person_with_other_names_and_an_account(self, cast, now):
        told = {"by": cast["manager"], "now": now}
        callum = Person.objects.get(name="Callum Deverill")
        said = {"facts": {"job_title": "Manager"}, "account": "callum.deverill@calderbrook.example"}
        people.amend_person(callum, aliases=["CD", "Calum D"], **said, **told)
        people.amend_person(callum, aliases=["CD"], **said, **told)
        assert [each.text for each in callum.aliases.all()] == ["CD"]
        with pytest.raises(Refused) as refused:
            people.enrol(facts={"name": "Twin"}, aliases=[], account=said["account"], **told)
        assert refused.value.field == "account"

    def test_an_organisation_stands_once(self, told):
        people.add_organisation(name="NHS Calderbrook", **told)
        with pytest.raises(Refused, match="already"):
            people.add_organisation(name="nhs calderbrook", **told)

    def test_a_board_and_what_it_looks_at(self, cast, now):
        told = {"by": cast["manager"], "now": now}
        board = boards.begin(cast.plan.programme, name="Panel", aliases=["The panel"], **told)
        boards.widen(board, workstream=cast.plan.second, **told)
        boards.narrow(board.scope.get(programme=cast.plan.programme), **told)
        with pytest.raises(Refused, match="looks at something"):
            boards.narrow(board.scope.get(), **told)
        assert BoardScope.history.filter(history_type="-").count() == 1
        other = boards.add_board(name="Cabinet", **told)
        with pytest.raises(Refused, match="another name of"):
            boards.amend_board(other, facts={}, aliases=["The panel"], **told)

    def test_a_board_never_reports_to_itself_by_way_of_others(self, told):
        top = boards.add_board(name="Cabinet", **told)
        below = boards.add_board(name="Panel", reports_to=top, **told)
        with pytest.raises(Refused, match="reports to"):
            boards.amend_board(top, facts={"reports_to": below}, aliases=[], **told)
        assert Board.objects.get(pk=top.pk).reports_to is None

    def test_a_seat_for_somebody_who_signs_in(self, cast, now):
        told = {"by": cast["manager"], "now": now}
        boards.seat(cast.board, email="gillian.roake@calderbrook.example", **told)
        for email in ("gillian.roake@calderbrook.example", "nobody@calderbrook.example"):
            with pytest.raises(Refused):
                boards.seat(cast.board, email=email, **told)
