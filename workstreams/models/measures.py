"""Measures and their readings."""

from __future__ import annotations

from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse

from .base import history, rag_field, text
from .choices import DECLARED
from .figures import FigureField, figure_is_whole
from .register import Part
from .rights import rights_of


class Direction(models.TextChoices):
    """Which way is better; until somebody says so a reading cannot be judged (X1-16)."""

    UP = "up", "Higher is better"
    DOWN = "down", "Lower is better"
    UNSTATED = "unstated", "Not stated"


class Window(models.TextChoices):
    """What a reading covers (S1-40)."""

    MONTH = "month", "Month"
    QUARTER = "quarter", "Quarter"
    YEAR = "year", "Year"
    ROLLING = "rolling_12", "Rolling 12 months"
    POINT = "point", "On the day"


class Measure(Part):
    """Something counted month by month, with a target and a direction (S1-33 to S1-40, S3-12)."""

    title = models.CharField("name", max_length=300)
    definition = text("definition")
    unit = models.CharField(max_length=40, blank=True, default="")
    window = models.CharField(max_length=12, choices=Window.choices, default=Window.MONTH)
    direction = models.CharField(
        max_length=10, choices=Direction.choices, default=Direction.UNSTATED
    )
    target = FigureField("target", places=3)
    tolerance = FigureField("tolerance", places=3)
    statutory = models.BooleanField(default=False)
    source = models.CharField("data source", max_length=200, blank=True, default="")
    not_measured_until = models.DateField(null=True, blank=True)
    note = text("note")
    workstreams = models.ManyToManyField(
        "workstreams.Workstream", blank=True, related_name="shared_measures"
    )
    history = history("version")

    class Meta:
        ordering = ("programme", "title", "pk")
        constraints = (
            models.CheckConstraint(
                condition=~Q(title=""),
                name="measure_has_a_name",
                violation_error_message="A measure needs a name.",
            ),
            figure_is_whole("target", "measure"),
            figure_is_whole("tolerance", "measure"),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Its own page."""
        return reverse("measure", args=[self.pk])


class ReadingQuerySet(models.QuerySet["Reading"]):
    """Questions about readings."""

    def visible_to(self, user: Any) -> Self:
        """Those of the measures the user may see."""
        return self.filter(
            rights_of(user).within("measure__programme", "measure__workstream__sort_key")
        )


class Reading(models.Model):
    """The value of a measure in a period, or the word that there is none (S1-36)."""

    measure = models.ForeignKey(Measure, models.CASCADE, related_name="readings")
    period = models.DateField("period ends")
    value = FigureField("value", places=3)
    declared_rag = rag_field("rating, declared", DECLARED)
    note = text("note")
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = ReadingQuerySet.as_manager()
    history = history("version")

    class Meta:
        ordering = ("measure", "period")
        constraints = (
            models.UniqueConstraint(fields=("measure", "period"), name="reading_once_a_period"),
            figure_is_whole("value", "reading"),
        )

    def __str__(self) -> str:
        return f"{self.measure}, {self.period}"
