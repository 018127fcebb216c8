"""SHAPE. What a programme looked like: frozen dataclasses with a schema number. Plain Python, no Django.

One snapshot is one programme, its facts at ``taken_at``, rated as at ``as_at``. The dashboard, the HTML
report, the PDF, the e-mail and "what changed" are functions of snapshots and of nothing else, so they
cannot disagree. Everything a page says is in here, already computed: names, ratings with their
receipts, working days, and the limits in force.

A stored snapshot never changes. When the shape does, SCHEMA goes up by one and ``codec.py`` learns to
read the number before it.

Ratings are the values of ``workstreams.rag.Rag`` as text; "" means that nobody stated one. A percentage
of None was left blank: it is not 0.
"""

from dataclasses import dataclass
from datetime import date, datetime

from reports.records import (
    Amount,
    Budget,
    Day,
    Decision,
    Issue,
    Latest,
    Measure,
    Meeting,
    Return,
    Risk,
    Saving,
    SavingYear,
    Term,
)

__all__ = [
    "SCHEMA",
    "Amount",
    "Budget",
    "Day",
    "Decision",
    "Earlier",
    "Issue",
    "Item",
    "Latest",
    "Measure",
    "Meeting",
    "ReceiptLine",
    "Return",
    "Risk",
    "Rule",
    "Saving",
    "SavingYear",
    "Snapshot",
    "Term",
    "Workstream",
]

SCHEMA = 4


@dataclass(frozen=True, slots=True)
class ReceiptLine:
    """One reason for a computed rating: the rule, what was found, its limit, what follows."""

    rule: str
    value: str
    limit: str
    verdict: str


@dataclass(frozen=True, slots=True)
class Item:
    """One line of the plan."""

    id: int
    ref: str
    title: str
    workstream: int  # id of the node it hangs on
    phase: str
    kind: str  # task, milestone, governance, untyped
    key: bool
    owner: str  # the lead owner, or the text as typed when nobody was matched
    supporting: tuple[str, ...]
    status: str
    percent: int | None
    expected: int | None  # percent by elapsed time; None without two real dates
    start: Day
    target: Day
    revised: Day
    completed: date | None
    declared: str
    computed: str
    why: tuple[ReceiptLine, ...]  # the lines that made the computed rating
    overdue: bool  # past its due day at as_at, and open
    days_late: int  # working days overdue at as_at; 0 when it is not
    variance: int | None  # working days, target to forecast (or to completion)
    scope: str
    statutory: bool
    update: str  # what was last written about it, in the period
    update_by: str
    update_on: date | None
    no_usable_date: bool  # no day for the end, or a start typed that gives none
    impossible_date: bool  # one of them is a day that does not exist
    moved_why: str = ""  # the last reason given in the period for a change of it

    @property
    def due(self) -> date | None:
        """The revised end if there is one, else the target."""
        return self.revised.day or self.target.day

    @property
    def forecast(self) -> date | None:
        """When it was, or is said to be, done: an overdue item without a revised date has none."""
        if self.completed or self.revised.day:
            return self.completed or self.revised.day
        return None if self.overdue else self.target.day


@dataclass(frozen=True, slots=True)
class Workstream:
    """One node of the tree. The counts and ratings of a node include everything below it."""

    id: int
    ref: str
    title: str
    short: str
    parent: int | None
    level: str
    lead: str
    objective: str
    risk: str
    statutory: str
    declared: str
    declared_reason: str
    declared_on: date | None
    confirmed: bool  # the declaration was made or renewed in the period
    computed: str
    receipt: tuple[ReceiptLine, ...]
    supporting: tuple[str, ...] = ()
    key_elements: str = ""
    resources: str = ""
    impact: str = ""
    cohorts: str = ""
    scope: str = ""
    priority: str = ""
    percent: int | None = None
    savings_rag: str = ""
    savings_reason: str = ""
    update: str = ""  # what was last written about it as a whole, in the period
    update_by: str = ""
    update_on: date | None = None
    strip: tuple[tuple[str, str], ...] = ()  # ("2020-04", "D"): its phase letters by month
    closed_on: date | None = None
    by_statute: bool = False  # a statute asks for it, whether or not `statutory` says which


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule in force, in words with its figures; a colour it cannot give is ""."""

    of: str
    subject: str
    amber: str
    red: str


@dataclass(frozen=True, slots=True)
class Earlier:
    """What an earlier frozen report of this programme said of one workstream (0 stands for the programme)."""

    period: str  # "2020-07"
    workstream: int
    declared: str
    computed: str


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One programme. ``period`` is "2020-08", or "" for the live one a page draws."""

    schema: int
    organisation: str
    programme: int
    slug: str
    title: str
    purpose: str
    sponsor: str
    manager: str
    period: str
    as_at: date
    taken_at: datetime
    rules_version: int
    rules: tuple[Rule, ...]
    declared: str
    declared_reason: str
    computed: str
    receipt: tuple[ReceiptLine, ...]
    workstreams: tuple[Workstream, ...]
    items: tuple[Item, ...]
    earlier: tuple[Earlier, ...]
    declared_on: date | None = None
    confirmed: bool = True  # the overall declaration was made or renewed in the period
    with_registers: bool = True  # False: read from schema 1, which held no registers
    returns_month: str = ""  # of which month the returns are: "2020-08", "" when none was opened
    returns_opened_on: date | None = None  # whoever was closed by then is not asked
    savings_rag: str = ""
    savings_reason: str = ""
    returns: tuple[Return, ...] = ()
    risks: tuple[Risk, ...] = ()
    issues: tuple[Issue, ...] = ()
    savings: tuple[Saving, ...] = ()
    budgets: tuple[Budget, ...] = ()
    measures: tuple[Measure, ...] = ()
    decisions: tuple[Decision, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    terms: tuple[Term, ...] = ()
