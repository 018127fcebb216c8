"""The line of a measure as an SVG: joined where there are values, a cross where there is none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

WIDTH, HEIGHT = 640, 180
LEFT, RIGHT, TOP, BOTTOM = 12, 84, 14, 26


@dataclass(frozen=True)
class Dot:
    """A reading on the drawing; `value` is None where nothing was read."""

    x: float
    y: float
    value: Decimal | None
    period: date


@dataclass(frozen=True)
class MeasureLine:
    """What the template draws."""

    dots: tuple[Dot, ...]
    paths: tuple[str, ...]
    target_y: float | None
    width: int = WIDTH
    height: int = HEIGHT

    @property
    def base(self) -> int:
        """Where the axis lies."""
        return HEIGHT - BOTTOM

    @property
    def right(self) -> int:
        """Where the drawing ends and its last label begins."""
        return WIDTH - RIGHT

    @property
    def last(self) -> Dot | None:
        """The newest value."""
        return next((dot for dot in reversed(self.dots) if dot.value is not None), None)


def draw(
    readings: Sequence[tuple[date, Decimal | None]], *, target: Decimal | None
) -> MeasureLine | None:
    """The line through readings in order of time; None when fewer than two have a value.

    The line is never joined over a period without a value.
    """
    values = [value for _, value in readings if value is not None]
    if len(values) < 2:
        return None
    span = [*values, *([target] if target is not None else [])]
    low, high = min(span), max(span)
    reach = (high - low) or Decimal(1)
    step = (WIDTH - LEFT - RIGHT) / max(len(readings) - 1, 1)

    def height(value: Decimal) -> float:
        part = float((value - low) / reach)
        return round(HEIGHT - BOTTOM - part * (HEIGHT - TOP - BOTTOM), 1)

    dots = tuple(
        Dot(
            round(LEFT + n * step, 1),
            height(value) if value is not None else HEIGHT - BOTTOM - 8,
            value,
            period,
        )
        for n, (period, value) in enumerate(readings)
    )
    return MeasureLine(dots, _paths(dots), height(target) if target is not None else None)


def _paths(dots: Sequence[Dot]) -> tuple[str, ...]:
    found: list[list[Dot]] = [[]]
    for dot in dots:
        if dot.value is None:
            found.append([])
        else:
            found[-1].append(dot)
    return tuple(
        "M" + " L".join(f"{dot.x} {dot.y}" for dot in run) for run in found if len(run) > 1
    )
