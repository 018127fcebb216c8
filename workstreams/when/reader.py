"""First version: the numeric day forms; the full table follows."""

import re
from datetime import date, datetime

from workstreams.when.types import Certainty, Precision, When


def read(value: str | date | datetime | None, *, near: date | None = None) -> When:
    """Read a cell. Never raises, never rolls a date over, never loses the text."""
    text = (
        ""
        if value is None
        else value.strftime("%d/%m/%y")
        if isinstance(value, date)
        else str(value)
    )
    if not text.strip():
        return When(text)
    numeric = re.fullmatch(r"\s*(\d{1,2})/(\d{1,2})/(\d{4}|\d{2})\s*", text)
    if numeric:
        day, month, year = (int(part) for part in numeric.groups())
        try:
            found = date(year + (2000 if year < 70 else 1900 if year < 100 else 0), month, day)
        except ValueError:
            return When(text, certainty=Certainty.IMPOSSIBLE)
        return When(text, found, found, Precision.DAY, Certainty.FIRM)
    lowered = text.strip().lower()
    certainty = {"tbc": Certainty.TBC, "ongoing": Certainty.ONGOING}.get(lowered, Certainty.UNREAD)
    return When(text, certainty=certainty)
