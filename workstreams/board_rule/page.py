"""What the page of a rule lists: rows by list, by name, and what other lines would change."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from workstreams.board_rule.shape import KINDS, LEVELS, Line, Verdict
from workstreams.board_rule.standing import Standing
from workstreams.models import Item, Workstream

#: The lists of the page, and their words.
LISTS = {"in": "In", "out": "Out", "hand": "Decided by hand"}
NAMED = 20  # rows named in a preview, each way


@dataclass(frozen=True, slots=True)
class Shown:
    """A row with its name."""

    verdict: Verdict
    row: Workstream | Item
    kind: str
    override: int | None = None

    @property
    def name(self) -> str:
        return str(self.row)


@dataclass(frozen=True, slots=True)
class Preview:
    """What other lines would bring."""

    into: int
    of: int
    was: int
    coming: list[Shown]
    going: list[Shown]
    coming_found: int
    going_found: int

    @property
    def more(self) -> int:
        """How many more come in than do now; below 0 when fewer."""
        return self.into - self.was

    @property
    def fewer(self) -> int:
        return -self.more


def chosen(verdicts: Iterable[Verdict], listed: str) -> list[Verdict]:
    """The verdicts of one of the lists, in plan order."""
    if listed == "hand":
        return [each for each in verdicts if each.hand is not None]
    return [each for each in verdicts if each.into == (listed == "in")]


def shown(verdicts: Sequence[Verdict], stands: Standing) -> list[Shown]:
    """Some verdicts with the names of their rows: one statement."""
    by_hand = {each.key: each.pk for each in stands.overrides}
    keys = [int(each.key[1:]) for each in verdicts if each.key[0] == "i"]
    items = {
        item.pk: item
        for item in Item.objects.filter(pk__in=keys).only(
            "pk", "ref", "title", "kind", "owners_text"
        )
    }
    found = []
    for each in verdicts:
        number = int(each.key[1:])
        row: Workstream | Item = items[number] if each.key[0] == "i" else stands.nodes[number]
        word = row.kind if isinstance(row, Item) else LEVELS.get(row.level, row.level)
        found.append(Shown(each, row, KINDS[word], by_hand.get(each.key)))
    return found


def preview(stands: Standing, lines: Sequence[Line]) -> Preview:
    """What comes in by other lines, held against what comes in now. One statement."""
    now = {each.key for each in stands.verdicts if each.into}
    then = stands.given(lines)
    coming = [each for each in then if each.into and each.key not in now]
    going = [each for each in then if not each.into and each.key in now]
    named = shown([*coming[:NAMED], *going[:NAMED]], stands)
    return Preview(
        into=sum(each.into for each in then),
        of=len(then),
        was=len(now),
        coming=[each for each in named if each.verdict.into],
        going=[each for each in named if not each.verdict.into],
        coming_found=len(coming),
        going_found=len(going),
    )
