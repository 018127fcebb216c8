"""Last month's reports of the demonstration: made, approved and issued by the same steps as any others.

One board's highlight report is issued to its list (the mails wait in the queue until the worker starts), the next
board's has just been asked for (the worker makes its draft, and somebody may approve it), the third board is sent a
summary by its rule. The first board has its review of the last quarter too, and a committee report that somebody has
begun to write. Done once; asked again it finishes what an interrupted load left, and changes nothing else.
"""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from reports import publish
from reports.committee import State, Text
from reports.kinds import Kind, last_quarter
from reports.models import Edition, EditionState, Schedule
from reports.periods import LONDON, Month, due_at
from reports.publish.texts import mark_of
from workstreams.actions.base import save
from workstreams.dates.bank_holidays import england
from workstreams.dates.workdays import add_working_days
from workstreams.demo.load import Demo
from workstreams.models import Board, Meeting, Programme

APPROVER = "Gillian Roake"
WRITER = "Tamsin Boyle"
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
        schedule = _schedule(board, facts, period, now=now)
        if facts["last_month"] == "issued":
            made.append(
                _issued(board, period, schedule, approver=demo.cast.users[APPROVER], now=now)
            )
        else:
            made.append(publish.open_edition(board, period, kind=schedule.monthly, now=now))
        if schedule.quarterly_from:
            quarter = Month.of(schedule.quarterly_from)
            made.append(publish.open_edition(board, quarter, kind=Kind.QUARTERLY, now=now))
        if "committee" in facts:
            made.append(
                _begun(board, period, facts["committee"], by=demo.cast.users[WRITER], now=now)
            )
    return made


def _begun(
    board: Board, period: Month, sections: dict[str, str], *, by: Any, now: datetime
) -> Edition:
    """A committee report for the next meeting, some of its sections written."""
    today = now.astimezone(LONDON).date()
    ahead = Meeting.objects.filter(board=board, on__gt=today, cancelled=False).order_by("on")
    edition = publish.begin_committee(board, period, meeting=ahead.first(), by=by, now=now)
    if not edition.texts.filter(key__in=sections).exists():
        answers = {key: Text(key, State.TEXT, words) for key, words in sections.items()}
        nothing = {key: mark_of(Text(key)) for key in sections}
        publish.write_texts(edition, answers, seen=nothing, by=by, now=now)
    return edition


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


def _schedule(board: Board, facts: dict[str, Any], period: Month, *, now: datetime) -> Schedule:
    """What the board gets, from the month and the quarter that are reported here on: earlier ones are not
    asked for again."""
    found = Schedule.objects.filter(board=board).first()
    if found:
        return found
    reviewed = last_quarter(period).first if facts["quarterly"] else None
    made = Schedule(board=board, starts=period.first, quarterly_from=reviewed, **facts["schedule"])
    return save(made, by=None, now=now)


def _work(edition: Edition, *, now: datetime) -> None:
    publish.work(edition.pk, clock=lambda: now)
    edition.refresh_from_db()
