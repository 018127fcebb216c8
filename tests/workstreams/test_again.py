"""Words that say nothing new."""

import pytest

from workstreams.again import same_words, says_as_above


@pytest.mark.parametrize(
    "text",
    [
        "As above",
        "as above.",
        " “As above” ",
        "See above",
        "same as above",
        "ditto",
        "as per above",
    ],
)
def test_these_only_point_at_the_row_above(text):
    assert says_as_above(text)


@pytest.mark.parametrize(
    "text",
    ["", "As above, and the tender is out", "Ditto machine bought", "The note above is wrong"],
)
def test_these_say_something_themselves(text):
    assert not says_as_above(text)


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("Two chapters drafted.", "two chapters  drafted"),
        ("On hold: waiting for Owain", "On hold - waiting for Owain."),
    ],
)
def test_capitals_spaces_and_stops_do_not_make_words_new(one, two):
    assert same_words(one, two)


@pytest.mark.parametrize(
    ("one", "two"), [("", ""), ("...", "!"), ("Two chapters", "Three chapters"), ("Done", "")]
)
def test_other_words_are_other_words_and_two_blanks_say_nothing(one, two):
    assert not same_words(one, two)
