"""When a month opens for returns, when they are due, when it closes, and who is asked when. Plain Python.

A programme's calendar is one due rule (n-th working day, last working day, days before the board's
meeting) with a number of working days before it, on which the month opens, and after it, on which
it closes. Returns are due on a working day always: a day before a meeting that falls on a weekend
or a bank holiday goes back to the working day before, never forward, so that nobody has less time
than the board was promised. Source of the steps: peers.md 3, 24 ("chase ladder").
"""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from itertools import islice

from workstreams.dates.workdays import add_working_days, is_working_day
from workstreams.periods import LONDON, Due, DueRule, Month, due_day, instant

ASKED_AT = time(8, 0)  # mails of the ladder leave at eight in the morning
SHOWN = 12


@dataclass(frozen=True, slots=True)
class Calendar:
    """A due rule with the working days around it."""

    due: Due
    opens_before: int = 8
    closes_after: int = 5


@dataclass(frozen=True, slots=True)
class Dates:
    """The days of one month: opens (a day), due and closed (instants, UTC)."""

    month: Month
    opens_on: date
    due_at: datetime
    closes_at: datetime

    @property
    def due_on(self) -> date:
        """The day in London on which returns are due."""
        return self.due_at.astimezone(LONDON).date()


def dates_of(
    month: Month, calendar: Calendar, *, holidays: Collection[date], meeting: date | None = None
) -> Dates:
    """The dates of one month. `meeting` is the day the board really meets in the month after, when
    that is known; else the rule's own (the fourth Tuesday) stands in for it."""
    due = calendar.due
    if due.rule == DueRule.BEFORE_MEETING and meeting is not None:
        day = meeting - timedelta(days=due.n)
    else:
        day = due_day(month, due, holidays=holidays)
    while not is_working_day(day, holidays=holidays):
        day -= timedelta(days=1)
    closes = add_working_days(day, calendar.closes_after, holidays=holidays)
    return Dates(
        month,
        add_working_days(day, -calendar.opens_before, holidays=holidays),
        instant(day, due.at),
        instant(closes, due.at),
    )


def next_dates(
    first: Month,
    calendar: Calendar,
    *,
    holidays: Collection[date],
    meeting: Callable[[Month], date | None] = lambda _: None,
    number: int = SHOWN,
) -> list[Dates]:
    """The dates of the months from `first` on, for a person to look at before a rule is saved."""

    def each() -> Iterator[Dates]:
        month = first
        while True:
            yield dates_of(month, calendar, holidays=holidays, meeting=meeting(month))
            month = month.next

    return list(islice(each(), number))


class Rung(StrEnum):
    """A step of the chase ladder, first to last."""

    OPENED = "opened"
    FIVE_BEFORE = "T-5"
    ONE_BEFORE = "T-1"
    ONE_AFTER = "T+1"
    THREE_AFTER = "T+3"


#: Working days from the day returns are due.
AWAY = {
    Rung.FIVE_BEFORE: -5,
    Rung.ONE_BEFORE: -1,
    Rung.ONE_AFTER: 1,
    Rung.THREE_AFTER: 3,
}
TO_THE_LEAD = (Rung.OPENED, Rung.FIVE_BEFORE, Rung.ONE_BEFORE, Rung.ONE_AFTER)
#: After the opening, which asks every owner of an item.
TO_OWNERS_AGAIN = (Rung.FIVE_BEFORE, Rung.ONE_BEFORE)


def ladder(
    opens_on: date, due_on: date, *, holidays: Collection[date]
) -> list[tuple[Rung, datetime]]:
    """Each step with its instant, in order, always on a working day. A step that would come on the
    day of opening or before it is left out: the opening itself asks."""
    first = opens_on
    while not is_working_day(first, holidays=holidays):
        first += timedelta(days=1)
    steps = [(Rung.OPENED, first)]
    for rung, days in AWAY.items():
        day = add_working_days(due_on, days, holidays=holidays)
        if day > first:
            steps.append((rung, day))
    return [(rung, instant(day, ASKED_AT)) for rung, day in steps]


def mails_leave(now: datetime, *, holidays: Collection[date]) -> bool:
    """Whether mails of the chase leave at `now`: on working days, from eight in the morning. What was
    missed at night or over a weekend leaves on the next of them."""
    here = now.astimezone(LONDON)
    return is_working_day(here.date(), holidays=holidays) and here.time() >= ASKED_AT


def rung_now(
    steps: list[tuple[Rung, datetime]], *, now: datetime, among: Collection[Rung]
) -> Rung | None:
    """The latest step among those given whose time has come; what was missed before it (the tracker
    stood still) is not made up for, so that nobody gets two mails at once. None when it is too early."""
    come = [rung for rung, at in steps if rung in among and at <= now]
    return come[-1] if come else None


def rung_next(steps: list[tuple[Rung, datetime]], *, now: datetime) -> tuple[Rung, datetime] | None:
    """The step that comes next; None after the last."""
    return next(((rung, at) for rung, at in steps if at > now), None)
