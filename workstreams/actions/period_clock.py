"""Months that open and close by the clock, and the rule they follow.

Asked every few minutes by beat, which may run twice or not at all: what is there is left alone,
what was missed is made up for while its window lasts, and each month is opened once because the
database holds one row a month.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from workstreams.dates.bank_holidays import of_nation
from workstreams.models import (
    Board,
    Meeting,
    PeriodRule,
    PeriodState,
    Programme,
    ReportingPeriod,
)
from workstreams.month.calendar import Dates, dates_of, next_dates
from workstreams.periods import LONDON, DueRule, Month, months

from .base import Refused, save
from .month import close_period, open_period
from .parts import change, filled, locked

#: No window is longer: 25 working days before the due date and 20 after it.
BACK = 3


def keep_periods(*, now: datetime) -> tuple[list[ReportingPeriod], list[ReportingPeriod]]:
    """Opens every month that is to open at `now`, closes every one whose hour has come.

    A month whose whole window passed while nothing ran is not opened: nobody was asked for it.
    """
    return _open(now=now), _close(now=now)


def _open(*, now: datetime) -> list[ReportingPeriod]:
    today = now.astimezone(LONDON).date()
    current = Month.of(today)
    earliest = current
    for _ in range(BACK):
        earliest = earliest.previous
    rules = list(PeriodRule.objects.filter(active=True).select_related("programme").order_by("pk"))
    there = set(
        ReportingPeriod.objects.filter(
            programme__in=[rule.programme_id for rule in rules], month__gte=earliest.first
        ).values_list("programme_id", "month")
    )
    meets = meetings_of(rule.board_id for rule in rules)
    opened = []
    for rule in rules:
        for month in months(max(earliest, Month.of(rule.starts)), current.next):
            if (rule.programme_id, month.first) in there:
                continue
            dates = dates_by(rule, month, meets)
            if dates.opens_on <= today and now < dates.closes_at:
                opened += _opened(rule, dates, now=now)
    return opened


def _opened(rule: PeriodRule, dates: Dates, *, now: datetime) -> list[ReportingPeriod]:
    try:
        return [
            open_period(
                programme=rule.programme, month=dates.month.first, opens_on=dates.opens_on,
                deadline=dates.due_at, closes_at=dates.closes_at, by_rule=True, by=None, now=now,
            )
        ]  # fmt: skip
    except Refused:  # the other beat was quicker
        return []


def _close(*, now: datetime) -> list[ReportingPeriod]:
    closed = []
    due = ReportingPeriod.objects.filter(state=PeriodState.OPEN, closes_at__lte=now)
    for period in due.order_by("pk"):
        with transaction.atomic():
            fresh = locked(period, version=None)
            # asked again under the lock: somebody may have closed it, or given it more time
            if fresh.state == PeriodState.OPEN and fresh.closes_at and fresh.closes_at <= now:
                closed.append(close_period(fresh, by=None, now=now, reason="Its time was over."))
    return closed


Meets = Mapping[int, Mapping[Month, date]]


def meetings_of(boards: Iterable[int | None]) -> Meets:
    """The first meeting of each board in each month, for the month before it. One statement, none
    when no board is given."""
    wanted = {board for board in boards if board is not None}
    found: dict[int, dict[Month, date]] = defaultdict(dict)
    if wanted:
        rows = Meeting.objects.filter(board__in=wanted, cancelled=False).order_by("-on")
        for board, on in rows.values_list("board_id", "on"):
            found[board][Month.of(on).previous] = on
    return found


def dates_by(rule: PeriodRule, month: Month, meets: Meets) -> Dates:
    """The dates of one month by a programme's rule."""
    return dates_of(
        month,
        rule.calendar(),
        holidays=of_nation(rule.nation),
        meeting=_meeting(rule, meets)(month),
    )


def upcoming(rule: PeriodRule, *, today: date) -> list[Dates]:
    """The next twelve months by a rule, saved or not. At most one statement."""
    first = max(Month.of(today), Month.of(rule.starts))
    meets = meetings_of([rule.board_id if rule.rule == DueRule.BEFORE_MEETING else None])
    return next_dates(
        first, rule.calendar(), holidays=of_nation(rule.nation), meeting=_meeting(rule, meets)
    )


def _meeting(rule: PeriodRule, meets: Meets) -> Callable[[Month], date | None]:
    known = meets.get(rule.board_id or 0, {})
    return known.get


@transaction.atomic
def save_rule(
    *,
    programme: Programme,
    facts: Mapping[str, Any],
    by: Any,
    now: datetime,
    version: int | None = None,
) -> PeriodRule:
    """Sets the rule of a programme. Months that are open keep their dates.

    Raises Refused when days before a meeting are counted and no board is chosen, Conflict when the
    rule moved on since `version`.
    """
    board: Board | None = facts.get("board")
    if facts.get("rule") == PeriodRule.Rule.BEFORE_MEETING and board is None:
        raise Refused("Choose the board whose meeting counts.", field="board")
    standing = PeriodRule.objects.filter(programme=programme).first()
    if standing is None:
        return save(filled(PeriodRule(programme=programme), facts), by=by, now=now)
    return change(locked(standing, version=version), facts, by=by, now=now)
