"""What changed: a pure difference of two snapshots."""

from dataclasses import replace
from datetime import date

import pytest

from reports.changes import changes, direction
from reports.reading import sentences
from tests.reports import registers, samples
from tests.reports.registers import decision, issue, pounds, risk, saving, taken

JULY = samples.snapshot(period="2020-07", as_at=date(2020, 7, 31))


def test_nothing_changed():
    found = changes(JULY, samples.snapshot())
    assert not found.ratings
    assert not found.dates
    assert not found.completed
    assert sentences.changed(found)[:2] == (
        ("0 workstreams worsened, 0 improved", ""),
        ("No dates moved", ""),
    )


def test_ratings_of_programme_and_workstreams_worst_first():
    before = replace(
        JULY,
        computed="amber",
        workstreams=(samples.workstream(1), samples.workstream(2, computed="red")),
    )
    found = changes(before, samples.snapshot())
    assert [(move.workstream, move.direction) for move in found.ratings] == [
        (0, "Worsened"),
        (1, "Worsened"),
        (2, "Improved"),
    ]
    what, which = sentences.changed(found)[0]
    assert what == "1 workstream worsened, 1 improved"
    assert which == "1 Workstream 1 to Red and 2 Workstream 2 to Green"


def test_items_that_worsened_are_counted():
    before = replace(JULY, items=(samples.item(1, computed="amber"), samples.item(2)))
    after = samples.snapshot(
        items=(samples.item(1, computed="red"), samples.item(2, computed="blue"))
    )
    assert ("1 item worsened, 0 improved", "") in sentences.changed(changes(before, after))


def test_a_rating_that_is_not_red_amber_or_green_has_no_direction():
    assert direction("red", "blue") == ""
    assert direction("not_rated", "red") == ""
    assert direction("amber", "amber") == "Same"


def test_dates_moved_with_their_net():
    before = replace(
        JULY,
        items=(
            samples.item(1, revised=samples.day(date(2020, 9, 1))),
            samples.item(2, target=samples.day(date(2020, 9, 30))),
        ),
    )
    after = samples.snapshot(
        items=(
            samples.item(1, revised=samples.day(date(2020, 10, 1))),
            samples.item(2, target=samples.day(date(2020, 9, 25))),
        )
    )
    found = changes(before, after)
    assert [move.days for move in found.dates] == [30, -5]
    assert found.net_days == 25
    said = dict(sentences.changed(found))["2 dates moved"]
    assert said.startswith("1 later, 1 earlier; net +25 days. Item 1 +30 days, to 1 Oct 2020")


def test_completed_added_and_taken_out_by_identity_not_title():
    before = replace(JULY, items=(samples.item(1), samples.item(2, title="Same title")))
    after = samples.snapshot(
        items=(samples.item(1, status="complete"), samples.item(9, title="Same title"))
    )
    found = changes(before, after)
    assert [item.id for item in found.completed] == [1]
    assert [item.id for item in found.added] == [9]
    assert [item.id for item in found.removed] == [2]


def test_two_programmes_are_not_compared():
    with pytest.raises(ValueError, match="different programmes"):
        changes(replace(JULY, programme=8), samples.snapshot())


def in_words(before, after) -> dict[str, str]:
    return dict(sentences.changed(changes(before, after)))


def test_a_moved_date_is_named_with_its_reason():
    item = samples.item(1, title="Contract signed")
    moved = replace(
        item, revised=samples.day(date(2020, 10, 30)), moved_why="The provider asked for time."
    )
    said = in_words(replace(JULY, items=(item,)), samples.snapshot(items=(moved,)))
    assert said["1 date moved"] == (
        "1 later, 0 earlier; net +30 days. "
        "Contract signed +30 days, to 30 Oct 2020: The provider asked for time"
    )


def test_another_owner_and_another_lead():
    before = replace(JULY, items=(samples.item(1),), workstreams=(samples.workstream(1),))
    after = samples.snapshot(
        items=(samples.item(1, owner=""),),
        workstreams=(samples.workstream(1, lead="Leila Marchetti"),),
    )
    assert in_words(before, after)["2 owners changed"] == (
        "1 Workstream 1: Rosalind Achebe to Leila Marchetti and Item 1: Callum Deverill to nobody"
    )


def test_risks_new_closed_and_worse():
    before = replace(JULY, risks=(risk(1, impact=3), risk(2), risk(3)))
    after = samples.snapshot(
        risks=(
            risk(1),
            risk(2, state="closed", closed_on=date(2020, 8, 5)),
            risk(3, likelihood=None),
            risk(4),
        )
    )
    said = in_words(before, after)
    assert (
        said["1 new risk, 1 closed, 1 worse, 1 better"] == "R04 Risk 4 new and R01 Risk 1 12 to 16"
    )


def test_decisions_asked_and_taken():
    before = replace(JULY, decisions=(decision(1), taken(9)))
    after = samples.snapshot(
        decisions=(
            decision(1, outcome="agreed", decided_on=date(2020, 8, 25)),
            decision(2),
            taken(9),
        )
    )
    said = in_words(before, after)
    assert said["1 decision taken"] == "Sign contract 1 (agreed)"
    assert said["1 decision asked"] == "Sign contract 2"


def test_money_that_moved_and_a_part_of_a_larger_saving_that_does_not_count_twice():
    whole, part = saving(1), saving(2, included_in=1)
    more = saving(1, pounds(500_000), pounds(210_000), pounds(0), pounds(0))
    said = in_words(replace(JULY, savings=(whole, part)), samples.snapshot(savings=(more, part)))
    assert said["Savings moved"] == (
        "forecast 2020/21 £180k to £210k, claimed 2020/21 none to £0 and verified 2020/21 none to £0"
    )


def test_issues_opened_and_closed():
    before = replace(JULY, issues=(issue(1),))
    after = samples.snapshot(
        issues=(issue(1, state="closed", closed_on=date(2020, 8, 9)), issue(2))
    )
    assert in_words(before, after)["1 new issue, 1 closed"] == "Issue 2"


def test_an_old_record_without_registers_is_not_compared_with_one_that_has_them():
    found = changes(replace(JULY, with_registers=False), samples.snapshot(**registers.every()))
    assert found.registers is None
    assert not any("risk" in what for what, _ in sentences.changed(found))
