"""The migrations, from nothing, make exactly what the models say."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection


def columns(cursor) -> dict[str, set[str]]:
    """Table -> its columns with their types, as SQLite tells them."""
    cursor.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    )
    found = {}
    for (table,) in cursor.fetchall():
        cursor.execute(f'PRAGMA table_info("{table}")')
        found[table] = {
            f"{row[1]} {row[2]}{' NOT NULL' if row[3] else ''}" for row in cursor.fetchall()
        }
    found.pop("django_migrations", None)
    return found


def constraints(cursor) -> set[str]:
    """The named constraints and indexes of all tables."""
    import re

    cursor.execute("SELECT coalesce(sql, '') FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'")
    texts = [sql for (sql,) in cursor.fetchall() if "django_migrations" not in sql]
    return {
        name
        for text in texts
        for name in re.findall(r'(?:CONSTRAINT|INDEX) "([^"]+)"', text)
        if not re.search(r"_[0-9a-f]{8}(_|$)", name)  # Django's own, unnamed
    }


@pytest.mark.django_db
def test_no_model_change_is_without_its_migration():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "sqlite", reason="compares two SQLite files")
def test_from_nothing_they_make_what_the_models_say(tmp_path):
    subprocess.run(
        [sys.executable, "manage.py", "migrate", "-v0"],
        cwd=settings.BASE_DIR,
        env={"PATH": os.environ["PATH"], "TRACKER_MODE": "test", "TRACKER_VAR": str(tmp_path)},
        check=True,
        timeout=300,
    )
    made = sqlite3.connect(tmp_path / "db.sqlite3")
    try:
        with connection.cursor() as cursor:
            assert columns(made.cursor()) == columns(cursor)
            assert constraints(made.cursor()) == constraints(cursor)
            assert len(constraints(cursor)) > 20
    finally:
        made.close()
