"""The living plan as the comparison sees it. Reads only; four statements, whatever the size of the plan."""

from __future__ import annotations

from collections import defaultdict

from django.db.models import Value

from workstreams.importing.compare import Fact
from workstreams.importing.records import Kind
from workstreams.models import (
    BatchState,
    ImportBatch,
    Item,
    ItemOwner,
    Phase,
    Programme,
    Workstream,
    WorkstreamOwner,
)
from workstreams.when import When

Base = dict[str, dict[str, str]]


def of_plan(programme: Programme) -> list[Fact]:
    """Every workstream, phase and item of a programme, in no particular order."""
    branches = list(Workstream.objects.filter(programme=programme))
    phases = list(Phase.objects.filter(workstream__programme=programme))
    items = list(Item.objects.filter(programme=programme))
    branch_key = {row.pk: key_of("branch", row) for row in branches}
    phase_key = {row.pk: key_of("phase", row) for row in phases}
    led, owned = _owners(programme)
    facts = [_of_branch(row, branch_key, led.get(row.pk, [])) for row in branches]
    facts += [_of_phase(row, branch_key) for row in phases]
    facts += [_of_item(row, branch_key, phase_key, owned.get(row.pk, [])) for row in items]
    return facts


def key_of(family: str, row: Workstream | Phase | Item) -> str:
    """A row's import key, or a name of its own for a row that never stood in a sheet."""
    return row.import_key or f"{family}:{row.pk}"


def base_of(programme: Programme) -> Base:
    """What the sheet said of every row when it was last brought in: key -> field -> as typed."""
    last = last_import(programme)
    return (last.reading or {}).get("base", {}) if last else {}


def last_import(programme: Programme) -> ImportBatch | None:
    """The import that was last brought into a programme, without its file."""
    done = ImportBatch.objects.filter(programme=programme, state=BatchState.APPLIED)
    return done.select_related("by").defer("content").order_by("-applied_at", "-pk").first()


def _owners(programme: Programme) -> tuple[dict[int, list[str]], dict[int, list[str]]]:
    """Names by workstream and by item, the lead first. One statement."""
    led: dict[int, list[str]] = defaultdict(list)
    owned: dict[int, list[str]] = defaultdict(list)
    branches = WorkstreamOwner.objects.filter(workstream__programme=programme).order_by()
    items = ItemOwner.objects.filter(item__programme=programme).order_by()
    both = branches.annotate(of=Value(0)).values_list(
        "of", "workstream", "position", "pk", "person__name"
    ).union(
        items.annotate(of=Value(1)).values_list("of", "item", "position", "pk", "person__name"),
        all=True,
    )  # fmt: skip
    for of, row, _, _, name in sorted(both):
        (owned if of else led)[row].append(name)
    return led, owned


def _texts(row: Workstream | Phase | Item) -> dict[str, str]:
    return {
        "scope": row.scope_text,
        "owners": row.owners_text,
        "percent": "" if row.percent is None else f"{row.percent}%",
        "rag": row.declared_rag,
        "risk": row.risk_text,
        "interdependency": row.interdependency_text,
        "comments": row.comments_text,
    }


def _of_branch(row: Workstream, keys: dict[int, str], owners: list[str]) -> Fact:
    kind = Kind(row.level) if row.level in ("outcome", "deliverable") else Kind.WORKSTREAM
    typed = {
        "title": row.full_text or row.title,
        "kind": kind.value,
        **_texts(row),
        "priority": row.priority,
        "savings_rag": row.declared_savings_rag,
    }
    values = {**typed, "title": row.title, "owners": "; ".join(owners)}
    parent = keys.get(row.parent_id, "") if row.parent_id else ""
    closed = row.closed_on is not None
    return Fact(keys[row.pk], row.pk, kind, typed["title"], row.ref, parent, typed, values, closed)


def _of_phase(row: Phase, keys: dict[int, str]) -> Fact:
    typed = {"title": row.name, **_texts(row)}
    key = key_of("phase", row)
    above, closed = keys[row.workstream_id], row.closed_on is not None
    return Fact(key, row.pk, Kind.PHASE, row.name, "", above, typed, dict(typed), closed)


def _of_item(
    row: Item, branches: dict[int, str], phases: dict[int, str], owners: list[str]
) -> Fact:
    typed = {
        "title": row.full_text or row.title,
        "kind": row.kind,
        **_texts(row),
        "status": row.status,
        "start": row.start.text.strip(),
        "end": row.target.text.strip(),
        "revised": row.revised.text.strip(),
        "success_measure": row.success_measure,
        "partners": row.partners_text,
    }
    values = {
        **typed,
        "title": row.title,
        "owners": "; ".join(owners),
        "start": when_value(row.start, last=False),
        "end": when_value(row.target, last=True),
        "revised": when_value(row.revised, last=True),
    }
    parent = phases[row.phase_id] if row.phase_id else branches[row.workstream_id]
    key = key_of("item", row)
    return Fact(key, row.pk, Kind(row.kind), typed["title"], row.ref, parent, typed, values)


def when_value(when: When, *, last: bool) -> str:
    """A date as the comparison sees it: day, precision, certainty."""
    day = when.due if last else when.begins
    return f"{day.isoformat() if day else ''}|{when.precision.value}|{when.certainty.value}"
