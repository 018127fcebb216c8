"""The days that a date means, or why it means none: what reading an atom comes to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from workstreams.when.types import Certainty, Offer, Precision
from workstreams.when.wording import span_words

FIRST_YEAR, LAST_YEAR = 1900, 2199  # outside, four digits are a slip of the finger


@dataclass(frozen=True, slots=True)
class Span:
    """Days that a date means, or why it means none and what is offered instead."""

    earliest: date | None = None
    latest: date | None = None
    precision: Precision = Precision.NONE
    certainty: Certainty = Certainty.FIRM
    note: str = ""
    offers: tuple[Offer, ...] = ()

    def offered(self) -> tuple[Offer, ...]:
        """The span as an offer, or the offers it came with."""
        if self.earliest is None or self.latest is None:
            return self.offers
        if not FIRST_YEAR <= self.earliest.year <= self.latest.year <= LAST_YEAR:
            return ()
        return (offer(self.earliest, self.latest, self.precision),)


def offer(earliest: date, latest: date, precision: Precision) -> Offer:
    """What a person may accept: its words read again give the same days."""
    return Offer(latest, precision, span_words(earliest, latest, precision))


def impossible(note: str, *offers: Offer) -> Span:
    """A date that is none."""
    return Span(certainty=Certainty.IMPOSSIBLE, note=note, offers=offers)


def unsure(note: str, *offers: Offer) -> Span:
    """A date that could mean more than one thing, or lacks a part."""
    return Span(certainty=Certainty.UNREAD, note=note, offers=offers)
