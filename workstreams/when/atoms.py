"""Finding the dates in a text: where they stand and what was written, before a calendar is asked."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from workstreams.when import vocabulary as v


class Shape(StrEnum):
    """What kind of date is written."""

    DAY = "day"
    DAY_MONTH = "day and month in figures"  # 25/09: may as well be a fraction
    DAYS = "days of one month"  # 1 to 5 June
    MONTH = "month"
    PART = "part of a month"
    YEAR = "year"
    PART_YEAR = "part of a year"
    FINANCIAL_YEAR = "financial year"
    QUARTER = "quarter"
    TERM = "term"
    SEASON = "season"
    RANGE = "range"


@dataclass(frozen=True, slots=True)
class Atom:
    """One date as written, at `text[start:end]`.

    Years are digits as typed, "" when there are none.
    """

    start: int
    end: int
    shape: Shape
    day: int = 0
    last: int = 0  # the second day of DAYS
    month: int = 0
    year: str = ""
    word: str = ""  # early, autumn, the number of a quarter, the second year of a financial year
    weekday: str = ""
    week: str = ""  # "commencing" or "ending"
    ends: tuple[Atom, Atom] | None = None
    either: bool = False  # a range that means one or the other


_YEAR = rf"(?:{v.MONTH_TO_YEAR}(?P<year>{v.YEAR}))?"
_FINANCIAL = r"(?:fy\s?)?(?P<year>\d{4}|\d{2})\s?[/-]\s?(?P<word>\d{4}|\d{2})(?![\d/.-])"
_PATTERNS = tuple(
    (shape, re.compile(pattern, re.IGNORECASE))
    for shape, pattern in (
        (Shape.DAY, r"(?<!\d)(?P<year>\d{4})([-/.])(?P<month>\d{1,2})\2(?P<day>\d{1,2})(?!\d)"),
        (
            Shape.DAY,
            r"(?<![\d/.-])(?P<day>\d{1,2})\s?([/.\-])\s?(?P<month>\d{1,2})\s?\2\s?(?P<year>\d{2,5})(?!\d)",
        ),
        (
            Shape.QUARTER,
            r"(?<![a-z])(?:q|qtr\.?\s?|quarter\s?)(?P<day>[1-4])(?:\s?(?:of|,|-|/)?\s?"
            r"(?:fy\s?)?(?P<year>\d{4}|\d{2})(?:\s?[/-]\s?(?P<word>\d{4}|\d{2}))?)?(?!\d)",
        ),
        (
            Shape.QUARTER,
            rf"(?<![\d/.-]){_FINANCIAL},?\s?(?:q|qtr\.?\s?|quarter\s?)(?P<day>[1-4])(?!\d)",
        ),
        (
            Shape.TERM,
            r"(?<![a-z])(?P<word>autumn|spring|summer)\s+term\s*(?P<year>\d{4}|\d{2})?(?!\d)",
        ),
        (
            Shape.SEASON,
            r"(?<![a-z])(?P<word>spring|summer|autumn|winter)\s+(?P<year>\d{4}(?:/\d{2,4})?)(?!\d)",
        ),
        (Shape.PART, rf"(?<![a-z])(?P<word>{v.PART})(?P<month>{v.MONTH}){_YEAR}"),
        (
            Shape.DAYS,
            rf"(?<![\d/.-])(?P<day>\d{{1,2}}){v.ORDINAL}\s*(?:-|to|and|&|/|or)\s*"
            rf"(?P<last>\d{{1,2}}){v.ORDINAL}\s*(?:of\s+)?(?P<month>{v.MONTH}){_YEAR}",
        ),
        (
            Shape.DAY,
            rf"(?P<weekday>{v.WEEKDAY})?(?<![\d/.-])(?P<day>\d{{1,2}}){v.ORDINAL}\s*(?:of\s+)?[-/.]?\s*"
            rf"(?P<month>{v.MONTH}){_YEAR}",
        ),
        (
            Shape.DAY,
            rf"(?P<weekday>{v.WEEKDAY})?(?P<month>{v.MONTH})\s*(?P<day>\d{{1,2}})"
            r"(?:\s?(?:st|nd|rd|th)\b,?\s*|\s*,\s*|\s+)(?P<year>\d{4})(?!\d)",
        ),
        (
            Shape.DAY,
            rf"(?P<weekday>{v.WEEKDAY})?(?P<month>{v.MONTH})\s*"
            r"(?P<day>\d{1,2}(?=\s?(?:st|nd|rd|th)\b)|\d(?!\d))\s?(?:st|nd|rd|th)?(?![a-z])",
        ),
        (Shape.MONTH, rf"(?P<month>{v.MONTH})(?P<word>{v.MONTH_TO_YEAR})(?P<year>{v.YEAR})"),
        (Shape.MONTH, rf"(?P<month>{v.MONTH})"),
        (Shape.MONTH, r"(?<![\d/.-])(?P<month>\d{1,2})\s?[/.-]\s?(?P<year>\d{4})(?![\d/.-])"),
        (
            Shape.PART_YEAR,
            rf"(?<![a-z])(?P<word>{v.PART})(?:fy\s*|financial\s+year\s+)?"
            r"(?P<year>\d{4}\s?[/-]\s?\d{2}(?:\d\d)?)(?!\d)",
        ),
        (Shape.PART_YEAR, rf"(?<![a-z])(?P<word>{v.PART})(?P<year>(?:19|20)\d\d)(?![\d%])"),
        (Shape.FINANCIAL_YEAR, rf"(?<![\d/.-]){_FINANCIAL}"),
        (Shape.DAY_MONTH, r"(?<![\d/.-])(?P<day>\d{1,2})/(?P<month>\d{1,2})(?![\d/.%-])"),
        (Shape.YEAR, r"(?<![\d/.£-])(?P<year>(?:19|20)\d\d)(?![\d%/.-])"),
    )
)


def find(text: str) -> list[Atom]:
    """Every date in `text`, from left to right, ranges joined. Two dates never overlap."""
    return list(_joined(text, _single(text)))


def _single(text: str) -> list[Atom]:
    found: list[Atom] = []
    at = 0
    while at < len(text):
        hits = [
            (match.start(), order, shape, match)
            for order, (shape, pattern) in enumerate(_PATTERNS)
            if (match := pattern.search(text, at))
        ]
        if not hits:
            break
        _, _, shape, match = min(hits, key=lambda hit: hit[:2])
        found.append(_week(text, _atom(shape, match), at))
        at = match.end()
    return found


def _atom(shape: Shape, match: re.Match[str]) -> Atom:
    parts = match.groupdict()

    def number(name: str) -> int:
        return int(parts.get(name) or 0)

    month, year, word = (parts.get(name) or "" for name in ("month", "year", "word"))
    if shape is Shape.FINANCIAL_YEAR and len(year) == len(word) == 2 and int(word) <= 12:
        # 25/09 is a day and a month, 20/21 a financial year: the figures decide
        return Atom(match.start(), match.end(), Shape.DAY_MONTH, day=int(year), month=int(word))
    return Atom(
        match.start(),
        match.end(),
        shape,
        day=number("day"),
        last=number("last"),
        month=v.MONTH_NUMBERS.get(month[:3].lower(), 0) if month[:1].isalpha() else int(month or 0),
        year=year,
        word=" ".join(word.lower().split()),
        weekday=(parts.get("weekday") or "")[:3].lower(),
    )


def _week(text: str, atom: Atom, since: int) -> Atom:
    """The atom with the "w/c" or "week ending" in front of it taken in."""
    before = v.WEEK.search(text, since, atom.start) if atom.shape in _WEEKLY else None
    if not before:
        return atom
    ending = v.ENDING.match(before.group(1))
    return replace(atom, start=before.start(), week="ending" if ending else "commencing")


_WEEKLY = (Shape.DAY, Shape.DAY_MONTH)
_JOINABLE = (Shape.DAY, Shape.DAY_MONTH, Shape.MONTH, Shape.PART, Shape.QUARTER)


def _joined(text: str, atoms: list[Atom]) -> Iterator[Atom]:
    """The atoms, two that belong together ("March - July 2020", "May/ Jun 20") made one range."""
    at = 0
    while at < len(atoms):
        pair = atoms[at : at + 2]
        joined = _range(text, pair[0], pair[1]) if len(pair) == 2 else None
        yield joined or atoms[at]
        at += 2 if joined else 1


def _range(text: str, left: Atom, right: Atom) -> Atom | None:
    gap = v.BETWEEN.match(text[left.end : right.start])
    if not gap or left.shape not in _JOINABLE or right.shape not in _JOINABLE or right.week:
        return None
    between = gap["either"] and re.search(r"\bbetween\s*$", text[: left.start], re.I)
    if gap["either"] and not between and Shape.DAY in (left.shape, right.shape):
        return None  # two days with "and" between them are two dates
    return Atom(
        left.start,
        right.end,
        Shape.RANGE,
        ends=(left, right),
        either=bool(gap["either"]) and not between,
    )


def blanked(text: str, atoms: list[Atom], keep: Callable[[Atom], bool] = lambda _: True) -> str:
    """`text` in lower case with every atom replaced by ¤: what is said around the dates."""
    said, at = [], 0
    for atom in atoms:
        if keep(atom):
            said += [text[at : atom.start], " ¤ "]
            at = atom.end
    return " ".join("".join([*said, text[at:]]).lower().split())
