"""A reading as JSON and back: what is kept with an upload between its steps. Plain Python."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Any

from workstreams.importing.records import Flag, Kind, LeftOut, Offer, Reading, Record
from workstreams.when import Certainty, Precision, When

_DATES = ("start", "end", "revised")
_WHEN = ("text", "waiting_on", "recurrence", "sense", "status_word", "note")


def to_json(reading: Reading) -> dict[str, Any]:
    """Everything of a reading in JSON's own types."""
    return {
        "shape": reading.shape,
        "sheet": reading.sheet,
        "rows_read": reading.rows_read,
        "precisions": list(reading.precisions),
        "board": reading.board,
        "notices": reading.notices,
        "left_out": [asdict(left) for left in reading.left_out],
        "flags": [asdict(flag) for flag in reading.flags],
        "records": [_record(record) for record in reading.records],
    }


def from_json(kept: dict[str, Any]) -> Reading:
    """The reading that `to_json` was given."""
    return Reading(
        shape=kept["shape"],
        sheet=kept["sheet"],
        rows_read=kept["rows_read"],
        precisions=tuple(kept.get("precisions", ("day",))),
        board=kept.get("board", []),
        notices=kept["notices"],
        left_out=[LeftOut(**left) for left in kept["left_out"]],
        flags=[_flag(flag) for flag in kept["flags"]],
        records=[_record_back(record) for record in kept["records"]],
    )


def _record(record: Record) -> dict[str, Any]:
    kept = {
        name: getattr(record, name) for name in Record.__slots__ if name not in (*_DATES, "fixed")
    }
    kept["kind"] = record.kind.value
    kept["owners"] = list(record.owners)
    for name in _DATES:
        when: When = getattr(record, name)
        if not when.is_blank:
            kept[name] = {
                "earliest": when.earliest.isoformat() if when.earliest else None,
                "latest": when.latest.isoformat() if when.latest else None,
                "precision": when.precision.value,
                "certainty": when.certainty.value,
                **{part: getattr(when, part) for part in _WHEN if getattr(when, part)},
            }
    return kept


def _record_back(kept: dict[str, Any]) -> Record:
    kept = {**kept, "kind": Kind(kept["kind"]), "owners": tuple(kept["owners"])}
    for name in _DATES:
        if name in kept:
            when = dict(kept[name])
            for end in ("earliest", "latest"):
                when[end] = date.fromisoformat(when[end]) if when[end] else None
            when["precision"], when["certainty"] = (
                Precision(when["precision"]),
                Certainty(when["certainty"]),
            )
            kept[name] = When(**{"text": "", **when})
    return Record(**kept)


def _flag(kept: dict[str, Any]) -> Flag:
    offers = tuple(Offer(**offer) for offer in kept["offers"])
    return Flag(**{**kept, "offers": offers, "also": tuple(kept["also"])})
