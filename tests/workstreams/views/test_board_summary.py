"""What an imported progress report put before its board stands on the board's page, as it was printed."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from django.urls import reverse

from tests.workstreams.importing.test_progress_report import FIRST, OUTCOME, report
from workstreams.importing import apply
from workstreams.models import BoardScope, ImportBatch
from workstreams.put_before import summaries_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_day")]
ABOVE = (
    ["No.", "Action/ Risk", "Status", "Owner", "Action to be taken and when"],
    ["1.1", "Foster homes", "Amber", "M. Ottery", "Ten carers by Easter."],
    ["1.2", "Short breaks", "Red", "K. Lindqvist", "As above."],
    [],
)


@pytest.fixture
def brought_in(cast, now):
    """The report, checked and saved."""
    batch = apply.check(
        programme=cast.plan.programme, data=report(OUTCOME, FIRST, above=ABOVE), file_name="report.xlsx",
        by=cast["manager"], now=now,
    )  # fmt: skip
    ImportBatch.objects.filter(pk=batch.pk).update(state="applied", applied_at=now)
    return batch


def board_page(client, board):
    said = client.get(reverse("board", args=[board.pk])).content.decode()
    return " ".join(re.sub(r"<[^>]+>", " ", said).split())


def test_its_five_columns_stand_on_the_board_page(signed_in, cast, brought_in):
    said = board_page(signed_in("board"), cast.board)
    assert "No. Action or risk Status Owner Action to be taken, and when" in said
    assert "1.1 Foster homes Amber M. Ottery Ten carers by Easter." in said
    assert "As printed in report.xlsx, brought in on 3 August 2020" in said


def test_as_above_comes_with_the_words_it_means(signed_in, cast, brought_in):
    said = board_page(signed_in("board"), cast.board)
    assert "As above. The row above says: Ten carers by Easter." in said


def test_a_board_that_sees_a_branch_alone_is_not_shown_the_programmes_rows(
    signed_in, cast, brought_in
):
    cast.board.scope.all().delete()
    BoardScope.objects.create(board=cast.board, workstream=cast.plan.first)
    assert "Put before the board" not in board_page(signed_in("board"), cast.board)


def test_the_last_report_that_had_rows_counts(cast, brought_in, now):
    later = ImportBatch.objects.get(pk=brought_in.pk)
    later.pk = None
    later.file_name, later.reading = "later.xlsx", {**later.reading, "board": []}
    later.applied_at = datetime(2020, 9, 1, tzinfo=UTC)
    later.save()
    (found,) = summaries_of([cast.plan.programme])
    assert found.file_name == "report.xlsx"
    assert [row.number for row in found.rows] == ["1.1", "1.2"]


def test_without_an_import_nothing_is_said(signed_in, cast):
    assert summaries_of([]) == []
    assert "Put before the board" not in board_page(signed_in("manager"), cast.board)
