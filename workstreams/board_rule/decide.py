"""The rule applied: each row in or out, with one reason. Plain Python, no Django.

In: the facts that the first fitting line asked for. Out: what the row has and what it lacks in the line
that it comes nearest to (fewest things missing, then most things there, then the first). A row of a kind
that no line asks for is told that.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from workstreams.board_rule.shape import KINDS, RATINGS, Hand, Line, Row, Verdict
from workstreams.rag.leading import leading

Found = tuple[bool, str]  # whether a condition holds, and the fact in words either way


def decide(
    rows: Iterable[Row], lines: Sequence[Line], hands: Mapping[str, Hand] | None = None
) -> list[Verdict]:
    """What is said of each row, in the order given. ``hands``: key of a row -> what a person decided.

    Without any line the rule takes in nothing and says that there is none.
    """
    by_hand = hands or {}
    found = []
    for row in rows:
        into, why = by_rule(row, lines)
        hand = by_hand.get(row.key)
        found.append(Verdict(row.key, hand.into if hand else into, into, why, hand))
    return found


def by_rule(row: Row, lines: Sequence[Line]) -> Found:
    """What the rule alone says of a row."""
    if not lines:
        return False, "the board has no rule"
    near: list[tuple[int, int, str]] = []  # how much is missing, how much is there, both in words
    for line in lines:
        if line.kinds and row.kind not in line.kinds:
            continue
        asked = conditions(row, line)
        there = [words for holds, words in asked if holds]
        missing = [words for holds, words in asked if not holds]
        if not missing:
            return True, "; ".join(there) or _kind(row)
        words = ", but ".join(filter(None, ("; ".join(there), "; ".join(missing))))
        near.append((len(missing), -len(there), words))
    if not near:
        return False, f"{_kind(row)}, which the rule does not ask for"
    return False, min(near, key=lambda each: each[:2])[2]


def conditions(row: Row, line: Line) -> list[Found]:
    """What a line asks of a row besides its kind, one by one."""
    asked: list[Found] = []
    if line.ratings:
        rating, words = _rating(row, line.rated_by)
        asked.append((rating in line.ratings, words))
    if line.savings:
        asked.append(_savings(row, line.savings))
    if line.overdue:
        asked.append((row.overdue, "overdue" if row.overdue else "not overdue"))
    if line.key:
        asked.append((row.is_key, "key" if row.is_key else "not key"))
    if line.statutory:
        asked.append((row.statutory, "statutory" if row.statutory else "not statutory"))
    if line.scope:
        asked.append((row.scope == line.scope, f"{row.scope or 'no'} scope"))
    if line.cohort:
        tagged = line.cohort.strip().lower() in row.cohorts
        asked.append((tagged, f"{'for' if tagged else 'not for'} {line.cohort.strip()}"))
    if line.branch is not None:
        inside = line.branch in row.branches
        asked.append((inside, f"{'in' if inside else 'not in'} {line.branch_name}"))
    return asked


def _kind(row: Row) -> str:
    return KINDS[row.kind]


def _rating(row: Row, by: str) -> tuple[str, str]:
    """The rating a line asks about, and its words: which of the two it is, when they differ."""
    if by == "savings":
        word = RATINGS.get(row.savings_rag)
        return row.savings_rag or "not_rated", f"savings {word}" if word else "no savings rating"
    if by == "declared":
        word = RATINGS.get(row.declared)
        return row.declared or "not_rated", f"declared {word}" if word else "no rating declared"
    if by == "computed":
        computed = row.computed or "not_rated"
        return computed, f"computed {RATINGS[computed]}"
    rating = leading(row.computed, row.declared) or "not_rated"
    other = row.declared if rating == row.computed else row.computed
    word = RATINGS[rating]
    if not other or other == rating or other not in RATINGS:
        return rating, word
    which = "declared" if rating == row.computed else "computed"
    return rating, f"{word} ({which} {RATINGS[other]})"


def _savings(row: Row, asked: str) -> Found:
    if row.saving:
        return True, "a saving attached"
    if asked == "above" and row.saving_above:
        return True, "a saving above it"
    if asked == "rated" and row.savings_rag:
        return True, "a savings rating given"
    return False, "no saving attached"
