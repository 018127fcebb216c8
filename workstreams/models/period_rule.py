"""By which rule the months of a programme open, fall due and close."""

from __future__ import annotations

from datetime import date, time
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from workstreams.month.calendar import Calendar
from workstreams.periods import Due, DueRule

from .base import history


class Nation(models.TextChoices):
    """Whose bank holidays count."""

    ENGLAND_AND_WALES = "ENG", "England and Wales"
    SCOTLAND = "SCT", "Scotland"
    NORTHERN_IRELAND = "NIR", "Northern Ireland"


class PeriodRule(models.Model):
    """One a programme. No row, or `active` off: months are opened and closed by hand (S1-02)."""

    class Rule(models.TextChoices):
        NTH_WORKING_DAY = DueRule.NTH_WORKING_DAY.value, "A working day of the month after"
        LAST_WORKING_DAY = DueRule.LAST_WORKING_DAY.value, "The last working day of the month"
        BEFORE_MEETING = DueRule.BEFORE_MEETING.value, "Some days before the board meets"

    programme = models.OneToOneField(
        "workstreams.Programme", models.CASCADE, related_name="period_rule"
    )
    rule = models.CharField(max_length=20, choices=Rule.choices, default=Rule.NTH_WORKING_DAY)
    n = models.PositiveSmallIntegerField(
        "which working day, or how many days before the meeting",
        default=3,
        validators=[MinValueValidator(1), MaxValueValidator(15)],
    )
    at = models.TimeField("hour of the day, in London", default=time(17, 0))
    board = models.ForeignKey(
        "workstreams.Board", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    meeting_week = models.PositiveSmallIntegerField("week it meets in by custom", default=4)
    meeting_weekday = models.PositiveSmallIntegerField("day of that week, Monday is 0", default=1)
    nation = models.CharField(
        "bank holidays of", max_length=3, choices=Nation.choices, default=Nation.ENGLAND_AND_WALES
    )
    opens_before = models.PositiveSmallIntegerField(
        "opens so many working days before",
        default=8,
        validators=[MinValueValidator(1), MaxValueValidator(25)],
    )
    closes_after = models.PositiveSmallIntegerField(
        "closes so many working days after", default=5, validators=[MaxValueValidator(20)]
    )
    starts = models.DateField("first month, its first day")
    active = models.BooleanField("opens and closes by itself", default=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    history = history("version")

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(starts__day=1), name="period_rule_starts_on_a_first"
            ),
            models.CheckConstraint(
                condition=Q(n__gte=1, n__lte=15), name="period_rule_n_is_1_to_15"
            ),
            models.CheckConstraint(
                condition=Q(opens_before__gte=1, opens_before__lte=25, closes_after__lte=20),
                name="period_rule_window",
            ),
            models.CheckConstraint(
                condition=Q(
                    meeting_week__gte=1,
                    meeting_week__lte=5,
                    meeting_weekday__gte=0,
                    meeting_weekday__lte=6,
                ),
                name="period_rule_meeting_is_a_day",
            ),
        )

    def __str__(self) -> str:
        return f"{self.programme}: {self.get_rule_display()}"

    def calendar(self) -> Calendar:
        """The rule as plain data, for `workstreams.month.calendar`."""
        due = Due(DueRule(self.rule), self.n, self.at, self.meeting_week, self.meeting_weekday)
        return Calendar(due, self.opens_before, self.closes_after)

    def covers(self, month: date) -> bool:
        """Whether the rule opens that month."""
        return bool(self.active) and month >= self.starts


def standard(programme: Any, *, today: date) -> PeriodRule:
    """The rule offered to a programme that has none, unsaved and not active."""
    return PeriodRule(programme=programme, starts=today.replace(day=1), active=False)
