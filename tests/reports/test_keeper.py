"""A worker that died while it handed a mail over is known within a minute; one that is slow is not called dead."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings
from django.db import OperationalError

from reports import chase, deliver, tasks
from reports.deliver.send import claim
from reports.models import Delivery, Digest
from reports.outbox import post
from reports.outbox.keeper import Keeper
from reports.outbox.smtp import Ended, Outcome
from workstreams.models import Person, WorkstreamOwner

pytestmark = pytest.mark.django_db

KILLED = datetime(2020, 9, 3, 9, 0, 3, tzinfo=UTC)


class Killed(BaseException):
    """What a SIGKILL is to the code: nothing of it runs any more."""


@pytest.fixture
def killed(monkeypatch):
    """The worker dies when the message is under way: DATA has begun, and no answer was heard."""

    def transmit(message, *, sender, recipient, begin):
        begin()
        raise Killed

    monkeypatch.setattr(post, "transmit", transmit)


def dies(send, pk: int, at: datetime) -> None:
    with pytest.raises(Killed):
        send(pk, clock=lambda: at)


def every() -> float:
    """Seconds between two looks for dead workers, as the scheduler is really told."""
    return settings.CELERY_BEAT_SCHEDULE["who died"]["schedule"]


def look_from(killed_at: datetime, offset: float, monkeypatch):
    """The looks of the scheduler after a kill, the first of them `offset` seconds after it."""
    at = killed_at + timedelta(seconds=offset)
    while True:
        monkeypatch.setattr(tasks, "shared_now", lambda at=at: at)
        tasks.notice_dead()
        yield at
        at += timedelta(seconds=every())


def test_the_leases_are_the_products_own():
    assert not hasattr(settings, "REPORT_MAIL_LEASE_SECONDS")
    assert timedelta(seconds=every()) + post.BEGUN_LEASE <= timedelta(seconds=60)


@pytest.mark.parametrize("offset", [0.1, 5, 14.9])
def test_a_report_mail_nobody_can_know_about_is_unknown_within_a_minute(
    issued, killed, client, cast, monkeypatch, offset, time_machine
):
    delivery = issued.deliveries.order_by("pk").first()
    dies(deliver.send, delivery.pk, KILLED)
    for at in look_from(KILLED, offset, monkeypatch):
        delivery.refresh_from_db()
        if delivery.state == "unknown":
            break
        assert at < KILLED + timedelta(seconds=60), "nobody was told within a minute"
    assert at <= KILLED + timedelta(seconds=60)
    time_machine.move_to(at)
    client.force_login(cast["administrator"])
    assert "Say whether it arrived" in client.get("/running/").content.decode()
    client.force_login(cast["office"])
    page = client.get(f"/reports/{issued.pk}/").content.decode()
    assert "may have been delivered at 09:00:03" in page


@pytest.mark.parametrize("offset", [0.1, 14.9])
def test_a_reminder_nobody_can_know_about_is_unknown_within_a_minute(
    killed, client, cast, monkeypatch, offset, time_machine
):
    from workstreams.actions import month

    lead = Person.objects.create(name="Rosalind Achebe", user=cast["lead"])
    WorkstreamOwner.objects.create(workstream=cast.plan.first, person=lead, lead=True)
    period = month.open_period(
        programme=cast.plan.programme, month=datetime(2020, 8, 1).date(),
        opens_on=datetime(2020, 9, 1).date(), deadline=datetime(2020, 9, 15, 16, tzinfo=UTC),
        by=None, now=KILLED,
    )  # fmt: skip
    chase.ask(now=KILLED)
    digest = Digest.objects.get(email=cast["lead"].email)
    dies(chase.send, digest.pk, KILLED)
    for at in look_from(KILLED, offset, monkeypatch):
        digest.refresh_from_db()
        if digest.state == "unknown":
            break
        assert at < KILLED + timedelta(seconds=60), "nobody was told within a minute"
    time_machine.move_to(at)
    client.force_login(cast["office"])
    page = client.get(period.get_absolute_url()).content.decode()
    assert "It arrived" in page
    client.force_login(cast["administrator"])
    page = client.get("/running/").content.decode()
    assert "Reminder to Rosalind Achebe" in page
    reply = client.post(f"/running/mails/{digest.pk}/arrived/", follow=True)
    assert "Settled: Rosalind Achebe has the mail." in reply.content.decode()
    digest.refresh_from_db()
    assert digest.state == "sent"


def test_before_data_the_worker_has_its_whole_lease_and_nothing_is_in_doubt(issued, monkeypatch):
    delivery = claim(issued.deliveries.first().pk, now=KILLED)
    assert delivery.lease_until == KILLED + timedelta(seconds=300)
    monkeypatch.setattr(tasks, "shared_now", lambda: KILLED + timedelta(seconds=299))
    assert tasks.notice_dead() == 0
    monkeypatch.setattr(tasks, "shared_now", lambda: KILLED + timedelta(seconds=301))
    assert tasks.notice_dead() == 1
    assert Delivery.objects.get(pk=delivery.pk).state == "queued"


def test_a_slow_server_keeps_the_claim_of_a_living_worker(issued, monkeypatch):
    """The claim is renewed while DATA lasts: here by hand, at the pace of the worker's own thread."""
    renewals = []

    class ByHand(Keeper):
        def start(self):
            renewals.append(self)

    clock = [KILLED]

    def slow(message, *, sender, recipient, begin):
        begin()
        (keeper,) = renewals
        assert keeper.every == 10
        for second in range(10, 60, 10):  # the server answers after a minute
            clock[0] = KILLED + timedelta(seconds=second)
            assert keeper.renew()
            assert deliver.release_expired(now=clock[0] + timedelta(seconds=9)) == 0
        return Outcome(Ended.SENT, "250 taken, at last")

    monkeypatch.setattr(post, "Keeper", ByHand)
    monkeypatch.setattr(post, "transmit", slow)
    assert deliver.send(issued.deliveries.first().pk, clock=lambda: clock[0]) == "sent"


