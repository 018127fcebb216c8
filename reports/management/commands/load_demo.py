"""The demonstration programme: plan, people, three months of history, last month's reports."""

from datetime import date, datetime, time
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from reports import chase
from reports import demo as reporting
from reports.demo_chase import chase_so_far
from reports.models import EditionState
from workstreams.demo import load, look, others

STATUS_MORNING = datetime.combine(date(2020, 8, 3), time(9, 0))


class Command(BaseCommand):
    help = (
        "Load the demonstration programme (invented people and words, every fault of a real plan)."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--if-empty",
            action="store_true",
            help="do nothing when there is a programme of somebody's own",
        )
        parser.add_argument(
            "--unshifted",
            action="store_true",
            help="keep the calendar of the plan, whose status date is 3 August 2020",
        )

    def handle(self, *args: Any, if_empty: bool, unshifted: bool, **options: Any) -> None:
        if if_empty and load.others_exist():
            self.stdout.write(
                "There is a programme here already: the demonstration was not loaded."
            )
            return
        now = timezone.make_aware(STATUS_MORNING) if unshifted else timezone.now()
        look.show(now=now)
        demo = load.load(
            today=timezone.localdate(now), now=now, shifted=not unshifted, freeze=reporting.freeze
        )
        others.load(demo.cast, today=timezone.localdate(now), now=now)
        chase_so_far(demo.programme, now=now)
        chase.ask(now=now, at_any_hour=True)
        editions = reporting.report_last_month(demo, now=now)
        for edition in editions:
            if edition.state == EditionState.FAILED:
                self.stderr.write(
                    f"The report of {edition.board} could not be made: {edition.error}"
                )
        if demo.new:
            items = demo.programme.items.count()
            self.stdout.write(
                f"Loaded “{demo.programme}”: {items} items; its report of {editions[0].month} is issued."
            )
