"""Snapshot <-> canonical JSON, and its fingerprint. Plain Python, no Django.

Canonical means: the same snapshot gives the same bytes, whoever asks (sorted keys, no spaces, dates as
ISO text, datetimes in UTC). The SHA-256 of those bytes is printed on the report and kept beside it.
Old schema numbers are read by pure upgraders, one step at a time; ``tests/reports/data`` keeps one
snapshot of every number that was ever stored.
"""

import hashlib
import json
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from types import NoneType
from typing import Any, get_args, get_origin, get_type_hints

from reports.snapshot import SCHEMA, Snapshot

Raw = dict[str, Any]

READERS: dict[Any, Callable[[Any], Any]] = {
    date: date.fromisoformat, datetime: datetime.fromisoformat, Decimal: Decimal,
}  # fmt: skip
REGISTERS = (
    "returns", "risks", "issues", "savings", "budgets", "measures", "decisions", "meetings", "terms",
)  # fmt: skip


class SnapshotError(ValueError):
    """The stored text is not a snapshot this version can read. The message says why, for people."""


def to_json(snapshot: Snapshot) -> str:
    """The canonical text."""
    return json.dumps(
        snapshot, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=_plain
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
        try:
            raw = UPGRADERS[schema](raw)
        except (KeyError, TypeError) as error:
            raise SnapshotError(
                "The stored snapshot cannot be read: a field is missing."
            ) from error
        schema += 1
    try:
        found: Snapshot = _record(Snapshot)({**raw, "schema": SCHEMA})
        return found
    except (KeyError, TypeError, ValueError) as error:
        raise SnapshotError("The stored snapshot cannot be read: a field is missing.") from error


def _plain(value: Any) -> Raw | str:
    kind: Any = type(value)
    if names := _names(kind):  # one record at a time: ``asdict`` copies all of them first
        return {name: getattr(value, name) for name in names}
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value, "f")
    raise TypeError(f"A snapshot holds text, numbers and dates, not {type(value).__name__}.")


@cache
def _names(kind: type) -> tuple[str, ...]:
    """The fields of a record; none of what is not one."""
    return tuple(each.name for each in fields(kind)) if is_dataclass(kind) else ()


def _to_2(raw: Raw) -> Raw:
    """Schema 2 holds the registers. A report frozen before says that it does not know, not that there were none."""
    texts = ("key_elements", "resources", "impact", "cohorts", "scope", "priority", "savings_rag",
             "savings_reason", "update", "update_by")  # fmt: skip
    more: Raw = dict.fromkeys(texts, "")
    more |= {
        "supporting": [], "strip": [], "percent": None, "update_on": None,
    }  # fmt: skip
    return {
        **raw,
        "workstreams": [{**node, **more} for node in raw["workstreams"]],
        "items": [{**item, "moved_why": ""} for item in raw["items"]],
        "declared_on": None,
        "confirmed": True,
        "with_registers": False,
        "returns_month": "",
        "savings_rag": "",
        "savings_reason": "",
        **{name: [] for name in REGISTERS},
    }


def _to_3(raw: Raw) -> Raw:
    """Schema 3 tells which workstreams were closed, and what a return said of risks and who agreed it.

    Before it every workstream counts as open, which is how those reports counted them.
    """
    more = {"risks": "", "no_change": False, "agreed_by": "", "agreed_on": None}
    return {
        **raw,
        "workstreams": [{**node, "closed_on": None} for node in raw["workstreams"]],
        "returns": [{**told, **more} for told in raw["returns"]],
        "returns_opened_on": None,
    }


def _to_4(raw: Raw) -> Raw:
    """Schema 4 tells which item a saving is of, and whether a statute asks for a workstream.

    Before it a saving was of a workstream alone, and what a statute asks for was known by its text.
    """
    return {
        **raw,
        "workstreams": [
            {**node, "by_statute": bool(node["statutory"])} for node in raw["workstreams"]
        ],
        "savings": [{**saving, "item": None} for saving in raw["savings"]],
    }


# schema n -> a function from the raw form of n to the raw form of n + 1
UPGRADERS: dict[int, Callable[[Raw], Raw]] = {1: _to_2, 2: _to_3, 3: _to_4}


@cache
def _reader(of: Any) -> Callable[[Any], Any] | None:
    """What makes a value of a type of plain JSON; None where the JSON value is the value."""
    if of in READERS:
        return READERS[of]
    if is_dataclass(of):
        return _record(of)  # type: ignore[arg-type]
    parts = [part for part in get_args(of) if part not in (NoneType, Ellipsis)]
    if get_origin(of) is tuple:
        return _tuple(_reader(parts[0]))
    if NoneType in get_args(of) and (one := _reader(parts[0])):
        return lambda found: None if found is None else one(found)
    return None


def _tuple(one: Callable[[Any], Any] | None) -> Callable[[Any], Any]:
    if one is None:
        return _plain_tuple
    return lambda found: tuple(map(one, found))


def _plain_tuple(found: list[Any]) -> tuple[Any, ...]:
    """Pairs inside a tuple (the months of a strip) are tuples again."""
    return tuple(tuple(each) if isinstance(each, list) else each for each in found)


@cache
def _record(of: Any) -> Callable[[Raw], Any]:
    hints = get_type_hints(of)
    readers = {name: read for name, hint in hints.items() if (read := _reader(hint))}

    def build(raw: Raw) -> Any:
        if len(raw) != len(hints):
            raise TypeError(f"{of.__name__} has {len(hints)} fields, the stored one {len(raw)}.")
        return of(**{**raw, **{name: read(raw[name]) for name, read in readers.items()}})

    return build
