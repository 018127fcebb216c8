"""Records against the living plan: what would be added, changed, kept, and what the sheet no longer has. Plain Python.

Three things are looked at for every field: what the sheet said last time, what it says now, and what the plan says.
The sheet changes a field only where the sheet itself changed; a field changed on both sides is a conflict, and the
plan's word stands unless a person says otherwise. An empty cell never empties the plan.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field

from workstreams.importing.records import FIELDS, SOME, Kind, Record
from workstreams.importing.shapes.identity import plain


@dataclass(slots=True)
class Fact:
    """One row of the living plan as the import sees it. `typed` and `values` by field, as in `of_record`."""

    key: str  # its import key; for rows made in the tracker "family:pk", which no sheet holds
    pk: int
    kind: Kind
    title: str  # as typed, whole
    ref: str
    parent: str  # key of the row above
    typed: dict[str, str] = field(default_factory=dict)
    values: dict[str, str] = field(default_factory=dict)
    closed: bool = False  # a workstream or phase that takes nothing new


@dataclass(frozen=True, slots=True)
class Change:
    """One field of one row that would change."""

    key: str
    field: str
    now: str
    becomes: str
    cell: str
    title: str
    ref: str
    conflict: bool = False  # changed in the tracker as well, since the sheet was last brought in

    @property
    def label(self) -> str:
        """The field in words."""
        return FIELDS[self.field]

    @property
    def id(self) -> str:
        """Names the change within one file."""
        return f"{self.key[:12]}.{self.field}"


@dataclass(slots=True)
class Comparison:
    """What one import would do. Nothing of it is done yet."""

    added: list[Record] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    conflicts: list[Change] = field(default_factory=list)
    kept: list[Change] = field(default_factory=list)  # cells now empty: the plan keeps what it has
    renamed: dict[str, str] = field(
        default_factory=dict
    )  # old key -> new key, for rows found by other means
    missing: list[Fact] = field(default_factory=list)
    matched: dict[str, Fact] = field(default_factory=dict)  # key -> the row of the plan it is
    unchanged: int = 0

    @property
    def changed_rows(self) -> int:
        """Rows with at least one change."""
        return len({change.key for change in self.changes})

    @property
    def into_closed(self) -> list[tuple[Record, Fact, Fact]]:
        """New rows that would stand in what is closed, each with that place and with the highest closed
        one around it, which is the one to open again. None of the file can be saved while there is one."""
        found = []
        for record in self.added:
            place = self.matched.get(record.parent)
            if place is None or not place.closed:
                continue
            top = place
            while (above := self.matched.get(top.parent)) is not None and above.closed:
                top = above
            found.append((record, place, top))
        return found

    @property
    def nothing(self) -> bool:
        """The import would leave the plan as it is."""
        return not self.added and not self.changes

    def digest(self) -> str:
        """Names what would be done, so that what was confirmed is what was shown."""
        told = [record.key for record in self.added]
        told += [f"{c.id}={c.now}>{c.becomes}" for c in (*self.changes, *self.conflicts)]
        return hashlib.sha256("\n".join(told).encode()).hexdigest()[:16]


def compare(
    records: Iterable[Record],
    facts: Iterable[Fact],
    base: Mapping[str, Mapping[str, str]],
    *,
    take: Iterable[str] = (),
    refuse: Iterable[str] = (),
) -> Comparison:
    """`base` is key -> field -> what the sheet said when it was last brought in. `take` are ids of conflicts where the
    sheet's word shall count, `refuse` ids of changes that a person left out."""
    records = list(records)
    result = Comparison()
    by_key = {fact.key: fact for fact in facts}
    result.renamed = _renamed(records, by_key)
    for old, new in result.renamed.items():
        by_key[new] = by_key.pop(old)
    before = {result.renamed.get(key, key): words for key, words in base.items()}
    wanted, refused = set(take), set(refuse)
    for record in records:
        fact = by_key.pop(record.key, None)
        if fact is None:
            result.added.append(record)
            continue
        result.matched[record.key] = fact
        found = list(_changes(record, fact, before.get(record.key), result))
        taken = [c for c in found if (not c.conflict or c.id in wanted) and c.id not in refused]
        result.changes.extend(taken)
        result.conflicts.extend(c for c in found if c.conflict)
        result.unchanged += not taken
    result.missing = [fact for fact in by_key.values() if fact.kind is not Kind.PROGRAMME]
    return result


