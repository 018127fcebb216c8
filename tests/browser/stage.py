"""The demonstration in a database of its own, kept once and put back before each test.

The suite's database stays empty, the live server's threads have connections of their own as in real life, and what one
journey writes no other sees. Both workers of a run share what the first of them loaded.
"""

from __future__ import annotations

import fcntl
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from io import StringIO
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections


@contextmanager
def one_at_a_time(name: str) -> Iterator[None]:
    """Held by one process of the run; the others wait."""
    with open(_folder() / f"{name}.lock", "w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _folder() -> Path:
    folder = Path(settings.VAR) / "browser"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def point_at(name: str) -> str:
    """Every connection made from now on goes to this database; the one before."""
    connections.close_all()
    before, connection.settings_dict["NAME"] = connection.settings_dict["NAME"], name
    return str(before)


class Kept:
    """The demonstration as loaded, shared by the workers of one run, and the live copy of this worker."""

    def __init__(self, *, run: str, worker: str) -> None:
        self.run, self.worker = run, worker
        self.sqlite = connection.vendor == "sqlite"
        self.stands_at = ""  # what the live copy is as, when nobody wrote since

    def name(self, word: str) -> str:
        name = f"browser_{self.run}_{word}"
        return str(_folder() / f"{name}.sqlite3") if self.sqlite else name

    @property
    def live(self) -> str:
        """What the live server of this worker reads and writes."""
        return self.name(f"live_{self.worker}")

    def load(self) -> None:
        """The demonstration on its own calendar, by the command that `make run` gives; tables from the models."""
        with one_at_a_time(self.run):
            self._mark.touch()
            if self.exists("loaded"):
                return
            self.create("loading")
            before = point_at(self.name("loading"))
            try:
                call_command("migrate", run_syncdb=True, verbosity=0)
                call_command("load_demo", "--unshifted", stdout=StringIO())
            finally:
                point_at(before)
            self.copy(self.name("loading"), self.name("loaded"))
            self.drop("loading")

    def put_back(self) -> None:
        """The live copy is as loaded."""
        self.copy(self.name("loaded"), self.live)
        self.stands_at = "loaded"

    def leave(self) -> None:
        """Removes what this worker used; the last worker removes what they shared."""
        with one_at_a_time(self.run):
            self._mark.unlink()
            self.drop(f"live_{self.worker}")
            if not list(_folder().glob(f"{self.run}-*.uses")):
                self.drop("loaded")

    @property
    def _mark(self) -> Path:
        return _folder() / f"{self.run}-{self.worker}.uses"

    def exists(self, word: str) -> bool:
        if self.sqlite:
            return Path(self.name(word)).exists()
        rows = self._ask("SELECT 1 FROM pg_database WHERE datname = %s", self.name(word))
        return bool(rows)

    def create(self, word: str) -> None:
        self.drop(word)
        if not self.sqlite:
            self._ask(f"CREATE DATABASE {connection.ops.quote_name(self.name(word))}")

    def copy(self, source: str, target: str) -> None:
        connections.close_all()
        if self.sqlite:
            with (
                closing(sqlite3.connect(source)) as there,
                closing(sqlite3.connect(target)) as here,
            ):
                there.backup(here)
            return
        quoted = [connection.ops.quote_name(each) for each in (target, source)]
        self._ask(f"DROP DATABASE IF EXISTS {quoted[0]} WITH (FORCE)")
        self._ask(f"CREATE DATABASE {quoted[0]} TEMPLATE {quoted[1]}")

    def _ask(self, words: str, *values: str) -> list[tuple]:
        """One statement to the server itself, outside any of these databases."""
        with connection._nodb_cursor() as cursor:
            cursor.execute(words, values or None)
            return cursor.fetchall() if cursor.description else []

    def drop(self, word: str) -> None:
        connections.close_all()
        if self.sqlite:
            for tail in ("", "-wal", "-shm"):
                Path(self.name(word) + tail).unlink(missing_ok=True)
        else:
            name = connection.ops.quote_name(self.name(word))
            self._ask(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
