"""Sixty runs of the fault rig, always the same seeds: a new failure is a new fault of the product, not
of the day. `make faults` draws other seeds each time, with the same servers, workers and oracle."""

from __future__ import annotations

import json
import subprocess
import sys

from django.conf import settings

from tests.faults.scenarios import SCENARIOS

RUNS = 60


def test_nothing_is_lost_and_nothing_comes_twice_whatever_breaks(tmp_path):
    verdicts = tmp_path / "verdicts.json"
    seed = 73994200  # where a worker with a wrong clock once held a report for an hour
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "tests.faults",
         "--runs", str(RUNS), "--seed", str(seed), "--json", str(verdicts)],
        cwd=settings.BASE_DIR, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-3000:]
    rows = json.loads(verdicts.read_text())
    assert len(rows) == RUNS
    assert {row["scenario"] for row in rows} == set(SCENARIOS)
    assert sum(row["kills"] for row in rows) > RUNS / 3
    assert sum(row["mails"] for row in rows) > RUNS
