"""The chase with real processes: the month opens by the clock, and each person is asked once."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import pytest
from celery import current_app
from django.utils import timezone

from reports import chase
from reports.models import Digest, Nudge
from tests import factories
from tests.pipeline.conftest import ring
from tests.pipeline.test_month import at_once
from workstreams.models import PeriodState, ReportingPeriod, WorkstreamOwner

pytestmark = pytest.mark.django_db(transaction=True)

PEOPLE = 6
SETTLED = {"sent", "refused", "unknown"}


@pytest.fixture
def period(transactional_db, cast):
    """A month that is open, with a workstream for each of six leads."""
    now = timezone.now()
    for n in range(PEOPLE):
        branch = factories.WorkstreamFactory(programme=cast.plan.programme, position=n + 10)
        lead = factories.PersonFactory(name=f"Lead {n}", email=f"lead{n}@calderbrook.example")
        WorkstreamOwner.objects.create(workstream=branch, person=lead, lead=True)
    return ReportingPeriod.objects.create(
        programme=cast.plan.programme,
        month=timezone.localdate().replace(day=1),
        opens_on=timezone.localdate() - timedelta(days=4),
        deadline=now + timedelta(days=20),
        state=PeriodState.OPEN,
    )


def ask() -> None:
    """What the tick does, on whatever day the suite runs."""
    chase.ask(now=timezone.now(), at_any_hour=True)


def states() -> Counter:
    return Counter(Digest.objects.values_list("state", flat=True))


def to_leads(sink) -> Counter:
    return Counter(mail.to for mail in sink.mails if mail.to.startswith("lead"))


def test_the_tick_fired_five_times_at_once_is_one_mail_a_person(period, workers, sink, until):
    workers.start(concurrency=2)
    for _ in range(5):
        ring("chase")
    at_once(5, ask)
    until(lambda: Digest.objects.exists() and set(states()) <= {"sent"})
    for pk in Digest.objects.values_list("pk", flat=True):
        ring("send_digest", pk)
    ask()
    until(lambda: not _queued(), sweeping=False)
    assert to_leads(sink) == {f"lead{n}@calderbrook.example": 1 for n in range(PEOPLE)}
    assert len({mail.id for mail in sink.mails}) == len(sink.mails)
    keys = list(Nudge.objects.values_list("email", "period", "step"))
    assert len(keys) == len(set(keys))


def _queued() -> bool:
    with current_app.connection_for_read() as link:
        client = link.default_channel.client
        return any(client.llen(name) for name in ("default", "render", "mail"))


def test_a_worker_killed_while_a_digest_is_handed_over(period, workers, sink, until):
    """The server has the message; the worker dies before it hears so: nobody can know, nobody gets two."""
    sink.on_mail = lambda number: workers.kill() if number == 2 else None
    workers.start()
    ask()
    until(lambda: not workers.running)
    workers.start()
    until(lambda: set(states()) <= SETTLED)
    assert states()["unknown"] == 1
    assert max(to_leads(sink).values()) == 1


def test_the_broker_lost_everything_and_one_address_is_bad(period, workers, sink, until):
    sink.rules["lead0@calderbrook.example"] = ["550"]
    sink.rules["lead1@calderbrook.example"] = ["451", "accept"]
    ask()
    current_app.control.purge()
    workers.start()
    until(lambda: set(states()) <= SETTLED)
    assert Digest.objects.get(email="lead0@calderbrook.example").state == "refused"
    assert to_leads(sink) == {f"lead{n}@calderbrook.example": 1 for n in range(1, PEOPLE)}
