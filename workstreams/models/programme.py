"""Programme, its members, and its version of the rating rules."""

from __future__ import annotations

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from .base import history, rag_field, text
from .choices import DECLARED, ProgrammeStatus, Role
from .rights import rights_of


class ProgrammeQuerySet(models.QuerySet["Programme"]):
    """Questions about programmes."""

    def visible_to(self, user: Any) -> Self:
        """Those of which the user may see at least a part."""
        return self.filter(rights_of(user).programmes())


class Programme(models.Model):
    """A programme of work with one plan. May stand inside another (S3-07)."""

    name = models.CharField(max_length=160, unique=True)
    slug = models.SlugField(max_length=80, unique=True)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children"
    )
    organisation = models.ForeignKey(
        "workstreams.Organisation",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="programmes",
    )
    purpose = text("what it is for")
    status = models.CharField(
        max_length=8, choices=ProgrammeStatus.choices, default=ProgrammeStatus.RUNNING
    )
    starts = models.DateField(null=True, blank=True)
    ends = models.DateField(null=True, blank=True)
    declared_rag = rag_field("overall rating, declared", DECLARED)
    declared_reason = text("reason for the declared rating")
    declared_on = models.DateField(null=True, blank=True)
    declared_savings_rag = rag_field("overall savings rating, declared", DECLARED)
    savings_reason = text("reason for the savings rating")
    savings_declared_on = models.DateField(null=True, blank=True)
    sponsor = models.ForeignKey(
        "workstreams.Person", models.PROTECT, null=True, blank=True, related_name="sponsors"
    )
    manager = models.ForeignKey(
        "workstreams.Person", models.PROTECT, null=True, blank=True, related_name="manages"
    )
    leads_text = models.CharField("leads, as typed", max_length=500, blank=True, default="")
    status_date = models.DateField("position as at, in the last sheet", null=True, blank=True)
    rules = models.JSONField("thresholds that differ from the standard", default=dict, blank=True)
    rules_version = models.PositiveIntegerField(default=1)
    phase_templates = models.JSONField("its own sets of phases, by name", default=dict, blank=True)
    rated_on = models.DateField("ratings are as at", null=True, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = ProgrammeQuerySet.as_manager()
    history = history("rated_on", "version")

    class Meta:
        ordering = ("name",)
        constraints = (
            models.CheckConstraint(
                condition=Q(ends__isnull=True)
                | Q(starts__isnull=True)
                | Q(ends__gte=models.F("starts")),
                name="programme_ends_after_it_starts",
                violation_error_message="The end of a programme is not before its start.",
            ),
        )

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The dashboard, which is where a programme is read."""
        return reverse("dashboard", args=[self.slug])


class Membership(models.Model):
    """A user's role in a programme, in a branch of it (a lead), on a board, or everywhere."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=12, choices=Role.choices)
    programme = models.ForeignKey(
        Programme, models.CASCADE, null=True, blank=True, related_name="memberships"
    )
    workstream = models.ForeignKey(
        "workstreams.Workstream",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="memberships",
    )
    board = models.ForeignKey(
        "workstreams.Board", models.CASCADE, null=True, blank=True, related_name="memberships"
    )
    history = history()

    class Meta:
        ordering = ("user", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("user", "role", "programme"),
                condition=Q(programme__isnull=False, workstream__isnull=True),
                name="membership_once_a_programme",
            ),
            models.UniqueConstraint(
                fields=("user", "role", "workstream"),
                condition=Q(workstream__isnull=False),
                name="membership_once_a_workstream",
            ),
            models.UniqueConstraint(
                fields=("user", "role", "board"),
                condition=Q(board__isnull=False),
                name="membership_once_a_board",
            ),
            models.UniqueConstraint(
                fields=("user", "role"),
                condition=Q(programme__isnull=True, workstream__isnull=True, board__isnull=True),
                name="membership_once_everywhere",
            ),
            models.CheckConstraint(
                condition=Q(role=Role.LEAD, workstream__isnull=False)
                | ~Q(role=Role.LEAD) & Q(workstream__isnull=True),
                name="a_lead_leads_a_workstream",
                violation_error_message="A lead, and only a lead, belongs to a workstream.",
            ),
            models.CheckConstraint(
                condition=Q(role=Role.BOARD, board__isnull=False)
                | ~Q(role=Role.BOARD) & Q(board__isnull=True),
                name="a_board_member_sits_on_a_board",
                violation_error_message="A board member, and only a board member, sits on a board.",
            ),
        )

    def __str__(self) -> str:
        where = self.workstream or self.programme or self.board or "everywhere"
        return f"{self.user}: {self.get_role_display()}, {where}"
