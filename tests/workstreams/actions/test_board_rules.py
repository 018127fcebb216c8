"""A board's rule and decisions by hand: each write with its history row, none where nothing changed."""

from __future__ import annotations

from datetime import timedelta

import pytest

from workstreams.actions.base import Conflict, Refused
from workstreams.actions.board_rules import drop_rule, looks_at, put_by_hand, set_rule, take_back
from workstreams.models import BoardOverride, BoardRule, BoardRuleLine

pytestmark = pytest.mark.django_db

RED, AMBER = {"ratings": ["red"]}, {"ratings": ["amber"], "savings": "own"}


@pytest.fixture
def rule(cast, now):
    def write(*lines, **more):
        return set_rule(cast.board, lines=lines, by=cast["office"], now=now, **more)

    return write


@pytest.fixture
def decide(cast, today, now):
    def write(row, *, into=True, reason="The chair asked to see it.", **more):
        return put_by_hand(
            cast.board, row, into=into, reason=reason, by=cast["office"], today=today, now=now, **more
        )  # fmt: skip

    return write


class TestRule:
    def test_its_lines_stand_in_order(self, rule):
        found = rule(RED, AMBER, note=" What is Red. ")
        assert [line.ratings for line in found.lines.all()] == [["red"], ["amber"]]
        assert found.note == "What is Red."

    def test_who_wrote_it_and_when_is_kept(self, rule, cast, now):
        found = rule(RED)
        first = BoardRule.history.get(id=found.pk)
        line = BoardRuleLine.history.get(rule_id=found.pk)
        assert (first.history_user, first.history_date) == (cast["office"], now)
        assert line.history_user == cast["office"]

    def test_only_a_line_that_changed_gets_a_history_row(self, rule):
        rule(RED, AMBER)
        found = rule(RED, {"ratings": ["green"]})
        red, other = found.lines.all()
        assert (red.history.count(), other.history.count()) == (1, 2)
        assert found.version == 2

    def test_saving_it_again_as_it_stands_changes_nothing(self, rule):
        rule(RED)
        assert rule(RED).version == 1
        assert BoardRule.history.count() == 1

    def test_a_line_that_goes_leaves_its_history(self, rule):
        rule(RED, AMBER)
        assert rule(RED).lines.count() == 1
        assert BoardRuleLine.history.filter(history_type="-").count() == 1

    def test_without_a_line_it_is_refused(self, rule):
        with pytest.raises(Refused, match="at least one line"):
            rule()

    def test_a_rating_there_is_none_of_is_refused(self, rule):
        with pytest.raises(Refused, match="there is none of"):
            rule({"ratings": ["purple"]})

    def test_a_workstream_of_another_programme_is_refused(self, rule, cast):
        with pytest.raises(Refused, match="does not look at"):
            rule({"workstream": cast.other_plan.first})
        assert not BoardRule.objects.exists()

    def test_a_rule_that_moved_on_is_a_conflict(self, rule):
        rule(RED)
        rule(AMBER)
        with pytest.raises(Conflict):
            rule(RED, version=1)

    def test_taken_away_it_is_kept_in_the_history_and_decisions_stay(self, rule, decide, cast, now):
        decide(cast.plan.other)
        drop_rule(rule(RED), by=cast["office"], now=now)
        assert not BoardRule.objects.exists()
        assert BoardRule.history.filter(history_type="-").get().history_user == cast["office"]
        assert BoardOverride.objects.count() == 1


class TestByHand:
    def test_it_says_who_when_and_why(self, decide, cast, today, now):
        row = decide(cast.plan.other)
        assert (row.item, row.workstream, row.into) == (cast.plan.other, None, True)
        assert (row.by, row.on, row.reason) == (cast["office"], today, "The chair asked to see it.")
        kept = row.history.get()
        assert (kept.history_user, kept.history_date) == (cast["office"], now)
        assert kept.history_change_reason == "The chair asked to see it."

    @pytest.mark.parametrize("reason", ["", "  \n"])
    def test_without_a_reason_it_is_refused(self, decide, cast, reason):
        with pytest.raises(Refused, match="Say why"):
            decide(cast.plan.other, reason=reason)

    def test_deciding_again_replaces_the_first_and_keeps_both_in_the_history(self, decide, cast):
        decide(cast.plan.other)
        row = decide(cast.plan.other, into=False, reason="Settled on Monday.")
        assert BoardOverride.objects.get() == row
        assert [each.into for each in row.history.order_by("history_id")] == [True, False]

    def test_taken_back_it_is_kept_in_the_history(self, decide, cast, now):
        row = decide(cast.plan.first)
        take_back(row, by=cast["manager"], now=now + timedelta(days=1))
        assert not BoardOverride.objects.exists()
        assert BoardOverride.history.filter(history_type="-").get().history_user == cast["manager"]

    def test_a_row_of_another_programme_is_refused(self, decide, cast):
        with pytest.raises(Refused, match="does not look at"):
            decide(cast.other_plan.item)

    def test_two_decide_at_once_and_the_second_is_told(self, decide, cast):
        decide(cast.plan.other)
        with pytest.raises(Conflict):
            decide(cast.plan.other, reason="Mine.", version=0)

    def test_a_board_of_one_branch_looks_at_what_stands_in_it(self, cast):
        cast.board.scope.all().delete()
        cast.board.scope.create(workstream=cast.plan.first)
        assert looks_at(cast.board, cast.plan.first)
        assert looks_at(cast.board, cast.plan.item)
        assert not looks_at(cast.board, cast.plan.other)
