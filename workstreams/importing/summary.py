"""The figures of one reading, and what the import would do: the JSON that `import_plan` prints. Plain Python."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from workstreams.importing.compare import Comparison
from workstreams.importing.records import Kind, Reading, Record

_RAGS = ("green", "amber", "red", "blue")


def of(reading: Reading, comparison: Comparison) -> dict[str, Any]:
    """Counts as the sheet has them; blank is counted as "none" or "blank", never as Green or 0."""
    kinds = Counter(record.kind for record in reading.records)
    items = [record for record in reading.records if record.kind.is_item]
    branches = [record for record in reading.records if record.kind is Kind.WORKSTREAM]
    return {
        "outcomes": kinds[Kind.OUTCOME],
        "workstreams": kinds[Kind.WORKSTREAM],
        "deliverables": kinds[Kind.DELIVERABLE],
        "phases": kinds[Kind.PHASE],
        "items": {
            kind.value: kinds[kind]
            for kind in (Kind.TASK, Kind.MILESTONE, Kind.GOVERNANCE, Kind.UNTYPED)
        },
        "item_rag": _rags(items),
        "workstream_rag": _rags(branches),
        "savings_rag": _rags(branches, "savings_rag"),
        "priority": _priorities(branches),
        "target_saving_k": sum(record.saving_k or 0 for record in branches),
        "issues": kinds[Kind.ISSUE],
        "risks": kinds[Kind.RISK],
        "percent": _percents(items),
        "flags": dict(Counter(flag.code for flag in reading.flags)),
        "changes": {
            "added": len(comparison.added),
            "changed": comparison.changed_rows,
            "cells": len(comparison.changes),
            "unchanged": comparison.unchanged,
            "missing": len(comparison.missing),
        },
        "rows": {
            "read": reading.rows_read,
            "imported": sum(record.row > 0 for record in reading.records),
            "left_out": [asdict(left) for left in reading.left_out],
        },
        "notices": reading.notices,
    }


def _rags(records: Iterable[Record], field: str = "rag") -> dict[str, int]:
    found = Counter(getattr(record, field) or "none" for record in records)
    return {name: found[name] for name in (*_RAGS, "none")}


def _priorities(records: Iterable[Record]) -> dict[str, int]:
    found = Counter(record.priority.lower() or "none" for record in records)
    return {name: found[name] for name in ("high", "medium", "low", "none")}


def _percents(records: Iterable[Record]) -> dict[str, int]:
    found = Counter(
        "blank" if record.percent is None else str(record.percent) for record in records
    )
    return {
        name: found[name]
        for name in sorted(found, key=lambda name: (name == "blank", name.zfill(3)))
    }
