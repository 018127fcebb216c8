"""Money, risks, decisions, measures and a workstream's page, read out of a snapshot in words."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from reports import codec, render
from reports.reading import read
from reports.reading.amounts import pounds, said
from reports.reading.money import money
from reports.records import Amount, Term
from tests.reports import registers, samples
from tests.reports.full import full
from tests.reports.registers import (
    NOT_REPORTED,
    budget,
    decision,
    issue,
    measure,
    meeting,
    returned,
    risk,
    saving,
    taken,
)
from tests.reports.registers import pounds as amount

AUGUST = date(2020, 8, 31)
KEPT = Path(__file__).parent / "data"
JULY = samples.snapshot(period="2020-07", as_at=date(2020, 7, 31))


@pytest.mark.parametrize(
    ("figure", "words"),
    [
        ("4161000", "£4,161k"),
        ("840", "£840"),
        ("44500.50", "£44.5k"),
        ("-12000", "(£12k)"),
        ("941250", "£941k"),
        ("0.2", "£0.2"),
    ],
)
def test_pounds_in_words(figure, words):
    assert pounds(Decimal(figure)) == words


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (Amount(), "blank"),
        (Amount(Decimal(0), "nil"), "nil"),
        (NOT_REPORTED, "not reported"),
        (Amount(None, "not_applicable"), "not applicable"),
    ],
)
def test_four_ways_to_have_no_figure_are_four_words(value, words):
    assert said(value) == words


class TestMoney:
    def test_a_saving_that_is_part_of_another_is_never_added(self):
        found = money(
            (
                saving(1, amount(4_161_000), amount(900_000), Amount(), Amount()),
                saving(
                    2,
                    amount(219_000),
                    amount(219_000),
                    amount(219_000),
                    amount(219_000),
                    included_in=1,
                ),
            ),
            (),
            as_at=AUGUST,
        )
        assert found.target.words == "£4,161k"
        assert found.lines[1].inside == "Saving 1"
        assert "1 line is part of a larger one and not added twice: Saving 2" in found.left_out

    def test_totals_say_what_they_left_out(self):
        found = money(
            (saving(1), saving(2, amount(922_000), NOT_REPORTED, NOT_REPORTED, Amount())),
            (),
            as_at=AUGUST,
        )
        assert found.target.words == "£1,422k"
        assert "Forecast leaves out 1 not reported" in found.left_out
        assert "Verified leaves out 2 blank" in found.left_out
        assert found.verified.words == "none given"
        assert (
            found.sentence
            == "Nothing of the £1,422k target is verified by finance; £180k is forecast."
        )

    def test_the_steps_from_target_to_verified_add_up(self):
        found = money(
            (
                saving(1, amount(500), amount(180), amount(100), amount(40)),
                saving(2, amount(922), NOT_REPORTED, Amount(), Amount()),
            ),
            (),
            as_at=AUGUST,
        )
        running = Decimal(0)
        for words, step, kind in found.steps:
            running = (
                step
                if kind == "total" and not running
                else running + (step if kind != "total" else 0)
            )
            if kind == "total":
                assert running == step, words
        assert [step for _, step, _ in found.steps] == [1422, -922, -320, 180, -80, -60, 40]

    def test_no_forecast_is_not_a_forecast_of_nothing(self):
        found = money((saving(1, amount(500), Amount(), Amount(), Amount()),), (), as_at=AUGUST)
        assert [words for words, _, _ in found.steps] == [
            "Target for 2020/21",
            "No forecast returned",
        ]

    def test_no_savings_is_a_sentence(self):
        assert money((), (), as_at=AUGUST).sentence == "No saving is recorded."
        assert not money((), (), as_at=AUGUST)

    def test_a_budget_says_what_is_left_or_that_it_cannot_be_said(self):
        lines = (budget(1), budget(2, forecast=amount(130_000)), budget(3, year=2019))
        found = money((), lines, as_at=AUGUST)
        assert [row.left for row in found.spending] == ["cannot be said", "£10k over"]
        assert found.spending_sentence == "Budget £240k: £89k spent, £130k forecast."

    def test_the_financial_year_turns_in_april(self):
        both = saving(1, year=2019)
        assert money((both,), (), as_at=date(2020, 3, 31)).lines
        assert not money((both,), (), as_at=date(2020, 4, 1)).lines


class TestRisks:
    def test_worst_first_with_movement_and_the_unscored_named(self):
        now = samples.snapshot(
            risks=(risk(1, likelihood=3), risk(2, likelihood=5), risk(3, impact=None), risk(4))
        )
        before = replace(JULY, risks=(risk(1), risk(2), risk(3)))
        found = read(now, before).risks
        assert [(row.risk.number, row.movement) for row in found.rows] == [
            ("R02", "Worse, was 16"),
            ("R04", "New"),
            ("R01", "Better, was 16"),
            ("R03", "Not scored"),
        ]
        assert found.sentence == (
            "2 of 4 open risks score 16 or more. 1 is new. 1 got worse. 1 is not scored, which is not a low score."
        )

    def test_each_scored_risk_stands_in_its_field_of_the_grid(self):
        grid = read(samples.snapshot(risks=(risk(1, likelihood=5, impact=2), risk(2)))).risks.grid
        assert len(grid) == 5
        assert grid[0][1].names == ("R01",)
        assert grid[1][3].names == ("R02",)
        assert grid[1][3].band == "high"

    def test_what_the_register_does_not_keep_has_no_words_on_the_page(self):
        plain = render.html(samples.document(samples.snapshot(risks=(risk(1),))))
        assert "before controls" not in plain
        assert "aim " not in plain
        kept = risk(1, inherent=20, aim=6, proximity="within three months")
        page = render.html(samples.document(samples.snapshot(risks=(kept,))))
        for words in ("20 before controls", "aim 6", "within three months"):
            assert words in page

    def test_no_risk_is_a_sentence(self):
        assert read(samples.snapshot()).risks.sentence == "No risk is open."

    def test_issues_that_need_a_decision_first_then_the_oldest(self):
        found = read(
            samples.snapshot(
                issues=(issue(1), issue(2, decision_needed=True, raised_on=date(2020, 8, 20)))
            )
        ).issues
        assert [(row.issue.number, row.days) for row in found.rows] == [("I02", 11), ("I01", 66)]
        assert found.sentence == "2 issues are open, 1 for more than 30 days. I02 needs a decision."


class TestDecisions:
    def test_asked_with_the_meetings_that_did_not_answer(self):
        now = samples.snapshot(
            decisions=(decision(1), decision(2, meeting_on=date(2020, 9, 22), consequence="")),
            meetings=(meeting(1, on=date(2020, 7, 28)), meeting(2)),
        )
        first, second = read(now).decisions.asked
        assert (first.decision.id, first.number) == (2, 1)
        assert first.otherwise == "Nobody has said what happens without it."
        assert second.since == "Asked 14 July 2020, unanswered at 1 board"
        assert second.who == "Integrated Commissioning Board, 29 September 2020"
        assert (
            read(now).decisions.sentence
            == "2 decisions are asked, 2 of them asked before and not answered."
        )

    def test_what_was_decided_is_done_late_or_in_hand(self):
        now = samples.snapshot(
            decisions=(
                taken(1, due=registers.on(date(2020, 8, 28))),
                taken(2, done_on=date(2020, 8, 30)),
                taken(3),
                taken(4, due=registers.NOTHING),
            )
        )
        states = {each.decision.id: each.state for each in read(now).decisions.arising}
        assert states == {
            1: "Late by 3 days",
            2: "Done, 30 August 2020",
            3: "In hand, due 1 September 2020",
            4: "No action due",
        }

    def test_page_1_shortens_what_the_page_of_decisions_says_whole(self):
        long = "Two more sessions in each week of term, reviewed by the service after a whole year"
        page = render.html(
            samples.document(samples.snapshot(decisions=(decision(1, recommendation=long),)))
        )
        first, _, rest = page.partition("Workstreams at a glance")
        assert long not in first
        assert long[:30] in first
        assert long in rest

    def test_nothing_asked_is_said(self):
        assert read(samples.snapshot()).decisions.sentence == "No decisions required this month."


class TestMeasures:
    @pytest.mark.parametrize(
        ("one", "rating"),
        [
            (measure(1, 94, 95, 96), "green"),
            (measure(1, 94, 94, 80), "amber"),
            (measure(1, 95, 80, 80), "red"),
            (measure(1, 80, direction="unstated"), "not_rated"),
            (measure(1, 410, 405, direction="down", target=amount(400), tolerance=Amount()), "red"),
            (measure(1, readings=()), "not_rated"),
        ],
    )
    def test_two_readings_off_are_red_and_one_is_amber(self, one, rating):
        (row,) = read(samples.snapshot(measures=(one,))).measures
        assert row.rating == rating
        assert row.says


class TestPage:
    def test_a_workstream_has_its_own_and_those_under_it_and_no_others(self):
        nodes = (
            samples.workstream(1),
            samples.workstream(3, parent=1, level="project"),
            samples.workstream(2),
        )
        now = samples.snapshot(
            workstreams=nodes,
            risks=(risk(1, workstream=3), risk(2, workstream=2), risk(3, workstream=None)),
        )
        first, second = read(now).pages
        assert [row.risk.id for row in first.risks.rows] == [1]
        assert [row.risk.id for row in second.risks.rows] == [2]

    def test_what_was_promised_is_what_the_last_return_planned(self):
        now = samples.snapshot(returns_month="2020-08", returns=(returned(),))
        before = replace(JULY, returns=(returned(planned="Contract signed by 31 August."),))
        page = read(now, before).pages[0]
        assert page.told
        assert page.promised == "Contract signed by 31 August."

    def test_the_month_strip_in_words(self):
        strip = tuple((f"2020-{n:02d}", "P" if n < 9 else "I") for n in range(7, 13))
        (page, *_) = read(samples.snapshot(workstreams=(samples.workstream(1, strip=strip),))).pages
        assert page.strip_words.startswith("July to August plan, September to December implement")
        assert [month.now for month in page.strip].index(True) == 1

    def test_how_many_returns_are_in(self):
        r = read(samples.snapshot(**registers.every()))
        assert r.returned == (1, 2)
        assert r.returns_say == "Returns of August: 1 of 2 in"

    def test_a_workstream_closed_before_the_month_opened_is_not_asked(self):
        opened = date(2020, 8, 24)
        nodes = (
            samples.workstream(1),
            samples.workstream(2, closed_on=opened - timedelta(days=1)),
            samples.workstream(3, closed_on=opened),
            samples.workstream(4, closed_on=opened - timedelta(days=1)),
        )
        told = (returned(1), returned(4))
        r = read(
            samples.snapshot(
                workstreams=nodes,
                returns=told,
                returns_month="2020-08",
                returns_opened_on=opened,
            )
        )
        assert r.returned == (2, 3)  # the fourth was closed and told all the same

    def test_a_report_frozen_before_closing_was_kept_counts_as_it_did(self):
        r = read(codec.from_json((KEPT / "snapshot-2.json").read_text(encoding="utf-8")))
        assert r.returned == (1, 2)
        assert r.snapshot.returns[0].risks == ""

    def test_only_terms_that_occur_are_explained(self):
        terms = (
            Term("CDP", "Calderbrook Disability Partnership"),
            Term("ICB", "Integrated care board"),
            Term("SEND lead", "x"),
        )
        r = read(
            samples.snapshot(terms=terms, items=(samples.item(1, title="Paper to CDP (draft)"),))
        )
        assert [term.short for term in r.terms] == ["CDP"]


def test_a_branch_sees_its_own_registers_and_none_of_the_programme():
    whole = samples.snapshot(
        risks=(risk(1), risk(2, workstream=2), risk(3, workstream=None)),
        savings=(saving(1, workstream=2), saving(2, workstream=None)),
        meetings=(meeting(1), meeting(2, branches=(2,))),
        savings_rag="red",
        savings_reason="Secret of the whole",
    )
    part = read(whole, branches=(2,)).snapshot
    assert [each.id for each in part.risks] == [2]
    assert [each.id for each in part.savings] == [1]
    assert [each.id for each in part.meetings] == [2]
    assert part.savings_reason == ""


class TestMeetings:
    def test_a_board_reads_its_own_next_meeting_and_any_when_it_has_none(self):
        (mine,) = samples.document(full()).parts[0].reading.decisions.meetings
        sooner = replace(mine, board="Senior Leadership Team", on=mine.on - timedelta(days=14))
        both = replace(samples.document(full()).parts[0].reading.decisions, meetings=(sooner, mine))
        assert both.next_of("Integrated Commissioning Board") == mine
        assert both.next_of("Calderbrook Disability Partnership") == sooner
        assert both.next_of("") == sooner == both.next_meeting
