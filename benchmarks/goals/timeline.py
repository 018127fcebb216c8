"""The timeline (G9): whole programmes of 200 and of 500 bars on one page."""

from __future__ import annotations

from django.utils import timezone

from benchmarks import data
from benchmarks.rounds import Result, compare
from benchmarks.visitor import pair
from workstreams.models import Programme

#: bars -> the ratio to the same number of bars in a bare page; only 200 has a goal of its own.
BARS = {200: 1.2, 500: 1.2}
WORKSTREAMS = 7


def G9(programmes: dict[int, Programme]) -> list[Result]:
    """Every bar of a programme, with its tree, figures, brackets and bands, against bare bars."""
    found = []
    for bars, limit in BARS.items():
        name = f"Bench of {bars} bars"
        programme = data.build(
            name, items=bars, today=timezone.localdate(), workstreams=WORKSTREAMS
        )
        ours, plain = pair(programme)
        try:
            found.append(compare(
                "G9", f"timeline of {bars} bars", ours.get(f"/programmes/{programme.slug}/timeline/"),
                plain.get(f"/gantt/{programme.pk}/{bars}/"), limit=limit,
            ))  # fmt: skip
        finally:
            data.wipe(name)
    return found


GOALS = [G9]
