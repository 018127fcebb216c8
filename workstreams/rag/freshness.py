"""Staleness: how long something under way may go without an update. Plain Python, no Django.

A stale item is listed and asked about; its rating does not change by it. Source of the rule: seeds.md
5, "Show stale updates" (S4: 54 of 81 open actions had none); the number of days is a limit of the
programme (`Limits.stale_days`).
"""

from collections.abc import Collection
from datetime import date

from workstreams.dates.workdays import add_working_days
from workstreams.rag.scale import STANDARD, Limits


def fresh_from(
    today: date, *, limits: Limits = STANDARD, holidays: Collection[date] = frozenset()
) -> date:
    """The first day whose updates are still fresh on `today`: `stale_days` working days before it."""
    return add_working_days(today, -limits.stale_days, holidays=holidays)


def is_stale(
    *,
    last: date | None,
    begun: date,
    today: date,
    limits: Limits = STANDARD,
    holidays: Collection[date] = frozenset(),
) -> bool:
    """Whether something under way has gone too long without a word.

    `last` is the day of its last update, or None when there is none; then it counts from `begun`, the
    day it came into the plan.
    """
    return (last or begun) < fresh_from(today, limits=limits, holidays=holidays)
