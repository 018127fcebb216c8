"""Which editions there should be, and making those that are not there yet."""

from collections import defaultdict
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef

from reports import doorbell
from reports.models import Edition, EditionState, Schedule, Transition
from reports.periods import LONDON, Month, due_at, due_periods
from workstreams.bank_holidays import england
from workstreams.models import Board


def ensure_due(*, now: datetime) -> list[Edition]:
    """Makes the edition of every (board, period) that is due at ``now`` and has none, oldest first.

    Safe to run twice, at once, by two beats (F21), and after days of silence (F22). Returns the
    editions that this call found missing.
    """
    made: list[Edition] = []
    schedules = list(Schedule.objects.filter(active=True).select_related("board"))
    done: dict[int, set[Month]] = defaultdict(set)
    boards = [schedule.board_id for schedule in schedules]
    for board, first in Edition.objects.filter(board__in=boards).values_list("board_id", "period"):
        done[board].add(Month.of(first))
    holidays = england()
    for schedule in schedules:
        since = Month.of(schedule.starts)
        for period in due_periods(
            now, schedule.due(), since=since, done=done[schedule.board_id], holidays=holidays
        ):
            when = due_at(period, schedule.due(), holidays=holidays)
            made.append(open_edition(schedule.board, period, now=now, due=when))
    return made


@transaction.atomic
def open_edition(
    board: Board, period: Month, *, now: datetime, due: datetime | None = None
) -> Edition:
    """The edition in force of a board and a period, made when there is none, whoever asks and however often."""
    fresh = Edition(
        board=board, period=period.first, state=EditionState.DUE, since=now, due_at=due or now
    )
    Edition.objects.bulk_create([fresh], ignore_conflicts=True)
    unlogged = Edition.objects.filter(board=board, period=period.first, version=1).exclude(
        Exists(Transition.objects.filter(edition=OuterRef("pk")))
    )
    for edition in unlogged:
        words = f"due {due.astimezone(LONDON):%d %B %Y, %H:%M}" if due else "asked for by hand"
        Transition.objects.create(edition=edition, at=now, now=EditionState.DUE, words=words)
        doorbell.ring("render_edition", edition.pk)
    return Edition.objects.exclude(state=EditionState.SUPERSEDED).get(
        board=board, period=period.first
    )
