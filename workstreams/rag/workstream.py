"""The rating of a workstream from its items, with its receipt. Plain Python, no Django.

Worst-of turns everything Red and an average hides the Reds, so (peers.md 5.4, "Roll-up"):

- Red when a statutory item is Red, or Red items are a quarter or more of the rated ones;
- at least Amber when a key milestone is Red, when two kinds of work have a Red, or a quarter or
  more of the rated ones are not Green;
- otherwise Green, and `count_words` stands beside it, so that a single Red under a Green parent is
  never silent.

Rated means Red, Amber or Green. Complete, on hold, not started, not rated, unconfirmed and
cancelled are outside the denominator and counted by themselves. With nothing rated: all complete is
Blue, complete with the rest still to come is Green, otherwise the state that the items share. Every
item weighs one; kinds of work (milestones, tasks, governance) are the dimensions there are facts
about.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Self

from workstreams.rag.scale import STANDARD, WORDS, Limits, Line, Rag, Rated, worst_of

RATED = (Rag.RED, Rag.AMBER, Rag.GREEN)
COUNT_ORDER = (
    *RATED,
    Rag.BLUE,
    Rag.NOT_STARTED,
    Rag.ON_HOLD,
    Rag.UNCONFIRMED,
    Rag.NOT_RATED,
    Rag.CANCELLED,
)
KIND_WORDS = {
    "task": "tasks",
    "milestone": "milestones",
    "governance": "governance",
    "untyped": "untyped items",
}


@dataclass(frozen=True, slots=True)
class WorkstreamFacts:
    """What one GROUP BY over the items of a workstream and everything under it says.

    Missing counts are 0.
    """

    counts: Mapping[Rag, int] = field(default_factory=dict)
    red_key: int = 0  # key milestones that are Red
    red_statutory: int = 0  # statutory items that are Red
    red_kinds: frozenset[str] = frozenset()  # the kinds of item that have a Red among them

    @classmethod
    def from_groups(cls, groups: Iterable[tuple[str, str, bool, bool, int]]) -> Self:
        """From rows of (computed rag, kind, key, statutory, number of items); a blank rag counts as
        not rated.

        The query: `.values_list("computed_rag", "kind", "key", "statutory").annotate(Count("pk"))`.
        """
        counts: Counter[Rag] = Counter()
        red_key = red_statutory = 0
        red_kinds = set()
        for rag, kind, key, statutory, number in groups:
            counts[Rag(rag or Rag.NOT_RATED)] += number
            if rag == Rag.RED and number:
                red_key += number * key
                red_statutory += number * statutory
                red_kinds.add(kind)
        return cls(dict(counts), red_key, red_statutory, frozenset(red_kinds))

    @property
    def rated(self) -> int:
        """How many are Red, Amber or Green: the denominator."""
        return sum(self.counts.get(rag, 0) for rag in RATED)


def count_words(counts: Mapping[Rag, int]) -> str:
    """What is printed beside a parent's rating: "2 Red, 5 Amber, 9 Green, 1 not rated"."""
    said = []
    for rag in COUNT_ORDER:
        if counts.get(rag, 0):
            word = WORDS[rag].word
            said.append(f"{counts[rag]} {word if rag in RATED else word.lower()}")
    return ", ".join(said) or "no items"


def rate_workstream(facts: WorkstreamFacts, *, limits: Limits = STANDARD) -> Rated:
    """Rate a workstream, with the receipt of every rule tested."""
    if not facts.rated:
        line = _nothing_rated(facts.counts)
        return Rated(line.verdict, (line,))
    red = facts.counts.get(Rag.RED, 0)
    not_green = red + facts.counts.get(Rag.AMBER, 0)
    kinds = ", ".join(sorted(KIND_WORDS.get(kind, kind) for kind in facts.red_kinds))
    several = limits.parent_red_dimensions
    lines = (
        _test(
            "Red statutory items",
            str(facts.red_statutory),
            "Red from 1",
            facts.red_statutory > 0,
            Rag.RED,
        ),
        _share("Red items", red, facts.rated, limits.parent_red_share, Rag.RED),
        _test(
            "Red key milestones", str(facts.red_key), "Amber from 1", facts.red_key > 0, Rag.AMBER
        ),
        _test(
            "Kinds of work with a Red",
            f"{len(facts.red_kinds)}: {kinds}" if kinds else "0",
            f"Amber from {several}",
            len(facts.red_kinds) >= several,
            Rag.AMBER,
        ),
        _share("Items not Green", not_green, facts.rated, limits.parent_amber_share, Rag.AMBER),
    )
    return Rated(worst_of(line.verdict for line in lines), lines)


def _test(rule: str, value: str, limit: str, hit: bool, verdict: Rag) -> Line:
    return Line(rule, value, limit, verdict if hit else Rag.GREEN)


def _share(rule: str, part: int, whole: int, limit: int, verdict: Rag) -> Line:
    # whole percent for the reader, the exact fraction for the test: 24.6% is not 25%
    value = f"{part} of {whole} rated, {part * 100 // whole}%"
    return _test(
        rule, value, f"{WORDS[verdict].word} from {limit}%", part * 100 >= limit * whole, verdict
    )


def _nothing_rated(counts: Mapping[Rag, int]) -> Line:
    present = {rag for rag, number in counts.items() if number}
    verdict = _state({Rag(rag) for rag in present})
    return Line(
        "Items rated Red, Amber or Green",
        f"0: {count_words(counts)}",
        "At least 1 is needed for a test",
        verdict,
    )


def _state(present: set[Rag]) -> Rag:
    """The rating when no item is Red, Amber or Green."""
    live = present - {Rag.CANCELLED}
    if not live:
        return Rag.CANCELLED if present else Rag.NOT_RATED
    if len(live) == 1:
        return next(iter(live))
    if live <= {Rag.BLUE, Rag.NOT_STARTED}:
        return Rag.GREEN
    unknown = {Rag.NOT_RATED, Rag.UNCONFIRMED}
    return Rag.NOT_RATED if live & unknown else Rag.ON_HOLD
