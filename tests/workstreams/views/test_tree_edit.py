"""The pages that change the shape of a plan: what each reader may do, and what is said when it cannot be done."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests import factories
from workstreams.actions import tree
from workstreams.models import Item, Phase, Programme, Workstream

pytestmark = pytest.mark.django_db


def text_of(reply) -> str:
    return reply.content.decode()


def send(client, route, *args, **said):
    return client.post(reverse(route, args=args), said, follow=True)


class TestWorkstreams:
    def test_the_office_adds_moves_orders_and_closes(self, cast, signed_in, frozen_day):
        client, programme = signed_in("office"), cast.plan.programme
        said = {"title": "Crisis beds", "level": "deliverable", "parent": cast.plan.first.pk}
        send(client, "workstream_add", programme.slug, **said)
        beds = Workstream.objects.get(title="Crisis beds")
        assert beds.parent == cast.plan.first
        moved = {
            "parent": cast.plan.second.pk,
            "end": "first",
            "reason": "",
            "version": beds.version,
        }
        assert "Moved: Crisis beds" in text_of(send(client, "workstream_move", beds.pk, **moved))
        assert "Moved up" in text_of(send(client, "workstream_step", cast.plan.second.pk, way="up"))
        assert "first there" in text_of(
            send(client, "workstream_step", cast.plan.second.pk, way="up")
        )
        closed = {"reason": "Merged", "items": "cancel", "version": 1}
        reply = send(client, "workstream_close", cast.plan.first.pk, **closed)
        assert "Closed on 3 August 2020" in text_of(reply)
        assert Item.objects.get(pk=cast.plan.item.pk).status == "cancelled"
        assert "Open again" in text_of(send(client, "workstream_reopen", cast.plan.first.pk))

    def test_a_stale_move_shows_both_and_moves_nothing(self, cast, signed_in):
        client = signed_in("office")
        tree.amend_workstream(cast.plan.first, facts={"note": "New"}, by=None, now=factories.NOW)
        said = {"parent": cast.plan.second.pk, "end": "last", "version": 1}
        reply = client.post(reverse("workstream_move", args=[cast.plan.first.pk]), said)
        assert reply.status_code == 409
        assert Workstream.objects.get(pk=cast.plan.first.pk).parent is None

    def test_under_itself_is_not_even_offered(self, cast, signed_in):
        page = signed_in("office").get(reverse("workstream_move", args=[cast.plan.first.pk]))
        assert cast.plan.second.title in text_of(page)
        offered = page.context["form"].fields["parent"].queryset
        assert cast.plan.first not in offered

    def test_a_lead_shapes_their_branch_and_not_where_it_stands(self, cast, signed_in):
        client, mine = signed_in("lead"), cast.plan.first
        said = {"title": "Inside", "level": "deliverable", "parent": mine.pk}
        send(client, "workstream_add", cast.plan.programme.slug, **said)
        inside = Workstream.objects.get(title="Inside")
        assert inside.parent == mine
        above = {**said, "title": "Above", "parent": ""}
        reply = client.post(reverse("workstream_add", args=[cast.plan.programme.slug]), above)
        assert reply.status_code == 422
        elsewhere = {**said, "title": "There", "parent": cast.plan.second.pk}
        reply = client.post(reverse("workstream_add", args=[cast.plan.programme.slug]), elsewhere)
        assert reply.status_code == 422
        refused = text_of(send(client, "workstream_step", mine.pk, way="down"))
        assert "for the programme office" in refused
        assert Workstream.objects.filter(title__in=["Above", "There"]).count() == 0

    def test_a_lead_gives_no_lead_away(self, cast, signed_in):
        page = signed_in("lead").get(reverse("workstream_people", args=[cast.plan.first.pk]))
        assert "lead" not in page.context["form"].fields
        page = signed_in("manager").get(reverse("workstream_people", args=[cast.plan.first.pk]))
        assert "lead" in page.context["form"].fields

    def test_all_is_changed_on_one_page(self, cast, signed_in):
        row = cast.plan.first
        said = {
            "title": row.title, "level": "theme", "ref": "A", "percent": "0", "statutory": "on",
            "statutory_text": "Children Act", "priority": "High", "version": row.version,
        }  # fmt: skip
        send(signed_in("lead"), "workstream_edit", row.pk, **said)
        row.refresh_from_db()
        assert (row.level, row.ref, row.percent, row.priority) == ("theme", "A", 0, "High")
        said |= {"percent": "", "version": row.version}
        send(signed_in("lead"), "workstream_edit", row.pk, **said)
        row.refresh_from_db()
        assert row.percent is None, "blank is not 0"

    def test_numbers_are_shown_before_they_change(self, cast, signed_in):
        client, slug = signed_in("office"), cast.plan.programme.slug
        Workstream.objects.filter(pk=cast.plan.second.pk).update(ref="")
        assert "Change" in text_of(client.get(reverse("renumber", args=[slug])))
        assert "numbers changed" in text_of(send(client, "renumber", slug))
        assert "nothing to change" in text_of(client.get(reverse("renumber", args=[slug])))


class TestPhases:
    def test_a_template_then_one_by_one(self, cast, signed_in, frozen_day):
        client, home = signed_in("lead"), cast.plan.first
        send(client, "phase_template", home.pk, template="Design, plan, implement, sustain")
        assert home.phases.count() == 5
        reply = send(client, "phase_template", home.pk, template="Nothing of the kind")
        assert "no such template" in text_of(reply)
        plan_ = Phase.objects.get(name="Plan")
        send(client, "phase_step", plan_.pk, way="up")
        names = list(home.phases.order_by("sort_key").values_list("name", flat=True))
        assert names[-4:] == ["Plan", "Design", "Implement", "Sustain"]
        closed = {"reason": "Skipped", "version": Phase.objects.get(pk=plan_.pk).version}
        send(client, "phase_close", plan_.pk, **closed)
        assert "Skipped" in text_of(client.get(reverse("phases", args=[home.pk])))
        send(client, "phase_reopen", plan_.pk)
        send(client, "phase_drop", plan_.pk)
        assert not Phase.objects.filter(name="Plan").exists()

    def test_moved_with_its_items(self, cast, signed_in):
        said = {"workstream": cast.plan.second.pk, "version": cast.plan.phase.version}
        send(signed_in("office"), "phase_move", cast.plan.phase.pk, **said)
        assert Item.objects.get(pk=cast.plan.item.pk).workstream == cast.plan.second

    def test_own_templates(self, cast, signed_in):
        client, slug = signed_in("manager"), cast.plan.programme.slug
        send(client, "template_add", slug, name="Ours", phases="Ask\nAnswer")
        assert "Ask, Answer" in text_of(client.get(reverse("phases", args=[cast.plan.first.pk])))
        send(client, "template_drop", slug, name="Ours")
        assert Programme.objects.get(slug=slug).phase_templates == {}


class TestProgrammes:
    def test_begun_by_the_office_and_settled(self, cast, signed_in, frozen_day):
        client = signed_in("office")
        said = {"name": "Harbourside", "status": "planned", "sponsor": "Callum Deverill"}
        reply = send(client, "programme_add", **said, like=cast.plan.programme.pk)
        assert "Begun: Harbourside" in text_of(reply)
        begun = Programme.objects.get(name="Harbourside")
        assert begun.workstreams.count() == 2
        assert begun.sponsor.name == "Callum Deverill"
        page = client.get(reverse("programme_rules", args=[begun.slug]))
        rules = {name: field.initial for name, field in page.context["form"].fields.items()}
        rules |= {"red_overdue_days": 5, "reason": "Agreed", "version": begun.version}
        told = text_of(send(client, "programme_rules", begun.slug, **rules))
        assert "overdue more than 5 working days" in told
        assert "the programme" in told
        said = {"rag": "red", "reason": "", "savings_rag": "", "savings_reason": ""}
        reply = client.post(reverse("programme_declare", args=[begun.slug]), said)
        assert reply.status_code == 422

    def test_somebody_without_an_account_and_what_to_do(self, cast, signed_in):
        client, slug = signed_in("manager"), cast.plan.programme.slug
        said = {"email": "nobody@calderbrook.example", "role": "auditor"}
        reply = send(client, "member_add", slug, **said)
        assert reply.status_code == 422
        assert "Make an account" in text_of(reply)
        assert "from the programme office first" in text_of(reply)

    def test_roles_are_given_and_taken(self, cast, signed_in):
        client, slug = signed_in("manager"), cast.plan.programme.slug
        said = {"email": "yusra.kelmendi@calderbrook.example", "role": "auditor"}
        send(client, "member_add", slug, **said)
        held = cast["stranger"].memberships.get(role="auditor")
        send(client, "member_drop", slug, held.pk)
        assert not cast["stranger"].memberships.filter(role="auditor").exists()

    def test_the_frame_stands_around_a_board_of_one_programme_only(self, cast, signed_in):
        client = signed_in("administrator")
        page = client.get(reverse("board", args=[cast.board.pk]))
        assert page.context["programme"] == cast.plan.programme
        cast.board.scope.create(programme=cast.other_plan.programme)
        page = client.get(reverse("board", args=[cast.board.pk]))
        assert page.context["programme"] is None


class TestNavigation:
    @pytest.mark.parametrize("role", ["manager", "board"])
    def test_each_page_is_offered_once_and_the_open_one_is_marked(self, cast, signed_in, role):
        reply = signed_in(role).get(reverse("programme_glossary", args=[cast.plan.programme.slug]))
        text = text_of(reply)
        row, more = text.split('<details class="nav__more"', 1)
        assert row.count('aria-current="page"') == 1
        assert ">Glossary</a>" in row.split('class="nav__row"')[1]
        assert (">Settings</a>" in more) == (role == "manager")


def test_enabling_services_and_when_an_impact_comes_are_chosen_and_read_as_words(signed_in, cast):
    """Ticks and a list in the form; one text in the row, as documents and reports have it."""
    row = cast.plan.first
    Workstream.objects.filter(pk=row.pk).update(
        resources="hr; Four neighbourhood hubs", impact="Fewer placements"
    )
    client = signed_in("manager")
    page = client.get(reverse("workstream_edit", args=[row.pk]))
    form = page.context["form"]
    assert form["services"].value() == ["HR"]
    assert form["resources"].value() == "Four neighbourhood hubs"
    sent = {box.name: box.value() for box in form if box.value() not in (None, False)}
    assert client.post(page.request["PATH_INFO"], sent).status_code == 302
    row.refresh_from_db()
    assert row.resources == "hr; Four neighbourhood hubs", "what nobody touched stays as typed"
    sent |= {"services": ["HR", "Finance"], "impact_when": "Medium term", "version": row.version}
    assert client.post(page.request["PATH_INFO"], sent).status_code == 302
    row.refresh_from_db()
    assert row.resources == "Finance; HR; Four neighbourhood hubs"
    assert row.impact == "Medium term: Fewer placements"
