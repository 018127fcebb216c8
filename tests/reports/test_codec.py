"""Snapshots as canonical JSON: the same bytes for the same facts, and back."""

import json
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from reports import codec
from reports.snapshot import SCHEMA, Earlier
from tests.reports import registers, samples

KEPT = Path(__file__).parent / "data"


def test_there_and_back():
    snapshot = samples.snapshot(earlier=(Earlier("2020-07", 1, "green", "amber"),))
    assert codec.from_json(codec.to_json(snapshot)) == snapshot


def test_every_register_there_and_back():
    snapshot = samples.snapshot(**registers.every())
    assert codec.from_json(codec.to_json(snapshot)) == snapshot


def test_pounds_are_kept_to_the_penny_as_text():
    text = codec.to_json(samples.snapshot(**registers.every()))
    assert '"spent":{"amount":"44500.50","state":"figure"}' in text


def test_a_report_of_the_first_schema_knows_that_it_held_no_registers():
    old = codec.from_json((KEPT / "snapshot-1.json").read_text(encoding="utf-8"))
    assert not old.with_registers
    assert old.decisions == old.risks == ()


@pytest.mark.parametrize("part", ["risks", "savings", "workstreams"])
def test_a_record_with_a_field_too_few_is_told(part):
    raw = json.loads(codec.to_json(samples.snapshot(**registers.every())))
    del raw[part][0]["title"]
    with pytest.raises(codec.SnapshotError, match="a field is missing"):
        codec.from_json(json.dumps(raw))


def test_the_same_facts_give_the_same_bytes_in_any_zone():
    snapshot = samples.snapshot()
    london = replace(snapshot, taken_at=snapshot.taken_at.astimezone(ZoneInfo("Europe/London")))
    assert codec.to_json(london) == codec.to_json(snapshot)


def test_any_change_changes_the_fingerprint():
    one = codec.to_json(samples.snapshot())
    other = codec.to_json(samples.snapshot(items=(samples.item(1, percent=None),)))
    zero = codec.to_json(samples.snapshot(items=(samples.item(1, percent=0),)))
    assert len({codec.fingerprint(each) for each in (one, other, zero)}) == 3


def test_a_blank_percentage_stays_blank():
    back = codec.from_json(codec.to_json(samples.snapshot(items=(samples.item(1, percent=None),))))
    assert back.items[0].percent is None


@pytest.mark.parametrize("text", ["", "{}", "[1]", '{"schema": "x"}', '{"schema": 1}', "null"])
def test_what_is_not_a_snapshot_is_told(text):
    with pytest.raises(codec.SnapshotError):
        codec.from_json(text)


def test_a_later_schema_is_not_guessed_at():
    raw = json.loads(codec.to_json(samples.snapshot())) | {"schema": SCHEMA + 1}
    with pytest.raises(codec.SnapshotError, match="reads up to"):
        codec.from_json(json.dumps(raw))


@pytest.mark.parametrize("number", range(1, SCHEMA + 1))
def test_every_schema_that_was_ever_stored_can_be_read(number):
    text = (KEPT / f"snapshot-{number}.json").read_text(encoding="utf-8")
    assert json.loads(text)["schema"] == number
    snapshot = codec.from_json(text)
    assert snapshot.taken_at == datetime.fromisoformat("2020-09-07T07:00:00+00:00")
    assert len(snapshot.items) == 3
