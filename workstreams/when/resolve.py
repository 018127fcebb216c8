"""From a date as written to days of the calendar, with what is offered where the calendar
refuses.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import replace
from datetime import date, timedelta

from workstreams.when import vocabulary as v
from workstreams.when.atoms import Atom, Shape
from workstreams.when.spans import FIRST_YEAR, LAST_YEAR, Span, impossible, offer, unsure
from workstreams.when.types import Certainty, Offer, Precision
from workstreams.when.wording import (
    EARLY,
    END_DAYS,
    FRIDAY,
    LATE,
    MID,
    day_words,
    last_day,
)

PIVOT = 70  # two digits: 00 to 69 are 2000 to 2069, 70 to 99 are 1970 to 1999
FAR = 5  # years: "May 31" five years off is as likely the last day of May
TERMS = {"spring": (1, 3), "summer": (4, 7), "autumn": (9, 12)}  # first and last month
SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "winter": (12, 2)}
NO_YEAR = "the year is not given"


def resolve(atom: Atom, near: date | None, whence: str = "") -> Span:
    """The days an atom means.

    `near` gives a year that was not typed, `whence` says where it came from.
    """
    if atom.shape is Shape.RANGE:
        return _range(atom, near, whence)
    years = _years(atom)
    if not years:
        return _bad_year(atom, near)
    year = years[0]
    if year is None:
        return _yearless(atom, near, whence)
    return _with_year(atom, year, near)


def _years(atom: Atom) -> tuple[int | None, ...]:
    """The year typed, (None,) when none was, () when the digits are no year."""
    if not atom.year:
        return (None,)
    digits = re.split(r"\s?[/-]", atom.year)[0]
    year = int(digits)
    if len(digits) == 2:
        return (year + (2000 if year < PIVOT else 1900),)
    return (year,) if FIRST_YEAR <= year <= LAST_YEAR else ()


def _bad_year(atom: Atom, near: date | None) -> Span:
    """September 20202 (X1-20): offered with the digits that make a likely year."""
    digits = atom.year
    tries = [digits[:4], digits[-4:]] if len(digits) == 5 else []
    if near and str(near.year).startswith(digits):
        tries.append(str(near.year))
    for year in tries:
        if 1990 <= int(year) <= 2069:
            mended = resolve(replace(atom, year=year), near)
            return impossible(f"{digits} is not a year", *mended.offered())
    return impossible(f"{digits} is not a year")


def _yearless(atom: Atom, near: date | None, whence: str) -> Span:
    if near is None:
        return unsure(NO_YEAR)
    middle = min(max(near.year, FIRST_YEAR + 1), LAST_YEAR - 1)
    tried = (_with_year(atom, middle + shift, near) for shift in (1, 0, -1))
    span = min(tried, key=lambda span: _distance(span, near))
    note = f"year not typed, {whence or f'taken as the nearest to {day_words(near)}'}"
    if span.latest is None:
        return span
    return replace(span, certainty=Certainty.APPROXIMATE, note=note)


def _distance(span: Span, near: date) -> int:
    """Days from `near` to the span or, when there is none, to what it offers."""
    if span.earliest and span.latest:
        return max((span.earliest - near).days, (near - span.latest).days, 0)
    return min((abs((each.date - near).days) for each in span.offers), default=10**6)


def _with_year(atom: Atom, year: int, near: date | None) -> Span:
    match atom.shape:
        case Shape.DAY | Shape.DAY_MONTH:
            return _day(atom, year)
        case Shape.DAYS:
            return _days(atom, year)
        case Shape.MONTH:
            return _month(atom, year, near)
        case Shape.PART:
            return _part_month(atom, year)
        case Shape.TERM:
            return _months(year, TERMS[atom.word], Certainty.APPROXIMATE)
        case Shape.SEASON:
            return _season(atom, year)
        case Shape.QUARTER | Shape.FINANCIAL_YEAR:
            return _financial(atom, year)
        case Shape.PART_YEAR:
            return _part_year(atom, year)
        case _:
            return Span(date(year, 1, 1), date(year, 12, 31), Precision.YEAR)


def _day(atom: Atom, year: int) -> Span:
    day, month = atom.day, atom.month
    typed = f"{day:02}/{month:02}/{year}"
    if not 1 <= month <= 12:
        swapped = 1 <= day <= 12 and 1 <= month <= monthrange(year, day)[1]
        offers = [_one(date(year, day, month))] if swapped else []
        return impossible(f"there is no month {month}", *offers)
    last = last_day(year, month)
    if not 1 <= day <= last.day:
        note = f"{last:%B} {year} has {last.day} days"
        if day > 31 or day == 0:
            return impossible(note, offer(last.replace(day=1), last, Precision.MONTH))
        return impossible(note, _one(last))
    found = date(year, month, day)
    if atom.weekday and v.WEEKDAYS[found.weekday()] != atom.weekday:
        wanted = v.WEEKDAYS.index(atom.weekday)
        same_week = found + timedelta(days=wanted - found.weekday())
        note = f"{typed} is a {found:%A}"
        return impossible(note, _one(found), *([_one(same_week)] if same_week.year == year else []))
    return _week(atom, found) if atom.week else Span(found, found, Precision.DAY)


def _one(day: date) -> Offer:
    return offer(day, day, Precision.DAY)


def _week(atom: Atom, day: date) -> Span:
    """From the day named to Friday, seven days when it is at a weekend; or from Monday to the end named."""
    try:
        if atom.week == "ending":
            start = day - timedelta(days=day.weekday())
            return Span(start, day, Precision.WEEK)
        length = FRIDAY - day.weekday() if day.weekday() <= FRIDAY else 6
        return Span(day, day + timedelta(days=length), Precision.WEEK)
    except OverflowError:
        return impossible("it is outside the calendar")


def _days(atom: Atom, year: int) -> Span:
    last = last_day(year, atom.month)
    if not 1 <= atom.day <= atom.last <= last.day:
        note = f"{last:%B} {year} has no days {atom.day} to {atom.last}"
        return impossible(note, offer(last.replace(day=1), last, Precision.MONTH))
    first = last.replace(day=atom.day)
    if first.day == atom.last:
        return Span(first, first, Precision.DAY)
    return Span(first, last.replace(day=atom.last), Precision.RANGE)


def _month(atom: Atom, year: int, near: date | None) -> Span:
    if not 1 <= atom.month <= 12:
        return impossible(f"there is no month {atom.month}")
    last = last_day(year, atom.month)
    whole = Span(last.replace(day=1), last, Precision.MONTH)
    # "Mar-16" is a month of a year whatever stands near; "May 31" far from `near` may be a day
    if near and not atom.word and len(atom.year) == 2 and abs(year - near.year) > FAR:
        as_day = resolve(replace(atom, shape=Shape.DAY, day=int(atom.year), year=""), near)
        if as_day.latest:
            note = f"{atom.year} may be the year or the day"
            return unsure(note, *as_day.offered(), *whole.offered())
    return whole


def _part_month(atom: Atom, year: int) -> Span:
    last = last_day(year, atom.month)
    first_word = atom.word.split()[0].split("-")[0]
    start, end = {
        "early": EARLY,
        "mid": MID,
        "middle": MID,
        "late": LATE,
        "end": (last.day - END_DAYS + 1, last.day),
        "last": (last.day - END_DAYS + 1, last.day),
    }.get(first_word, (1, END_DAYS))
    return Span(
        last.replace(day=start),
        last.replace(day=min(end, last.day)),
        Precision.PART_MONTH,
        Certainty.APPROXIMATE,
    )


def _months(year: int, months: tuple[int, int], certainty: Certainty) -> Span:
    """From the first of one month to the end of another, in the next year when that comes before."""
    first, last = months
    end = last_day(year + (last < first), last)
    return Span(date(year, first, 1), end, Precision.RANGE, certainty)


def _season(atom: Atom, year: int) -> Span:
    span = _months(year, SEASONS[atom.word], Certainty.APPROXIMATE)
    if atom.word == "winter" and "/" not in atom.year:
        return unsure("a winter stands in two years", *span.offered())
    return span


def _financial(atom: Atom, year: int) -> Span:
    """A financial year from April, or a quarter of one. Q2 2020 alone may be of either year."""
    second = atom.word
    if second and int(second) % 100 != (year + 1) % 100:
        month = int(second)
        if atom.shape is Shape.FINANCIAL_YEAR and len(second) == 2 and 1 <= month <= 12:
            last = last_day(year, month)
            return Span(last.replace(day=1), last, Precision.MONTH)
        return impossible(f"{second} does not follow {atom.year}")
    if atom.shape is Shape.FINANCIAL_YEAR:
        whole = _months(year, (4, 3), Certainty.APPROXIMATE)
        if len(second) == 2 and int(second) <= 12:
            last = last_day(year, int(second))
            month_too = offer(last.replace(day=1), last, Precision.MONTH)
            return unsure(f"{second} may be a year or a month", *whole.offered(), month_too)
        return whole
    quarter = ((4, 6), (7, 9), (10, 12), (1, 3))[atom.day - 1]
    of_financial_year = _months(year + (atom.day == 4), quarter, Certainty.APPROXIMATE)
    if second:
        return of_financial_year
    calendar = _months(year, (3 * atom.day - 2, 3 * atom.day), Certainty.APPROXIMATE)
    note = "of the financial year or of the calendar year"
    return unsure(note, *of_financial_year.offered(), *calendar.offered())


def _part_year(atom: Atom, year: int) -> Span:
    """The first, middle or last months of a year; of a financial year when two years are typed."""
    word = atom.word.split()[0].split("-")[0]
    first = {"mid": 5, "middle": 5, "late": 10, "end": 10, "last": 10}.get(word, 1)
    months = (first, first + (3 if first == 5 else 2))
    if atom.year.isdigit():
        return _months(year, months, Certainty.APPROXIMATE)
    if int(atom.year[-2:]) != (year + 1) % 100:
        return impossible(f"{atom.year} is not a financial year")
    first, last = ((month + 2) % 12 + 1 for month in months)
    return _months(year + (first < 4), (first, last), Certainty.APPROXIMATE)


def _range(atom: Atom, near: date | None, whence: str) -> Span:
    """Both ends, the one without a year taking it from the other: Dec/Jan 21 is two years."""
    assert atom.ends  # noqa: S101  a RANGE is only ever built with its ends
    left, right = atom.ends
    last = resolve(right, near, whence)
    if not right.year and left.year:
        last = resolve(right, resolve(left, near).latest, "taken from the other end")
    first = resolve(left, last.latest, "")
    if not left.year and first.earliest and last.latest and first.earliest > last.latest:
        first = _with_year(left, first.earliest.year - 1, near)
    if first.earliest is None or last.latest is None or first.earliest > last.latest:
        problem = last if last.latest is None else first
        note = problem.note or "the end is before the start"
        unread = not problem.offers and problem.certainty is Certainty.UNREAD
        return (unsure if unread else impossible)(note, *first.offered(), *last.offered())
    guessed = not left.year and not right.year
    note = last.note if guessed or not right.year else ""
    certainty = Certainty.APPROXIMATE if atom.either or note else last.certainty
    return Span(first.earliest, last.latest, Precision.RANGE, certainty, note)
