"""Telling people on their notices page: one notice for a person, however many rows an act changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from workstreams.models import ChangeSet, ItemOwner, Notice, Person

from .base import add_all


def tell_users(told: Mapping[int, str], *, address: str, by: Any, now: datetime) -> None:
    """Writes each user (by primary key) their sentence; who did it themselves is not told.

    `address` is the page that the notices lead to. Three statements, none when nobody is told.
    """
    mine = getattr(by, "pk", None)
    add_all(
        [
            Notice(user_id=user, text=text, address=address, created_at=now)
            for user, text in told.items()
            if user != mine
        ],
        by=by,
        now=now,
    )


def tell_given(
    act: ChangeSet, *, to: Person, led: Sequence[ItemOwner], by: Any, now: datetime
) -> None:
    """Many items were given to one person: that person is told once, and so is everybody who led some.

    `led` are the rows of those who led before, each with its person.
    """
    number = _items(act.count)
    who = by.get_full_name() if by is not None else "The system"
    why = f" Because: {act.reason.rstrip('.')}." if act.reason else ""
    told = {}
    for user, many in Counter(row.person.user_id for row in led).items():
        if user is not None:
            told[user] = f"{to} now leads {_items(many)} that you led; {who} changed it.{why}"
    if to.user_id is not None:
        told[to.user_id] = f"You now lead {number}, given to you by {who}.{why}"
    tell_users(told, address=act.get_absolute_url(), by=by, now=now)


def tell_undone(act: ChangeSet, *, by: Any, now: datetime) -> None:
    """An act of which people were told is taken back: the same people are told that."""
    history: Any = Notice.history.model
    told = history.objects.filter(history_user=act.by_id, history_date=act.at, history_type="+")
    sentence = f"Taken back: {act.sentence or act}. It stands as it did before."
    users = list(told.order_by().values_list("user", flat=True).distinct())
    tell_users(dict.fromkeys(users, sentence), address=act.get_absolute_url(), by=by, now=now)


def _items(number: int) -> str:
    return "1 item" if number == 1 else f"{number} items"
