"""Counts of the items of one node, that can be added up: a branch is the sum of its nodes.

A frozen report counts its items; the live page is given the same counts by the database, and a test
holds that they are the same.
"""

from collections.abc import Iterable
from dataclasses import dataclass, fields

from reports.reading.figures import Figures, count
from reports.snapshot import Item, Snapshot


@dataclass(frozen=True, slots=True)
class Tally:
    """``figures`` of all items; percent done and expected summed over the ``measured`` ones, which have
    two real dates and a percentage."""

    figures: Figures
    done: int = 0
    expected: int = 0
    measured: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            _add(self.figures, other.figures),
            self.done + other.done,
            self.expected + other.expected,
            self.measured + other.measured,
        )


def tally(items: Iterable[Item], snapshot: Snapshot) -> Tally:
    """The counts of some items of a snapshot."""
    rows = list(items)
    timed = [item for item in rows if item.expected is not None and item.percent is not None]
    return Tally(
        count(rows, snapshot),
        sum(item.percent or 0 for item in timed),
        sum(item.expected or 0 for item in timed),
        len(timed),
    )


def _add(one: Figures, other: Figures) -> Figures:
    return Figures(
        **{
            each.name: getattr(one, each.name) + getattr(other, each.name)
            for each in fields(Figures)
        }
    )
