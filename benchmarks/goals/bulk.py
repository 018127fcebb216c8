"""A change of many items at once, with its history and one undo for all (G11)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from benchmarks.rounds import Result, compare
from benchmarks.visitor import Visitor, WorldSide, largest
from workstreams.models import Item, Programme

#: The most statements of one change, whatever the number of items; sign-in and session included.
MOST = 16


def _mover(programme: Programme, number: int, after: int) -> Callable[[Client], Any]:
    """Moves the forecast of so many items two weeks, later and earlier in turn. Two sides that take
    turns have rows of their own: `after` rows are left to the other."""
    rows = Item.objects.filter(programme=programme, target_precision="day")
    keys = list(
        rows.exclude(percent=100)
        .order_by("pk")
        .values_list("pk", flat=True)[after : after + number]
    )
    if len(keys) < number:
        raise RuntimeError(f"The programme has only {len(keys)} items that can be moved.")
    versions = dict(Item.objects.filter(pk__in=keys).values_list("pk", "version"))
    turn = iter(range(1_000_000))

    def move(client: Client) -> Any:
        n = next(turn)
        seen = " ".join(f"{key}:{versions[key]}" for key in keys)
        answer = client.post(f"/programmes/{programme.slug}/plan/change/", {
            "do": "dates", "weeks": "2", "way": ("later", "earlier")[n % 2], "which": "forecast",
            "reason": "Bench", "item": keys, "seen": seen, "save": "1",
        })  # fmt: skip
        if answer.status_code != 302:
            raise RuntimeError(f"The change was not made: {answer.status_code}")
        for key in keys:
            versions[key] += 1
        return answer

    return move


def _side(programme: Programme, number: int, *, after: int = 0) -> WorldSide:
    visitor = Visitor(programme, plain=False)
    move = _mover(programme, number, after)
    with CaptureQueriesContext(connection) as seen:
        move(visitor.client)
    if len(seen) > MOST:
        raise RuntimeError(f"{number} items cost {len(seen)} statements, at most {MOST}.")
    return visitor.side(f"{number} items, {len(seen)} statements", move)


def G11(programmes: dict[int, Programme]) -> list[Result]:
    """50 items with rights, rules, ratings and history against one UPDATE with 50 audit rows, and
    500 items against 50. Every side counts its statements and fails above the bar."""
    _, programme = largest(programmes)
    plain = Visitor(programme, plain=True)
    keys = list(Item.objects.filter(programme=programme).values_list("pk", flat=True)[:50])
    days = iter(range(1_000_000))

    def bare(client: Client) -> Any:
        return client.post("/change/", {"item": keys, "days": next(days) % 90})

    return [
        compare(
            "G11", "50 items changed, with history", _side(programme, 50),
            plain.side("bare", bare), limit=7.0,
        ),
        compare(
            "G11", "500 items against 50", _side(programme, 500, after=100),
            _side(programme, 50), limit=4.0,
        ),
    ]  # fmt: skip


GOALS = [G11]
