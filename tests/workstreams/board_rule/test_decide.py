"""The evaluator of a board's rule: each condition, the reasons in words, and that every row has one answer."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workstreams.board_rule.build import Leaf, Node, rows, tags
from workstreams.board_rule.decide import by_rule, decide
from workstreams.board_rule.shape import KINDS, RATED_BY, RATINGS, SAVINGS, Hand, Line, Row
from workstreams.board_rule.words import line_words

WORKSTREAM = ("workstream",)
RED_OR_AMBER = ("red", "amber")


def row(**facts):
    return Row(**{"key": "w1", "kind": "workstream", "declared": "", "computed": "green", **facts})


@pytest.mark.parametrize(
    ("facts", "line", "said"),
    [
        ({"computed": "red"}, Line(ratings=("red",)), (True, "Red")),
        ({"computed": "green"}, Line(ratings=("red",)), (False, "Green")),
        ({"computed": "green", "declared": "red"}, Line(ratings=("red",)), (True, "Red (computed Green)")),
        ({"computed": "red", "declared": "green"}, Line(ratings=("red",)), (True, "Red (declared Green)")),
        (
            {"computed": "not_started", "declared": "amber"},
            Line(ratings=("amber",)),
            (True, "Amber (computed Not started)"),
        ),
        ({"declared": ""}, Line(rated_by="declared", ratings=("green",)), (False, "no rating declared")),
        ({"declared": ""}, Line(rated_by="declared", ratings=("not_rated",)), (True, "no rating declared")),
        ({"declared": "amber"}, Line(rated_by="computed", ratings=("amber",)), (False, "computed Green")),
        ({"computed": ""}, Line(ratings=("green",)), (False, "Not rated")),
        ({"savings_rag": "red"}, Line(rated_by="savings", ratings=("red",)), (True, "savings Red")),
        ({}, Line(rated_by="savings", ratings=("red",)), (False, "no savings rating")),
        ({"saving": True}, Line(savings="own"), (True, "a saving attached")),
        ({"saving_above": True}, Line(savings="own"), (False, "no saving attached")),
        ({"saving_above": True}, Line(savings="above"), (True, "a saving above it")),
        ({"savings_rag": "green"}, Line(savings="rated"), (True, "a savings rating given")),
        ({"overdue": True}, Line(overdue=True), (True, "overdue")),
        ({}, Line(overdue=True), (False, "not overdue")),
        ({"is_key": True}, Line(key=True), (True, "key")),
        ({}, Line(statutory=True), (False, "not statutory")),
        ({"scope": "Local"}, Line(scope="Local"), (True, "Local scope")),
        ({"scope": ""}, Line(scope="Local"), (False, "no scope")),
        ({"cohorts": ("care leavers",)}, Line(cohort="Care leavers "), (True, "for Care leavers")),
        ({"cohorts": ("care leavers",)}, Line(cohort="care"), (False, "not for care")),
        ({"branches": (4, 9)}, Line(branch=4, branch_name="2 Homes"), (True, "in 2 Homes")),
        ({"branches": (9,)}, Line(branch=4, branch_name="2 Homes"), (False, "not in 2 Homes")),
        ({}, Line(kinds=("task",)), (False, "Workstream, which the rule does not ask for")),
        ({}, Line(kinds=WORKSTREAM), (True, "Workstream")),
        ({}, Line(), (True, "Workstream")),
        ({"computed": "green"}, Line(ratings=RED_OR_AMBER, savings="own"), (False, "Green; no saving attached")),
        (
            {"computed": "amber", "saving": True},
            Line(ratings=RED_OR_AMBER, savings="own"),
            (True, "Amber; a saving attached"),
        ),
    ],
)  # fmt: skip
def test_each_condition_says_what_it_found(facts, line, said):
    assert by_rule(row(**facts), [line]) == said


def test_without_a_rule_nothing_comes_in():
    assert by_rule(row(computed="red"), []) == (False, "the board has no rule")


def test_the_first_line_that_fits_tells_why_it_is_in():
    lines = [Line(ratings=("red",)), Line(ratings=RED_OR_AMBER, savings="own")]
    assert by_rule(row(computed="red", saving=True), lines) == (True, "Red")
    assert by_rule(row(computed="amber", saving=True), lines) == (True, "Amber; a saving attached")


def test_what_is_out_hears_of_the_line_it_came_nearest_to():
    lines = [
        Line(ratings=("red",), overdue=True, key=True),
        Line(ratings=("amber",), savings="own"),
    ]
    assert by_rule(row(computed="amber"), lines) == (False, "Amber, but no saving attached")
    assert by_rule(row(computed="green"), [*lines, Line(key=True)]) == (False, "not key")


def test_of_two_lines_as_near_the_one_that_it_has_more_of_is_told():
    lines = [Line(ratings=("red",)), Line(ratings=("amber",), savings="own")]
    assert by_rule(row(computed="amber"), lines) == (False, "Amber, but no saving attached")


def test_a_line_for_other_kinds_is_not_the_nearest():
    lines = [
        Line(kinds=("task",), ratings=("red",)),
        Line(kinds=WORKSTREAM, ratings=("red",), key=True),
    ]
    assert by_rule(row(computed="red"), lines) == (False, "Red, but not key")


# Seed 004: five rows were listed by hand under "rated Red and Amber with a saving attached".
PROGRESS_REPORT = {
    # ref: action RAG, savings RAG, a figure of its own
    "1.1": ("amber", "", False), "1.2": ("amber", "", False), "1.5": ("amber", "", False),
    "2.1": ("amber", "red", False), "2.2": ("amber", "red", False), "2.3": ("green", "red", False),
    "2.4": ("amber", "", False), "2.5": ("blue", "", True), "3.5": ("green", "red", False),
    "3.7": ("amber", "", False), "3.9": ("amber", "", False), "4.1": ("blue", "amber", True),
    "4.2": ("", "", True), "4.4": ("green", "green", True), "4.7": ("amber", "red", True),
    "5.1": ("amber", "", False),
}  # fmt: skip


@pytest.mark.parametrize(
    ("lines", "listed"),
    [
        ([Line(ratings=RED_OR_AMBER, savings="own")], ["4.7"]),
        ([Line(ratings=RED_OR_AMBER, savings="above")], ["2.1", "2.2", "2.4", "4.7"]),
        ([Line(ratings=RED_OR_AMBER, savings="rated")], ["2.1", "2.2", "4.7"]),
        (
            [Line(ratings=RED_OR_AMBER, savings="above"), Line(rated_by="savings", ratings=RED_OR_AMBER)],
            ["2.1", "2.2", "2.3", "2.4", "3.5", "4.1", "4.7"],
        ),
        (
            [Line(ratings=RED_OR_AMBER)],
            ["1.1", "1.2", "1.5", "2.1", "2.2", "2.4", "3.7", "3.9", "4.7", "5.1"],
        ),
    ],
)  # fmt: skip
def test_each_reading_of_the_sentence_of_a_progress_report_can_be_said(lines, listed):
    given = [
        row(key=ref, declared=rag, computed="not_rated", savings_rag=savings, saving=own,
            saving_above=ref.startswith("2."))
        for ref, (rag, savings, own) in PROGRESS_REPORT.items()
    ]  # fmt: skip
    assert [each.key for each in decide(given, lines) if each.into] == listed


def test_a_hand_decides_over_the_rule_and_both_are_kept():
    hand = Hand(True, "The board asked to keep sight of it", "Tamsin Boyle", date(2020, 8, 3))
    (said,) = decide([row()], [Line(ratings=("red",))], {"w1": hand})
    assert (said.into, said.rule_into, said.rule_why, said.idle) == (True, False, "Green", False)
    assert said.words == "In: by hand: The board asked to keep sight of it"


def test_a_hand_that_the_rule_would_give_anyway_is_said_to_be_idle():
    hand = Hand(True, "Asked for in June", "Tamsin Boyle", date(2020, 8, 3))
    (said,) = decide([row(computed="red")], [Line(ratings=("red",))], {"w1": hand})
    assert said.idle


def test_a_rule_is_said_in_words():
    line = Line(kinds=("workstream", "milestone"), ratings=RED_OR_AMBER, savings="own", key=True)
    assert line_words(line) == (
        "Key workstreams and milestones rated Red or Amber (the worse of declared and computed), "
        "with a saving of its own"
    )
    assert line_words(Line()) == "Rows of every kind"


def test_savings_and_tags_come_down_the_tree_and_savings_go_up():
    nodes = [
        Node(1, None, "outcome", "", "green", "", False, "", "All ages"),
        Node(2, 1, "project", "", "green", "", True, "Local", "Under 5s; Care leavers"),
        Node(3, 1, "workstream", "", "green", "", False, "", ""),
    ]
    leaf = Leaf(7, 2, "task", "green", "red", True, False, False, "")
    outcome, project, item, other = rows(nodes, [leaf], savings={2})
    assert [each.key for each in (outcome, project, item, other)] == ["w1", "w2", "i7", "w3"]
    assert (outcome.saving, outcome.saving_above) == (True, False)
    assert (project.saving, project.kind, project.branches) == (True, "workstream", (1, 2))
    assert item.cohorts == ("all ages", "under 5s", "care leavers")
    assert (item.saving, item.saving_above, item.branches) == (False, True, (1, 2))
    assert (other.saving, other.saving_above) == (False, False)
    assert tags("") == ()


def test_a_saving_of_one_item_is_its_own_and_not_its_neighbours():
    node = Node(2, None, "workstream", "", "green", "", False, "", "")
    leaves = [Leaf(n, 2, "task", "", "green", False, False, False, "") for n in (7, 8)]
    whole, mine, other = rows([node], leaves, savings={2}, item_savings={7})
    assert (whole.saving, mine.saving, other.saving) == (True, True, False)
    assert other.saving_above


some_rows = st.builds(
    Row,
    key=st.integers(1, 10_000).map("i{}".format),
    kind=st.sampled_from(sorted(KINDS)),
    declared=st.sampled_from(["", "red", "amber", "green", "blue"]),
    computed=st.sampled_from(["", *sorted(RATINGS)]),
    savings_rag=st.sampled_from(["", "red", "green"]),
    saving=st.booleans(),
    saving_above=st.booleans(),
    overdue=st.booleans(),
    is_key=st.booleans(),
    statutory=st.booleans(),
    scope=st.sampled_from(["", "Local", "National"]),
    branches=st.lists(st.integers(1, 3), max_size=3).map(tuple),
)
some_lines = st.builds(
    Line,
    kinds=st.lists(st.sampled_from(sorted(KINDS)), unique=True).map(tuple),
    rated_by=st.sampled_from(sorted(RATED_BY)),
    ratings=st.lists(st.sampled_from(sorted(RATINGS)), unique=True).map(tuple),
    savings=st.sampled_from(["", *sorted(SAVINGS)]),
    overdue=st.booleans(),
    key=st.booleans(),
    statutory=st.booleans(),
    scope=st.sampled_from(["", "Local"]),
    branch=st.sampled_from([None, 1]),
    branch_name=st.just("1 Homes"),
)
hands = st.builds(
    Hand, st.booleans(), st.just("Asked for"), st.just("Tamsin Boyle"), st.just(date(2020, 8, 3))
)


@given(
    st.lists(some_rows, unique_by=lambda each: each.key, max_size=12),
    st.lists(some_lines, max_size=4),
    st.data(),
)
def test_each_row_of_the_scope_is_exactly_in_or_out_with_one_reason(found, lines, data):
    decided = {each.key: data.draw(hands) for each in found if data.draw(st.booleans())}
    said = decide(found, lines, decided)
    assert [each.key for each in said] == [each.key for each in found]
    for each in said:
        assert each.why.strip()
        assert each.words.startswith("In: " if each.into else "Out: ")
        assert each.into == (decided[each.key].into if each.key in decided else each.rule_into)


@given(some_rows, st.lists(some_lines, min_size=1, max_size=4))
def test_a_row_is_in_when_some_line_alone_takes_it_in(one, lines):
    assert by_rule(one, lines)[0] == any(by_rule(one, [line])[0] for line in lines)


@given(some_rows, st.lists(some_lines, max_size=3), some_lines)
def test_one_more_line_never_puts_a_row_out(one, lines, more):
    if by_rule(one, lines)[0]:
        assert by_rule(one, [*lines, more])[0]
