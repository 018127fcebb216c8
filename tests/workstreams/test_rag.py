"""The rating of an item: the published rules one by one, their receipt, and that worse facts never look better."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workstreams.dates.bank_holidays import england
from workstreams.dates.workdays import add_working_days
from workstreams.rag import (
    DECLARABLE,
    STANDARD,
    WORDS,
    ItemFacts,
    Limits,
    Rag,
    as_markdown,
    expected_percent,
    gap,
    rate_item,
    table,
    worst_of,
)

TODAY = date(2020, 8, 3)
ENGLAND = england()
SEVERITY = {Rag.NOT_STARTED: 0, Rag.BLUE: 0, Rag.GREEN: 1, Rag.AMBER: 2, Rag.RED: 3}


def task(percent=50, *, start=date(2020, 7, 6), target=date(2020, 9, 4), **more):
    facts = {"kind": "task", "status": "in_progress", "percent": percent, "revised": None}
    return ItemFacts(**{**facts, "start": start, "target": target, **more})


def rate(facts, today=TODAY, limits=STANDARD):
    return rate_item(facts, today=today, limits=limits, holidays=ENGLAND)


def line(rated, rule):
    (found,) = [line for line in rated.receipt if line.rule.startswith(rule)]
    return found


def late_by(days, **more):
    """An item at 90% that is `days` working days past its target."""
    return task(percent=90, target=add_working_days(TODAY, -days, holidays=ENGLAND), **more)


def test_on_time_and_on_course_is_green():
    rated = rate(task(percent=50))
    assert (rated.rag, rated.days_late) == (Rag.GREEN, 0)
    assert {line.verdict for line in rated.receipt} == {Rag.GREEN}


@pytest.mark.parametrize(
    ("days", "rag"),
    [(0, Rag.GREEN), (1, Rag.AMBER), (10, Rag.AMBER), (11, Rag.RED), (20, Rag.RED)],
)
def test_overdue_is_amber_up_to_ten_working_days_and_red_beyond(days, rag):
    facts = late_by(days, start=None)
    rated = rate(facts)
    assert (rated.rag, rated.days_late) == (rag, days)


@pytest.mark.parametrize(("days", "rag"), [(0, Rag.GREEN), (1, Rag.RED)])
def test_a_key_milestone_is_red_on_any_day_late(days, rag):
    assert rate(late_by(days, start=None, kind="milestone", key=True)).rag == rag


def test_due_on_friday_is_late_on_sunday_though_no_working_day_has_gone_by():
    rated = rate(task(percent=90, start=None, target=date(2020, 7, 31)), today=date(2020, 8, 2))
    assert (rated.rag, rated.days_late) == (Rag.AMBER, 1)


def test_the_revised_end_decides_lateness_and_the_target_decides_progress():
    facts = task(percent=60, target=date(2020, 7, 20), revised=date(2020, 10, 30))
    rated = rate(facts)
    assert rated.days_late == 0
    behind = line(rated, "Done against expected")
    assert behind.verdict is Rag.RED
    assert behind.value == "40 points behind: 60% done, 100% expected by days elapsed to the target"


@pytest.mark.parametrize(
    ("percent", "rag"),
    [(41, Rag.GREEN), (40, Rag.AMBER), (26, Rag.AMBER), (25, Rag.RED), (1, Rag.RED)],
)
def test_behind_by_ten_points_is_amber_and_by_twenty_five_red(percent, rag):
    facts = task(percent=percent, start=date(2020, 7, 4), target=date(2020, 9, 1))
    assert expected_percent(facts, today=TODAY) == 50
    assert rate(facts).rag == rag


def test_past_its_start_at_nothing_is_amber_however_far_behind():
    rated = rate(task(percent=0, start=date(2020, 2, 17), target=date(2020, 9, 4)))
    assert rated.rag is Rag.AMBER
    assert line(rated, "Started").verdict is Rag.AMBER
    assert "not begun" in line(rated, "Done against expected").value


def test_on_the_day_it_starts_nothing_is_expected():
    assert rate(task(percent=0, start=TODAY)).rag is Rag.GREEN


@pytest.mark.parametrize(
    ("days", "percent", "rag"),
    [(10, 79, Rag.AMBER), (10, 80, Rag.GREEN), (11, 79, Rag.GREEN), (0, 79, Rag.AMBER)],
)
def test_due_within_ten_working_days_under_eighty_percent_is_amber(days, percent, rag):
    due = add_working_days(TODAY, days, holidays=ENGLAND)
    assert rate(task(percent=percent, start=None, target=due)).rag == rag


@pytest.mark.parametrize("percent", [0, None])
def test_not_started_stands_apart_even_when_due_soon(percent):
    facts = task(percent, status="not_started", start=date(2020, 8, 4), target=date(2020, 8, 7))
    rated = rate(facts)
    assert rated.rag is Rag.NOT_STARTED
    assert [line.rule for line in rated.receipt] == ["Start"]


def test_an_item_that_ends_before_its_start_is_late_and_not_unstarted():
    rated = rate(task(0, status="not_started", start=date(2020, 10, 1), target=date(2020, 1, 1)))
    assert (rated.rag, rated.days_late) == (Rag.RED, 149)
    assert (
        line(rated, "Done against expected").value
        == "0%, cannot be tested: the end is before the start"
    )


@pytest.mark.parametrize(
    ("facts", "rag"),
    [
        (late_by(30, status="complete"), Rag.BLUE),
        (late_by(30, status="business_as_usual"), Rag.BLUE),
        (replace(late_by(30), percent=100), Rag.BLUE),
        (late_by(30, status="on_hold"), Rag.ON_HOLD),
        (late_by(30, status="cancelled"), Rag.CANCELLED),
        (replace(late_by(30, status="cancelled"), percent=100), Rag.CANCELLED),
        (replace(late_by(30, status="on_hold"), percent=100), Rag.BLUE),
    ],
)
def test_complete_on_hold_and_cancelled_stand_outside(facts, rag):
    rated = rate(facts)
    assert rated.rag == rag
    assert len(rated.receipt) == 1


def test_a_blank_percent_is_not_reported_and_not_nothing():
    rated = rate(task(None))
    assert rated.rag is Rag.GREEN, "it is dated and not late"
    untested = {line.rule: line.value for line in rated.receipt if line.verdict is Rag.NOT_RATED}
    assert untested == {
        "Done against expected": "not reported", "Started": "not reported", "Due soon": "not reported",
    }  # fmt: skip


def test_a_blank_percent_can_be_late():
    assert rate(task(None, target=date(2020, 7, 31))).rag is Rag.AMBER


@pytest.mark.parametrize(
    ("percent", "start", "rag"),
    [
        (None, None, Rag.NOT_RATED),
        (50, date(2020, 7, 1), Rag.NOT_RATED),
        (0, date(2020, 7, 1), Rag.AMBER),
        (0, date(2020, 9, 1), Rag.NOT_STARTED),
        (None, date(2020, 7, 1), Rag.NOT_RATED),
    ],
)
def test_without_an_end_only_the_start_is_tested(percent, start, rag):
    rated = rate(task(percent, status="not_started", start=start, target=None))
    assert rated.rag == rag


def test_the_receipt_says_every_rule_in_words():
    rated = rate(task(percent=40, start=date(2020, 6, 1), target=date(2020, 7, 6)))
    assert [(line.rule, line.value, line.limit, line.verdict) for line in rated.receipt] == [
        (
            "Days overdue",
            "20 working days, was due 6 July 2020",
            "Amber from 1, Red over 10",
            Rag.RED,
        ),
        (
            "Done against expected",
            "60 points behind: 40% done, 100% expected by days elapsed to the target",
            "Amber at 10 points behind, Red at 25",
            Rag.RED,
        ),
        ("Started", "40%, start 1 June 2020", "Amber when past its start at 0%", Rag.GREEN),
        (
            "Due soon",
            "40%, its due date has passed",
            "Amber within 10 working days under 80%",
            Rag.AMBER,
        ),
    ]


def test_other_limits_give_other_ratings_and_say_so():
    strict = Limits(version=2, red_overdue_days=3)
    rated = rate(late_by(5, start=None), limits=strict)
    assert rated.rag is Rag.RED
    assert line(rated, "Days overdue").limit == "Amber from 1, Red over 3"
    assert any("overdue more than 3 working days" in rule.red for rule in table(strict))


@pytest.mark.parametrize(
    ("start", "target", "revised", "expected"),
    [
        (date(2020, 8, 3), date(2020, 8, 12), None, 0),
        (date(2020, 7, 29), date(2020, 8, 7), None, 50),
        (date(2020, 8, 3), date(2020, 8, 3), None, 0),
        (date(2020, 8, 2), date(2020, 8, 2), None, 100),
        (date(2020, 7, 1), date(2020, 7, 31), date(2020, 12, 31), 100),
        (date(2020, 7, 29), None, date(2020, 8, 7), 50),
        (date(2020, 9, 1), date(2020, 9, 30), None, 0),
        (None, date(2020, 9, 30), None, None),
        (date(2020, 7, 1), None, None, None),
        (date(2020, 9, 1), date(2020, 8, 1), None, None),
    ],
)
def test_expected_percent_is_days_gone_by_of_the_days_planned(start, target, revised, expected):
    facts = task(start=start, target=target, revised=revised)
    assert expected_percent(facts, today=TODAY) == expected


def test_gap_counts_the_steps_by_which_the_declared_rating_is_better():
    assert gap(Rag.GREEN, Rag.RED) == 2
    assert gap("amber", "red") == 1
    assert gap(Rag.BLUE, Rag.AMBER) == 2
    assert gap(Rag.RED, Rag.GREEN) == -2
    assert gap(Rag.GREEN, Rag.GREEN) == 0
    for odd in ("", None, Rag.NOT_RATED, Rag.NOT_STARTED, "purple"):
        assert gap(odd, Rag.RED) == gap(Rag.GREEN, odd) == 0
    for outside in ("", None, Rag.NOT_RATED, Rag.ON_HOLD, Rag.UNCONFIRMED):
        assert gap(Rag.BLUE, outside) == 0


def test_complete_says_more_than_what_was_never_begun_and_green_does_not():
    assert gap(Rag.BLUE, Rag.NOT_STARTED) == 1
    assert gap("green", "not_started") == 0
    assert gap("amber", "not_started") < 0, "candour is not punished"
    assert gap("red", "not_started") < 0


def test_the_worst_of_several():
    assert worst_of([Rag.GREEN, Rag.RED, Rag.AMBER]) is Rag.RED
    assert worst_of([Rag.NOT_RATED, Rag.GREEN]) is Rag.GREEN
    assert worst_of([]) is Rag.NOT_RATED


def test_every_rating_has_a_word_and_a_letter_of_its_own():
    assert set(WORDS) == set(Rag)
    assert (
        len({mark.word for mark in WORDS.values()})
        == len({mark.letter for mark in WORDS.values()})
        == len(Rag)
    )
    assert (WORDS[Rag.RED].word, WORDS[Rag.RED].letter, WORDS[Rag.BLUE].word) == (
        "Red",
        "R",
        "Complete",
    )
    assert set(DECLARABLE) < set(Rag)


def test_the_reference_page_is_the_table():
    page = Path(__file__).parents[2] / "docs" / "reference" / "rag-rules.md"
    assert page.read_text() == as_markdown()


NEARBY = st.dates(TODAY - timedelta(days=200), TODAY + timedelta(days=200))
PERCENTS = st.none() | st.integers(0, 100)
STATUSES = st.sampled_from(
    ["not_started", "in_progress", "complete", "business_as_usual", "on_hold", "cancelled"]
)


def some_facts(**fixed):
    return st.builds(
        ItemFacts,
        kind=st.sampled_from(["task", "milestone", "governance", "untyped"]),
        percent=PERCENTS,
        revised=st.none() | NEARBY,
        key=st.booleans(),
        **{"status": STATUSES, "start": st.none() | NEARBY, "target": st.none() | NEARBY, **fixed},
    )


FACTS = some_facts()
DATED = some_facts(status=st.just("in_progress"), target=NEARBY)


@settings(deadline=None)
@given(FACTS, NEARBY)
def test_the_rating_is_the_worst_verdict_of_its_receipt(facts, today):
    rated = rate(facts, today)
    assert rated.receipt
    assert worst_of(line.verdict for line in rated.receipt) is rated.rag
    assert all(line.rule and line.value and line.limit for line in rated.receipt)
    assert rated.days_late >= 0


@settings(deadline=None)
@given(DATED, NEARBY, st.integers(0, 60))
def test_time_alone_never_improves_a_rating(facts, today, days):
    now, later = (rate(facts, day).rag for day in (today, today + timedelta(days=days)))
    assert SEVERITY[later] >= SEVERITY[now]


@settings(deadline=None)
@given(DATED, NEARBY, st.integers(1, 100), st.integers(1, 100))
def test_less_done_never_improves_a_rating(facts, today, one, other):
    """From 1% up. At 0% an item has its own rule: it has not begun, and is Amber until it is late."""
    less, more = sorted((one, other))
    worse, better = (rate(replace(facts, percent=percent), today).rag for percent in (less, more))
    assert SEVERITY[worse] >= SEVERITY[better]


@settings(deadline=None)
@given(DATED, NEARBY, st.integers(1, 300))
def test_nothing_done_is_never_better_than_amber_once_it_should_have_begun(facts, today, days):
    facts = replace(facts, percent=0, start=today - timedelta(days=days))
    assert rate(facts, today).rag in (Rag.AMBER, Rag.RED)


@settings(deadline=None)
@given(DATED, NEARBY, st.integers(0, 90))
def test_an_earlier_due_date_never_improves_a_rating(facts, today, days):
    facts = replace(facts, start=None, revised=None, target=facts.due)
    sooner = replace(facts, target=facts.due - timedelta(days=days))
    assert SEVERITY[rate(sooner, today).rag] >= SEVERITY[rate(facts, today).rag]


@settings(deadline=None)
@given(DATED, NEARBY)
def test_a_key_milestone_is_never_rated_better_than_the_same_item_that_is_not_key(facts, today):
    key, plain = (rate(replace(facts, key=key), today).rag for key in (True, False))
    assert SEVERITY[key] >= SEVERITY[plain]
