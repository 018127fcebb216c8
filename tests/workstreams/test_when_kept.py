"""Dates of any text: nothing is lost, nothing raises, and what is stored says what was typed."""

from datetime import date, timedelta

from hypothesis import example, given, settings
from hypothesis import strategies as st

from workstreams.when import Certainty, Precision, When, read, stored, words
from workstreams.when.vocabulary import MONTHS

DAYS = st.dates(date(1970, 1, 1), date(2069, 12, 31))

FRAGMENTS = st.sampled_from(
    [
        "30/09/20", "31/09/20", "1 st", "30 th", "May", "Sept", "March", "2020", "20", "20202", "TBC", "ongoing",
        "weekly", "by", "from", "to", "-", "/", "and", "or", "w/c", "week ending", "mid", "end of", "early", "Q2",
        "2020/21", "term", "autumn", "complete", "Owain to confirm", "(", ")", ".", ",", "?", "until", "review",
        "Monday", "29 Feb", "0", "99/99/99", "11/12", "2020-02-30", "44075", "pending", "was", "¤", "–", "½", "٣",
    ]
)  # fmt: skip
TYPED = st.one_of(
    st.text(), st.lists(FRAGMENTS, max_size=8).map(" ".join), st.text("0123456789/.- ", max_size=14)
)


@settings(max_examples=400, deadline=None)
@given(TYPED, st.none() | st.dates())
@example("29 Feb", date(9999, 12, 31))
@example("31 Jan/Feb", date(1, 1, 1))
def test_no_text_is_lost_and_none_raises(text, near):
    found = read(text, near=near)
    assert found.text == text
    assert isinstance(words(found), str)
    for when in (found, *found.also):
        assert (when.earliest is None) == (when.latest is None)
        if when.earliest and when.latest:
            assert when.earliest <= when.latest
            assert when.certainty in (Certainty.FIRM, Certainty.APPROXIMATE)
            assert when.precision is not Precision.NONE
        else:
            assert when.precision is Precision.NONE


@settings(max_examples=200, deadline=None)
@given(TYPED, st.dates(date(2000, 1, 1), date(2060, 1, 1)))
def test_an_offer_read_again_gives_the_day_that_was_offered(text, near):
    for offer in read(text, near=near).offers:
        again = read(offer.words)
        assert again.latest == offer.date, offer.words


@settings(deadline=None)
@given(DAYS)
def test_every_day_survives_its_written_form(when):
    for typed in (
        f"{when:%d/%m/%y}",
        f"{when.day}/{when.month}/{when.year}",
        when.isoformat(),
        f"{when.day} {MONTHS[when.month - 1]} {when.year}",
        f"{when.day} th {MONTHS[when.month - 1][:3]} {when:%y}",
    ):
        found = read(typed)
        assert (found.earliest, found.latest, found.certainty) == (when, when, Certainty.FIRM)
    assert read(words(read(when))).due == when


@settings(deadline=None)
@given(TYPED, DAYS, st.booleans())
def test_a_stored_date_says_what_was_stored(text, accepted, last):
    found = read(text, near=accepted)
    kept = found.due if last else found.begins
    again = stored(text, kept, found.precision, found.certainty, found.waiting_on, last=last)
    assert (again.text, again.due if last else again.begins) == (text, kept)
    assert (again.precision, again.certainty) == (found.precision, found.certainty)
    other = kept - timedelta(days=400) if kept else accepted
    told = stored(text, other, Precision.DAY, Certainty.FIRM, last=last)
    assert told.latest == other, "what a person accepted holds, whatever the text says"


def test_a_stored_range_has_both_its_ends_again():
    read_now = read("March - July 2020")
    again = stored(
        "March - July 2020", read_now.due, read_now.precision, read_now.certainty, last=True
    )
    assert (again.earliest, again.latest) == (date(2020, 3, 1), date(2020, 7, 31))


def test_an_accepted_day_keeps_the_text_that_was_typed():
    kept = stored("31/09/20", date(2020, 9, 30), Precision.DAY, Certainty.FIRM, last=True)
    assert kept == When(
        "31/09/20", date(2020, 9, 30), date(2020, 9, 30), Precision.DAY, Certainty.FIRM
    )


def test_a_very_long_cell_is_prose_and_is_left_alone():
    text = "30/09/20 " + "and then some more words " * 2000
    assert read(text) == When(text, certainty=Certainty.UNREAD, note="too long to be a date")
