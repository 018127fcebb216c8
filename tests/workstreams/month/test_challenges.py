"""What the office is led to ask about a return, and how much of its words are last month's."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workstreams.month.challenges import ReturnFacts, findings
from workstreams.month.same_words import similarity
from workstreams.rag import Rag

TODAY = date(2020, 8, 21)
FRESH = {"items": 10, "confirmed": 10, "last_word": TODAY}


def codes(**facts) -> list[str]:
    facts = {"declared": "green", "computed": Rag.GREEN, **FRESH, **facts}
    return [each.code for each in findings(ReturnFacts(**facts), today=TODAY)]


@pytest.mark.parametrize(("facts", "found"), [
    ({}, []),
    ({"computed": Rag.RED}, ["better"]),
    ({"declared": "blue", "computed": Rag.NOT_STARTED}, ["better"]),
    ({"computed": Rag.NOT_STARTED}, []),  # planned for later, and on track for it
    ({"declared": "red", "computed": Rag.GREEN, "asks": True}, []),  # candour is not asked about
    ({"overdue": 2, "overdue_milestones": 1}, ["green_late"]),
    ({"declared": "amber", "overdue": 2}, []),
    ({"before": "red"}, ["jump"]),
    ({"before": "amber"}, []),
    ({"declared": "red", "before": "red"}, ["red_no_ask"]),
    ({"same_words": 84}, []),
    ({"same_words": 85}, ["same_words"]),
    ({"same_words": 100, "no_change": True}, ["no_change"]),
    ({"last_word": date(2020, 7, 17)}, []),
    ({"last_word": date(2020, 7, 16)}, ["stale"]),
    ({"last_word": None}, ["stale"]),
    ({"items": 0, "confirmed": 0, "last_word": None}, []),
    ({"confirmed": 4}, ["unconfirmed"]),
    ({"confirmed": 5}, []),
    ({"unread_measures": 1, "measures": 3, "no_percent": 2}, ["missing"]),
])  # fmt: skip
def test_findings(facts, found):
    assert codes(**facts) == found


def test_two_steps_apart_come_first_and_name_the_sponsor():
    facts = ReturnFacts("green", Rag.RED, overdue=3, overdue_milestones=1, no_percent=1, **FRESH)
    told = findings(facts, today=TODAY)
    assert [each.code for each in told] == ["better", "green_late", "missing"]
    assert told[0].words == "Declared Green, computed Red, 2 steps apart: the sponsor agrees."
    assert told[1].words == "Green with 3 items overdue, 1 milestone among them."
    assert told[2].words == "Missing figures: 1 open item without a percentage."


@pytest.mark.parametrize(("now", "then", "percent"), [
    ("", "", 0),
    ("Nothing", "", 0),
    ("The bid is sent.", "the bid, is SENT", 100),
    ("The bid is sent and agreed", "The bid is half written", 54),
])  # fmt: skip
def test_similarity(now, then, percent):
    assert similarity(now, then) == percent


@given(st.text(max_size=200), st.text(max_size=200))
def test_similarity_is_a_percentage_and_100_means_every_word(now, then):
    assert 0 <= similarity(now, then) <= 100
    if similarity(now, then) == 100:
        assert similarity(now + " altogether", then) < 100


def test_a_long_text_does_not_hold_up_the_page():
    long = "word another third " * 4000
    assert similarity(long, long + "x") == 100  # beyond the words that are compared
