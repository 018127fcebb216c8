"""A rule in words, as its page, the report and the history say it. Plain Python, no Django."""

from __future__ import annotations

from collections.abc import Sequence

from workstreams.board_rule.shape import KINDS, RATED_BY, RATINGS, SAVINGS, Line

PLURALS = {
    "outcome": "outcomes",
    "workstream": "workstreams",
    "deliverable": "deliverables",
    "task": "tasks",
    "milestone": "milestones",
    "governance": "governance items",
    "untyped": "items whose type is not given",
}


def rule_words(lines: Sequence[Line]) -> list[str]:
    """One sentence for each line."""
    return [line_words(line) for line in lines]


def line_words(line: Line) -> str:
    """ "Workstreams rated Amber (the worse of declared and computed), with a saving of their own"."""
    kinds = _one_of([PLURALS[kind] for kind in KINDS if kind in line.kinds], "and")
    flags = [
        word
        for asked, word in (
            (line.overdue, "overdue"),
            (line.key, "key"),
            (line.statutory, "statutory"),
        )
        if asked
    ]
    said = " ".join([*flags, kinds or "rows of every kind"])
    if line.ratings:
        ratings = _one_of([RATINGS[rating] for rating in RATINGS if rating in line.ratings], "or")
        said += f" rated {ratings} ({RATED_BY[line.rated_by]})"
    more = []
    if line.savings:
        more.append(f"with {SAVINGS[line.savings]}")
    if line.scope:
        more.append(f"of {line.scope} scope")
    if line.cohort:
        more.append(f"for {line.cohort}")
    if line.branch is not None:
        more.append(f"in {line.branch_name}")
    said = ", ".join([said, *more])
    return said[:1].upper() + said[1:]


def _one_of(words: list[str], last: str) -> str:
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"
