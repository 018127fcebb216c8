"""The rating of a workstream from its items: shares, key milestones, statutory items, and what is left out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workstreams.rag import Limits, Rag, WorkstreamFacts, count_words, rate_workstream, worst_of

COUNTS = st.dictionaries(st.sampled_from(list(Rag)), st.integers(0, 30))
FACTS = st.builds(
    WorkstreamFacts,
    counts=COUNTS,
    red_key=st.integers(0, 3),
    red_statutory=st.integers(0, 3),
    red_kinds=st.frozensets(st.sampled_from(["task", "milestone", "governance"])),
)


def facts(red=0, amber=0, green=0, *, red_key=0, red_statutory=0, red_kinds=(), **others):
    counts = {Rag.RED: red, Rag.AMBER: amber, Rag.GREEN: green}
    counts |= {Rag(name): number for name, number in others.items()}
    return WorkstreamFacts(counts, red_key, red_statutory, frozenset(red_kinds))


@pytest.mark.parametrize(
    ("children", "rag"),
    [
        (facts(green=9), Rag.GREEN),
        (facts(amber=2, green=7), Rag.GREEN),
        (facts(amber=2, green=6), Rag.AMBER),
        (facts(red=1, amber=1, green=6, red_kinds=["task"]), Rag.AMBER),
        (facts(red=1, green=3), Rag.RED),
        (facts(red=1, green=4), Rag.GREEN),
        (facts(red=1, green=30, red_key=1), Rag.AMBER),
        (facts(red=1, green=30, red_statutory=1), Rag.RED),
        (facts(red=2, green=30, red_kinds=["task", "milestone"]), Rag.AMBER),
        (facts(red=2, green=30, red_kinds=["task"]), Rag.GREEN),
    ],
)
def test_the_roll_up_table(children, rag):
    assert rate_workstream(children).rag is rag


def test_what_is_outside_red_amber_and_green_is_outside_the_shares():
    alone = rate_workstream(facts(amber=2, green=6))
    among = rate_workstream(
        facts(amber=2, green=6, blue=50, on_hold=9, not_started=40, not_rated=12, cancelled=3)
    )
    assert among == alone


@pytest.mark.parametrize(
    ("children", "rag"),
    [
        (facts(), Rag.NOT_RATED),
        (facts(blue=4), Rag.BLUE),
        (facts(blue=4, cancelled=1), Rag.BLUE),
        (facts(not_started=3), Rag.NOT_STARTED),
        (facts(blue=4, not_started=3), Rag.GREEN),
        (facts(blue=4, not_rated=3), Rag.NOT_RATED),
        (facts(not_started=3, not_rated=1), Rag.NOT_RATED),
        (facts(on_hold=2), Rag.ON_HOLD),
        (facts(on_hold=2, blue=1), Rag.ON_HOLD),
        (facts(cancelled=2), Rag.CANCELLED),
    ],
)
def test_with_nothing_rated_the_items_say_what_they_share(children, rag):
    rated = rate_workstream(children)
    assert rated.rag is rag
    assert len(rated.receipt) == 1


def test_the_counts_stand_beside_the_rating():
    children = facts(red=2, amber=5, green=9, not_rated=1)
    assert count_words(children.counts) == "2 Red, 5 Amber, 9 Green, 1 not rated"
    assert count_words({}) == "no items"
    assert count_words({Rag.BLUE: 1, Rag.GREEN: 0}) == "1 complete"


def test_the_receipt_names_every_test_with_its_figures():
    rated = rate_workstream(
        facts(red=2, amber=5, green=9, red_key=1, red_kinds=["milestone", "task"])
    )
    assert [(line.rule, line.value, line.verdict) for line in rated.receipt] == [
        ("Red statutory items", "0", Rag.GREEN),
        ("Red items", "2 of 16 rated, 12%", Rag.GREEN),
        ("Red key milestones", "1", Rag.AMBER),
        ("Kinds of work with a Red", "2: milestones, tasks", Rag.AMBER),
        ("Items not Green", "7 of 16 rated, 43%", Rag.AMBER),
    ]


def test_one_grouped_query_fills_the_facts():
    rows = [
        ("red", "task", False, False, 2),
        ("red", "milestone", True, False, 1),
        ("red", "milestone", False, True, 1),
        ("green", "milestone", True, True, 4),
        ("", "task", False, False, 3),
    ]
    found = WorkstreamFacts.from_groups(rows)
    assert found.counts == {Rag.RED: 4, Rag.GREEN: 4, Rag.NOT_RATED: 3}
    assert (found.red_key, found.red_statutory, found.rated) == (1, 1, 8)
    assert found.red_kinds == {"task", "milestone"}


def test_other_limits_move_the_line():
    assert (
        rate_workstream(facts(red=1, green=3), limits=Limits(parent_red_share=50)).rag is Rag.AMBER
    )


@given(FACTS)
def test_the_rating_is_the_worst_verdict_of_its_receipt(children):
    rated = rate_workstream(children)
    assert worst_of(line.verdict for line in rated.receipt) is rated.rag


@given(FACTS, st.sampled_from([(Rag.GREEN, Rag.AMBER), (Rag.GREEN, Rag.RED), (Rag.AMBER, Rag.RED)]))
def test_a_child_that_gets_worse_never_improves_the_parent(children, step):
    better, worse = step
    if not children.counts.get(better):
        return
    moved = dict(children.counts)
    moved[better] -= 1
    moved[worse] = moved.get(worse, 0) + 1
    after = WorkstreamFacts(moved, children.red_key, children.red_statutory, children.red_kinds)
    order = [Rag.GREEN, Rag.AMBER, Rag.RED]
    assert order.index(rate_workstream(after).rag) >= order.index(rate_workstream(children).rag)