def test_a_worker_that_was_taken_for_dead_tells_what_it_knows(issued, monkeypatch):
    delivery = issued.deliveries.first()
    later = KILLED + timedelta(seconds=40)

    def stopped_for_a_while(message, *, sender, recipient, begin):
        begin()
        assert deliver.release_expired(now=later) == 1
        assert Delivery.objects.get(pk=delivery.pk).state == "unknown"
        return Outcome(Ended.SENT, "250 taken")

    monkeypatch.setattr(post, "transmit", stopped_for_a_while)
    assert deliver.send(delivery.pk, clock=lambda: KILLED) == "sent"
    chain = (
        Delivery.objects.get(pk=delivery.pk)
        .transitions.order_by("pk")
        .values_list("now", flat=True)
    )
    assert list(chain)[-3:] == ["transmitting", "unknown", "sent"]


def test_what_a_person_decided_meanwhile_stands(issued, monkeypatch, cast):
    delivery = issued.deliveries.first()
    later = KILLED + timedelta(seconds=40)

    def sent_again_meanwhile(message, *, sender, recipient, begin):
        begin()
        deliver.release_expired(now=later)
        deliver.send_again(
            Delivery.objects.get(pk=delivery.pk),
            by=cast["office"],
            now=later,
            reason="No mail came",
        )
        return Outcome(Ended.LATER, "421 not now")

    monkeypatch.setattr(post, "transmit", sent_again_meanwhile)
    assert deliver.send(delivery.pk, clock=lambda: KILLED) == ""
    assert Delivery.objects.get(pk=delivery.pk).state == "queued"


class TestKeeper:
    def test_it_asks_again_after_trouble_and_stops_after_a_no(self):
        answers, asked, over = [True, OperationalError("away"), True, False], [], threading.Event()

        def renew():
            asked.append(1)
            answer = answers[len(asked) - 1]
            if len(asked) == len(answers):
                over.set()
            if isinstance(answer, Exception):
                raise answer
            return answer

        keeper = Keeper(renew, every=0.01)
        keeper.start()
        assert over.wait(10)
        keeper.thread.join(10)
        assert not keeper.thread.is_alive()
        keeper.stop()
        assert len(asked) == 4

    def test_a_quick_mail_renews_nothing(self):
        asked = []
        keeper = Keeper(lambda: bool(asked.append(1)), every=60)
        keeper.start()
        keeper.stop()
        assert not keeper.thread.is_alive()
        assert not asked

    def test_never_started_it_stops(self):
        Keeper(lambda: True, every=1).stop()
