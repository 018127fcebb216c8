"""Which of two ratings leads. Plain Python: one rule for the dashboard, the PDF's title, the subject of
the mail and the trend, so that none of them can be better than another.

The computed rating leads. Where people declared a worse one, that one does: they may know what no date
says. Both are always shown, and the gap between them is named in words.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from workstreams.rag.leading import STEPS, leading

__all__ = ["STEPS", "Headline", "headline", "leading", "worst"]

WORDS = {"green": "Green", "amber": "Amber", "red": "Red", "blue": "Complete"}


@dataclass(frozen=True, slots=True)
class Headline:
    """The rating that leads, and the two it was chosen from."""

    rating: str
    declared: str
    computed: str

    @property
    def by_word(self) -> bool:
        """Whether the declared one leads, being the worse."""
        return self.rating == self.declared != self.computed

    @property
    def gap(self) -> str:
        """The difference in words; "" when there is none, or nothing was declared."""
        if self.declared not in WORDS or self.declared == self.computed:
            return ""
        said = WORDS[self.declared]
        if self.by_word:
            if self.computed in WORDS:
                worse = f"worse than the dates say ({WORDS[self.computed]})"
                return f"Declared {said}, which is {worse}: the worse one leads."
            return f"Declared {said}; the dates alone give no rating."
        if self.computed in ("red", "amber"):
            return f"Declared {said}, computed {WORDS[self.computed]}: declared better than the dates say."
        return ""


def headline(computed: str, declared: str) -> Headline:
    """The two with the one that leads."""
    return Headline(leading(computed, declared), declared, computed)


def worst(ratings: Sequence[str]) -> str:
    """The worst of several, the first of those that cannot be compared when none can."""
    return max(ratings, key=lambda rating: STEPS.get(rating, -1), default="not_rated")
