"""The steps of `rest.py` as calls of the real verbs. Each takes the scene, the step, who and when; answers its row."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from workstreams.actions import (
    board_rules,
    governance,
    measures,
    money,
    month,
    register,
    returns,
    words,
)
from workstreams.dates.bank_holidays import england
from workstreams.dates.workdays import add_working_days, is_working_day, last_working_day
from workstreams.models import Figure, FigureState, GlossaryTerm
from workstreams.month.carried import PARTS
from workstreams.when import read

from .shift import shift_day

if TYPE_CHECKING:
    from .rest import Rest

Words = dict[str, Any]
Verb = Callable[..., Any]
#: Names of verbs after which the row is known by its key.
BEGINS = ("add", "raise", "ask", "open", "save", "no_change")
RETURNS_BY = time(17, 0)


def figure(said: str | int | float) -> Figure:
    """5000, "nil", "not applicable", "not reported"; "" is a figure that is not due yet."""
    if isinstance(said, str):
        return (
            Figure.of(0)
            if said == "nil"
            else Figure(None, FigureState(said.replace(" ", "_") or "blank"))
        )
    return Figure.of(str(said))


def _raise_risk(rest: Rest, step: Words, *, by: Any, now: datetime) -> Any:
    return register.raise_risk(
        programme=rest.programme, by=by, today=now.date(), now=now, **_raised(rest, "risk", step)
    )


def _raise_issue(rest: Rest, step: Words, *, by: Any, now: datetime) -> Any:
    return register.raise_issue(
        programme=rest.programme, by=by, today=now.date(), now=now, **_raised(rest, "issue", step)
    )


def _raised(rest: Rest, kind: str, step: Words) -> Words:
    said = {name: value for name, value in step.items() if name != "proposed"}
    return rest.facts(kind, said) | {"proposed": step.get("proposed", False)}


def _reassess(rest: Rest, step: Words, *, by: Any, now: datetime) -> Any:
    likelihood, impact = step["score"]
    return register.reassess(
        rest.row("risk", step["of"]),
        likelihood=likelihood,
        impact=impact,
        reason=step["reason"],
        by=by,
        now=now,
    )


def _close(rest: Rest, step: Words, *, by: Any, now: datetime) -> Any:
    row = rest.row(step["of"].partition(":")[0], step["of"])
    return register.close(row, reason=step["reason"], by=by, today=now.date(), now=now)


def _add_dependency(rest: Rest, step: Words, *, by: Any, now: datetime) -> Any:
    return register.add_dependency(
        programme=rest.programme, by=by, today=now.date(), now=now, **rest.facts("dependency", step)
    )


def _meet(rest: Rest, step: Words, *, by: Any, now: datetime) -> Any:
    return register.meet(
        rest.row("dependency", step["of"]), by=by, today=now.date(), now=now, reason=step["reason"]
    )


def _add_saving(rest: Rest, step: Words, *, by: Any, now: datetime) -> Any:
    return money.add_saving(programme=rest.programme, by=by, now=now, **rest.facts("saving", step))


def _set_year(rest: Rest, step: Words, *, by: Any, now: datetime) -> Any:
    figures = rest.facts("year", {name: step[name] for name in money.GIVEN if name in step})
    return money.set_year(
        rest.row("saving", step["of"]),
        year=step["year"],
        figures=figures,
        by=by,
        now=now,
        reason=step.get("reason", ""),
    )


def _verify(rest: Rest, step: Words, *, by: Any, now: datetime) -> Any:
    found = rest.facts("year", {"verified": step["verified"]})["verified"]
    return money.verify(
        rest.row("saving", step["of"]),
        year=step["year"],
        figure=found,
        by=by,
        now=now,
        reason=step["reason"],
    )


def _add_budget(rest: Rest, step: Words, *, by: Any, now: datetime) -> Any:
    return money.add_budget_line(
        programme=rest.programme, by=by, now=now, **rest.facts("budget", step)
    )


def _add_measure(rest: Rest, step: Words, *, by: Any, now: datetime) -> Any:
    return measures.add_measure(
        programme=rest.programme, by=by, now=now, **rest.facts("measure", step)
    )


def _readings(rest: Rest, step: Words, *, by: Any, now: datetime) -> Any:
    """One reading for each month from `first` on; note, rating and reason belong to the last of them."""
    measure, row, first = rest.row("measure", step["of"]), None, date.fromisoformat(step["first"])
    for months, value in enumerate(step["values"]):
        ends = shift_day(first, months + 1) - timedelta(days=1)
        last = months == len(step["values"]) - 1
        said = (
            {name: step.get(name, "") for name in ("declared_rag", "note", "reason")}
            if last
            else {}
        )
        row = measures.record_reading(
            measure, period=ends, value=figure(value), by=by, now=now, today=now.date(), **said
        )
    return row


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


def _strip(rest: Rest, step: Words, *, by: Any, now: datetime) -> Any:
    """A letter for each month from `first` on; a space is a month left blank."""
    first, row = date.fromisoformat(step["first"]), None
    for months, letter in enumerate(step["letters"]):
        made = month.set_strip_month(
            workstream=rest.branches[step["workstream"]], month=shift_day(first, months), letter=letter.strip(),
            by=by, now=now,
        )  # fmt: skip
        row = made or row
    return row


def _add_term(rest: Rest, step: Words, *, by: Any, now: datetime) -> Any:
    """A term of this programme when `here`, else of everybody, unless somebody gave it a meaning already."""
    programme = rest.programme if step["here"] else None
    if GlossaryTerm.objects.filter(programme=programme, short__iexact=step["short"]).exists():
        return None
    return words.add_term(
        short=step["short"],
        long=step["long"],
        meaning=step.get("meaning", ""),
        programme=programme,
        by=by,
        now=now,
    )


def _comment(rest: Rest, step: Words, *, by: Any, now: datetime) -> Any:
    return words.comment(by=by, now=now, **rest.facts("comment", step))


def _add_checkpoint(rest: Rest, step: Words, *, by: Any, now: datetime) -> Any:
    facts = rest.facts("checkpoint", step)
    return words.add_checkpoint(facts.pop("item"), by=by, now=now, **facts)


def _set_rule(rest: Rest, step: Words, *, by: Any, now: datetime) -> Any:
    """The rule of a board, line by line (`workstreams.actions.board_rules.ASKED`)."""
    board = rest.boards[step["board"]]
    return board_rules.set_rule(board, lines=step["lines"], note=step["note"], by=by, now=now)


def _decide_by_hand(rest: Rest, step: Words, *, by: Any, now: datetime) -> Any:
    """A workstream that a board is shown, or not, whatever its rule says."""
    facts = {"into": step["into"], "reason": step["reason"], "today": now.date()}
    row = rest.branches[step["workstream"]]
    return board_rules.put_by_hand(rest.boards[step["board"]], row, by=by, now=now, **facts)


VERBS: dict[str, Verb] = {
    "risk.raise": _raise_risk,
    "risk.reassess": _reassess,
    "risk.close": _close,
    "issue.raise": _raise_issue,
    "issue.close": _close,
    "dependency.add": _add_dependency,
    "dependency.meet": _meet,
    "saving.add": _add_saving,
    "year.set": _set_year,
    "year.verify": _verify,
    "budget.add": _add_budget,
    "measure.add": _add_measure,
    "readings.record": _readings,
    "meeting.add": _add_meeting,
    "meeting.cancel": _cancel_meeting,
    "decision.ask": _ask,
    "decision.answer": _answer,
    "route.add": _add_step,
    "route.answer": _answer_step,
    "period.open": _open_period,
    "period.close": _close_period,
    "return.save": _save_return,
    "return.no_change": _no_change,
    "return.challenge": _challenge,
    "remark.answer": _reply,
    "return.agree": _agree,
    "strip.set": _strip,
    "term.add": _add_term,
    "comment.add": _comment,
    "checkpoint.add": _add_checkpoint,
    "rule.set": _set_rule,
    "hand.put": _decide_by_hand,
}
