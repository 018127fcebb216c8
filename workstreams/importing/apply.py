"""Carries a comparison out: all of it in one transaction, or none of it.

The plan is read and compared again at that moment, under a lock on the programme, so what is done is what stands
now; when that differs from what the person was shown, nothing is done and the difference is handed back.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction

from workstreams.actions.base import save
from workstreams.actions.importing import ensure_people, keep_upload
from workstreams.actions.people import add_alias
from workstreams.actions.rating import rerate
from workstreams.importing import beside_facts, columns, facts, fixes, stored, workbook
from workstreams.importing.beside import Beside
from workstreams.importing.compare import Comparison, Fact, compare, of_record
from workstreams.importing.fixes import Chosen
from workstreams.importing.records import Reading, Record
from workstreams.importing.shapes import action_plan, progress_report
from workstreams.importing.writing import Writer
from workstreams.models import BatchState, ImportBatch, Person, PersonAlias, Programme


class AlreadyDone(Exception):
    """The upload is in the plan, or was discarded; `batch` says by whom and when."""

    def __init__(self, batch: ImportBatch) -> None:
        super().__init__("This upload has been dealt with already.")
        self.batch = batch


class Moved(Exception):
    """The plan changed since the preview; `preview` is how things stand now."""

    def __init__(self, preview: Preview) -> None:
        super().__init__("The plan has changed since this was checked.")
        self.preview = preview


#: Shapes that carry updates, savings, issues, risks or facts of the programme.
MORE_THAN_A_PLAN = frozenset({progress_report.NAME, action_plan.NAME})


@dataclass(slots=True)
class Choices:
    """What a person chose in the preview: flag id -> offered value, conflicts to take, changes to leave out."""

    fixes: Mapping[str, str] = field(default_factory=dict)
    take: tuple[str, ...] = ()
    refuse: tuple[str, ...] = ()

    @property
    def any(self) -> bool:
        """Whether anything was chosen at all."""
        return bool(self.fixes or self.take or self.refuse)


@dataclass(slots=True)
class Preview:
    """One upload against the plan as it stands: nothing is saved."""

    reading: Reading
    chosen: Chosen
    comparison: Comparison
    standing: Standing


def read_file(data: bytes) -> Reading:
    """Bytes to a reading, knowing the people there are. Raises `sniff.Refused`."""
    names = Person.objects.values_list("name", flat=True)
    aliases = PersonAlias.objects.values_list("text", flat=True)
    return columns.read(workbook.read(data), known_people=list(names), settled=list(aliases))


def check(
    *, programme: Programme, data: bytes, file_name: str, by: Any, now: datetime
) -> ImportBatch:
    """Reads a file and keeps it for the preview. Raises `sniff.Refused`; then nothing is kept."""
    reading = read_file(data)
    return keep_upload(
        programme=programme,
        file_name=file_name,
        data=data,
        shape=reading.shape,
        reading=stored.to_json(reading),
        by=by,
        now=now,
    )


@dataclass(slots=True)
class Standing:
    """How a programme's plan stands when an upload is held against it."""

    plan: list[Fact] = field(default_factory=list)
    last: ImportBatch | None = None

    @classmethod
    def of(cls, programme: Programme | None, shape: str = "") -> Standing:
        """Five statements, four more for sheets that say more than a plan; none where there is no programme yet."""
        if programme is None:
            return cls()
        plan = facts.of_plan(programme)
        if shape in MORE_THAN_A_PLAN:
            plan = beside_facts.added_to(plan, programme)
        return cls(plan, facts.last_import(programme))

    @property
    def base(self) -> facts.Base:
        """What the sheet said last time."""
        return self.last.reading.get("base", {}) if self.last is not None else {}


def preview(batch: ImportBatch, choices: Choices | None = None) -> Preview:
    """What an upload would do to the plan as it stands now, with the choices made so far."""
    standing = Standing.of(batch.programme, batch.shape)
    return against(stored.from_json(batch.reading), standing, choices or Choices())


def against(reading: Reading, standing: Standing, choices: Choices) -> Preview:
    """A reading against a plan."""
    done = fixes.chosen(reading, choices.fixes, {fact.key for fact in standing.plan})
    records = _through_aliases(done)
    base = standing.base
    found = compare(records, standing.plan, base, take=choices.take, refuse=choices.refuse)
    return Preview(reading, done, found, standing)


def _through_aliases(done: Chosen) -> list[Any]:
    """Names known as another spelling of somebody mean that person."""
    known = {
        alias.text.casefold(): alias.person.name
        for alias in PersonAlias.objects.select_related("person")
    }
    for record in done.records:
        record.owners = tuple(
            dict.fromkeys(known.get(name.casefold(), name) for name in record.owners)
        )
    return done.records


