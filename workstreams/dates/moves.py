"""Which dates of a branch moved in a stretch of time, by how much, who said so and why. From the history."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from workstreams.models import Item, Workstream
from workstreams.when import read
from workstreams.when.wording import day_words

COLUMNS = (("start", "Start"), ("target", "Target"), ("revised", "Forecast"))
MOST = 40


@dataclass(frozen=True, slots=True)
class DateMove:
    """One date of one item: from what to what. `days` is None where either is no day."""

    item: int
    title: str
    what: str
    was: str
    now: str
    days: int | None
    why: str
    who: str
    at: datetime


def moves(workstream: Workstream, *, since: datetime, until: datetime) -> list[DateMove]:
    """The dates of a branch that stand otherwise at `until` than at `since`, the widest move first.

    A date that moved there and back has not moved; the reason is that of the save which gave the
    date it has now. One statement.
    """
    history: Any = Item.history
    branch = Workstream.objects.under(workstream).values("pk")
    touched = (
        history.filter(workstream_id__in=branch, history_date__gt=since, history_date__lte=until)
        .exclude(history_type="+")
        .values("id")
    )
    rows = (
        history.filter(id__in=touched, history_date__lte=until)
        .order_by("id", "history_date", "history_id")
        .values_list(
            "id", "ref", "title", "history_date", "history_change_reason",
            "history_user__full_name",
            *(f"{name}_{part}" for name, _ in COLUMNS for part in ("text", "date")),
        )
    )  # fmt: skip
    saves: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        saves[row[0]].append(row)
    found = [move for mine in saves.values() for move in _of_item(mine, since)]
    found.sort(key=lambda move: (move.days is None, -abs(move.days or 0), move.item))
    return found[:MOST]


def _of_item(saves: list[Any], since: datetime) -> list[DateMove]:
    before = [row for row in saves if row[3] <= since]
    after = [row for row in saves if row[3] > since]
    if not before or not after:
        return []
    was, now = before[-1], after[-1]
    found = []
    for at, (_, what) in enumerate(COLUMNS):
        text, day = 6 + 2 * at, 7 + 2 * at
        if (was[text], was[day]) == (now[text], now[day]):
            continue
        last, previous = now, was
        for row in after:  # the save that gave the date it has now
            if (row[text], row[day]) != (previous[text], previous[day]):
                last = row
            previous = row
        days = (now[day] - was[day]).days if now[day] and was[day] else None
        found.append(
            DateMove(
                now[0], f"{now[1]} {now[2]}".strip(), what, _said(was[text], was[day]),
                _said(now[text], now[day]), days, last[4] or "", last[5] or "", last[3],
            )
        )  # fmt: skip
    return found


def _said(text: str, day: date | None) -> str:
    if day is not None and not read(text).is_blank:
        return day_words(day)
    return f"“{text}”" if text else "blank"
