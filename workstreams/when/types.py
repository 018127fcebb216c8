"""What a typed date turns into: the value `When` and its vocabulary.

A date in this product is text + days + precision + certainty. The text is never lost, a day is
never invented: what could be meant instead stands in `offers`, for a person to accept or refuse.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

#: What says that a day beside "ongoing" is the one on which it is looked at again.
LOOKED_AT = re.compile(r"\breview\b|\blook(?:ed)? at\b", re.IGNORECASE)


class Precision(StrEnum):
    """How fine the text is. A month is due on its last day and begins on its first (X4-05)."""

    DAY = "day"
    WEEK = "week"
    PART_MONTH = "part-month"
    MONTH = "month"
    RANGE = "range"
    YEAR = "year"
    NONE = "none"


class Certainty(StrEnum):
    """How sure the text is. Only FIRM and APPROXIMATE ever carry days."""

    FIRM = "firm"  # definite: a date, or a plain word such as Complete (which gives no day)
    APPROXIMATE = (
        "approximate"  # a date with a doubt: mid February, about, either month, year not typed
    )
    TBC = "tbc"
    ONGOING = "ongoing"
    WAITING = "waiting"  # somebody was asked to supply it
    IMPOSSIBLE = "impossible"  # looks like a date and is none: 31/09/20
    UNREAD = "unread"  # no rule reads it
    BLANK = "blank"


@dataclass(frozen=True, slots=True)
class Offer:
    """A reading that a person may accept.

    `date` is the last day it can mean; `words` read again give the same days.
    """

    date: date
    precision: Precision
    words: str


@dataclass(frozen=True, slots=True)
class When:
    """One date as typed and as read.

    `earliest <= latest` always; both are None when the text gives no day.
    """

    text: str
    earliest: date | None = None
    latest: date | None = None
    precision: Precision = Precision.NONE
    certainty: Certainty = Certainty.BLANK
    waiting_on: str = ""
    recurrence: str = ""  # weekly, fortnightly, monthly, quarterly, termly or ""
    sense: str = ""  # "by", "from" or ""
    status_word: str = ""  # "complete", "on hold", ... when the cell holds a status
    offers: tuple[Offer, ...] = ()
    also: tuple[When, ...] = ()
    note: str = ""  # why it was read so, or could not be, in words for a person; "" when plain

    @property
    def is_blank(self) -> bool:
        """Nothing was typed."""
        return self.certainty is Certainty.BLANK

    @property
    def has_date(self) -> bool:
        """The text gives at least one day."""
        return self.latest is not None

    @property
    def begins(self) -> date | None:
        """The day to plan from when this is a start: the first day it can mean."""
        return self.earliest

    @property
    def review_on(self) -> date | None:
        """The day on which something without an end is looked at again, where the text says it:
        "ongoing, review 3 November 2026" (S0-24)."""
        days = [other for other in self.also if other.precision is Precision.DAY]
        alone = self.certainty is Certainty.ONGOING and len(self.also) == len(days) == 1
        return days[0].latest if alone and LOOKED_AT.search(self.text) else None

    @property
    def due(self) -> date | None:
        """The day to test lateness against when this is an end: the last day it can mean.

        None for "From 10 May 2021" (X2-02): that says when something starts, and no end was
        promised.
        """
        return None if self.sense == "from" else self.latest
