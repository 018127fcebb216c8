"""The steps of `rest.py` as calls of the real verbs. Each takes the scene, the step, who and when; answers its row."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from workstreams.actions import (
    measures,
    money,
    month,
    register,
    words,
)
from workstreams.models import Figure, FigureState, GlossaryTerm

from . import verbs_boards, verbs_month
from .shift import shift_day

if TYPE_CHECKING:
    from .rest import Rest

Words = dict[str, Any]
Verb = Callable[..., Any]
#: Names of verbs after which the row is known by its key.
BEGINS = ("add", "raise", "ask", "open", "save", "no_change")


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


VERBS: dict[str, Verb] = {
    **verbs_boards.VERBS,
    **verbs_month.VERBS,
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
    "strip.set": _strip,
    "term.add": _add_term,
    "comment.add": _comment,
    "checkpoint.add": _add_checkpoint,
}