@transaction.atomic
def apply(
    batch: ImportBatch,
    *,
    by: Any,
    today: date,
    now: datetime,
    choices: Choices | None = None,
    expected: str = "",
) -> Preview:
    """Brings an upload into the plan and answers what was done.

    `expected` is the digest of the comparison that was shown, before any choice. Raises `AlreadyDone` for an
    upload that was applied or discarded meanwhile, `Moved` when the plan is not what it was, `actions.base.Refused`
    when a new row would stand in what is closed; in each case nothing is changed.
    """
    choices = choices or Choices()
    programme = Programme.objects.select_for_update().get(pk=batch.programme_id)
    batch = (
        ImportBatch.objects.select_for_update(of=("self",))
        .select_related("by")
        .defer("content")
        .get(pk=batch.pk)
    )
    if batch.state != BatchState.CHECKED:
        raise AlreadyDone(batch)
    batch.programme = programme
    reading, standing = stored.from_json(batch.reading), Standing.of(programme, batch.shape)
    shown = against(reading, standing, Choices())
    if expected and expected != shown.comparison.digest():
        raise Moved(shown)
    found = against(reading, standing, choices) if choices.any else shown
    reason = f"Imported from {batch.file_name}"
    _write(programme, found, by=by, today=today, now=now, reason=reason)
    if not found.comparison.nothing:
        rerate(programme, today=today)
    _close(batch, found, choices, by=by, now=now)
    return found


def _write(
    programme: Programme, found: Preview, *, by: Any, today: date, now: datetime, reason: str
) -> None:
    """Aliases that were confirmed, people who are new, then the rows."""
    changed = {change.key for change in found.comparison.changes}
    records = [
        record for record in found.chosen.records if record.key in changed
    ] + found.comparison.added
    names = [*(name for record in records for name in record.owners), *found.chosen.people.values()]
    names += [
        record.facts[name] for record in records for name in ("sponsor", "manager") if record.facts.get(name)
    ]  # fmt: skip
    known = _about_people(records)
    people = (
        ensure_people(dict.fromkeys(names), by=by, now=now, reason=reason, known=known)
        if names
        else {}
    )
    for written, person in found.chosen.people.items():
        add_alias(people[person.casefold()], text=written, by=by, now=now)
    writer = Writer(programme, found.comparison, people, by=by, today=today, now=now, reason=reason)
    writer.write(found.chosen.records)
    Beside(writer).write(found.chosen.records)


def _about_people(records: list[Record]) -> dict[str, dict[str, str]]:
    """What a sheet says of its owners: job titles, and which of them are posts or groups. By name in lower case."""
    known: dict[str, dict[str, str]] = defaultdict(dict)
    for record in records:
        for name, role in record.roles.items():
            known[name.casefold()].setdefault("job_title", role[:160])
        for name, kind in record.groups.items():
            known[name.casefold()]["kind"] = kind
    return dict(known)


def _close(batch: ImportBatch, found: Preview, choices: Choices, *, by: Any, now: datetime) -> None:
    base = _new_base(found.standing.base, found)
    batch.reading = {**batch.reading, "base": base}
    batch.chosen = {
        "fixes": found.chosen.accepted,
        "take": list(choices.take),
        "refuse": list(choices.refuse),
    }
    batch.summary = {
        "added": len(found.comparison.added),
        "changed": found.comparison.changed_rows,
        "cells": len(found.comparison.changes),
        "unchanged": found.comparison.unchanged,
        "missing": len(found.comparison.missing),
    }
    batch.state, batch.applied_at, batch.by = BatchState.APPLIED, now, by
    save(
        batch, by=by, now=now, fields=["reading", "chosen", "summary", "state", "applied_at", "by"]
    )


def _new_base(last: facts.Base, found: Preview) -> facts.Base:
    """What the sheet said, for the next comparison. A cell left empty and a conflict left open keep what stood
    before, so that they are not forgotten; rows that are not in this sheet keep theirs."""
    comparison = found.comparison
    base = {comparison.renamed.get(key, key): words for key, words in last.items()}
    settled = {change.id for change in comparison.changes}
    open_fields = [(change.key, change.field) for change in comparison.kept]
    open_fields += [
        (each.key, each.field) for each in comparison.conflicts if each.id not in settled
    ]
    kept = {(key, name): base[key][name] for key, name in open_fields if name in base.get(key, {})}
    base.update({record.key: of_record(record)[0] for record in found.reading.records})
    for (key, name), words in kept.items():
        base[key][name] = words
    return base
