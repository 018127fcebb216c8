"""What was the board told about something, and when: a search over what was frozen, not over the plan.

Only issued reports count as told. A reader finds what their copy of a report says: a board that looks at
two branches finds nothing of the others.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, fields
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from reports.archive_kinds import Tells, told_of
from reports.committee import section_of
from reports.document import Part
from reports.kinds import Kind
from reports.models import Edition, EditionPart, EditionText
from reports.publish.binding import texts_of
from reports.reading import words
from reports.snapshot import Day
from workstreams.models import Programme

READ = 24  # reports looked into at once, newest first
PER_REPORT = 12
AROUND = 90  # characters shown on each side of what was found
SHORTEST = 3

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


def search(editions: QuerySet[Edition], programme: Programme, asked: str) -> list[Told]:
    """The issued reports among ``editions`` that hold the words, newest first. Two statements.

    ``asked``: at least three letters; they must stand together, upper and lower case alike.
    """
    asked = " ".join(asked.split())
    if len(asked) < SHORTEST:
        return []
    issued = editions.filter(issued_at__isnull=False)
    first = asked.split()[0]
    written = EditionText.objects.filter(edition=OuterRef("edition"), text__icontains=first)
    found = list(
        EditionPart.objects.filter(
            Q(snapshot__body__icontains=first) | Exists(written),
            edition__in=issued,
            snapshot__programme=programme,
        )
        .select_related("edition__board", "snapshot__programme", "previous", "rows")
        .order_by("-edition__period", "edition__board__name", "-edition__version")[:READ]
    )
    told = []
    for part in found:
        read = Part(
            part.snapshot.read(),
            part.snapshot.sha256,
            part.previous.read() if part.previous else None,
            tuple(part.branches),
            rows=part.rows.read() if hasattr(part, "rows") else None,
        )
        said = [*_wrote(part, asked), *_said(read, told_of(part.edition.kind, read), asked)]
        if said:
            told.append(
                Told(part.edition, tuple(said[:PER_REPORT]), max(len(said) - PER_REPORT, 0))
            )
    return told


def _wrote(part: EditionPart, asked: str) -> Iterator[Said]:
    """What people wrote into a committee report; it is told once, with its first programme."""
    if part.edition.kind != Kind.COMMITTEE or part.position:
        return
    for text in texts_of(part.edition):
        if asked.casefold() in " ".join(text.text.split()).casefold():
            yield Said("Section", section_of(text.key).title, (), _excerpt(text.text, asked, ""))


def _said(part: Part, told: Tells, asked: str) -> Iterator[Said]:
    snapshot = part.reading.snapshot
    names = {
        node.id: f"{node.ref} {node.short or node.title}".strip() for node in snapshot.workstreams
    }
    for attribute, family in FAMILIES:
        for row in getattr(snapshot, attribute):
            if not told(attribute, row):
                continue
            texts = list(_texts(row, told.columns))
            hit = next(
                (text for text in texts if asked.casefold() in " ".join(text.split()).casefold()),
                None,
            )
            if hit is None:
                continue
            name = getattr(row, "title", "") or names.get(
                getattr(row, "workstream", 0) or 0, family
            )
            ref = getattr(row, "ref", "") or getattr(row, "number", "")
            whole = f"{ref} {name}".strip()
            yield Said(family, whole, tuple(_facts(row)), _excerpt(hit, asked, name))


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


def _excerpt(text: str, asked: str, name: str) -> tuple[str, str, str]:
    flat = " ".join(text.split())
    if flat == " ".join(name.split()):
        return ("", "", "")
    at = flat.casefold().find(asked.casefold())
    begin, end = max(at - AROUND, 0), at + len(asked) + AROUND
    before = ("… " if begin else "") + flat[begin:at]
    after = flat[at + len(asked) : end] + (" …" if end < len(flat) else "")
    return (before, flat[at : at + len(asked)], after)
