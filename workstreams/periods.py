"""Months, and when what belongs to a month falls due. Rules: plain Python, no Django.

A period is a calendar month. A schedule says by a rule on which day its report is prepared, or its
returns are due; the day is a day of the calendar here, the hour an hour in Europe/London
(reliability F24-F27). Which days are holidays is handed in, so the rules serve every nation.
Nothing here reads the clock: ``now`` is always an argument, and always aware.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Self
from zoneinfo import ZoneInfo

from workstreams.dates import workdays

LONDON = ZoneInfo("Europe/London")
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """One reporting period. Sorts by time; prints as "August 2020"."""

    year: int
    month: int

    def __post_init__(self) -> None:
        if not (1 <= self.month <= 12 and 1900 <= self.year <= 2200):
            raise ValueError(f"There is no month {self.month} in the year {self.year}.")

    @classmethod
    def of(cls, day: date) -> Self:
        """The month that holds the day."""
        return cls(day.year, day.month)

    @classmethod
    def read(cls, text: str) -> Self:
        """ "2020-08" -> August 2020. ValueError with a sentence for anything else."""
        year, dash, month = text.strip().partition("-")
        if not (
            dash and year.isdecimal() and month.isdecimal() and len(year) == 4 and len(month) <= 2
        ):
            raise ValueError(f'A period is written YYYY-MM, for example 2020-08; "{text}" is not.')
        return cls(int(year), int(month))

    @property
    def first(self) -> date:
        return date(self.year, self.month, 1)

    @property
    def last(self) -> date:
        return self.next.first - timedelta(days=1)

    @property
    def next(self) -> "Month":
        return Month(self.year + self.month // 12, self.month % 12 + 1)

    @property
    def previous(self) -> "Month":
        return Month.of(self.first - timedelta(days=1))

    @property
    def name(self) -> str:
        """The month alone: "August"."""
        return MONTHS[self.month - 1]

    @property
    def key(self) -> str:
        """ "2020-08", as commands, file names and URLs write it."""
        return f"{self.year:04d}-{self.month:02d}"

    def __str__(self) -> str:
        return f"{self.name} {self.year}"


class DueRule(StrEnum):
    """On which day the report of a month is prepared."""

    NTH_WORKING_DAY = "nth_working_day"  # the n-th working day of the month after
    LAST_WORKING_DAY = "last_working_day"  # of the month itself
    BEFORE_MEETING = "before_meeting"  # n days before the board's meeting in the month after


@dataclass(frozen=True, slots=True)
class Due:
    """A due rule with its figures. ``n``: which working day, or how many calendar days before the meeting.

    ``meeting_week`` and ``meeting_weekday`` (Monday 0) give the meeting: 4, 1 is the fourth Tuesday.
    """

    rule: DueRule = DueRule.NTH_WORKING_DAY
    n: int = 5
    at: time = time(8, 0)
    meeting_week: int = 4
    meeting_weekday: int = 1


def meeting_day(month: Month, *, week: int, weekday: int) -> date:
    """The ``week``-th ``weekday`` of the month; the last one when the month has no fifth."""
    day = month.first + timedelta(days=(weekday - month.first.weekday()) % 7 + 7 * (week - 1))
    while day > month.last:
        day -= timedelta(days=7)
    return day


def due_day(period: Month, due: Due, *, holidays: Collection[date]) -> date:
    """The day on which the report of ``period`` falls due."""
    if due.rule == DueRule.LAST_WORKING_DAY:
        return workdays.last_working_day(period.year, period.month, holidays=holidays)
    after = period.next
    if due.rule == DueRule.BEFORE_MEETING:
        meeting = meeting_day(after, week=due.meeting_week, weekday=due.meeting_weekday)
        return meeting - timedelta(days=due.n)
    return workdays.nth_working_day(after.year, after.month, due.n, holidays=holidays)


def due_at(period: Month, due: Due, *, holidays: Collection[date]) -> datetime:
    """The instant (UTC) the report falls due."""
    return instant(due_day(period, due, holidays=holidays), due.at)


def instant(day: date, at: time) -> datetime:
    """An hour of a day in London, in UTC. An hour that the clocks skip in March is the first instant
    after the gap; an hour that comes twice in October is its first occurrence (F25)."""
    local = datetime.combine(day, at, tzinfo=LONDON)
    instant = local.astimezone(UTC)
    if instant.astimezone(LONDON).replace(tzinfo=None) != local.replace(tzinfo=None):
        instant = instant.replace(minute=0, second=0, microsecond=0)
    return instant


def months(first: Month, last: Month) -> Iterator[Month]:
    """Every month from ``first`` to ``last``, both included; none when last is before first."""
    while first <= last:
        yield first
        first = first.next


def due_periods(
    now: datetime, due: Due, *, since: Month, done: Collection[Month], holidays: Collection[date]
) -> list[Month]:
    """The periods from ``since`` on whose report is due at ``now`` and not ``done``, oldest first (F22)."""
    current = Month.of(now.astimezone(LONDON).date())
    return [
        period
        for period in months(since, current)
        if period not in done and due_at(period, due, holidays=holidays) <= now
    ]
