"""A date read back from the columns it is kept in."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from workstreams.when.reader import read
from workstreams.when.types import Certainty, Precision, When


def stored(
    text: str,
    day: date | None,
    precision: Precision,
    certainty: Certainty,
    waiting_on: str = "",
    *,
    last: bool,
) -> When:
    """The whole value from its text and the one day that was kept: the last day when `last`.

    The text is read again near that day, which brings back both ends of a range, the recurrence,
    the offers and the further dates. What is stored holds: when a person accepted another day than
    the text gives, that day is the answer.
    """
    again = read(text, near=day)
    same_day = day == (again.due if last else again.begins)
    if same_day and (again.precision, again.certainty) == (precision, certainty):
        return again if again.waiting_on == waiting_on else replace(again, waiting_on=waiting_on)
    return When(text, day, day, precision, certainty, waiting_on)
