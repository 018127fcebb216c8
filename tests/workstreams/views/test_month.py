"""The month in the browser's words: the form of a return, what is kept of it, who may do what."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import time_machine
from django.urls import reverse

from workstreams.actions import month, returns
from workstreams.models import PeriodRule, Return

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("time_machine_at")]

TOLD = {"narrative": "Two pathways agreed", "declared_rag": "amber", "declared_reason": "One waits"}
HTMX = {"headers": {"HX-Request": "true"}}


@pytest.fixture
def period(cast, today, now):
    return month.open_period(
        programme=cast.plan.programme, month=today, opens_on=today,
        deadline=now + timedelta(days=17), by=None, now=now,
    )  # fmt: skip


@pytest.fixture
def last_month(cast, today, now):
    july = month.open_period(
        programme=cast.plan.programme, month=date(2020, 7, 1), opens_on=date(2020, 7, 20),
        deadline=now - timedelta(days=3), by=None, now=now - timedelta(days=14),
    )  # fmt: skip
    row = returns.hand_in(
        workstream=cast.plan.first, period=july, by=cast["lead"], now=now - timedelta(days=5),
        facts={**TOLD, "planned": "Sign the contract"},
    )  # fmt: skip
    return returns.agree(row, by=cast["office"], today=today, now=now - timedelta(days=4))


@pytest.fixture
def handed_in(cast, period, now):
    return returns.hand_in(
        workstream=cast.plan.first, period=period, facts=TOLD, by=cast["lead"], now=now
    )


@pytest.fixture
def at(cast, period):
    """The address of one page of the return of workstream 1."""
    return lambda name: reverse(name, args=[period.pk, cast.plan.first.pk])


def page(reply) -> str:
    return reply.content.decode()


def test_the_form_stands_beside_what_was_promised_and_marks_last_months_words(
    last_month, signed_in, at
):
    html = page(signed_in("lead").get(at("return_edit")))
    assert "Promised in July" in html and "Sign the contract" in html
    assert html.count('class="carried"') == 3  # progress, next, delivery
    assert TOLD["narrative"] in html
    assert "Nothing changed: hand in July's again" in html


def test_last_months_words_are_asked_about_until_they_are_confirmed(last_month, signed_in, at):
    client = signed_in("lead")
    same = {**TOLD, "planned": "Sign the contract", "hand_in": "yes"}
    reply = client.post(at("return_edit"), same)
    assert reply.status_code == 422 and "still last month" in page(reply)
    still = {"still": ["progress", "delivery"], "planned": "Send it"}
    assert client.post(at("return_edit"), {**same, **still}).status_code == 302
    assert Return.objects.get(period__month=date(2020, 8, 1)).state == "submitted"


def test_no_change_is_one_button(last_month, signed_in, at):
    reply = signed_in("lead").post(at("return_no_change"), follow=True)
    assert "No change" in page(reply)
    assert Return.objects.get(no_change=True).narrative == TOLD["narrative"]


def test_a_draft_is_kept_while_somebody_types(signed_in, at):
    client = signed_in("lead")
    reply = client.post(at("return_edit"), {"narrative": "So f"}, **HTMX)
    assert "Draft kept" in page(reply) and 'name="version" value="1"' in page(reply)
    reply = client.post(at("return_edit"), {"narrative": "So far", "version": "1"}, **HTMX)
    row = Return.objects.get()
    assert (row.narrative, row.version, row.state) == ("So far", 2, "draft")
    assert row.history.get().narrative == "So far", "a run of drafts is one row of the history"


def test_what_cannot_be_read_yet_does_not_keep_the_rest_from_being_kept(signed_in, at):
    said = {"narrative": "So far", "ask": "Money", "ask_by": "31/09/20"}
    reply = signed_in("lead").post(at("return_edit"), said, **HTMX)
    assert "Not yet read: Wanted by" in page(reply)
    assert Return.objects.get().ask == "Money"


def test_an_old_tab_keeps_nothing_over_a_newer_one_and_loses_nothing(signed_in, at):
    client = signed_in("lead")
    client.post(at("return_edit"), {"narrative": "one"})
    client.post(at("return_edit"), {"narrative": "two", "version": "1"})
    reply = client.post(at("return_edit"), {"narrative": "three", "version": "1"}, **HTMX)
    assert "Not kept" in page(reply)
    reply = client.post(at("return_edit"), {"narrative": "three", "version": "1"})
    assert reply.status_code == 409
    assert "two" in page(reply) and "three" in page(reply)
    assert Return.objects.get().narrative == "two"


def test_two_tabs_that_began_it_both_see_both(signed_in, at):
    client = signed_in("lead")
    client.post(at("return_edit"), {"narrative": "one"})
    reply = client.post(at("return_edit"), {"narrative": "two"})
    assert reply.status_code == 409
    assert "one" in page(reply) and "two" in page(reply)


def test_what_is_typed_into_a_closed_month_is_refused_and_kept_before_the_eyes(
    signed_in, at, period, now
):
    client = signed_in("lead")
    month.close_period(period, by=None, now=now)
    reply = client.post(at("return_edit"), {"narrative": "Too late"})
    assert reply.status_code == 422
    assert "closed" in page(reply) and "Too late" in page(reply)
    reply = client.post(at("return_edit"), {"narrative": "Too late"}, **HTMX)
    assert "Not kept" in page(reply)


def test_who_handed_it_in_is_told_that_somebody_else_agrees(signed_in, at, cast, period, now):
    returns.hand_in(
        workstream=cast.plan.first, period=period, facts=TOLD, by=cast["manager"], now=now
    )
    assert "somebody else has to agree" in page(signed_in("manager").get(at("return")))
    reply = signed_in("manager").post(at("return_agree"), {"version": "1"})
    assert reply.status_code in (409, 422)
    assert Return.objects.get().state == "submitted"
    version = str(Return.objects.get().version)
    assert signed_in("sponsor").post(at("return_agree"), {"version": version}).status_code == 302


def test_asked_answered_and_agreed_on_the_page(handed_in, signed_in, at, cast):
    office = signed_in("office")
    office.post(at("return_challenge"), {"reason": "Which one waits?", "version": "2"})
    lead = signed_in("lead")
    assert "Which one waits?" in page(lead.get(at("return")))
    lead.post(at("return_answer"), {"text": "The third.", "version": "3"})
    office = signed_in("office")
    html = page(office.get(at("return")))
    assert html.index("Which one waits?") < html.index("The third.")
    row = Return.objects.get()
    back = reverse("period_challenge", args=[row.period_id])
    reply = office.post(at("return_agree"), {"version": row.version, "back": back})
    assert reply.url == back
    assert "Agreed and locked" in page(office.get(at("return")))


def test_an_answer_may_lead_on_to_the_form(handed_in, signed_in, at, cast, now):
    returns.challenge(handed_in, reason="Why?", by=cast["office"], now=now)
    reply = signed_in("lead").post(at("return_answer"), {"text": "I look.", "change": "yes"})
    assert reply.url == at("return_edit")
    assert Return.objects.get().state == "challenged"


def test_who_only_sits_on_the_board_reads_what_was_agreed(
    handed_in, signed_in, at, cast, today, now
):
    html = page(signed_in("board").get(at("return")))
    assert TOLD["narrative"] not in html and "once they are agreed" in html
    returns.agree(handed_in, by=cast["office"], today=today, now=now)
    assert TOLD["narrative"] in page(signed_in("board").get(at("return")))


def test_questions_and_their_answers_stay_inside(handed_in, signed_in, at, cast, today, now):
    back = returns.challenge(handed_in, reason="Which one waits?", by=cast["office"], now=now)
    again = returns.answer(back, text="The third.", stands=True, by=cast["lead"], now=now)
    returns.agree(again, by=cast["office"], today=today, now=now)
    html = page(signed_in("board").get(at("return")))
    assert "Which one waits?" not in html and "The third." not in html


@pytest.mark.parametrize(("role", "status"), [
    ("office", 200), ("manager", 200), ("sponsor", 200), ("lead", 403), ("contributor", 403),
    ("board", 403), ("auditor", 403), ("stranger", 404),
])  # fmt: skip
def test_the_challenge_page_is_for_those_who_agree(signed_in, period, role, status):
    reply = signed_in(role).get(reverse("period_challenge", args=[period.pk]))
    assert reply.status_code == status


def test_the_challenge_page_puts_the_heaviest_first(signed_in, cast, period, last_month, now):
    returns.hand_in(
        workstream=cast.plan.second, period=period, by=cast["manager"], now=now,
        facts={"narrative": "Data set is read", "declared_rag": "green"},
    )  # fmt: skip
    returns.hand_in(
        workstream=cast.plan.first, period=period, by=cast["lead"], now=now,
        facts={**TOLD, "declared_rag": "green", "declared_reason": "It clears"},
        confirmed=("progress",),
    )  # fmt: skip
    html = page(signed_in("office").get(reverse("period_challenge", args=[period.pk])))
    first, second = str(cast.plan.first), str(cast.plan.second)
    assert html.index(f">{first}<") < html.index(f">{second}<")
    for words in (
        "Declared Green, computed Red, 2 steps apart",
        "Green with 1 item overdue",
        "100% of the words are last month",
        "the sponsor agrees it",
    ):
        assert words in html, words


def test_twelve_statements_for_any_number_of_workstreams(
    signed_in, cast, period, now, django_assert_max_num_queries
):
    from tests import factories

    for n in range(25):
        branch = factories.WorkstreamFactory(programme=cast.plan.programme, position=n + 10)
        factories.ItemFactory(workstream=branch, kind="milestone")
        returns.hand_in(workstream=branch, period=period, facts=TOLD, by=cast["lead"], now=now)
    client = signed_in("office")
    for name in ("period_challenge", "period"):
        address = reverse(name, args=[period.pk])
        client.get(address)
        with django_assert_max_num_queries(12):
            assert client.get(address).status_code == 200


def test_the_rule_shows_its_dates_before_it_is_saved(signed_in, cast):
    address = reverse("period_rule", args=[cast.plan.programme.slug])
    client = signed_in("manager")
    html = page(client.get(address))
    assert html.count('<th class="govuk-table__header reg" scope="row">') == 12
    rule = {
        "rule": "last_working_day", "n": "3", "at": "17:00", "meeting_week": "4",
        "meeting_weekday": "1", "nation": "ENG", "opens_before": "8", "closes_after": "5",
        "starts": "Aug 2020", "active": "on",
    }  # fmt: skip
    html = page(client.post(address, {**rule, "show": "yes"}))
    assert "Mon 31 Aug" not in html and "Fri 28 Aug" in html  # the 31st is a bank holiday
    assert "Nothing is saved yet" in html and not PeriodRule.objects.exists()
    scottish = page(client.post(address, {**rule, "nation": "SCT"}, **HTMX))
    assert "Mon 31 Aug" in scottish and "<html" not in scottish
    assert client.post(address, rule).status_code == 302
    assert PeriodRule.objects.get().active
    assert "the last working day of the month" in page(
        client.get(reverse("periods", args=[cast.plan.programme.slug]))
    )


def test_a_rule_that_cannot_be_is_refused_and_kept(signed_in, cast):
    address = reverse("period_rule", args=[cast.plan.programme.slug])
    rule = {"rule": "before_meeting", "n": "40", "at": "17:00", "meeting_week": "4",
            "meeting_weekday": "1", "nation": "ENG", "opens_before": "8", "closes_after": "5",
            "starts": "soon"}  # fmt: skip
    reply = signed_in("manager").post(address, rule)
    assert reply.status_code == 422 and 'value="40"' in page(reply) and "soon" in page(reply)
    reply = signed_in("manager").post(address, {**rule, "n": "5", "starts": "Aug 2020"})
    assert reply.status_code == 422 and "Choose the board" in page(reply)


def test_a_month_opened_by_hand_is_offered_the_rules_dates(signed_in, cast):
    PeriodRule.objects.create(programme=cast.plan.programme, starts=date(2020, 8, 1))
    html = page(signed_in("manager").get(reverse("period_open", args=[cast.plan.programme.slug])))
    assert 'value="Aug 2020"' in html and 'value="03/09/2020"' in html


def test_who_was_quicker_is_named(signed_in, at, cast):
    signed_in("manager").post(at("return_edit"), {"narrative": "one"})
    reply = signed_in("lead").post(at("return_edit"), {"narrative": "two"})
    assert "Imogen Farrow saved this while you were typing" in page(reply)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("return_agree", "Only a return that was handed in can be agreed"),
        ("return_challenge", "Only a return that was handed in can be sent back"),
        ("return_answer", "No question on this return waits for an answer"),
    ],
)
def test_what_nobody_has_begun_is_not_agreed_asked_about_or_answered(signed_in, at, name, said):
    reply = signed_in("office").post(at(name), {"version": "0", "reason": "Why?", "text": "So."})
    assert reply.status_code == 422 and said in page(reply)
    assert not Return.objects.exists()


def test_the_button_that_closes_a_month_says_what_it_leaves_open(
    handed_in, period, signed_in, cast, today, now
):
    client = signed_in("office")
    address = reverse("period", args=[period.pk])
    assert "Close the month, 2 returns not agreed" in page(client.get(address))
    returns.agree(handed_in, by=cast["office"], today=today, now=now)
    assert "Close the month, 1 return not agreed" in page(client.get(address))


def test_the_office_moves_the_due_day_and_the_page_says_so(cast, period, signed_in):
    address = reverse("period_deadline", args=[period.pk])
    assert address in page(signed_in("office").get(period.get_absolute_url()))
    form = page(signed_in("office").get(address))
    assert 'value="20/08/2020"' in form
    typed = {"version": period.version, "due_on": "29/08/2020", "reason": "Leave"}
    refused = signed_in("office").post(address, typed)
    assert refused.status_code == 422
    assert "Friday 28 August 2020" in page(refused)
    assert "Leave" in page(refused), "what was typed stays"
    saved = signed_in("office").post(address, {**typed, "due_on": "27/08/2020"}, follow=True)
    assert "Due day moved from 20 August" in page(saved)
    assert "by Tamsin Boyle, 3 August: Leave" in page(saved)
    stale = signed_in("office").post(address, {**typed, "due_on": "26/08/2020"})
    assert stale.status_code == 409


def test_a_due_day_without_a_reason_is_refused_and_no_lead_moves_one(period, signed_in):
    address = reverse("period_deadline", args=[period.pk])
    reply = signed_in("office").post(address, {"version": period.version, "due_on": "27/08/2020"})
    assert reply.status_code == 422
    assert "Why is the day moved?" in page(reply)
    assert signed_in("lead").get(address).status_code == 403
    assert address not in page(signed_in("lead").get(period.get_absolute_url()))


def test_the_chase_list_tells_owners_of_actions_from_leads_who_owe_a_return(
    cast, period, signed_in, now
):
    from reports import chase

    chase.ask(now=now, at_any_hour=True)
    html = " ".join(page(signed_in("office").get(period.get_absolute_url())).split())
    assert "Callum Deverill" in html
    assert "no return; actions in their name" in html
    assert "Reminder, 13 Aug, 08:00, if something of theirs waits" in html


def test_a_reminder_that_somebody_had_does_not_come_again_when_the_day_is_moved(
    cast, signed_in, now, period
):
    from datetime import UTC, datetime

    from reports import chase

    before = datetime(2020, 8, 19, 9, tzinfo=UTC)  # the working day before
    chase.ask(now=before, at_any_hour=True)
    with time_machine.travel(before, tick=True):
        month.move_deadline(
            period, due_on=date(2020, 8, 27), reason="Leave", by=cast["office"], now=before
        )
        html = " ".join(page(signed_in("office").get(period.get_absolute_url())).split())
    assert "reminder 26 Aug" not in html
    assert "Reminder, 26 Aug" not in html
    assert "Reminder, 20 Aug, 08:00" in html, "five before the new day, which nobody had yet"
