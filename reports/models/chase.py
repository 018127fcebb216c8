"""Who was asked for a return, or told that a report waits: one mail to one person, and what it was about."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from reports.models.delivery import DeliveryState
from workstreams.month.calendar import Rung


class Step(models.TextChoices):
    """A rung of the chase ladder (peers.md 3, 24), or a report that nobody approved."""

    OPENED = Rung.OPENED.value, "Asked at opening"
    FIVE_BEFORE = Rung.FIVE_BEFORE.value, "Reminded five working days before"
    ONE_BEFORE = Rung.ONE_BEFORE.value, "Reminded the working day before"
    ONE_AFTER = Rung.ONE_AFTER.value, "Reminded the working day after"
    THREE_AFTER = Rung.THREE_AFTER.value, "Sponsor told three working days after"
    HELD = "held", "Told that a report waits for approval"


class Digest(models.Model):
    """One mail to one person about all that is wanted of them. States and claims as of a Delivery.

    ``key`` names the steps it takes, so that however many ticks ask for it, one is made.
    """

    State = DeliveryState

    key = models.CharField("what it is made for, once", max_length=64, unique=True)
    name = models.CharField(max_length=160)
    email = models.EmailField(max_length=254)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    state = models.CharField(max_length=12, choices=DeliveryState, default=DeliveryState.QUEUED)
    since = models.DateTimeField("in this state since")
    number = models.PositiveSmallIntegerField(default=1)
    holder = models.CharField(max_length=80, blank=True)
    attempt = models.PositiveSmallIntegerField(default=0)
    first_try_at = models.DateTimeField(null=True, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    begun_at = models.DateTimeField("DATA begun", null=True, blank=True)
    try_at = models.DateTimeField("not before", null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    reply = models.TextField("the mail server's words", blank=True)

    class Meta:
        ordering = ["-since", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="transmitting") | Q(lease_until__isnull=False),
                name="digest_being_sent_has_a_lease",
            )
        ]
        indexes = [models.Index(fields=["state", "try_at"], name="digest_by_state_and_time")]

    def __str__(self) -> str:
        return f"{self.name}: {self.get_state_display()}"


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


class DigestChange(models.Model):
    """The log: a row for every change of state of a digest. Only ever added to."""

    digest = models.ForeignKey(Digest, models.CASCADE, related_name="changes")
    at = models.DateTimeField()
    was = models.CharField(max_length=12, blank=True)
    now = models.CharField(max_length=12)
    attempt = models.PositiveSmallIntegerField(default=0)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    holder = models.CharField(max_length=80, blank=True)
    words = models.TextField(blank=True)

    class Meta:
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return f"{self.digest}: {self.was or 'nothing'} to {self.now}"
