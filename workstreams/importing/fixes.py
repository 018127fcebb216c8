"""Carries a person's choices out on the records of one file. Plain Python, no Django.

A choice is flag id -> offered value. Unknown ids and values are ignored: the file may have been read again since.
What was typed stays beside what was chosen; `record.fixed` says which fields a person decided.
"""

from __future__ import annotations

from collections.abc import Container, Mapping
from copy import copy, deepcopy
from dataclasses import dataclass, field
from datetime import date

from workstreams.importing.records import KEEP, Flag, Kind, Offer, Reading, Record
from workstreams.when import Certainty, Precision, When
from workstreams.when import read as read_when


@dataclass(slots=True)
class Chosen:
    """The records with the chosen fixes in them, and the names that were said to mean a person: written -> person."""

    records: list[Record]
    people: dict[str, str] = field(default_factory=dict)
    accepted: dict[str, str] = field(default_factory=dict)


def chosen(
    reading: Reading, choices: Mapping[str, str], standing: Container[str] = frozenset()
) -> Chosen:
    """`choices` is flag id -> value of an offer; `KEEP` and flags without a choice leave the record as typed.

    `standing` are the keys of rows in the plan: a cell that was taken apart before is taken apart again.
    """
    done = Chosen([_copy(record) for record in reading.records])
    by_key = {record.key: record for record in done.records}
    for flag in reading.flags:
        offer = _offer(flag, choices.get(flag.id, KEEP)) or _again(flag, standing)
        if offer is None:
            continue
        done.accepted[flag.id] = offer.value
        if "person" in offer.changes:
            written, person = offer.changes["person"]
            done.people[written] = person
        elif "split" in offer.changes and flag.record in by_key:
            _take_apart(by_key[flag.record], done.records)
        elif flag.record in by_key:
            _apply(by_key[flag.record], offer)
    for record in done.records:
        names = tuple(dict.fromkeys(done.people.get(name, name) for name in record.owners))
        if names != record.owners:
            record.owners = names
            record.fixed.add("owners")
    return done


def _copy(record: Record) -> Record:
    """A record whose fields may be set: what they hold is replaced, never changed in place, but for `fixed`."""
    one = copy(record)
    one.fixed = set(record.fixed)
    return one


def _offer(flag: Flag, value: str) -> Offer | None:
    return next((offer for offer in flag.offers if offer.value == value), None)


def part_key(key: str, number: int) -> str:
    """The key of the second, third ... action of one cell. The first keeps the cell's own."""
    return f"{key}.{number}"


def _again(flag: Flag, standing: Container[str]) -> Offer | None:
    split = next((offer for offer in flag.offers if "split" in offer.changes), None)
    return split if split is not None and part_key(flag.record, 2) in standing else None


def _take_apart(record: Record, records: list[Record]) -> None:
    """One record becomes as many as its cell holds actions, each with its own date where there is one (X4-10,
    X4-11)."""
    made = []
    for number, part in enumerate(record.split, 1):
        one = deepcopy(record)
        one.key = record.key if number == 1 else part_key(record.key, number)
        one.ref, one.text, one.split = part["ref"], part["text"], []
        one.title = " ".join(part["text"].split())[:500]
        if part["end"]:
            one.end = read_when(part["end"])
        if number > 1:
            one.update = ""
        made.append(one)
    at = next(n for n, each in enumerate(records) if each is record)
    records[at : at + 1] = made


def _apply(record: Record, offer: Offer) -> None:
    for name, value in offer.changes.items():
        if name in ("start", "end", "revised"):
            setattr(record, name, accepted(getattr(record, name), str(value)))
        elif name == "kind":
            record.kind = Kind(value)
        else:
            setattr(record, name, value)
        record.fixed.add(name)


def accepted(typed: When, reading: str) -> When:
    """A date whose text stays as typed and whose days are those a person accepted: ISO, or words that
    `when.read` reads."""
    try:
        read = read_when(date.fromisoformat(reading))
    except ValueError:
        read = read_when(reading)
    certainty = Certainty.FIRM if read.precision is Precision.DAY else Certainty.APPROXIMATE
    return When(typed.text, read.earliest, read.latest, read.precision, certainty)
