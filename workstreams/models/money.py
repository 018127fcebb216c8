"""Savings year by year, and budget lines. Claimed and verified are never one number."""

from __future__ import annotations

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from .base import history, rag_field, text
from .choices import DECLARED
from .figures import FigureField, figure_is_whole
from .register import Part


class SavingKind(models.TextChoices):
    """Cash out of a budget, or cost that does not arise (S3-31)."""

    CASHABLE = "cashable", "Cashable saving"
    AVOIDANCE = "avoidance", "Cost avoidance"
    UNSTATED = "unstated", "Not stated"


class Saving(Part):
    """A saving that a workstream, an outcome or the programme is to make (S4-33, S4-34)."""

    title = models.CharField(max_length=500)
    kind = models.CharField(max_length=10, choices=SavingKind.choices, default=SavingKind.UNSTATED)
    recurrent = models.BooleanField(null=True, blank=True)
    declared_rag = rag_field("savings rating, declared", DECLARED)
    included_in = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="includes",
        help_text="Set where this figure is part of a larger one, so that it is not added twice.",
    )
    typed = models.CharField("target, as typed", max_length=80, blank=True, default="")
    note = text("note")
    history = history("version")

    class Meta:
        ordering = ("programme", "pk")
        constraints = (
            models.CheckConstraint(
                condition=~Q(title=""),
                name="saving_has_a_title",
                violation_error_message="A saving needs a title.",
            ),
            models.CheckConstraint(
                condition=Q(included_in__isnull=True) | ~Q(included_in=F("pk")),
                name="saving_not_part_of_itself",
            ),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Its own page."""
        return reverse("saving", args=[self.pk])


class SavingYear(models.Model):
    """One financial year of a saving, in pounds; a saving is a positive figure."""

    saving = models.ForeignKey(Saving, models.CASCADE, related_name="years")
    year = models.PositiveSmallIntegerField(
        "financial year begins in April of", validators=[MinValueValidator(2000)]
    )
    target = FigureField("target")
    forecast = FigureField("forecast")
    claimed = FigureField("claimed")
    verified = FigureField("verified by finance")
    verified_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="+"
    )
    verified_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    history = history("version")

    class Meta:
        ordering = ("saving", "year")
        constraints = (
            models.UniqueConstraint(fields=("saving", "year"), name="saving_year_once"),
            *(figure_is_whole(n, "saving") for n in ("target", "forecast", "claimed", "verified")),
        )

    def __str__(self) -> str:
        return f"{self.saving}, {self.year}/{(self.year + 1) % 100:02d}"


class FundingSource(models.TextChoices):
    """Where money comes from (S3-36)."""

    CORE = "core", "Core budget"
    GRANT = "grant", "Grant"
    CAPITAL = "capital", "Capital"
    RESERVE = "reserve", "Reserve"
    JOINT = "joint", "Joint funding"
    UNSTATED = "unstated", "Not stated"


class BudgetLine(Part):
    """What a workstream may spend, has spent, and expects to spend in a year (S1-41, S1-43)."""

    title = models.CharField(max_length=300)
    year = models.PositiveSmallIntegerField("financial year begins in April of")
    source = models.CharField(
        max_length=10, choices=FundingSource.choices, default=FundingSource.UNSTATED
    )
    budget = FigureField("budget")
    spent = FigureField("spent")
    forecast = FigureField("forecast")
    typed = models.CharField("budget, as typed", max_length=80, blank=True, default="")
    note = text("note")

    history = history("version")

    class Meta:
        ordering = ("programme", "year", "pk")
        constraints = tuple(figure_is_whole(n, "budget") for n in ("budget", "spent", "forecast"))

    def __str__(self) -> str:
        return f"{self.title}, {self.year}/{(self.year + 1) % 100:02d}"

    def get_absolute_url(self) -> str:
        """Its own page."""
        return reverse("budget_line", args=[self.pk])
