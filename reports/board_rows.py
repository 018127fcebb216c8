"""Which rows a board was shown by its rule, and why: worked out at the freeze, kept, read again. Plain Python.

The rule is applied to the frozen snapshot, not to the living plan, so that what is said of a row and what
is printed of it are of one moment. What comes out is kept beside the part of the edition with its SHA-256:
a rule that changes afterwards changes nothing that a board was told.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, Self

from reports.reading.narrow import below
from reports.snapshot import Snapshot
from workstreams.board_rule.build import Leaf, Node, rows
from workstreams.board_rule.decide import decide
from workstreams.board_rule.shape import Hand, Line, Row, Verdict
from workstreams.board_rule.words import rule_words

SCHEMA = 1


class RowsError(ValueError):
    """What was kept cannot be read, or is not what was kept; the message says why, for people."""


@dataclass(frozen=True)
class BoardRows:
    """The rule in words, and what it and people said of each row in what the board looks at."""

    note: str  # what the board asked for, in its own words
    lines: tuple[str, ...]  # one sentence for each line of the rule; none: the board had no rule
    verdicts: tuple[Verdict, ...]  # in plan order

    @cached_property
    def into(self) -> tuple[Verdict, ...]:
        return tuple(each for each in self.verdicts if each.into)

    @cached_property
    def out(self) -> tuple[Verdict, ...]:
        return tuple(each for each in self.verdicts if not each.into)

    @property
    def by_hand(self) -> tuple[Verdict, ...]:
        return tuple(each for each in self.verdicts if each.hand is not None)

    @property
    def out_by_rule(self) -> tuple[tuple[str, int], ...]:
        """Why rows are out, with how many for each reason, the commonest first."""
        return tuple(Counter(each.rule_why for each in self.out if not each.hand).most_common())

    def to_text(self) -> str:
        """Canonical JSON: the same rows give the same bytes. Rows that are out are kept by their reason."""
        out: dict[str, list[str]] = {}
        for each in self.out:
            if each.hand is None:
                out.setdefault(each.rule_why, []).append(each.key)
        raw = {
            "schema": SCHEMA,
            "note": self.note,
            "lines": list(self.lines),
            "order": [each.key for each in self.verdicts],
            "in": {each.key: each.rule_why for each in self.into if each.hand is None},
            "out": out,
            "hand": {each.key: _kept(each) for each in self.verdicts if each.hand is not None},
        }
        return json.dumps(raw, sort_keys=True, separators=(",", ":"), ensure_ascii=False)

    @classmethod
    def from_text(cls, text: str) -> Self:
        """What a text stands for. RowsError when it is not one, or of a later schema."""
        try:
            raw: dict[str, Any] = json.loads(text)
            if raw["schema"] > SCHEMA:
                raise RowsError(
                    f"The rows have schema {raw['schema']}; this version reads {SCHEMA}."
                )
            said = {key: Verdict(key, True, True, why) for key, why in raw["in"].items()}
            for why, keys in raw["out"].items():
                said |= {key: Verdict(key, False, False, why) for key in keys}
            said |= {key: _verdict(key, each) for key, each in raw["hand"].items()}
            return cls(raw["note"], tuple(raw["lines"]), tuple(said[key] for key in raw["order"]))
        except (ValueError, KeyError, TypeError) as error:
            if isinstance(error, RowsError):
                raise
            raise RowsError("The rows that a board was shown cannot be read: not whole.") from error


def fingerprint(text: str) -> str:
    """SHA-256 of a kept text, as 64 hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()


def shown_rows(
    snapshot: Snapshot,
    branches: Sequence[int],
    *,
    note: str,
    lines: Sequence[Line],
    hands: Mapping[str, Hand],
) -> BoardRows:
    """A rule and what people decided, applied to a frozen snapshot. ``branches`` empty: to the whole of it."""
    said = decide(rows_of(snapshot, branches), lines, hands)
    return BoardRows(note, tuple(rule_words(lines)), tuple(said))


def rows_of(snapshot: Snapshot, branches: Sequence[int] = ()) -> list[Row]:
    """The rows of a snapshot as a rule looks at them."""
    kept = below(snapshot, branches) if branches else None
    nodes = [
        Node(
            id=each.id,
            parent=each.parent,
            level=each.level,
            declared=each.declared if each.confirmed else "",
            computed=each.computed,
            savings_rag=each.savings_rag,
            statutory=each.by_statute,
            scope=each.scope,
            cohorts=each.cohorts,
        )
        for each in snapshot.workstreams
        if kept is None or each.id in kept
    ]
    there = {node.id for node in nodes}
    found = [each for each in snapshot.savings if each.workstream in there]
    return rows(
        nodes,
        _leaves(snapshot, there),
        savings={each.workstream for each in found if each.workstream is not None},
        item_savings={each.item for each in found if each.item is not None},
    )


def _leaves(snapshot: Snapshot, there: set[int]) -> Iterable[Leaf]:
    return (
        Leaf(
            id=each.id,
            node=each.workstream,
            kind=each.kind,
            declared=each.declared,
            computed=each.computed,
            overdue=each.overdue,
            key=each.key,
            statutory=each.statutory,
            scope=each.scope,
        )
        for each in snapshot.items
        if each.workstream in there
    )


def _kept(verdict: Verdict) -> dict[str, Any]:
    hand = verdict.hand
    assert hand is not None  # noqa: S101 - asked by the caller
    return {
        "into": hand.into,
        "reason": hand.reason,
        "by": hand.by,
        "on": hand.on.isoformat(),
        "rule_into": verdict.rule_into,
        "rule_why": verdict.rule_why,
    }


def _verdict(key: str, raw: Mapping[str, Any]) -> Verdict:
    hand = Hand(raw["into"], raw["reason"], raw["by"], date.fromisoformat(raw["on"]))
    return Verdict(key, hand.into, raw["rule_into"], raw["rule_why"], hand)
