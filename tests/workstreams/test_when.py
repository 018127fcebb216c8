"""Every way in which people write a date, and what the tracker reads (seeds.md section 2)."""

from datetime import date, datetime

import pytest

from workstreams.when import Certainty, Precision, read, words

AUGUST = date(2020, 8, 3)


def day(year, month, of_month):
    return date(year, month, of_month)


@pytest.mark.parametrize(
    ("typed", "means"),
    [
        ("30/09/20", day(2020, 9, 30)),
        ("1/7/2020", day(2020, 7, 1)),
        ("01-09-2020", day(2020, 9, 1)),
        ("27.7.20", day(2020, 7, 27)),
        ("2020-09-30", day(2020, 9, 30)),
        ("2020-09-30T00:00:00", day(2020, 9, 30)),
        ("30/09/2020 00:00:00", day(2020, 9, 30)),
        ("30/09/2020 at 10:30", day(2020, 9, 30)),
        ("4/12/2020", day(2020, 12, 4)),
        ("29/02/20", day(2020, 2, 29)),
        ("01/01/69", day(2069, 1, 1)),
        ("01/01/70", day(1970, 1, 1)),
        ("1 st July 2020", day(2020, 7, 1)),
        ("6 th Jan 20", day(2020, 1, 6)),
        ("22 nd July 2021.", day(2021, 7, 22)),
        ("3rd of March, 2021", day(2021, 3, 3)),
        ("1ˢᵗ July 2020", day(2020, 7, 1)),
        ("16<sup>TH</sup> DECEMBER 2015", day(2015, 12, 16)),
        ("16-Mar-20", day(2020, 3, 16)),
        ("March 16, 2020", day(2020, 3, 16)),
        ("Wednesday 30 September 2020", day(2020, 9, 30)),
        ("  30\u00a0Sept\u00a02020 ", day(2020, 9, 30)),
        ("Panel 10 June 2021", day(2021, 6, 10)),
        (datetime(2020, 9, 30, 11, 5), day(2020, 9, 30)),
        (date(2020, 9, 30), day(2020, 9, 30)),
    ],
)
def test_a_day_is_that_day_and_day_stands_before_month(typed, means):
    found = read(typed)
    assert (found.earliest, found.latest) == (means, means)
    assert (found.precision, found.certainty) == (Precision.DAY, Certainty.FIRM)


