"""Ratings of the whole tree of one programme, from the ratings of its items. Plain Python, no Django.

A node is rated from every item under it (``workstreams.rag.rate_workstream``). The programme is rated
from its workstreams by the same roll-up (peers 5.4): a quarter of them Red makes it Red, one Red makes
it at least Amber, so that a parent is never Green over a Red child in silence.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from reports import snapshot
from workstreams.rag import WORDS, Limits, Line, Rag, Rated, tree, worst_of
from workstreams.rag.tree import rate_counted, rate_tree

__all__ = ["overall", "rate_counted", "rate_tree", "receipt_lines"]

RATED = (Rag.RED, Rag.AMBER, Rag.GREEN)


class Node(tree.Node, Protocol):
    """What a row of the tree must say of itself to be named."""

    ref: str


def receipt_lines(receipt: Iterable[Line]) -> tuple[snapshot.ReceiptLine, ...]:
    """A receipt as a snapshot keeps it."""
    return tuple(
        snapshot.ReceiptLine(line.rule, line.value, line.limit, line.verdict.value)
        for line in receipt
    )


def overall(nodes: Sequence[Node], ratings: Mapping[int, Rated], *, limits: Limits) -> Rated:
    """The rating of the programme, with its receipt. Not rated when no workstream is Red, Amber or Green."""
    tops = [each for each in nodes if each.parent_id is None]
    counts = Counter(ratings[each.pk].rag for each in tops)
    whole = sum(counts[rag] for rag in RATED)
    if not whole:
        state = next(iter(counts)) if len(counts) == 1 else Rag.NOT_RATED
        line = Line(
            "Workstreams rated Red, Amber or Green", "0", "At least 1 is needed for a test", state
        )
        return Rated(state, (line,))
    red, worse = counts[Rag.RED], counts[Rag.RED] + counts[Rag.AMBER]
    names = ", ".join(each.ref for each in tops if ratings[each.pk].rag == Rag.RED and each.ref)
    lines = (
        _share("Red workstreams", red, whole, limits.parent_red_share, Rag.RED, names),
        Line("Any Red workstream", str(red), "Amber from 1", Rag.AMBER if red else Rag.GREEN),
        _share("Workstreams not Green", worse, whole, limits.parent_amber_share, Rag.AMBER, ""),
    )
    return Rated(worst_of(line.verdict for line in lines), lines)


def _share(rule: str, part: int, whole: int, limit: int, verdict: Rag, names: str) -> Line:
    value = f"{part} of {whole} rated, {part * 100 // whole}%" + (f": {names}" if names else "")
    hit = part * 100 >= limit * whole
    return Line(rule, value, f"{WORDS[verdict].word} from {limit}%", verdict if hit else Rag.GREEN)