def _changes(
    record: Record, fact: Fact, before: Mapping[str, str] | None, result: Comparison
) -> Iterable[Change]:
    typed, values = of_record(record)
    for name, now in fact.typed.items():
        if name not in typed:
            continue  # this shape of sheet has no such column
        says = typed[name]
        if name in record.fixed:
            if values.get(name) != fact.values.get(name):
                yield _change(record, name, _shown(fact, name), _shown_value(values[name], says))
            continue
        last = before.get(name, now) if before is not None else now
        if same(says, last) or same(says, now):
            continue
        change = _change(record, name, _shown(fact, name), says, conflict=not same(now, last))
        if not says:
            result.kept.append(change)
        else:
            yield change


def _change(record: Record, name: str, now: str, becomes: str, *, conflict: bool = False) -> Change:
    return Change(
        record.key, name, now, becomes, record.cell(name), record.title, record.ref, conflict
    )


def _shown(fact: Fact, name: str) -> str:
    return fact.typed.get(name, "")


def _shown_value(value: str, typed: str) -> str:
    return value.partition("|")[0] or typed


def same(one: str, two: str) -> bool:
    """Texts that differ in spaces only are the same."""
    return " ".join(one.split()) == " ".join(two.split())


def of_record(record: Record) -> tuple[dict[str, str], dict[str, str]]:
    """What a record says: as typed, and as the value the plan would hold. Fields that the kind of row does not have are
    left out."""
    if record.kind is Kind.PROGRAMME:
        return dict(record.facts), dict(record.facts)
    if record.kind.is_beside:
        said = {"title": record.text, "owners": record.owners_text, "action": record.action}
        return said, {**said, "owners": "; ".join(record.owners)}
    typed = {
        "title": record.text,
        "kind": record.kind.value,
        "scope": record.scope_text,
        "owners": record.owners_text,
        "percent": "" if record.percent is None else f"{record.percent}%",
        "rag": record.rag,
        "risk": record.risk,
        "interdependency": record.interdependency,
        "comments": record.comments,
    }
    typed |= {name: getattr(record, name) for name in SOME if name in record.cells}
    values = {
        **typed,
        "title": record.title,
        "owners": "; ".join(record.owners),
        "status": record.status,
    }
    if record.kind.is_item:
        typed["status"] = record.status
        for name in ("start", "end", "revised"):
            when = getattr(record, name)
            typed[name] = when.text.strip()
            day = when.begins if name == "start" else when.due
            values[name] = (
                f"{day.isoformat() if day else ''}|{when.precision.value}|{when.certainty.value}"
            )
    return typed, values


def _renamed(records: list[Record], facts: Mapping[str, Fact]) -> dict[str, str]:
    """Rows whose title, or whose heading's title, changed: found by their number, by a title that stands once on both
    sides, or by what stands under them. Old key -> new key."""
    new = {record.key: record for record in records if record.key not in facts}
    keys = {record.key for record in records}
    old = {key: fact for key, fact in facts.items() if key not in keys}
    found: dict[str, str] = {}

    def pair(before: str, after: str) -> None:
        found[before] = after
        del old[before], new[after]

    _pair_unique(new, old, _number_of, pair)
    _pair_unique(new, old, _title_of, pair)
    _pair_by_children(records, facts, new, old, found, pair)
    return found


def _number_of(row: Record | Fact) -> Hashable:
    """Only for workstreams that came from a sheet: an unrelated one made by hand may carry the same number."""
    if row.kind is not Kind.WORKSTREAM or not row.ref or row.key.startswith("branch:"):
        return None
    return (row.kind, row.ref)


def _title_of(row: Record | Fact) -> Hashable:
    return (row.kind.family, plain(row.text if isinstance(row, Record) else row.title))


def _pair_unique(
    new: Mapping[str, Record],
    old: Mapping[str, Fact],
    name: Callable[[Record | Fact], Hashable],
    pair: Callable[[str, str], None],
) -> None:
    left: dict[Hashable, list[str]] = defaultdict(list)
    right: dict[Hashable, list[str]] = defaultdict(list)
    for key, record in new.items():
        left[name(record)].append(key)
    for key, fact in old.items():
        right[name(fact)].append(key)
    for words, keys in left.items():
        if words is not None and len(keys) == 1 and len(right.get(words, ())) == 1:
            pair(right[words][0], keys[0])


def _pair_by_children(
    records: Iterable[Record],
    facts: Mapping[str, Fact],
    new: Mapping[str, Record],
    old: Mapping[str, Fact],
    found: Mapping[str, str],
    pair: Callable[[str, str], None],
) -> None:
    """A heading with a new title keeps most of the rows under it."""
    before_of = {after: before for before, after in found.items()}
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for record in records:
        fact = facts.get(before_of.get(record.key, record.key))
        if fact is not None and record.parent in new and fact.parent in old:
            votes[record.parent][fact.parent] += 1
    for after, counter in votes.items():
        before, _ = counter.most_common(1)[0]
        if after in new and before in old and new[after].kind.family == old[before].kind.family:
            pair(before, after)
