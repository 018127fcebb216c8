"""A file that was brought in: kept as it came, with what was read from it and what was chosen."""

from __future__ import annotations

from typing import Any, Self

from django.conf import settings
from django.db import models

from .base import history
from .rights import rights_of


class BatchState(models.TextChoices):
    """How far an import is."""

    CHECKED = "checked", "Checked, nothing saved yet"
    APPLIED = "applied", "Saved"
    DISCARDED = "discarded", "Discarded"


class ImportBatchQuerySet(models.QuerySet["ImportBatch"]):
    """Questions about imports."""

    def visible_to(self, user: Any) -> Self:
        """Those of programmes the user manages: an upload shows cells of the whole plan."""
        return self.filter(rights_of(user).managed())


class ImportBatch(models.Model):
    """One upload: the bytes, the reading of every row, every flag, and what a person chose."""

    programme = models.ForeignKey(
        "workstreams.Programme", models.PROTECT, related_name="import_batches"
    )
    file_name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField(editable=False)
    shape = models.CharField("kind of sheet", max_length=40, blank=True, default="")
    state = models.CharField(max_length=10, choices=BatchState.choices, default=BatchState.CHECKED)
    reading = models.JSONField("rows, flags and rows left out", default=dict)
    chosen = models.JSONField("fixes accepted", default=dict)
    summary = models.JSONField("what changed", default=dict)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="imports"
    )
    created_at = models.DateTimeField()
    applied_at = models.DateTimeField(null=True, blank=True)

    objects = ImportBatchQuerySet.as_manager()
    history = history("content", "reading")

    class Meta:
        ordering = ("-created_at", "-pk")
        verbose_name_plural = "import batches"
        constraints = (
            models.CheckConstraint(
                condition=models.Q(state=BatchState.APPLIED, applied_at__isnull=False)
                | ~models.Q(state=BatchState.APPLIED) & models.Q(applied_at__isnull=True),
                name="import_applied_has_a_time",
            ),
        )

    def __str__(self) -> str:
        return f"{self.file_name}, {self.get_state_display()}"
