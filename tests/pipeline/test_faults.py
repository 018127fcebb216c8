"""Sixty runs of the fault rig, always the same seeds: a new failure is a new fault of the product, not
of the day. `make faults` draws other seeds each time, with the same servers, workers and oracle.

A run mostly waits, for leases and for what was down to come back, so two machines share them.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from django.conf import settings

from tests.faults.scenarios import SCENARIOS

RUNS, MACHINES = 60, 2
SEED = 73994200  # where a worker with a wrong clock once held a report for an hour


def start(share: int, verdicts: Path) -> subprocess.Popen[str]:
    """One machine, with servers, workers and a folder of its own."""
    return subprocess.Popen(
        [sys.executable, "-W", "ignore", "-m", "tests.faults", "--runs", str(RUNS),
         "--seed", str(SEED), "--share", f"{share}/{MACHINES}", "--json", str(verdicts)],
        cwd=settings.BASE_DIR, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip


def test_nothing_is_lost_and_nothing_comes_twice_whatever_breaks(tmp_path):
    files = [tmp_path / f"verdicts-{share}.json" for share in range(1, MACHINES + 1)]
    running = [start(share, file) for share, file in enumerate(files, 1)]
    try:
        said = [machine.communicate()[0][-6000:] for machine in running]
    finally:
        for machine in running:
            machine.terminate()
    assert [machine.returncode for machine in running] == [0] * MACHINES, "\n".join(said)
    rows = [json.loads(line) for file in files for line in file.read_text().splitlines()]
    assert sorted(row["seed"] for row in rows) == list(range(SEED, SEED + RUNS))
    assert {row["scenario"] for row in rows} == set(SCENARIOS)
    assert sum(row["kills"] for row in rows) > RUNS / 3
    assert sum(row["mails"] for row in rows) > RUNS
