"""Reviews and committee reports on paper: page 1 on one A4, tagged as PDF/UA-1 asks, three months read truly."""

from dataclasses import replace
from datetime import date

import pdfua
import pytest

from reports import render
from reports.committee import SECTIONS, State, Text
from reports.kinds import Kind
from reports.periods import Month
from reports.reading.quarter import review
from reports.snapshot import Snapshot
from tests.reports import registers, samples
from tests.reports.full import APPROVED, full
from tests.reports.paper import Paper
from tests.reports.samples import day, item, workstream

KEYS = ("2020-07", "2020-08", "2020-09")


def month(number: int, **changes) -> Snapshot:
    return samples.snapshot(
        period=f"2020-{number:02d}",
        as_at=Month(2020, number).last,
        **{**registers.every(), **changes},
    )


def quarterly(*found: Snapshot | None, previous: Snapshot | None = None, **imprint):
    """The review of July to September from three months, the last of which is there."""
    made = samples.document(found[-1], previous=previous, **imprint)
    part = replace(made.parts[0], months=tuple(zip(KEYS, found, strict=True)))
    return replace(made, kind=Kind.QUARTERLY, period="July to September 2020", parts=(part,))


def rated(number: int, first: str, second: str = "", **changes) -> Snapshot:
    """A month with one workstream, or two, that nobody declared anything of."""
    nodes = [workstream(1, computed=first, declared="")]
    if second:
        nodes.append(workstream(2, computed=second, declared=""))
    return month(number, workstreams=nodes, declared="", **changes)


class TestTheTrend:
    def test_each_month_says_what_its_own_record_said(self):
        months = (rated(7, "green"), rated(8, "amber", "green"), rated(9, "red", "green"))
        found = review(quarterly(*months).parts[0])
        first, second = found.rows
        assert [cell.rating for cell in first.cells] == ["green", "amber", "red"]
        assert first.moved == "Worsened"
        assert [cell.words or cell.rating for cell in second.cells] == [
            "not in the plan", "green", "green",
        ]  # fmt: skip
        assert second.moved == "Same"

    def test_a_month_that_was_not_frozen_is_said_and_never_filled(self):
        found = review(quarterly(rated(7, "green"), None, rated(9, "green")).parts[0])
        assert found.gap.startswith("Nothing was frozen for August 2020: its column is empty")
        for lines in (found.rows, found.counts, found.money, found.spending):
            assert {line.cells[1].words for line in lines} == {"not frozen"}
            assert all(line.cells[1].light for line in lines)
        assert [month.whole for month in found.missing] == ["August 2020"]

    def test_one_month_alone_has_no_trend_and_no_changes(self):
        found = review(quarterly(None, None, rated(9, "red")).parts[0])
        assert found.gap.startswith(
            "Nothing was frozen for July 2020 and August 2020: their columns"
        )
        assert found.rows[0].moved == ""
        assert found.moves_say == "Whether a date moved cannot be said."
        assert found.counted_from.startswith("There is no earlier record")

    def test_money_and_measures_month_by_month(self):
        def ledger(forecast):
            return registers.saving(
                1, *(registers.pounds(n) for n in (500_000, forecast, 0, 0)), year=2020
            )

        months = (
            month(7, savings=(ledger(100_000),), measures=()),
            month(8, savings=(ledger(200_000),)),
            month(9, savings=(ledger(150_000),)),
        )
        found = review(quarterly(*months).parts[0])
        forecast = next(line for line in found.money if line.name == "Forecast")
        assert [cell.words for cell in forecast.cells] == ["£100k", "£200k", "£150k"]
        _, line = found.measures[0]
        assert line.cells[0].words == "not kept yet"
        assert line.cells[2].words.startswith("79%")

    def test_only_decisions_of_the_quarter_count_and_the_newest_word_on_each_stands(self):
        early = registers.taken(1, title="Before", decided_on=date(2020, 6, 30))
        agreed = registers.taken(2, title="Within", decided_on=date(2020, 8, 25), done_on=None)
        done = replace(agreed, done_on=date(2020, 9, 20))
        months = (
            month(7, decisions=(early,)),
            month(8, decisions=(early, agreed)),
            month(9, decisions=(done,)),
        )
        found = review(quarterly(*months).parts[0])
        assert [each.decision.title for each in found.taken] == ["Within"]
        assert found.taken_say == "1 decision was taken, 1 of them done."

    def test_dates_are_counted_from_the_month_before_the_quarter(self):
        def due(number, on):
            return month(number, items=(item(1, target=day(on)),))

        june, july, september = (
            due(6, date(2020, 9, 30)), due(7, date(2020, 9, 30)), due(9, date(2020, 10, 14)),
        )  # fmt: skip
        found = review(quarterly(july, None, september, previous=june).parts[0])
        assert [(move.was, move.days) for move in found.moves] == [(date(2020, 9, 30), 14)]
        assert "30 June 2020, the month before the quarter" in found.counted_from
        late = review(quarterly(july, None, september, previous=july).parts[0])
        assert "the first there is of the quarter" in late.counted_from


