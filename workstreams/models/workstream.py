"""The tree of a plan: workstreams of every level, and phases."""

from __future__ import annotations

from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse

from .base import Imported, history, rag_field, text
from .choices import COMPUTED, DECLARED, Level, Priority, Scope
from .rights import rights_of

#: A place in the plan is its parent's place plus this many digits, so that sorting by place is
#: reading the plan from top to bottom, and a branch is everything that begins with its place.
STEP = 6


def place(parent: str, position: int) -> str:
    """The sort key of the row at `position` under the row whose sort key is `parent`."""
    return f"{parent}{position:0{STEP}d}"


class WorkstreamQuerySet(models.QuerySet["Workstream"]):
    """Questions about workstreams."""

    def visible_to(self, user: Any) -> Self:
        """Those the user may see: of their programmes, and of the branches of their boards."""
        return self.filter(rights_of(user).within())

    def numbered(self) -> Self:
        """Those a board reads about: all but deliverables and outcomes."""
        return self.exclude(level__in=(Level.DELIVERABLE, Level.OUTCOME))

    def under(self, workstream: Workstream) -> Self:
        """The workstream and all that stands under it."""
        return self.filter(
            programme=workstream.programme_id, sort_key__startswith=workstream.sort_key
        )


class Workstream(Imported):
    """A branch of the plan: outcome, theme, workstream, project or deliverable."""

    programme = models.ForeignKey(
        "workstreams.Programme", models.PROTECT, related_name="workstreams"
    )
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children"
    )
    level = models.CharField(max_length=12, choices=Level.choices, default=Level.WORKSTREAM)
    ref = models.CharField("printed number", max_length=40, blank=True, default="")
    title = models.CharField(max_length=500)
    short_name = models.CharField(max_length=120, blank=True, default="")
    full_text = text("full text, when the title is cut")
    objective = text("objective")
    scope = models.CharField(max_length=10, choices=Scope.choices, blank=True, default="")
    scope_text = models.CharField("scope, as typed", max_length=160, blank=True, default="")
    statutory = models.BooleanField(default=False)
    statutory_text = models.CharField(max_length=160, blank=True, default="")
    owners_text = models.CharField("owners, as typed", max_length=500, blank=True, default="")
    percent = models.PositiveSmallIntegerField(null=True, blank=True)
    declared_rag = rag_field("rating, declared", DECLARED)
    declared_reason = text("reason for the declared rating")
    declared_on = models.DateField(null=True, blank=True)
    computed_rag = rag_field("rating, computed", COMPUTED)
    declared_savings_rag = rag_field("savings rating, declared", DECLARED)
    savings_reason = text("reason for the savings rating")
    savings_declared_on = models.DateField(null=True, blank=True)
    priority = models.CharField(max_length=8, choices=Priority.choices, blank=True, default="")
    cohorts = models.CharField(max_length=200, blank=True, default="")
    source_page = models.CharField("source and page", max_length=160, blank=True, default="")
    key_elements = text("key elements")
    resources = text("other resources")
    impact = text("impact")
    note = text("note")
    risk_text = text("risks and issues, as typed")
    interdependency_text = text("interdependencies, as typed")
    comments_text = text("comments, as typed")
    closed_on = models.DateField(null=True, blank=True)
    closed_reason = text("why it was closed")
    position = models.PositiveIntegerField(default=0)
    sort_key = models.CharField(max_length=120, editable=False, default="")
    version = models.PositiveIntegerField(default=1, editable=False)

    owners = models.ManyToManyField(
        "workstreams.Person", through="workstreams.WorkstreamOwner", related_name="workstreams"
    )

    objects = WorkstreamQuerySet.as_manager()
    history = history("computed_rag", "sort_key", "version")

    class Meta:
        ordering = ("programme", "sort_key")
        indexes = (models.Index(fields=("programme", "sort_key"), name="workstream_in_plan_order"),)
        constraints = (
            models.CheckConstraint(
                condition=~Q(title=""),
                name="workstream_has_a_title",
                violation_error_message="A workstream needs a title.",
            ),
            models.CheckConstraint(
                condition=Q(percent__isnull=True) | Q(percent__lte=100),
                name="workstream_percent_at_most_100",
                violation_error_message="Percent complete is between 0 and 100.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.ref} {self.title}".strip()

    @property
    def name(self) -> str:
        """The short name when there is one."""
        return self.short_name or self.title

    @property
    def depth(self) -> int:
        """0 for the top of the tree."""
        return max(len(self.sort_key) // STEP - 1, 0)

    def get_absolute_url(self) -> str:
        """Its own page."""
        return reverse("workstream", args=[self.pk])


class WorkstreamOwner(models.Model):
    """Who leads or supports a workstream; the first is the lead."""

    workstream = models.ForeignKey(Workstream, models.CASCADE, related_name="ownerships")
    person = models.ForeignKey(
        "workstreams.Person", models.PROTECT, related_name="workstream_ownerships"
    )
    lead = models.BooleanField(default=False)
    position = models.PositiveSmallIntegerField(default=0)
    history = history()

    class Meta:
        ordering = ("workstream", "position", "pk")
        constraints = (
            models.UniqueConstraint(fields=("workstream", "person"), name="workstream_owner_once"),
            models.UniqueConstraint(
                fields=("workstream",), condition=Q(lead=True), name="workstream_one_lead"
            ),
        )

    def __str__(self) -> str:
        return f"{self.person} ({'lead' if self.lead else 'support'}): {self.workstream}"


class PhaseQuerySet(models.QuerySet["Phase"]):
    """Questions about phases."""

    def visible_to(self, user: Any) -> Self:
        """Those of the workstreams the user may see."""
        return self.filter(rights_of(user).within("workstream__programme"))


class Phase(Imported):
    """A stage of a workstream's work (S0-04); may carry its own risk and rating."""

    workstream = models.ForeignKey(Workstream, models.PROTECT, related_name="phases")
    name = models.CharField(max_length=200)
    scope_text = models.CharField("scope, as typed", max_length=160, blank=True, default="")
    owners_text = models.CharField("owners, as typed", max_length=500, blank=True, default="")
    percent = models.PositiveSmallIntegerField(null=True, blank=True)
    declared_rag = rag_field("rating, declared", DECLARED)
    risk_text = text("risks and issues, as typed")
    interdependency_text = text("interdependencies, as typed")
    comments_text = text("comments, as typed")
    closed_on = models.DateField(null=True, blank=True)
    closed_reason = text("why it was closed")
    position = models.PositiveIntegerField(default=0)
    sort_key = models.CharField(max_length=120, editable=False, default="")
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = PhaseQuerySet.as_manager()
    history = history("sort_key", "version")

    class Meta:
        ordering = ("workstream", "sort_key")
        constraints = (
            models.CheckConstraint(
                condition=~Q(name=""),
                name="phase_has_a_name",
                violation_error_message="A phase needs a name.",
            ),
        )

    def __str__(self) -> str:
        return self.name
