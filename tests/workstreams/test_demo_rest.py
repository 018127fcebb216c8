"""Risks, money, measures, boards, returns and words of the demonstration, late in the month it was moved to.

It is loaded once for the whole module; these tests only read, or undo what they write.
"""

from collections import Counter
from datetime import date

import pytest
from django.contrib.auth import get_user_model
from django.db import transaction

from tests.workstreams.demo import load_shifted
from workstreams.dates.bank_holidays import england
from workstreams.dates.workdays import is_working_day, working_days_between
from workstreams.demo.rest import KINDS
from workstreams.models import (
    Comment,
    Decision,
    Figure,
    GlossaryTerm,
    Issue,
    Measure,
    Meeting,
    Programme,
    Reading,
    ReportingPeriod,
    Return,
    Risk,
    Saving,
    SavingYear,
    Step,
    Update,
)
from workstreams.money import ledger

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded")]

TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        yield load_shifted(TODAY)
        transaction.set_rollback(True)


@pytest.fixture
def programme():
    return Programme.objects.get(name="Children's commissioning programme")


def changes():
    return {kind: model.history.count() for kind, model in KINDS.items()}


def test_ten_risks_are_open_three_wait_and_one_is_closed(programme):
    risks = Risk.objects.filter(programme=programme)
    assert Counter(risks.values_list("state", flat=True)) == {
        "open": 10,
        "proposed": 3,
        "closed": 1,
    }
    scores = sorted((risk.score for risk in risks.filter(state="open")), reverse=True)
    assert scores == [20, 16, 16, 12, 12, 12, 9, 8, 6, 4]


def test_a_score_that_moved_tells_why(programme):
    officer = Risk.objects.get(programme=programme, number="R01")
    told = officer.history.order_by("history_date")
    assert [row.likelihood * row.impact for row in told] == [12, 16]
    assert told.last().history_change_reason


def test_issues_stand_with_a_board_or_with_nobody(programme):
    issues = Issue.objects.filter(programme=programme, state="open")
    assert [issue.number for issue in issues] == ["I02", "I04", "I05", "I06"]
    assert {str(issue.escalated_to) for issue in issues if issue.decision_needed} == {
        "Senior Leadership Team"
    }


def test_the_ledger_adds_only_what_was_given(programme):
    """4,380, 941, 584 and 271 thousand: what is part of a larger saving, or has no figure, is left out."""
    office = get_user_model().objects.get(full_name="Tamsin Boyle")
    found = ledger.savings_of(programme, user=office, year=2026)
    assert [each.figure for each in found.totals] == [
        Figure.of(thousand * 1000) for thousand in (4380, 941, 584, 271)
    ]


def test_every_way_to_have_no_figure_is_there(programme):
    states = Counter(
        SavingYear.objects.filter(saving__programme=programme).values_list(
            "claimed_state", flat=True
        )
    )
    assert states["nil"] and states["blank"] and states["not_reported"]
    lines = programme.budgetline_rows.values_list("budget_state", flat=True)
    assert {"figure", "not_applicable", "not_reported"} == set(lines)


def test_only_finance_verified(programme):
    rows = SavingYear.objects.filter(saving__programme=programme, verified_at__isnull=False)
    assert {row.verified_by.full_name for row in rows} == {"Anselm Whitlock"}
    assert rows.count() == 2


def test_measures_have_a_reading_for_each_month_and_two_gaps(programme):
    measures = Measure.objects.filter(programme=programme)
    assert measures.count() == 8
    for measure in measures.exclude(title="Use of the specialist advice line"):
        periods = list(measure.readings.values_list("period", flat=True))
        assert len(periods) == 13
        assert periods[-1] == date(2026, 10, 31)
    missing = Reading.objects.filter(measure__programme=programme, value_state="not_reported")
    assert Counter(missing.values_list("measure__title", flat=True)) == {
        "Staff vacancies in community health": 2, "Waiting for a diagnosis": 1,
    }  # fmt: skip


