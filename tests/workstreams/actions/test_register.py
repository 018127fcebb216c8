"""Raising, accepting, scoring and closing risks and issues; what waits for what."""

import pytest
from django.db import IntegrityError, transaction

from tests import factories
from workstreams.actions import register
from workstreams.actions.base import Conflict, Refused
from workstreams.models import Dependency, Issue, Risk
from workstreams.when import read

pytestmark = pytest.mark.django_db


@pytest.fixture
def raised(cast, today, now):
    """Raises a risk of the cast's programme: `raised("Nobody bids", likelihood=4)`."""

    def raise_one(title="Nobody bids", **facts):
        return register.raise_risk(
            programme=cast.plan.programme,
            title=title,
            by=cast["manager"],
            today=today,
            now=now,
            **facts,
        )

    return raise_one


def test_numbers_are_given_one_after_the_other_in_each_programme(raised, cast, today, now):
    raised(number="R07")
    assert raised().number == "R08"
    other = register.raise_risk(
        programme=cast.other_plan.programme, title="Elsewhere", by=None, today=today, now=now
    )
    issue = register.raise_issue(
        programme=cast.plan.programme, title="No cover", by=None, today=today, now=now
    )
    assert (other.number, issue.number) == ("R01", "I01")


def test_a_printed_number_is_kept(raised):
    assert raised(number="R3a").number == "R3a"


def test_a_proposal_waits_until_it_is_accepted(raised, cast, now):
    risk = raised(proposed=True)
    assert risk.state == "proposed"
    accepted = register.accept(risk, by=cast["manager"], now=now)
    assert accepted.state == "open"
    assert accepted.history.first().history_change_reason == "Accepted"
    with pytest.raises(Refused):
        register.accept(accepted, by=cast["manager"], now=now)


def test_a_proposal_is_refused_with_a_reason_and_kept(raised, cast, now):
    risk = raised(proposed=True)
    with pytest.raises(Refused, match="why"):
        register.reject(risk, reason=" ", by=cast["manager"], now=now)
    refused = register.reject(risk, reason="It is an issue", by=cast["manager"], now=now)
    assert (refused.state, refused.close_reason) == ("rejected", "It is an issue")


def test_the_score_is_unknown_until_both_halves_are_known(raised):
    assert raised(likelihood=4).score is None
    assert raised(likelihood=4, impact=5).score == 20


def test_a_first_score_needs_no_reason_and_a_new_one_does(raised, now):
    risk = raised()
    scored = register.amend(risk, facts={"likelihood": 3, "impact": 4}, by=None, now=now)
    with pytest.raises(Refused) as refusal:
        register.amend(scored, facts={"likelihood": 4}, by=None, now=now)
    assert refusal.value.field == "reason"
    moved = register.reassess(
        scored, likelihood=4, impact=4, reason="Bidder left", by=None, now=now
    )
    assert moved.score == 16
    assert [h.likelihood for h in moved.history.all()] == [4, 3, None]


def test_what_did_not_change_leaves_no_history_and_no_new_version(raised, now):
    risk = raised(mitigation="Ask two more", action_due=read("TBC"))
    again = register.amend(
        risk, facts={"mitigation": "Ask two more", "action_due": read("TBC")}, by=None, now=now
    )
    assert (again.version, again.history.count()) == (1, 1)


def test_a_date_that_cannot_be_read_as_a_day_keeps_its_text(raised, now):
    risk = register.amend(
        raised(), facts={"action_due": read("Owain to confirm")}, by=None, now=now
    )
    assert (risk.action_due_text, risk.action_due_date) == ("Owain to confirm", None)


def test_an_old_version_is_a_conflict(raised, now):
    risk = raised()
    register.amend(risk, facts={"cause": "One provider"}, by=None, now=now, version=1)
    with pytest.raises(Conflict):
        register.amend(risk, facts={"cause": "Two providers"}, by=None, now=now, version=1)


def test_closing_needs_a_reason_and_keeps_the_day(raised, today, now):
    risk = raised()
    with pytest.raises(Refused):
        register.close(risk, reason="", by=None, today=today, now=now)
    closed = register.close(risk, reason="Contract signed", by=None, today=today, now=now)
    assert (closed.state, closed.closed_on) == ("closed", today)
    opened = register.reopen(closed, reason="Signature withdrawn", by=None, now=now)
    assert (opened.state, opened.closed_on, opened.close_reason) == ("open", None, "")


def test_a_workstream_of_another_programme_is_refused(raised, cast):
    with pytest.raises(Refused, match="another programme"):
        raised(workstream=cast.other_plan.first)


@pytest.mark.parametrize("title", ["", "  "])
def test_a_blank_title_is_refused(raised, title):
    with pytest.raises(Refused):
        raised(title)
    assert not Risk.objects.exists()


@pytest.mark.parametrize("column", ["likelihood", "impact"])
@pytest.mark.parametrize("score", [0, 6])
def test_the_database_holds_scores_between_1_and_5(raised, column, score):
    risk = raised()
    with pytest.raises(IntegrityError), transaction.atomic():
        Risk.objects.filter(pk=risk.pk).update(**{column: score})


@pytest.mark.parametrize("model", [Risk, Issue])
def test_the_database_holds_that_a_closed_entry_has_a_day(cast, model, today, now):
    verb = register.raise_risk if model is Risk else register.raise_issue
    row = verb(programme=cast.plan.programme, title="x", by=None, today=today, now=now)
    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.filter(pk=row.pk).update(state="closed")


def test_a_dependency_waits_for_something(cast, today, now):
    asked = {
        "programme": cast.plan.programme,
        "title": "Data",
        "by": None,
        "today": today,
        "now": now,
    }
    with pytest.raises(Refused, match="waits for"):
        register.add_dependency(**asked)
    with pytest.raises(Refused, match="itself"):
        register.add_dependency(item=cast.plan.item, on_item=cast.plan.item, **asked)
    outside = register.add_dependency(outside="The alliance's plan", **asked)
    met = register.meet(outside, by=None, today=today, now=now)
    assert (met.met, met.closed_on) == (True, today)
    assert register.meet(met, met=False, by=None, today=today, now=now).closed_on is None


def test_the_database_holds_that_a_dependency_is_on_something(cast, today, now):
    row = register.add_dependency(
        programme=cast.plan.programme, title="Data", outside="Plan", by=None, today=today, now=now
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        Dependency.objects.filter(pk=row.pk).update(outside="")


def test_who_may_see_a_risk_follows_the_plan(cast, raised):
    risk = raised(workstream=cast.plan.second)
    whole = raised()
    seen = {
        role: set(Risk.objects.visible_to(cast[role])) for role in ("lead", "board", "stranger")
    }
    assert seen == {"lead": {risk, whole}, "board": {risk, whole}, "stranger": set()}
    assert risk.raised_on == factories.TODAY
