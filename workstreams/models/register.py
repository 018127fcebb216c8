"""Risks, issues and dependencies of a programme."""

from __future__ import annotations

from typing import Any, Self

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse

from .base import Imported, WhenField, history, rag_field, text
from .choices import DECLARED
from .rights import rights_of


class PartQuerySet(models.QuerySet[Any]):
    """Rows that belong to a programme and maybe to one of its workstreams."""

    def visible_to(self, user: Any) -> Self:
        """Those of whole programmes the user reads, and of the branches of their boards."""
        return self.filter(rights_of(user).within("programme", "workstream__sort_key"))


class Part(Imported):
    """What risks, issues, decisions and the like share: where they belong and who keeps them."""

    programme = models.ForeignKey(
        "workstreams.Programme", models.PROTECT, related_name="%(class)s_rows"
    )
    workstream = models.ForeignKey(
        "workstreams.Workstream",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="%(class)s_rows",
    )
    item = models.ForeignKey(
        "workstreams.Item", models.SET_NULL, null=True, blank=True, related_name="%(class)s_rows"
    )
    number = models.CharField("printed number", max_length=20, blank=True, default="")
    owner = models.ForeignKey(
        "workstreams.Person", models.PROTECT, null=True, blank=True, related_name="%(class)s_rows"
    )
    owners_text = models.CharField("owner, as typed", max_length=500, blank=True, default="")
    raised_on = models.DateField(null=True, blank=True)
    raised_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    closed_on = models.DateField(null=True, blank=True)
    close_reason = text("why it was closed")
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = PartQuerySet.as_manager()

    class Meta:
        abstract = True


class RegisterState(models.TextChoices):
    """An owner proposes, a manager accepts it into the register (S4-11, S4-12, S4-41)."""

    PROPOSED = "proposed", "Proposed"
    OPEN = "open", "Open"
    CLOSED = "closed", "Closed"
    REJECTED = "rejected", "Not accepted"


SCORE = (MinValueValidator(1), MaxValueValidator(5))


class Risk(Part):
    """Something that may happen (S0-25, S1-27, S3-39, S4-42)."""

    title = models.CharField(max_length=500)
    cause = text("cause")
    effect = text("effect")
    category = models.CharField(max_length=80, blank=True, default="")
    likelihood = models.PositiveSmallIntegerField(null=True, blank=True, validators=SCORE)
    impact = models.PositiveSmallIntegerField(null=True, blank=True, validators=SCORE)
    mitigation = text("mitigation")
    next_action = text("next action")
    action_due = WhenField("next action due", last=True)
    declared_rag = rag_field("rating, declared", DECLARED)
    state = models.CharField(
        max_length=10, choices=RegisterState.choices, default=RegisterState.OPEN
    )
    history = history("version")

    class Meta:
        ordering = ("programme", "number", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(likelihood__isnull=True) | Q(likelihood__gte=1, likelihood__lte=5),
                name="risk_likelihood_1_to_5",
                violation_error_message="Likelihood is between 1 and 5.",
            ),
            models.CheckConstraint(
                condition=Q(impact__isnull=True) | Q(impact__gte=1, impact__lte=5),
                name="risk_impact_1_to_5",
                violation_error_message="Impact is between 1 and 5.",
            ),
            models.CheckConstraint(
                condition=~Q(state=RegisterState.CLOSED) | Q(closed_on__isnull=False),
                name="risk_closed_has_a_day",
            ),
            models.CheckConstraint(
                condition=~Q(title=""),
                name="risk_has_a_title",
                violation_error_message="A risk needs a title.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.number} {self.title}".strip()

    @property
    def score(self) -> int | None:
        """Likelihood times impact; None until both are known, which is not a low score."""
        if self.likelihood is None or self.impact is None:
            return None
        return self.likelihood * self.impact

    def get_absolute_url(self) -> str:
        """Its own page."""
        return reverse("risk", args=[self.pk])


class Issue(Part):
    """Something that has happened and needs an answer (S4-38 to S4-40)."""

    title = models.CharField(max_length=500)
    recommendation = text("recommendation")
    action = text("action")
    due = WhenField("action due", last=True)
    escalated_to = models.ForeignKey(
        "workstreams.Board", models.PROTECT, null=True, blank=True, related_name="issues"
    )
    decision_needed = models.BooleanField(default=False)
    state = models.CharField(
        max_length=10, choices=RegisterState.choices, default=RegisterState.OPEN
    )
    history = history("version")

    class Meta:
        ordering = ("programme", "number", "pk")
        constraints = (
            models.CheckConstraint(
                condition=~Q(state=RegisterState.CLOSED) | Q(closed_on__isnull=False),
                name="issue_closed_has_a_day",
            ),
            models.CheckConstraint(
                condition=~Q(title=""),
                name="issue_has_a_title",
                violation_error_message="An issue needs a title.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.number} {self.title}".strip()

    def get_absolute_url(self) -> str:
        """Its own page."""
        return reverse("issue", args=[self.pk])


class Dependency(Part):
    """One thing waits for another: an item, a workstream, or a plan outside (S0-23, S0-29, S4-22)."""

    title = models.CharField("what is needed", max_length=500)
    on_item = models.ForeignKey(
        "workstreams.Item", models.PROTECT, null=True, blank=True, related_name="needed_by"
    )
    on_workstream = models.ForeignKey(
        "workstreams.Workstream", models.PROTECT, null=True, blank=True, related_name="needed_by"
    )
    outside = models.CharField("programme outside", max_length=200, blank=True, default="")
    needed_by = WhenField("needed by", last=True)
    met = models.BooleanField(default=False)
    history = history("version")

    class Meta:
        ordering = ("programme", "number", "pk")
        verbose_name_plural = "dependencies"
        constraints = (
            models.CheckConstraint(
                condition=Q(on_item__isnull=False)
                | Q(on_workstream__isnull=False)
                | ~Q(outside=""),
                name="dependency_is_on_something",
                violation_error_message="Say what it waits for: an item, a workstream, or a plan outside.",
            ),
            models.CheckConstraint(
                condition=Q(item__isnull=True)
                | Q(on_item__isnull=True)
                | ~Q(item=models.F("on_item")),
                name="dependency_not_on_itself",
                violation_error_message="An item cannot wait for itself.",
            ),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Its own page."""
        return reverse("dependency", args=[self.pk])
