"""Snapshot <-> canonical JSON, and its fingerprint. Plain Python, no Django.

Canonical means: the same snapshot gives the same bytes, whoever asks (sorted keys, no spaces, dates as
ISO text, datetimes in UTC). The SHA-256 of those bytes is printed on the report and kept beside it.
Old schema numbers are read by pure upgraders, one step at a time; ``tests/reports/data`` keeps one
snapshot of every number that was ever stored.
"""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import UTC, date, datetime
from typing import Any

from reports.snapshot import (
    SCHEMA,
    Day,
    Earlier,
    Item,
    ReceiptLine,
    Rule,
    Snapshot,
    Workstream,
)

Raw = dict[str, Any]

# schema n -> a function from the raw form of n to the raw form of n + 1
UPGRADERS: dict[int, Callable[[Raw], Raw]] = {}


class SnapshotError(ValueError):
    """The stored text is not a snapshot this version can read. The message says why, for people."""


def to_json(snapshot: Snapshot) -> str:
    """The canonical text."""
    return json.dumps(
        asdict(snapshot), sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=_plain
    )


def fingerprint(text: str) -> str:
    """SHA-256 of a canonical text, as 64 hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()


def from_json(text: str) -> Snapshot:
    """The snapshot a canonical text stands for; older schemas are brought up first. SnapshotError if it cannot be."""
    try:
        raw: Raw = json.loads(text)
        schema = int(raw["schema"])
    except (ValueError, KeyError, TypeError) as error:
        raise SnapshotError("The stored snapshot cannot be read: it is not whole.") from error
    if schema > SCHEMA:
        raise SnapshotError(f"The snapshot has schema {schema}; this version reads up to {SCHEMA}.")
    while schema < SCHEMA:
        if schema not in UPGRADERS:
            raise SnapshotError(f"There is no way to read schema {schema}.")
        raw = UPGRADERS[schema](raw)
        schema += 1
    try:
        return _snapshot({**raw, "schema": SCHEMA})
    except (KeyError, TypeError, ValueError) as error:
        raise SnapshotError("The stored snapshot cannot be read: a field is missing.") from error


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"A snapshot holds text, numbers and dates, not {type(value).__name__}.")


def _snapshot(raw: Raw) -> Snapshot:
    return Snapshot(
        **{
            **raw,
            "as_at": date.fromisoformat(raw["as_at"]),
            "taken_at": datetime.fromisoformat(raw["taken_at"]),
            "rules": tuple(Rule(**part) for part in raw["rules"]),
            "receipt": _receipt(raw["receipt"]),
            "workstreams": tuple(
                Workstream(
                    **{
                        **part,
                        "receipt": _receipt(part["receipt"]),
                        "declared_on": _date(part["declared_on"]),
                    }
                )
                for part in raw["workstreams"]
            ),
            "items": tuple(_item(part) for part in raw["items"]),
            "earlier": tuple(Earlier(**part) for part in raw["earlier"]),
        }
    )


def _item(raw: Raw) -> Item:
    days = {name: _day(raw[name]) for name in ("start", "target", "revised")}
    return Item(
        **{
            **raw,
            **days,
            "supporting": tuple(raw["supporting"]),
            "completed": _date(raw["completed"]),
            "update_on": _date(raw["update_on"]),
            "why": _receipt(raw["why"]),
        }
    )


def _day(raw: Mapping[str, Any]) -> Day:
    return Day(**{**raw, "day": _date(raw["day"])})


def _date(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


def _receipt(lines: list[Raw]) -> tuple[ReceiptLine, ...]:
    return tuple(ReceiptLine(**line) for line in lines)
