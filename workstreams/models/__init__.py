"""The plan as tables. The names below are the public ones."""

from .asks import Accepted, Ask
from .attached import Attachment, ChecklistLine, Reminder
from .board_rule import BoardOverride, BoardRule, BoardRuleLine
from .changes import ChangeSet
from .choices import (
    Certainty,
    Kind,
    Level,
    PersonKind,
    Precision,
    Priority,
    ProgrammeStatus,
    Recurrence,
    Role,
    Scope,
    Source,
    Status,
    Timeliness,
    UpdateKind,
)
from .figures import Figure, FigureState
from .governance import Decision, Meeting, Outcome, Purpose, Step
from .intake import BatchState, ImportBatch
from .look import Logo, Look
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
from .period_rule import Nation, PeriodRule
from .plan import CLOSED, Item, ItemOwner, Update
from .programme import Membership, Programme
from .register import Dependency, Issue, RegisterState, Risk
from .remark import Remark, RemarkKind
from .saved_view import SavedView
from .stamp import PlanStamp
from .words import Checkpoint, Comment, GlossaryTerm, Notice
from .workstream import STEP, Phase, Workstream, WorkstreamOwner, place

__all__ = [
    "CLOSED",
    "STEP",
    "Accepted",
    "Ask",
    "Attachment",
    "BatchState",
    "Board",
    "BoardAlias",
    "BoardOverride",
    "BoardRecipient",
    "BoardRule",
    "BoardRuleLine",
    "BoardScope",
    "BudgetLine",
    "Certainty",
    "ChangeSet",
    "ChecklistLine",
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
    "Logo",
    "Look",
    "Measure",
    "Meeting",
    "Membership",
    "Nation",
    "Notice",
    "Organisation",
    "Outcome",
    "PeriodRule",
    "PeriodState",
    "Person",
    "PersonAlias",
    "PersonKind",
    "PersonMerge",
    "Phase",
    "PlanStamp",
    "Precision",
    "Priority",
    "Programme",
    "ProgrammeStatus",
    "Purpose",
    "Reading",
    "Recurrence",
    "RegisterState",
    "Remark",
    "RemarkKind",
    "Reminder",
    "ReportingPeriod",
    "Return",
    "ReturnState",
    "Risk",
    "Role",
    "SavedView",
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
    "UpdateKind",
    "Window",
    "Workstream",
    "WorkstreamOwner",
    "place",
]
