"""The month end with real processes: one edition, six mails, each once, whatever is fired and killed."""

from __future__ import annotations

import threading
from collections import Counter
from datetime import UTC, date, datetime

import pytest
from celery import current_app
from django.db import connection
from django.utils import timezone

from reports import publish
from reports.models import Delivery, Edition, EditionState, Schedule, Snapshot, Transition
from reports.render import digest
from tests.pipeline.conftest import ring
from tests.reports.conftest import PEOPLE

pytestmark = pytest.mark.django_db(transaction=True)

DONE = (EditionState.SENT, EditionState.SENT_WITH_FAILURES)


def the_edition() -> Edition:
    return Edition.objects.get()


def state() -> str:
    return Edition.objects.values_list("state", flat=True).get()


def at_once(number: int, call) -> None:
    """The same call from several threads, each with its own connection, at the same moment."""
    gate, faults = threading.Barrier(number), []

    def run() -> None:
        try:
            gate.wait()
            call()
        except Exception as error:  # told to the test below
            faults.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []


def approve(by) -> None:
    publish.approve(the_edition(), by=by, now=timezone.now())


def everybody_once(sink) -> None:
    """The oracle: what the world received, against what the rows say (reliability 3.1, I2 to I5)."""
    edition = the_edition()
    rows = {row.email: row for row in edition.deliveries.all()}
    assert len(rows) == len(PEOPLE)
    received = Counter(mail.to for mail in sink.mails)
    assert max(received.values()) == 1
    assert len({mail.id for mail in sink.mails}) == len(sink.mails)
    for address, row in rows.items():
        assert row.state in ("sent", "unknown")
        if row.state == "sent":
            assert received[address] == 1
    for mail in sink.mails:
        assert digest(mail.attachment) == edition.final_sha256
    with edition.final.open() as file:
        assert digest(file.read()) == edition.final_sha256


def test_the_tick_fired_five_times_at_once_makes_one_edition_and_six_mails(
    board, cast, workers, sink, until
):
    workers.start(concurrency=2)
    for _ in range(5):
        ring("tick")
    at_once(5, lambda: publish.ensure_due(now=timezone.now()))
    until(lambda: Edition.objects.filter(state=EditionState.READY).exists())
    for _ in range(20):
        ring("render_edition", the_edition().pk)
    assert Transition.objects.filter(now="due", delivery=None).count() == 1
    assert sink.mails == []

    approve(cast["sponsor"])
    for _ in range(5):
        ring("tick")
        ring("sweep")
    until(lambda: state() in DONE)
    for pk in Delivery.objects.values_list("pk", flat=True):
        ring("send_delivery", pk)
    ring("tick")
    until(lambda: all_rung(workers), sweeping=False)

    assert Edition.objects.count() == Snapshot.objects.count() == 1
    assert state() == EditionState.SENT
    assert sorted(mail.to for mail in sink.mails) == sorted(
        the_edition().deliveries.values_list("email", flat=True)
    )
    everybody_once(sink)


def all_rung(workers) -> bool:
    """The broker's queues are empty."""
    with current_app.connection_for_read() as link:
        channel = link.default_channel
        return not any(channel.client.llen(name) for name in ("default", "render", "mail"))


@pytest.mark.parametrize("mails", [1, 4])
def test_a_worker_killed_between_two_mails(issued, workers, sink, until, mails):
    workers.start()
    until(lambda: Delivery.objects.filter(state="sent").count() >= mails)
    workers.kill()
    workers.start()
    until(lambda: state() in DONE)
    everybody_once(sink)


def test_a_worker_killed_while_a_mail_is_handed_over(issued, workers, sink, until):
    """The server has the message; the worker dies before it hears so: nobody can know."""
    sink.on_mail = lambda number: workers.kill() if number == 3 else None
    workers.start()
    until(lambda: not workers.running)
    workers.start()
    until(lambda: state() in DONE)
    everybody_once(sink)
    (unknown,) = Delivery.objects.filter(state="unknown")
    assert unknown.email == sink.mails[2].to
    assert "may have been delivered" in unknown.reply
    assert state() == EditionState.SENT_WITH_FAILURES


def test_a_worker_killed_while_it_renders(board, workers, sink, until):
    workers.start()
    ring("tick")
    until(
        lambda: Edition.objects.filter(state=EditionState.FROZEN, attempt=1).exists(),
        sweeping=False,
    )
    workers.kill()
    frozen = Snapshot.objects.get().sha256
    workers.start()
    until(lambda: state() == EditionState.READY)
    assert Snapshot.objects.get().sha256 == frozen
    assert Edition.objects.count() == 1
    assert sink.mails == []


def test_the_broker_lost_everything_and_one_address_of_six_is_bad(issued, workers, sink, until):
    bad = "desmond.pyke@calderbrook.example"
    sink.rules[bad] = ["550"]
    sink.rules["gillian.roake@calderbrook.example"] = ["451", "accept"]
    current_app.control.purge()
    workers.start()
    until(lambda: state() in DONE)
    states = dict(Delivery.objects.values_list("email", "state"))
    assert states.pop(bad) == "refused"
    assert set(states.values()) == {"sent"}
    assert Counter(mail.to for mail in sink.mails) == dict.fromkeys(states, 1)
    assert state() == EditionState.SENT_WITH_FAILURES


def test_two_people_approve_at_the_same_moment(drafted, cast):
    def try_to() -> None:
        try:
            approve(cast["sponsor"])
        except publish.Refused:
            refused.append(1)

    refused: list[int] = []
    at_once(4, try_to)
    assert len(refused) == 3
    assert Transition.objects.filter(now="approved").count() == 1


def test_two_tabs_replace_it_with_one_version(drafted, cast):
    ask = {"by": cast["manager"], "note": "A date.", "fresh_facts": False}
    at_once(4, lambda: publish.reissue(Edition.objects.get(version=1), now=timezone.now(), **ask))
    assert Edition.objects.filter(version=2).count() == 1
    assert Edition.objects.exclude(state="superseded").count() == 1


def test_two_schedulers_make_each_kind_of_a_month_once(board):
    """Four ticks at the same moment, three times over: a highlight for each month, a review for its quarter (I1)."""
    Schedule.objects.update(starts=date(2020, 7, 1), quarterly_from=date(2020, 9, 1))
    now = datetime(2020, 10, 7, 12, tzinfo=UTC)
    for _ in range(3):
        at_once(4, lambda: publish.ensure_due(now=now))
    there = Edition.objects.order_by("kind", "period").values_list("kind", "period__month")
    assert list(there) == [
        ("highlight", 7), ("highlight", 8), ("highlight", 9), ("quarterly", 9),
    ]  # fmt: skip
    assert all(each.transitions.count() == 1 for each in Edition.objects.all())
