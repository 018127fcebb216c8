"""What a board should not be sent: words that look like one child. A rules module: plain Python, no Django.

Looks through every text of a snapshot as the board sees it (narrowed to its branches) and says where
something looks like an NHS number, a unique pupil number, a date of birth, the initials of a person,
or a count small enough to know who is meant (seed rows S4-47, X2-15). It warns and changes nothing:
a person looks, takes it out or leaves it, and says so.
"""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import Any

from reports import sensitive_words
from reports.committee.sections import section_of
from reports.document import Document, Part
from reports.records import Day
from reports.sensitive_words import Kind
from reports.snapshot import Snapshot

AROUND = 40  # letters shown on either side of what was found

#: family of rows in a snapshot -> (how it is named, the route of its page)
FAMILIES = {
    "workstreams": ("Workstream", "workstream"),
    "items": ("Item", "item"),
    "returns": ("Return", "workstream"),
    "risks": ("Risk", "risk"),
    "issues": ("Issue", "issue"),
    "savings": ("Saving", "saving"),
    "budgets": ("Budget", "budget_line"),
    "measures": ("Measure", "measure"),
    "decisions": ("Decision", "decision"),
}
PROGRAMME = ("title", "purpose", "declared_reason", "savings_reason")
SAID = {
    "narrative": "progress",
    "planned": "what comes next",
    "voice": "voice of families",
    "aim": "target",
    "cohorts": "who it is for",
    "short": "short name",
    "moved_why": "reason for a moved date",
    "declared_reason": "reason for the rating",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One place to look at. ``route`` and ``key`` lead to its row; "" when there is none to lead to."""

    family: str  # Item
    title: str  # of the row
    field: str  # update
    route: str
    key: int | str
    before: str
    found: str
    after: str
    kind: Kind

    @property
    def excerpt(self) -> str:
        """What was found, with the words around it."""
        return f"{self.before}{self.found}{self.after}"


def places(document: Document) -> tuple[Finding, ...]:
    """Every place of a report: of each of its programmes as the board sees it, then of its note."""
    note = _in(
        document.imprint.note, frozenset(), ("Report", "The note on page 1"), "note", ("", "")
    )
    written = (
        found
        for text in document.texts
        for found in _in(
            text.text, frozenset(), ("Report", section_of(text.key).title), "section", ("", "")
        )
    )
    return (
        *(each for part in document.parts for each in look(part.reading.snapshot)),
        *(each for part in document.parts for each in _rows(part)),
        *note,
        *written,
    )


def _rows(part: Part) -> Iterator[Finding]:
    """What a board summary prints beside the plan: what the board asked for, and why people decided."""
    if part.rows is None:
        return
    said = [("What the board asked for", part.rows.note)]
    said += [("A row decided by hand", each.hand.reason) for each in part.rows.by_hand if each.hand]
    for title, text in said:
        yield from _in(text, frozenset(), ("Report", title), "reason", ("", ""))


def look(snapshot: Snapshot) -> tuple[Finding, ...]:
    """Every place of one programme's snapshot; give it narrowed to what the board sees."""
    known = frozenset(term.short for term in snapshot.terms)
    found: list[Finding] = []
    for name in PROGRAMME:
        found += _in(
            getattr(snapshot, name), known, ("Programme", snapshot.title), name,
            ("dashboard", snapshot.slug),
        )  # fmt: skip
    titles = {node.id: f"{node.ref} {node.title}".strip() for node in snapshot.workstreams}
    for family, (said, route) in FAMILIES.items():
        for row in getattr(snapshot, family):
            key = row.workstream if family == "returns" else row.id
            title = titles.get(key, "") if family == "returns" else row.title
            for name, text in _texts(row):
                found += _in(text, known, (said, title), name, (route, key))
    return tuple(found)


def _texts(row: Any) -> Iterator[tuple[str, str]]:
    """Every text of a row, so that a field added later is looked through too."""
    for each in fields(row):
        value = getattr(row, each.name)
        if isinstance(value, Day):
            yield each.name, value.text
        elif isinstance(value, str):
            yield each.name, value
        elif isinstance(value, tuple):
            yield from ((each.name, text) for text in value if isinstance(text, str))


def _in(
    text: str, known: frozenset[str], row: tuple[str, str], name: str, place: tuple[str, int | str]
) -> Iterator[Finding]:
    for kind, start, end in sensitive_words.find(text, known=known):
        first, last = _around(text, start, end)
        yield Finding(
            family=row[0],
            title=row[1],
            field=SAID.get(name, name.replace("_", " ")),
            route=place[0],
            key=place[1],
            before=("\N{HORIZONTAL ELLIPSIS}" if first else "") + text[first:start],
            found=text[start:end],
            after=text[end:last] + ("\N{HORIZONTAL ELLIPSIS}" if last < len(text) else ""),
            kind=kind,
        )


def _around(text: str, start: int, end: int) -> tuple[int, int]:
    """The whole words around a place, at most ``AROUND`` letters on either side."""
    first, last = max(start - AROUND, 0), min(end + AROUND, len(text))
    if first:
        space = text.find(" ", first, start)
        first = space + 1 if space >= 0 else start
    if last < len(text):
        last = max(text.rfind(" ", end, last), end)
    return first, last
