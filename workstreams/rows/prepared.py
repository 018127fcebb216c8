"""What a row of the plan shows, worked out once: its bar, its lateness, what is wrong with its dates."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from workstreams.dates.workdays import working_days_between
from workstreams.models import STEP, Item
from workstreams.plan.outline import Branch
from workstreams.rag import DECLARABLE, Rag
from workstreams.timeline import Bar, Scale, bracket, draw, draw_days
from workstreams.when import Certainty, Offer, read, words

COLOURS = frozenset(Rag(rag).value for rag in DECLARABLE)


@dataclass(frozen=True, slots=True)
class Flag:
    """A date that cannot be used: which, as typed, what is wrong, and what may be taken instead."""

    sentence: str
    label: str = ""
    name: str = ""
    typed: str = ""
    offers: tuple[Offer, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """An item as the plan shows it."""

    item: Any  # an Item with may_edit, lead_name and owners_number, as the list reads it
    bar: Bar
    scale: Scale
    days_late: int
    flag: Flag | None = None  # what a person should look at in the dates
    where: str = ""  # the workstream, where the row does not stand under it

    @property
    def indent(self) -> int:
        """How far the title stands in under its branches, 0 to 3 steps."""
        return min(len(self.item.sort_key) // STEP - 1, 3)

    @property
    def computed(self) -> str:
        """The computed rating, where it is a colour and not the declared one."""
        rag = self.item.computed_rag
        return rag if rag in COLOURS and rag != self.item.declared_rag else ""


@dataclass(frozen=True, slots=True)
class Head:
    """A branch as the plan shows it."""

    branch: Branch
    bar: Bar
    scale: Scale


@dataclass(frozen=True, slots=True)
class Group:
    """The head of a group of rows: its name, how many rows it has, whether it began on an earlier page."""

    name: str
    number: int
    continued: bool = False


def row_of(item: Item, scale: Scale, holidays: Collection[date], *, where: str = "") -> Row:
    """An item with its bar and its lateness on the scale's day."""
    due = item.due_date
    late = 0
    if due is not None and due < scale.today and not item.closed:
        late = max(working_days_between(due, scale.today, holidays=holidays), 1)
    known: dict[str, Any] = {
        "title": item.title,
        "kind": item.kind,
        "percent": item.percent,
        "closed": item.closed,
        "days_late": late,
        "scale": scale,
    }
    if _all_read(item) and due is not None:
        start = item.start_date
        if start is None or start <= due:
            bar = draw_days(begins=start, due=due, target=item.target_date, **known)
            return Row(item, bar, scale, late, None, where)
    bar = draw(start=item.start, target=item.target, revised=item.revised, **known)
    return Row(item, bar, scale, late, flag_of(item), where)


def _all_read(item: Item) -> bool:
    """Whether each date has a day or was left blank, so that the columns say all there is to draw."""
    return bool(
        (item.start_date or not item.start_text)
        and (item.target_date or not item.target_text)
        and (item.revised_date or not item.revised_text)
    )


def head_of(branch: Branch, scale: Scale) -> Head:
    """A branch with its bracket on the scale."""
    bar = bracket(
        title=branch.name,
        first=branch.first,
        last=branch.last,
        percent=branch.percent,
        top=branch.depth == 0,
        scale=scale,
    )
    return Head(branch, bar, scale)


def flag_of(item: Item) -> Flag | None:
    """The first thing in an item's dates that a person should look at."""
    for name, label in (("start", "Start"), ("target", "Target"), ("revised", "Forecast")):
        if getattr(item, f"{name}_certainty") == Certainty.IMPOSSIBLE:
            typed = getattr(item, f"{name}_text")
            again = read(typed)
            wrong = f"is {words(again)}. Kept as typed; no day is set."
            return Flag(wrong, label, name, typed, again.offers)
    if item.start_date and item.due_date and item.start_date > item.due_date:
        return Flag("It ends before it starts, so no bar is drawn and no progress is expected.")
    return None
