"""Meetings, the route of a paper through the boards, and what they decided."""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from workstreams.models import (
    Board,
    Decision,
    Item,
    Meeting,
    Outcome,
    Programme,
    Purpose,
    Step,
    Workstream,
)

from .base import Refused, save, take_away
from .parts import change, filled, locked, next_number, of_programme, titled


@transaction.atomic
def add_meeting(board: Board, *, on: date, by: Any, now: datetime, **facts: Any) -> Meeting:
    """A meeting of a board. Raises Refused when it meets that day already."""
    _meets(board, on, facts.get("papers_due"))
    return save(filled(Meeting(board=board, on=on), facts), by=by, now=now)


@transaction.atomic
def amend_meeting(
    meeting: Meeting,
    *,
    facts: Mapping[str, Any],
    by: Any,
    now: datetime,
    reason: str = "",
    version: int | None = None,
) -> Meeting:
    """Moves a meeting, cancels it, or changes what is said about it."""
    fresh = locked(meeting, version=version)
    on = facts.get("on", fresh.on)
    _meets(fresh.board, on, facts.get("papers_due", fresh.papers_due), apart_from=fresh.pk)
    return change(fresh, facts, by=by, now=now, reason=reason)


def _meets(
    board: Board, on: date, papers_due: date | None, *, apart_from: int | None = None
) -> None:
    same = Meeting.objects.filter(board=board, on=on)
    if apart_from is not None:
        same = same.exclude(pk=apart_from)
    if same.exists():
        raise Refused("The board meets on that day already.", field="on")
    if papers_due is not None and papers_due > on:
        raise Refused("Papers are due on or before the day of the meeting.", field="papers_due")


@transaction.atomic
def add_step(
    item: Item, *, by: Any, now: datetime, board: Board | None = None, **facts: Any
) -> Step:
    """The next board on the route of an item's paper. Without a board it is to be confirmed. Raises
    Refused when nothing at all is said of it."""
    Item.objects.select_for_update().get(pk=item.pk)
    last = Step.objects.filter(item=item).aggregate(last=Max("position"))["last"] or 0
    step = filled(Step(item=item, position=last + 1, board=board), facts)
    _of_board(step)
    return save(step, by=by, now=now)


@transaction.atomic
def amend_step(
    step: Step,
    *,
    facts: Mapping[str, Any],
    by: Any,
    now: datetime,
    reason: str = "",
    version: int | None = None,
) -> Step:
    """Changes a step, or records what the board did with the paper: an outcome needs its day. Raises
    Refused when nothing at all would be said of it any more."""
    fresh = locked(step, version=version)
    _of_board(filled(copy(fresh), facts))
    return change(fresh, facts, by=by, now=now, reason=reason)


def _of_board(step: Step) -> None:
    stated = step.purpose not in ("", Purpose.UNSTATED)
    known = (step.board_id, step.meeting_id, step.board_text, step.paper, step.papers_due.text)
    if not (stated or any(known) or step.outcome_text):
        raise Refused(
            "Say which board it goes to. Where that is not known yet, choose what for or name the paper.",
            field="board",
        )
    if step.meeting is not None and step.meeting.board_id != step.board_id:
        raise Refused("The meeting is one of another board.", field="meeting")
    if step.outcome != Outcome.ASKED and step.decided_on is None:
        raise Refused("Give the day of the decision.", field="decided_on")


@transaction.atomic
def set_route(item: Item, *, order: list[int], by: Any, now: datetime) -> list[Step]:
    """Puts the steps of an item in the order given, by their ids; what is left out is taken away.

    The item is locked before its steps, as when one is added, so that no two wait for each other.
    """
    Item.objects.select_for_update(of=("self",)).get(pk=item.pk)
    steps = {step.pk: step for step in Step.objects.select_for_update().filter(item=item)}
    if set(order) - set(steps) or len(order) != len(set(order)):
        raise Refused("That is not the route of this item.")
    for pk, step in steps.items():
        if pk not in order:
            take_away(step, by=by, now=now)
    wanted = {pk: place for place, pk in enumerate(order, 1)}
    moving = [steps[pk] for pk in order if steps[pk].position != wanted[pk]]
    # Two steps may not share a place even for a moment, so those that move first stand aside.
    for step in moving:
        Step.objects.filter(pk=step.pk).update(position=10_000 + wanted[step.pk])
    for step in moving:
        step.position = wanted[step.pk]
        step.version += 1
        save(step, by=by, now=now, fields=["position", "version"])
    return [steps[pk] for pk in order]


