"""Finding people as they are written: by name, part of a name, initials, other spelling, misspelling.

Two statements whatever is looked for: everybody by name, and the other names they are known by.
A reader is offered people of the programmes they see. Somebody of another programme is found only by
the whole name, so that nobody is entered twice.
Nothing is chosen here; the person who types chooses (X0-23 to X0-27).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import BooleanField, ExpressionWrapper

from workstreams.importing.owners import initials, letters_apart, tidy
from workstreams.models import Person, PersonAlias

MOST = 8
#: A name this much shorter or longer is not a misspelling.
CLOSE, LONG = 2, 12


@dataclass(frozen=True, slots=True)
class Found:
    """Somebody who may be meant, and why."""

    person: Person
    why: str = ""


class Directory:
    """Everybody and their other names, read when it is first asked.

    `user` is who looks; None is the machine, which knows everybody.
    """

    def __init__(self, user: Any = None) -> None:
        self.user = user
        self._people: dict[int, Person] | None = None
        self._offered: dict[int, Person] = {}
        self._aliases: list[tuple[str, int]] = []

    def _read(self) -> dict[int, Person]:
        if self._people is None:
            rows = Person.objects.select_related("organisation").order_by("name", "pk")
            if self.user is not None:
                known = ExpressionWrapper(Person.objects.offered(self.user), BooleanField())
                rows = rows.annotate(known=known)
            self._people = {person.pk: person for person in rows}
            self._offered = {
                key: person
                for key, person in self._people.items()
                if getattr(person, "known", True)
            }
            aliases = PersonAlias.objects.values_list("text", "person_id")
            self._aliases = [each for each in aliases if each[1] in self._offered]
        return self._people

    def look_up(self, typed: str) -> list[Found]:
        """Who may be meant by what was typed: the surest first, each once, at most eight."""
        wanted = tidy(typed)
        if not wanted:
            return []
        self._read()
        people = self._offered
        ranked: dict[int, tuple[int, str]] = {}
        for rank, why, keys in self._ways(wanted, people):
            for key in keys:
                ranked.setdefault(key, (rank, why))
        best = sorted(ranked.items(), key=lambda each: (each[1][0], people[each[0]].name))
        return [Found(people[key], why) for key, (_, why) in best[:MOST] if key in people]

    def the_one(self, typed: str) -> Person | None:
        """The only person who has exactly this name or is known by it; those whose work the reader
        sees come before others of the name."""
        wanted = tidy(typed).casefold()
        people = self._read()
        named = [p for p in people.values() if p.name.casefold() == wanted]
        named = [p for p in named if p.pk in self._offered] or named
        known = [people[key] for text, key in self._aliases if tidy(text).casefold() == wanted]
        for several in (named, known):
            if several:
                return several[0] if len(set(several)) == 1 else None
        return None

    def numbered(self, key: int) -> Person | None:
        """The person of a number, when the reader may be offered them."""
        self._read()
        return self._offered.get(key)

    def _ways(self, wanted: str, people: dict[int, Person]) -> Iterable[tuple[int, str, list[int]]]:
        low = wanted.casefold()
        names = {key: person.name.casefold() for key, person in people.items()}
        yield 0, "", [key for key, name in names.items() if name == low]
        yield 1, "known by that name", [k for t, k in self._aliases if tidy(t).casefold() == low]
        short = wanted.replace(".", "").replace(" ", "").upper()
        if 2 <= len(short) <= 3 and wanted.replace(".", "").replace(" ", "").isalpha():
            same = [key for key, person in people.items() if initials(person.name) == short]
            yield 2, "has these initials", same
        begins = [k for k, name in names.items() if any(w.startswith(low) for w in name.split())]
        yield 3, "", [key for key, name in names.items() if name.startswith(low)] + begins
        yield 4, "", [key for key, name in names.items() if len(low) > 2 and low in name]
        yield (
            5,
            "known by another name",
            [key for text, key in self._aliases if len(low) > 2 and low in tidy(text).casefold()],
        )
        if len(low) >= 4:
            yield 6, "nearly the same letters", [k for k, n in names.items() if _near(low, n)]


def _near(typed: str, name: str) -> bool:
    """Whether the whole name, or one word of it, is nearly what was typed."""
    for one in (name, *name.split()):
        allowed = CLOSE if len(typed) >= LONG else 1
        if len(one) >= 4 and letters_apart(typed, one, allowed) <= allowed:
            return True
    return False


def named(person: Any) -> str:
    """A name with what tells two of the same name apart."""
    more = person.job_title or (str(person.organisation) if person.organisation else "")
    return f"{person.name}, {more}" if more else str(person.name)
