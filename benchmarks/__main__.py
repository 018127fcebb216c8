"""`make bench`: every goal the product can measure today, side by side with the bare thing, in one run.

Needs PostgreSQL (DATABASE_URL). Builds programmes of 1,000, 10,000 and 50,000 items of its own and
takes them out again. `SIZES=1000,10000 make bench` (or `--items`) builds smaller ones, `ONLY=G1,G6`
(or `--only`) runs some goals, `KEEP=1` (or `--keep`) leaves the programmes for the next run.
"""

from __future__ import annotations

import argparse
import os
import sys

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "benchmarks.settings")


def main() -> int:
    """Runs and prints; the exit code is 0 whatever was measured: seconds are not a test."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks")
    parser.add_argument("--items", default=os.environ.get("SIZES", "1000,10000,50000"))
    parser.add_argument("--only", default=os.environ.get("ONLY", ""))
    parser.add_argument(
        "--keep", action="store_true", default=bool(os.environ.get("KEEP")),
        help="leave the programmes in the database; they are used again",
    )  # fmt: skip
    asked = parser.parse_args()

    import django

    django.setup()
    from benchmarks.goals import run

    sizes = [int(n) for n in asked.items.split(",")]
    print(run(sizes, only=set(filter(None, asked.only.split(","))), keep=asked.keep))
    return 0


if __name__ == "__main__":
    sys.exit(main())