@transaction.atomic
def move_step(step: Step, *, up: bool, by: Any, now: datetime) -> list[Step]:
    """Moves a step one place up or down its route; at the end it stays. Raises Refused when it was
    taken off the route meanwhile."""
    order = _order(step)
    at = order.index(step.pk)
    to = at - 1 if up else at + 1
    if 0 <= to < len(order):
        order[at], order[to] = order[to], order[at]
    return set_route(step.item, order=order, by=by, now=now)


@transaction.atomic
def drop_step(step: Step, *, by: Any, now: datetime) -> list[Step]:
    """Takes a step off its route; the others close up. Raises Refused when it is off it already."""
    order = [pk for pk in _order(step) if pk != step.pk]
    return set_route(step.item, order=order, by=by, now=now)


def _order(step: Step) -> list[int]:
    """The route as it stands, held until the transaction ends: who moves second moves what the first left."""
    Item.objects.select_for_update(of=("self",)).get(pk=step.item_id)
    order = list(
        Step.objects.filter(item=step.item_id).order_by("position").values_list("pk", flat=True)
    )
    if step.pk not in order:
        raise Refused("Somebody took this step off the route meanwhile. Nothing was changed.")
    return order


@transaction.atomic
def ask(
    *,
    programme: Programme,
    board: Board,
    title: str,
    by: Any,
    today: date,
    now: datetime,
    meeting: Meeting | None = None,
    workstream: Workstream | None = None,
    item: Item | None = None,
    **facts: Any,
) -> Decision:
    """Asks a board for a decision (S0-40). A number (D01) is given when none is printed."""
    of_programme(programme, workstream=workstream, item=item)
    _same_board(board, meeting)
    row = Decision(
        programme=programme,
        board=board,
        meeting=meeting,
        workstream=workstream,
        item=item,
        title=titled(title, what="decision"),
        raised_by=by,
        raised_on=today,
    )
    filled(row, facts)
    row.number = row.number or next_number(Decision, programme, "D")
    return save(row, by=by, now=now)


@transaction.atomic
def amend_decision(
    row: Decision,
    *,
    facts: Mapping[str, Any],
    by: Any,
    now: datetime,
    reason: str = "",
    version: int | None = None,
) -> Decision:
    """Changes what is asked; once it is answered, what was asked stays as it was."""
    fresh = locked(row, version=version)
    if fresh.outcome != Outcome.ASKED:
        raise Refused("The board has answered: what it was asked is not changed afterwards.")
    if "title" in facts:
        titled(facts["title"], what="decision")
    of_programme(fresh.programme, workstream=facts.get("workstream"), item=facts.get("item"))
    _same_board(facts.get("board", fresh.board), facts.get("meeting", fresh.meeting))
    return change(fresh, facts, by=by, now=now, reason=reason)


def _same_board(board: Board, meeting: Meeting | None) -> None:
    if meeting is not None and meeting.board_id != board.pk:
        raise Refused("The meeting is one of another board.", field="meeting")


@transaction.atomic
def record_decision(
    row: Decision,
    *,
    outcome: str,
    decided_on: date,
    by: Any,
    today: date,
    now: datetime,
    outcome_text: str = "",
    reason: str = "",
    version: int | None = None,
    **facts: Any,
) -> Decision:
    """What the board did with what it was asked. Changing a recorded answer needs a reason."""
    fresh = locked(row, version=version)
    if outcome == Outcome.ASKED:
        raise Refused("Say what the board did.", field="outcome")
    if decided_on is None:
        raise Refused("Give the day of the decision.", field="decided_on")
    if decided_on > today:
        raise Refused("A decision cannot lie in the future.", field="decided_on")
    if fresh.outcome != Outcome.ASKED and not reason.strip():
        raise Refused("An answer is recorded. Say why it is changed.", field="reason")
    said = {"outcome": outcome, "outcome_text": outcome_text, "decided_on": decided_on, **facts}
    return change(fresh, said, by=by, now=now, reason=reason)
