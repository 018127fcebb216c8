"""The stored plan as plain data, in plan order: what `export_plan` prints. Reads only.

Every row carries the same fields; what a row of that kind does not have is empty text or null, never left out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from workstreams.importing.beside_facts import latest_updates
from workstreams.models import (
    STEP,
    Item,
    ItemOwner,
    Level,
    Phase,
    Programme,
    SavingYear,
    Workstream,
    WorkstreamOwner,
)
from workstreams.when import When

RAG = frozenset({"red", "amber", "green", "blue"})


def rows(programme: Programme) -> Iterator[dict[str, Any]]:
    """The plan depth first as printed. Seven statements, whatever its size."""
    branches = {row.pk: row for row in Workstream.objects.filter(programme=programme)}
    phases = {row.pk: row for row in Phase.objects.filter(workstream__programme=programme)}
    items = list(Item.objects.filter(programme=programme))
    led, owned = _owners(programme)
    beside = _Beside(latest_updates(programme), _targets(programme))
    everything: list[tuple[str, int, Workstream | Phase | Item]] = [
        *((row.sort_key, 0, row) for row in branches.values()),
        *((row.sort_key, 1, row) for row in phases.values()),
        *((row.sort_key, 2, row) for row in items),
    ]
    titles: dict[str, str] = {}  # sort key -> title of every heading
    for row in branches.values():
        titles[row.sort_key] = row.title
    for phase in phases.values():
        titles[phase.sort_key] = phase.name
    for sort_key, _, each in sorted(
        everything, key=lambda entry: (entry[0], entry[1], entry[2].pk)
    ):
        yield _row(each, _above(sort_key, titles), led, owned, beside)


@dataclass(frozen=True, slots=True)
class _Beside:
    """By item its latest update, by workstream its target saving in thousands of pounds."""

    updates: dict[int, str]
    targets: dict[int, int | float]


def _targets(programme: Programme) -> dict[int, int | float]:
    """Target savings of all years by workstream, each workstream's own. One statement."""
    years = SavingYear.objects.filter(saving__programme=programme, saving__workstream__isnull=False)
    found: dict[int, Decimal] = defaultdict(Decimal)
    for workstream, amount in years.values_list("saving__workstream", "target_amount"):
        if amount is not None:
            found[workstream] += amount / 1000
    return {pk: int(total) if total == int(total) else float(total) for pk, total in found.items()}


def _above(sort_key: str, titles: dict[str, str]) -> list[str]:
    steps = (sort_key[:end] for end in range(STEP, len(sort_key), STEP))
    return [titles[step] for step in steps if step in titles]


def _owners(programme: Programme) -> tuple[dict[int, list[str]], dict[int, list[str]]]:
    led: dict[int, list[str]] = defaultdict(list)
    owned: dict[int, list[str]] = defaultdict(list)
    branch_rows = WorkstreamOwner.objects.filter(workstream__programme=programme)
    for pk, name in branch_rows.order_by("position", "pk").values_list(
        "workstream", "person__name"
    ):
        led[pk].append(name)
    item_rows = ItemOwner.objects.filter(item__programme=programme)
    for pk, name in item_rows.order_by("position", "pk").values_list("item", "person__name"):
        owned[pk].append(name)
    return led, owned


def _row(
    row: Workstream | Phase | Item,
    path: list[str],
    led: dict[int, list[str]],
    owned: dict[int, list[str]],
    beside: _Beside,
) -> dict[str, Any]:
    told: dict[str, Any] = {
        "path": path,
        "owners_text": row.owners_text,
        "scope": row.scope_text,
        "percent": row.percent,
        "status": "",
        "start": None,
        "end": None,
        "revised": None,
        "rag": row.declared_rag if row.declared_rag in RAG else None,
        "savings_rag": None,
        "priority": "",
        "target_saving_k": None,
        "risk_text": row.risk_text,
        "interdependency_text": row.interdependency_text,
        "comments_text": row.comments_text,
        "update_text": "",
        "success_measure": "",
        "partners_text": "",
    }
    named: dict[str, Any]
    if isinstance(row, Phase):
        named = {"kind": "phase", "ref": "", "title": row.name, "text": row.name, "owners": []}
        return named | told
    named = {"ref": row.ref, "title": row.title, "text": row.full_text or row.title}
    told["scope"] = row.scope_text or row.scope
    if isinstance(row, Workstream):
        told["priority"] = row.priority
        told["savings_rag"] = row.declared_savings_rag if row.declared_savings_rag in RAG else None
        told["target_saving_k"] = beside.targets.get(row.pk)
        return {"kind": _kind(row), **named, "owners": led.get(row.pk, [])} | told
    told["status"] = row.status
    told["update_text"] = beside.updates.get(row.pk, "")
    told["success_measure"], told["partners_text"] = row.success_measure, row.partners_text
    told |= {
        "start": when(row.start, last=False),
        "end": when(row.target, last=True),
        "revised": when(row.revised, last=True),
    }
    return {"kind": row.kind, **named, "owners": owned.get(row.pk, [])} | told


def _kind(row: Workstream) -> str:
    return row.level if row.level in (Level.OUTCOME, Level.DELIVERABLE) else Level.WORKSTREAM.value


def when(value: When, *, last: bool) -> dict[str, Any] | None:
    """A date as the export tells it; null when nothing was typed and nothing is known."""
    day = value.due if last else value.begins
    if not value.text and day is None:
        return None
    return {
        "text": value.text,
        "date": day.isoformat() if day else None,
        "precision": value.precision.value,
    }
