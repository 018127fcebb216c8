"""What was the board told about something, and when: a search over what was printed, not over the plan.

Only issued reports count as told, and only what stands on their pages: a record holds a whole programme, a
report shows its worst and latest. What was found is named by the rows of the record that hold it.
"""

from __future__ import annotations

import re
from calendar import month_name
from collections.abc import Collection, Iterator
from dataclasses import dataclass, fields
from typing import Any

from django.db.models import Q, QuerySet

from reports import render
from reports.archive_kinds import Tells, told_of
from reports.committee import section_of
from reports.document import Part
from reports.kinds import Kind
from reports.models import Edition, EditionPart
from reports.printed import shows, words_of
from reports.publish.binding import bind, texts_of
from reports.reading import words
from reports.snapshot import Day
from workstreams.models import Programme

READ = 24  # reports looked into at once, newest first
PER_REPORT = 12
AROUND = 90  # characters shown on each side of what was found
SHORTEST = 3
YEAR = re.compile(r"20\d\d")
JOINING = ("in", "of", "about", "the")  # "about money in October"

#: Where a snapshot keeps its rows, and what one is called.
FAMILIES = (
    ("items", "Item"),
    ("workstreams", "Workstream"),
    ("returns", "Return"),
    ("risks", "Risk"),
    ("issues", "Issue"),
    ("decisions", "Decision"),
    ("savings", "Saving"),
    ("measures", "Measure"),
)


@dataclass(frozen=True, slots=True)
class Said:
    """One row of a report that holds the words: what it is, its facts then, and the words around."""

    family: str
    name: str
    facts: tuple[str, ...]
    excerpt: tuple[str, str, str]  # before, the words, after; empty when they are in the name