def test_boards_meet_on_working_days_and_papers_are_due_before():
    meetings = list(Meeting.objects.all())
    assert len(meetings) == 21
    for meeting in meetings:
        assert is_working_day(meeting.on, holidays=england())
        days = working_days_between(meeting.papers_due, meeting.on, holidays=england())
        assert days == (7 if meeting.board.short_name == "ICB" else 5)


def test_three_decisions_are_asked_and_one_of_them_a_meeting_left_open(programme):
    asked = Decision.objects.filter(programme=programme, outcome="asked")
    assert {row.number for row in asked} == {"D12", "D13", "D14"}
    assert [row.number for row in asked if row.meeting.on < TODAY] == ["D12"]


def test_the_paper_goes_through_four_boards():
    route = list(Step.objects.get(board_text="SMT").item.steps.all())
    assert [step.position for step in route] == [1, 2, 3, 4]
    assert [step.outcome for step in route] == ["agreed", "asked", "asked", "asked"]
    assert route[-1].papers_due_date == route[-1].meeting.papers_due


def test_this_month_is_open_and_last_month_was_agreed(programme):
    this, last, *earlier = ReportingPeriod.objects.filter(programme=programme)
    assert {each.state for each in earlier} == {"closed"}
    assert (this.month, this.state) == (date(2026, 11, 1), "open")
    assert (last.month, last.state) == (date(2026, 10, 1), "closed")
    of = Return.objects.values_list("state", flat=True)
    assert Counter(of.filter(period=this)) == {"submitted": 3, "agreed": 2, "challenged": 1}
    assert Counter(of.filter(period=last)) == {"agreed": 6}


def test_one_return_keeps_what_was_declared_beside_what_was_agreed(programme):
    care = Return.objects.get(
        period__programme=programme, period__month=date(2026, 10, 1), workstream__ref="5"
    )
    assert (care.declared_rag, care.agreed_rag) == ("green", "amber")
    assert care.agreed_by.full_name == "Gillian Roake"


def test_two_abbreviations_mean_something_else_in_the_programme(programme):
    for short, everywhere, here in (
        ("SLT", "Speech and language therapy", "Senior Leadership Team"),
        ("FSM", "Free school meals", "Family support meeting"),
    ):
        assert GlossaryTerm.objects.get(programme=None, short=short).long == everywhere
        assert GlossaryTerm.objects.get(programme=programme, short=short).long == here


def test_nobody_did_anything_before_the_plan_came_in_or_after_the_moment_of_loading(loaded):
    for model in KINDS.values():
        moments = list(model.history.values_list("history_date", flat=True))
        assert date(2026, 8, 4) <= min(moments).date()
        assert max(moments).date() <= TODAY


def test_loading_again_changes_nothing():
    before = changes()
    load_shifted(TODAY)
    assert changes() == before
    load_shifted(date(2026, 12, 9))
    assert changes() == before


def test_what_people_renamed_or_took_away_stays_so(programme):
    with transaction.atomic():
        risk = Risk.objects.get(programme=programme, number="R01")
        Risk.objects.filter(pk=risk.pk).update(title="Called otherwise")
        Comment.objects.all().delete()
        GlossaryTerm.objects.filter(short="FSM").delete()
        load_shifted(TODAY)
        assert not Comment.objects.exists()
        assert not GlossaryTerm.objects.filter(short="FSM").exists()
        assert Risk.objects.filter(programme=programme).count() == 14
        transaction.set_rollback(True)


def test_remarks_are_nowhere_in_what_owners_report():
    for remark in Comment.objects.all():
        assert not Update.objects.filter(text__contains=remark.text).exists()
        assert not Return.objects.filter(narrative__contains=remark.text).exists()
    assert Comment.objects.count() == 2


def test_a_saving_inside_another_is_known(programme):
    fees = Saving.objects.get(programme=programme, title="Fees of placement agencies")
    assert fees.included_in.title == "External placement cost"
