"""What a person writes into a report before it is approved: a section of a committee report."""

from django.db import models
from django.db.models import Q

from reports.models.edition import Edition
from workstreams.models.base import history


class TextState(models.TextChoices):
    """Blank, nil and not applicable are three things, and print as three."""

    BLANK = "blank", "Not given"
    TEXT = "text", "Text"
    NIL = "nil", "None"
    NOT_APPLICABLE = "not_applicable", "Not applicable"


class EditionText(models.Model):
    """One section of one version; ``key`` is a section of ``reports.committee.sections``."""

    State = TextState

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="texts")
    key = models.CharField(max_length=20)
    state = models.CharField(max_length=16, choices=TextState, default=TextState.BLANK)
    text = models.TextField(blank=True)
    history = history()

    class Meta:
        ordering = ["edition_id", "key"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "key"], name="edition_text_one_per_section"),
            models.CheckConstraint(
                condition=Q(state="text") & ~Q(text="") | ~Q(state="text") & Q(text=""),
                name="edition_text_has_words_when_it_is_one",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.edition}: {self.key}"
