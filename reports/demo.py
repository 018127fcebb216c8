"""Last month's reports of the demonstration: made, approved and issued by the same steps as any others.

Done once; asked again it finishes what an interrupted load left, and changes nothing else. The mails wait in the queue
until the worker starts.
"""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import transaction

from reports import publish
from reports.models import Edition, EditionState, Schedule
from reports.periods import LONDON, Month, due_at
from workstreams.actions.base import save
from workstreams.bank_holidays import england
from workstreams.demo.load import Demo
from workstreams.models import Board, Programme

APPROVER = "Gillian Roake"
TO_APPROVE = timedelta(hours=26)  # a draft made one morning is approved the next
STEP = timedelta(minutes=4)


def freeze(programme: Programme, month: date, now: datetime) -> None:
    """The facts of a month that is over, as they stood then: what later reports compare with."""
    publish.snapshot_of(programme, Month.of(month), now=now)


def issue_last_month(demo: Demo, *, now: datetime) -> list[Edition]:
    """Schedules for the boards, and the report of the month before `now`, issued to each board's list."""
    period = Month.of(now.astimezone(LONDON).date()).previous
    approver = demo.cast.users[APPROVER]
    issued = []
    for board, rules in _boards(demo):
        schedule = _schedule(board, rules, starts=period, now=now)
        due = due_at(period, schedule.due(), holidays=england())
        made = min(due, _soonest(now))
        edition = publish.open_edition(board, period, now=made, due=due)
        if edition.state == EditionState.FAILED:
            publish.try_again(edition, by=approver, now=made)
        _work(edition, now=made)
        if edition.state == EditionState.READY:
            agreed = min(made + TO_APPROVE, now)
            with transaction.atomic():
                publish.approve(edition, by=approver, now=agreed)
            _work(edition, now=min(agreed + STEP, now))
        issued.append(edition)
    return issued


def _boards(demo: Demo) -> Iterator[tuple[Board, dict[str, Any]]]:
    for one in demo.story["boards"]:
        yield demo.cast.boards[one["short_name"]], one["schedule"]


def _soonest(now: datetime) -> datetime:
    """A little before `now`, and still in its month: the month before is over, however young this one is."""
    today = now.astimezone(LONDON).date()
    midnight = datetime.combine(today.replace(day=1), time(0, 1), tzinfo=LONDON)
    return max(midnight, now - timedelta(hours=1))


def _schedule(board: Board, rules: dict[str, Any], *, starts: Month, now: datetime) -> Schedule:
    """The board's due rule, from the month that is reported here on: earlier ones are not asked for again."""
    found = Schedule.objects.filter(board=board).first()
    return found or save(Schedule(board=board, starts=starts.first, **rules), by=None, now=now)


def _work(edition: Edition, *, now: datetime) -> None:
    publish.work(edition.pk, clock=lambda: now)
    edition.refresh_from_db()
