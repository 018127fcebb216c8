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
| Initial position by 4 th June. Summary 10 June 2021 | the last date; the others in `also` (X2-02) |
| From 10 th June 2021 ... report November 2021 | starts then; the second date in `also` (X2-03) |
| 31/09/20, 31/11/20, 29/02/21, Tuesday 5 October 2020 | impossible: no date, the likely ones offered (X0-05) |
| September 20202 | impossible, September 2020 offered (X1-20) |
| TBC, To be a agreed, TBC pending ... | to be confirmed, no date (X0-01, X0-02, X1-07) |
| Sept TBC, Oct  - TBC | to be confirmed, the month offered (X0-02) |
| ongoing, On going weekly, Termly Review | ongoing, with its recurrence (X0-03, X4-03) |
| Owain to insert ..., awaiting reply from Owain | waiting on Owain (X0-04) |
| Complete, This is complete., On hold, n/a | a status word, no date; "Complete Mar-16" has both (X4-01) |
| Setpember 2020, 010920, 44075, 01//09/20 | not read, the likely date offered |
| asap, and anything else | not read |
| nothing | blank |

Words around a date that change its meaning ("after", "was ... now", "not before") leave it unread with
the date offered. Certainty FIRM or APPROXIMATE with no day means a status word.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from datetime import date, datetime
from functools import lru_cache

from workstreams.when import vocabulary as v
from workstreams.when.atoms import Atom, Shape, blanked, find
from workstreams.when.mending import mended
from workstreams.when.resolve import FIRST_YEAR, LAST_YEAR, NO_YEAR, Span, resolve
from workstreams.when.types import Certainty, Offer, Precision, When

