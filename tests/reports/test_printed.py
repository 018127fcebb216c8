"""What a report says as words, and whether a text of the record is among them."""

import pytest

from reports.printed import shows, words_of

PRINTED = "Exceptions 4 Medical officer function redesigned Red Resource to hold the register found… Amber"


def test_the_words_of_a_page():
    page = (
        "<html><head><title>Not this</title></head><body><table><caption>For ears</caption>"
        "<tr><td><b>4</b> Fees &amp; charges</td><td>Red</td></tr></table></body></html>"
    )
    assert words_of(page) == "4 Fees & charges Red"


@pytest.mark.parametrize(
    ("text", "found", "is_shown"),
    [
        ("Medical officer function redesigned", "medical officer", True),
        ("Medical officer appointed", "medical officer", False),
        ("Resubmit medical officer paper", "medical officer", False),
        ("Resource to hold the register found - medical officer case", "medical officer", False),
        ("Resource to hold the register found - medical officer case", "register", True),
        ("Medical officer function redesigned", "edical off", True),
        ("Amber", "amber", True),
        ("Nothing of it", "medical", False),
    ],
)
def test_a_text_is_shown_where_its_words_stand_with_their_neighbour(text, found, is_shown):
    assert shows(PRINTED, text, found) is is_shown
