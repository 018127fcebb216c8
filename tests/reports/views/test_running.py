"""The page of the office about the machine: what needs a person, and whether the scheduler ticks."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.core.checks import run_checks
from django.core.management import CommandError, call_command
from django.utils import timezone

from reports import broker, heartbeat, integrity, publish, tasks
from reports.models import Delivery, Edition, Heartbeat, Snapshot
from workstreams.models import ReportingPeriod

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


def test_a_held_report_is_not_all_is_well(page, drafted, cast):
    publish.hold(drafted, by=cast["sponsor"], now=timezone.now(), reason="A figure is wrong.")
    tasks.tick()
    assert "1 report is held until somebody approves. Everything runs." in page()


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
    issued.deliveries.update(since=timezone.now())
    issued.deliveries.filter(email__startswith="gillian").update(
        state="unknown", since=timezone.now(), reply="may have been delivered at 09:00:03"
    )
    shown = page()
    assert "1 thing needs a person. Everything else runs." in shown
    assert "may have been delivered at 09:00:03" in shown
    assert "Say whether it arrived" in shown


def test_work_that_nobody_takes_for_half_an_hour_is_said_and_wakes_somebody(page, client, issued):
    tasks.tick()
    now = timezone.now()
    issued.deliveries.update(since=now - timedelta(minutes=29))
    assert client.get("/health/scheduler").status_code == 200
    issued.deliveries.update(since=now - timedelta(minutes=31))
    reply = client.get("/health/scheduler")
    assert reply.status_code == 503
    assert "waited for a free worker for 31 minutes" in reply.json()["work"]
    assert reply.json()["scheduler"] == "ticks"
    assert "Look whether the workers run; if they do, add one." in page()
    with pytest.raises(CommandError, match="waited for a free worker"):
        call_command("is_running")


def test_a_container_is_told_by_a_command(capsys):
    with pytest.raises(CommandError, match="never ticked"):
        call_command("is_running")
    tasks.tick()
    call_command("is_running")
    assert "ticks" in capsys.readouterr().out


def test_a_report_that_a_worker_holds_or_a_person_is_waited_for_is_no_backlog(drafted, client):
    long_ago = timezone.now() - timedelta(hours=3)
    heartbeat.beat(heartbeat.TICK, now=timezone.now())
    Edition.objects.update(since=long_ago)
    assert client.get("/health/scheduler").status_code == 200, "it waits for approval"
    Edition.objects.update(state="due", lease_until=timezone.now() + timedelta(minutes=5))
    assert client.get("/health/scheduler").status_code == 200, "a worker has it"
    Edition.objects.update(lease_until=None)
    assert client.get("/health/scheduler").status_code == 503


def test_a_broker_that_throws_messages_away_is_said(page, monkeypatch):
    monkeypatch.setattr(broker, "evicting", lambda: "allkeys-lru")
    tasks.tick()
    tasks.sweep()
    assert "its maxmemory-policy is allkeys-lru. Set it to noeviction." in page()
    assert {"tracker.W002"} <= {each.id for each in run_checks(include_deployment_checks=True)}


class Answers:
    """A broker that says how it evicts, or that does not let itself be asked."""

    def __init__(self, policy: str) -> None:
        self.policy = policy
        self.default_channel = self.client = self

    def __enter__(self):
        return self

    def __exit__(self, *_):
        pass

    def config_get(self, name: str) -> dict[str, str]:
        if not self.policy:
            raise ConnectionError("unknown command CONFIG")
        return {name: self.policy}


@pytest.mark.parametrize(
    ("policy", "found"), [("noeviction", ""), ("volatile-lru", "volatile-lru"), ("", "")]
)
def test_redis_is_asked_how_it_evicts(monkeypatch, policy, found):
    conf = SimpleNamespace(broker_url="redis://127.0.0.1:1/0")
    app = SimpleNamespace(conf=conf, connection_for_read=lambda: Answers(policy))
    monkeypatch.setattr(broker, "current_app", app)
    assert broker.evicting() == found


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


def test_the_office_of_a_programme_sees_on_its_month_which_mail_needs_a_person(
    issued, client, cast
):
    period = ReportingPeriod.objects.create(
        programme=cast.plan.programme, month=issued.period, opens_on=issued.period,
        deadline=timezone.now(),
    )  # fmt: skip
    client.force_login(cast["office"])
    address = f"/periods/{period.pk}/"
    assert "of it need" not in client.get(address).content.decode()
    issued.deliveries.filter(email__startswith="gillian").update(state="unknown")
    assert "1 mail of it needs a person" in client.get(address).content.decode()
