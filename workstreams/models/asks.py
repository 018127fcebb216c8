"""What is asked about items: an update, and whether a fault is one."""

from __future__ import annotations

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from .base import history, text
from .rights import rights_of


class AskQuerySet(models.QuerySet["Ask"]):
    """Questions about asks."""

    def visible_to(self, user: Any) -> Self:
        """Those about items the user may see."""
        return self.filter(rights_of(user).within("item__programme", "item__sort_key"))

    def open(self) -> Self:
        """Those that nobody has answered."""
        return self.filter(answered_at__isnull=True)


class Ask(models.Model):
    """The owners of an item are asked for an update; any update of it is the answer."""

    item = models.ForeignKey("workstreams.Item", models.CASCADE, related_name="asks")
    text = text("what is asked")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)

    objects = AskQuerySet.as_manager()
    history = history()

    class Meta:
        ordering = ("-asked_at", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=("item",), condition=Q(answered_at__isnull=True), name="one_open_ask_an_item"
            ),
        )

    def __str__(self) -> str:
        return self.text[:60] or f"Update asked: {self.item}"


class Accepted(models.Model):
    """Somebody looked at what may be a fault of the plan and said that it is none.

    `fault` is its name on the data quality page. `subject` says what it is about, where that is
    not one item: for two names that are two people, both ids in order, "12:40".
    """

    programme = models.ForeignKey(
        "workstreams.Programme", models.CASCADE, related_name="accepted_faults"
    )
    item = models.ForeignKey(
        "workstreams.Item", models.CASCADE, null=True, blank=True, related_name="accepted_faults"
    )
    fault = models.CharField(max_length=40)
    subject = models.CharField(max_length=80, blank=True, default="")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    accepted_at = models.DateTimeField()
    history = history()

    class Meta:
        ordering = ("programme", "fault", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("fault", "item"),
                condition=Q(item__isnull=False),
                name="fault_of_an_item_accepted_once",
            ),
            models.UniqueConstraint(
                fields=("programme", "fault", "subject"),
                condition=Q(item__isnull=True),
                name="fault_accepted_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.programme}: {self.fault} is as it should be"
