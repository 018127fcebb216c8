"""What hangs on an item: the lines of its checklist, attachments and links, reminders."""

from __future__ import annotations

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from .base import history, text
from .rights import rights_of


class HangingQuerySet(models.QuerySet[Any]):
    """Questions about rows that hang on an item."""

    def visible_to(self, user: Any) -> Self:
        """Those of the items the user may see."""
        return self.filter(rights_of(user).within("item__programme", "item__sort_key"))


class ChecklistLine(models.Model):
    """A numbered part inside an action, ticked off one by one (S2-06)."""

    item = models.ForeignKey("workstreams.Item", models.CASCADE, related_name="checklist")
    text = models.CharField(max_length=500)
    position = models.PositiveSmallIntegerField(default=0)
    done_on = models.DateField(null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = HangingQuerySet.as_manager()
    history = history("version")

    class Meta:
        ordering = ("item", "position", "pk")
        constraints = (
            models.CheckConstraint(
                condition=~Q(text=""),
                name="checklist_line_says_something",
                violation_error_message="Say what is to be done.",
            ),
        )

    def __str__(self) -> str:
        return self.text


class AttachmentQuerySet(models.QuerySet["Attachment"]):
    """Questions about attachments."""

    def visible_to(self, user: Any) -> Self:
        """Those of the items and workstreams the user may see."""
        rights = rights_of(user)
        return self.filter(
            rights.within("item__programme", "item__sort_key")
            | rights.within("workstream__programme", "workstream__sort_key")
        )


class Attachment(models.Model):
    """A document or the address of one, beside an item or a workstream (S2-07, S2-08, S4-50).

    A file is kept under a name that says nothing and is given out by a view that asks who reads.
    The same title again is the next `edition`; the earlier ones stay.
    """

    item = models.ForeignKey(
        "workstreams.Item", models.CASCADE, null=True, blank=True, related_name="attachments"
    )
    workstream = models.ForeignKey(
        "workstreams.Workstream", models.CASCADE, null=True, blank=True, related_name="attachments"
    )
    title = models.CharField(max_length=200)
    edition = models.PositiveSmallIntegerField(default=1)
    url = models.URLField("address", max_length=1000, blank=True, default="")
    stored_as = models.CharField(max_length=200, blank=True, default="", editable=False)
    file_name = models.CharField(max_length=200, blank=True, default="")
    size = models.PositiveIntegerField("size in bytes", default=0)
    sha256 = models.CharField(max_length=64, blank=True, default="", editable=False)
    note = text("note")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    added_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = AttachmentQuerySet.as_manager()
    history = history("version")

    class Meta:
        ordering = ("-added_at", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(item__isnull=True) ^ Q(workstream__isnull=True),
                name="attachment_stands_beside_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(url="") ^ Q(stored_as=""),
                name="attachment_is_a_file_or_an_address",
            ),
        )

    def __str__(self) -> str:
        return self.title


class Reminder(models.Model):
    """On a day, whoever leads the item is told to ask again: a date waits for somebody (S0-22)."""

    item = models.ForeignKey("workstreams.Item", models.CASCADE, related_name="reminders")
    on = models.DateField("remind on")
    text = models.CharField("what to ask", max_length=300, blank=True, default="")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    told_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = HangingQuerySet.as_manager()
    history = history("version")

    class Meta:
        ordering = ("on", "pk")

    def __str__(self) -> str:
        return self.text or f"Ask again about {self.item}"
