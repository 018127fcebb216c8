"""Words beside the plan: glossary, comments that are never printed, notices."""

from __future__ import annotations

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from .base import WhenField, history, text
from .rights import rights_of


class GlossaryTermQuerySet(models.QuerySet["GlossaryTerm"]):
    """Questions about terms."""

    def visible_to(self, user: Any) -> Self:
        """The organisation's own, and those of programmes the user sees any part of."""
        rights = rights_of(user)
        if rights.everywhere:
            return self
        branches = {branch.programme_id for branch in rights.seen_branches}
        return self.filter(
            Q(programme__isnull=True) | Q(programme__in={*rights.seen_programmes, *branches})
        )


class GlossaryTerm(models.Model):
    """What an abbreviation stands for: everywhere, or in one programme, which wins (X0-45)."""

    programme = models.ForeignKey(
        "workstreams.Programme", models.CASCADE, null=True, blank=True, related_name="terms"
    )
    short = models.CharField(max_length=40)
    long = models.CharField(max_length=200)
    meaning = text("meaning")
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = GlossaryTermQuerySet.as_manager()
    history = history("version")

    class Meta:
        ordering = ("short", "pk")
        constraints = (
            models.UniqueConstraint(
                Lower("short"), condition=Q(programme__isnull=True), name="term_once_everywhere"
            ),
            models.UniqueConstraint(
                "programme",
                Lower("short"),
                condition=Q(programme__isnull=False),
                name="term_once_a_programme",
            ),
        )

    def __str__(self) -> str:
        return f"{self.short}: {self.long}"


class CommentQuerySet(models.QuerySet["Comment"]):
    """Questions about comments."""

    def visible_to(self, user: Any) -> Self:
        """Those beside items and workstreams the user may see."""
        rights = rights_of(user)
        return self.filter(
            rights.within("item__programme", "item__sort_key")
            | rights.within("workstream__programme", "workstream__sort_key")
        )


class Comment(models.Model):
    """A remark beside an item or a workstream. No report, export or mail may hold it (S3-42)."""

    item = models.ForeignKey(
        "workstreams.Item", models.CASCADE, null=True, blank=True, related_name="comments"
    )
    workstream = models.ForeignKey(
        "workstreams.Workstream", models.CASCADE, null=True, blank=True, related_name="comments"
    )
    text = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="comments")
    written_at = models.DateTimeField()
    resolved_at = models.DateTimeField(null=True, blank=True)

    objects = CommentQuerySet.as_manager()
    history = history()

    class Meta:
        ordering = ("written_at", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(item__isnull=True) ^ Q(workstream__isnull=True),
                name="comment_stands_beside_one_thing",
            ),
            models.CheckConstraint(condition=~Q(text=""), name="comment_says_something"),
        )

    def __str__(self) -> str:
        return self.text[:60]


class Checkpoint(models.Model):
    """A dated step or second output inside an item (S2-11, S2-13)."""

    item = models.ForeignKey("workstreams.Item", models.CASCADE, related_name="checkpoints")
    title = models.CharField(max_length=300, blank=True, default="")
    when = WhenField("date", last=True)
    position = models.PositiveSmallIntegerField(default=0)
    done_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    history = history("version")

    class Meta:
        ordering = ("item", "position", "pk")

    def __str__(self) -> str:
        return self.title or "Checkpoint"


class Notice(models.Model):
    """Something a person is told: a workstream changed its lead (S4-10)."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notices")
    text = models.TextField()
    address = models.CharField("page it leads to", max_length=300, blank=True, default="")
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)
    history = history()

    class Meta:
        ordering = ("-created_at", "-pk")

    def __str__(self) -> str:
        return self.text[:60]
