"""The cells of a plan's row, by the name of their column: of an item, and of a branch over items.

All text is escaped; a cell says nothing twice.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, partial
from html import escape
from typing import Any

from workstreams.models import Scope, Status
from workstreams.templatetags import tracker as marks

from .prepared import Row

CELL = "govuk-table__cell"
STATUSES, SCOPES = dict(Status.choices), dict(Scope.choices)
SAME = f'<td class="{CELL} n c-fc as-target"><span class="micro">same</span></td>'


@lru_cache(maxsize=64)
def rag_mark(value: str, hide: bool = False) -> str:
    """A rating in a table."""
    return str(marks.rag(value, "s", hide=hide))


def quoted(text: str) -> str:
    """Words as typed, on one line."""
    return f'<span class="t"><span class="typed">“{escape(text)}”</span></span>' if text else ""


def _is_day(item: Any) -> bool:
    return bool(item.target_date and item.target_precision == "day")


def owner(row: Row) -> str:
    """Who leads it, or the words that were typed, or nobody."""
    item = row.item
    if item.lead_name:
        more = (item.owners_number or 1) - 1
        others = (
            f' <span class="micro">+{more}<span class="vh"> more</span></span>' if more > 0 else ""
        )
        said = escape(marks.initials(item.lead_name)) + others
    elif item.owners_text:
        said = f'<span class="typed">“{escape(item.owners_text)}”</span>'
    else:
        said = '<span class="gap0">nobody</span>'
    return f'<td class="{CELL} c-own">{said}</td>'


def percent(row: Row) -> str:
    """How far it is; a blank is not 0."""
    done = row.item.percent
    said = '<span class="micro">blank</span>' if done is None else f"{done}%"
    return f'<td class="{CELL} n c-done">{said}</td>'


def dates(row: Row) -> str:
    """Target and forecast, over both columns where the target is words and there is no forecast."""
    item = row.item
    if _is_day(item) or item.revised_text:
        return target(row) + due(row)
    text = escape(item.target_text)
    said = (
        f'<span class="typed t" title="{text}">“{text}”</span>'
        if text
        else '<span class="typed">not dated</span>'
    )
    return f'<td class="{CELL} n c-typed" colspan="2">{said}</td>'


def target(row: Row, *, alone: bool = False) -> str:
    """The target; `alone` where no forecast is shown beside it."""
    item = row.item
    if _is_day(item):
        only = "" if item.revised_text and not alone else " only"
        return f'<td class="{CELL} n c-tgt{only}">{marks.short_day(item.target_date)}</td>'
    return f'<td class="{CELL} n c-tgt">{quoted(item.target_text)}</td>'


def due(row: Row) -> str:
    """The forecast; the same as the target where there is none."""
    item = row.item
    if item.revised_date:
        return f'<td class="{CELL} n c-fc"><b>{marks.short_day(item.revised_date)}</b></td>'
    if item.revised_text:
        return f'<td class="{CELL} n c-fc">{quoted(item.revised_text)}</td>'
    return SAME


def start(row: Row) -> str:
    """When it begins, or the words."""
    item = row.item
    day = item.start_date if item.start_precision == "day" else None
    said = marks.short_day(day) if day else quoted(item.start_text)
    return more("Start", said, "n")


def late(row: Row) -> str:
    """Working days overdue."""
    return f'<td class="{CELL} n c-late">{marks.days_late(row.days_late) if row.days_late else ""}</td>'


def rag(row: Row) -> str:
    """Declared, and what the rules compute where it differs."""
    computed = row.computed
    differs = (
        f'<span class="computed" title="Computed {marks.rag_word(computed)}"><span class="vh">, computed'
        f" </span>{rag_mark(computed, True)}</span>"
        if computed
        else ""
    )
    return f'<td class="{CELL} c-rag">{rag_mark(row.item.declared_rag)}{differs}</td>'


def workstream(row: Row) -> str:
    """Where it belongs."""
    return more("Workstream", f'<span class="t">{escape(row.where)}</span>')


def status(row: Row) -> str:
    """Its status in words."""
    return more("Status", escape(STATUSES.get(row.item.status, "")))


def scope(row: Row) -> str:
    """Whom it serves."""
    return more("Scope", escape(SCOPES.get(row.item.scope, "")))


def changed(row: Row) -> str:
    """When it was last changed."""
    return more("Last changed", marks.short_day(row.item.changed_at.date()), "n")


def more(label: str, said: str, extra: str = "") -> str:
    """A cell of a column that is not usual; on a phone it says its label."""
    return f'<td class="{CELL} {extra} c-more" data-l="{label}">{said}</td>'


def branch_none(branch: Any) -> str:
    """Nothing is said of a branch in this column."""
    return f'<td class="{CELL}"></td>'


def branch_owner(branch: Any) -> str:
    """Who leads the branch."""
    said = escape(marks.initials(branch.lead)) if branch.lead else ""
    if not said and branch.owners_text:
        said = f'<span class="typed">“{escape(branch.owners_text)}”</span>'
    return f'<td class="{CELL} c-own">{said}</td>'


def branch_percent(branch: Any) -> str:
    """As declared for the branch."""
    return (
        f'<td class="{CELL} n c-done">{"" if branch.percent is None else f"{branch.percent}%"}</td>'
    )


def branch_dates(branch: Any) -> str:
    """A branch has no dates of its own."""
    return f'<td class="{CELL} n c-tgt only"></td><td class="{CELL} n c-fc as-target"></td>'


def branch_late(branch: Any) -> str:
    """A branch is not late itself."""
    return f'<td class="{CELL} n c-late"></td>'


def branch_rag(branch: Any) -> str:
    """As declared; a phase that nobody rated is not blamed for it."""
    shown = not branch.is_phase or branch.declared_rag
    return f'<td class="{CELL} c-rag">{rag_mark(branch.declared_rag) if shown else ""}</td>'


#: name -> how an item's cell is written. "dates" is target and forecast together.
CELLS: dict[str, Callable[[Row], str]] = {
    "owner": owner, "percent": percent, "dates": dates, "target": partial(target, alone=True),
    "due": due, "start": start, "late": late, "rag": rag, "workstream": workstream,
    "status": status, "scope": scope, "changed": changed,
}  # fmt: skip
#: name -> how a branch's cell is written; the others are empty.
BRANCH_CELLS: dict[str, Callable[[Any], str]] = {
    "owner": branch_owner, "percent": branch_percent, "dates": branch_dates, "late": branch_late,
    "rag": branch_rag,
}  # fmt: skip
