"""The log: a row for every change of state of an edition or a delivery."""

from django.db import models

from reports.models.change import Change


class Transition(Change):
    """What happened to an edition; with a delivery, to that mail of it."""

    edition = models.ForeignKey("reports.Edition", models.CASCADE, related_name="transitions")
    delivery = models.ForeignKey(
        "reports.Delivery", models.CASCADE, null=True, blank=True, related_name="transitions"
    )

    class Meta(Change.Meta):
        indexes = [models.Index(fields=["edition", "-at"], name="transition_by_edition_and_time")]

    def __str__(self) -> str:
        return f"{self.edition}: {self.in_words()}"
