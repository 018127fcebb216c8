"""What a person should look at in the dates of one item. A rules module: plain Python, no Django.

A flag changes nothing. It says what looks wrong and, where there is a likely fix, offers it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from workstreams.dates.workdays import is_working_day
from workstreams.when.spans import offer
from workstreams.when.types import Certainty, Offer, Precision, When
from workstreams.when.wording import day_words, words

IMPOSSIBLE = "impossible_date"
END_BEFORE_START = "end_before_start"
ONE_DATE_ONLY = "one_date_only"
NOT_A_WORKING_DAY = "not_a_working_day"
REVISED_BEFORE_TARGET = "revised_before_target"
STATUS_FOR_DATE = "status_for_date"
COMPLETE_IN_FUTURE = "complete_in_future"


@dataclass(frozen=True, slots=True)
class DateFlag:
    """`which` names the date the flag is on: start, end, target or completed.

    A soft one asks nothing.
    """

    code: str
    which: str
    words: str
    offers: tuple[Offer, ...] = ()
    soft: bool = False


def pair_flags(
    start: When, end: When, *, holidays: Collection[date] = frozenset()
) -> tuple[DateFlag, ...]:
    """The flags of a start and an end: X0-05, X0-06, X0-09 and, softly, X0-47 and X2-14."""
    return tuple(_pair(start, end, holidays))


def _pair(start: When, end: When, holidays: Collection[date]) -> Iterator[DateFlag]:
    for which, when in (("start", start), ("end", end)):
        if when.certainty is Certainty.IMPOSSIBLE:
            says = f"“{when.text}” is not a date: {when.note}"
            yield DateFlag(IMPOSSIBLE, which, says, when.offers)
    if start.earliest and end.latest and end.latest < start.earliest:
        says = f"The end, {words(end)}, is before the start, {words(start)}"
        yield DateFlag(END_BEFORE_START, "end", says, _a_year_on(start.earliest, end))
    if start.has_date and end.is_blank:
        yield DateFlag(ONE_DATE_ONLY, "end", "There is one date only; it is taken as the start")
    if end.has_date and start.is_blank:
        yield DateFlag(ONE_DATE_ONLY, "start", "There is one date only; it is taken as the end")
    for which, when in (("start", start), ("end", end)):
        yield from _working_day(which, when, holidays)


def _a_year_on(start: date, end: When) -> tuple[Offer, ...]:
    """The end one year later, when that makes it right: a missed change of year (X0-06)."""
    if end.earliest is None or end.latest is None:
        return ()
    earliest, latest = _next_year(end.earliest), _next_year(end.latest)
    if end.precision is Precision.MONTH and latest.month == 2:
        latest = date(latest.year, 3, 1) - date.resolution
    return (offer(earliest, latest, end.precision),) if latest >= start else ()


def _next_year(day: date) -> date:
    """The same day of the next year; 28 February for the 29th."""
    clamped = 28 if (day.month, day.day) == (2, 29) else day.day
    return date(min(day.year + 1, date.max.year), day.month, clamped)


def _working_day(which: str, when: When, holidays: Collection[date]) -> Iterator[DateFlag]:
    day = when.latest
    if day is None or when.precision is not Precision.DAY or is_working_day(day, holidays=holidays):
        return
    what = "a bank holiday" if day in holidays else f"a {day:%A}"
    yield DateFlag(NOT_A_WORKING_DAY, which, f"{day_words(day)} is {what}", soft=True)


def revised_flags(target: When, revised: When) -> tuple[DateFlag, ...]:
    """The flags of a target and a revised end: columns that were swapped (X4-02, X4-04).

    For REVISED_BEFORE_TARGET the offers are the target, then the revised end, as they would be
    after the swap.
    """
    if target.status_word and not target.has_date and revised.earliest and revised.latest:
        says = f"“{target.text}” stands where the target should be, and a date beside it"
        done = offer(revised.earliest, revised.latest, revised.precision)
        return (DateFlag(STATUS_FOR_DATE, "completed", says, (done,)),)
    if not (target.earliest and target.latest and revised.earliest and revised.latest):
        return ()
    if revised.latest >= target.earliest:
        return ()
    says = f"The revised end, {words(revised)}, is before the target, {words(target)}"
    swapped = tuple(
        offer(first, last, when.precision)
        for when, first, last in (
            (revised, revised.earliest, revised.latest),
            (target, target.earliest, target.latest),
        )
    )
    return (DateFlag(REVISED_BEFORE_TARGET, "target", says, swapped),)


def completion_flags(when: When, *, complete: bool, as_of: date) -> tuple[DateFlag, ...]:
    """Complete, with a date after the day of the report (X1-06): day and month may be exchanged."""
    if not complete or when.earliest is None or when.earliest <= as_of:
        return ()
    day = when.earliest
    offers: tuple[Offer, ...] = ()
    if when.precision is Precision.DAY and day.day <= 12:
        exchanged = date(day.year, day.day, day.month)
        if exchanged <= as_of:
            offers = (offer(exchanged, exchanged, Precision.DAY),)
    says = f"It is complete, yet {words(when)} is still to come"
    return (DateFlag(COMPLETE_IN_FUTURE, "end", says, offers),)
