"""What people write where no day is fixed: to be confirmed, ongoing, waiting on somebody, a status."""

from datetime import date

import pytest

from workstreams.when import Certainty, Precision, read, words

AUGUST = date(2020, 8, 3)


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("TBC", []),
        ("tbc.", []),
        ("T.B.C", []),
        ("To be a confirmed", []),
        ("to be agreed", []),
        ("Date to follow", []),
        ("TBC pending funding", []),
        ("Pending the new contract", []),
        ("?", []),
        ("Sept TBC", ["September 2020"]),
        ("Oct  - TBC", ["October 2020"]),
        ("Dec - TBC", ["December 2020"]),
        ("30/09/20 (TBC)", ["30 September 2020"]),
    ],
)
def test_to_be_confirmed_has_no_date_and_offers_the_month_it_names(typed, offered):
    found = read(typed, near=AUGUST)
    assert (found.certainty, found.has_date, found.text) == (Certainty.TBC, False, typed)
    assert [offer.words for offer in found.offers] == offered
    assert words(found) == "to be confirmed"


@pytest.mark.parametrize(
    ("typed", "recurrence"),
    [
        ("ongoing", ""),
        ("Ongoing", ""),
        ("On-going", ""),
        ("On going weekly", "weekly"),
        ("Termly Review", "termly"),
        ("fortnightly", "fortnightly"),
        ("every quarter", "quarterly"),
        ("Monthly meetings", "monthly"),
        ("half termly", ""),
        ("six weekly", ""),
        ("Set-up work ongoing", ""),
    ],
)
def test_ongoing_has_no_day_to_be_late_against(typed, recurrence):
    found = read(typed)
    assert (found.certainty, found.recurrence) == (Certainty.ONGOING, recurrence)
    assert not found.has_date


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("ongoing, review 3 Nov 2020", date(2020, 11, 3)),
        ("Ongoing (to be looked at on 03/11/20)", date(2020, 11, 3)),
        ("ongoing, reviewed 3 November 2020", None),  # that has been
        ("ongoing from 3 November 2020", None),
        ("ongoing, review Nov 2020", None),  # no day
        ("3 November 2020, review 4 November 2020", None),  # that has an end
    ],
)
def test_ongoing_may_say_the_day_it_is_looked_at(typed, day):
    assert read(typed).review_on == day
    assert (day is None) == ("looked at" not in words(read(typed)))


def test_ongoing_with_a_date_keeps_the_date_beside():
    found = read("Ongoing, review 30/09/20")
    assert (found.certainty, found.due) == (Certainty.ONGOING, None)
    assert [other.due for other in found.also] == [date(2020, 9, 30)]


@pytest.mark.parametrize(
    ("typed", "who"),
    [
        ("Owain to insert", "Owain"),
        ("Owain to add once the partners have met", "Owain"),
        ("Owain Prosser to confirm", "Owain Prosser"),
        ("Yusra/Owain to confirm dates", "Yusra/Owain"),
        ("Waiting on Owain", "Owain"),
        ("Awaiting reply from Owain Prosser", "Owain Prosser"),
    ],
)
def test_a_note_to_a_colleague_is_waiting_on_them(typed, who):
    found = read(typed)
    assert (found.certainty, found.waiting_on, found.has_date) == (Certainty.WAITING, who, False)
    assert words(found) == f"waiting on {who}"


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("Complete", "complete"),
        ("complete", "complete"),
        ("Completed.", "complete"),
        ("This is complete", "complete"),
        ("Partly complete", "partly complete"),
        ("On hold", "on hold"),
        ("n/a", "not applicable"),
        ("Moved to BAU", "business as usual"),
    ],
)
def test_a_status_where_a_date_should_stand(typed, word):
    found = read(typed)
    assert (found.status_word, found.has_date, words(found)) == (word, False, word)


def test_a_status_with_its_month():
    found = read("Completed - March 16")
    assert (found.status_word, found.precision, found.due) == (
        "complete", Precision.MONTH, date(2016, 3, 31),
    )  # fmt: skip
