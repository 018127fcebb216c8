"""The plain pages of the rest of the model: forms that keep what was typed, lists that stay cheap."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import factories
from workstreams.actions import governance, measures, money, month, register, words
from workstreams.models import Comment, Figure, Issue, Measure, Notice, Return, Risk, Saving
from workstreams.when import read

pytestmark = pytest.mark.django_db


@pytest.fixture
def risk(cast, today, now):
    return register.raise_risk(
        programme=cast.plan.programme,
        title="Nobody bids",
        likelihood=3,
        impact=4,
        by=cast["manager"],
        today=today,
        now=now,
    )


def typed(**more):
    return {"title": "Nobody bids", "likelihood": "3", "impact": "4", "version": "1", **more}


def test_a_manager_adds_and_an_owner_proposes(signed_in, cast, time_machine_at):
    address = reverse("risk_add", args=[cast.plan.programme.slug])
    for role, state in (("manager", "open"), ("contributor", "proposed"), ("lead", "proposed")):
        reply = signed_in(role).post(address, {"title": f"Raised by {role}"})
        assert reply.status_code == 302
        assert Risk.objects.get(title=f"Raised by {role}").state == state


def test_whoever_proposed_may_change_it_until_it_is_accepted(signed_in, cast, time_machine_at, now):
    client = signed_in("contributor")
    client.post(reverse("issue_add", args=[cast.plan.programme.slug]), {"title": "No cover"})
    issue = Issue.objects.get()
    address = reverse("issue_edit", args=[issue.pk])
    assert client.get(address).status_code == 200
    register.accept(issue, by=cast["manager"], now=now)
    assert client.get(address).status_code == 403


def test_a_refused_form_is_422_with_a_summary_and_keeps_what_was_typed(signed_in, risk):
    reply = signed_in("manager").post(
        reverse("risk_edit", args=[risk.pk]),
        typed(likelihood="4", cause="One provider", action_due="31/09/20"),
    )
    page = reply.content.decode()
    assert reply.status_code == 422
    assert "govuk-error-summary" in page and "One provider" in page and "31/09/20" in page
    assert Risk.objects.get().likelihood == 3


def test_a_new_score_without_its_reason_names_the_box(signed_in, risk):
    reply = signed_in("manager").post(reverse("risk_edit", args=[risk.pk]), typed(likelihood="4"))
    assert reply.status_code == 422
    assert 'href="#id_reason"' in reply.content.decode()


def test_a_stale_save_shows_both_texts_and_saving_again_takes_mine(signed_in, cast, risk, now):
    register.amend(risk, facts={"cause": "Theirs"}, by=cast["sponsor"], now=now, version=1)
    client = signed_in("manager")
    address = reverse("risk_edit", args=[risk.pk])
    reply = client.post(address, typed(cause="Mine"))
    page = reply.content.decode()
    assert reply.status_code == 409
    assert "Theirs" in page and "Mine" in page and "Gillian Roake" in page
    assert 'name="version" value="2"' in page
    assert client.post(address, typed(cause="Mine", version="2")).status_code == 302
    assert Risk.objects.get().cause == "Mine"


def test_a_risk_raised_from_an_item_begins_with_its_words(signed_in, cast):
    item = cast.plan.item
    item.risk_text = "No bids; diagnosis backlog"
    item.save()
    page = signed_in("manager").get(
        reverse("risk_add", args=[cast.plan.programme.slug]), {"item": item.pk}
    )
    form = page.context["form"]
    assert (form.initial["title"], form.initial["effect"], form.initial["item"]) == (
        "No bids",
        "diagnosis backlog",
        item.pk,
    )


def test_an_item_of_another_programme_is_no_start(signed_in, cast):
    page = signed_in("manager").get(
        reverse("risk_add", args=[cast.plan.programme.slug]), {"item": cast.other_plan.item.pk}
    )
    assert page.context["form"].initial.get("item") is None


def test_lists_offer_nothing_of_another_programme(signed_in, cast):
    form = (
        signed_in("manager")
        .get(reverse("risk_add", args=[cast.plan.programme.slug]))
        .context["form"]
    )
    assert {w.programme_id for w in form.fields["workstream"].queryset} == {cast.plan.programme.pk}


@pytest.mark.parametrize(("asked", "titles"), [
    ({}, {"Open one", "Proposed one"}), ({"state": "closed"}, {"Closed one"}),
    ({"state": "all"}, {"Open one", "Proposed one", "Closed one"}), ({"owner": "nobody"}, {"Proposed one"}),
    ({"q": "open"}, {"Open one"}),
])  # fmt: skip
def test_the_register_filters(signed_in, cast, today, now, asked, titles):
    ask = {"programme": cast.plan.programme, "by": None, "today": today, "now": now}
    owner = factories.PersonFactory()
    register.raise_risk(title="Open one", owner=owner, **ask)
    register.raise_risk(title="Proposed one", proposed=True, **ask)
    register.close(
        register.raise_risk(title="Closed one", owner=owner, **ask),
        reason="x",
        by=None,
        today=today,
        now=now,
    )
    page = signed_in("board").get(reverse("register", args=[cast.plan.programme.slug]), asked)
    assert {row.record.title for row in page.context["risks"].paginated_rows} == titles


def test_the_highest_score_comes_first_and_the_unscored_last(signed_in, cast, today, now):
    ask = {"programme": cast.plan.programme, "by": None, "today": today, "now": now}
    for title, likelihood, impact in (("low", 1, 2), ("unscored", None, 5), ("high", 5, 4)):
        register.raise_risk(title=title, likelihood=likelihood, impact=impact, **ask)
    client, address = signed_in("manager"), reverse("register", args=[cast.plan.programme.slug])
    for asked in ({}, {"r-sort": "-score"}):
        page = client.get(address, asked)
        assert [row.record.title for row in page.context["risks"].paginated_rows] == [
            "high",
            "low",
            "unscored",
        ]


def test_the_page_tells_how_the_score_came_there(signed_in, risk, now):
    register.reassess(risk, likelihood=5, impact=4, reason="A second bidder left", by=None, now=now)
    page = signed_in("auditor").get(risk.get_absolute_url()).content.decode()
    assert "A second bidder left" in page and "likelihood 3 to 5" in page


def test_only_finance_is_offered_to_verify(signed_in, cast, now):
    saving = money.add_saving(programme=cast.plan.programme, title="Fostering", by=None, now=now)
    verify = reverse("saving_verify", args=[saving.pk, 2020])
    assert verify not in signed_in("manager").get(saving.get_absolute_url()).content.decode()
    assert signed_in("administrator").get(verify).status_code == 403
    reply = signed_in("finance").post(verify, {"verified": "52k", "reason": "Ledger of period 4"})
    assert reply.status_code == 302
    assert saving.years.get().verified == Figure.of(52000)


def test_figures_that_are_none_are_told_apart(signed_in, cast, now):
    saving = money.add_saving(programme=cast.plan.programme, title="Fostering", by=None, now=now)
    money.set_year(saving, year=2020, by=None, now=now, figures={
        "target": Figure.of(0), "forecast": Figure(None, "not_reported"), "claimed": Figure(None, "not_applicable"),
    })  # fmt: skip
    page = (
        signed_in("board")
        .get(reverse("money", args=[cast.plan.programme.slug]), {"year": "2020"})
        .content.decode()
    )
    row = page.split("Fostering")[1].split("</tr>")[0]
    for word in ("nil", "not reported", "not applicable", "blank"):
        assert word in row, word


def test_a_wrong_figure_is_refused_and_kept(signed_in, cast, now):
    saving = money.add_saving(programme=cast.plan.programme, title="Fostering", by=None, now=now)
    reply = signed_in("manager").post(
        reverse("saving_year", args=[saving.pk, 2020]), {"target": "about five"}
    )
    assert reply.status_code == 422 and "about five" in reply.content.decode()


def test_a_return_is_kept_then_handed_in(signed_in, cast, time_machine_at, today, now):
    period = month.open_period(programme=cast.plan.programme, month=today, opens_on=today,
                               deadline=now + timedelta(days=9), by=None, now=now)  # fmt: skip
    client, address = (
        signed_in("lead"),
        reverse("return_edit", args=[period.pk, cast.plan.first.pk]),
    )
    assert client.post(address, {"narrative": "So far"}).status_code == 302
    assert Return.objects.get().state == "draft"
    refused = client.post(address, {"narrative": "So far", "hand_in": "yes", "version": "1"})
    assert refused.status_code == 422
    whole = {
        "narrative": "Done",
        "declared_rag": "green",
        "declared_reason": "The late one is done",
        "hand_in": "yes",
        "version": "1",
    }
    assert client.post(address, whole).status_code == 302
    assert Return.objects.get().state == "submitted"


def test_remarks_are_for_those_who_work_in_the_programme(signed_in, cast, now):
    words.comment(item=cast.plan.item, text="Is Owain told?", by=cast["lead"], now=now)
    address = reverse("item", args=[cast.plan.item.pk])
    seen = {role: "Is Owain told?" in signed_in(role).get(address).content.decode()
            for role in ("contributor", "finance", "board", "auditor")}  # fmt: skip
    assert seen == {"contributor": True, "finance": True, "board": False, "auditor": False}
    signed_in("contributor").post(
        reverse("item_comment", args=[cast.plan.item.pk]), {"text": "Yes"}
    )
    assert Comment.objects.count() == 2


def test_an_abbreviation_is_written_in_full_once_and_nothing_gets_unescaped(
    signed_in, cast, today, now
):
    words.add_term(short="SEND", long="special <needs>", by=None, now=now)
    risk = register.raise_risk(
        programme=cast.plan.programme,
        title="x",
        cause="SEND places & SEND <b>staff</b>",
        effect="SENDING",
        by=None,
        today=today,
        now=now,
    )
    page = signed_in("manager").get(risk.get_absolute_url()).content.decode()
    assert page.count("(special &lt;needs&gt;)") == 1
    assert page.count('<abbr title="special &lt;needs&gt;">SEND</abbr>') == 2
    assert "&lt;b&gt;staff" in page and "SENDING" in page


def test_an_item_is_named_by_its_number_or_its_page(signed_in, cast):
    address = reverse("risk_add", args=[cast.plan.programme.slug])
    client = signed_in("manager")
    cast.plan.item.ref = "4.2"
    cast.plan.item.save()
    assert client.post(address, {"title": "a", "item": "4.2"}).status_code == 302
    assert client.post(address, {"title": "b", "item": f"#{cast.plan.item.pk}"}).status_code == 302
    assert {r.item for r in Risk.objects.all()} == {cast.plan.item}
    for wrong in ("9.9", f"#{cast.other_plan.item.pk}", "#x"):
        assert client.post(address, {"title": "c", "item": wrong}).status_code == 422


def test_a_notice_leads_to_the_workstream_and_is_read(signed_in, cast, time_machine_at):
    person = factories.PersonFactory(user=cast["sponsor"])
    signed_in("manager").post(
        reverse("workstream_people", args=[cast.plan.first.pk]), {"lead": person.name}
    )
    client = signed_in("sponsor")
    page = client.get(reverse("notices")).content.decode()
    assert cast.plan.first.get_absolute_url() in page
    client.post(reverse("notices"))
    assert Notice.objects.get().read_at is not None


def test_a_blank_month_of_the_strip_stays_a_gap(signed_in, cast, time_machine_at):
    address = reverse("strip", args=[cast.plan.first.pk])
    client = signed_in("lead")
    client.post(address, {"m202008": "D", "m202010": "I"})
    assert [(s.month.month, s.letter) for s in cast.plan.first.strip.all()] == [(8, "D"), (10, "I")]
    strip = client.get(reverse("workstream_more", args=[cast.plan.first.pk])).context["strip"]
    assert [(month.month, bool(row)) for month, row in strip] == [(8, True), (9, False), (10, True)]


def cost(client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as seen:
        assert client.get(address).status_code == 200
    return len(seen)


@pytest.mark.parametrize(
    "name",
    ["register", "dependencies", "money", "measures", "boards", "periods", "programme_glossary"],
)
def test_a_list_costs_the_same_with_many_rows(signed_in, cast, today, now, name):
    fill(cast, 3, today, now)
    client, address = signed_in("manager"), reverse(name, args=[cast.plan.programme.slug])
    few = cost(client, address)
    fill(cast, 30, today, now)
    assert cost(client, address) == few <= 8


def test_a_board_a_measure_and_an_item_cost_the_same_with_many_rows(signed_in, cast, today, now):
    fill(cast, 3, today, now)
    client = signed_in("manager")
    addresses = [
        reverse("board", args=[cast.board.pk]), Measure.objects.first().get_absolute_url(),
        Saving.objects.first().get_absolute_url(), reverse("item", args=[cast.plan.item.pk]),
        reverse("workstream_more", args=[cast.plan.first.pk]),
    ]  # fmt: skip
    few = [cost(client, address) for address in addresses]
    fill(cast, 20, today, now)
    assert [cost(client, address) for address in addresses] == few
    assert max(few) <= 12


SO_FAR = {"at": 0}


def fill(cast, number, today, now) -> None:
    """So many more rows of each family in workstream 1."""
    plan, board, item = cast.plan, cast.board, cast.plan.item
    ask = {"programme": plan.programme, "by": cast["manager"], "now": now}
    measure = measures.add_measure(title="Shared", workstream=plan.first, **ask)
    for _ in range(number):
        SO_FAR["at"] += 1
        n = SO_FAR["at"]
        here = {"workstream": plan.first, "owner": factories.PersonFactory(), "title": f"Part {n}"}
        register.raise_risk(today=today, item=item, **here, **ask)
        register.raise_issue(today=today, item=item, escalated_to=board, **here, **ask)
        register.add_dependency(today=today, on_item=item, **here, **ask)
        saving = money.add_saving(**here, **ask)
        money.set_year(
            saving, year=2000 + n % 90, figures={"target": Figure.of(n)}, by=None, now=now
        )
        money.add_budget_line(year=2020, workstream=plan.first, title=f"Line {n}", **ask)
        measures.add_measure(**here, **ask)
        measures.record_reading(
            measure,
            period=today - timedelta(days=n),
            value=Figure.of(n),
            today=today,
            by=None,
            now=now,
        )
        meeting = governance.add_meeting(board, on=today + timedelta(days=n), by=None, now=now)
        governance.ask(board=board, meeting=meeting, today=today, **here, **ask)
        governance.add_step(item, board=board, meeting=meeting, by=None, now=now)
        words.add_checkpoint(item, title=f"Part {n}", when=read("TBC"), by=None, now=now)
        words.comment(item=item, text=f"Remark {n}", by=cast["lead"], now=now)
        words.add_term(short=f"T{n}", long="term", programme=plan.programme, by=None, now=now)
        month.open_period(programme=plan.programme, month=today - timedelta(days=31 * n), opens_on=today,
                          deadline=now + timedelta(days=9), by=None, now=now)  # fmt: skip
