"""What a board gets and when: set by a person, and shown before it is saved."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from reports.kinds import quarter_end
from reports.log import Refused
from reports.models import Schedule
from reports.periods import LONDON, Month, due_at
from reports.publish.due import Wanted, wanted
from workstreams.actions.base import save
from workstreams.dates.bank_holidays import england
from workstreams.models import Board

COLUMNS = (
    "monthly", "rule", "n", "at", "meeting_week", "meeting_weekday", "grace_hours", "issue_by_hand", "attach",
    "active",
)  # fmt: skip
SHOWN = 12
AHEAD = timedelta(days=4 * 366)  # twelve quarterly reviews take three years


def coming(schedule: Schedule, *, now: datetime) -> list[Wanted]:
    """The next twelve reports that will be prepared by themselves after ``now``, soonest first, of a
    schedule that need not be saved. Whether it is in force (``active``) is not asked."""
    found = wanted(schedule, {}, now=now + AHEAD, holidays=england())
    return sorted(each for each in found if each.at > now)[:SHOWN]


def planned(board: Board, *, facts: Mapping[str, Any], now: datetime) -> Schedule:
    """The board's schedule as it would be with ``facts``: columns of Schedule, and "quarterly" (whether
    quarterly reviews are prepared). Nothing is saved.

    A new schedule starts with the month that is running in London. Reviews start with the first quarter
    whose review is still to fall due, so that ticking the box asks for none of the past.
    """
    found = Schedule.objects.filter(board=board).first()
    running = Month.of(now.astimezone(LONDON).date())
    schedule = found or Schedule(board=board, starts=running.first)
    for name in COLUMNS:
        if name in facts:
            setattr(schedule, name, facts[name])
    if not facts.get("quarterly", bool(schedule.quarterly_from)):
        schedule.quarterly_from = None
    elif schedule.quarterly_from is None:
        last = quarter_end(running.previous)
        while due_at(last, schedule.due(), holidays=england()) <= now:
            last = quarter_end(last.next)
        schedule.quarterly_from = last.first
    return schedule


@transaction.atomic
def set_schedule(board: Board, *, facts: Mapping[str, Any], by: Any, now: datetime) -> Schedule:
    """Sets what the board gets, when it is prepared and how it goes out; ``facts`` as for `planned`.

    Reports that exist are not touched. Refused, with the sentence of the constraint, when the rule names
    no day or nothing is asked for.
    """
    Schedule.objects.select_for_update().filter(board=board).first()
    schedule = planned(board, facts=facts, now=now)
    if schedule.active and not (schedule.monthly or schedule.quarterly_from):
        raise Refused(
            "Choose a report for each month, or the quarterly review, or switch the preparing off."
        )
    try:
        schedule.full_clean(exclude=["board"])
    except ValidationError as error:
        raise Refused(" ".join(error.messages)) from error
    return save(schedule, by=by, now=now)
