"""What boards are told, as tables. Names are imported from here."""

from reports.models.chase import Digest, DigestChange, Nudge, Step
from reports.models.delivery import Delivery, Purpose
from reports.models.edition import Edition, EditionKind, EditionPart, EditionState, PartMonth
from reports.models.heartbeat import Heartbeat
from reports.models.outgoing import DeliveryState, OutgoingMail
from reports.models.schedule import Schedule
from reports.models.shown import PartRows
from reports.models.snapshot import Snapshot
from reports.models.text import EditionText, TextState
from reports.models.transition import Transition

__all__ = [
    "Delivery",
    "DeliveryState",
    "Digest",
    "DigestChange",
    "Edition",
    "EditionKind",
    "EditionPart",
    "EditionState",
    "EditionText",
    "Heartbeat",
    "Nudge",
    "OutgoingMail",
    "PartMonth",
    "PartRows",
    "Purpose",
    "Schedule",
    "Snapshot",
    "Step",
    "TextState",
    "Transition",
]
