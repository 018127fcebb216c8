"""What was worked out for the last reader, until a row of the plan changes.

Every change of a plan leaves a row of history (a bar of this house), so the history tells whether anything
happened: for each table that a dashboard reads, the sum of its newest history ids. A new row always raises
that sum, even one whose transaction began earlier and is committed late, so that no order of commits can
hide it. One statement asks all tables. Whatever bypasses history is seen after LIVE_PAGE_SECONDS at the
latest; 0 keeps nothing.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from threading import Lock
from typing import Any, TypeVar

from django.conf import settings
from django.db import connection

from reports.models import Snapshot
from workstreams import models as plan

Made = TypeVar("Made")
NEWEST = 200  # history rows of a table: as many changes may be committed while one is under way
MOST = 64  # readings kept in this process
READ = (
    plan.Programme, plan.Workstream, plan.WorkstreamOwner, plan.Phase, plan.Item, plan.ItemOwner,
    plan.Person, plan.Membership, plan.Organisation, plan.Update, plan.ReportingPeriod, plan.Return,
    plan.StripMonth, plan.Risk, plan.Issue, plan.Saving, plan.SavingYear, plan.BudgetLine,
    plan.Measure, plan.Reading, plan.Board, plan.BoardScope, plan.Meeting, plan.Decision,
    plan.GlossaryTerm,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that was made, when, and how the tables stood just before."""

    stood: tuple[Any, ...]
    made: Any
    until: datetime


_kept: OrderedDict[Hashable, Entry] = OrderedDict()
_lock = Lock()


def remember(key: Hashable, make: Callable[[], Made], *, now: datetime) -> Made:
    """What ``make`` returns, or what it returned when nothing has changed since. One statement."""
    seconds = getattr(settings, "LIVE_PAGE_SECONDS", 60)
    if not seconds:
        return make()
    stood = standing()
    with _lock:
        entry = _kept.get(key)
    if entry and entry.stood == stood and now < entry.until:
        found: Made = entry.made
        return found
    made = make()
    with _lock:
        _kept[key] = Entry(stood, made, now + timedelta(seconds=seconds))
        _kept.move_to_end(key)
        while len(_kept) > MOST:
            _kept.popitem(last=False)
    return made


def forget() -> None:
    """Empties it, for tests."""
    with _lock:
        _kept.clear()


def standing() -> tuple[Any, ...]:
    """How far the history of each table has come."""
    with connection.cursor() as cursor:
        cursor.execute(_question())
        (row,) = cursor.fetchall()
    return tuple(row)


@cache
def _question() -> str:
    quote = connection.ops.quote_name
    asked = [
        f"(SELECT sum(history_id) FROM (SELECT history_id FROM {quote(model.history.model._meta.db_table)} "  # noqa: S608
        f"ORDER BY history_id DESC LIMIT {NEWEST}) newest)"
        for model in READ
    ]
    asked.append(f"(SELECT max(id) FROM {quote(Snapshot._meta.db_table)})")  # noqa: S608
    return f"SELECT {', '.join(asked)}"
