"""What every row of a table would say is said once beneath it, and the words for having nothing stay apart."""

from dataclasses import replace
from datetime import date

import pytest

from reports.reading import once, read
from reports.reading.money import money
from reports.records import Amount
from tests.reports import registers, samples
from tests.reports.registers import returned, saving
from tests.reports.samples import day, item, late, snapshot, workstream

AS_AT = date(2020, 8, 31)


def test_a_column_without_a_forecast_is_one_sentence():
    found = once.milestones([late(1), late(2)])
    assert "forecast" not in found.shown
    assert found.note == "No forecast is given."


def test_where_some_have_one_a_dash_stands_for_the_others():
    found = once.milestones([late(1), item(2)])
    assert "forecast" in found.shown
    assert found.note == "A dash: no forecast is given."


def test_blank_percentages_and_ratings_are_named_once():
    found = once.once([item(1, percent=None, declared=""), item(2, percent=None, declared="")])
    assert found.shown == {"forecast"}
    assert found.note == "No rating is declared. No percentage is given; a blank is not 0%."


def test_nothing_percent_is_a_percentage():
    assert "done" in once.once([item(1, percent=0), item(2, percent=None)]).shown


@pytest.mark.parametrize(
    ("state", "word"),
    [("blank", "blank"), ("nil", "nil"), ("not_applicable", "not applicable"),
     ("not_reported", "not reported")],
)  # fmt: skip
def test_the_four_ways_of_having_no_figure_keep_their_word(state, word):
    rows = tuple(
        saving(
            n, years=tuple(replace(year, claimed=Amount(None, state)) for year in saving(n).years)
        )
        for n in (1, 2, 3)
    )
    found = once.ledger(money(rows, (), as_at=AS_AT))
    assert "claimed" not in found.shown
    said = "Claimed and verified" if state == "blank" else "Claimed"  # nothing is verified
    assert f"{said}: {word} for all 3 schemes." in found.note
    assert "Claimed leaves out" not in found.note


def test_two_words_in_one_column_keep_the_column():
    one, other = saving(1), saving(2)
    rows = (
        replace(one, years=tuple(replace(y, claimed=Amount(None, "blank")) for y in one.years)),
        replace(other, years=tuple(replace(y, claimed=Amount(None, "nil")) for y in other.years)),
    )
    assert "claimed" in once.ledger(money(rows, (), as_at=AS_AT)).shown


def test_the_heat_table_says_once_what_no_workstream_has():
    found = once.heat(read(snapshot(items=(item(1, percent=None, expected=None),))).rows)
    assert found.shown == frozenset()
    assert found.note == (
        "No earlier report to show a trend from. Done of expected is left out: no item has two real "
        "dates and a percentage. All were declared on 20 August 2020."
    )


class TestAWorkstreamsPage:
    def test_what_it_lacks_is_one_sentence_in_each_part(self):
        (page,) = read(snapshot(items=(), workstreams=(workstream(1),))).pages
        assert not page.brief and not page.progress and not page.evaluation
        assert page.brief_facts == "No objective is recorded."
        assert page.progress_lacks == "No dated milestone, nothing Red or late, no open risk."
        assert page.evaluation_lacks == (
            "No measure, no budget or saving for 2020/21, nothing told by families."
        )

    def test_what_it_has_is_not_said_to_be_missing(self):
        (page, _) = read(snapshot(**registers.every())).pages
        assert page.progress and page.evaluation
        assert "risk" not in page.progress_lacks
        assert "measure" not in page.evaluation_lacks

    def test_a_chart_is_drawn_where_a_date_moved(self):
        stones = [
            item(n, kind="milestone", target=day(date(2020, 9, n)), revised=day(date(2020, 10, n)))
            for n in (1, 2, 3)
        ]
        moved, still = stones, [replace(each, revised=day(None)) for each in stones]
        assert read(snapshot(items=tuple(moved))).rows[0].slipping
        assert not read(snapshot(items=tuple(still))).rows[0].slipping

    def test_the_agreed_rating_is_that_of_a_return_that_came_in(self):
        told = (returned(1, agreed="red"), returned(2, state="draft", agreed=""))
        first, second = read(samples.snapshot(returns=told)).rows
        assert (first.agreed, second.agreed) == ("red", "")
