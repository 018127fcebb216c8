"""Slips of the finger in a date nobody could read: each likely correction becomes an offer, never
a reading.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from difflib import get_close_matches

from workstreams.when.spans import Span
from workstreams.when.types import Offer, When
from workstreams.when.vocabulary import MONTHS
from workstreams.when.wording import day_words

EXCEL_EPOCH = date(1899, 12, 30)  # day 0 of the serial numbers that Excel writes for dates
SERIALS = range(32874, 54789)  # 1990 to 2049
LONGEST = 40  # characters; a longer text is a sentence


def mended(cleaned: str, reading: Callable[[str], When]) -> tuple[Offer, ...]:
    """What the text would be with one kind of slip mended, as offers, without repeats."""
    if len(cleaned) > LONGEST:
        return ()
    found: dict[Offer, None] = {}
    for mend in _mends(cleaned):
        when = reading(mend)
        if when.earliest and when.latest:
            span = Span(when.earliest, when.latest, when.precision)
            found.update(dict.fromkeys(span.offered()))
    return tuple(found)


def _mends(text: str) -> Iterator[str]:
    month = re.sub(r"[A-Za-z]{4,}", lambda word: _month(word[0]), text)
    if month != text:
        yield month
    digits = re.sub(r"(?<=\d)[oO]|[oO](?=\d)", "0", text)
    digits = re.sub(r"(?<=[\d/])[lI|](?=[\d/])|^[lI|](?=\d)", "1", digits)
    if digits != text:
        yield digits
    parts = re.fullmatch(r"(\d{1,2})[\s./\\-]+(\d{1,2})[\s./\\-]+(\d{4}|\d{2})", text)
    if parts:
        yield "/".join(parts.groups())
    run = re.fullmatch(r"(\d{2})(\d{2})(\d{4}|\d{2})", text)
    if run:
        yield "/".join(run.groups())
    iso = re.fullmatch(r"((?:19|20)\d{2})(\d{2})(\d{2})", text)
    if iso:
        yield "-".join(iso.groups())
    if text.isascii() and text.isdigit() and int(text) in SERIALS:
        yield day_words(EXCEL_EPOCH + timedelta(days=int(text)))


def _month(word: str) -> str:
    """The month a misspelt word is close to, or the word itself."""
    close = get_close_matches(word.capitalize(), MONTHS, n=1, cutoff=0.75)
    return close[0] if close else word
