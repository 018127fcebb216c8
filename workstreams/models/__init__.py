"""The plan as tables. The names below are the public ones."""

from .choices import (
    Certainty,
    Kind,
    Level,
    PersonKind,
    Precision,
    Role,
    Scope,
    Status,
)
from .intake import BatchState, ImportBatch
from .organisation import (
    Board,
    BoardAlias,
    BoardRecipient,
    BoardScope,
    Organisation,
    Person,
    PersonAlias,
)
from .plan import CLOSED, Item, ItemOwner, Update
from .programme import Membership, Programme
from .workstream import STEP, Phase, Workstream, WorkstreamOwner, place

__all__ = [
    "CLOSED",
    "STEP",
    "BatchState",
    "Board",
    "BoardAlias",
    "BoardRecipient",
    "BoardScope",
    "Certainty",
    "ImportBatch",
    "Item",
    "ItemOwner",
    "Kind",
    "Level",
    "Membership",
    "Organisation",
    "Person",
    "PersonAlias",
    "PersonKind",
    "Phase",
    "Precision",
    "Programme",
    "Role",
    "Scope",
    "Status",
    "Update",
    "Workstream",
    "WorkstreamOwner",
    "place",
]
