"""manage.py import_plan: a workbook into a programme's plan, as the upload page does it."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from workstreams.actions.base import Refused as ActionRefused
from workstreams.actions.programmes import create_programme
from workstreams.importing import apply, summary
from workstreams.importing.apply import Choices, Preview, Standing
from workstreams.importing.sniff import MAX_BYTES, Refused, too_big
from workstreams.models import Programme

BAD_FILE = 2


class Command(BaseCommand):
    """Reads a workbook, says what it found, and brings it into the plan: all of it or nothing."""

    help = "Import a plan from an Excel workbook. The programme is made when it is not there yet."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--programme", required=True, help="name of the programme")
        parser.add_argument(
            "--dry-run", action="store_true", help="say what would happen, save nothing"
        )
        parser.add_argument("--json", action="store_true", help="print the figures as JSON")
        parser.add_argument(
            "--by", metavar="EMAIL", help="the user the history shall name; nobody if left out"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        by = self._user(options["by"])
        try:
            data = _read(options["file"])
            done = self._import(data, **{**options, "by": by})
        except (Refused, ActionRefused) as refused:
            self.stderr.write(refused.sentence)
            sys.exit(BAD_FILE)
        figures = summary.of(done.reading, done.comparison)
        if options["json"]:
            self.stdout.write(json.dumps(figures, ensure_ascii=False))
        else:
            self._say(figures, dry_run=options["dry_run"])

    def _user(self, email: str | None) -> Any:
        if not email:
            return None
        user = get_user_model().objects.filter(email__iexact=email).first()
        if user is None:
            raise CommandError(f"Nobody signs in as {email}.")
        return user

    def _import(
        self, data: bytes, *, by: Any, file: Path, programme: str, dry_run: bool, **_: Any
    ) -> Preview:
        found = Programme.objects.filter(name__iexact=programme.strip()).first()
        if dry_run:
            reading = apply.read_file(data)
            return apply.against(reading, Standing.of(found, reading.shape), Choices())
        apply.read_file(data)  # a file that is refused makes no programme
        now = timezone.now()
        if found is None:
            found = create_programme(name=programme, by=by, now=now)
        batch = apply.check(programme=found, data=data, file_name=file.name, by=by, now=now)
        return apply.apply(batch, by=by, today=timezone.localdate(), now=now)

    def _say(self, figures: dict[str, Any], *, dry_run: bool) -> None:
        rows, changes = figures["rows"], figures["changes"]
        say = self.stdout.write
        say(
            f"{rows['read']} rows read: {rows['imported']} of the plan, {len(rows['left_out'])} left out."
        )
        for left in rows["left_out"]:
            say(f"  left out {left['sheet']}!{left['cell']}: {left['why']}: {left['text'][:60]}")
        for notice in figures["notices"]:
            say(f"  {notice}")
        for code, count in figures["flags"].items():
            say(f"  {count:4} {code}")
        if not changes["added"] and not changes["changed"]:
            say("Nothing changed: the plan says all of this already.")
        else:
            verb = "would be" if dry_run else "were"
            say(f"{changes['added']} rows {verb} added, {changes['changed']} {verb} changed.")


def _read(file: Path) -> bytes:
    try:
        size = file.stat().st_size
        if size > MAX_BYTES:
            raise Refused(too_big(size))
        return file.read_bytes()
    except OSError as error:
        raise CommandError(f"{file} cannot be read: {error.strerror}.") from error
