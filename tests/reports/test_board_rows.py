"""Which rows a board was shown: worked out from the frozen facts, kept with the edition, printed by its summary."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from reports import codec, publish, render, sensitive
from reports.board_rows import BoardRows, RowsError, rows_of
from reports.collect import collect
from reports.document import Document, Imprint, Part
from reports.kinds import Kind
from reports.models import EditionPart, PartRows
from reports.publish import bind
from reports.reading.summary import part_summary
from tests.reports import registers, samples
from tests.reports.conftest import JULY
from workstreams.actions.board_rules import put_by_hand, set_rule, take_back
from workstreams.actions.rating import rerate
from workstreams.board_rule.decide import decide
from workstreams.board_rule.shape import Hand, Line
from workstreams.board_rule.standing import standing
from workstreams.models import BoardOverride, Saving
from workstreams.views import frame

RED = {"ratings": ["red"]}
HAND = Hand(True, "The chair asked to see it.", "Tamsin Boyle", samples.snapshot().as_at)


def rows_by(*lines, hands=None, branches=()):
    """The rows of the sample snapshot by some lines."""
    snapshot = samples.snapshot(**registers.every())
    said = decide(rows_of(snapshot, branches), lines, hands or {})
    return BoardRows("As agreed in May.", ("Rows rated Red",), tuple(said))


def part(rows, **changes):
    snapshot = samples.snapshot(**registers.every())
    return Part(snapshot, codec.fingerprint(codec.to_json(snapshot)), None, rows=rows, **changes)


def document(rows):
    imprint = Imprint(False, 1, "Imogen Farrow", "", None, None, "")
    one = part(rows)
    return Document(
        "Integrated Commissioning Board", one.snapshot.organisation, "August 2020", (one,), imprint,
        kind=Kind.SUMMARY,
    )  # fmt: skip


class TestKept:
    def test_there_and_back(self):
        rows = rows_by(Line(ratings=("red",)), hands={"i1": HAND})
        assert BoardRows.from_text(rows.to_text()) == rows
        assert {each.key for each in rows.verdicts} >= {"w1", "w2", "i1", "i2", "i3"}

    def test_each_row_stands_once_in_or_out(self):
        rows = rows_by(Line(ratings=("red",)), hands={"i1": HAND})
        keys = [each.key for each in (*rows.into, *rows.out)]
        assert sorted(keys) == sorted(each.key for each in rows.verdicts)
        assert len(keys) == len(set(keys))

    @pytest.mark.parametrize("text", ["", "{}", "[]", '{"schema": 9}', '{"schema": 1, "in": {}}'])
    def test_what_is_not_kept_rows_is_told(self, text):
        with pytest.raises(RowsError):
            BoardRows.from_text(text)

    def test_a_branch_has_its_own_rows_only(self):
        rows = rows_by(Line(ratings=("red",)), branches=(2,))
        assert {each.key for each in rows.verdicts} == {"w2", "i3"}


class TestSummary:
    def test_its_rows_are_those_that_are_in(self):
        rows = rows_by(Line(ratings=("red",)), hands={"i1": HAND})
        found = part_summary(part(rows))
        assert [each.verdict for each in found.shown] == list(rows.into)
        assert "1 of them by hand" in found.sentence
        assert sum(each.number for each in found.reasons) == len(rows.out)

    def test_the_paper_prints_each_row_with_why_and_why_the_others_are_not_there(self):
        rows = rows_by(Line(ratings=("red",)), hands={"i1": HAND})
        page = " ".join(render.html(document(rows)).split())
        for each in rows.into:
            assert each.words in page
        assert "The chair asked to see it." in page
        assert "Tamsin Boyle" in page
        for why, _ in rows.out_by_rule:
            assert why in page

    def test_a_reason_that_may_tell_who_a_child_is_is_found_before_approval(self):
        told = Hand(True, "Born 4 May 2011, see the file.", "Tamsin Boyle", HAND.on)
        plain = {each.title for each in sensitive.places(document(rows_by(hands={"i1": HAND})))}
        found = {each.title for each in sensitive.places(document(rows_by(hands={"i1": told})))}
        assert found - plain == {"A row decided by hand"}

    def test_without_a_rule_it_says_so(self):
        page = " ".join(render.html(document(None)).split())
        assert "The board had no rule when this was frozen" in page
        assert "No row comes to the board by its rule this month." in page


@pytest.mark.django_db
class TestFreeze:
    @pytest.fixture
    def ruled(self, board, cast, now):
        set_rule(board, lines=[RED], note="What is Red.", by=cast["office"], now=now)
        return board

    @pytest.fixture
    def frozen(self, ruled, quick_renderer, clock):
        def freeze(kind=Kind.SUMMARY):
            edition = publish.open_edition(ruled, JULY, now=clock(), kind=kind)
            assert publish.work(edition.pk, clock=clock) == "ready"
            edition.refresh_from_db()
            return edition

        return freeze

    def test_the_edition_keeps_which_rows_the_board_saw_and_why(self, frozen, cast):
        kept = frozen().parts.get().rows.read()
        assert kept.note == "What is Red."
        assert kept.lines == ("Rows of every kind rated Red (the worse of declared and computed)",)
        said = {each.key: each.words for each in kept.verdicts}
        assert said[f"i{cast.plan.late.pk}"] == "In: Red (declared Green)"
        assert said[f"i{cast.plan.other.pk}"].startswith("Out: ")

    def test_a_highlight_report_of_a_board_with_a_rule_keeps_them_too(self, frozen):
        assert frozen(Kind.HIGHLIGHT).parts.get().rows.read().into

    def test_a_board_without_a_rule_keeps_none(self, drafted):
        assert not PartRows.objects.exists()
        assert bind(drafted).parts[0].rows is None

    def test_what_is_decided_afterwards_changes_nothing_that_was_frozen(
        self, frozen, ruled, cast, now, today
    ):
        edition = frozen()
        before, drawn = edition.parts.get().rows.body, render.html(bind(edition))
        later = now + timedelta(days=9)
        put_by_hand(
            ruled, cast.plan.late, into=False, reason="Settled.", by=cast["office"], today=today,
            now=later,
        )  # fmt: skip
        set_rule(ruled, lines=[{"ratings": ["green"]}], by=cast["office"], now=later)
        part = EditionPart.objects.get(edition=edition)
        assert part.rows.body == before
        assert render.html(bind(edition)) == drawn

    def test_what_was_decided_before_is_kept_when_it_is_taken_back(
        self, frozen, ruled, cast, now, today
    ):
        put_by_hand(
            ruled, cast.plan.other, into=True, reason="The chair asked.", by=cast["office"],
            today=today, now=now,
        )  # fmt: skip
        edition = frozen()
        take_back(BoardOverride.objects.get(), by=cast["office"], now=now)
        kept = {each.key: each for each in edition.parts.get().rows.read().verdicts}
        hand = kept[f"i{cast.plan.other.pk}"].hand
        assert (hand.reason, hand.by, hand.on) == ("The chair asked.", "Tamsin Boyle", today)

    def test_rows_that_were_altered_are_told(self, frozen):
        rows = frozen().parts.get().rows
        raw = json.loads(rows.body) | {"note": "Something else."}
        rows.body = json.dumps(raw)
        with pytest.raises(RowsError, match="SHA-256"):
            rows.read()

    def test_the_page_of_the_rule_and_a_snapshot_of_the_day_say_the_same(
        self, ruled, cast, now, today
    ):
        Saving.objects.create(
            programme=cast.plan.programme,
            workstream=cast.plan.first,
            item=cast.plan.item,
            title="Travel",
        )
        rerate(cast.plan.programme, today=today)
        live = standing(ruled, frame.scope_of(ruled), today=today)
        snapshot = collect(cast.plan.programme, period=None, as_at=today, now=now)
        assert {each.key: each for each in rows_of(snapshot)} == {
            each.key: each for each in live.rows
        }

    def test_the_edition_page_shows_the_rows_with_why(self, frozen, signed_in):
        edition = frozen()
        page = signed_in("manager").get(f"/reports/{edition.pk}/").content.decode()
        assert "For the board to discuss" in page
        assert "In: Red (declared Green)" in page
        assert "Why these rows" in page
