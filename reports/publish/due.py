"""Which editions there should be, and making those that are not there yet."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef

from reports import doorbell
from reports.kinds import MONTHLY, Kind, covers, ends_quarter
from reports.log import Refused
from reports.models import Edition, EditionState, Schedule, Transition
from reports.periods import LONDON, Month, due_at, due_periods
from reports.shapes import offered
from workstreams.dates.bank_holidays import england
from workstreams.models import Board

Done = Mapping[Kind, set[Month]]


@dataclass(frozen=True, slots=True, order=True)
class Wanted:
    """A report that is due: when it fell due, which it is."""

    at: datetime
    kind: Kind
    period: Month

    @property
    def covers(self) -> str:
        """ "August 2020", or the three months."""
        return covers(self.kind, self.period)


def ensure_due(*, now: datetime) -> list[Edition]:
    """Makes the edition of every (board, kind, period) that is due at ``now`` and has none, oldest first.

    Safe to run twice, at once, by two beats (F21), and after days of silence (F22). Returns the
    editions that this call found missing.
    """
    made: list[Edition] = []
    schedules = list(Schedule.objects.filter(active=True).select_related("board"))
    done: dict[int, dict[Kind, set[Month]]] = defaultdict(lambda: defaultdict(set))
    there = Edition.objects.filter(board__in=[schedule.board_id for schedule in schedules])
    for board, kind, first in there.values_list("board_id", "kind", "period"):
        done[board][Kind(kind)].add(Month.of(first))
    for schedule in schedules:
        for one in sorted(wanted(schedule, done[schedule.board_id], now=now, holidays=england())):
            made.append(
                open_edition(schedule.board, one.period, kind=one.kind, now=now, due=one.at)
            )
    return made


def wanted(
    schedule: Schedule, done: Done, *, now: datetime, holidays: Collection[date]
) -> Iterator[Wanted]:
    """What a schedule asks for by ``now`` and is not ``done``. A month has one monthly report, so a board
    that changes from highlight reports to summaries is not sent its old months again."""
    due = schedule.due()
    if schedule.monthly and offered(schedule.monthly):
        taken = {month for kind in MONTHLY for month in done.get(kind, ())}
        since = Month.of(schedule.starts)
        for period in due_periods(now, due, since=since, done=taken, holidays=holidays):
            yield Wanted(due_at(period, due, holidays=holidays), Kind(schedule.monthly), period)
    if schedule.quarterly_from and offered(Kind.QUARTERLY):
        since, taken = Month.of(schedule.quarterly_from), set(done.get(Kind.QUARTERLY, ()))
        for period in due_periods(now, due, since=since, done=taken, holidays=holidays):
            if ends_quarter(period):
                yield Wanted(due_at(period, due, holidays=holidays), Kind.QUARTERLY, period)


@transaction.atomic
def open_edition(
    board: Board,
    period: Month,
    *,
    now: datetime,
    kind: str = Kind.HIGHLIGHT,
    due: datetime | None = None,
    by: Any = None,
) -> Edition:
    """The edition in force of a board, a kind and a period, made when there is none, whoever asks and
    however often. Refused when no such report can be: a kind that is not offered, half a quarter."""
    if not offered(kind):
        raise Refused("Such a report cannot be made here.")
    if kind == Kind.QUARTERLY and not ends_quarter(period):
        raise Refused(
            f"A quarterly review ends with March, June, September or December; {period} ends no quarter."
        )
    fresh = Edition(
        board=board,
        kind=kind,
        period=period.first,
        state=EditionState.DUE,
        since=now,
        due_at=due or (None if kind == Kind.COMMITTEE else now),
    )
    Edition.objects.bulk_create([fresh], ignore_conflicts=True)
    of_these = Edition.objects.filter(board=board, kind=kind, period=period.first)
    unlogged = of_these.filter(version=1).exclude(
        Exists(Transition.objects.filter(edition=OuterRef("pk")))
    )
    for edition in unlogged:
        words = f"due {due.astimezone(LONDON):%d %B %Y, %H:%M}" if due else "asked for by hand"
        Transition.objects.create(edition=edition, at=now, now=EditionState.DUE, by=by, words=words)
        doorbell.ring("render_edition", edition.pk)
    return of_these.exclude(state=EditionState.SUPERSEDED).get()
