"""The world of a run: one small plan for all of them, and the boards, schedules and readers of this one."""

from __future__ import annotations

import shutil
from typing import Any

from django.core.management import call_command
from django.db import connection

from reports.kinds import quarter_end
from reports.models import Schedule
from reports.periods import DueRule, Month
from tests import factories
from tests.faults import chased
from tracker.accounts.models import User
from workstreams.models import BoardRecipient, BoardScope, Item, Programme


def build_plan() -> None:
    """One programme of two items for all runs, and the sponsor."""
    call_command("migrate", run_syncdb=True, verbosity=0)
    programme = factories.ProgrammeFactory(name="Calderbrook commissioning", slug="commissioning")
    first = factories.WorkstreamFactory(programme=programme, position=1, title="Urgent care")
    for number in (1, 2):
        factories.ItemFactory(workstream=first, title=f"Action {number}", percent=50)
    factories.UserFactory(email="gillian.roake@calderbrook.example", full_name="Gillian Roake")


def build(story: Any) -> None:
    """The boards of a run over the plan; what an earlier run left is taken away."""
    story.redis.empty()
    shutil.rmtree(story.files, ignore_errors=True)
    story.redis.limit(None)
    with connection.cursor() as cursor:
        tables = [name for name in connection.introspection.table_names(cursor)
                  if name.startswith("reports_") or name.startswith("workstreams_board")]  # fmt: skip
        cursor.execute(f"TRUNCATE {', '.join(tables)} RESTART IDENTITY CASCADE")
    programme = Programme.objects.get(slug="commissioning")
    Item.objects.update(percent=50)
    story.sponsor = User.objects.get(email="gillian.roake@calderbrook.example")
    first = story.periods[-1]
    for number, name in enumerate(story.names, 1):
        board = factories.BoardFactory(name=name)
        BoardScope.objects.create(board=board, programme=programme)
        Schedule.objects.create(
            board=board, starts=first, rule=DueRule.LAST_WORKING_DAY,
            quarterly_from=quarter_end(Month.of(first)).first,
        )  # fmt: skip
        for reader in range(story.readers):
            BoardRecipient.objects.create(
                board=board, name=f"Reader {reader}", email=story.address(number, reader)
            )
    chased.build(story) if story.leads else chased.clear()
