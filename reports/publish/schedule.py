"""When a board's report is prepared: set by a person, and shown before it is saved."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from reports.log import Refused
from reports.models import Schedule
from reports.periods import Due, Month, due_at, months
from workstreams.actions.base import save
from workstreams.bank_holidays import england
from workstreams.models import Board

COLUMNS = (
    "rule", "n", "at", "meeting_week", "meeting_weekday", "grace_hours", "issue_by_hand", "attach", "active",
)  # fmt: skip
SHOWN = 12


def coming(due: Due, *, today: date) -> list[tuple[Month, datetime]]:
    """The next twelve months with the moment each report is prepared, from the one that is running."""
    first, holidays = Month.of(today), england()
    last = first
    for _ in range(SHOWN - 1):
        last = last.next
    return [(month, due_at(month, due, holidays=holidays)) for month in months(first, last)]


@transaction.atomic
def set_schedule(
    board: Board, *, facts: Mapping[str, Any], by: Any, today: date, now: datetime
) -> Schedule:
    """Sets when the report is prepared and how it goes out. ``facts``: columns of Schedule.

    A new schedule starts with the month that is running; reports that exist are not touched. Refused,
    with the sentence of the constraint, when the rule names no day.
    """
    found = Schedule.objects.select_for_update().filter(board=board).first()
    schedule = found or Schedule(board=board, starts=Month.of(today).first)
    for name in COLUMNS:
        if name in facts:
            setattr(schedule, name, facts[name])
    try:
        schedule.full_clean(exclude=["board"])
    except ValidationError as error:
        raise Refused(" ".join(error.messages)) from error
    return save(schedule, by=by, now=now)
