"""The migrations, from nothing, make exactly what the models say; the suite itself makes its tables from the models."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import quote

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.utils import ConnectionHandler

pytestmark = pytest.mark.django_db
OURS = ("accounts_", "workstreams_", "reports_")


@contextmanager
def empty_database(folder) -> Iterator[tuple[str, str]]:
    """A new database beside the one of the suite, on the same kind of server: its name and its address."""
    if connection.vendor == "sqlite":
        yield str(folder / "migrated.sqlite3"), f"sqlite:///{folder / 'migrated.sqlite3'}"
        return
    name, server = f"migrated_{os.getpid()}", connection.settings_dict
    user = quote(server["USER"]) + (f":{quote(server['PASSWORD'])}" if server["PASSWORD"] else "")
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}"')
    try:
        yield name, f"postgres://{user}@{server['HOST']}:{server['PORT'] or 5432}/{name}"
    finally:
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'DROP DATABASE "{name}"')


def shape(database) -> dict[str, tuple[set, set]]:
    """Table -> its columns (name, type, may be null) and its keys, constraints and indexes."""
    found = {}
    with database.cursor() as cursor:
        see = database.introspection
        for table in see.table_names(cursor):
            if not table.startswith(OURS):
                continue
            columns = {
                (column.name, str(column.type_code), column.null_ok)
                for column in see.get_table_description(cursor, table)
            }
            rules = {
                (
                    "" if name.startswith(("__unnamed", "fk_")) else name,  # counted, not named
                    frozenset(rule["columns"] or ()),
                    rule["unique"],
                    bool(rule["check"]),
                    rule["foreign_key"],
                )
                for name, rule in see.get_constraints(cursor, table).items()
            }
            found[table] = columns, rules
    return found


def test_no_model_change_is_without_its_migration():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_from_nothing_they_make_what_the_models_say(tmp_path):
    with empty_database(tmp_path) as (name, address):
        subprocess.run(
            [sys.executable, "manage.py", "migrate", "-v0"],
            cwd=settings.BASE_DIR,
            env={
                "PATH": os.environ["PATH"],
                "TRACKER_MODE": "test",
                "TRACKER_VAR": str(tmp_path),
                "DATABASE_URL": address,
            },
            check=True,
            timeout=300,
        )
        migrated = ConnectionHandler({"default": {**connection.settings_dict, "NAME": name}})[
            "default"
        ]
        try:
            made, meant = shape(migrated), shape(connection)
        finally:
            migrated.close()
    assert made.keys() == meant.keys()
    for table in meant:
        assert made[table] == meant[table], table
    assert len(meant) > 40