@pytest.mark.parametrize(
    ("typed", "first", "last", "precision", "certainty", "said"),
    [
        ("Mar-16", day(2016, 3, 1), day(2016, 3, 31), "month", "firm", "March 2016"),
        ("Sept 2020", day(2020, 9, 1), day(2020, 9, 30), "month", "firm", "September 2020"),
        ("May 20", day(2020, 5, 1), day(2020, 5, 31), "month", "firm", "May 2020"),
        ("July '20", day(2020, 7, 1), day(2020, 7, 31), "month", "firm", "July 2020"),
        ("09/2020", day(2020, 9, 1), day(2020, 9, 30), "month", "firm", "September 2020"),
        ("Mid Feb 20", day(2020, 2, 11), day(2020, 2, 20), "part-month", "approximate", "mid February 2020"),
        ("early April 2021", day(2021, 4, 1), day(2021, 4, 10), "part-month", "approximate", "early April 2021"),
        ("late Sept 20", day(2020, 9, 21), day(2020, 9, 30), "part-month", "approximate", "late September 2020"),
        ("end of March 2021", day(2021, 3, 25), day(2021, 3, 31), "part-month", "approximate", "end of March 2021"),
        ("start of April 2021", day(2021, 4, 1), day(2021, 4, 7), "part-month", "approximate", "start of April 2021"),
        ("w/c 12 th July 2021", day(2021, 7, 12), day(2021, 7, 16), "week", "firm", "week of 12 July 2021"),
        ("week ending 9/10/20", day(2020, 10, 5), day(2020, 10, 9), "week", "firm", "week of 5 October 2020"),
        ("w/e 30/09/20", day(2020, 9, 28), day(2020, 9, 30), "week", "firm", "week ending 30 September 2020"),
        ("wc 4/10/20", day(2020, 10, 4), day(2020, 10, 10), "week", "firm", "week of 4 October 2020"),
        ("March – July 2020", day(2020, 3, 1), day(2020, 7, 31), "range", "firm", "March to July 2020"),
        ("May/ Jun 20", day(2020, 5, 1), day(2020, 6, 30), "range", "approximate", "May to June 2020"),
        ("Dec/Jan 21", day(2020, 12, 1), day(2021, 1, 31), "range", "approximate", "December 2020 to January 2021"),
        ("1-5 June 2020", day(2020, 6, 1), day(2020, 6, 5), "range", "firm", "1 to 5 June 2020"),
        ("between 1 and 5 June 2020", day(2020, 6, 1), day(2020, 6, 5), "range", "firm", "1 to 5 June 2020"),
        ("1 July - 30 August 2020", day(2020, 7, 1), day(2020, 8, 30), "range", "firm", "1 July to 30 August 2020"),
        ("Q2 2020/21", day(2020, 7, 1), day(2020, 9, 30), "range", "approximate", "July to September 2020"),
        ("2020/21 Q4", day(2021, 1, 1), day(2021, 3, 31), "range", "approximate", "January to March 2021"),
        ("Autumn term 2020", day(2020, 9, 1), day(2020, 12, 31), "range", "approximate", "September to December 2020"),
        ("Summer 2020", day(2020, 6, 1), day(2020, 8, 31), "range", "approximate", "June to August 2020"),
        ("2020/21", day(2020, 4, 1), day(2021, 3, 31), "range", "approximate", "April 2020 to March 2021"),
        ("end of 2020/21", day(2021, 1, 1), day(2021, 3, 31), "range", "approximate", "January to March 2021"),
        ("2021", day(2021, 1, 1), day(2021, 12, 31), "year", "firm", "2021"),
        ("approx 25 Sept 2020", day(2020, 9, 25), day(2020, 9, 25), "day", "approximate", "about 25 September 2020"),
    ],
)  # fmt: skip
def test_a_date_that_is_no_single_day_keeps_its_precision(
    typed, first, last, precision, certainty, said
):
    found = read(typed)
    assert (found.earliest, found.latest) == (first, last)
    assert (found.precision, found.certainty) == (precision, certainty)
    assert words(found) == said


@pytest.mark.parametrize(
    ("typed", "sense", "due", "said"),
    [
        ("By 30 th June 2021", "by", day(2021, 6, 30), "by 30 June 2021"),
        ("By 28 May 2021", "by", day(2021, 5, 28), "by 28 May 2021"),
        ("no later than 30/09/20", "by", day(2020, 9, 30), "by 30 September 2020"),
        ("This will be completed by 31st August 2021.", "by", day(2021, 8, 31), "by 31 August 2021"),
        ("Complete by 31 March 2021", "by", day(2021, 3, 31), "by 31 March 2021"),
        ("From 10 th May 2021", "from", None, "from 10 May 2021"),
        ("30/09/20 onwards", "from", None, "from 30 September 2020"),
        ("monthly from 1 April 2021", "from", None, "from 1 April 2021, monthly"),
        ("from 1 June to 5 July 2020", "", day(2020, 7, 5), "1 June to 5 July 2020"),
    ],
)  # fmt: skip
def test_by_is_a_deadline_and_from_promises_no_end(typed, sense, due, said):
    found = read(typed)
    assert (found.sense, found.due, words(found)) == (sense, due, said)


def test_two_steps_in_one_cell_are_due_on_the_last_and_the_first_is_a_checkpoint():
    found = read("First draft by 4 th June. Final version 10 June 2021 (Review in the panel).")
    assert found.due == day(2021, 6, 10)
    (checkpoint,) = found.also
    assert checkpoint.due == day(2021, 6, 4)
    assert checkpoint.certainty is Certainty.APPROXIMATE, "its year was not typed"
    assert checkpoint.text == "First draft by 4 th June"


def test_a_forum_in_brackets_is_no_part_of_the_date():
    found = read("By 10 th June 2021 (Review position in the quality panel).")
    assert (found.due, found.certainty, found.also) == (day(2021, 6, 10), Certainty.FIRM, ())


def test_a_date_inside_brackets_stands_beside_the_one_outside():
    found = read("30/09/20 (review 01/03/21)")
    assert found.due == day(2020, 9, 30)
    assert [other.due for other in found.also] == [day(2021, 3, 1)]


def test_a_second_output_stands_beside_the_start():
    found = read("From 10 th June 2021 First report November 2021.")
    assert (found.begins, found.due, found.sense) == (day(2021, 6, 10), None, "from")
    assert [words(other) for other in found.also] == ["November 2021"]


