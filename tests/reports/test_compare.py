"""Two frozen reports beside each other: what moved is named, and an edit afterwards changes nothing."""

import pytest

from reports import publish
from reports.compare import Comparison, rewritten
from reports.models import Edition
from reports.periods import Month
from reports.publish import bind
from tests.reports.conftest import JULY
from workstreams.models import Item
from workstreams.when import read

pytestmark = pytest.mark.django_db

AUGUST = Month(2020, 8)


@pytest.fixture
def two(drafted, cast, clock, quick_renderer) -> tuple[Edition, Edition]:
    """July's report, and August's after three edits."""
    plan = cast.plan
    plan.late.percent, plan.late.status = 100, "complete"
    plan.late.completed_on = clock().date()
    plan.late.save()
    plan.other.revised = read("30/11/20")
    plan.other.save()
    Item.objects.filter(pk=plan.item.pk).delete()
    clock.on(days=31)
    august = publish.open_edition(drafted.board, AUGUST, now=clock())
    assert publish.work(august.pk, clock=clock) == "ready"
    return Edition.objects.get(pk=drafted.pk), Edition.objects.get(pk=august.pk)


@pytest.fixture
def pair(two) -> Comparison:
    left, right = (bind(edition).first for edition in two)
    return Comparison(left, right)


def test_what_moved_is_counted_and_said(pair, cast):
    assert [move.title for move in pair.changes.dates] == [cast.plan.other.title]
    assert pair.changes.dates[0].days == 61  # 30 September to 30 November
    assert [item.title for item in pair.changes.completed] == [cast.plan.late.title]
    assert [item.title for item in pair.changes.removed] == [cast.plan.item.title]
    assert "1 date moved later, none earlier: 61 days later, net." in pair.sentence


def test_each_workstream_stands_against_itself(pair):
    first, second = pair.rows
    assert (first.was.rating, first.now.rating, first.word) == ("red", "blue", "")
    assert second.changed


def test_figures_of_both(pair):
    found = {what: (then, after) for what, then, after in pair.figures}
    assert found["overdue"] == (1, 0)
    assert found["items"] == (3, 2)


def test_the_page_is_the_same_after_the_plan_has_changed(two, client, cast):
    client.force_login(cast["manager"])
    address = f"/reports/{two[1].pk}/compare/"
    before = client.get(address).content
    assert b"July 2020 beside August 2020" in before
    Item.objects.update(title="Something else", percent=3)
    after = client.get(address).content
    assert before.count(b"Something else") == after.count(b"Something else") == 0


def test_only_reports_of_the_same_board_can_be_asked_for(two, client, cast):
    client.force_login(cast["manager"])
    assert client.get(f"/reports/{two[1].pk}/compare/?with=99999").status_code == 404


def test_a_draft_is_not_shown_to_who_only_sits_on_the_board(two, client, cast):
    client.force_login(cast["board"])
    assert client.get(f"/reports/{two[1].pk}/compare/").status_code == 404


def test_the_first_report_has_nothing_to_stand_against(drafted, client, cast):
    client.force_login(cast["manager"])
    page = client.get(f"/reports/{drafted.pk}/compare/").content.decode()
    assert "nothing to compare it with" in page


def test_words_written_anew_are_shown_word_by_word():
    found = rewritten("4 SEND", "The data is with legal.", "The data is signed.")
    assert found.pieces == (
        ("", "The data is "), ("-", "with legal."), ("+", "signed."),
    )  # fmt: skip
    assert 0 < found.same < 100


class TestArchive:
    def look(self, client, cast, words, role="manager"):
        client.force_login(cast[role])
        reply = client.get(f"/programmes/{cast.plan.programme.slug}/reports/", {"q": words})
        return " ".join(reply.content.decode().split())

    def test_what_the_board_was_told_in_july(self, issued, client, cast):
        page = self.look(client, cast, "late strategy")
        assert "1 issued report told about “late strategy”" in page
        assert "Red" in page
        assert "due 1 July 2020" in page

    def test_the_plan_as_it_stands_now_does_not_matter(self, issued, client, cast):
        Item.objects.filter(pk=cast.plan.late.pk).update(title="Another name")
        assert "1 issued report" in self.look(client, cast, "late strategy")
        assert "No issued report says" in self.look(client, cast, "Another name")

    def test_a_draft_has_told_nobody_anything(self, drafted, client, cast):
        assert "No issued report says" in self.look(client, cast, "late strategy")

    def test_two_letters_are_too_few(self, issued, client, cast):
        assert "at least three letters" in self.look(client, cast, "la")

    def test_it_looks_for_the_words_together(self, issued, client, cast):
        assert "No issued report says" in self.look(client, cast, "late plan")

    def test_who_only_sits_on_the_board_finds_what_was_issued(self, issued, client, cast):
        assert JULY.key == "2020-07"
        assert "1 issued report" in self.look(client, cast, "late strategy", role="board")
