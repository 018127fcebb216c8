"""manage.py rerate: what the nightly task does, by hand and for any day."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from workstreams.actions.rating import rerate
from workstreams.models import Programme


class Command(BaseCommand):
    """Rates the items of every programme, or of one, as at a day."""

    help = "Rate items again as at today, or as at --date."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--programme", help="only this programme, by name")
        parser.add_argument("--date", type=date.fromisoformat, help="YYYY-MM-DD; today if left out")

    def handle(self, *args: Any, **options: Any) -> None:
        today = options["date"] or timezone.localdate()
        programmes = Programme.objects.order_by("pk")
        if options["programme"]:
            programmes = programmes.filter(name=options["programme"])
            if not programmes:
                raise CommandError(f"There is no programme called {options['programme']}.")
        for programme in programmes:
            changed = rerate(programme, today=today)
            self.stdout.write(f"{programme}: {changed} ratings changed, as at {today:%-d %B %Y}")
