"""The goals, each a pair of sides; one module for each subject, which names its own in `GOALS`.

A new subject is a new module here, and a module of bare views in `benchmarks.bare` where it needs
one; both are found by themselves. Numbers are those of the performance study (G1 to G21).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from importlib import import_module
from pkgutil import iter_modules

from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from benchmarks import data
from benchmarks.rounds import Result, table
from workstreams.models import Programme

Goal = Callable[[dict[int, Programme]], list[Result]]


def goals() -> list[Goal]:
    """All of them, by their number. A goal is a function named G1, G2 and so on."""
    found = [
        goal
        for module in iter_modules(__path__, f"{__name__}.")
        for goal in import_module(module.name).GOALS
    ]
    return sorted(found, key=lambda goal: int(re.sub(r"\D", "", goal.__name__)))


def run(sizes: list[int], *, only: set[str], keep: bool) -> str:
    """Builds a programme of each size, measures every goal, and answers the table."""
    call_command("migrate", verbosity=0)
    today = timezone.localdate()
    asked = [goal for goal in goals() if not only or goal.__name__ in only]
    programmes = {n: data.kept(f"Bench {n}", items=n, today=today) for n in sizes}
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # so that the planner knows the rows that were just written
    try:
        results = [result for goal in asked for result in goal(programmes)]
    finally:
        if not keep:
            for programme in programmes.values():
                data.wipe(programme.name)
    return table(results)
