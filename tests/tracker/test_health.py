"""What machines ask: is it alive, can it work; and what must be true before it starts."""

from __future__ import annotations

import pytest
from django.core.checks import run_checks
from django.db import DatabaseError
from django.test import override_settings

from tracker import health
from tracker.checks import FONTS

pytestmark = pytest.mark.django_db


def test_alive_asks_nobody(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        reply = client.get("/health/live")
    assert reply.status_code == 200
    assert "no-store" in reply["Cache-Control"]


def test_ready_when_database_and_broker_answer(client):
    reply = client.get("/health/ready")
    assert reply.status_code == 200
    assert reply.json() == {"database": "answers", "broker": "answers"}


def test_not_ready_without_a_broker(client, monkeypatch):
    from celery import Celery

    monkeypatch.setattr(health, "app", Celery(broker="redis://127.0.0.1:1/0", set_as_current=False))
    reply = client.get("/health/ready")
    assert reply.status_code == 503
    assert reply.json() == {"database": "answers", "broker": "does not answer"}


def test_not_ready_without_a_database(client, monkeypatch):
    class Gone:
        def cursor(self):
            raise DatabaseError("gone")

    monkeypatch.setattr(health, "connection", Gone())
    reply = client.get("/health/ready")
    assert reply.status_code == 503
    assert reply.json()["database"] == "does not answer"


def test_health_is_asked_by_get_only(client):
    assert client.post("/health/live").status_code == 405


def ids() -> set[str]:
    return {message.id for message in run_checks()}


def test_this_installation_is_sound():
    assert {name for name in ids() if name.startswith(("tracker.E", "access.E"))} == set()


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({"STATICFILES_DIRS": []}, "tracker.E001"),
        ({"TESTING": False, "STATIC_ROOT": "/nowhere"}, "tracker.E002"),
        ({"TIME_ZONE": "UTC"}, "tracker.E003"),
        ({"DEFAULT_FROM_EMAIL": "Programme office"}, "tracker.E005"),
    ],
)
def test_what_is_missing_is_found_before_the_start(change, found):
    from django.contrib.staticfiles import finders

    finders.get_finder.cache_clear()
    try:
        with override_settings(**change):
            assert found in ids()
    finally:
        finders.get_finder.cache_clear()


def test_a_report_needs_its_four_faces():
    assert len(FONTS) == 4
