"""A cell that holds dates: which one counts, in what sense, and which stand beside it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from workstreams.when import vocabulary as v
from workstreams.when.atoms import Atom, Shape, blanked
from workstreams.when.spans import Span
from workstreams.when.types import Certainty, Precision, When

MOST_WORDS = 8  # a label of more words than this around a date is a sentence, not a date
MOST_DATES = 4
NOTHING_SAID = re.compile(
    r"[\s¤.,;:()\-'\"/&]+|\b(?:and|the|on|in|to|for|of|at|is|a|be|this|will)\b"
)


def of_the_cell(
    text: str, cleaned: str, atoms: list[Atom], spans: list[Span], recurrence: str
) -> When | None:
    """The date that counts with the others beside it; None when the words around them might mean
    something else.
    """
    outside = _outside_brackets(cleaned, atoms)
    main_atoms = [atom for atom in atoms if atom not in outside.aside]
    if (
        not main_atoms
        or len(atoms) > MOST_DATES
        or (v.CHANGES_MEANING.search(v.DEADLINE.sub("by", outside.said)))
    ):
        return None
    label = NOTHING_SAID.sub(" ", _unsensed(outside.said)).split()
    if len(label) > MOST_WORDS * len(main_atoms):
        return None
    if label and any(atom.shape in (Shape.YEAR, Shape.DAY_MONTH) for atom in main_atoms):
        return None
    if label and not capital_months(cleaned, main_atoms):
        return None
    wholes = [_in_its_words(cleaned, atoms, at, span) for at, span in enumerate(spans)]
    return _main_and_also(text, wholes, outside, atoms, recurrence)


@dataclass(frozen=True, slots=True)
class _Outside:
    """What is said outside brackets, and the dates that stand inside them or are for a review."""

    said: str
    aside: list[Atom]


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


def capital_months(cleaned: str, atoms: list[Atom]) -> bool:
    """ "may" and "march" among other words are months only with a capital."""
    loose = [atom for atom in atoms if atom.shape is Shape.MONTH and not atom.year]
    return all(cleaned[atom.start].isupper() for atom in loose)


def _in_its_words(cleaned: str, atoms: list[Atom], at: int, span: Span) -> When:
    """One date of the cell with the words in front of it: their sense, their doubt."""
    lead, atom = _before(cleaned, atoms, at), atoms[at]
    behind = cleaned[atom.end : atoms[at + 1].start if at + 1 < len(atoms) else len(cleaned)]
    piece = cleaned[atom.start - len(lead) : atom.end].strip(" .,;:()-")
    when = plain(piece, span)
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


def plain(text: str, span: Span) -> When:
    """A span as a `When`, without the words around it."""
    return When(
        text,
        span.earliest,
        span.latest,
        span.precision if span.latest else Precision.NONE,
        span.certainty,
        offers=() if span.latest else span.offers,
        note=span.note,
    )
