"""The history of one row, in words: what changed, from what, to what, who, when and why."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any

from workstreams.models import Kind, Recurrence, Source, Status, Timeliness
from workstreams.rag import WORDS, Rag


@dataclass(frozen=True, slots=True)
class Change:
    """One field that changed. Blank is said as blank, never as 0 or Green."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Event:
    """One save: by whom (None is the system), when, why, and what it changed."""

    at: datetime
    who: str
    why: str
    added: bool
    changes: tuple[Change, ...]

    @property
    def big(self) -> bool:
        """Whether a date or a rating moved."""
        return any(change.field in BIG for change in self.changes)


def _percent(value: Any) -> str:
    return "blank" if value is None else f"{value}%"


def _rag(value: Any) -> str:
    return WORDS[Rag(value)].word if value else "not declared"


def _text(value: Any) -> str:
    return f"“{value}”" if value else "blank"


def _choice(choices: Any) -> Callable[[Any], str]:
    words = dict(choices.choices)
    return lambda value: str(words.get(value, value) or "blank")


def _day(value: Any) -> str:
    return f"{value:%-d %B %Y}" if value else "blank"


def _yes(value: Any) -> str:
    return "yes" if value else "no"


#: Column of the history, its word, and how a value is said. Other columns follow from these.
TOLD: tuple[tuple[str, str, Callable[[Any], str]], ...] = (
    ("percent", "Percent done", _percent),
    ("declared_rag", "RAG", _rag),
    ("start_text", "Start", _text),
    ("target_text", "Target", _text),
    ("revised_text", "Forecast", _text),
    ("status", "Status", _choice(Status)),
    ("status_reason", "Reason for the status", _text),
    ("title", "Title", _text),
    ("full_text", "Full text", _text),
    ("kind", "Kind", _choice(Kind)),
    ("ref", "Number", _text),
    ("owners_text", "Owners, as typed", _text),
    ("scope", "Scope", _text),
    ("key", "Key milestone", _yes),
    ("statutory", "Statutory", _yes),
    ("risk_text", "Risks", _text),
    ("interdependency_text", "Interdependencies", _text),
    ("comments_text", "Comments", _text),
    ("review_on", "To be looked at on", _day),
    ("completed_on", "Completed", _day),
    ("success_measure", "Success measure", _text),
    ("evidence", "Evidence", _text),
    ("evidence_checked_on", "Evidence checked", _day),
    ("partners_text", "Partners", _text),
    ("condition", "Only if", _text),
    ("timeliness", "On or off track", _choice(Timeliness)),
    ("timeliness_text", "On or off track, as typed", _text),
    ("recurrence", "Comes round", _choice(Recurrence)),
    ("external_approval", "Approval from outside", _text),
    ("source", "Why it exists", _choice(Source)),
    ("source_text", "Why it exists, in words", _text),
    ("source_page", "Document and page", _text),
    ("statutory_text", "Statute", _text),
)
BIG = frozenset({"RAG", "Start", "Target", "Forecast"})


def events(rows: Sequence[Any]) -> list[Event]:
    """The history rows of one object, newest first, as events; no statement is made.

    A row that changed nothing we tell (a rating confirmed again) is left out. The oldest given row
    is told only when it is the birth of the object: of another it is not known what changed.
    """
    told = []
    for row, before in pairwise([*rows, None]):
        if before is None:
            if row.history_type == "+":
                told.append(_event(row, (), added=True))
            continue
        changes = tuple(
            Change(word, say(getattr(before, column)), say(getattr(row, column)))
            for column, word, say in TOLD
            if getattr(before, column) != getattr(row, column)
        )
        if changes:
            told.append(_event(row, changes, added=False))
    return told


def _event(row: Any, changes: tuple[Change, ...], *, added: bool) -> Event:
    who = row.history_user.get_full_name() if row.history_user_id and row.history_user else ""
    return Event(row.history_date, who, row.history_change_reason or "", added, changes)
