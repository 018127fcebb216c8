"""What every row of a log of states says."""

from django.conf import settings
from django.db import models


class Change(models.Model):
    """When, from what to what, by whom (a person, or the process that held it), and why in words.

    Only ever added to. What it is about is the column of the table that inherits it.
    """

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
        abstract = True
        ordering = ["-at", "-id"]

    def in_words(self) -> str:
        """From what to what."""
        return f"{self.was or 'nothing'} to {self.now}"
