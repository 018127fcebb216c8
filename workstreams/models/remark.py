"""Questions and answers on a return. Only ever added to: what was asked when stays as it was."""

from __future__ import annotations

from typing import Any, Self

from django.conf import settings
from django.db import models

from .base import history
from .rights import rights_of


class RemarkKind(models.TextChoices):
    """What a remark is."""

    QUESTION = "question", "Asked"
    ANSWER = "answer", "Answered"
    DECISION = "decision", "Decided"


class RemarkQuerySet(models.QuerySet["Remark"]):
    """Questions about remarks."""

    def visible_to(self, user: Any) -> Self:
        """Those on returns of workstreams the user may see."""
        rights = rights_of(user)
        return self.filter(
            rights.within("given__workstream__programme", "given__workstream__sort_key")
        )


class Remark(models.Model):
    """One question, answer or decision on a return: by whom, when."""

    given = models.ForeignKey("workstreams.Return", models.PROTECT, related_name="remarks")
    kind = models.CharField(max_length=10, choices=RemarkKind.choices)
    text = models.TextField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    written_at = models.DateTimeField()

    objects = RemarkQuerySet.as_manager()
    history = history()

    class Meta:
        ordering = ("given", "written_at", "pk")
        constraints = (
            models.CheckConstraint(condition=~models.Q(text=""), name="remark_says_something"),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.text[:60]}"