LONG = "Extraordinarily long-winded title about transformational arrangements for families " * 3


def worst():
    nodes = tuple(
        workstream(n, title=LONG, short="", computed="red", lead="Bartholomew Featherstonehaugh")
        for n in range(1, 14)
    )
    found = month(
        9,
        workstreams=nodes,
        title="Children, young people and families " * 3,
        declared="amber",
        declared_reason=LONG,
        decisions=tuple(
            registers.decision(
                n, title=LONG, recommendation=LONG, consequence=LONG, board=LONG[:150]
            )
            for n in range(1, 9)
        ),
    )
    note = "One date was wrong, and two owners were named wrongly in version 1. " * 3
    return quarterly(None, None, found, version=2, note=note)


def committee(**imprint):
    texts = (
        *(Text(each.key, State.TEXT, "Words. " * 60) for each in SECTIONS[:8]),
        Text("legal", State.NIL),
        Text("equality", State.NOT_APPLICABLE),
    )
    return replace(samples.document(full(), **imprint), kind=Kind.COMMITTEE, texts=texts)


@pytest.fixture(scope="module")
def papers():
    months = (full(period="2020-07", as_at=Month(2020, 7).last), None,
              full(period="2020-09", as_at=Month(2020, 9).last))  # fmt: skip
    before = full(period="2020-06", as_at=Month(2020, 6).last, computed="amber")
    documents = {
        "quarterly": quarterly(*months, previous=before, **APPROVED),
        "worst": worst(),
        "committee": committee(**APPROVED),
    }
    return {name: Paper(render.pdf(document).content) for name, document in documents.items()}


class TestPaper:
    @pytest.mark.parametrize("name", ["quarterly", "worst", "committee"])
    def test_the_checker_finds_nothing(self, papers, name, tmp_path):
        file = tmp_path / "report.pdf"
        file.write_bytes(papers[name].content)
        findings = pdfua.validate(str(file)).findings
        assert [f"{finding.severity}: {finding.message}" for finding in findings] == []
        assert papers[name].untagged() == []
        for table in papers[name].elements("Table"):
            tags = [str(kid.S) for kid in papers[name].kids(table)]
            assert tags == ["/Caption", "/THead", "/TBody"]

    @pytest.mark.parametrize("name", ["quarterly", "worst"])
    def test_page_one_fits_one_page_whatever_the_words(self, papers, name):
        first, second = papers[name].pages[:2]
        for block in ("Decisions required", "Workstreams over the quarter", "What the quarter brought",
                      "Health of the data", "Savings, 2020/21"):  # fmt: skip
            assert block in first
        assert "Ratings, month by month" in second[:200]

    def test_the_gap_is_printed_on_page_one(self, papers):
        assert "Nothing was frozen for August 2020" in papers["quarterly"].pages[0]
        assert papers["quarterly"].pages[0].count("not frozen") >= 7

    def test_its_title_names_the_kind(self, papers):
        titles = {name: str(paper.pdf.docinfo["/Title"]) for name, paper in papers.items()}
        assert titles["quarterly"].startswith("Quarterly review, July to September 2020: ")
        assert titles["committee"].startswith("Committee report, August 2020: ")

    def test_a_committee_report_is_numbered_and_its_answers_are_told_apart(self, papers):
        text = papers["committee"].text
        places = [text.index(f"{n}. {title}") for n, title in
                  ((1, "Purpose"), (2, "Recommendations"), (3, "Key issues"), (4, "Reasons"),
                   (6, "Legal implications"), (12, "Contact details"))]  # fmt: skip
        assert places == sorted(places)
        for words in ("6.1 None.", "7.1 Not applicable.", "12.1 Not given."):
            assert words in text

    def test_draft_and_final_of_a_committee_report_differ_in_their_imprint_only(self, papers):
        draft = Paper(render.pdf(committee()).content).text
        final = papers["committee"].text.replace(
            "Final, version 1", "Draft, not approved, version 1"
        )
        assert set(final.split()) - set(draft.split()) <= {
            "Approved", "by", "Gillian", "Roake,", "9", "Sept", "2020",
        }  # fmt: skip
        assert not set(draft.split()) - set(final.split())
