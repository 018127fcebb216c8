"""Last month's reports of the demonstration: made, approved and issued by the same steps as any others.

One board's report is issued to its list (the mails wait in the queue until the worker starts), the next board's has
just been asked for (the worker makes its draft, and somebody may approve it), the third board gets its first one next
month. Done once; asked again it finishes what an interrupted load left, and changes nothing else.
"""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from reports import publish
from reports.models import Edition, EditionState, Schedule
from reports.periods import LONDON, Month, due_at
from workstreams.actions.base import save
from workstreams.dates.bank_holidays import england
from workstreams.dates.workdays import add_working_days
from workstreams.demo.load import Demo
from workstreams.models import Board, Programme

APPROVER = "Gillian Roake"
APPROVED_AT = time(16, 58)  # of the working day after the draft was made
STEP = timedelta(minutes=4)


def freeze(programme: Programme, month: date, now: datetime) -> None:
    """The facts of a month that is over, as they stood then: what later reports compare with."""
    publish.snapshot_of(programme, Month.of(month), now=now)


def report_last_month(demo: Demo, *, now: datetime) -> list[Edition]:
    """Schedules for the boards, and the reports of the month before `now` as far as the story takes them."""
    period = Month.of(now.astimezone(LONDON).date()).previous
    made = []
    for board, facts in _boards(demo):
        reported = facts["last_month"] != "none"
        schedule = _schedule(
            board, facts["schedule"], starts=period if reported else period.next, now=now
        )
        if facts["last_month"] == "issued":
            made.append(
                _issued(board, period, schedule, approver=demo.cast.users[APPROVER], now=now)
            )
        elif reported:
            made.append(publish.open_edition(board, period, now=now))
    return made


def _boards(demo: Demo) -> Iterator[tuple[Board, dict[str, Any]]]:
    for one in demo.story["boards"]:
        yield demo.cast.boards[one["short_name"]], one


def _issued(
    board: Board, period: Month, schedule: Schedule, *, approver: Any, now: datetime
) -> Edition:
    due = due_at(period, schedule.due(), holidays=england())
    made = min(due, _soonest(now))
    edition = publish.open_edition(board, period, now=made, due=due)
    if edition.state == EditionState.FAILED:
        publish.try_again(edition, by=approver, now=made)
    _work(edition, now=made)
    if edition.state == EditionState.READY:
        agreed = min(_next_afternoon(made), now)
        publish.approve(edition, by=approver, now=agreed)
        _work(edition, now=min(agreed + STEP, now))
    return edition


def _soonest(now: datetime) -> datetime:
    """A little before `now`, and still in its month: the month before is over, however young this one is."""
    today = now.astimezone(LONDON).date()
    midnight = datetime.combine(today.replace(day=1), time(0, 1), tzinfo=LONDON)
    return max(midnight, now - timedelta(hours=1))


def _next_afternoon(made: datetime) -> datetime:
    day = add_working_days(made.astimezone(LONDON).date(), 1, holidays=england())
    return datetime.combine(day, APPROVED_AT, tzinfo=LONDON)


def _schedule(board: Board, rules: dict[str, Any], *, starts: Month, now: datetime) -> Schedule:
    """The board's due rule, from the month that is reported here on: earlier ones are not asked for again."""
    found = Schedule.objects.filter(board=board).first()
    return found or save(Schedule(board=board, starts=starts.first, **rules), by=None, now=now)


def _work(edition: Edition, *, now: datetime) -> None:
    publish.work(edition.pk, clock=lambda: now)
    edition.refresh_from_db()
