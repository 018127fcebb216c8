"""What boards are told, as tables. Names are imported from here."""

from reports.models.delivery import Delivery, DeliveryState, Purpose
from reports.models.edition import Edition, EditionPart, EditionState
from reports.models.schedule import Schedule
from reports.models.snapshot import Snapshot
from reports.models.transition import Transition

__all__ = [
    "Delivery",
    "DeliveryState",
    "Edition",
    "EditionPart",
    "EditionState",
    "Purpose",
    "Schedule",
    "Snapshot",
    "Transition",
]
