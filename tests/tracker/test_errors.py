"""What somebody reads whose page could not ask the database: that it passes, and when to come back."""

from __future__ import annotations

import pytest
from django.db import InterfaceError, InternalError, OperationalError

from tracker import patience
from tracker.errors import AGAIN_SECONDS

pytestmark = pytest.mark.django_db

WAITED = OperationalError("canceling statement due to statement timeout")


@pytest.fixture
def page(client, cast, monkeypatch):
    """A page whose question to the database ends so."""

    def page(error: Exception):
        client.force_login(cast["office"])
        client.raise_request_exception = False

        def fail(*_, **__):
            raise error

        monkeypatch.setattr("workstreams.access.programme_to_read", fail)
        return client.get(f"/programmes/{cast.plan.programme.slug}/periods/")

    return page


def wrapped() -> Exception:
    error = RuntimeError("a page was drawn half")
    error.__cause__ = WAITED
    return error


@pytest.mark.parametrize("error", [
    WAITED,
    InterfaceError("connection already closed"),
    InternalError("cannot execute UPDATE in a read-only transaction"),
    wrapped(),
])  # fmt: skip
def test_a_database_that_is_away_is_said_to_be_away(page, error):
    reply = page(error)
    assert reply.status_code == 503
    assert reply["Retry-After"] == str(AGAIN_SECONDS)
    assert "no-store" in reply["Cache-Control"]
    html = reply.content.decode()
    assert "Please try again in a moment" in html
    assert "a change is saved whole or not at all" in html


def test_a_fault_of_ours_is_no_excuse(page):
    reply = page(ValueError("ours"))
    assert reply.status_code == 500
    assert "Something went wrong" in reply.content.decode()


def test_pages_and_jobs_are_limited_on_new_connections_only():
    """On SQLite nothing is set; on PostgreSQL a statement that takes longer is stopped."""
    assert (patience.PAGES, patience.JOBS) == (5, 60)
    asked: list[list[object]] = []

    class Link:
        vendor = "postgresql"

        def cursor(self):
            return self

        def __enter__(self):
            return self

        def __exit__(self, *_):
            pass

        def execute(self, sql, values):
            asked.append([sql, *values])

    try:
        patience.of_jobs()
        patience.of_pages()
        (limit,) = patience._limits
        limit(connection=Link())
        limit(connection=SQLite())
    finally:
        patience.connection_created.disconnect(dispatch_uid="patience")
    assert asked == [["SET statement_timeout = %s", 5000]]


class SQLite:
    """A connection that has no such limit."""

    vendor = "sqlite"
