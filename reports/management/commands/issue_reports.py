"""Does by hand what the tick does: makes the reports of a month, for every board or for one."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from reports import publish
from reports.models import Edition
from reports.periods import Month
from workstreams.models import Board


class Command(BaseCommand):
    """Prints one line for each board: what was made, or what was there already."""

    help = "Makes the reports of a month, as drafts to approve. Safe to run any number of times."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--period", required=True, help="the month, for example 2020-08")
        parser.add_argument(
            "--board", help="the name or short name of one board; without it, all that have a scope"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            period = Month.read(options["period"])
        except ValueError as error:
            raise CommandError(str(error)) from error
        for board in self._boards(options["board"]):
            there = Edition.objects.filter(board=board, period=period.first).exists()
            edition = publish.open_edition(board, period, now=timezone.now())
            state = publish.work(edition.pk, clock=timezone.now)
            edition.refresh_from_db()
            said = "found" if there and not state else "made"
            line = f"{board}, {period}: {said} version {edition.version}, {edition.get_state_display().lower()}"
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
