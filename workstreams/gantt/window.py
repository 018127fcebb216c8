"""The days a timeline shows, by weeks, months or quarters. A rules module: no Django, no clock.

A window is whole weeks, months or quarters. Positions are in pixels of a drawing `width` wide;
each unit has its own width, so a longer window is a wider drawing and never a more cramped one,
until paper gives it a fixed width.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property
from itertools import pairwise

from workstreams.timeline import MONTHS
from workstreams.when.wording import day_words


class Zoom(StrEnum):
    """How fine the timeline is."""

    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"


#: zoom -> (units of a first look, of which so many lie before today, pixels a unit, most units)
#: A unit is a week or a month: quarters are drawn by months under heads of three.
MEASURES = {
    Zoom.WEEK: (26, 4, 30.0, 106),
    Zoom.MONTH: (12, 2, 65.0, 60),
    Zoom.QUARTER: (24, 6, 32.5, 120),
}
ROOM = 30  # pixels that the plate of today covers to either side of it


@dataclass(frozen=True, slots=True)
class Tick:
    """A line of the scale: where, and what is written after it ("" where there is no room)."""

    x: float
    label: str
    current: bool = False


@dataclass(frozen=True)
class Window:
    """Days from `start` up to, not including, `end`."""

    zoom: Zoom
    start: date
    end: date
    today: date
    width: float

    def x(self, day: date) -> float:
        """The position of a day's morning, not cut to the window."""
        return round((day - self.start).days * self._day, 1)

    @cached_property
    def _day(self) -> float:
        return self.width / (self.end - self.start).days

    def cut(self, day: date) -> float:
        """The position of a day's morning, kept inside the window."""
        return min(max(self.x(day), 0.0), self.width)

    def shows(self, day: date | None) -> bool:
        """Whether the day lies in the window."""
        return day is not None and self.start <= day < self.end

    @cached_property
    def now(self) -> float | None:
        """The position of today; None when the window does not hold it."""
        return self.x(self.today) if self.shows(self.today) else None

    @property
    def last(self) -> date:
        """The last day shown."""
        return self.end - timedelta(days=1)

    @property
    def says(self) -> str:
        """6 July 2020 to 3 January 2021; whole months without their days."""
        if self.zoom is Zoom.WEEK:
            return f"{day_words(self.start)} to {day_words(self.last)}"
        return f"{self.start:%B %Y} to {self.last:%B %Y}"

    def on(self, width: float) -> Window:
        """The same days over another width: paper is as wide as it is."""
        return replace(self, width=width)

    def moved(self, by: int) -> Window:
        """The window half its length earlier (-1) or later (+1), in whole units."""
        if self.zoom is Zoom.WEEK:
            weeks = max((self.end - self.start).days // 14, 1)
            step = timedelta(weeks=by * weeks)
            return replace(self, start=self.start + step, end=self.end + step)
        length = _months_between(self.start, self.end)
        months = max(length // 2, 1)
        if self.zoom is Zoom.QUARTER:
            months = max(months // 3, 1) * 3
        return replace(
            self, start=add_months(self.start, by * months), end=add_months(self.end, by * months)
        )

    @cached_property
    def units(self) -> tuple[Tick, ...]:
        """The fine lines: Mondays, or months."""
        days = list(self._unit_days())
        ticks = []
        for day, following in pairwise([*days, self.end]):
            current = day <= self.today < following
            label = str(day.day) if self.zoom is Zoom.WEEK else MONTHS[day.month - 1]
            if self._under_the_plate(self.x(day) + 4, 6.4 * len(label)):
                label = ""
            ticks.append(Tick(self.x(day), label, current))
        return tuple(ticks)

    def _unit_days(self) -> Iterator[date]:
        day = self.start
        while day < self.end:
            yield day
            day = day + timedelta(days=7) if self.zoom is Zoom.WEEK else add_months(day, 1)

    def _under_the_plate(self, left: float, wide: float) -> bool:
        if self.now is None:
            return False
        return left < self.plate + ROOM and left + wide > self.plate - ROOM

    @property
    def plate(self) -> float:
        """Where the plate of today is centred, so that all of it stays inside."""
        return min(max(self.now or 0.0, ROOM), self.width - ROOM)

    @cached_property
    def heads(self) -> tuple[Tick, ...]:
        """The strong lines: months over weeks, years over months, quarters over their months."""
        days = [self.start, *self._head_days(), self.end]
        ticks = []
        for day, following in pairwise(days):
            label = self._head(day)
            room = self.x(following) - self.x(day)
            words, _, year = label.rpartition(" ")
            shorter = (label, f"{words} {year[2:]}", words) if words else (label,)
            fitting = next((w for w in shorter if 6.9 * len(w) + 6 < room), "")
            ticks.append(Tick(self.x(day), fitting))
        return tuple(ticks)

    def _head_days(self) -> Iterator[date]:
        every = {Zoom.WEEK: 1, Zoom.MONTH: 12, Zoom.QUARTER: 3}[self.zoom]
        day = add_months(self.start.replace(day=1), 1)
        while day < self.end:
            if (day.month - 1) % every == 0:
                yield day
            day = add_months(day, 1)

    def _head(self, day: date) -> str:
        if self.zoom is Zoom.WEEK:
            return f"{day:%B %Y}"
        if self.zoom is Zoom.MONTH:
            return str(day.year)
        last = add_months(day, 2 - (day.month - 1) % 3)
        return f"{MONTHS[day.month - 1]} to {MONTHS[last.month - 1]} {day.year}"


def around(zoom: Zoom, today: date) -> Window:
    """The window of a first look on `today`."""
    units, before, _, _ = MEASURES[zoom]
    if zoom is Zoom.WEEK:
        start = today - timedelta(days=today.weekday() + 7 * before)
        return _over(zoom, start, start + timedelta(weeks=units), today)
    start = add_months(_aligned(zoom, today), -before)
    return _over(zoom, start, add_months(start, units), today)


def between(zoom: Zoom, first: date, last: date, today: date) -> Window:
    """Whole units that hold both days. `last` is not before `first`; cut at the zoom's most units."""
    most = MEASURES[zoom][3]
    if zoom is Zoom.WEEK:
        start = first - timedelta(days=first.weekday())
        weeks = min((last - start).days // 7 + 1, most)
        return _over(zoom, start, start + timedelta(weeks=weeks), today)
    start = _aligned(zoom, first)
    every = 3 if zoom is Zoom.QUARTER else 1
    end = add_months(_aligned(zoom, last), every)
    return _over(zoom, start, min(end, add_months(start, most)), today)


def _over(zoom: Zoom, start: date, end: date, today: date) -> Window:
    units = (end - start).days // 7 if zoom is Zoom.WEEK else _months_between(start, end)
    return Window(zoom, start, end, today, round(units * MEASURES[zoom][2], 1))


def _aligned(zoom: Zoom, day: date) -> date:
    month = day.replace(day=1)
    return add_months(month, -((month.month - 1) % 3)) if zoom is Zoom.QUARTER else month


def _months_between(start: date, end: date) -> int:
    return (end.year - start.year) * 12 + end.month - start.month


def add_months(day: date, by: int) -> date:
    """The first of a month, some months on."""
    year, index = divmod(day.year * 12 + day.month - 1 + by, 12)
    return date(year, index + 1, 1)
