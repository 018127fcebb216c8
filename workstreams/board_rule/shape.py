"""A board's rule, the rows it looks at and what it says of each. Plain Python, no Django.

Seed 004 states its rule in one sentence, "rated Red and Amber with a saving attached", and its list
follows no reading of that sentence. So the rule is lines of conditions: a row comes in when all that
one line asks holds, and every row is told what brought it in or kept it out.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

#: What a row may be. Themes and projects are workstreams here.
KINDS = {
    "outcome": "Outcome",
    "workstream": "Workstream",
    "deliverable": "Deliverable",
    "task": "Task",
    "milestone": "Milestone",
    "governance": "Governance",
    "untyped": "Type not given",
}
#: Levels of the tree that are workstreams to a board.
LEVELS = {"theme": "workstream", "project": "workstream"}
#: Which rating a line asks.
RATED_BY = {
    "headline": "the worse of declared and computed",
    "declared": "declared",
    "computed": "computed",
    "savings": "savings rating, declared",
}
#: What a rating may be. A blank is one of them, and is never Green.
RATINGS = {
    "red": "Red",
    "amber": "Amber",
    "green": "Green",
    "blue": "Complete",
    "not_started": "Not started",
    "on_hold": "On hold",
    "cancelled": "Cancelled",
    "not_rated": "Not rated",
}
#: When a saving counts as attached.
SAVINGS = {
    "own": "a saving of its own",
    "above": "a saving of its own, or of what it stands under",
    "rated": "a saving of its own, or a savings rating",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One way in. Empty asks nothing; all that is asked must hold."""

    kinds: tuple[str, ...] = ()
    rated_by: str = "headline"
    ratings: tuple[str, ...] = ()
    savings: str = ""
    overdue: bool = False
    key: bool = False
    statutory: bool = False
    scope: str = ""
    cohort: str = ""
    branch: int | None = None
    branch_name: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """What a rule looks at in one row. An item has the tags of the workstreams it stands under."""

    key: str  # "w12" for a node of the tree, "i34" for an item
    kind: str
    declared: str  # "" when nobody stated one, or not in this period
    computed: str
    savings_rag: str = ""
    saving: bool = False  # recorded for it, or for something under it
    saving_above: bool = False  # recorded for something it stands under
    overdue: bool = False
    is_key: bool = False
    statutory: bool = False
    scope: str = ""
    cohorts: tuple[str, ...] = ()  # its own and those above, in small letters
    branches: tuple[int, ...] = ()  # ids of the nodes it is or stands under


@dataclass(frozen=True, slots=True)
class Hand:
    """A person's word over the rule's, with the reason for it."""

    into: bool
    reason: str
    by: str
    on: date


@dataclass(frozen=True, slots=True)
class Verdict:
    """One row: in or out, and why. ``rule_into`` and ``rule_why`` are what the rule alone says."""

    key: str
    into: bool
    rule_into: bool
    rule_why: str
    hand: Hand | None = None

    @property
    def why(self) -> str:
        """The one reason: the person's where there is one, else the rule's."""
        return f"by hand: {self.hand.reason}" if self.hand else self.rule_why

    @property
    def words(self) -> str:
        """ "In: Red; a saving attached"."""
        return f"{'In' if self.into else 'Out'}: {self.why}"

    @property
    def idle(self) -> bool:
        """Whether the rule would give now what a person decided, so that nobody needs to."""
        return self.hand is not None and self.hand.into == self.rule_into
