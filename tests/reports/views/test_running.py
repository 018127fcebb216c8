"""The page of the office about the machine: what needs a person, and whether the scheduler ticks."""

from datetime import timedelta

import pytest
from django.utils import timezone

from reports import heartbeat, integrity, tasks
from reports.models import Delivery, Edition, Heartbeat, Snapshot

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(client, cast):
    def look() -> str:
        client.force_login(cast["administrator"])
        return " ".join(client.get("/running/").content.decode().split())

    return look


def test_a_scheduler_that_never_ticked_is_said_first(page):
    assert "The scheduler has never ticked. Nothing is prepared or mailed" in page()


def test_all_is_well(page):
    tasks.tick()
    tasks.sweep()
    assert "Everything runs, and nothing needs a person." in page()


def test_silence_is_noticed_after_a_quarter_of_an_hour(page, client):
    now = timezone.now()
    heartbeat.beat(heartbeat.TICK, now=now - timedelta(minutes=14))
    assert client.get("/health/scheduler").status_code == 200
    heartbeat.beat(heartbeat.TICK, now=now - timedelta(minutes=16))
    reply = client.get("/health/scheduler")
    assert reply.status_code == 503
    assert "silent since" in reply.json()["scheduler"]
    assert "The scheduler is silent since" in page()
    assert Heartbeat.objects.count() == 1


def test_what_nobody_can_know_waits_for_a_person(page, issued):
    tasks.tick()
    issued.deliveries.filter(email__startswith="gillian").update(
        state="unknown", since=timezone.now(), reply="may have been delivered at 09:00:03"
    )
    shown = page()
    assert "1 thing needs a person. Everything else runs." in shown
    assert "may have been delivered at 09:00:03" in shown
    assert "Say whether it arrived" in shown


def test_the_office_of_one_programme_has_no_such_page(client, cast):
    for role in ("office", "manager", "board", "stranger"):
        client.force_login(cast[role])
        assert client.get("/running/").status_code == 404


class TestIntegrity:
    def test_files_and_snapshots_are_read(self, issued):
        assert tasks.look_after() == 0
        found = Heartbeat.objects.get(name="integrity").found
        assert (found["files"], found["snapshots"], found["wrong"]) == (1, 1, [])

    def test_a_file_that_was_altered_is_named(self, issued, page, clock):
        edition = Edition.objects.get()
        with open(edition.final.path, "ab") as file:
            file.write(b"x")
        (sentence,) = integrity.check(now=clock()).wrong
        assert "altered in the store" in sentence
        tasks.look_after()
        assert "altered in the store" in page()

    def test_a_snapshot_that_was_altered_is_named(self, issued, clock):
        snapshot = Snapshot.objects.get()
        Snapshot.objects.update(body=snapshot.body.replace("Calderbrook", "Somewhere"))
        (sentence,) = integrity.check(now=clock()).wrong
        assert "not the one that was frozen" in sentence

    def test_a_lease_past_its_end_is_counted(self, issued, clock):
        Delivery.objects.filter(email__startswith="gillian").update(
            state="transmitting", lease_until=clock() - timedelta(hours=1)
        )
        assert integrity.check(now=clock()).late_leases == 1
