"""What the rule of a board was: each time somebody changed it, as it stood from then on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from workstreams.board_rule.shape import Line
from workstreams.board_rule.words import rule_words
from workstreams.models import Board, BoardRule, BoardRuleLine, Workstream

ELSEWHERE = "a workstream that the board does not look at any more"


@dataclass(frozen=True, slots=True)
class Stood:
    """A rule from a moment on; without lines it was taken away."""

    since: datetime
    by: str
    note: str
    lines: tuple[str, ...]


def past(board: Board, branches: Mapping[int, Workstream]) -> list[Stood]:
    """Every state of the rule, the newest first, from the histories of the rule and of its lines: two
    statements. ``branches``: what the board looks at today; others are not named, for who reads may not see
    them. A change is one act, so all its rows bear the same moment."""
    rules = list(
        BoardRule.history.filter(board_id=board.pk)
        .select_related("history_user")
        .order_by("history_date", "history_id")
    )
    lines = list(
        BoardRuleLine.history.filter(rule_id__in={row.id for row in rules})
        .select_related("history_user")
        .order_by("history_date", "history_id")
    )
    found = []
    for moment in sorted({row.history_date for row in [*rules, *lines]}):
        changed = [row for row in [*rules, *lines] if row.history_date == moment]
        by = next((row.history_user.full_name for row in changed if row.history_user), "")
        rule = _standing(rules, moment)
        stood = sorted(_standing(lines, moment).values(), key=lambda row: (row.position, row.id))
        words = rule_words([_plain(row, branches) for row in stood]) if rule else []
        note = max(rule.values(), key=lambda row: row.history_id).note if rule else ""
        found.append(Stood(moment, by, note, tuple(words)))
    return found[::-1]


def _standing(rows: list[Any], moment: datetime) -> dict[int, Any]:
    """The rows that were there after a moment, by their number, each as its latest history row has it."""
    latest = {row.id: row for row in rows if row.history_date <= moment}
    return {key: row for key, row in latest.items() if row.history_type != "-"}


def _plain(row: Any, branches: Mapping[int, Workstream]) -> Line:
    line: Any = row.instance
    line.workstream = branches.get(row.workstream_id)
    plain: Line = line.plain()
    if row.workstream_id is None or line.workstream is not None:
        return plain
    return replace(plain, branch=row.workstream_id, branch_name=ELSEWHERE)