@pytest.mark.parametrize(
    ("typed", "means", "last"),
    [
        ("25 Sept", day(2020, 9, 25), day(2020, 9, 25)),
        ("25/09", day(2020, 9, 25), day(2020, 9, 25)),
        ("w/c 6 Oct", day(2020, 10, 6), day(2020, 10, 9)),
        ("April/May", day(2020, 4, 1), day(2020, 5, 31)),
        ("Jan", day(2021, 1, 1), day(2021, 1, 31)),
        ("31 December", day(2020, 12, 31), day(2020, 12, 31)),
    ],
)
def test_a_year_that_was_not_typed_is_the_nearest_and_says_so(typed, means, last):
    found = read(typed, near=AUGUST)
    assert (found.earliest, found.latest) == (means, last)
    assert found.certainty is Certainty.APPROXIMATE
    assert "year not typed" in words(found)
    alone = read(typed)
    assert not alone.has_date, "nothing says which year"
    assert alone.note == "the year is not given"


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("31/09/20", ["30 September 2020"]),
        ("31/11/20", ["30 November 2020"]),
        ("31st September 2020", ["30 September 2020"]),
        ("29/02/21", ["28 February 2021"]),
        ("30/02/2020", ["29 February 2020"]),
        ("32/09/20", ["September 2020"]),
        ("00/09/20", ["September 2020"]),
        ("12/31/20", ["31 December 2020"]),
        ("13/13/20", []),
        ("September 20202", ["September 2020"]),
        ("01/09/20202", ["1 September 2020"]),
        ("Tuesday 5 October 2020", ["5 October 2020", "6 October 2020"]),
    ],
)
def test_a_date_of_no_calendar_has_no_day_and_offers_the_likely_one(typed, offered):
    found = read(typed)
    assert (found.certainty, found.earliest, found.latest) == (Certainty.IMPOSSIBLE, None, None)
    assert [offer.words for offer in found.offers] == offered
    assert words(found) == f"not a date: {found.note}"


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("asap", []),
        ("-", []),
        ("50%", []),
        ("Work may slip", []),
        ("Setpember 2020", ["September 2020"]),
        ("12 Febuary 2021", ["12 February 2021"]),
        ("3O/09/20", ["30 September 2020"]),
        ("01//09/20", ["1 September 2020"]),
        ("30 09 20", ["30 September 2020"]),
        ("010920", ["1 September 2020"]),
        ("20200901", ["1 September 2020"]),
        ("44075", ["1 September 2020"]),
        ("Q2 2020", ["July to September 2020", "April to June 2020"]),
        ("Winter 2020", ["December 2020 to February 2021"]),
        ("after 1 May 2021", ["1 May 2021"]),
        ("was 01/08/20 now 01/09/20", ["1 August 2020", "1 September 2020"]),
        ("On hold until 01/04/21", ["1 April 2021"]),
        ("Not before 1 June 2020", ["1 June 2020"]),
        ("1 May or 5 May 2020", ["1 May 2020", "5 May 2020"]),
        ("30/09/20 - 01/09/20", None),
    ],
)
def test_what_is_not_read_keeps_its_text_and_offers_what_is_likely(typed, offered):
    found = read(typed)
    assert (found.text, found.earliest, found.latest) == (typed, None, None)
    if offered is None:
        assert found.certainty is Certainty.IMPOSSIBLE, "an end before its start is no range"
        return
    assert found.certainty is Certainty.UNREAD
    assert [offer.words for offer in found.offers] == offered


def test_may_31_far_from_2031_may_be_a_day():
    found = read("May 31", near=AUGUST)
    assert found.certainty is Certainty.UNREAD
    assert [offer.words for offer in found.offers] == ["31 May 2020", "May 2031"]
    assert read("May-31", near=AUGUST).due == day(2031, 5, 31), "a hyphen is Excel's month and year"


@pytest.mark.parametrize("typed", ["", "   ", "\u00a0", None])
def test_nothing_typed_is_blank(typed):
    found = read(typed)
    assert found.is_blank
    assert words(found) == "no date"


def test_a_date_of_excel_becomes_the_text_people_see():
    assert read(datetime(2020, 9, 30)).text == "30/09/20"
    assert read(date(1899, 12, 31)).text == "31/12/1899", "two digits would be read as 1999"
