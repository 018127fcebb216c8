"""One mail that carries a report to one person of a board's list."""

from typing import Any

from django.db import models

from reports.models.edition import Edition
from reports.models.outgoing import OutgoingMail
from reports.models.transition import Transition


class Purpose(models.TextChoices):
    REPORT = "report", "the report"


class Delivery(OutgoingMail):
    """A person has one of each edition, however often it is sent."""

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="deliveries")
    purpose = models.CharField(max_length=12, choices=Purpose, default=Purpose.REPORT)
    sha256 = models.CharField("of the attachment that was sent", max_length=64, blank=True)

    class Meta(OutgoingMail.Meta):
        ordering = ["edition_id", "name", "id"]
        verbose_name_plural = "deliveries"
        constraints = [
            *OutgoingMail.Meta.constraints,
            models.UniqueConstraint(
                fields=["edition", "email", "purpose"],
                name="delivery_one_per_edition_recipient_and_purpose",
            ),
        ]

    def change(self, **columns: Any) -> Transition:
        return Transition(edition_id=self.edition_id, delivery=self, **columns)
