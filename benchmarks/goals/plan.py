"""The plan page (G1 to G5)."""

from __future__ import annotations

import statistics

from benchmarks.rounds import ROUNDS, Result, compare
from benchmarks.servers import ask, serving
from benchmarks.visitor import Visitor, largest, pair
from workstreams.models import Programme


def G1(programmes: dict[int, Programme]) -> list[Result]:
    """The plan's first page against a bare list."""
    found = []
    for size, programme in programmes.items():
        ours, plain = pair(programme)
        found.append(compare(
            "G1", f"plan, 50 rows of {size:,}", ours.get(f"/programmes/{programme.slug}/plan/"),
            plain.get(f"/list/{programme.pk}/50/"), limit=1.5,
        ))  # fmt: skip
    return found


def G2(programmes: dict[int, Programme]) -> list[Result]:
    """The same page filtered by rating and workstream."""
    size, programme = largest(programmes)
    ours, plain = pair(programme)
    branch = programme.workstreams.first()
    assert branch is not None
    return [compare(
        "G2", f"plan filtered, of {size:,}",
        ours.get(f"/programmes/{programme.slug}/plan/?declared=green&workstream={branch.sort_key}"),
        plain.get(f"/list/{programme.pk}/50/?declared=green&ws={branch.pk}"), limit=1.6,
    )]  # fmt: skip


def G3(programmes: dict[int, Programme]) -> list[Result]:
    """Processor time against the same list by the templates of django-tables2 and django-filter."""
    size, programme = largest(programmes)
    ours, plain = pair(programme)
    return [compare(
        "G3", f"CPU, plan of {size:,} to tables2's own", ours.get(f"/programmes/{programme.slug}/plan/"),
        plain.get(f"/tables/{programme.pk}/"), limit=0.33, by_processor=True,
    )]  # fmt: skip


def G4(programmes: dict[int, Programme]) -> list[Result]:
    """The largest plan against the smallest."""
    small, large = programmes[min(programmes)], programmes[max(programmes)]
    visitor = Visitor(large, plain=False)
    page = f"/programmes/{large.slug}/plan/"
    found = [compare(
        "G4", f"100 rows against 50, of {max(programmes):,}", visitor.get(f"{page}?per=100"),
        visitor.get(page), limit=1.7,
    )]  # fmt: skip
    if small is not large:
        other = Visitor(small, plain=False)
        found.append(compare(
            "G4", f"plan of {max(programmes):,} against {min(programmes):,}", visitor.get(page),
            other.get(f"/programmes/{small.slug}/plan/"), limit=1.25,
        ))  # fmt: skip
    return found


def G5(programmes: dict[int, Programme]) -> list[Result]:
    """Eight clients at once, two workers each side: answers a second, and how long the slow ones wait."""
    size, programme = largest(programmes)
    ours, plain = pair(programme)
    mine, bare = f"/programmes/{programme.slug}/plan/", f"/list/{programme.pk}/50/"
    with (
        serving("benchmarks.settings") as our_port,
        serving("benchmarks.bare.settings") as bare_port,
    ):
        asked = [(our_port, mine, ours.cookie), (bare_port, bare, plain.cookie)]
        for each in asked:
            ask(*each, clients=8, seconds=1)  # both workers of both are warm
        alone = [ask(*each, clients=1, seconds=3).quantile(0.5) for each in asked]
        rounds = [[ask(*each, clients=8, seconds=3) for each in asked] for _ in range(ROUNDS)]
    rates = [theirs.rate / our.rate for our, theirs in rounds]
    sides = list(zip(*rounds, strict=True))
    shown = [f"{statistics.median(load.rate for load in side):.0f}/s" for side in sides]
    waits = [
        [load.quantile(0.95) / one for load in side] for side, one in zip(sides, alone, strict=True)
    ]
    said = [
        f"{statistics.median(each):.1f} x {one * 1000:.1f}"
        for each, one in zip(waits, alone, strict=True)
    ]
    return [
        Result("G5", f"8 clients, plan of {size:,}", shown[0], shown[1], statistics.median(rates),
               1 / 0.65, f"{min(rates):.2f} to {max(rates):.2f}"),
        Result("G5", "p95 with 8 clients to p50 with one", said[0], said[1], statistics.median(waits[0]),
               6.0, f"{min(waits[0]):.2f} to {max(waits[0]):.2f}"),
    ]  # fmt: skip


GOALS = [G1, G2, G3, G4, G5]