MOST_WORDS = 8  # a label of more words than this around a date is a sentence, not a date
MOST_DATES = 4
TIME = re.compile(
    r"(?:(?<=\d)t|,?\s+(?:at\s+)?)\d{1,2}(?::\d{2}){1,2}(?:\.\d+)?\s?(?:[ap]m)?(?:z|[+-]\d\d:?\d\d)?\b"
    r"|\s+(?:at\s+)?\d{1,2}\s?[ap]m\b",
    re.IGNORECASE,
)
NOTHING_SAID = re.compile(
    r"[\s¤.,;:()\-'\"/&]+|\b(?:and|the|on|in|to|for|of|at|is|a|be|this|will)\b"
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
    return _read(str(value), near)


@lru_cache(maxsize=4096)
def _read(text: str, near: date | None) -> When:
    cleaned = clean(text)
    if not cleaned:
        return When(text)
    found = _strictly(text, cleaned, near)
    if found.certainty is Certainty.UNREAD and not found.offers and found.note != NO_YEAR:
        guesses = mended(cleaned, lambda mend: _strictly(mend, mend, near))
        return replace(found, offers=guesses)
    return found


def clean(text: str) -> str:
    """The text for matching: one form of each letter, dash and space, no tags, no stop at the end."""
    text = unicodedata.normalize("NFKC", re.sub(r"</?\w{1,6}>", "", text))
    text = re.sub(r"[\u2010-\u2015\u2212]", "-", text).replace("\u200b", "").replace("\ufeff", "")
    text = re.sub(r"[\u2018\u2019`]", "'", text).replace("¤", " ")
    return TIME.sub("", " ".join(text.split())).strip(" .,;:'\"*")


def _strictly(text: str, cleaned: str, near: date | None) -> When:
    """The reading without any mending of slips."""
    atoms = find(cleaned)
    said = blanked(cleaned, atoms)
    spans = _spans(cleaned, atoms, near)
    offers = tuple(dict.fromkeys(one for span in spans for one in span.offered()))
    return (
        _waiting(text, cleaned, offers)
        or _to_be_confirmed(text, said, offers)
        or _status(text, said, spans)
        or _ongoing(text, cleaned, said, atoms, spans, offers)
        or _dates(text, cleaned, atoms, spans)
        or When(text, certainty=Certainty.UNREAD, offers=offers, note=_why_unread(spans))
    )


def _why_unread(spans: list[Span]) -> str:
    if not spans:
        return ""
    return "the words around the date change its meaning" if spans[0].latest else spans[0].note


def _spans(cleaned: str, atoms: list[Atom], near: date | None) -> list[Span]:
    """What every atom means. A year that was not typed comes from another date of the cell first."""
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
    return replace(_when(text, spans[0]), status_word=word)


def _ongoing(
    text: str,
    cleaned: str,
    said: str,
    atoms: list[Atom],
    spans: list[Span],
    offers: tuple[Offer, ...],
) -> When | None:
    """Ongoing and recurring (X0-03, X4-03): no day to be late against, dates kept beside."""
    outside = re.sub(r"\([^)]*\)?", " ", said)
    ongoing = v.ONGOING.search(outside)
    recurrence = _recurrence(said)
    if not ongoing and (atoms or not recurrence):
        return None
    if len(outside.split()) > MOST_WORDS:
        return When(text, certainty=Certainty.UNREAD, offers=offers)
    also = tuple(
        _when(cleaned[atom.start : atom.end], span) for atom, span in zip(atoms, spans, strict=True)
    )
    return When(text, certainty=Certainty.ONGOING, recurrence=recurrence, also=also)


def _recurrence(said: str) -> str:
    return next((word for word, form in v.RECURRENCES.items() if form.search(said)), "")


def _dates(text: str, cleaned: str, atoms: list[Atom], spans: list[Span]) -> When | None:
    """The dates of the cell, unless the words around them might mean something else."""
    outside = _outside_brackets(cleaned, atoms)
    main_atoms = [atom for atom in atoms if atom not in outside.aside]
    if not main_atoms or len(atoms) > MOST_DATES or v.CHANGES_MEANING.search(outside.said):
        return None
    label = NOTHING_SAID.sub(" ", _unsensed(outside.said)).split()
    if len(label) > MOST_WORDS * len(main_atoms):
        return None
    if label and any(atom.shape in (Shape.YEAR, Shape.DAY_MONTH) for atom in main_atoms):
        return None
    if label and not _capital_months(cleaned, main_atoms):
        return None
    wholes = [_in_its_words(cleaned, atoms, at, span) for at, span in enumerate(spans)]
    return _main_and_also(text, wholes, outside, atoms, _recurrence(outside.said))


class _Outside:
    """What is said outside brackets, and the dates that stand inside them or are for a review."""

    def __init__(self, said: str, aside: list[Atom]) -> None:
        self.said, self.aside = said, aside


def _outside_brackets(cleaned: str, atoms: list[Atom]) -> _Outside:
    brackets = [match.span() for match in re.finditer(r"\([^)]*\)?", cleaned)]
    inside = [atom for atom in atoms if any(start <= atom.start < end for start, end in brackets)]
    masked = re.sub(r"\([^)]*\)?", lambda match: " " * len(match[0]), cleaned)
    said = blanked(masked, atoms, keep=lambda atom: atom not in inside)
    if len(inside) == len(atoms):
        return _Outside(blanked(cleaned, atoms), [])
    reviews = [
        atom
        for at, atom in enumerate(atoms)
        if v.REVIEW.search(_before(cleaned, atoms, at).lower())
    ]
    aside = inside if len(inside) + len(reviews) >= len(atoms) else [*inside, *reviews]
    return _Outside(said, aside)


def _before(cleaned: str, atoms: list[Atom], at: int) -> str:
    """The words between the date before and this one."""
    return cleaned[atoms[at - 1].end if at else 0 : atoms[at].start]


def _unsensed(said: str) -> str:
    for form in (
        v.BY,
        v.FROM,
        v.ABOUT,
        re.compile(r"\bonwards?\b|\bbetween\b"),
        *v.RECURRENCES.values(),
    ):
        said = form.sub(" ", said)
    return said


def _capital_months(cleaned: str, atoms: list[Atom]) -> bool:
    """ "may" and "march" among other words are months only with a capital."""
    loose = [atom for atom in atoms if atom.shape is Shape.MONTH and not atom.year]
    return all(cleaned[atom.start].isupper() for atom in loose)


def _in_its_words(cleaned: str, atoms: list[Atom], at: int, span: Span) -> When:
    """One date of the cell with the words in front of it: their sense, their doubt."""
    lead, atom = _before(cleaned, atoms, at), atoms[at]
    behind = cleaned[atom.end : atoms[at + 1].start if at + 1 < len(atoms) else len(cleaned)]
    piece = cleaned[atom.start - len(lead) : atom.end].strip(" .,;:()-")
    when = _when(piece, span)
    if when.latest is None:
        return when
    said = lead.lower()
    starts = (v.FROM.search(said) and not atom.ends) or v.ONWARDS.match(behind.lower())
    sense = "from" if starts else "by" if v.BY.search(said) else ""
    doubt = v.ABOUT.search(said) or behind.strip().startswith("?")
    certainty = Certainty.APPROXIMATE if doubt else when.certainty
    return replace(when, sense=sense, certainty=certainty)


def _main_and_also(
    text: str, wholes: list[When], outside: _Outside, atoms: list[Atom], recurrence: str
) -> When:
    """The date that counts: one that says "from" when it is first, else the last day of them all."""
    candidates = [at for at, atom in enumerate(atoms) if atom not in outside.aside]
    main = candidates[0]
    if wholes[main].sense != "from":
        main = max(candidates, key=lambda at: (wholes[at].latest or date.min, -at))
    also = tuple(whole for at, whole in enumerate(wholes) if at != main)
    return replace(wholes[main], text=text, also=also, recurrence=recurrence)


def _when(text: str, span: Span) -> When:
    return When(
        text,
        span.earliest,
        span.latest,
        span.precision if span.latest else Precision.NONE,
        span.certainty,
        offers=() if span.latest else span.offers,
        note=span.note,
    )
