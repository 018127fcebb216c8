"""Dates that contradict each other, and what is offered."""

from datetime import date

import pytest

from workstreams.dates.bank_holidays import england
from workstreams.dates.flags import completion_flags, pair_flags, revised_flags
from workstreams.when import read


def pair(start, end):
    return pair_flags(read(start), read(end), holidays=england())


def codes(flags):
    return [flag.code for flag in flags if not flag.soft]


@pytest.mark.parametrize(
    ("start", "end", "offered"),
    [
        ("01/10/20", "01/01/20", ["1 January 2021"]),
        ("25/09/20", "31/03/20", ["31 March 2021"]),
        ("01/03/21", "31/03/20", ["31 March 2021"]),
        ("01/11/20", "29/02/20", ["28 February 2021"]),
        ("Nov 2020", "Feb 2020", ["February 2021"]),
        ("01/10/20", "01/01/18", []),
    ],
)
def test_an_end_before_its_start_is_offered_the_next_year_when_that_is_right(start, end, offered):
    (flag,) = [flag for flag in pair(start, end) if flag.code == "end_before_start"]
    assert [offer.words for offer in flag.offers] == offered
    assert flag.which == "end"


def test_a_range_that_may_still_be_in_order_is_not_flagged():
    assert codes(pair("15/03/21", "March 2021")) == []


def test_an_impossible_end_is_flagged_with_its_offer():
    (flag,) = pair("01/09/20", "31/09/20")
    assert (flag.code, flag.which) == ("impossible_date", "end")
    assert [offer.words for offer in flag.offers] == ["30 September 2020"]


@pytest.mark.parametrize(
    ("start", "end", "which"), [("01/04/20", "", "end"), ("", "01/04/20", "start")]
)
def test_one_date_alone_says_how_it_was_taken(start, end, which):
    (flag,) = pair(start, end)
    assert (flag.code, flag.which) == ("one_date_only", which)


def test_a_start_to_be_confirmed_is_no_missing_column():
    assert codes(pair("TBC", "01/04/20")) == []


@pytest.mark.parametrize(
    ("end", "says"),
    [("01/08/20", "1 August 2020 is a Saturday"), ("30/08/21", "30 August 2021 is a bank holiday")],
)
def test_a_day_off_is_a_soft_notice(end, says):
    (flag,) = pair("01/07/20", end)
    assert (flag.soft, flag.words) == (True, says)


def test_good_dates_have_no_flags():
    assert pair("01/07/20", "30/09/20") == ()
    assert pair("", "") == ()


def test_a_revised_end_before_the_target_offers_to_exchange_them():
    (flag,) = revised_flags(read("Sep-16"), read("Jun-16"))
    assert flag.code == "revised_before_target"
    assert [offer.words for offer in flag.offers] == ["June 2016", "September 2016"]
    assert revised_flags(read("Jun-16"), read("Sep-16")) == ()


def test_complete_in_the_target_column_offers_the_date_beside_it_as_completion():
    (flag,) = revised_flags(read("Complete"), read("Mar-16"))
    assert (flag.code, flag.which) == ("status_for_date", "completed")
    assert [offer.words for offer in flag.offers] == ["March 2016"]


def test_complete_in_the_future_asks_whether_day_and_month_are_exchanged():
    july = date(2020, 7, 15)
    (flag,) = completion_flags(read("4/12/2020"), complete=True, as_of=july)
    assert [offer.words for offer in flag.offers] == ["12 April 2020"]
    assert completion_flags(read("4/12/2020"), complete=False, as_of=july) == ()
    (later,) = completion_flags(read("25/12/2020"), complete=True, as_of=july)
    assert later.offers == ()
