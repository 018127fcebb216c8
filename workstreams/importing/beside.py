"""What a sheet says beside its plan: updates, steps, savings, issues, risks, and facts of the whole programme.

Compared like the plan's own rows, written in the same transaction. The number of statements does not grow with the
number of rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, cast

from workstreams.actions.base import add_all, save
from workstreams.actions.importing import change_all
from workstreams.importing.beside_facts import OF_PROGRAMME, SAVING, savings_of
from workstreams.importing.records import Kind, Record
from workstreams.importing.writing import Writer
from workstreams.models import (
    Checkpoint,
    Figure,
    Issue,
    Item,
    Person,
    Risk,
    Saving,
    SavingYear,
    Update,
    Workstream,
)
from workstreams.money.ledger import financial_year
from workstreams.when import When
from workstreams.when import read as read_when


def _further(when: When) -> tuple[When, ...]:
    """The other dates of a cell, read again from its text."""
    return read_when(when.text, near=when.earliest).also


class Beside:
    """Writes what stands beside the rows that a `Writer` has written."""

    def __init__(self, writer: Writer) -> None:
        self.writer, self.programme, self.people = writer, writer.programme, writer.people
        self.how = {"by": writer.by, "now": writer.now, "reason": writer.reason}
        comparison = writer.comparison
        self._changed: dict[str, set[str]] = {record.key: set() for record in comparison.added}
        for change in comparison.changes:
            self._changed.setdefault(change.key, set()).add(change.field)
        self._added = {record.key for record in comparison.added}

    def write(self, records: Sequence[Record]) -> None:
        """All of it; nothing when the comparison found nothing to do."""
        touched = [record for record in records if record.key in self._changed]
        if not touched:
            return
        by_key = {record.key: record for record in records}
        for record in touched:
            if record.kind is Kind.PROGRAMME:
                self._tell_programme(record)
        self._updates(touched)
        self._checkpoints(touched)
        self._links(touched)
        self._savings(touched, by_key)
        for kind in (Kind.ISSUE, Kind.RISK):
            self._register([record for record in touched if record.kind is kind], kind)

    def _wants(self, record: Record, name: str) -> bool:
        return record.key in self._added or name in self._changed[record.key]

    def _items(self, records: Iterable[Record], name: str) -> Iterable[tuple[Record, Item]]:
        for record in records:
            row = self.writer.row(record.key)
            if isinstance(row, Item) and self._wants(record, name):
                yield record, row

    def _updates(self, records: Sequence[Record]) -> None:
        rows = [
            Update(item=item, text=record.update, by=self.writer.by, written_at=self.writer.now)
            for record, item in self._items(records, "update")
            if record.update
        ]
        add_all(rows, **self.how)

    def _checkpoints(self, records: Sequence[Record]) -> None:
        rows = []
        for record, item in self._items(records, "end"):
            steps: list[tuple[str, When]] = [(part, When("")) for part in record.parts]
            steps += [(when.text[:300], when) for when in _further(record.end)]
            for position, (title, when) in enumerate(steps, 1):
                step = Checkpoint(item=item, title=title[:300], position=position)
                step.when = when
                rows.append(step)
        again = [
            item.pk for record, item in self._items(records, "end") if record.key not in self._added
        ]
        there = (
            set(Checkpoint.objects.filter(item__in=again).values_list("item", "title"))
            if again
            else set()
        )
        add_all([step for step in rows if (step.item_id, step.title) not in there], **self.how)

    def _links(self, records: Sequence[Record]) -> None:
        """Updates shared with another row, and rows that repeat another: only when both are in the plan."""
        linked = []
        for record in records:
            item = self.writer.row(record.key)
            if not isinstance(item, Item) or record.key not in self._added:
                continue
            same, other = self.writer.row(record.same_as), self.writer.row(record.duplicate_of)
            if isinstance(same, Item) or isinstance(other, Item):
                item.same_update_as = same if isinstance(same, Item) else None
                item.duplicate_of = other if isinstance(other, Item) else None
                linked.append(item)
        change_all(linked, fields=["same_update_as", "duplicate_of"], **self.how)

    def _savings(self, records: Sequence[Record], by_key: dict[str, Record]) -> None:
        """The target of a workstream or an outcome, in the financial year of the report (S4-33, S4-34)."""
        wanted = [
            each for each in records if each.saving_k is not None and self._wants(each, "saving")
        ]
        if not wanted:
            return
        standing = {row.import_key: row for row in savings_of(self.programme)}
        made: list[Saving] = []
        for record in wanted:
            row = self.writer.row(record.key)
            saving = standing.get(record.key + SAVING)
            if saving is None and isinstance(row, Workstream):
                saving = Saving(
                    programme=self.programme, workstream=row, import_key=record.key + SAVING,
                    title=f"Target saving: {row.name}"[:500], typed=record.saving[:80],
                    declared_rag=record.savings_rag, source_cell=row.source_cell,
                    note="In thousands of pounds in the sheet; a minus is a saving there.",
                )  # fmt: skip
                made.append(saving)
                standing[record.key + SAVING] = saving
            elif saving is not None:
                saving.typed = record.saving[:80]
                save(saving, **self.how, fields=["typed"])
        add_all(made, **self.how)
        self._include(made, by_key, standing)
        self._years(wanted, standing)

    def _include(
        self, made: Sequence[Saving], by_key: dict[str, Record], standing: dict[str, Saving]
    ) -> None:
        """A workstream's saving is part of its outcome's, unless somebody said that it comes on top (X4-18)."""
        inside = []
        for saving in made:
            record = by_key[saving.import_key.removesuffix(SAVING)]
            above = by_key.get(record.parent)
            larger = standing.get(record.parent + SAVING)
            if (
                above is not None
                and larger is not None
                and larger is not saving
                and not above.on_top
            ):
                saving.included_in = larger
                inside.append(saving)
        change_all(inside, fields=["included_in"], **self.how)

    def _years(self, records: Sequence[Record], standing: dict[str, Saving]) -> None:
        day = self.programme.status_date or self.writer.today
        year = financial_year(day)
        new: list[SavingYear] = []
        there = {
            row.saving_id: row
            for row in SavingYear.objects.filter(saving__in=list(standing.values()), year=year)
        }
        for record in records:
            saving = standing.get(record.key + SAVING)
            if saving is None or record.saving_k is None:
                continue
            row = there.get(saving.pk) or SavingYear(saving=saving, year=year)
            row.target = Figure.of(record.saving_k * 1000)
            if row.pk is None:
                new.append(row)
            else:
                save(row, **self.how)
        add_all(new, **self.how)

    def _register(self, records: Sequence[Record], kind: Kind) -> None:
        model: Any = Issue if kind is Kind.ISSUE else Risk
        said = "action" if kind is Kind.ISSUE else "mitigation"
        matched = self.writer.comparison.matched
        new = []
        for record in records:
            if record.key in self._added:
                row = model(
                    programme=self.programme, import_key=record.key, number=record.ref[:20],
                    source_cell=f"{record.sheet}!{record.cell('title')}"[:80], raised_on=self.writer.today,
                    raised_by=self.writer.by, workstream=self._home(record),
                )  # fmt: skip
            else:
                row = model.objects.get(pk=matched[record.key].pk)
                row.version += 1
            row.title, row.owners_text = record.text[:500], record.owners_text[:500]
            row.owner = self._person(record.owners[0]) if record.owners else None
            setattr(row, said, record.action)
            if row.pk is None:
                new.append(row)
            else:
                save(row, **self.how)
        add_all(new, **self.how)

    def _home(self, record: Record) -> Workstream | None:
        row = self.writer.row(record.about or record.parent)
        return row if isinstance(row, Workstream) else None

    def _person(self, name: str) -> Person | None:
        return self.people.get(name.casefold())

    def _tell_programme(self, record: Record) -> None:
        """Sponsor, manager, leads, status date and overall ratings, as the sheet says them now."""
        row, fields = self.programme, ["version"]
        wanted = self._changed[record.key] or set(record.facts)
        for name in wanted & set(record.facts):
            said = record.facts[name]
            column, value = OF_PROGRAMME.get(name, name), cast(Any, said)
            if name in ("sponsor", "manager"):
                value = self._person(said)
            elif name == "status_date":
                value = date.fromisoformat(said)
            elif name == "leads":
                value = said[:500]
            setattr(row, column, value)
            fields.append(column)
            if name == "overall_rag":
                row.declared_on = self.writer.today
                fields.append("declared_on")
        row.version += 1
        save(row, **self.how, fields=fields)
