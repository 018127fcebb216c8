"""Steps of `rest.py` about boards: their meetings, what they are asked, and what they are shown."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from workstreams.actions import (
    board_rules,
    governance,
)
from workstreams.dates.bank_holidays import england
from workstreams.dates.workdays import add_working_days, is_working_day
from workstreams.when import read

if TYPE_CHECKING:
    from .rest import Rest

Words = dict[str, Any]


def _add_meeting(rest: Rest, step: Words, *, by: Any, now: datetime) -> Any:
    """On the nth given weekday of a month (Monday is 0), or the working day after; papers some working days before."""
    first, (weekday, nth) = date.fromisoformat(step["month"]), step["weekday"]
    on = first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (nth - 1))
    if not is_working_day(on, holidays=england()):
        on = add_working_days(on, 1, holidays=england())
    papers = add_working_days(on, -step["papers"], holidays=england())
    facts = {"place": step["place"], "note": step.get("note", "")}
    return governance.add_meeting(
        rest.boards[step["board"]], on=on, by=by, now=now, papers_due=papers, **facts
    )


def _cancel_meeting(rest: Rest, step: Words, *, by: Any, now: datetime) -> Any:
    facts = {"cancelled": True, "note": step["note"]}
    return governance.amend_meeting(
        rest.row("meeting", step["of"]), facts=facts, by=by, now=now, reason=step["note"]
    )


def _ask(rest: Rest, step: Words, *, by: Any, now: datetime) -> Any:
    return governance.ask(
        programme=rest.programme, by=by, today=now.date(), now=now, **rest.facts("decision", step)
    )


def _answer(rest: Rest, step: Words, *, by: Any, now: datetime) -> Any:
    decision = rest.row("decision", step["of"])
    facts = rest.facts(
        "decision", {name: step[name] for name in ("due", "review_on") if name in step}
    )
    return governance.record_decision(
        decision, outcome=step["outcome"], outcome_text=step["text"], decided_on=decision.meeting.on, by=by,
        today=now.date(), now=now, **facts,
    )  # fmt: skip


def _add_step(rest: Rest, step: Words, *, by: Any, now: datetime) -> Any:
    facts = rest.facts("route", step)
    if "meeting" in facts:
        facts["papers_due"] = read(facts["meeting"].papers_due)
    return governance.add_step(facts.pop("item"), by=by, now=now, **facts)


def _answer_step(rest: Rest, step: Words, *, by: Any, now: datetime) -> Any:
    row = rest.row("route", step["of"])
    facts = {"outcome": step["outcome"], "outcome_text": step["text"], "decided_on": now.date()}
    return governance.amend_step(row, facts=facts, by=by, now=now)


def _set_rule(rest: Rest, step: Words, *, by: Any, now: datetime) -> Any:
    """The rule of a board, line by line (`workstreams.actions.board_rules.ASKED`)."""
    board = rest.boards[step["board"]]
    return board_rules.set_rule(board, lines=step["lines"], note=step["note"], by=by, now=now)


def _decide_by_hand(rest: Rest, step: Words, *, by: Any, now: datetime) -> Any:
    """A workstream that a board is shown, or not, whatever its rule says."""
    facts = {"into": step["into"], "reason": step["reason"], "today": now.date()}
    row = rest.branches[step["workstream"]]
    return board_rules.put_by_hand(rest.boards[step["board"]], row, by=by, now=now, **facts)


VERBS = {
    "meeting.add": _add_meeting,
    "meeting.cancel": _cancel_meeting,
    "decision.ask": _ask,
    "decision.answer": _answer,
    "route.add": _add_step,
    "route.answer": _answer_step,
    "rule.set": _set_rule,
    "hand.put": _decide_by_hand,
}
