"""What a workstream returns for a month: drafted, handed in, sent back, answered, agreed, locked."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction

from workstreams.branch_rating import rated_alone
from workstreams.models import (
    PeriodState,
    Remark,
    RemarkKind,
    ReportingPeriod,
    Return,
    ReturnState,
    Role,
    Workstream,
)
from workstreams.models.rights import rights_of
from workstreams.month.carried import FIRST_BOX, PARTS, facts_from, last_return, still_last_months
from workstreams.rag import gap

from .base import Conflict, Refused, save
from .parts import change, filled, locked
from .rating import declare, declare_savings
from .typing import TYPING, fold

WITH_THE_OFFICE = "The return is with the programme office. They can send it back to you."
LOCKED = "The return is agreed and locked. Correct it in next month's return."
#: From so many steps better than computed on, only the sponsor agrees (peers.md 5.2, 5).
SPONSOR_FROM = 2


def open_month(period: ReportingPeriod) -> ReportingPeriod:
    """The period, locked. Raises Refused when it takes no more returns.

    Every verb locks the period first and the return after it, so that no two wait for each other.
    """
    fresh = locked(period, version=None)
    if fresh.state != PeriodState.OPEN:
        raise Refused(f"{fresh.month:%B %Y} is closed: no more returns are taken.")
    return fresh


@transaction.atomic
def save_return(
    *,
    workstream: Workstream,
    period: ReportingPeriod,
    facts: Mapping[str, Any],
    by: Any,
    now: datetime,
    version: int | None = None,
    confirmed: Collection[str] = (),
    typing: bool = False,
) -> Return:
    """Keeps what a workstream tells about a month; begins its return when there is none.

    `confirmed` are the parts (`workstreams.month.carried.PARTS`) whose words of last month still hold.
    `typing` says that nobody pressed a button: a run of such saves is one row of the history.
    Raises Refused when the month is closed, belongs to another programme, or the return is with
    the office already; Conflict when it moved on since `version`.
    """
    month = open_month(period)
    if workstream.programme_id != month.programme_id:
        raise Refused("The month belongs to another programme.")
    row: Return | None = (
        Return.objects.select_for_update().filter(workstream=workstream, period=month).first()
    )
    last = last_return(workstream, month.month)
    if row is None:
        return _begun(
            workstream, month, facts, last, by=by, now=now, confirmed=confirmed, typing=typing
        )
    if version is not None and version != row.version:
        raise Conflict(row)
    _with_the_lead(row)
    told = {**{column: getattr(row, column) for column in facts_from(last)}, **facts}
    still = still_last_months(told, last, confirmed=confirmed)
    carried = [part for part in row.carried if part in still]
    seen, told = row.version, {**facts, "carried": carried, "no_change": False}
    kept = change(row, told, by=by, now=now, reason=TYPING if typing else "")
    if typing and kept.version != seen:
        fold(kept, now=now)
    return kept


def _begun(
    workstream: Workstream,
    month: ReportingPeriod,
    facts: Mapping[str, Any],
    last: Return | None,
    *,
    by: Any,
    now: datetime,
    confirmed: Collection[str],
    typing: bool = False,
) -> Return:
    row = filled(Return(workstream=workstream, period=month), facts)
    row.carried = still_last_months(facts, last, confirmed=confirmed)
    try:
        with transaction.atomic():
            return save(row, by=by, now=now, reason=TYPING if typing else "")
    except IntegrityError:  # another tab was quicker; what was typed here stays before its writer
        raise Conflict(Return.objects.get(workstream=workstream, period=month)) from None


def _with_the_lead(row: Return) -> None:
    if row.state == ReturnState.AGREED:
        raise Refused(LOCKED)
    if row.state == ReturnState.SUBMITTED:
        raise Refused(WITH_THE_OFFICE)


@transaction.atomic
def submit(row: Return, *, by: Any, now: datetime, version: int | None = None) -> Return:
    """Hands a return in. The workstream's rating is declared when the return is agreed.

    Raises Refused when nothing is told, no rating is declared, a rating that is not Green or is
    better than computed has no reason, or a box still holds last month's words unconfirmed.
    """
    open_month(row.period)
    fresh = locked(row, version=version)
    if fresh.state == ReturnState.AGREED:
        raise Refused(LOCKED)
    if fresh.state == ReturnState.SUBMITTED:
        raise Refused("It is handed in already.")
    _whole(fresh)
    facts = {
        "state": ReturnState.SUBMITTED,
        "submitted_by": by,
        "submitted_at": now,
        "first_submitted_at": fresh.first_submitted_at or now,
        "challenge": "",
    }
    return change(fresh, facts, by=by, now=now)


def _whole(row: Return) -> None:
    if not row.narrative.strip():
        raise Refused("Say what happened this month.", field="narrative")
    if not row.declared_rag:
        raise Refused("Declare a rating: a blank is not Green.", field="declared_rag")
    if not row.declared_reason.strip():
        if row.declared_rag in ("red", "amber"):
            raise Refused("Say why it is not Green.", field="declared_reason")
        computed = rated_alone(row.workstream).rag
        if gap(row.declared_rag, computed) > 0:
            raise Refused(
                "The plan's own rating is worse than yours. Say why yours is better.",
                field="declared_reason",
            )
    if row.savings_rag in ("red", "amber") and not row.savings_reason.strip():
        raise Refused("Say why the savings are not Green.", field="savings_reason")
    if not row.ask.strip() and (row.ask_otherwise.strip() or not row.ask_by.is_blank):
        raise Refused("Say which decision is wanted.", field="ask")
    if row.carried:
        raise Refused(
            "These are still last month's words. Change them, or tick that they still hold.",
            field=FIRST_BOX[row.carried[0]],
        )


@transaction.atomic
def hand_in(
    *,
    workstream: Workstream,
    period: ReportingPeriod,
    facts: Mapping[str, Any],
    by: Any,
    now: datetime,
    version: int | None = None,
    confirmed: Collection[str] = (),
) -> Return:
    """Keeps a return and submits it at once; when it cannot be submitted, nothing is kept."""
    row = save_return(
        workstream=workstream,
        period=period,
        facts=facts,
        by=by,
        now=now,
        version=version,
        confirmed=confirmed,
    )
    return submit(row, by=by, now=now)


@transaction.atomic
def no_change(
    *,
    workstream: Workstream,
    period: ReportingPeriod,
    by: Any,
    now: datetime,
    version: int | None = None,
) -> Return:
    """Hands in last month's words as they stand: an answer of its own, counted as one (peers.md 3, 18).

    Raises Refused when nothing was returned for an earlier month.
    """
    last = last_return(workstream, period.month)
    if last is None:
        raise Refused("There is no earlier return. Say what happened this month.")
    facts = facts_from(last)
    row = save_return(
        workstream=workstream, period=period, facts=facts, by=by, now=now, version=version,
        confirmed=tuple(PARTS),
    )  # fmt: skip
    row = change(row, {"no_change": True}, by=by, now=now)
    return submit(row, by=by, now=now)


def _locked_if_begun(row: Return, *, version: int | None, otherwise: str) -> Return:
    """The row, locked; Refused with a sentence where nobody has begun the return, so there is no row yet."""
    if row.pk is None:
        raise Refused(otherwise)
    return locked(row, version=version)


@transaction.atomic
def challenge(
    row: Return, *, reason: str, by: Any, now: datetime, version: int | None = None
) -> Return:
    """Asks a question about a return and gives it back to its lead."""
    open_month(row.period)
    fresh = _locked_if_begun(
        row, version=version, otherwise="Only a return that was handed in can be sent back."
    )
    if fresh.state == ReturnState.AGREED:
        raise Refused(LOCKED)
    if fresh.state != ReturnState.SUBMITTED:
        raise Refused("Only a return that was handed in can be sent back.")
    if not reason.strip():
        raise Refused("Say what you ask of the lead.", field="reason")
    _remark(fresh, RemarkKind.QUESTION, reason, by=by, now=now)
    facts = {"state": ReturnState.CHALLENGED, "challenge": reason}
    return change(fresh, facts, by=by, now=now, reason=reason)


@transaction.atomic
def answer(
    row: Return,
    *,
    text: str,
    stands: bool,
    by: Any,
    now: datetime,
    version: int | None = None,
) -> Return:
    """Answers the question. `stands`: the return is handed in again as it is; else it stays with the
    lead, who changes it."""
    open_month(row.period)
    fresh = _locked_if_begun(
        row, version=version, otherwise="No question on this return waits for an answer."
    )
    if fresh.state != ReturnState.CHALLENGED:
        raise Refused("No question on this return waits for an answer.")
    if not text.strip():
        raise Refused("Write your answer.", field="text")
    _remark(fresh, RemarkKind.ANSWER, text, by=by, now=now)
    return submit(fresh, by=by, now=now) if stands else fresh


@transaction.atomic
def agree(
    row: Return,
    *,
    by: Any,
    today: date,
    now: datetime,
    rag: str = "",
    reason: str = "",
    version: int | None = None,
) -> Return:
    """Agrees a return, locks it, and declares the workstream's ratings for the month.

    `rag` is the rating agreed, the declared one when blank. Agreeing another rating than was
    declared needs a reason; the declared one stays beside it. Raises Refused when the person who
    handed it in agrees it (four eyes), or when what is agreed is two steps better than computed
    and somebody else than the sponsor agrees it.
    """
    fresh = _locked_if_begun(
        row, version=version, otherwise="Only a return that was handed in can be agreed."
    )
    if fresh.state == ReturnState.AGREED:
        raise Refused("It is agreed already.")
    if fresh.state != ReturnState.SUBMITTED:
        raise Refused("Only a return that was handed in can be agreed.")
    if by is not None and fresh.submitted_by_id == by.pk:
        raise Refused("You handed it in yourself. Somebody else has to agree it.")
    agreed = rag or fresh.declared_rag
    if agreed != fresh.declared_rag and not reason.strip():
        raise Refused("Say why another rating is agreed than was declared.", field="reason")
    _sponsor_where_needed(fresh, agreed, by=by)
    branch = fresh.workstream
    declare(
        branch, rag=fresh.declared_rag, reason=fresh.declared_reason, by=by, today=today, now=now
    )
    if fresh.savings_rag:
        declare_savings(
            branch, rag=fresh.savings_rag, reason=fresh.savings_reason, by=by, today=today, now=now
        )
    if reason.strip():
        _remark(fresh, RemarkKind.DECISION, reason, by=by, now=now)
    facts = {
        "state": ReturnState.AGREED,
        "agreed_rag": agreed,
        "agreed_by": by,
        "agreed_at": now,
    }
    return change(fresh, facts, by=by, now=now, reason=reason)


def _sponsor_where_needed(row: Return, agreed: str, *, by: Any) -> None:
    if by is None or rights_of(by).has(row.workstream.programme_id, frozenset({Role.SPONSOR})):
        return
    if gap(agreed, rated_alone(row.workstream).rag) >= SPONSOR_FROM:
        raise Refused(
            "That is two steps better than the plan's own rating: the sponsor has to agree it.",
            field="rag",
        )


def _remark(row: Return, kind: RemarkKind, text: str, *, by: Any, now: datetime) -> None:
    save(Remark(given=row, kind=kind, text=text.strip(), by=by, written_at=now), by=by, now=now)
