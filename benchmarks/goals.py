"""The goals, each a pair of sides. Numbers are those of the performance study (G1 to G10, G13)."""

from __future__ import annotations

import io
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

from django.core.management import call_command
from django.test import Client, override_settings
from django.utils import timezone
from openpyxl import load_workbook

from benchmarks import bare, data
from benchmarks.rounds import Result, Side, compare, table
from workstreams.forms import initial_of
from workstreams.importing import apply
from workstreams.models import Item, Programme


class Visitor:
    """A signed-in user who asks for pages, of the product or of the bare views."""

    def __init__(self, programme: Programme, *, plain: bool) -> None:
        self.plain = plain
        self.client = Client()
        self.client.force_login(data.manager(programme))

    def world(self) -> AbstractContextManager[Any]:
        """The settings a request of this visitor needs."""
        if self.plain:
            return override_settings(ROOT_URLCONF="benchmarks.bare", MIDDLEWARE=bare.MIDDLEWARE)
        return override_settings()

    def side(self, name: str, ask: Callable[[Client], Any]) -> WorldSide:
        """Something this visitor does over and over."""

        def call() -> None:
            reply = ask(self.client)
            if reply.status_code >= 400:
                raise RuntimeError(f"{name}: {reply.status_code}")

        return WorldSide(name, call, self.world)

    def get(self, address: str) -> WorldSide:
        return self.side(address, lambda client: client.get(address))


class WorldSide(Side):
    """A side that runs its rounds inside its own settings."""

    def __init__(self, name: str, call: Callable[[], object], world: Callable[[], Any]) -> None:
        super().__init__(name, call)
        self.world = world

    def round(self, calls: int) -> None:
        with self.world():
            super().round(calls)


def run(sizes: list[int], *, only: set[str], keep: bool) -> str:
    """Builds the programmes, measures every goal, and answers the table."""
    call_command("migrate", verbosity=0)
    today = timezone.localdate()
    programmes = {n: data.build(f"Bench {n}", items=n, today=today) for n in sizes}
    _analyse()
    try:
        results = [
            r for goal in GOALS if not only or goal.__name__ in only for r in goal(programmes)
        ]
    finally:
        if not keep:
            for programme in programmes.values():
                data.wipe(programme.name)
    return table(results)


def _analyse() -> None:
    """So that the planner knows the rows that were just written."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _pair(programme: Programme) -> tuple[Visitor, Visitor]:
    return Visitor(programme, plain=False), Visitor(programme, plain=True)


def _largest(programmes: dict[int, Programme]) -> tuple[int, Programme]:
    return max(programmes.items())


def G1(programmes: dict[int, Programme]) -> list[Result]:
    """The plan's first page against a bare list."""
    found = []
    for size, programme in programmes.items():
        ours, plain = _pair(programme)
        found.append(compare(
            "G1", f"plan, 50 rows of {size:,}", ours.get(f"/programmes/{programme.slug}/plan/"),
            plain.get(f"/list/{programme.pk}/50/"), limit=1.5,
        ))  # fmt: skip
    return found


def G2(programmes: dict[int, Programme]) -> list[Result]:
    """The same page filtered by rating and workstream."""
    size, programme = _largest(programmes)
    ours, plain = _pair(programme)
    branch = programme.workstreams.first()
    assert branch is not None
    return [compare(
        "G2", f"plan filtered, of {size:,}",
        ours.get(f"/programmes/{programme.slug}/plan/?declared=green&workstream={branch.sort_key}"),
        plain.get(f"/list/{programme.pk}/50/?declared=green&ws={branch.pk}"), limit=1.6,
    )]  # fmt: skip


def G4(programmes: dict[int, Programme]) -> list[Result]:
    """The largest plan against the smallest."""
    small, large = programmes[min(programmes)], programmes[max(programmes)]
    if small is large:
        return []
    one, other = Visitor(large, plain=False), Visitor(small, plain=False)
    return [compare(
        "G4", f"plan of {max(programmes):,} against {min(programmes):,}",
        one.get(f"/programmes/{large.slug}/plan/"), other.get(f"/programmes/{small.slug}/plan/"),
        limit=1.25,
    )]  # fmt: skip


def G6(programmes: dict[int, Programme]) -> list[Result]:
    """The dashboard against one live aggregate."""
    found = []
    for size, programme in programmes.items():
        ours, plain = _pair(programme)
        found.append(compare(
            "G6", f"dashboard of {size:,}", ours.get(f"/programmes/{programme.slug}/"),
            plain.get(f"/board/{programme.pk}/"), limit=1.0, calls=5,
        ))  # fmt: skip
    return found


def G10(programmes: dict[int, Programme]) -> list[Result]:
    """One update with rights, validation, rating and history against one bare UPDATE."""
    _, programme = _largest(programmes)
    ours, plain = _pair(programme)
    item = Item.objects.filter(programme=programme).order_by("pk")[7]
    percents = iter(range(1, 1_000_000))

    def update(client: Client) -> Any:
        said = initial_of(Item.objects.get(pk=item.pk)) | {"percent": next(percents) % 90 + 1}
        return client.post(f"/items/{item.pk}/edit/", said)

    def bare_update(client: Client) -> Any:
        return client.post(f"/update/{item.pk}/", {"percent": next(percents) % 90 + 1})

    return [compare(
        "G10", "one update with history", ours.side("update", update),
        plain.side("bare update", bare_update), limit=5.0,
    )]  # fmt: skip


def G18(programmes: dict[int, Programme]) -> list[Result]:
    """Reading and checking a workbook of 10,000 rows against openpyxl's full read of it."""
    book = data.workbook(10_000)

    def plain() -> None:
        for sheet in load_workbook(io.BytesIO(book), data_only=True):
            for row in sheet.iter_rows():
                for cell in row:
                    _ = (cell.value, cell.fill, cell.number_format)

    return [compare(
        "G18", "xlsx of 10,000 rows read and checked", Side("ours", lambda: apply.read_file(book)),
        Side("openpyxl", plain), limit=2.5, calls=1, rounds=3,
    )]  # fmt: skip


GOALS: list[Callable[[dict[int, Programme]], list[Result]]] = [G1, G2, G4, G6, G10, G18]
