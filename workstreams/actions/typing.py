"""What is kept by itself while somebody types: a run of such saves is one row of the history and one act.

docs/decisions/0046-a-run-of-drafts-is-one-act.md.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import models
from django.utils import timezone

from workstreams.models import ChangeSet

from .acts import home_of, key_of

#: The reason that the history gives for a save that nobody pressed a button for.
TYPING = "Kept while typing"
#: A run ends when nothing was kept for so long, and at midnight.
PAUSE = timedelta(minutes=10)
#: Columns that follow from the others.
FOLLOW = frozenset({"version", "carried", "no_change"})


def fold(row: Any, *, now: datetime) -> bool:
    """Takes the save before this one out of the history, when both are of one run and this one holds
    all that it held; whether it did. Called in the verb's transaction, after `row` was saved at `now`.

    A run is of one person, on one row, without another's save between, without a pause. Two
    statements, five when something is folded.
    """
    last = list(row.history.order_by("-history_date", "-history_id")[:2])
    if len(last) < 2 or last[0].history_date != now:
        return False
    new, old = last
    if not (_of_one_run(old, new) and holds_all(old, new)):
        return False
    programme, _ = home_of(row)
    ChangeSet.objects.filter(
        key=key_of(new.history_user, old.history_date, programme), count=1
    ).delete()
    history: Any = type(new)
    history.objects.filter(history_id=old.history_id).delete()
    if old.history_type == "+":  # the row still began with this run
        history.objects.filter(history_id=new.history_id).update(history_type="+")
    return True


def _of_one_run(old: Any, new: Any) -> bool:
    typed = old.history_change_reason == new.history_change_reason == TYPING
    mine = old.history_user_id is not None and old.history_user_id == new.history_user_id
    soon = new.history_date - old.history_date <= PAUSE
    days = {timezone.localtime(each.history_date).date() for each in (old, new)}
    return typed and mine and soon and len(days) == 1


def holds_all(old: Any, new: Any) -> bool:
    """Whether nothing that stood in the older row is gone from the newer one: words may have been added
    anywhere, a box that was empty may be filled, and no more."""
    for field in old.tracked_fields:
        name = field.attname
        before, after = getattr(old, name), getattr(new, name)
        if name in FOLLOW or before == after or before in ("", None):
            continue
        words = isinstance(field, (models.TextField, models.CharField)) and not field.choices
        if not (words and _within(before, after)):
            return False
    return True


def _within(before: str, after: str) -> bool:
    """Whether every letter of the one stands in the other, in its order."""
    left = iter(after)
    return all(letter in left for letter in before)
