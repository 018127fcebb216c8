"""Working-day arithmetic. A rules module: plain Python, no Django, the holidays are data handed in.

A working day is Monday to Friday and not one of `holidays` (bank holidays of England and Wales come
from `workstreams.dates.bank_holidays`). Every function takes days, never times.
"""

from bisect import bisect_right
from collections.abc import Collection
from datetime import date, timedelta
from functools import lru_cache
from itertools import count, islice

ONE_DAY = timedelta(days=1)
SATURDAY = 5


def is_working_day(day: date, *, holidays: Collection[date]) -> bool:
    """True from Monday to Friday, unless the day is a holiday."""
    return day.weekday() < SATURDAY and day not in holidays


def working_days_between(start: date, end: date, *, holidays: Collection[date]) -> int:
    """The working days after `start`, up to and including `end`; negative when `end` is before
    `start`.

    Friday to the Monday after it is 1; a day to itself is 0; so is Friday to Sunday. This is the
    count a person means by "working days late": something due on Friday and looked at on Monday is
    one day late.
    """
    if end < start:
        return -working_days_between(end, start, holidays=holidays)
    weeks, over = divmod((end - start).days, 7)
    odd_days = (start + timedelta(days=n) for n in range(1, over + 1))
    weekdays = 5 * weeks + sum(day.weekday() < SATURDAY for day in odd_days)
    lost = _lost_weekdays(frozenset(holidays))
    return weekdays - (bisect_right(lost, end) - bisect_right(lost, start))


@lru_cache(maxsize=64)
def _lost_weekdays(holidays: frozenset[date]) -> tuple[date, ...]:
    """The holidays that cost a working day, sorted once for the thousands of items of a nightly
    run.
    """
    return tuple(sorted(day for day in holidays if day.weekday() < SATURDAY))


def add_working_days(day: date, n: int, *, holidays: Collection[date]) -> date:
    """The `n`-th working day after `day`; before it when `n` is negative; `day` itself when `n`
    is 0, whatever day it is.
    """
    step = ONE_DAY if n > 0 else -ONE_DAY
    left = abs(n)
    while left:
        day += step
        left -= is_working_day(day, holidays=holidays)
    return day


def nth_working_day(year: int, month: int, n: int, *, holidays: Collection[date]) -> date:
    """The `n`-th working day of a month, counted from 1.

    Raises ValueError when `n` is below 1 or the month has fewer working days: a rule asking for the
    25th is a mistake in the rule, and must be heard of when the rule is written.
    """
    first = date(year, month, 1)
    days = (first + timedelta(days=i) for i in range(31))
    working = [day for day in days if day.month == month and is_working_day(day, holidays=holidays)]
    if not 1 <= n <= len(working):
        raise ValueError(
            f"{first:%B %Y} has {len(working)} working days, so there is no working day number {n}"
        )
    return working[n - 1]


def last_working_day(year: int, month: int, *, holidays: Collection[date]) -> date:
    """The last working day of a month. Raises ValueError when every day of it is a holiday."""
    following = date(year + month // 12, month % 12 + 1, 1)
    back = (following - timedelta(days=i) for i in islice(count(1), 31))
    for day in back:
        if day.month == month and is_working_day(day, holidays=holidays):
            return day
    raise ValueError(f"{month:02}/{year} has no working day")
