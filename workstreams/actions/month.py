"""The month: the period opens and closes, by hand; and the strip of phases.

What workstreams return stands in `returns`, what the clock does in `period_clock`.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import formats

from workstreams.dates.bank_holidays import of_nation
from workstreams.dates.workdays import add_working_days, is_working_day, working_days_between
from workstreams.models import (
    Letter,
    PeriodState,
    Programme,
    ReportingPeriod,
    StripMonth,
    Workstream,
)
from workstreams.month.duties import due_day_of, nation_of
from workstreams.periods import LONDON, instant

from .base import Refused, save, take_away
from .parts import change, locked


@transaction.atomic
def open_period(
    *,
    programme: Programme,
    month: date,
    opens_on: date,
    deadline: datetime,
    by: Any,
    now: datetime,
    closes_at: datetime | None = None,
    by_rule: bool = False,
) -> ReportingPeriod:
    """Opens a month for returns. `month` is any day of it. Raises Refused when it is there.

    `closes_at`: the clock closes it then; None: somebody does.
    """
    first = month.replace(day=1)
    there = Refused(f"{first:%B %Y} is there already.", field="month")
    if ReportingPeriod.objects.filter(programme=programme, month=first).exists():
        raise there
    if deadline.date() < opens_on:
        raise Refused("Returns are due after the day it opens.", field="due_on")
    period = ReportingPeriod(
        programme=programme,
        month=first,
        opens_on=opens_on,
        deadline=deadline,
        closes_at=closes_at,
        by_rule=by_rule,
    )
    try:
        with transaction.atomic():
            return save(period, by=by, now=now)
    except IntegrityError:  # another process opened it in this moment
        raise there from None


@transaction.atomic
def close_period(
    period: ReportingPeriod, *, by: Any, now: datetime, reason: str = ""
) -> ReportingPeriod:
    """Takes no more returns. What is a draft stays a draft and is told as not returned."""
    fresh = locked(period, version=None)
    if fresh.state == PeriodState.CLOSED:
        raise Refused("The month is closed already.")
    facts = {"state": PeriodState.CLOSED, "closed_at": now}
    return change(fresh, facts, by=by, now=now, reason=reason)


@transaction.atomic
def reopen_period(
    period: ReportingPeriod, *, by: Any, now: datetime, reason: str
) -> ReportingPeriod:
    """Takes returns again, with a reason."""
    fresh = locked(period, version=None)
    if fresh.state == PeriodState.OPEN:
        raise Refused("The month is open.")
    if not reason.strip():
        raise Refused("Say why it is opened again.", field="reason")
    # it stays open until somebody closes it: its own hour of closing has passed
    facts = {"state": PeriodState.OPEN, "closed_at": None, "closes_at": None}
    return change(fresh, facts, by=by, now=now, reason=reason)


@transaction.atomic
def move_deadline(
    period: ReportingPeriod,
    *,
    due_on: date,
    reason: str,
    by: Any,
    now: datetime,
    version: int | None = None,
) -> ReportingPeriod:
    """Gives an open month another day on which returns are due, at the same hour in London.

    A month that closes by itself closes as many working days after the new day as it would have after
    the old one. What people were mailed stays as it is: the chase goes on from the new day and takes no
    step twice. Raises Refused when the month is closed, without a reason, and for a day that is the
    same, that has passed, that comes before the month opens, or on which nobody works; Conflict when
    the month moved on since `version`.
    """
    fresh = locked(period, version=version)
    was = due_day_of(fresh)
    holidays = of_nation(nation_of(fresh))
    _movable(fresh, due_on, was, now=now, holidays=holidays)
    if not reason.strip():
        raise Refused("Say why the day is moved.", field="reason")
    facts: dict[str, Any] = {"deadline": instant(due_on, fresh.deadline.astimezone(LONDON).time())}
    if fresh.closes_at is not None:
        closes = fresh.closes_at.astimezone(LONDON)
        after = working_days_between(was, closes.date(), holidays=holidays)
        last = add_working_days(due_on, max(after, 0), holidays=holidays)
        facts["closes_at"] = instant(last, closes.time())
    return change(fresh, facts, by=by, now=now, reason=reason.strip())


def _movable(
    period: ReportingPeriod, day: date, was: date, *, now: datetime, holidays: Any
) -> None:
    if period.state == PeriodState.CLOSED:
        raise Refused("The month is closed. Open it again, then move its day.")
    if day == was:
        raise Refused(f"Returns are due on {_day(was)} already.", field="due_on")
    if day < period.opens_on:
        raise Refused(
            f"The month opens on {_day(period.opens_on)}. Give that day or a later one.",
            field="due_on",
        )
    if day < now.astimezone(LONDON).date():
        raise Refused("That day has passed. Give today or a later day.", field="due_on")
    if not is_working_day(day, holidays=holidays):
        before = day - timedelta(days=1)
        while not is_working_day(before, holidays=holidays):
            before -= timedelta(days=1)
        raise Refused(
            f"{_day(day)} is not a working day. The working day before it is {_day(before)}.",
            field="due_on",
        )


def _day(day: date) -> str:
    return str(formats.date_format(day, "l j F Y"))


@transaction.atomic
def set_strip_month(
    *, workstream: Workstream, month: date, letter: str, by: Any, now: datetime, typed: str = ""
) -> StripMonth | None:
    """The phase letter of one month; "" makes it blank again, which is a gap in the strip (S1-19)."""
    if letter and letter not in Letter.values:
        raise Refused("The letters are D, P, I and S.", field="letter")
    first = month.replace(day=1)
    found: StripMonth | None = (
        StripMonth.objects.select_for_update().filter(workstream=workstream, month=first).first()
    )
    if not letter:
        if found is not None:
            take_away(found, by=by, now=now)
        return None
    if found is not None and found.letter == letter:
        return found
    row = found or StripMonth(workstream=workstream, month=first)
    row.letter, row.typed = letter, typed or letter
    return save(row, by=by, now=now)
