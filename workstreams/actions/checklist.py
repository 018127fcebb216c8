"""The numbered parts inside an action, ticked off one by one (S2-06)."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Count, Max

from workstreams.models import ChecklistLine, Item

from .base import Refused, add_all, take_away
from .parts import change, locked

#: The number or bullet that stands before a line of a list that was pasted in.
_BULLET = re.compile(r"^\s*(?:[-–•*]|\(?\d{1,2}[.)]|\(?[a-z][.)])\s+")
LONGEST = 500


def lines_of(text: str) -> list[str]:
    """The lines of a text without the numbers and bullets before them. Raises Refused when nothing is
    said, or a line is longer than 500 letters."""
    said = [_BULLET.sub("", line).strip() for line in text.splitlines()]
    said = [line for line in said if line]
    if not said:
        raise Refused("Say what is to be done.", field="text")
    if long := next((line for line in said if len(line) > LONGEST), ""):
        raise Refused(f"A line is longer than 500 letters: “{long[:40]}…”", field="text")
    return said


@transaction.atomic
def add_lines(item: Item, *, text: str, by: Any, now: datetime) -> list[ChecklistLine]:
    """Adds one line, or one for each line that was pasted; numbers and bullets before them are dropped.

    Raises Refused when nothing is said, or a line is longer than 500 letters.
    """
    said = lines_of(text)
    Item.objects.select_for_update().get(pk=item.pk)
    last = ChecklistLine.objects.filter(item=item).aggregate(last=Max("position"))["last"] or 0
    rows = [
        ChecklistLine(item=item, text=line, position=last + n) for n, line in enumerate(said, 1)
    ]
    rows = add_all(rows, by=by, now=now)
    _count(item)
    return rows


@transaction.atomic
def tick(
    line: ChecklistLine,
    *,
    done_on: date | None,
    by: Any,
    now: datetime,
    version: int | None = None,
) -> ChecklistLine:
    """Says on which day a line was done, or takes that back. Raises Conflict as every change does."""
    fresh = locked(line, version=version)
    done = {"done_on": done_on, "done_by": by if done_on else None}
    fresh = change(fresh, done, by=by, now=now)
    _count(fresh.item)
    return fresh


@transaction.atomic
def amend(
    line: ChecklistLine, *, text: str, by: Any, now: datetime, version: int | None = None
) -> ChecklistLine:
    """Changes the words of a line. Raises Refused when nothing is left of them."""
    if not text.strip():
        raise Refused("Say what is to be done.", field="text")
    return change(locked(line, version=version), {"text": text}, by=by, now=now)


@transaction.atomic
def drop(line: ChecklistLine, *, by: Any, now: datetime) -> None:
    """Takes a line away; the history keeps it."""
    take_away(line, by=by, now=now)
    _count(line.item)


def _count(item: Item) -> None:
    """The two numbers beside the title of the item, which a long plan reads without asking."""
    found = ChecklistLine.objects.filter(item=item).aggregate(
        total=Count("pk"), done=Count("done_on")
    )
    Item.objects.filter(pk=item.pk).update(
        checklist_total=found["total"], checklist_done=found["done"]
    )
