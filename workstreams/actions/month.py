"""The month: the period opens, workstreams return, the office agrees or challenges, it closes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from workstreams.models import (
    Letter,
    PeriodState,
    Programme,
    ReportingPeriod,
    Return,
    ReturnState,
    StripMonth,
    Workstream,
)

from .base import Conflict, Refused, save
from .parts import change, filled, locked
from .rating import declare


@transaction.atomic
def open_period(
    *, programme: Programme, month: date, opens_on: date, deadline: datetime, by: Any, now: datetime
) -> ReportingPeriod:
    """Opens a month for returns. `month` is any day of it. Raises Refused when it is there."""
    first = month.replace(day=1)
    if ReportingPeriod.objects.filter(programme=programme, month=first).exists():
        raise Refused(f"{first:%B %Y} is there already.", field="month")
    if deadline.date() < opens_on:
        raise Refused("Returns are due after the day it opens.", field="deadline")
    period = ReportingPeriod(programme=programme, month=first, opens_on=opens_on, deadline=deadline)
    return save(period, by=by, now=now)


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
    facts = {"state": PeriodState.OPEN, "closed_at": None}
    return change(fresh, facts, by=by, now=now, reason=reason)


@transaction.atomic
def save_return(
    *,
    workstream: Workstream,
    period: ReportingPeriod,
    facts: Mapping[str, Any],
    by: Any,
    now: datetime,
    version: int | None = None,
) -> Return:
    """Keeps what a workstream tells about a month; begins its return when there is none.

    Raises Refused when the month is closed, belongs to another programme, or the return is with
    the office already; Conflict when it moved on since `version`.
    """
    month = _open(period)
    if workstream.programme_id != month.programme_id:
        raise Refused("The month belongs to another programme.")
    row: Return | None = (
        Return.objects.select_for_update().filter(workstream=workstream, period=month).first()
    )
    if row is None:
        return save(filled(Return(workstream=workstream, period=month), facts), by=by, now=now)
    if version is not None and version != row.version:
        raise Conflict(row)
    if row.state in (ReturnState.SUBMITTED, ReturnState.AGREED):
        raise Refused("The return is with the programme office. They can send it back to you.")
    return change(row, facts, by=by, now=now)


@transaction.atomic
def submit(
    row: Return, *, by: Any, today: date, now: datetime, version: int | None = None
) -> Return:
    """Hands a return in, and declares the workstream's rating for the month.

    Raises Refused when nothing is told, no rating is declared, or Red and Amber have no reason.
    """
    fresh = locked(row, version=version)
    _open(fresh.period)
    if fresh.state in (ReturnState.SUBMITTED, ReturnState.AGREED):
        raise Refused("It is handed in already.")
    if not fresh.narrative.strip():
        raise Refused("Say what happened this month.", field="narrative")
    if not fresh.declared_rag:
        raise Refused("Declare a rating: a blank is not Green.", field="declared_rag")
    if fresh.declared_rag in ("red", "amber") and not fresh.declared_reason.strip():
        raise Refused("Say why it is not Green.", field="declared_reason")
    declare(
        fresh.workstream,
        rag=fresh.declared_rag,
        reason=fresh.declared_reason,
        by=by,
        today=today,
        now=now,
    )
    facts = {
        "state": ReturnState.SUBMITTED,
        "submitted_by": by,
        "submitted_at": now,
        "challenge": "",
    }
    return change(fresh, facts, by=by, now=now)


@transaction.atomic
def challenge(
    row: Return, *, reason: str, by: Any, now: datetime, version: int | None = None
) -> Return:
    """Sends a return back to its lead with a question."""
    fresh = locked(row, version=version)
    if fresh.state not in (ReturnState.SUBMITTED, ReturnState.AGREED):
        raise Refused("Only a return that was handed in can be challenged.")
    if not reason.strip():
        raise Refused("Say what you ask of the lead.", field="reason")
    facts = {
        "state": ReturnState.CHALLENGED,
        "challenge": reason,
        "agreed_rag": "",
        "agreed_by": None,
        "agreed_at": None,
    }
    return change(fresh, facts, by=by, now=now, reason=reason)


@transaction.atomic
def agree(
    row: Return,
    *,
    by: Any,
    now: datetime,
    rag: str = "",
    reason: str = "",
    version: int | None = None,
) -> Return:
    """Agrees a return. `rag` is the rating agreed, the declared one when blank.

    Agreeing another rating than was declared needs a reason; the declared one stays beside it.
    """
    fresh = locked(row, version=version)
    if fresh.state != ReturnState.SUBMITTED:
        raise Refused("Only a return that was handed in can be agreed.")
    agreed = rag or fresh.declared_rag
    if agreed != fresh.declared_rag and not reason.strip():
        raise Refused("Say why another rating is agreed than was declared.", field="reason")
    facts = {
        "state": ReturnState.AGREED,
        "agreed_rag": agreed,
        "agreed_by": by,
        "agreed_at": now,
    }
    return change(fresh, facts, by=by, now=now, reason=reason)


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
            found._history_user, found._history_date = by, now  # type: ignore[attr-defined]
            found.delete()
        return None
    if found is not None and found.letter == letter:
        return found
    row = found or StripMonth(workstream=workstream, month=first)
    row.letter, row.typed = letter, typed or letter
    return save(row, by=by, now=now)


def _open(period: ReportingPeriod) -> ReportingPeriod:
    fresh = locked(period, version=None)
    if fresh.state != PeriodState.OPEN:
        raise Refused(f"{fresh.month:%B %Y} is closed: no more returns are taken.")
    return fresh


@transaction.atomic
def hand_in(
    *,
    workstream: Workstream,
    period: ReportingPeriod,
    facts: Mapping[str, Any],
    by: Any,
    today: date,
    now: datetime,
    version: int | None = None,
) -> Return:
    """Keeps a return and submits it at once; when it cannot be submitted, nothing is kept."""
    row = save_return(
        workstream=workstream, period=period, facts=facts, by=by, now=now, version=version
    )
    return submit(row, by=by, today=today, now=now)
