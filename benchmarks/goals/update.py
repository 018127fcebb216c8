"""One update (G10)."""

from __future__ import annotations

from typing import Any

from django.test import Client

from benchmarks.rounds import Result, compare
from benchmarks.visitor import largest, pair
from workstreams.forms.row import initial_of
from workstreams.models import Item, Programme


def G10(programmes: dict[int, Programme]) -> list[Result]:
    """One update with rights, validation, rating and history against one bare UPDATE."""
    _, programme = largest(programmes)
    ours, plain = pair(programme)
    item = Item.objects.filter(programme=programme).order_by("pk")[7]
    percents = iter(range(1, 1_000_000))
    said = initial_of(item)

    def update(client: Client) -> Any:
        said["percent"] = next(percents) % 90 + 1
        answer = client.post(f"/items/{item.pk}/edit/", said, headers={"HX-Request": "true"})
        said["version"] += 1
        return answer

    def bare_update(client: Client) -> Any:
        return client.post(f"/update/{item.pk}/", {"percent": next(percents) % 90 + 1})

    return [compare(
        "G10", "one update with history", ours.side("update", update),
        plain.side("bare update", bare_update), limit=5.0,
    )]  # fmt: skip


GOALS = [G10]
