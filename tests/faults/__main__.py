"""`make faults`: many runs over random seeds, and a table of what became of them."""

from __future__ import annotations

import argparse
import json
import signal
import sys
import time
from collections import defaultdict
from pathlib import Path
from typing import Any

from tests.faults.machine import machine


def main() -> int:
    """0 when every invariant held in every run."""
    options = _options()
    # Told to stop, it leaves the way of an error: its servers and workers end with it.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    with machine(_build, keep=options.keep) as whole:
        verdicts: list[Any] = []
        try:
            _run(options, whole, verdicts)
        finally:  # stopped half way, it tells what it has seen
            bad = _tell(verdicts)
    return bad


def _build() -> None:
    from tests.faults.world import build_plan  # models are there once Django is set up

    build_plan()


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("--runs", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=int(time.time()), help="of the first run")
    parser.add_argument("--only", default="", help="scenarios by number, with commas: F8,F18")
    parser.add_argument("--minutes", type=float, default=0, help="begin no run after so many")
    parser.add_argument("--share", default="1/1", help="2/3: the second of three machines' runs")
    parser.add_argument(
        "--json", default="", help="a file for the verdicts, a line each as they come"
    )
    parser.add_argument("--keep", action="store_true", help="keep the folder with the logs")
    return parser.parse_args()


def _run(options: argparse.Namespace, whole: Any, verdicts: list[Any]) -> None:
    from tests.faults.scenarios import SCENARIOS
    from tests.faults.story import Story

    names = options.only.split(",") if options.only else list(SCENARIOS)
    if options.json:
        Path(options.json).write_text("")  # of this time only
    began = time.monotonic()
    mine, machines = map(int, options.share.split("/"))
    for number in range(mine - 1, options.runs, machines):
        if options.minutes and time.monotonic() - began > options.minutes * 60:
            break
        verdict = Story(whole, names[number % len(names)], options.seed + number).run()
        verdicts.append(verdict)
        if verdict.broken or sys.stdout.isatty():
            print(f"{verdict.scenario} seed {verdict.seed}: {verdict.seconds:.1f} s", flush=True)
        for sentence in verdict.broken:
            print(f"   {sentence}", flush=True)
        if options.json:
            with Path(options.json).open("a") as lines:
                lines.write(json.dumps(vars(verdict)) + "\n")


def _tell(verdicts: list[Any]) -> int:
    """The table, scenario by scenario."""
    from tests.faults.scenarios import SCENARIOS

    by: dict[str, list[Any]] = defaultdict(list)
    for verdict in verdicts:
        by[verdict.scenario].append(verdict)
    print(f"{'fault':5} {'runs':>4} {'injuries':>8} {'mails':>6} {'rows':>5} {'unknown':>7} "
          f"{'2nd try':>7} {'seconds':>7} {'broken':>6}  what")  # fmt: skip
    for name, (words, _) in SCENARIOS.items():
        if rows := by.get(name):
            _line(name, rows, words)
    _line("all", verdicts, "")
    bad = sum(bool(verdict.broken) for verdict in verdicts)
    print(f"{len(verdicts) - bad} passed, {bad} failed")
    return 1 if bad or not verdicts else 0


def _line(name: str, rows: list[Any], words: str) -> None:
    def total(column: str) -> int:
        return sum(getattr(row, column) for row in rows)

    seconds = sorted(row.seconds for row in rows)
    print(f"{name:5} {len(rows):4} {total('kills'):8} {total('mails'):6} {total('rows'):5} "
          f"{total('unknown'):7} {total('again'):7} {seconds[len(seconds) // 2] if seconds else 0:7.1f} "
          f"{sum(bool(row.broken) for row in rows):6}  {words}")  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
