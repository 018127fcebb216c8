"""Does by hand what the tick does: makes the reports of a month, for every board or for one."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from reports import publish
from reports.kinds import Kind
from reports.models import Edition, Schedule
from reports.periods import Month
from reports.shapes import offered
from workstreams.models import Board


def _monthly(board: Board) -> str:
    schedule = Schedule.objects.filter(board=board).first()
    return (schedule.monthly if schedule else "") or Kind.HIGHLIGHT


def _named(edition: Edition) -> str:
    """The month alone of a highlight report, as most are; the whole name of the others."""
    return edition.covers if edition.kind == Kind.HIGHLIGHT else edition.name


class Command(BaseCommand):
    """Prints one line for each board: what was made, or what was there already."""

    help = "Makes the reports of a month, as drafts to approve. Safe to run any number of times."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--period", required=True, help="the month, for example 2020-08")
        parser.add_argument(
            "--kind",
            choices=[kind.value for kind in Kind if offered(kind)],
            help="without it what the board's schedule gives each month, else a highlight report",
        )
        parser.add_argument(
            "--board", help="the name or short name of one board; without it, all that have a scope"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            period = Month.read(options["period"])
        except ValueError as error:
            raise CommandError(str(error)) from error
        for board in self._boards(options["board"]):
            kind = options["kind"] or _monthly(board)
            of_these = Edition.objects.filter(board=board, kind=kind, period=period.first)
            there = of_these.exists()
            try:
                edition = publish.open_edition(board, period, kind=kind, now=timezone.now())
            except publish.Refused as refusal:
                raise CommandError(str(refusal)) from refusal
            did = publish.work(edition.pk, clock=timezone.now)
            edition.refresh_from_db()
            said = "found" if there and not did else "made"
            state = edition.get_state_display().lower()
            line = f"{board}, {_named(edition)}: {said} version {edition.version}, {state}"
            if edition.error:
                line += f" ({edition.error})"
            elif edition.sha256:
                line += f"; {edition.pages} pages, SHA-256 {edition.sha256}"
            self.stdout.write(line)

    def _boards(self, name: str | None) -> list[Board]:
        boards = Board.objects.filter(scope__isnull=False).distinct().order_by("name")
        if not name:
            found = list(boards)
            if not found:
                raise CommandError("No board looks at a programme yet; there is nothing to report.")
            return found
        wanted = name.strip().casefold()
        chosen = [
            board
            for board in boards
            if wanted in (board.name.casefold(), board.short_name.casefold())
        ]
        if not chosen:
            known = ", ".join(str(board) for board in boards) or "none"
            raise CommandError(f'There is no board "{name}" with a scope. Boards: {known}.')
        return chosen
