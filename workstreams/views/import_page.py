"""What the import pages show, worked out from a reading and a comparison. No requests, no writes."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone

from workstreams.importing import stored
from workstreams.importing.apply import Choices, Preview
from workstreams.importing.compare import Change, Comparison
from workstreams.importing.flags import HEADINGS
from workstreams.importing.records import KEEP, Flag, Kind, Reading, Record
from workstreams.models import BatchState, ImportBatch, Status
from workstreams.models import Kind as ItemKind
from workstreams.rag import WORDS, Rag

#: Rows of one list of a page; what is beyond is counted and said.
MOST = 300
CHART = 420  # px, width of the "nothing lost" drawing

#: Kinds of flag whose first offer is taken by "Take the suggested fixes": nothing that needs knowledge of the work.
SAFE = frozenset({"impossible_date", "end_before_start", "year_out_of_order", "similar_name", "initials", "first_name",
                  "font_encoded", "complete_without_rag"})  # fmt: skip


@dataclass(slots=True)
class Asked:
    """A flag with its offers, and which of them is chosen."""

    flag: Flag
    value: str
    title: str = ""  # of the row, where the typed text does not tell it

    @property
    def options(self) -> list[tuple[str, str, bool]]:
        """(value, words, chosen), the fixes first, "keep" last."""
        offered = [(offer.value, offer.words) for offer in self.flag.offers]
        every = [*offered, (KEEP, self.flag.keep)]
        return [(value, words, value == self.value) for value, words in every]


@dataclass(slots=True)
class Ticked:
    """A change with its box."""

    change: Change
    ticked: bool

    @property
    def now(self) -> str:
        """What the plan says, in words."""
        return in_words(self.change.field, self.change.now)

    @property
    def becomes(self) -> str:
        """What it would say, in words."""
        return in_words(self.change.field, self.change.becomes)


@dataclass(slots=True)
class Group:
    """All flags of one kind."""

    code: str
    heading: str
    flags: list[Flag] = field(default_factory=list)

    @property
    def cells(self) -> int:
        """Cells, not flags: a name flagged once may stand in many."""
        return sum(1 + len(flag.also) for flag in self.flags)

    @property
    def shown(self) -> list[Flag]:
        """Those that the page lists."""
        return self.flags[:MOST]

    @property
    def more(self) -> int:
        """How many it only counts."""
        return max(0, len(self.flags) - MOST)


@dataclass(slots=True)
class Branch:
    """One new workstream in the list of new rows, with what is new under it."""

    ref: str
    title: str
    deliverables: int = 0
    phases: int = 0
    items: int = 0


def in_words(field_name: str, value: str) -> str:
    """A stored value as people say it; text that was typed stays as typed."""
    if not value:
        return value
    if field_name == "status":
        return Status(value).label if value in Status.values else value
    if field_name in ("rag", "savings_rag"):
        return WORDS[Rag(value)].word if value in {each.value for each in Rag} else value
    if field_name == "kind":
        return ItemKind(value).label if value in ItemKind.values else value.capitalize()
    if field_name in ("start", "end", "revised"):
        return _day_in_words(value)
    return value


def _day_in_words(value: str) -> str:
    try:
        day = date.fromisoformat(value)
    except ValueError:
        return value
    return f"{day.day} {day:%B} {day.year}"


def reading_of(batch: ImportBatch) -> Reading:
    """What was read from the file when it was uploaded."""
    return stored.from_json(batch.reading)


def check(
    batch: ImportBatch, found: Preview, *, suggested: bool = False, chosen: Choices | None = None
) -> dict[str, Any]:
    """Step 2: what the file would do, and every flag."""
    comparison = found.comparison
    titles = {record.key: record.title for record in found.reading.records}
    asked = [
        Asked(flag, _value(flag, suggested=suggested, chosen=chosen), titles.get(flag.record, ""))
        for flag in found.reading.flags
        if flag.offers
    ]
    changes = [
        *_ticked(comparison.changes, True, chosen),
        *_ticked(comparison.conflicts, False, chosen),
    ]
    same = found.standing.last
    return {
        **about(batch, found.reading),
        "comparison": comparison,
        "digest": comparison.digest(),
        "changes": changes[:MOST],
        "more_changes": max(0, len(changes) - MOST),
        "cells": len(comparison.changes),
        "asked": asked[:MOST],
        "more_asked": max(0, len(asked) - MOST),
        "suggested": suggested,
        "may_suggest": not suggested and any(each.flag.code in SAFE for each in asked),
        "new": _new(found.reading.records, comparison.added),
        "added_rows": comparison.added[:MOST],
        "missing": comparison.missing[:MOST],
        "shut": _shut(comparison)[:MOST],
        "shut_number": len(comparison.into_closed),
        "more_shut": max(0, len(comparison.into_closed) - MOST),
        "kept": comparison.kept[:MOST],
        "shown": " ".join(each.change.id for each in changes[:MOST]),
        "before": same if same is not None and same.sha256 == batch.sha256 else None,
        "button": _button(comparison, asked),
    }


def done(batch: ImportBatch) -> dict[str, Any]:
    """After: what was saved, or that the upload was discarded."""
    accepted = batch.chosen.get("fixes", {})
    reading = reading_of(batch)
    return {
        **about(batch, reading),
        "summary": batch.summary,
        "accepted": [
            (flag, next(offer.words for offer in flag.offers if offer.value == accepted[flag.id]))
            for flag in reading.flags
            if flag.id in accepted
        ],
        "discarded": batch.state == BatchState.DISCARDED,
    }


def about(batch: ImportBatch, reading: Reading) -> dict[str, Any]:
    """What both pages say about the file."""
    groups = _groups(reading.flags)
    kinds = Counter(record.kind for record in reading.records if record.row)
    items = sum(count for kind, count in kinds.items() if kind.is_item)
    beside = sum(count for kind, count in kinds.items() if kind.is_beside)
    headings = sum(kinds.values()) - items - beside
    aside = Counter(left.why for left in reading.left_out)
    return {
        "programme": batch.programme,
        "tab": "import",
        "today": timezone.localdate(),
        "batch": batch,
        "reading": reading,
        "groups": groups,
        "flag_count": sum(group.cells for group in groups),
        "kinds": {kind.value: kinds[kind] for kind in Kind},
        "items": items,
        "headings": headings,
        "plan_rows": items + headings,
        "beside": beside,
        "left_out": reading.left_out[:MOST],
        "more_left_out": max(0, len(reading.left_out) - MOST),
        "aside": sorted(aside.items(), key=lambda pair: -pair[1]),
        "chart": _chart(items, headings, len(reading.left_out)),
    }


def _value(flag: Flag, *, suggested: bool, chosen: Choices | None) -> str:
    if chosen is not None:
        return chosen.fixes.get(flag.id, KEEP)
    return flag.offers[0].value if suggested and flag.code in SAFE else KEEP


def _ticked(changes: Iterable[Change], ticked: bool, chosen: Choices | None) -> Iterable[Ticked]:
    for change in changes:
        if change.conflict is ticked:  # conflicts stand in their own list, never ticked beforehand
            continue
        if chosen is not None:
            yield Ticked(change, change.id in chosen.take)
        else:
            yield Ticked(change, ticked)


def _groups(flags: Iterable[Flag]) -> list[Group]:
    found: dict[str, Group] = {}
    for flag in flags:
        group = found.setdefault(flag.code, Group(flag.code, HEADINGS.get(flag.code, flag.code)))
        group.flags.append(flag)
    return sorted(found.values(), key=lambda group: -group.cells)


def _new(records: Iterable[Record], added: Iterable[Record]) -> list[Branch]:
    """New rows counted by the workstream they stand in, in the order of the sheet."""
    wanted = {record.key for record in added}
    top: dict[str, Record] = {}
    found: dict[str, Branch] = defaultdict(lambda: Branch("", ""))
    for record in records:
        head = top[record.key] = top.get(record.parent, record)
        if record.key not in wanted:
            continue
        branch = found[head.key]
        branch.ref, branch.title = head.ref, head.title
        branch.deliverables += record.kind is Kind.DELIVERABLE
        branch.phases += record.kind is Kind.PHASE
        branch.items += record.kind.is_item
    return list(found.values())


@dataclass(frozen=True, slots=True)
class Shut:
    """A new row that would stand in what is closed: its cell, its words, and the place to open again."""

    where: str
    title: str
    place: str
    url: str


def _shut(comparison: Comparison) -> list[Shut]:
    found = []
    for record, fact, top in comparison.into_closed:
        inside = "" if top is fact else f"{fact.title}, in "
        route = "phase_reopen" if top.kind is Kind.PHASE else "workstream_reopen"
        found.append(
            Shut(
                where=f"{record.sheet}, {record.cell('title')}",
                title=record.title,
                place=f"{inside}{f'{top.ref} {top.title}'.strip()}",
                url=reverse(route, args=[top.pk]),
            )
        )
    return found


def _chart(*parts: int) -> list[dict[str, Any]]:
    """Three boxes of a bar: (x, width) in px, in proportion, none too thin to be seen."""
    total = sum(parts) or 1
    at, boxes = 0.0, []
    for count in parts:
        width = round(CHART * count / total, 1)
        boxes.append({"x": round(at, 1), "width": width, "count": count})
        at += width
    return boxes


def _button(comparison: Comparison, asked: list[Asked]) -> str:
    """What the button does, in words."""
    parts = []
    if comparison.added:
        parts.append(_plural(len(comparison.added), "new row"))
    if comparison.changes or comparison.conflicts:
        parts.append("the ticked changes")
    if parts:
        return f"Save {' and '.join(parts)}"
    return "Save the chosen fixes" if asked else "Record that nothing changed"


def _plural(count: int, words: str) -> str:
    return f"{count:,} {words}" if count == 1 else f"{count:,} {words}s"


def saved(comparison: Comparison) -> str:
    """The message after saving."""
    if comparison.nothing:
        return "Nothing changed: the plan says all of this already."
    said = []
    if comparison.added:
        said.append(f"{_plural(len(comparison.added), 'row')} added")
    if comparison.changes:
        said.append(
            f"{_plural(len(comparison.changes), 'cell')} changed in {_plural(comparison.changed_rows, 'row')}"
        )
    return f"{', '.join(said)}."


def told(batch: ImportBatch, reader: Any) -> str:
    """What the second of two people, or of two clicks, is told."""
    who = "you" if batch.by_id == reader.pk else str(batch.by or "the system")
    if batch.state == BatchState.DISCARDED:
        return "This upload was discarded. Nothing was changed."
    at = timezone.localtime(batch.applied_at)
    said = f"This upload was already brought in by {who} at {at:%H:%M} on {at.day} {at:%B %Y}."
    return f"{said} Nothing was changed again."
