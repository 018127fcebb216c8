"""Which rows a board is shown: its rule as lines of conditions, and what people decided by hand (S4-07)."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from workstreams.board_rule import shape

from .base import history, text
from .choices import Scope
from .organisation import Board


class BoardRule(models.Model):
    """The rule of one board. A row of the plan comes in when one of its lines fits; without a rule none does."""

    board = models.OneToOneField(Board, models.CASCADE, related_name="rule")
    note = text("what the board asked for, in its own words")
    version = models.PositiveIntegerField(default=1, editable=False)
    history = history("version")

    def __str__(self) -> str:
        return f"Rule of {self.board}"


class BoardRuleLine(models.Model):
    """One way in: all that it asks must hold. What is left empty is not asked."""

    rule = models.ForeignKey(BoardRule, models.CASCADE, related_name="lines")
    position = models.PositiveSmallIntegerField(default=0)
    kinds = models.JSONField("kinds of rows", default=list, blank=True)
    rated_by = models.CharField(
        "which rating", max_length=8, choices=list(shape.RATED_BY.items()), default="headline"
    )
    ratings = models.JSONField(default=list, blank=True)
    savings = models.CharField(
        "savings attached",
        max_length=5,
        choices=list(shape.SAVINGS.items()),
        blank=True,
        default="",
    )
    overdue = models.BooleanField("overdue only", default=False)
    key = models.BooleanField("key only", default=False)
    statutory = models.BooleanField("statutory only", default=False)
    scope = models.CharField(max_length=10, choices=Scope.choices, blank=True, default="")
    cohort = models.CharField(max_length=120, blank=True, default="")
    workstream = models.ForeignKey(
        "workstreams.Workstream", models.PROTECT, null=True, blank=True, related_name="+"
    )
    history = history()

    class Meta:
        ordering = ("rule", "position", "pk")
        constraints = (
            models.UniqueConstraint(fields=("rule", "position"), name="board_rule_line_one_place"),
        )

    def __str__(self) -> str:
        return f"{self.rule}, line {self.position}"

    def plain(self) -> shape.Line:
        """The line as the evaluator takes it."""
        return shape.Line(
            kinds=tuple(self.kinds),
            rated_by=self.rated_by,
            ratings=tuple(self.ratings),
            savings=self.savings,
            overdue=self.overdue,
            key=self.key,
            statutory=self.statutory,
            scope=self.scope,
            cohort=self.cohort,
            branch=self.workstream_id,
            branch_name=str(self.workstream) if self.workstream else "",
        )


class BoardOverride(models.Model):
    """A row that a person put in or left out whatever the rule says, and why."""

    board = models.ForeignKey(Board, models.CASCADE, related_name="overrides")
    workstream = models.ForeignKey(
        "workstreams.Workstream",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="board_overrides",
    )
    item = models.ForeignKey(
        "workstreams.Item", models.CASCADE, null=True, blank=True, related_name="board_overrides"
    )
    into = models.BooleanField("shown to the board")
    reason = models.TextField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    on = models.DateField("decided on")
    version = models.PositiveIntegerField(default=1, editable=False)
    history = history("version")

    class Meta:
        ordering = ("board", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(workstream__isnull=True) ^ Q(item__isnull=True),
                name="board_override_is_about_one_row",
            ),
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="board_override_has_a_reason",
                violation_error_message="Say why.",
            ),
            models.UniqueConstraint(
                fields=("board", "workstream"),
                condition=Q(item__isnull=True),
                name="board_override_workstream_once",
            ),
            models.UniqueConstraint(
                fields=("board", "item"),
                condition=Q(workstream__isnull=True),
                name="board_override_item_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.board}: {self.workstream or self.item}, {'in' if self.into else 'out'}"

    @property
    def key(self) -> str:
        """The row it is about, as the evaluator names it."""
        return f"w{self.workstream_id}" if self.workstream_id else f"i{self.item_id}"

    def plain(self) -> shape.Hand:
        """The decision as the evaluator takes it."""
        return shape.Hand(self.into, self.reason, str(self.by) if self.by else "", self.on)
