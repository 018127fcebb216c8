"""The log: a row for every change of state of an edition or a delivery. Only ever added to."""

from django.conf import settings
from django.db import models


class Transition(models.Model):
    """When, from what to what, by whom (a person, or the process that held it), and why in words."""

    edition = models.ForeignKey("reports.Edition", models.CASCADE, related_name="transitions")
    delivery = models.ForeignKey(
        "reports.Delivery", models.CASCADE, null=True, blank=True, related_name="transitions"
    )
    at = models.DateTimeField()
    was = models.CharField(max_length=20, blank=True)
    now = models.CharField(max_length=20)
    attempt = models.PositiveSmallIntegerField(default=0)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    holder = models.CharField(max_length=80, blank=True)
    words = models.TextField(blank=True)

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["edition", "-at"], name="transition_by_edition_and_time")]

    def __str__(self) -> str:
        return f"{self.edition}: {self.was or 'nothing'} to {self.now}"
