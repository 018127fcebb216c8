"""The scale, its words, the limits of one version of the rules, and what a receipt is made of."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class Rag(StrEnum):
    """Every state a rating can have. A blank is none of them, and is never Green."""

    RED = "red"
    AMBER = "amber"
    GREEN = "green"
    BLUE = "blue"  # complete
    NOT_STARTED = "not_started"
    ON_HOLD = "on_hold"
    CANCELLED = "cancelled"
    NOT_RATED = "not_rated"
    UNCONFIRMED = "unconfirmed"


class Mark(NamedTuple):
    """How a rating is said and the letter that stands in its shape."""

    word: str
    letter: str


DECLARABLE = (Rag.RED, Rag.AMBER, Rag.GREEN, Rag.BLUE)
WORDS = {
    Rag.RED: Mark("Red", "R"),
    Rag.AMBER: Mark("Amber", "A"),
    Rag.GREEN: Mark("Green", "G"),
    Rag.BLUE: Mark("Complete", "✓"),
    Rag.NOT_STARTED: Mark("Not started", "○"),
    Rag.ON_HOLD: Mark("On hold", "‖"),
    Rag.CANCELLED: Mark("Cancelled", "×"),
    Rag.NOT_RATED: Mark("Not rated", "–"),
    Rag.UNCONFIRMED: Mark("Unconfirmed", "?"),
}
_WORST_FIRST = (
    Rag.RED,
    Rag.AMBER,
    Rag.GREEN,
    Rag.BLUE,
    Rag.NOT_STARTED,
    Rag.ON_HOLD,
    Rag.UNCONFIRMED,
    Rag.CANCELLED,
    Rag.NOT_RATED,
)
_STEPS = {Rag.RED: 0, Rag.AMBER: 1, Rag.GREEN: 2, Rag.BLUE: 3}
#: What a declaration is measured against. Nothing is wrong with what is planned for later, and nothing
#: of it is done: only Complete says more than that.
_COMPUTED = {**_STEPS, Rag.NOT_STARTED: _STEPS[Rag.GREEN]}


@dataclass(frozen=True, slots=True)
class Limits:
    """The thresholds of one version of the rules.

    Days are working days, points and percent are of percent complete.
    """

    version: int = 1
    red_overdue_days: int = 10
    key_red_overdue_days: int = 0
    amber_behind_points: int = 10
    red_behind_points: int = 25
    due_soon_days: int = 10
    due_soon_percent: int = 80
    parent_red_share: int = 25
    parent_amber_share: int = 25
    parent_red_dimensions: int = 2
    stale_days: int = 25


STANDARD = Limits()


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a receipt, in words for a board member.

    The verdict NOT_RATED means: could not be tested.
    """

    rule: str
    value: str
    limit: str
    verdict: Rag


@dataclass(frozen=True, slots=True)
class Rated:
    """A rating and what made it. `days_late` is in working days, 0 when not overdue."""

    rag: Rag
    receipt: tuple[Line, ...]
    days_late: int = 0


def worst_of(rags: Iterable[Rag]) -> Rag:
    """The worst of several: Red, Amber, Green, then the states outside the scale; NOT_RATED when
    there is none.
    """
    return min(rags, key=_WORST_FIRST.index, default=Rag.NOT_RATED)


def gap(declared: Rag | str | None, computed: Rag | str | None) -> int:
    """By how many steps `declared` is better than `computed`: Green over Red is 2. 0 or less when
    it is not better.

    Only Red, Amber, Green and Complete can be declared (peers.md 5.1, 5.2). Computed Not started, which
    means planned for later, compares as Green does: Green over it is candid, Complete is 1 step better.
    Anything else, and a blank, gives 0.
    """
    try:
        return _STEPS[Rag(declared or "")] - _COMPUTED[Rag(computed or "")]
    except (KeyError, ValueError):
        return 0
