"""SavedView: a way of looking at a plan that somebody keeps under a name."""

from __future__ import annotations

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from .base import history
from .rights import rights_of


class SavedViewQuerySet(models.QuerySet["SavedView"]):
    """Questions about views."""

    def visible_to(self, user: Any) -> Self:
        """Their own, and those that others share, in programmes the user sees any part of."""
        rights = rights_of(user)
        mine = Q(by=rights.user_id) if rights.user_id else Q(pk__in=())
        kept = self.filter(mine | Q(shared=True))
        if rights.everywhere:
            return kept
        branches = {branch.programme_id for branch in rights.seen_branches}
        return kept.filter(programme__in={*rights.seen_programmes, *branches})


class SavedView(models.Model):
    """Filters, columns, order and groups of a plan under a name: the query of its address.

    A view widens nobody's rights: it is read as if its reader had typed the address.
    """

    programme = models.ForeignKey("workstreams.Programme", models.CASCADE, related_name="views")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="views")
    name = models.CharField(max_length=80)
    query = models.CharField("what stands after the ? of its address", max_length=1000, blank=True)
    shared = models.BooleanField("shown to everybody who reads the programme", default=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = SavedViewQuerySet.as_manager()
    history = history("version")

    class Meta:
        ordering = ("name", "pk")
        constraints = (
            models.CheckConstraint(
                condition=~Q(name=""),
                name="saved_view_has_a_name",
                violation_error_message="A view needs a name.",
            ),
            models.UniqueConstraint(
                fields=("programme", "by", "name"), name="saved_view_once_by_name_and_person"
            ),
        )

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The plan as the view shows it; the address says all of it and which view it is."""
        address = reverse("plan", args=[self.programme.slug])
        joined = "&".join(part for part in (self.query, f"view={self.pk}") if part)
        return f"{address}?{joined}"
