"""Records -> rows of the plan, in bulk and with their history. Called inside `apply`'s transaction only.

The number of statements does not grow with the number of rows, only with the depth of the tree: each level of
headings is inserted at once, because the next one needs its keys.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, cast

from workstreams.actions.base import Refused, add_all
from workstreams.actions.importing import change_all, drop
from workstreams.importing.compare import Comparison
from workstreams.importing.records import Kind, Record
from workstreams.importing.row_columns import BRANCH, ITEM, PHASE, Row, columns_of
from workstreams.models import (
    Item,
    ItemOwner,
    Person,
    Phase,
    Programme,
    Workstream,
    WorkstreamOwner,
    place,
)

#: Room between two rows of a sheet, so that a row added later finds a place without moving the others.
GAP = 10


class Writer:
    """One import's rows. `people` maps names in lower case to persons."""

    def __init__(
        self,
        programme: Programme,
        comparison: Comparison,
        people: Mapping[str, Person],
        *,
        by: Any,
        today: date,
        now: datetime,
        reason: str,
    ) -> None:
        self.programme, self.comparison, self.people = programme, comparison, people
        self.by, self.today, self.now, self.reason = by, today, now, reason
        self._rows: dict[str, Row] = {}  # import key -> row

    def row(self, key: str) -> Row | None:
        """The row of the plan under a key, once it is written."""
        return self._rows.get(key)

    def write(self, records: Sequence[Record]) -> None:
        """New rows in their places, changed columns, new keys of renamed rows."""
        comparison = self.comparison
        if comparison.nothing and not comparison.renamed:
            return
        self._load()
        if comparison.added:
            self._add(records)
        if comparison.changes or comparison.renamed:
            self._change({record.key: record for record in records})

    def _load(self) -> None:
        """The rows of the plan that the sheet's rows are, under the sheet's keys."""
        plan: dict[tuple[str, int], Row] = {}
        for branch in Workstream.objects.filter(programme=self.programme):
            plan["branch", branch.pk] = branch
        for phase in Phase.objects.filter(workstream__programme=self.programme).select_related(
            "workstream"
        ):
            plan["phase", phase.pk] = phase
        for item in Item.objects.filter(programme=self.programme):
            plan["item", item.pk] = item
        for key, fact in self.comparison.matched.items():
            if fact.kind.is_beside:
                continue
            self._rows[key] = plan[fact.kind.family, fact.pk]
        self._taken: dict[str, set[int]] = defaultdict(set)
        for row in plan.values():
            self._taken[row.sort_key[: -len(place("", 0))]].add(row.position)

    # New rows ------------------------------------------------------------------------------------

    def _add(self, records: Sequence[Record]) -> None:
        added = {record.key for record in self.comparison.added if not record.kind.is_beside}
        depth: dict[str, int] = {"": 0}
        waves: dict[int, list[Record]] = defaultdict(list)
        before: dict[str, str] = {}  # key -> the row above it under the same heading
        last: dict[str, str] = {}
        for record in records:
            if record.kind.is_beside:
                continue
            depth[record.key] = depth[record.parent] + 1
            before[record.key] = last.get(record.parent, "")
            last[record.parent] = record.key
            if record.key in added:
                waves[depth[record.key]].append(record)
        for level in sorted(waves):
            self._add_wave(waves[level], before)

    def _add_wave(self, records: Sequence[Record], before: Mapping[str, str]) -> None:
        branches: list[Workstream] = []
        phases: list[Phase] = []
        items: list[Item] = []
        for record in records:
            row = self._new(record, before[record.key])
            self._rows[record.key] = row
            if isinstance(row, Workstream):
                branches.append(row)
            elif isinstance(row, Phase):
                phases.append(row)
            else:
                items.append(row)
        how = {"by": self.by, "now": self.now, "reason": self.reason}
        for rows in (branches, phases, items):
            add_all(rows, **how)
        self._own(records)

    def _new(self, record: Record, before: str) -> Row:
        parent = self._rows.get(record.parent)
        if isinstance(parent, (Workstream, Phase)) and parent.closed_on is not None:
            raise Refused(
                f"{record.sheet} puts “{record.title[:80]}” into {parent}, which is closed. Open it again "
                "first, or take the row out of the sheet. Nothing was saved."
            )
        base = parent.sort_key if parent is not None else ""
        position = self._position(base, before)
        common = {
            "import_key": record.key, "source_cell": f"{record.sheet}!{record.cell('title')}"[:80],
            "position": position, "sort_key": place(base, position),
        }  # fmt: skip
        row: Row
        if record.kind is Kind.PHASE:
            row = Phase(workstream=cast(Workstream, parent), **common)
        elif record.kind.is_item:
            phase = parent if isinstance(parent, Phase) else None
            branch = phase.workstream if phase is not None else cast(Workstream, parent)
            row = Item(
                programme=self.programme,
                workstream=branch,
                phase=phase,
                created_at=self.now,
                **common,
            )
        else:
            above = cast(Workstream | None, parent)
            row = Workstream(programme=self.programme, parent=above, **common)
        self._fill(row, record)
        return row

    def _position(self, base: str, before: str) -> int:
        """A free place after the row above, or at the beginning; the nearest one when there is no gap left."""
        taken = self._taken[base]
        above = self._rows[before].position if before else 0
        below = min((position for position in taken if position > above), default=0)
        position = above + GAP
        if below:
            position = (above + below) // 2 if below - above > 1 else max(taken) + GAP
        taken.add(position)
        return position

    def _fill(self, row: Row, record: Record) -> None:
        """All columns that a sheet can give."""
        row.owners_text = record.owners_text[:500]
        row.percent = record.percent
        row.declared_rag = record.rag
        row.risk_text, row.interdependency_text = record.risk, record.interdependency
        row.comments_text = record.comments
        row.scope_text = record.scope_text[:160]
        if isinstance(row, Phase):
            row.name = record.title[:200]
            return
        row.title, row.ref = record.title, record.ref[:40]
        row.full_text = record.text if record.text != record.title else ""
        row.scope = record.scope
        row.statutory, row.statutory_text = bool(record.statutory), record.statutory[:160]
        row.declared_on = self.today if record.rag else None
        if isinstance(row, Workstream):
            row.level = record.kind.value
            row.priority, row.declared_savings_rag = record.priority, record.savings_rag
            row.savings_declared_on = self.today if record.savings_rag else None
            row.source_page, row.note = record.source_page[:160], record.note
            row.cohorts = record.cohorts[:200]
            return
        row.success_measure, row.partners_text = record.success_measure, record.partners
        row.recurrence = record.recurrence
        row.timeliness, row.timeliness_text = record.timeliness, record.timeliness_text[:160]
        row.completed_on = date.fromisoformat(record.completed) if record.completed else None
        row.kind, row.status = record.kind.value, record.status
        row.start, row.target, row.revised = record.start, record.end, record.revised
        row.changed_at = self.now

    def _own(self, records: Sequence[Record]) -> None:
        leads: list[WorkstreamOwner] = []
        owners: list[ItemOwner] = []
        for record in records:
            row = self._rows[record.key]
            for position, name in enumerate(record.owners):
                person = self.people[name.casefold()]
                if isinstance(row, Workstream):
                    leads.append(
                        WorkstreamOwner(
                            workstream=row, person=person, lead=position == 0, position=position
                        )
                    )
                elif isinstance(row, Item):
                    owners.append(
                        ItemOwner(item=row, person=person, lead=position == 0, position=position)
                    )
        how = {"by": self.by, "now": self.now, "reason": self.reason}
        add_all(_once(leads, "workstream_id"), **how)
        add_all(_once(owners, "item_id"), **how)

    # Changed rows --------------------------------------------------------------------------------

    def _change(self, records: Mapping[str, Record]) -> None:
        changed: dict[str, set[str]] = defaultdict(set)
        for change in self.comparison.changes:
            changed[change.key].add(change.field)
        touched: dict[type, list[Row]] = defaultdict(list)
        renamed = set(self.comparison.renamed.values())
        for key in {*changed, *renamed}:
            if records[key].kind.is_beside:
                continue
            row = self._rows[key]
            self._take(row, records[key], changed.get(key, set()))
            row.import_key = key
            row.version += 1
            touched[type(row)].append(row)
        for model, columns in (
            (Workstream, BRANCH),
            (Phase, PHASE),
            (Item, (*ITEM, "changed_at")),
        ):
            change_all(
                touched[model],
                fields=[*columns, "import_key", "version"],
                by=self.by,
                now=self.now,
                reason=self.reason,
            )
        self._reown([records[key] for key, fields in changed.items()
                     if "owners" in fields and not records[key].kind.is_beside])  # fmt: skip

    def _take(self, row: Row, record: Record, fields: set[str]) -> None:
        """Only the fields that the comparison named; what else the tracker knows of the row stays."""
        full = type(row)()
        self._fill(full, record)
        for name in fields:
            for column in columns_of(name, row):
                setattr(row, column, getattr(full, column))
        if isinstance(row, Item) and fields:
            row.changed_at = self.now
            if row.status != "complete":
                row.completed_on = None

    def _reown(self, records: Sequence[Record]) -> None:
        for record in records:
            row = self._rows[record.key]
            if isinstance(row, Phase):
                continue
            for ownership in row.ownerships.all():
                drop(ownership, by=self.by, now=self.now, reason=self.reason)
        self._own(records)


def _once(rows: list[Any], row: str) -> list[Any]:
    """Each person once a row: two spellings may turn out to be one person."""
    seen: set[tuple[int, int]] = set()
    kept = []
    for each in rows:
        if (mark := (getattr(each, row), each.person_id)) not in seen:
            seen.add(mark)
            kept.append(each)
    return kept
