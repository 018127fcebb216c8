"""The plan as tables. The names below are the public ones."""

from .choices import (
    Certainty,
    Kind,
    Level,
    PersonKind,
    Precision,
    Priority,
    Recurrence,
    Role,
    Scope,
    Source,
    Status,
    Timeliness,
)
from .figures import Figure, FigureState
from .governance import Decision, Meeting, Outcome, Purpose, Step
from .intake import BatchState, ImportBatch
from .measures import Direction, Measure, Reading, Window
from .money import BudgetLine, FundingSource, Saving, SavingKind, SavingYear
from .month import Letter, PeriodState, ReportingPeriod, Return, ReturnState, StripMonth
from .organisation import (
    Board,
    BoardAlias,
    BoardRecipient,
    BoardScope,
    Organisation,
    Person,
    PersonAlias,
    PersonMerge,
)
from .plan import CLOSED, Item, ItemOwner, Update
from .programme import Membership, Programme
from .register import Dependency, Issue, RegisterState, Risk
from .words import Checkpoint, Comment, GlossaryTerm, Notice
from .workstream import STEP, Phase, Workstream, WorkstreamOwner, place

__all__ = [
    "CLOSED",
    "STEP",
    "BatchState",
    "Board",
    "BoardAlias",
    "BoardRecipient",
    "BoardScope",
    "BudgetLine",
    "Certainty",
    "Checkpoint",
    "Comment",
    "Decision",
    "Dependency",
    "Direction",
    "Figure",
    "FigureState",
    "FundingSource",
    "GlossaryTerm",
    "ImportBatch",
    "Issue",
    "Item",
    "ItemOwner",
    "Kind",
    "Letter",
    "Level",
    "Measure",
    "Meeting",
    "Membership",
    "Notice",
    "Organisation",
    "Outcome",
    "PeriodState",
    "Person",
    "PersonAlias",
    "PersonKind",
    "PersonMerge",
    "Phase",
    "Precision",
    "Priority",
    "Programme",
    "Purpose",
    "Reading",
    "Recurrence",
    "RegisterState",
    "ReportingPeriod",
    "Return",
    "ReturnState",
    "Risk",
    "Role",
    "Saving",
    "SavingKind",
    "SavingYear",
    "Scope",
    "Source",
    "Status",
    "Step",
    "StripMonth",
    "Timeliness",
    "Update",
    "Window",
    "Workstream",
    "WorkstreamOwner",
    "place",
]
