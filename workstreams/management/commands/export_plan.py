"""manage.py export_plan: the stored plan of a programme as JSON."""

from __future__ import annotations

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from workstreams.models import Programme
from workstreams.plan import exporting


class Command(BaseCommand):
    """Prints every row of a plan, depth first as printed."""

    help = "Print the plan of a programme as JSON."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--programme", required=True, help="name of the programme")
        parser.add_argument("--format", choices=["json"], default="json")

    def handle(self, *args: Any, **options: Any) -> None:
        programme = Programme.objects.filter(name__iexact=options["programme"].strip()).first()
        if programme is None:
            raise CommandError(f"There is no programme called {options['programme']}.")
        told = {"programme": programme.name, "rows": list(exporting.rows(programme))}
        self.stdout.write(json.dumps(told, ensure_ascii=False))
