"""A signed-in user who asks for pages: of the product with everything on, or of the bare views."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

from django.test import Client, override_settings

from benchmarks import bare, data
from benchmarks.rounds import Side
from workstreams.models import Programme


class Visitor:
    """A signed-in user who asks for pages, of the product or of the bare views."""

    def __init__(self, programme: Programme, *, plain: bool) -> None:
        self.plain = plain
        self.client = Client()
        self.client.force_login(data.manager(programme))

    @property
    def cookie(self) -> str:
        """What the browser of this user sends, for a server in a process of its own."""
        return "; ".join(f"{name}={morsel.value}" for name, morsel in self.client.cookies.items())

    def world(self) -> AbstractContextManager[Any]:
        """The settings a request of this visitor needs."""
        if self.plain:
            return override_settings(
                ROOT_URLCONF="benchmarks.bare.urls", MIDDLEWARE=bare.MIDDLEWARE
            )
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


def pair(programme: Programme) -> tuple[Visitor, Visitor]:
    """The same user twice: before the product, and before the bare views."""
    return Visitor(programme, plain=False), Visitor(programme, plain=True)


def largest(programmes: dict[int, Programme]) -> tuple[int, Programme]:
    """The programme with the most items, and how many."""
    return max(programmes.items())
