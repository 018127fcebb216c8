"""Workers on machines whose clocks differ go by one clock (reliability F24)."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from reports import clock, heartbeat, publish, tasks
from reports.models import Edition, Heartbeat
from tests.reports.conftest import JULY

pytestmark = pytest.mark.django_db
#: SQLite has no server: one machine has the database to itself, and its clock is the shared one.
APART = timedelta(hours=1) if connection.vendor == "postgresql" else timedelta()


@pytest.fixture
def an_hour_ahead(monkeypatch):
    real = timezone.now
    monkeypatch.setattr(timezone, "now", lambda: real() + timedelta(hours=1))


def about(found: timedelta, wanted: timedelta) -> bool:
    return abs(found - wanted) < timedelta(seconds=20)


def test_the_shared_clock_is_the_database_servers(an_hour_ahead):
    assert about(timezone.now() - clock.shared_now(), APART)
    assert about(timedelta(seconds=clock.skew()), APART)


def test_a_lease_of_a_worker_whose_clock_is_wrong_ends_when_others_expect_it(
    board, an_hour_ahead, monkeypatch
):
    """Its attempt fails and the report rests for a minute; by its own clock that was over an hour."""
    monkeypatch.setattr("reports.render.pdf", _disk_is_full)
    edition = publish.open_edition(board, JULY, now=timezone.now())
    before = clock.shared_now()
    tasks.render_edition(edition.pk)
    rests = Edition.objects.get(pk=edition.pk).lease_until
    assert timedelta(seconds=50) < rests - before < timedelta(minutes=3)


def _disk_is_full(document):
    raise OSError("No space left on device")


def test_a_wrong_clock_is_said_for_a_quarter_of_an_hour_and_a_right_one_is_not(client, cast):
    now = timezone.now()
    heartbeat.note_clock("render-2:41", now=now, ahead=29)
    assert not Heartbeat.objects.exists()
    heartbeat.note_clock("render-2:41", now=now, ahead=-90.2)
    client.force_login(cast["administrator"])
    assert "clock of render-2:41 is 90 seconds behind" in client.get("/running/").content.decode()
    assert heartbeat.wrong_clock(Heartbeat.objects.get(), now=now + timedelta(minutes=16)) == ""
