"""A page that would wait for a lock gives up within seconds and says so (reliability F38)."""

from __future__ import annotations

import time

import pytest
from django.db import OperationalError, connection
from django.db.backends.signals import connection_created

from tracker import patience


@pytest.fixture
def hurried():
    """This process as a process of pages, whose patience is a fifth of a second."""
    patience.limit_statements(0.2)
    connection.close()
    yield
    connection_created.disconnect(dispatch_uid="patience")
    connection.close()


@pytest.mark.django_db(transaction=True)
def test_what_takes_too_long_is_stopped_and_the_page_says_when_to_come_back(
    hurried, client, cast, monkeypatch
):
    client.force_login(cast["office"])
    client.raise_request_exception = False
    address = f"/programmes/{cast.plan.programme.slug}/periods/"
    assert client.get(address).status_code == 200

    def locked(*_):
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_sleep(20)")

    monkeypatch.setattr("workstreams.access.programme_to_read", locked)
    began = time.monotonic()
    reply = client.get(address)
    assert time.monotonic() - began < 10
    assert reply.status_code == 503
    assert reply["Retry-After"]


@pytest.mark.django_db(transaction=True)
def test_the_limit_is_the_connections_own(hurried):
    with connection.cursor() as cursor:
        cursor.execute("SHOW statement_timeout")
        assert cursor.fetchone() == ("200ms",)
        with pytest.raises(OperationalError, match="statement timeout"):
            cursor.execute("SELECT pg_sleep(5)")
