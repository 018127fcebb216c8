"""ChangeSet: one row for each act of a person, to which the rows of the history belong."""

from __future__ import annotations

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from .base import text
from .rights import rights_of


class ChangeSetQuerySet(models.QuerySet["ChangeSet"]):
    """Questions about change sets."""

    def visible_to(self, user: Any) -> Self:
        """Those of programmes of which the user sees any part; what they hold is asked row by row
        (`workstreams.chronicle`)."""
        rights = rights_of(user)
        if rights.everywhere:
            return self.filter(programme__isnull=False)
        branches = {branch.programme_id for branch in rights.seen_branches}
        return self.filter(programme__in={*rights.seen_programmes, *branches})


class ChangeSet(models.Model):
    """One act of a person: who, when, from which screen, in which programme, and what it was.

    A row of any history belongs to the act of the same person at the same moment: every verb
    writes all its rows with one `now`, to the microsecond (docs/decisions/0020-an-act-is-who-and-when.md).
    """

    #: Who, when and where as one word, so that an act is written once however many verbs it calls.
    key = models.CharField(max_length=80, unique=True, editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField()
    programme = models.ForeignKey(
        "workstreams.Programme", models.CASCADE, null=True, blank=True, related_name="change_sets"
    )
    place = models.CharField("place of the first row in the plan", max_length=120, blank=True)
    kind = models.CharField("what the first row is", max_length=40)
    screen = models.CharField("name of the page it came from", max_length=80, blank=True)
    sentence = text("what was done, for an act on many rows")
    reason = text("why")
    count = models.PositiveIntegerField("things it was done to", default=1)
    undoes = models.OneToOneField(
        "self", models.SET_NULL, null=True, blank=True, related_name="undone_by"
    )

    objects = ChangeSetQuerySet.as_manager()

    class Meta:
        ordering = ("-at", "-pk")
        indexes = (models.Index(fields=("programme", "-at"), name="change_set_latest_first"),)
        constraints = (
            models.CheckConstraint(condition=Q(count__gte=1), name="change_set_is_about_something"),
        )

    def __str__(self) -> str:
        return self.sentence or f"Change of {self.at:%-d %B %Y, %H:%M}"

    def get_absolute_url(self) -> str:
        """The act with every row it changed."""
        return reverse("change_set", args=[self.pk])
