"""The five columns of a date -> a ``Day`` of a snapshot."""

from datetime import date
from functools import lru_cache

from reports.records import Day
from workstreams.when import Certainty, Precision, When, words

PARTS = ("text", "date", "precision", "certainty", "waiting_on")


def columns_of(name: str) -> tuple[str, ...]:
    """The five columns of one date, in the order in which ``day_of`` takes them."""
    return tuple(f"{name}_{part}" for part in PARTS)


def day_of(text: str, day: date | None, precision: str, certainty: str, waiting_on: str) -> Day:
    """The day with its words, which are left out where the day says it all."""
    if day is not None and certainty == Certainty.FIRM and precision == Precision.DAY:
        return Day(text=text, day=day, certainty=certainty)
    said = _words(text, day, precision, certainty, waiting_on)
    return Day(text=text, day=day, words=said, certainty=certainty)


@lru_cache(maxsize=4096)
def _words(text: str, day: date | None, precision: str, certainty: str, waiting_on: str) -> str:
    """How a date was read; a plan says "TBC" and "ongoing" in a hundred places."""
    read = When(
        text=text, earliest=day, latest=day, precision=Precision(precision),
        certainty=Certainty(certainty), waiting_on=waiting_on,
    )  # fmt: skip
    return words(read)
