"""Steps of `rest.py` about the month: its returns, what is asked about them, and what is agreed."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from workstreams.actions import (
    month,
    returns,
)
from workstreams.dates.bank_holidays import england
from workstreams.dates.workdays import add_working_days, is_working_day, last_working_day
from workstreams.month.carried import PARTS

if TYPE_CHECKING:
    from .rest import Rest

Words = dict[str, Any]

RETURNS_BY = time(17, 0)


def _open_period(rest: Rest, step: Words, *, by: Any, now: datetime) -> Any:
    """A month for returns, due at five on its last working day, or by the day that is said (a
    working day: Monday after a weekend)."""
    first = date.fromisoformat(step["month"])
    day = last_working_day(first.year, first.month, holidays=england())
    if "returns_by" in step:
        day = date.fromisoformat(step["returns_by"])
        if not is_working_day(day, holidays=england()):
            day = add_working_days(day, 1, holidays=england())
    due = datetime.combine(day, RETURNS_BY)
    return month.open_period(
        programme=rest.programme, month=first, opens_on=date.fromisoformat(step["opens_on"]),
        deadline=timezone.make_aware(due), by=by, now=now,
    )  # fmt: skip


def _close_period(rest: Rest, step: Words, *, by: Any, now: datetime) -> Any:
    return month.close_period(rest.row("period", step["of"]), by=by, now=now, reason=step["reason"])


def _save_return(rest: Rest, step: Words, *, by: Any, now: datetime) -> Any:
    """A return as a draft or, with `hand_in`, submitted at once."""
    told = {name: said for name, said in step.items() if name not in ("hand_in", "workstream")}
    how: Words = {
        "workstream": rest.branches[step["workstream"]], "period": rest.row("period", step["of"]),
        "facts": rest.facts("return", told), "by": by, "now": now,
    }  # fmt: skip
    if step["hand_in"]:
        return returns.hand_in(**how, confirmed=tuple(PARTS))
    return returns.save_return(**how)


def _no_change(rest: Rest, step: Words, *, by: Any, now: datetime) -> Any:
    """Last month's words handed in again as they stand."""
    branch, period = rest.branches[step["workstream"]], rest.row("period", step["of"])
    return returns.no_change(workstream=branch, period=period, by=by, now=now)


def _challenge(rest: Rest, step: Words, *, by: Any, now: datetime) -> Any:
    return returns.challenge(rest.row("return", step["of"]), reason=step["reason"], by=by, now=now)


def _reply(rest: Rest, step: Words, *, by: Any, now: datetime) -> Any:
    """The lead answers a question; with `stands` the return goes back to the office as it is."""
    row = rest.row("return", step["of"])
    return returns.answer(row, text=step["text"], stands=step["stands"], by=by, now=now)


def _agree(rest: Rest, step: Words, *, by: Any, now: datetime) -> Any:
    return returns.agree(
        rest.row("return", step["of"]),
        by=by,
        today=now.date(),
        now=now,
        rag=step.get("rag", ""),
        reason=step.get("reason", ""),
    )


VERBS = {
    "period.open": _open_period,
    "period.close": _close_period,
    "return.save": _save_return,
    "return.no_change": _no_change,
    "return.challenge": _challenge,
    "remark.answer": _reply,
    "return.agree": _agree,
}
