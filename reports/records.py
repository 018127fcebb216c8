"""SHAPE. The registers in a snapshot: returns, risks, issues, money, measures, decisions, meetings. Plain Python.

A figure is an amount or the reason why there is none: blank, nil, not applicable and not reported are
four things, and only a figure and nil are ever added up (S1-41, S1-42). Comments are in no record.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Day:
    """A date as it stands in the plan: the text, the day it counts as (None: no usable day), and how it
    was read, in words where the day alone would say more than the plan does."""

    text: str = ""
    day: date | None = None
    words: str = ""
    certainty: str = "blank"


@dataclass(frozen=True, slots=True)
class Amount:
    """Pounds, or what a measure counts; ``state`` is one of the values of ``FigureState``."""

    amount: Decimal | None = None
    state: str = "blank"

    @property
    def counts(self) -> bool:
        """Whether it may be added up."""
        return self.state in ("figure", "nil") and self.amount is not None


@dataclass(frozen=True, slots=True)
class Return:
    """What a workstream told the programme about the month. The words of a draft are not in it."""

    workstream: int
    state: str  # draft, submitted, challenged, agreed
    narrative: str
    planned: str
    ask: str
    voice: str
    declared: str
    reason: str
    savings_rag: str
    savings_reason: str
    agreed: str
    submitted_on: date | None
    submitted_by: str
    risks: str = ""  # risks, issues and barriers of the month, as told
    no_change: bool = False
    agreed_by: str = ""
    agreed_on: date | None = None

    @property
    def told(self) -> bool:
        """Whether it has come in."""
        return self.state in ("submitted", "agreed")


@dataclass(frozen=True, slots=True)
class Risk:
    """A risk of the register, open or closed in the month."""

    id: int
    number: str
    title: str
    workstream: int | None  # None: of the whole programme
    owner: str
    likelihood: int | None
    impact: int | None
    inherent: int | None  # the score before controls, where it is kept
    aim: int | None  # the score it is to come down to
    proximity: str
    mitigation: str
    action: str
    action_due: Day
    declared: str
    state: str
    raised_on: date | None
    closed_on: date | None

    @property
    def score(self) -> int | None:
        """Likelihood times impact; None until both are known, which is not a low score."""
        if self.likelihood is None or self.impact is None:
            return None
        return self.likelihood * self.impact


@dataclass(frozen=True, slots=True)
class Issue:
    """An issue of the register, open or closed in the month."""

    id: int
    number: str
    title: str
    workstream: int | None
    owner: str
    recommendation: str
    action: str
    due: Day
    escalated_to: str
    decision_needed: bool
    state: str
    raised_on: date | None
    closed_on: date | None


@dataclass(frozen=True, slots=True)
class SavingYear:
    """One financial year of a saving; ``year`` is the one in whose April it begins."""

    year: int
    target: Amount
    forecast: Amount
    claimed: Amount
    verified: Amount


@dataclass(frozen=True, slots=True)
class Saving:
    """A scheme of the ledger. ``included_in``: the larger saving that already holds its figures."""

    id: int
    number: str
    title: str
    workstream: int | None
    kind: str
    recurrent: bool | None
    declared: str
    owner: str
    included_in: int | None
    item: int | None  # the one item that is to bring it, where it is said
    years: tuple[SavingYear, ...]


@dataclass(frozen=True, slots=True)
class Budget:
    """One budget line of one financial year."""

    id: int
    title: str
    workstream: int | None
    year: int
    source: str
    budget: Amount
    spent: Amount
    forecast: Amount


@dataclass(frozen=True, slots=True)
class Latest:
    """One reading of a measure: the end of its period, its value."""

    period: date
    value: Amount
    declared: str


@dataclass(frozen=True, slots=True)
class Measure:
    """Something counted, with its last readings, oldest first."""

    id: int
    title: str
    workstream: int | None
    unit: str
    direction: str
    target: Amount
    tolerance: Amount
    statutory: bool
    not_measured_until: date | None
    readings: tuple[Latest, ...]


@dataclass(frozen=True, slots=True)
class Decision:
    """What a board is asked, or has answered lately."""

    id: int
    number: str
    title: str
    board: str
    workstream: int | None
    owner: str
    recommendation: str
    consequence: str
    outcome: str  # asked, agreed, refused, deferred, noted
    answer: str
    raised_on: date | None
    meeting_on: date | None
    decided_on: date | None
    due: Day
    done_on: date | None  # the day what was decided was closed

    @property
    def waits(self) -> bool:
        """Whether a board still has to answer it."""
        return self.outcome in ("asked", "deferred") and self.done_on is None


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting of a board that looks at this programme; ``branches`` empty: at the whole of it."""

    id: int
    board: str
    on: date
    papers_due: date | None
    branches: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Term:
    """An abbreviation and what it stands for in this programme."""

    short: str
    long: str
