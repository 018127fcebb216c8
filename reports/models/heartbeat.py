"""When a regular job last ran, and what it found: the scheduler's dead-man's switch."""

from django.db import models


class Heartbeat(models.Model):
    """One row for each regular job, overwritten by each run (reliability 1.4: beats stop silently)."""

    name = models.CharField(max_length=20, unique=True)
    at = models.DateTimeField("last ran")
    found = models.JSONField("what it found, in figures", default=dict, blank=True)

    def __str__(self) -> str:
        return f"{self.name}, {self.at:%d %B %Y, %H:%M:%S}"
