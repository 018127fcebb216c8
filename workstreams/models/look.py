"""How the organisation shows itself: its name, its colour and its logo. One row for the deployment."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from .base import history


class Logo(models.Model):
    """A logo that was taken, by its fingerprint. Never changed and never removed: issued reports print it."""

    sha256 = models.CharField(max_length=64, unique=True)
    kind = models.CharField(max_length=20)  # image/png, image/svg+xml
    content = models.BinaryField()
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    taken_at = models.DateTimeField()
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    objects: models.Manager[Logo] = models.Manager()
    history = history("content")

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.kind}, {self.width} by {self.height}"


class Look(models.Model):
    """Blank says: as it was configured (the name), black (the colour), none (the logo)."""

    ONLY = 1

    name = models.CharField(max_length=160, blank=True, default="")
    colour = models.CharField("accent colour", max_length=7, blank=True, default="")
    logo = models.ForeignKey(Logo, models.PROTECT, null=True, blank=True, related_name="+")
    version = models.PositiveIntegerField(default=1, editable=False)
    objects: models.Manager[Look] = models.Manager()
    history = history("version")

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(pk=1), name="look_is_one_row"),
            models.CheckConstraint(
                condition=Q(colour="") | Q(colour__regex=r"^#[0-9a-f]{6}$"),
                name="look_colour_is_six_digits",
            ),
        )

    def __str__(self) -> str:
        return self.name or "As configured"
