"""The dashboard (G6, G7): against one live aggregate, as its next reader gets it, and worked out anew."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import Any

from django.test import override_settings

from benchmarks.rounds import Result, compare
from benchmarks.visitor import Visitor, pair
from workstreams.models import Programme


class Anew(Visitor):
    """One for whom nothing is kept: each page counts the plan again."""

    def world(self) -> AbstractContextManager[Any]:
        return override_settings(LIVE_PAGE_SECONDS=0)


def _page(programme: Programme) -> str:
    return f"/programmes/{programme.slug}/"


def G6(programmes: dict[int, Programme]) -> list[Result]:
    """The dashboard against one live aggregate: after a change, and while nothing changes."""
    found = []
    for size, programme in programmes.items():
        ours, plain = pair(programme)
        bare = f"/board/{programme.pk}/"
        found.append(compare(
            "G6", f"dashboard of {size:,}, nothing changed since the last reader",
            ours.get(_page(programme)), plain.get(bare), limit=1.0, calls=5,
        ))  # fmt: skip
        anew = Anew(programme, plain=False)
        found.append(compare(
            "G6", f"dashboard of {size:,}, counted anew each time",
            anew.get(_page(programme)), plain.get(bare), limit=1.0, calls=5,
        ))  # fmt: skip
    return found


def G7(programmes: dict[int, Programme]) -> list[Result]:
    """The largest plan against the smallest, and the stretch: 0.45 of the aggregate."""
    small, large = programmes[min(programmes)], programmes[max(programmes)]
    ours, plain = pair(large)
    found = [compare(
        "G7", f"dashboard of {max(programmes):,}, nothing changed (stretch)",
        ours.get(_page(large)), plain.get(f"/board/{large.pk}/"), limit=0.45, calls=5,
    )]  # fmt: skip
    if small is not large:
        other = Visitor(small, plain=False)
        found.append(compare(
            "G7", f"dashboard of {max(programmes):,} against {min(programmes):,}",
            ours.get(_page(large)), other.get(_page(small)), limit=1.2, calls=5,
        ))  # fmt: skip
    return found


GOALS = [G6, G7]
