"""The month: its strip of phases, its period, and what each workstream returned."""

from __future__ import annotations

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from .base import WhenField, history, rag_field, text
from .choices import DECLARED
from .rights import rights_of


class Letter(models.TextChoices):
    """The phase letter of a month (S1-08): design, plan, implement, sustain."""

    DESIGN = "D", "Design"
    PLAN = "P", "Plan"
    IMPLEMENT = "I", "Implement"
    SUSTAIN = "S", "Sustain"


class OfWorkstream(models.QuerySet[Any]):
    """Rows that belong to one workstream."""

    def visible_to(self, user: Any) -> Self:
        """Those of the workstreams the user may see."""
        return self.filter(rights_of(user).within("workstream__programme", "workstream__sort_key"))


class StripMonth(models.Model):
    """One month of a workstream's phase strip; a month without a row is blank."""

    workstream = models.ForeignKey("workstreams.Workstream", models.CASCADE, related_name="strip")
    month = models.DateField("first day of the month")
    letter = models.CharField(max_length=1, choices=Letter.choices)
    typed = models.CharField("as typed", max_length=8, blank=True, default="")

    objects = OfWorkstream.as_manager()
    history = history()

    class Meta:
        ordering = ("workstream", "month")
        constraints = (
            models.UniqueConstraint(fields=("workstream", "month"), name="strip_month_once"),
            models.CheckConstraint(condition=Q(month__day=1), name="strip_month_is_its_first_day"),
        )

    def __str__(self) -> str:
        return f"{self.workstream}, {self.month:%B %Y}: {self.letter}"


class PeriodState(models.TextChoices):
    """Whether returns are still taken."""

    OPEN = "open", "Open"
    CLOSED = "closed", "Closed"


class ReportingPeriodQuerySet(models.QuerySet["ReportingPeriod"]):
    """Questions about periods."""

    def visible_to(self, user: Any) -> Self:
        """Those of the programmes the user sees any part of."""
        rights = rights_of(user)
        if rights.everywhere:
            return self
        branches = {branch.programme_id for branch in rights.seen_branches}
        return self.filter(programme__in={*rights.seen_programmes, *branches})


class ReportingPeriod(models.Model):
    """A month of a programme, with the day by which returns are due (S1-02, S4-01)."""

    programme = models.ForeignKey("workstreams.Programme", models.PROTECT, related_name="periods")
    month = models.DateField("first day of the month")
    opens_on = models.DateField()
    deadline = models.DateTimeField("returns due by")
    state = models.CharField(max_length=8, choices=PeriodState.choices, default=PeriodState.OPEN)
    closed_at = models.DateTimeField(null=True, blank=True)
    closes_at = models.DateTimeField("closes by itself at", null=True, blank=True)
    by_rule = models.BooleanField("opened by the programme's rule", default=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = ReportingPeriodQuerySet.as_manager()
    history = history("version")

    class Meta:
        ordering = ("programme", "-month")
        constraints = (
            models.UniqueConstraint(fields=("programme", "month"), name="period_once"),
            models.CheckConstraint(condition=Q(month__day=1), name="period_is_its_first_day"),
            models.CheckConstraint(
                condition=Q(state=PeriodState.OPEN, closed_at__isnull=True)
                | Q(state=PeriodState.CLOSED, closed_at__isnull=False),
                name="period_closed_has_a_time",
            ),
        )

    def __str__(self) -> str:
        return f"{self.programme}, {self.month:%B %Y}"

    def get_absolute_url(self) -> str:
        """The returns of the month."""
        return reverse("period", args=[self.pk])


class ReturnState(models.TextChoices):
    """Draft until submitted; agreed by somebody else, or back with the lead, who is asked for changes."""

    DRAFT = "draft", "Draft"
    SUBMITTED = "submitted", "Submitted"
    CHALLENGED = "challenged", "Changes asked"
    AGREED = "agreed", "Agreed"


class Return(models.Model):
    """What a workstream tells the programme about a month (S4-09)."""

    workstream = models.ForeignKey("workstreams.Workstream", models.PROTECT, related_name="returns")
    period = models.ForeignKey(ReportingPeriod, models.PROTECT, related_name="returns")
    narrative = text("what happened")
    planned = text("what is planned next")
    risks = text("risks, issues and barriers of the month")
    declared_rag = rag_field("rating, declared", DECLARED)
    declared_reason = text("reason")
    savings_rag = rag_field("savings rating, declared", DECLARED)
    savings_reason = text("reason for the savings rating")
    ask = text("what is asked of the board")
    ask_by = WhenField("decision wanted by", last=True)
    ask_otherwise = text("what follows if it is not decided")
    voice = text("voice of children and families")
    no_change = models.BooleanField("nothing changed since last month", default=False)
    carried = models.JSONField(
        "boxes that still hold last month's words, unconfirmed", default=list, blank=True
    )
    challenge = text("what the office asks of the lead")
    state = models.CharField(max_length=12, choices=ReturnState.choices, default=ReturnState.DRAFT)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    submitted_at = models.DateTimeField(null=True, blank=True)
    first_submitted_at = models.DateTimeField("first handed in", null=True, blank=True)
    agreed_rag = rag_field("rating, agreed", DECLARED)
    agreed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    agreed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = OfWorkstream.as_manager()
    history = history("version")

    class Meta:
        ordering = ("period", "workstream")
        constraints = (
            models.UniqueConstraint(fields=("workstream", "period"), name="return_once_a_period"),
            models.CheckConstraint(
                condition=Q(state=ReturnState.DRAFT) | Q(submitted_at__isnull=False),
                name="return_submitted_has_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(state=ReturnState.AGREED) | Q(agreed_at__isnull=False),
                name="return_agreed_has_a_time",
            ),
        )

    def __str__(self) -> str:
        return f"{self.workstream}, {self.period.month:%B %Y}"

    def get_absolute_url(self) -> str:
        """Its own page."""
        return reverse("return", args=[self.period_id, self.workstream_id])
