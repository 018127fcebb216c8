"""Two reports of one programme beside each other, row against row. Functions of two readings only, so that
later edits of the plan cannot change what this page says (S3-15, S4-03, S4-07)."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from reports.changes import Changes, changes, direction
from reports.reading import Reading
from reports.snapshot import Item

MOST = 40
PIECE = re.compile(r"\s+|[^\s]+")


@dataclass(frozen=True, slots=True)
class Side:
    """One workstream in one of the two: its leading rating, how much is done, its next milestone."""

    rating: str
    done: int | None
    next: Item | None


@dataclass(frozen=True, slots=True)
class Against:
    """One workstream in both; a side is None where it is not there."""

    ref: str
    name: str
    was: Side | None
    now: Side | None

    @property
    def word(self) -> str:
        """Worsened, Improved, Same, New or Gone; "" when the ratings cannot be compared."""
        if self.was is None:
            return "New"
        if self.now is None:
            return "Gone"
        return direction(self.was.rating, self.now.rating)

    @property
    def changed(self) -> bool:
        return self.was != self.now

    @property
    def days(self) -> int | None:
        """Calendar days its next milestone moved; None unless it is the same one with two days."""
        if not (self.was and self.now and self.was.next and self.now.next):
            return None
        then, after = self.was.next, self.now.next
        if then.id != after.id or not then.due or not after.due or then.due == after.due:
            return None
        return (after.due - then.due).days


@dataclass(frozen=True, slots=True)
class Words:
    """A text that was written anew: pieces that stayed, went ("-") and came ("+"), and how much stayed."""

    title: str
    pieces: tuple[tuple[str, str], ...]
    same: int  # percent


@dataclass(frozen=True)
class Comparison:
    """What the page shows."""

    was: Reading
    now: Reading

    @cached_property
    def changes(self) -> Changes:
        return changes(self.was.snapshot, self.now.snapshot)

    @cached_property
    def rows(self) -> tuple[Against, ...]:
        """Every workstream of either, in the order of the later one."""
        then = {row.node.id: row for row in self.was.rows}
        after = {row.node.id: row for row in self.now.rows}
        found = []
        for key in [*after, *(key for key in then if key not in after)]:
            old, new = then.get(key), after.get(key)
            shown = new or old
            assert shown is not None  # noqa: S101 - the key is of one of them
            found.append(
                Against(
                    shown.node.ref,
                    shown.name,
                    Side(old.rating, old.done, old.next) if old else None,
                    Side(new.rating, new.done, new.next) if new else None,
                )
            )
        return tuple(found)

    @property
    def sentence(self) -> str:
        """The finding: ratings, then dates."""
        worse, better = len(self.changes.worsened), len(self.changes.improved)
        later, earlier = len(self.changes.later), len(self.changes.earlier)
        ratings = (
            "No rating moved."
            if not worse and not better
            else f"{_count(worse, 'rating')} worsened and {better or 'none'} improved."
        )
        if not later and not earlier:
            return f"{ratings} No date moved."
        net = self.changes.net_days
        days = f"{abs(net)} days {'later' if net > 0 else 'earlier'}, net" if net else "even, net"
        return (
            f"{ratings} {_count(later, 'date')} moved later, {earlier or 'none'} earlier: {days}."
        )

    @property
    def figures(self) -> Iterator[tuple[str, int, int]]:
        """The same few figures of both: (what, then, now)."""
        then, after = self.was.figures, self.now.figures
        for words, name in FIGURES:
            yield words, getattr(then, name), getattr(after, name)

    @cached_property
    def words(self) -> tuple[Words, ...]:
        """What was written anew about a workstream: its return, or its line of risk."""
        old = {row.workstream: row.narrative for row in self.was.snapshot.returns}
        names = {row.node.id: f"{row.node.ref} {row.name}".strip() for row in self.now.rows}
        found = []
        for each in self.now.snapshot.returns:
            before = old.get(each.workstream, "")
            if before and each.narrative and before != each.narrative:
                found.append(rewritten(names.get(each.workstream, ""), before, each.narrative))
        return tuple(found)[:MOST]


FIGURES = (
    ("overdue", "overdue"),
    ("overdue and declared Green", "overdue_green"),
    ("without a usable date", "no_usable_date"),
    ("items", "items"),
)


def rewritten(title: str, before: str, after: str) -> Words:
    """Word by word, what went and what came."""
    old, new = PIECE.findall(before), PIECE.findall(after)
    matcher = difflib.SequenceMatcher(a=old, b=new, autojunk=False)
    pieces: list[tuple[str, str]] = []
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "equal":
            pieces.append(("", "".join(old[a:b])))
            continue
        if a != b:
            pieces.append(("-", "".join(old[a:b])))
        if c != d:
            pieces.append(("+", "".join(new[c:d])))
    return Words(title, tuple(pieces), round(matcher.ratio() * 100))


def _count(number: int, word: str) -> str:
    return f"{number or 'No'} {word if number == 1 else word + 's'}"