@dataclass(frozen=True, slots=True)
class Told:
    """One report with what it says of it."""

    edition: Edition
    said: tuple[Said, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody asks for: words, all of which a report must say, and the month it reports on."""

    words: tuple[str, ...]
    month: int | None = None
    year: int | None = None

    @classmethod
    def of(cls, text: str) -> Asked:
        """ "medical officer October 2026" is two words and a month. A month alone is a word like any other."""
        months = [each for each in text.split() if _month(each)]
        if not months:
            return cls(tuple(text.split()))
        years = [each for each in text.split() if YEAR.fullmatch(each)]
        words = tuple(
            each for each in text.split() if each not in (*months[:1], *years[:1], *JOINING)
        )
        if not words:
            return cls(tuple(text.split()))
        return cls(words, _month(months[0]), int(years[0]) if years else None)

    @property
    def phrase(self) -> str:
        return " ".join(self.words)

    def found_in(self, text: str) -> str:
        """The phrase if a text holds it, else its first word if the text holds them all, else ""."""
        folded = " ".join(text.split()).casefold()
        if self.phrase.casefold() in folded:
            return self.phrase
        return self.words[0] if all(each.casefold() in folded for each in self.words) else ""


def _month(word: str) -> int | None:
    """1 to 12 for the name of a month, whole or in three letters; "may" is a month with a capital only."""
    if word == "may":
        return None
    folded = word.rstrip(",.").casefold()
    return next(
        (
            n
            for n in range(1, 13)
            if folded in (month_name[n].casefold(), month_name[n][:3].casefold())
        ),
        9 if folded == "sept" else None,
    )


def search(editions: QuerySet[Edition], programme: Programme, asked: str) -> list[Told]:
    """The issued reports among ``editions`` that say the words, newest first. Two statements.

    ``asked``: at least three letters; upper and lower case alike; the name of a month, with a year or
    without, asks for the reports of that month.
    """
    if len(" ".join(asked.split())) < SHORTEST:
        return []
    want = Asked.of(asked)
    issued = editions.filter(issued_at__isnull=False)
    if want.month:
        issued = issued.filter(period__month=want.month)
    if want.year:
        issued = issued.filter(period__year=want.year)
    says = Q()
    for word in want.words:
        says &= Q(edition__printed__icontains=word)
    found = list(
        EditionPart.objects.filter(
            says | Q(edition__printed=""),  # made before its words were kept
            edition__in=issued,
            snapshot__programme=programme,
        )
        .select_related("edition__board", "snapshot__programme", "previous", "rows")
        .order_by("-edition__period", "edition__board__name", "-edition__version")[:READ]
    )
    told = []
    for part in found:
        printed = part.edition.printed or words_of(render.html(bind(part.edition)))
        together = want.phrase.casefold() in printed.casefold()
        read = Part(
            part.snapshot.read(),
            part.snapshot.sha256,
            part.previous.read() if part.previous else None,
            tuple(part.branches),
            rows=part.rows.read() if hasattr(part, "rows") else None,
        )
        said = [
            *_wrote(part, want),
            *_said(read, told_of(part.edition.kind, read), want, printed),
        ]
        if together and not said:
            said = [Said("In its words", "", (), _excerpt(printed, want.phrase, ""))]
        if not said:  # a long report has any two words somewhere: they must stand in one text of it
            continue
        told.append(Told(part.edition, tuple(said[:PER_REPORT]), max(len(said) - PER_REPORT, 0)))
    return told


def _wrote(part: EditionPart, want: Asked) -> Iterator[Said]:
    """What people wrote into a committee report; it is told once, with its first programme."""
    if part.edition.kind != Kind.COMMITTEE or part.position:
        return
    for text in texts_of(part.edition):
        if found := want.found_in(text.text):
            yield Said("Section", section_of(text.key).title, (), _excerpt(text.text, found, ""))


def _said(part: Part, told: Tells, want: Asked, printed: str) -> Iterator[Said]:
    snapshot = part.reading.snapshot
    names = {
        node.id: f"{node.ref} {node.short or node.title}".strip() for node in snapshot.workstreams
    }
    for attribute, family in FAMILIES:
        for row in getattr(snapshot, attribute):
            if not told(attribute, row):
                continue
            hit = next(
                (
                    (text, found)
                    for text in _texts(row, told.columns)
                    if (found := want.found_in(text)) and shows(printed, text, found)
                ),
                None,
            )
            if hit is None:
                continue
            name = getattr(row, "title", "") or names.get(
                getattr(row, "workstream", 0) or 0, family
            )
            ref = getattr(row, "ref", "") or getattr(row, "number", "")
            whole = f"{ref} {name}".strip()
            yield Said(family, whole, tuple(_facts(row)), _excerpt(*hit, name))


def _texts(row: Any, columns: Collection[str]) -> Iterator[str]:
    for column in fields(row):
        value = getattr(row, column.name)
        if isinstance(value, str) and (not columns or column.name in columns):
            yield value


def _facts(row: Any) -> Iterator[str]:
    """The few facts a reader asks for first, as they stood."""
    if getattr(row, "computed", ""):
        yield words.rating(row.computed)
    declared = getattr(row, "declared", "")
    if declared and declared != getattr(row, "computed", ""):
        yield f"declared {words.rating(declared)}"
    due = getattr(row, "due", None)
    due = due.day if isinstance(due, Day) else due
    if due:
        yield f"due {words.day(due)}"
    percent = getattr(row, "percent", None)
    if percent is not None:
        yield f"{percent}% done"
    who = getattr(row, "owner", "") or getattr(row, "lead", "")
    if who:
        yield who


def _excerpt(text: str, found: str, name: str) -> tuple[str, str, str]:
    flat = " ".join(text.split())
    if flat == " ".join(name.split()):
        return ("", "", "")
    at = flat.casefold().find(found.casefold())
    begin, end = max(at - AROUND, 0), at + len(found) + AROUND
    before = ("… " if begin else "") + flat[begin:at]
    after = flat[at + len(found) : end] + (" …" if end < len(flat) else "")
    return (before, flat[at : at + len(found)], after)
