"""Who was asked for a return, or told that a report waits: one mail to one person, and what it was about."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from reports.models.change import Change
from reports.models.outgoing import OutgoingMail
from workstreams.month.calendar import Rung


class Step(models.TextChoices):
    """A rung of the chase ladder (peers.md 3, 24), or a report that nobody approved."""

    OPENED = Rung.OPENED.value, "Asked at opening"
    FIVE_BEFORE = Rung.FIVE_BEFORE.value, "Reminded five working days before"
    ONE_BEFORE = Rung.ONE_BEFORE.value, "Reminded the working day before"
    ONE_AFTER = Rung.ONE_AFTER.value, "Reminded the working day after"
    THREE_AFTER = Rung.THREE_AFTER.value, "Sponsor told three working days after"
    HELD = "held", "Told that a report waits for approval"


class Digest(OutgoingMail):
    """One mail to one person about all that is wanted of them.

    ``key`` names the steps it takes, so that however many ticks ask for it, one is made.
    """

    key = models.CharField("what it is made for, once", max_length=64, unique=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta(OutgoingMail.Meta):
        ordering = ["-since", "-id"]

    def change(self, **columns: Any) -> "DigestChange":
        return DigestChange(digest=self, **columns)


class Nudge(models.Model):
    """One step about one month or one report, to one person, once."""

    digest = models.ForeignKey(Digest, models.CASCADE, related_name="nudges")
    email = models.EmailField(max_length=254)
    step = models.CharField(max_length=8, choices=Step)
    period = models.ForeignKey(
        "workstreams.ReportingPeriod", models.PROTECT, null=True, blank=True, related_name="nudges"
    )
    edition = models.ForeignKey(
        "reports.Edition", models.PROTECT, null=True, blank=True, related_name="nudges"
    )
    workstreams = models.JSONField("ids of what was asked for, then", default=list, blank=True)

    class Meta:
        ordering = ["digest_id", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["email", "period", "step"],
                condition=Q(period__isnull=False),
                name="nudge_once_a_person_month_and_step",
            ),
            models.UniqueConstraint(
                fields=["email", "edition", "step"],
                condition=Q(edition__isnull=False),
                name="nudge_once_a_person_report_and_step",
            ),
            models.CheckConstraint(
                condition=Q(period__isnull=False) ^ Q(edition__isnull=False),
                name="nudge_is_about_a_month_or_a_report",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.email}: {self.get_step_display()}"


class DigestChange(Change):
    """The log: a row for every change of state of a digest."""

    digest = models.ForeignKey(Digest, models.CASCADE, related_name="changes")

    def __str__(self) -> str:
        return f"{self.digest}: {self.in_words()}"
