"""The page of a board's rule: rows in and out with why, the form with its preview, decisions by hand."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from tests import factories
from tests.workstreams.by_hand import boxes_of
from workstreams.actions.base import save
from workstreams.actions.board_rules import drop_rule, put_by_hand, set_rule
from workstreams.board_rule.past import ELSEWHERE
from workstreams.models import BoardOverride, BoardRule, Saving

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_day")]

RED = {"ratings": ["red"]}


@pytest.fixture
def board(cast):
    return cast.board


@pytest.fixture
def page(signed_in, board):
    def read(role="office", **query):
        return signed_in(role).get(reverse("board_rule", args=[board.pk]), query)

    return read


@pytest.fixture
def by_rule(cast, board, now):
    def rule(*lines, note=""):
        return set_rule(board, lines=lines, note=note, by=cast["office"], now=now)

    return rule


def words(reply):
    return " ".join(reply.content.decode().split())


def why_of(reply, title):
    """What the page says of a row, by the title."""
    rows = {each.row.title: each.verdict.words for each in reply.context["rows"]}
    return rows.get(title)


def test_without_a_rule_the_page_says_so_and_every_row_is_out(page, cast):
    reply = page(show="out")
    assert "There is no rule yet" in words(reply)
    assert len(reply.context["rows"]) == 5  # two workstreams, three items
    assert why_of(reply, cast.plan.item.title) == "Out: the board has no rule"


def test_rows_are_in_and_out_each_with_why(page, cast, by_rule):
    Saving.objects.create(
        programme=cast.plan.programme,
        workstream=cast.plan.first,
        item=cast.plan.item,
        title="Travel",
    )
    by_rule(
        RED, {"kinds": ["task"], "savings": "own"}, note="Red rows, and tasks that carry money."
    )
    into, out = page(), page(show="out")
    assert why_of(into, cast.plan.late.title) == "In: Red (declared Green)"
    assert why_of(into, cast.plan.item.title) == "In: a saving attached"
    assert why_of(out, cast.plan.other.title) == "Out: Green"
    assert "Red rows, and tasks that carry money." in words(into)
    total = len(into.context["rows"]) + len(out.context["rows"])
    assert total == len(into.context["stands"].rows) == 5


def test_what_is_put_in_by_hand_says_who_when_and_why(page, cast, board, by_rule, today, now):
    by_rule(RED)
    put_by_hand(
        board,
        cast.plan.other,
        into=True,
        reason="The chair asked to see it.",
        by=cast["office"],
        today=today,
        now=now,
    )
    said = words(page(show="hand"))
    assert "The chair asked to see it." in said
    assert "Tamsin Boyle, 3 August 2020" in said
    assert "The rule says out: Green." in said


def test_a_decision_that_the_rule_gives_anyway_is_said(page, cast, board, by_rule, today, now):
    by_rule(RED)
    put_by_hand(
        board, cast.plan.late, into=True, reason="Late.", by=cast["office"], today=today, now=now
    )
    assert "The rule now says the same" in words(page(show="hand"))


def test_a_row_is_put_in_from_the_list_and_taken_back(page, signed_in, cast, board, by_rule):
    by_rule(RED)
    other = cast.plan.other
    address = reverse("board_rule_row", args=[board.pk, f"i{other.pk}"])
    given = {"version": "0", "into": "in", "reason": "The chair asked to see it."}
    reply = signed_in("office").post(address, given)
    assert reply.status_code == 302
    row = BoardOverride.objects.get()
    assert (row.item, row.into, row.by) == (other, True, cast["office"])
    assert why_of(page(), other.title) == "In: by hand: The chair asked to see it."
    drop = reverse("board_rule_row_drop", args=[board.pk, row.pk])
    assert signed_in("office").post(drop).status_code == 302
    assert why_of(page(show="out"), other.title) == "Out: Green"


def test_a_decision_without_a_reason_is_refused_and_what_was_chosen_stays(
    signed_in, cast, board, by_rule
):
    by_rule(RED)
    address = reverse("board_rule_row", args=[board.pk, f"i{cast.plan.other.pk}"])
    reply = signed_in("office").post(address, {"version": "0", "into": "in", "reason": " "})
    assert reply.status_code == 422
    assert "Say why" in words(reply)
    assert reply.context["form"]["into"].value() == "in"
    assert not BoardOverride.objects.exists()


def test_two_decide_at_once_and_the_second_sees_both(signed_in, cast, board, by_rule, today, now):
    by_rule(RED)
    put_by_hand(
        board, cast.plan.other, into=True, reason="First.", by=cast["manager"], today=today, now=now
    )
    address = reverse("board_rule_row", args=[board.pk, f"i{cast.plan.other.pk}"])
    reply = signed_in("office").post(address, {"version": "0", "into": "out", "reason": "Second."})
    assert reply.status_code == 409
    assert "First." in words(reply)
    assert "Second." in words(reply)
    assert BoardOverride.objects.get().reason == "First."


@pytest.mark.parametrize("key", ["i0", "w999999", "x1", "i", "p1"])
def test_a_row_the_board_does_not_look_at_is_not_there(signed_in, board, key):
    address = reverse("board_rule_row", args=[board.pk, key])
    assert signed_in("office").get(address).status_code == 404


def test_a_row_of_another_programme_is_not_there(signed_in, cast, board):
    address = reverse("board_rule_row", args=[board.pk, f"i{cast.other_plan.item.pk}"])
    assert signed_in("administrator").get(address).status_code == 404


def edit(client, board, **changed):
    """Sends the form of the rule as it stands, with some boxes changed."""
    address = reverse("board_rule_edit", args=[board.pk])
    return client.post(address, {**boxes_of(client.get(address).context["form"]), **changed})


def test_a_rule_is_shown_before_it_is_saved(signed_in, cast, board, by_rule):
    by_rule(RED)
    client = signed_in("office")
    reply = edit(client, board, ratings_1=["red", "green"], preview="yes")
    assert reply.status_code == 200
    said = words(reply)
    assert "come in; 3 more than now" in said
    assert "Nothing is saved yet" in said
    assert cast.plan.other.title in said
    assert BoardRule.objects.get().lines.get().ratings == ["red"]


def test_a_rule_is_saved_line_by_line(signed_in, board):
    client = signed_in("office")
    reply = edit(
        client, board, kinds_1=["workstream"], ratings_1=["amber"], savings_1="own", only_1=["key"]
    )
    assert reply.status_code == 302
    line = BoardRule.objects.get().lines.get()
    assert (line.kinds, line.ratings, line.savings) == (["workstream"], ["amber"], "own")
    assert (line.key, line.overdue, line.statutory) == (True, False, False)


def test_an_empty_rule_is_refused(signed_in, board):
    reply = edit(signed_in("office"), board)
    assert reply.status_code == 422
    assert "fill in at least one line" in words(reply)


def test_one_more_line_keeps_what_was_typed(signed_in, board):
    reply = edit(signed_in("office"), board, ratings_1=["red"], note="As agreed.", more="yes")
    form = reply.context["form"]
    assert form.number == 2
    assert form["ratings_1"].value() == ["red"]
    assert form["note"].value() == "As agreed."
    assert not BoardRule.objects.exists()


def test_two_change_the_rule_at_once_and_nothing_is_lost(signed_in, cast, board, by_rule):
    by_rule(RED)
    client = signed_in("office")
    stale = boxes_of(client.get(reverse("board_rule_edit", args=[board.pk])).context["form"])
    by_rule({"ratings": ["amber"]})
    reply = client.post(
        reverse("board_rule_edit", args=[board.pk]), {**stale, "note": "As agreed in May."}
    )
    assert reply.status_code == 409
    assert "As agreed in May." in words(reply)
    assert BoardRule.objects.get().lines.get().ratings == ["amber"]


def test_a_board_member_reads_the_rule_and_decides_nothing(page, signed_in, cast, board, by_rule):
    by_rule(RED)
    said = words(page("board"))
    assert "Put in" not in said
    assert "Change the rule" not in said
    address = reverse("board_rule_row", args=[board.pk, f"i{cast.plan.other.pk}"])
    assert signed_in("board").post(address, {"into": "in", "reason": "Me."}).status_code == 403


def test_a_board_of_one_branch_has_its_rows_only(page, cast, board, by_rule):
    board.scope.all().delete()
    board.scope.create(workstream=cast.plan.second)
    by_rule(RED)
    there = {each.row.title for each in page(show="out").context["rows"]}
    assert there == {cast.plan.second.title, cast.plan.other.title}


def test_a_long_list_comes_in_pages(page, cast, by_rule):
    for _ in range(60):
        factories.ItemFactory(workstream=cast.plan.second)
    by_rule(RED)
    reply = page(show="out", page="2")
    assert reply.context["page"].paginator.count == 63
    assert len(reply.context["rows"]) == 13


class TestHowItStoodBefore:
    def test_each_change_is_told_with_who_and_when_and_the_rule_as_it_was(
        self, page, board, cast, now
    ):
        office, sponsor = cast["office"], cast["sponsor"]
        set_rule(board, lines=[RED], note="Only what is Red.", by=office, now=now)
        later = now + timedelta(days=30)
        set_rule(
            board, lines=[RED, {"kinds": ["milestone"], "overdue": True}], note="Late papers too.",
            by=sponsor, now=later,
        )  # fmt: skip
        said = page().context["past"]
        assert [(each.since, each.by, each.note) for each in said] == [
            (later, sponsor.full_name, "Late papers too."),
            (now, office.full_name, "Only what is Red."),
        ]
        assert [len(each.lines) for each in said] == [2, 1]
        assert said[0].lines[1] == "Overdue milestones"
        assert "How it stood before (1)" in words(page())

    def test_a_line_that_changed_alone_is_a_change(self, page, board, cast, by_rule, now):
        by_rule(RED, {"key": True}, note="As it is")
        set_rule(
            board, lines=[RED, {"statutory": True}], note="As it is", by=cast["office"],
            now=now + timedelta(hours=1),
        )  # fmt: skip
        newest, first = page().context["past"]
        assert newest.lines[1] != first.lines[1]
        assert newest.lines[0] == first.lines[0]
        assert newest.note == first.note == "As it is"

    def test_a_rule_that_was_taken_away_and_written_again(self, page, board, cast, by_rule, now):
        drop_rule(by_rule(RED, note="First"), by=cast["office"], now=now + timedelta(hours=1))
        gone = page()
        assert "Taken away since" in words(gone)
        assert [each.lines == () for each in gone.context["past"]] == [True, False]
        set_rule(board, lines=[{"key": True}], by=cast["office"], now=now + timedelta(hours=2))
        assert [len(each.lines) for each in page().context["past"]] == [1, 0, 1]

    def test_a_workstream_of_what_it_looked_at_once_is_not_named(
        self, page, board, by_rule, cast, now
    ):
        other = factories.WorkstreamFactory(title="Harbourside secret")
        rule = by_rule(RED)
        line = rule.lines.get()
        line.workstream = other
        save(line, by=None, now=now + timedelta(hours=1))  # when it looked at another programme
        set_rule(board, lines=[RED], by=cast["office"], now=now + timedelta(hours=2))
        said = page()
        assert "Harbourside secret" not in words(said)
        assert [ELSEWHERE in each.lines[0] for each in said.context["past"]] == [False, True, False]

    def test_before_the_first_rule_nothing_is_said_of_the_past(self, page):
        assert page().context["past"] == []
        assert "since" not in words(page()).partition("The rule")[2].partition("The rows")[0]
