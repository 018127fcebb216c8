"""Meetings, decisions, and the route of a paper through the boards."""

from __future__ import annotations

from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse

from .base import WhenField, history, text
from .organisation import Board
from .register import Part
from .rights import rights_of


class MeetingQuerySet(models.QuerySet["Meeting"]):
    """Questions about meetings."""

    def visible_to(self, user: Any) -> Self:
        """Those of the boards the user may see."""
        return self.filter(board__in=Board.objects.visible_to(user))


class Meeting(models.Model):
    """A board meets (S0-12, S2-25): the day, and the day papers are due."""

    board = models.ForeignKey(Board, models.PROTECT, related_name="meetings")
    on = models.DateField("meets on")
    papers_due = models.DateField(null=True, blank=True)
    place = models.CharField(max_length=200, blank=True, default="")
    cancelled = models.BooleanField(default=False)
    note = text("note")
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = MeetingQuerySet.as_manager()
    history = history("version")

    class Meta:
        ordering = ("board", "on")
        constraints = (
            models.UniqueConstraint(fields=("board", "on"), name="meeting_once_a_day"),
            models.CheckConstraint(
                condition=Q(papers_due__isnull=True) | Q(papers_due__lte=models.F("on")),
                name="papers_due_before_the_meeting",
                violation_error_message="Papers are due on or before the day of the meeting.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.board}, {self.on:%-d %B %Y}"

    def get_absolute_url(self) -> str:
        """Its own page."""
        return reverse("meeting", args=[self.pk])


class Outcome(models.TextChoices):
    """What a board did with what was asked of it."""

    ASKED = "asked", "Asked, not answered"
    AGREED = "agreed", "Agreed"
    REFUSED = "refused", "Refused"
    DEFERRED = "deferred", "Deferred"
    NOTED = "noted", "Noted"


class Decision(Part):
    """Something a board is asked, and what it answered (S0-40, S3-04, S3-20)."""

    title = models.CharField("what is asked", max_length=500)
    board = models.ForeignKey(Board, models.PROTECT, related_name="decisions")
    meeting = models.ForeignKey(
        Meeting, models.PROTECT, null=True, blank=True, related_name="decisions"
    )
    recommendation = text("recommendation")
    consequence = text("if it is not decided")
    outcome = models.CharField(max_length=10, choices=Outcome.choices, default=Outcome.ASKED)
    outcome_text = text("what was decided")
    decided_on = models.DateField(null=True, blank=True)
    review_on = models.DateField(null=True, blank=True)
    due = WhenField("to be done by", last=True)
    history = history("version")

    class Meta:
        ordering = ("board", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(outcome=Outcome.ASKED) | Q(decided_on__isnull=False),
                name="decision_answered_has_a_day",
                violation_error_message="Give the day of the decision.",
            ),
            models.CheckConstraint(
                condition=~Q(title=""),
                name="decision_asks_something",
                violation_error_message="Say what is asked.",
            ),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Its own page."""
        return reverse("decision", args=[self.pk])


class Purpose(models.TextChoices):
    """Why a paper goes to a board (S0-07)."""

    AGREE = "agree", "To agree"
    APPROVE = "approve", "To approve"
    ESCALATE = "escalate", "To escalate"
    SHARE = "share", "To share"
    INFORM = "information", "For information"
    RECOMMEND = "recommend", "To recommend"
    UNSTATED = "unstated", "Not stated"


class StepQuerySet(models.QuerySet["Step"]):
    """Questions about steps."""

    def visible_to(self, user: Any) -> Self:
        """Those of the items the user may see."""
        return self.filter(rights_of(user).within("item__programme", "item__sort_key"))


class Step(models.Model):
    """One board on the route of a governance item, in order (S0-08, S0-11)."""

    item = models.ForeignKey("workstreams.Item", models.CASCADE, related_name="steps")
    position = models.PositiveSmallIntegerField()
    board = models.ForeignKey(
        Board,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="steps",
        help_text="Blank while it is to be confirmed.",
    )
    board_text = models.CharField("board, as typed", max_length=200, blank=True, default="")
    purpose = models.CharField(max_length=12, choices=Purpose.choices, default=Purpose.UNSTATED)
    paper = models.CharField(max_length=300, blank=True, default="")
    papers_due = WhenField("papers due", last=True)
    meeting = models.ForeignKey(
        Meeting, models.PROTECT, null=True, blank=True, related_name="steps"
    )
    outcome = models.CharField(max_length=10, choices=Outcome.choices, default=Outcome.ASKED)
    outcome_text = text("what was decided")
    decided_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = StepQuerySet.as_manager()
    history = history("version")

    class Meta:
        ordering = ("item", "position")
        constraints = (
            models.UniqueConstraint(fields=("item", "position"), name="step_one_place"),
            models.CheckConstraint(
                condition=Q(outcome=Outcome.ASKED) | Q(decided_on__isnull=False),
                name="step_answered_has_a_day",
                violation_error_message="Give the day of the decision.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.position}. {self.board or self.board_text or 'board to be confirmed'}"
