"""A figure that may be blank, nil, not applicable or not reported: four different things."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import models


class FigureState(models.TextChoices):
    """What stands in the box. Only `figure` and `nil` may enter a total (S1-41, S1-42, X1-14)."""

    BLANK = "blank", "Blank"
    FIGURE = "figure", "Figure"
    NIL = "nil", "Nil"
    NOT_APPLICABLE = "not_applicable", "Not applicable"
    NOT_REPORTED = "not_reported", "Not reported"


@dataclass(frozen=True, slots=True)
class Figure:
    """An amount, or the reason why there is none. Money is in whole pounds and pence."""

    amount: Decimal | None = None
    state: str = FigureState.BLANK

    @classmethod
    def of(cls, amount: Decimal | int | str) -> Figure:
        """A figure; 0 said aloud is nil."""
        value = Decimal(amount)
        return cls(value, FigureState.FIGURE if value else FigureState.NIL)

    @property
    def counts(self) -> bool:
        """Whether it may enter a total."""
        return self.state in (FigureState.FIGURE, FigureState.NIL)


class FigureField:
    """Two columns that keep one figure: `target_amount` and `target_state` under `target`."""

    def __init__(self, label: str, *, places: int = 2) -> None:
        self.label, self.places = label, places

    def contribute_to_class(self, cls: type[models.Model], name: str) -> None:
        """Adds the columns and, under the plain name, the whole value."""
        self.name = name
        amount: models.DecimalField[Any, Any] = models.DecimalField(
            self.label, max_digits=14, decimal_places=self.places, null=True, blank=True
        )
        state: models.CharField[Any, Any] = models.CharField(
            f"{self.label}, state",
            max_length=16,
            choices=FigureState.choices,
            default=FigureState.BLANK,
        )
        cls.add_to_class(f"{name}_amount", amount)
        cls.add_to_class(f"{name}_state", state)
        setattr(cls, name, self)

    def __get__(self, row: Any, owner: Any = None) -> Any:
        if row is None:
            return self
        return Figure(getattr(row, f"{self.name}_amount"), getattr(row, f"{self.name}_state"))

    def __set__(self, row: Any, value: Figure) -> None:
        setattr(row, f"{self.name}_amount", value.amount)
        setattr(row, f"{self.name}_state", value.state)


def figure_is_whole(name: str, of: str) -> models.CheckConstraint:
    """An amount stands exactly where the state says so: a figure, or nil with 0."""
    return models.CheckConstraint(
        condition=models.Q(**{f"{name}_state": FigureState.FIGURE, f"{name}_amount__isnull": False})
        | models.Q(**{f"{name}_state": FigureState.NIL, f"{name}_amount": 0})
        | models.Q(
            **{
                f"{name}_state__in": (
                    FigureState.BLANK,
                    FigureState.NOT_APPLICABLE,
                    FigureState.NOT_REPORTED,
                ),
                f"{name}_amount__isnull": True,
            }
        ),
        name=f"{of}_{name}_says_what_it_is",
        violation_error_message="Give a figure, or say nil, not applicable or not reported.",
    )
