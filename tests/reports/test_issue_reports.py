"""The command that does by hand what the tick does."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from reports.models import Delivery, Edition

pytestmark = pytest.mark.django_db


def run(*options: str) -> str:
    said = StringIO()
    call_command("issue_reports", *options, stdout=said)
    return said.getvalue()


def test_it_makes_a_draft_and_says_so(board, quick_renderer):
    said = run("--period", "2020-07")
    assert said.startswith(
        "Integrated Commissioning Board, July 2020: made version 1, draft, waiting for approval; 9 pages, SHA-256 "
    )
    assert Edition.objects.get().draft_sha256 in said
    assert Delivery.objects.count() == 0


def test_again_it_finds_what_is_there(board, quick_renderer):
    run("--period", "2020-07")
    assert "found version 1" in run("--period", "2020-07")
    assert Edition.objects.count() == 1


def test_one_board_by_name_or_short_name(board, quick_renderer):
    board.short_name = "ICB"
    board.save()
    assert "made version 1" in run("--period", "2020-07", "--board", "icb")
    assert "found version 1" in run(
        "--period", "2020-07", "--board", "integrated commissioning board"
    )


@pytest.mark.parametrize("period", ["2020-13", "July", "2020", "20-07"])
def test_a_bad_period_gets_its_sentence(board, period):
    with pytest.raises(CommandError, match=r"month 13|is written YYYY-MM"):
        run("--period", period)


def test_a_board_nobody_knows(board):
    with pytest.raises(CommandError, match="Boards: Integrated Commissioning Board"):
        run("--period", "2020-07", "--board", "Parish council")


def test_no_board_at_all(db):
    with pytest.raises(CommandError, match="nothing to report"):
        run("--period", "2020-07")
