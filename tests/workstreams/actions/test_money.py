"""Savings by year: four ways to have no figure, and a claim that is never the verified figure."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from workstreams.actions import money
from workstreams.actions.base import Conflict, Refused
from workstreams.models import Figure, SavingYear
from workstreams.money import ledger
from workstreams.money.amounts import read_figure, total, typed_form, words

pytestmark = pytest.mark.django_db

NOT_REPORTED = Figure(None, "not_reported")
NOT_APPLICABLE = Figure(None, "not_applicable")


@pytest.fixture
def add(cast, now):
    """A saving of the cast's programme: `add("Fostering", target=922)` gives 2020/21 its target."""

    def add_one(title="Fostering", *, included_in=None, **figures):
        saving = money.add_saving(
            programme=cast.plan.programme,
            title=title,
            by=cast["manager"],
            now=now,
            included_in=included_in,
        )
        if figures:
            given = {
                name: Figure.of(value) if isinstance(value, int) else value
                for name, value in figures.items()
            }
            money.set_year(saving, year=2020, figures=given, by=cast["manager"], now=now)
        return saving

    return add_one


def test_a_claim_and_what_finance_verified_stay_two_numbers(add, cast, now):
    saving = add(claimed=295)
    year = money.verify(saving, year=2020, figure=Figure.of(52), by=cast["finance"], now=now)
    assert (year.claimed, year.verified) == (Figure.of(295), Figure.of(52))
    assert (year.verified_by, year.verified_at) == (cast["finance"], now)
    year = money.set_year(
        saving, year=2020, figures={"claimed": Figure.of(300)}, by=cast["manager"], now=now
    )
    assert year.verified == Figure.of(52)


def test_who_gives_figures_cannot_give_the_verified_one(add, cast, now):
    with pytest.raises(Refused, match="finance"):
        money.set_year(
            add(), year=2020, figures={"verified": Figure.of(1)}, by=cast["manager"], now=now
        )


def test_a_blank_takes_the_verification_back(add, cast, now):
    saving = add(claimed=10)
    money.verify(saving, year=2020, figure=Figure.of(10), by=cast["finance"], now=now)
    year = money.verify(saving, year=2020, figure=Figure(), by=cast["finance"], now=now)
    assert (year.verified.state, year.verified_by, year.verified_at) == ("blank", None, None)
    assert year.history.count() == 3


def test_an_old_version_of_a_year_is_a_conflict(add, cast, now):
    saving = add(target=5)
    with pytest.raises(Conflict):
        money.set_year(
            saving, year=2020, figures={"target": Figure.of(6)}, by=None, now=now, version=7
        )


def test_a_saving_cannot_be_part_of_itself_by_any_way_round(add, now):
    whole = add("Whole")
    part = add("Part", included_in=whole)
    with pytest.raises(Refused, match="itself"):
        money.amend_saving(whole, facts={"included_in": part}, by=None, now=now)


def test_what_is_part_of_another_is_not_added_twice(add, cast):
    whole = add("Whole", target=132)
    add("Part", included_in=whole, target=40)
    add("Alone", target=500)
    year = ledger.savings_of(cast.plan.programme, user=cast["manager"], year=2020)
    assert year.totals[0].figure == Figure.of(632)
    assert any("twice" in line for line in year.left_out)


def test_a_total_says_what_it_left_out(add, cast):
    add("Given", target=7, forecast=Figure.of(0))
    add("Unreported", target=NOT_REPORTED, forecast=NOT_APPLICABLE)
    add("Silent")
    target, forecast, *_ = ledger.savings_of(
        cast.plan.programme, user=cast["manager"], year=2020
    ).totals
    assert (target.figure, target.gaps) == (Figure.of(7), "1 blank, 1 not reported")
    assert (forecast.figure, forecast.gaps) == (Figure.of(0), "1 blank, 1 not applicable")


def test_a_total_of_nothing_is_no_nought():
    assert total([NOT_REPORTED, Figure()]).figure == NOT_REPORTED


def test_a_year_outside_the_century_is_refused(add):
    with pytest.raises(Refused, match="year"):
        money.set_year(add(), year=20, figures={"target": Figure.of(1)}, by=None, now=None)


def test_a_budget_line_keeps_its_history(cast, now):
    line = money.add_budget_line(
        programme=cast.plan.programme,
        title="Outreach",
        year=2020,
        budget=Figure.of(50000),
        by=None,
        now=now,
    )
    changed = money.amend_budget_line(
        line, facts={"spent": NOT_REPORTED}, by=None, now=now, version=1
    )
    assert (changed.version, changed.history.count()) == (2, 2)
    with pytest.raises(Refused):
        money.amend_budget_line(line, facts={"title": " "}, by=None, now=now)


@pytest.mark.parametrize("wrong", [
    {"target_state": "figure"},
    {"target_state": "nil", "target_amount": Decimal(5)},
    {"target_state": "not_reported", "target_amount": Decimal(5)},
    {"target_state": "blank", "target_amount": Decimal(0)},
])  # fmt: skip
def test_the_database_holds_that_an_amount_stands_only_with_a_figure(add, wrong):
    saving = add(claimed=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        SavingYear.objects.filter(saving=saving).update(**wrong)


@pytest.mark.parametrize(("typed", "figure"), [
    ("1,200", Figure.of(1200)), ("£84k", Figure.of(84000)), ("1.5m", Figure.of(1_500_000)),
    ("(0.20)", Figure.of("-0.20")), ("-922", Figure.of(-922)), ("0", Figure.of(0)),
    ("nil", Figure.of(0)), ("N/A", NOT_APPLICABLE), ("not reported", NOT_REPORTED), (" ", Figure()),
])  # fmt: skip
def test_a_figure_is_read_as_people_type_it_and_reads_back_the_same(typed, figure):
    assert read_figure(typed) == figure
    assert read_figure(typed_form(figure)) == figure


@pytest.mark.parametrize("typed", ["about 5", "£", "1.2.3", "12 34 x", "9" * 20])
def test_what_is_no_figure_is_refused(typed):
    with pytest.raises(ValueError, match=r"figure|large"):
        read_figure(typed)


def test_nil_blank_and_below_nought_are_said_apart():
    said = [words(f, pounds=True) for f in (Figure.of(0), Figure(), Figure.of(-132), Figure.of(5))]
    assert said == ["nil", "blank", "(£132)", "£5"]
