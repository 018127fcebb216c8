"""A board's rule and what people decide over it, by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction

from workstreams.board_rule.shape import KINDS, RATINGS
from workstreams.models import (
    Board,
    BoardOverride,
    BoardRule,
    BoardRuleLine,
    BoardScope,
    Item,
    Workstream,
)

from .base import Conflict, Refused, save, take_away
from .parts import change, filled

#: What a line may ask, and how it stands when it is not asked.
ASKED: dict[str, Any] = {
    "kinds": [],
    "rated_by": "headline",
    "ratings": [],
    "savings": "",
    "overdue": False,
    "key": False,
    "statutory": False,
    "scope": "",
    "cohort": "",
    "workstream": None,
}


@transaction.atomic
def set_rule(
    board: Board,
    *,
    lines: Sequence[Mapping[str, Any]],
    by: Any,
    now: datetime,
    note: str = "",
    version: int | None = None,
) -> BoardRule:
    """The rule of a board: its lines in order, each with the conditions of `ASKED` that it asks.

    What stands as it was leaves no history row. Raises Refused without a line, or with one that names a
    kind or a rating there is none of, or a workstream the board does not look at; Conflict when the rule
    has moved on since `version` (0: there was none).
    """
    Board.objects.select_for_update().get(pk=board.pk)
    if not lines:
        raise Refused("Say which rows come in: fill in at least one line.")
    facts = [_whole(board, line) for line in lines]
    rule = BoardRule.objects.filter(board=board).first()
    if rule is not None and version is not None and version != rule.version:
        raise Conflict(rule)
    if rule is None:
        rule = save(BoardRule(board=board, note=note.strip()), by=by, now=now)
        _set_lines(rule, facts, by=by, now=now)
        return rule
    moved = rule.note != note.strip()
    rule.note = note.strip()
    if _set_lines(rule, facts, by=by, now=now) or moved:
        rule.version += 1
        save(rule, by=by, now=now, fields=["note", "version"])
    return rule


def _whole(board: Board, line: Mapping[str, Any]) -> dict[str, Any]:
    facts = {**ASKED, **line}
    facts["kinds"] = [kind for kind in KINDS if kind in facts["kinds"]]
    facts["ratings"] = [rating for rating in RATINGS if rating in facts["ratings"]]
    if set(line.get("kinds", ())) - set(KINDS) or set(line.get("ratings", ())) - set(RATINGS):
        raise Refused("A line asks for a kind or a rating that there is none of.")
    branch = facts["workstream"]
    if branch is not None and not looks_at(board, branch):
        raise Refused(f"{board} does not look at {branch}.", field="workstream")
    return facts


def _set_lines(
    rule: BoardRule, facts: Sequence[Mapping[str, Any]], *, by: Any, now: datetime
) -> bool:
    standing = {line.position: line for line in rule.lines.all()}
    moved = False
    for position, asked in enumerate(facts, 1):
        line = standing.pop(position, None)
        if line is not None and all(getattr(line, name) == asked[name] for name in ASKED):
            continue
        moved = True
        save(filled(line or BoardRuleLine(rule=rule, position=position), asked), by=by, now=now)
    for line in standing.values():
        moved = True
        take_away(line, by=by, now=now)
    return moved


@transaction.atomic
def drop_rule(rule: BoardRule, *, by: Any, now: datetime) -> None:
    """A board has no rule any more; the history keeps it, and what people decided by hand stays."""
    for line in rule.lines.all():
        take_away(line, by=by, now=now)
    take_away(rule, by=by, now=now)


@transaction.atomic
def put_by_hand(
    board: Board,
    row: Workstream | Item,
    *,
    into: bool,
    reason: str,
    by: Any,
    today: date,
    now: datetime,
    version: int | None = None,
) -> BoardOverride:
    """Shows a row to a board, or leaves it out, whatever the rule says; deciding again replaces the first.

    Raises Refused without a reason, or for a row the board does not look at; Conflict when somebody
    decided since `version` (0: nobody had).
    """
    Board.objects.select_for_update().get(pk=board.pk)
    if not reason.strip():
        raise Refused("Say why: the reason is printed beside the row.", field="reason")
    if not looks_at(board, row):
        raise Refused(f"{board} does not look at {row}.")
    about = {"workstream": row} if isinstance(row, Workstream) else {"item": row}
    facts = {"into": into, "reason": reason.strip(), "by": by, "on": today}
    found = BoardOverride.objects.filter(board=board, **about).first()
    if found is not None and version is not None and version != found.version:
        raise Conflict(found)
    if found is None:
        return save(
            BoardOverride(board=board, **about, **facts), by=by, now=now, reason=reason.strip()
        )
    return change(found, facts, by=by, now=now, reason=reason.strip())


@transaction.atomic
def take_back(override: BoardOverride, *, by: Any, now: datetime) -> None:
    """The rule decides about the row again; the history keeps who decided otherwise, and why."""
    take_away(override, by=by, now=now)


def looks_at(board: Board, row: Workstream | Item) -> bool:
    """Whether a row lies in what a board looks at."""
    for each in BoardScope.objects.filter(board=board).select_related("workstream"):
        branch = each.workstream
        if each.programme_id == row.programme_id:
            return True
        if branch is None or branch.programme_id != row.programme_id:
            continue
        if row.sort_key.startswith(branch.sort_key):
            return True
    return False
