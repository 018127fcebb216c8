"""The grid: rows of the plan as boxes, and what somebody typed in them, read box by box.

A row carries what stood in its boxes when it was opened, so that only what a person touched is
saved, and so that a row somebody else changed in between shows both texts. Nothing is saved here.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError

from workstreams.actions.grid import Saved, Typed
from workstreams.actions.progress import Progress
from workstreams.forms.base import read_percent
from workstreams.models import Item, Status
from workstreams.models.choices import DECLARED
from workstreams.when import Certainty, read, words

RAGS = (("", "Not declared"), *DECLARED)
STATUSES = tuple(Status.choices)
#: The boxes of a row in the order of the columns: name, head, what may be chosen.
BOXES: tuple[tuple[str, str, tuple[tuple[str, str], ...]], ...] = (
    ("percent", "Done %", ()),
    ("declared_rag", "RAG, declared", RAGS),
    ("status", "Status", STATUSES),
    ("start", "Start", ()),
    ("target", "Target", ()),
    ("revised", "Forecast", ()),
)
NAMES = tuple(name for name, _, _ in BOXES)
WORDS = {name: head for name, head, _ in BOXES} | {"percent": "Percent done", "reason": "Why"}
DATES = ("start", "target", "revised")
LONGEST = 200
#: The grid has no box of its own for the day: the date's own box reads it.
REVIEW_HERE = (
    "Ongoing has no end: add the day on which it is looked at, like “ongoing, review 3 November {}”"
)


@dataclass
class Box:
    """One box: what stands in it, what was there when the row was opened, what is wrong."""

    name: str
    label: str
    value: str
    choices: tuple[tuple[str, str], ...] = ()
    was: str = ""
    error: str = ""
    now: str = ""  # what somebody else saved in the meantime, in words

    @property
    def touched(self) -> bool:
        """Whether somebody typed something else than what stood there."""
        return self.value.strip() != self.was.strip()

    @property
    def options(self) -> list[tuple[str, str, bool]]:
        """What may be chosen: value, words, whether it is."""
        return [(value, words_, value == self.value) for value, words_ in self.choices]


@dataclass
class Line:
    """One row of the grid."""

    item: Item
    boxes: list[Box]
    reason: Box
    version: int
    state: str = ""  # "saved", "wrong", "stale" or ""
    said: str = ""
    date_words: dict[str, Any] = field(default_factory=dict)

    def box(self, name: str) -> Box:
        """A box by its name."""
        return self.reason if name == "reason" else next(b for b in self.boxes if b.name == name)

    @property
    def base(self) -> str:
        """What stood in the boxes when the row was opened, for the form to carry."""
        return json.dumps([box.was for box in self.boxes])

    @property
    def errors(self) -> list[tuple[str, str]]:
        """What is wrong: the name of the box and a sentence."""
        found = [(box.name, box.error) for box in (*self.boxes, self.reason) if box.error]
        return found or ([("percent", self.said)] if self.state in ("wrong", "stale") else [])


def standing(item: Item) -> dict[str, str]:
    """What the boxes of a row hold before anybody types."""
    return {
        "percent": "" if item.percent is None else str(item.percent),
        "declared_rag": item.declared_rag,
        "status": item.status,
        "start": item.start_text,
        "target": item.target_text,
        "revised": item.revised_text,
    }


def line_of(item: Item) -> Line:
    """A row as it stands."""
    now = standing(item)
    boxes = [Box(name, WORDS[name], now[name], choices, now[name]) for name, _, choices in BOXES]
    return Line(item, boxes, Box("reason", "Why", ""), item.version)


def typed_lines(items: Iterable[Item], asked: Mapping[str, Any]) -> list[Line]:
    """The rows with what was posted in them."""
    found = []
    for item in items:
        line = line_of(item)
        base = _base(asked.get(f"{item.pk}-was", ""))
        line.version = _number(asked.get(f"{item.pk}-version"), item.version)
        for at, box in enumerate(line.boxes):
            box.value = str(asked.get(f"{item.pk}-{box.name}", box.value))[:LONGEST]
            box.was = base[at] if base else box.was
        line.reason.value = str(asked.get(f"{item.pk}-reason", ""))[:500]
        found.append(line)
    return found


def _base(text: str) -> list[str]:
    try:
        found = json.loads(text)
    except ValueError:
        return []
    good = isinstance(found, list) and len(found) == len(NAMES)
    return [str(each) for each in found] if good else []


def _number(text: Any, otherwise: int) -> int:
    return int(text) if isinstance(text, str) and text.isdigit() and len(text) < 10 else otherwise


def read_lines(lines: Sequence[Line]) -> dict[int, Typed]:
    """What is to be saved, for the rows that somebody touched and in which every box can be read.

    A box that cannot be read gets its error, and its row the state "wrong".
    """
    good: dict[int, Typed] = {}
    for line in lines:
        touched = [box for box in line.boxes if box.touched]
        if not touched:
            continue
        said: dict[str, Any] = {}
        for box in touched:
            value, box.error = _value(box, line.item)
            said[box.name] = value
        if any(box.error for box in line.boxes):
            line.state = "wrong"
            continue
        status = said.pop("status", None)
        progress = Progress(**said, reason=line.reason.value.strip())
        good[line.item.pk] = Typed(line.version, progress, status)
    return good


def _value(box: Box, item: Item) -> tuple[Any, str]:
    """What a box says, and what is wrong with it."""
    typed = box.value.strip()
    if box.choices:
        allowed = typed in dict(box.choices)
        return typed, "" if allowed else f"{box.label} is none of those offered"
    if box.name in DATES:
        when = read(typed, near=item.due_date or item.start_date)
        bad = when.certainty in (Certainty.IMPOSSIBLE, Certainty.UNREAD)
        return when, f"{box.label} is {words(when)}" if bad else ""
    try:
        found = read_percent(typed, label="Percent done")
    except ValidationError as error:
        return "", str(error.message)
    return "" if found is None else found, ""


def settle(
    lines: Sequence[Line], found: Saved, who: Mapping[int, str], *, today: date
) -> list[Line]:
    """The rows after a save: the saved ones as they now stand, the others as typed with the reason.

    A row that moved on takes over the boxes that its reader did not touch, and shows both texts
    where they differ; saving again puts what is typed over the newer text.
    """
    settled = []
    for line in lines:
        pk = line.item.pk
        if pk in found.saved:
            fresh = line_of(found.saved[pk])
            fresh.state, fresh.said = "saved", "Saved"
            settled.append(fresh)
            continue
        if pk in found.refused:
            name, line.said = found.refused[pk]
            line.state = "wrong"
            if name == "review_on":
                name, line.said = _says_ongoing(line), REVIEW_HERE.format(today.year + 1)
            box = line.box(name) if name in (*NAMES, "reason") else None
            if box is not None:
                box.error = line.said
        elif pk in found.stale:
            _both(line, found.stale[pk], who.get(pk, "Somebody"))
        settled.append(line)
    return settled


def _says_ongoing(line: Line) -> str:
    """The box in which somebody typed an end that goes on: there the day of its review is typed too."""
    for name in ("revised", "target"):
        box = line.box(name)
        if box.touched and read(box.value).certainty is Certainty.ONGOING:
            return name
    return "target"


def _both(line: Line, newer: Item, who: str) -> None:
    now = standing(newer)
    for box in line.boxes:
        touched = box.touched
        if not touched:
            box.value = now[box.name]
        elif now[box.name] != box.value:
            box.now = str(dict(box.choices).get(now[box.name], now[box.name])) or "blank"
        box.was = now[box.name]
    line.item, line.version, line.state = newer, newer.version, "stale"
    line.said = f"{who} changed this row while you were typing"
