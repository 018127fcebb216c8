"""Reading one cell. The order in which it is decided is the order of the functions below.

| As typed | Read as |
|---|---|
| 30/09/20, 1/7/2020, 01.06.20, 2020-09-30, an Excel date | that day, day before month always (X1-06) |
| 1 st July 2020, By 30 th June 2021, 22 nd July 2021. | that day; "by" and "from" kept apart (X2-01, X2-02) |
| Mar-16, Sept 2020, May 20, 09/2020 | the month: begins on its first day, due on its last (X4-05) |
| Mid Feb 20, early, late, start of, end of March 2021 | part of the month, approximate (X1-05) |
| w/c 6 Oct, week ending 9 October 2020 | that week, Monday to Friday |
| March - July 2020, 1 to 5 June 2020, Dec/Jan 21 | from the first day to the last; "/" and "or" approximate |
| Q2 2020/21, Autumn term 2020, 2020/21, end of 2020 | the months meant, approximate |
| 25 Sept, April/May | the year nearest to `near`, approximate, and says so; no date without `near` |
| First draft by 4 th June. Final 10 June 2021 | the last date; the others in `also` (X2-02) |
| From 10 th June 2021 First report November 2021 | starts then; the second date in `also` (X2-03) |
| 31/09/20, 31/11/20, 29/02/21, Tuesday 5 October 2020 | impossible: no date, the likely ones offered (X0-05) |
| September 20202 | impossible, September 2020 offered (X1-20) |
| TBC, to be agreed, TBC pending ... | to be confirmed, no date (X0-01, X0-02, X1-07) |
| Sept TBC, Oct  - TBC | to be confirmed, the month offered (X0-02) |
| ongoing, On going weekly, Termly Review | ongoing, with its recurrence (X0-03, X4-03) |
| Owain to insert ..., awaiting reply from Owain | waiting on Owain (X0-04) |
| Complete, This is complete., On hold, n/a | a status word, no date; "Complete Mar-16" has both (X4-01) |
| Setpember 2020, 010920, 44075, 01//09/20 | not read, the likely date offered |
| asap, and anything else | not read |
| nothing | blank |

Words around a date that change its meaning ("after", "was ... now", "not before") leave it unread
with the date offered. Certainty FIRM or APPROXIMATE with no day means a status word.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from datetime import date, datetime
from functools import lru_cache

from workstreams.when import vocabulary as v
from workstreams.when.atoms import Atom, Shape, blanked, find
from workstreams.when.dates import capital_months, of_the_cell, plain
from workstreams.when.mending import mended
from workstreams.when.resolve import NO_YEAR, resolve
from workstreams.when.spans import FIRST_YEAR, LAST_YEAR, Span
from workstreams.when.types import Certainty, Offer, When

LONGEST = 300  # characters; more is prose, and patterns are not run over it
MOST_WORDS = 8  # "ongoing" among more words than this is a sentence, not a date
TIME = re.compile(
    r"(?:(?<=\d)t|,?\s+(?:at\s+)?)\d{1,2}(?::\d{2}){1,2}(?:\.\d+)?\s?(?:[ap]m)?(?:z|[+-]\d\d:?\d\d)?\b"
    r"|\s+(?:at\s+)?\d{1,2}\s?[ap]m\b",
    re.IGNORECASE,
)


def read(value: str | date | datetime | None, *, near: date | None = None) -> When:
    """Read a cell: text as typed, a date from Excel, or nothing.

    `near` is a day that the date is likely to be close to (the other date of the row, the status
    date of the sheet): it supplies a year that was not typed, never anything else. Never raises,
    never rolls a date over, keeps the text exactly.
    """
    if value is None:
        return When("")
    if isinstance(value, date):
        short = 1970 <= value.year < 2070
        day, month = f"{value.day:02}", f"{value.month:02}"
        value = (
            f"{day}/{month}/{value.year % 100:02}" if short else f"{day}/{month}/{value.year:04}"
        )
    if near is not None:
        near = date(near.year, near.month, near.day) if FIRST_YEAR < near.year < LAST_YEAR else None
    text = str(value)
    if len(text.strip()) > LONGEST:
        return When(text, certainty=Certainty.UNREAD, note="too long to be a date")
    return _read(text, near)


@lru_cache(maxsize=4096)
def _read(text: str, near: date | None) -> When:
    cleaned = clean(text)
    if not cleaned:
        return When(text)
    found = _strictly(text, cleaned, near)
    if found.certainty is Certainty.UNREAD and not found.offers and found.note != NO_YEAR:
        guesses = mended(cleaned, lambda mend: _strictly(mend, mend, near))
        return replace(found, offers=guesses, note="" if guesses else found.note)
    return found


def clean(text: str) -> str:
    """The text for matching: one form of each letter, dash and space, no tags, no stop at the
    end.
    """
    text = unicodedata.normalize("NFKC", re.sub(r"</?\w{1,6}>", "", text))
    text = re.sub(r"[\u2010-\u2015\u2212]", "-", text).replace("\u200b", "").replace("\ufeff", "")
    text = re.sub(r"[\u2018\u2019`]", "'", text).replace("¤", " ")
    return TIME.sub("", " ".join(text.split())).strip(" .,;:'\"*")


def _strictly(text: str, cleaned: str, near: date | None) -> When:
    """The reading without any mending of slips."""
    atoms = find(cleaned)
    said = blanked(cleaned, atoms)
    spans = _spans(cleaned, atoms, near)
    offers = _offers(cleaned, said, atoms, spans)
    return (
        _waiting(text, cleaned, offers)
        or _to_be_confirmed(text, said, offers)
        or _status(text, said, spans)
        or _ongoing(text, cleaned, said, atoms, spans)
        or of_the_cell(text, cleaned, atoms, spans, _recurrence(said))
        or When(text, certainty=Certainty.UNREAD, offers=offers, note=_why_unread(spans, offers))
    )


def _offers(cleaned: str, said: str, atoms: list[Atom], spans: list[Span]) -> tuple[Offer, ...]:
    """What the dates in a cell that gives none would be; bare years and fractions in prose are
    none.
    """
    alone = not re.sub(r"[\s¤]", "", said)
    return tuple(
        dict.fromkeys(
            one
            for atom, span in zip(atoms, spans, strict=True)
            if alone
            or (atom.shape not in (Shape.YEAR, Shape.DAY_MONTH) and capital_months(cleaned, [atom]))
            for one in span.offered()
        )
    )


def _why_unread(spans: list[Span], offers: tuple[Offer, ...]) -> str:
    if spans and not spans[0].latest:
        return spans[0].note
    return "the words around the date may change its meaning" if offers else ""


def _spans(cleaned: str, atoms: list[Atom], near: date | None) -> list[Span]:
    """What every atom means.

    A year that was not typed comes from another date of the cell first.
    """
    spans = [resolve(atom, near) if _dated(atom) else Span() for atom in atoms]
    own = next((span.latest for span in reversed(spans) if span.latest), None)
    whence = "taken from the other date in the cell"
    return [
        span if _dated(atom) else resolve(atom, own or near, whence if own else "")
        for atom, span in zip(atoms, spans, strict=True)
    ]


def _dated(atom: Atom) -> bool:
    """A year was typed for it, or for an end of it."""
    return bool(atom.year) or bool(atom.ends and any(end.year for end in atom.ends))


def _waiting(text: str, cleaned: str, offers: tuple[Offer, ...]) -> When | None:
    """A note to a colleague where a date should stand (X0-04)."""
    who = next((match["who"] for form in v.WAITING if (match := form.match(cleaned))), "")
    if not who:
        return None
    return When(text, certainty=Certainty.WAITING, waiting_on=who.strip(" ,"), offers=offers)


def _to_be_confirmed(text: str, said: str, offers: tuple[Offer, ...]) -> When | None:
    outside = re.sub(r"\((?!\s*(?:date\s+)?t\.?b\.?[cda]\.?\s*\)?)[^)]*\)?", " ", said)
    no_date_yet = "¤" not in said and v.NO_DATE_YET.search(said)
    if not v.TBC.search(outside) and not no_date_yet:
        return None
    return When(text, certainty=Certainty.TBC, offers=offers)


def _status(text: str, said: str, spans: list[Span]) -> When | None:
    """Complete where a date should stand (X4-01, X4-02), with the date when there is one."""
    bare = " ".join(re.sub(r"[().,;:]|(?<=\s)-|-(?=\s)", " ", said).split())
    words = bare.replace("¤", "").split()
    phrase = " ".join(words)
    word = next((word for word, form in v.STATUS.items() if form.fullmatch(phrase)), "")
    if not word or len(spans) > 1:
        return None
    if not spans:
        return When(text, certainty=Certainty.FIRM, status_word=word)
    return replace(plain(text, spans[0]), status_word=word)


def _ongoing(
    text: str,
    cleaned: str,
    said: str,
    atoms: list[Atom],
    spans: list[Span],
) -> When | None:
    """Ongoing and recurring (X0-03, X4-03): no day to be late against, dates kept beside."""
    outside = re.sub(r"\([^)]*\)?", " ", said)
    ongoing = v.ONGOING.search(outside)
    recurrence = _recurrence(said)
    recurs = recurrence or v.OTHER_RECURRENCE.search(said)
    if not ongoing and (atoms or not recurs):
        return None
    if len(outside.split()) > MOST_WORDS:
        return None
    also = tuple(
        plain(cleaned[atom.start : atom.end], span) for atom, span in zip(atoms, spans, strict=True)
    )
    return When(text, certainty=Certainty.ONGOING, recurrence=recurrence, also=also)


def _recurrence(said: str) -> str:
    if v.OTHER_RECURRENCE.search(said):
        return ""  # six weekly is not weekly
    return next((word for word, form in v.RECURRENCES.items() if form.search(said)), "")
