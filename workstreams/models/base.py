"""What the tables of the plan share."""

from __future__ import annotations

from typing import Any

from django.db import models
from simple_history.models import HistoricalRecords

from workstreams import when as reading

from .choices import Certainty, Precision


def history(*left_out: str) -> HistoricalRecords:
    """The history of a model: who, when and why for every change (design.md 9).

    Columns in `left_out` are worked out from others, so their changes are not events.
    """
    return HistoricalRecords(
        excluded_fields=list(left_out),
        history_change_reason_field=models.TextField(blank=True, default="", null=True),
        cascade_delete_history=False,
    )


def text(label: str, **extra: Any) -> models.TextField[str, str]:
    """Free text; nothing typed is the empty string."""
    return models.TextField(label, blank=True, default="", **extra)


def rag_field(label: str, choices: Any) -> models.CharField[str, str]:
    """A rating, or blank. Blank is never Green."""
    return models.CharField(label, max_length=12, choices=choices, blank=True, default="")


class WhenField:
    """Five columns that keep one date: as typed, as read, how exact, how sure, waiting on whom.

    `item.target` gives and takes a `workstreams.when.When`; the columns are `target_text`,
    `target_date`, `target_precision`, `target_certainty`, `target_waiting_on`. `last` says which
    day counts when the text means more than one: an end counts by its last day (X4-05).
    """

    def __init__(self, label: str, *, last: bool) -> None:
        self.label, self.last = label, last

    def contribute_to_class(self, cls: type[models.Model], name: str) -> None:
        """Adds the columns and, under the plain name, the whole value."""
        self.name = name
        columns: dict[str, models.Field[Any, Any]] = {
            "text": text(f"{self.label}, as typed"),
            "date": models.DateField(self.label, null=True, blank=True),
            "precision": models.CharField(
                f"{self.label}, precision",
                max_length=12,
                choices=Precision.choices,
                default=Precision.NONE,
            ),
            "certainty": models.CharField(
                f"{self.label}, certainty",
                max_length=12,
                choices=Certainty.choices,
                default=Certainty.BLANK,
            ),
            "waiting_on": models.CharField(
                f"{self.label}, waiting on", max_length=120, blank=True, default=""
            ),
        }
        for ending, column in columns.items():
            cls.add_to_class(f"{name}_{ending}", column)
        setattr(cls, name, self)

    def __get__(self, row: Any, owner: Any = None) -> Any:
        if row is None:
            return self
        return reading.stored(
            getattr(row, f"{self.name}_text"),
            getattr(row, f"{self.name}_date"),
            reading.Precision(getattr(row, f"{self.name}_precision")),
            reading.Certainty(getattr(row, f"{self.name}_certainty")),
            getattr(row, f"{self.name}_waiting_on"),
            last=self.last,
        )

    def __set__(self, row: Any, value: reading.When) -> None:
        for column, part in self.columns(value).items():
            setattr(row, column, part)

    def columns(self, value: reading.When) -> dict[str, Any]:
        """The five columns of a value, for a bulk write or `update_fields`."""
        return {
            f"{self.name}_text": value.text,
            f"{self.name}_date": value.due if self.last else value.begins,
            f"{self.name}_precision": value.precision.value,
            f"{self.name}_certainty": value.certainty.value,
            f"{self.name}_waiting_on": value.waiting_on[:120],
        }


class Imported(models.Model):
    """A row that may have come from a sheet and is found again by its key, never by its title."""

    import_key = models.CharField(max_length=64, blank=True, default="", db_index=True)
    source_cell = models.CharField("came from", max_length=80, blank=True, default="")

    class Meta:
        abstract = True
