"""Owners as people write them: several in a cell, initials, misspellings. Plain Python.

Nothing is merged here. A likely match is offered; a person accepts or refuses it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

_BETWEEN = re.compile(r"\s*(?:[/;\n&+]|\band\b)\s*", re.IGNORECASE)
_GLUED = re.compile(
    r"^(?P<names>.*[^\W\d_)][).]?)\s*(?P<percent>\d{1,3}(?:\.\d+)?)\s*%$", re.DOTALL
)
_INITIALED = re.compile(r"^((?:[A-Z]\.\s?)+)\s*([^\W\d_][\w'’ -]+)$")
_SPACE = re.compile(r"\s+")
_NOBODY = frozenset({"tbc", "tba", "tbd", "n/a", "na", "none", "-", "–", "?", "vacant"})
_CLOSE = 2  # letters that may differ between two spellings of one name
_SHORT = 12  # names shorter than this may differ in one letter only


@dataclass(frozen=True, slots=True)
class Likeness:
    """`name` is probably `person`, because it is so `written`: "misspelt", "initials", "initial and surname"
    or "first name"."""

    name: str
    person: str
    written: str


def tidy(text: str) -> str:
    """Spaces made single and trimmed: the form in which names are compared and stored."""
    return _SPACE.sub(" ", text.replace("\xa0", " ")).strip()


def split(text: str) -> tuple[str, ...]:
    """Names in a cell in the order typed, the lead first. A comma parts names only when whole names stand on
    both sides."""
    pieces: list[str] = []
    for piece in _BETWEEN.split(text):
        by_comma = [tidy(part) for part in piece.split(",")]
        whole = len(by_comma) > 1 and all(" " in part for part in by_comma)
        pieces.extend(by_comma if whole else [tidy(piece)])
    found: dict[str, str] = {}
    for piece in pieces:
        if piece and piece.casefold() not in _NOBODY:
            found.setdefault(piece.casefold(), piece)
    return tuple(found.values())


def unglued(text: str) -> tuple[str, str]:
    """A percent stuck to the last name (X0-24): "Ann Lee0%" gives ("Ann Lee", "0%"); else the text and ""."""
    match = _GLUED.match(text.strip())
    return (match["names"].strip(), f"{match['percent']}%") if match else (text, "")


def likenesses(
    counts: Mapping[str, int], known: Iterable[str] = (), settled: Iterable[str] = ()
) -> list[Likeness]:
    """Names that probably mean somebody else in the list.

    `counts` is how often each stands in the sheet, `known` are the people the tracker has already, `settled` the
    spellings that were decided before. The rarer spelling is offered as the commoner, an unknown one as a known
    one.
    """
    known, decided = set(known), set(settled)
    people = {name: counts.get(name, 0) + 1_000_000 for name in known} | {
        name: count for name, count in counts.items() if name not in known | decided
    }
    doubtful = [name for name in counts if name not in decided]
    found = []
    for name in doubtful:
        if (person := _misspelt(name, people)) is not None:
            found.append(Likeness(name, person, "misspelt"))
    wrong = {likeness.name for likeness in found}
    right = [person for person in people if person not in wrong]
    for name in doubtful:
        if name in wrong or name in known:
            continue
        if re.fullmatch(r"[A-Z]{2,3}", name):
            found.extend(_only(name, "initials", (p for p in right if initials(p) == name)))
        elif _initialed(name):
            whole = (p for p in right if _is_short_for(name, p))
            found.extend(_only(name, "initial and surname", whole))
        elif " " not in name and name.isalpha() and not name.isupper():
            first = (p for p in right if " " in p and p.split()[0].casefold() == name.casefold())
            found.extend(_only(name, "first name", first))
    return found


def _initialed(name: str) -> tuple[str, str] | None:
    """ "A. Lee" and "A.B. Lee": initials and surname; None for every other form."""
    match = _INITIALED.match(name)
    return (re.sub(r"[^A-Z]", "", match[1]), match[2].casefold()) if match else None


def _is_short_for(name: str, person: str) -> bool:
    """Whether initials and surname can stand for a whole name, one letter of a long surname amiss allowed (X4-13)."""
    short = _initialed(name)
    given, _, surname = person.rpartition(" ")
    if short is None or not given or _initialed(person):
        return False
    letters, last = short
    allowed = 1 if len(last) > 6 else 0
    same = letters_apart(last, surname.casefold(), allowed) <= allowed
    return same and initials(f"{given} X").startswith(letters)


def initials(name: str) -> str:
    """ "Ann Lee" -> "AL"; "" for a single word."""
    words = [word for word in re.split(r"[\s-]+", name) if word[:1].isalpha()]
    return "".join(word[0].upper() for word in words) if len(words) > 1 else ""


def _only(name: str, written: str, people: Iterable[str]) -> list[Likeness]:
    matches = sorted(set(people))
    return [Likeness(name, matches[0], written)] if len(matches) == 1 else []


def _misspelt(name: str, people: Mapping[str, int]) -> str | None:
    if " " not in name:
        return None
    allowed = _CLOSE if len(name) >= _SHORT else 1
    near = [
        (distance, -people[person], person)
        for person in people
        if person != name and " " in person and people[person] > people.get(name, 0)
        if (distance := letters_apart(name.casefold(), person.casefold(), allowed)) <= allowed
    ]
    return min(near)[2] if near else None


def letters_apart(one: str, two: str, most: int) -> int:
    """How many letters must be added, dropped, changed or swapped with their neighbour; `most` + 1 when more
    than `most`."""
    if abs(len(one) - len(two)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(two) + 1))
    for i, a in enumerate(one, 1):
        previous, before, row = before, row, [i]
        for j, b in enumerate(two, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == two[j - 2] and one[i - 2] == b:
                cost = min(cost, previous[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return row[-1]
