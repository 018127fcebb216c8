"""What a sheet is turned into: typed records, flags, rows left out. Plain Python, no Django.

A record keeps two readings of each field: `typed`, the words in the cell, which decide whether the sheet changed
since the last import; and the value, which is what the plan would hold.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from workstreams.when import When


class Kind(StrEnum):
    """What a row of a plan is."""

    PROGRAMME = "programme"
    OUTCOME = "outcome"
    WORKSTREAM = "workstream"
    DELIVERABLE = "deliverable"
    PHASE = "phase"
    TASK = "task"
    MILESTONE = "milestone"
    GOVERNANCE = "governance"
    UNTYPED = "untyped"
    ISSUE = "issue"
    RISK = "risk"

    @property
    def is_item(self) -> bool:
        """A row that people report on, not a heading."""
        return self in ITEMS

    @property
    def is_beside(self) -> bool:
        """Not a row of the plan itself: an issue, a risk, or what a sheet says of the whole programme."""
        return self in BESIDE

    @property
    def family(self) -> str:
        """ "branch", "phase" or "item": the part of a row's identity that a corrected type letter does not change."""
        if self.is_beside or self is Kind.PHASE:
            return self.value
        return "item" if self.is_item else "branch"


ITEMS = frozenset({Kind.TASK, Kind.MILESTONE, Kind.GOVERNANCE, Kind.UNTYPED})
BESIDE = frozenset({Kind.PROGRAMME, Kind.ISSUE, Kind.RISK})

#: Fields of a record that are compared with the plan, with the words a person sees for them.
FIELDS: Mapping[str, str] = {
    "title": "Title",
    "kind": "Type",
    "scope": "Scope",
    "owners": "Owner",
    "percent": "Percent",
    "status": "Status",
    "start": "Start",
    "end": "End",
    "revised": "Revised end",
    "rag": "RAG",
    "risk": "Risk or issue",
    "interdependency": "Interdependency",
    "comments": "Comment",
    "update": "Update",
    "success_measure": "Success measure",
    "partners": "Partners",
    "priority": "Priority",
    "saving": "Target saving",
    "savings_rag": "Savings RAG",
    "action": "Action",
    "sponsor": "Sponsor",
    "manager": "Manager",
    "leads": "Programme leads",
    "status_date": "Position as at",
    "overall_rag": "Overall RAG",
    "overall_savings_rag": "Overall savings RAG",
}

#: Fields that only some shapes of sheet have; compared only where the sheet has them.
SOME = ("update", "success_measure", "partners", "priority", "saving", "savings_rag", "action")


@dataclass(frozen=True, slots=True)
class Offer:
    """One thing a person may choose for a flag. `value` is stored with the choice; `changes` are what it does to
    the record: field -> new value in the form that `fixes` understands."""

    value: str
    words: str
    changes: Mapping[str, Any] = field(default_factory=dict)


KEEP = "keep"  # the choice that changes nothing, and the one that stands until a person chooses


@dataclass(frozen=True, slots=True)
class Flag:
    """Something a person should look at: where it stands, what was typed, what is wrong and what to do."""

    code: str
    sheet: str
    cell: str
    text: str
    says: str
    record: str = ""  # import key of the row; "" for a flag about the sheet or about a name
    field: str = ""
    offers: tuple[Offer, ...] = ()
    keep: str = "Keep as typed"
    also: tuple[str, ...] = ()  # further cells with the same text

    @property
    def id(self) -> str:
        """Names the flag within one file, so that a choice finds it again."""
        told = "\x1f".join((self.code, self.sheet, self.cell, self.text))
        return hashlib.sha256(told.encode()).hexdigest()[:12]

    @property
    def where(self) -> str:
        """The cell as Excel shows it, with its sheet."""
        more = f" and {len(self.also)} more" if self.also else ""
        return f"{self.sheet}, {self.cell}{more}"


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A row that is not part of the plan, and why."""

    sheet: str
    cell: str
    text: str
    why: str


@dataclass(slots=True)
class Record:
    """One row of the plan as the sheet tells it."""

    key: str
    kind: Kind
    parent: str  # key of the row it stands under; "" at the top
    sheet: str
    row: int
    title: str
    text: str  # the title cell, whole
    ref: str = ""
    owners_text: str = ""
    owners: tuple[str, ...] = ()  # names, lead first
    scope: str = ""
    scope_text: str = ""
    statutory: str = ""  # the words that say so; "" when not marked
    percent: int | None = None
    rag: str = ""
    status: str = "not_started"
    start: When = field(default_factory=lambda: When(""))
    end: When = field(default_factory=lambda: When(""))
    revised: When = field(default_factory=lambda: When(""))
    risk: str = ""
    interdependency: str = ""
    comments: str = ""
    update: str = ""
    success_measure: str = ""
    partners: str = ""
    priority: str = ""
    saving: str = ""  # in thousands of pounds, as typed
    saving_k: int | None = None  # a saving is positive
    savings_rag: str = ""
    action: str = ""  # what is done about an issue or a risk
    about: str = ""  # key of the workstream that an issue or a risk names
    completed: str = ""  # ISO day, where the sheet says when it was completed
    recurrence: str = ""
    timeliness: str = ""
    timeliness_text: str = ""
    note: str = ""
    source_page: str = ""
    cohorts: str = ""
    same_as: str = ""  # key of the row whose update this one shares
    duplicate_of: str = ""  # key of the row that this one repeats
    on_top: bool = False  # a heading's saving comes on top of those under it
    parts: list[str] = field(default_factory=list)  # steps inside an action
    split: list[dict[str, str]] = field(default_factory=list)  # the actions one cell holds
    roles: dict[str, str] = field(default_factory=dict)  # owner -> job title as typed
    groups: dict[str, str] = field(default_factory=dict)  # owner -> "post" or "group"
    facts: dict[str, str] = field(default_factory=dict)  # of the whole programme
    typed: dict[str, str] = field(default_factory=dict)
    cells: dict[str, str] = field(default_factory=dict)
    fixed: set[str] = field(default_factory=set)  # fields a person chose a fix for

    def cell(self, name: str) -> str:
        """The address of a field's cell, or of the title when the sheet has no such column."""
        return self.cells.get(name) or self.cells.get("title", f"A{self.row}")


@dataclass(slots=True)
class Reading:
    """All that was read from one file: nothing of it is saved yet."""

    shape: str
    records: list[Record] = field(default_factory=list)
    flags: list[Flag] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    rows_read: int = 0
    sheet: str = ""
    precisions: tuple[str, ...] = ("day",)  # how exact a date of this shape is meant to be
    board: list[dict[str, str]] = field(default_factory=list)  # rows that were put before a board

    def by_key(self) -> dict[str, Record]:
        """The records by import key."""
        return {record.key: record for record in self.records}
