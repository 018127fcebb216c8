"""Two schedulers, three workers, two boards, twelve people, and the tick fired in a storm."""

from __future__ import annotations

from collections import Counter

import pytest
from django.utils import timezone

from reports import publish
from reports.models import Delivery, Edition, EditionState, Schedule
from reports.periods import DueRule, Month
from reports.render import digest
from tests import factories
from tests.pipeline.conftest import ring
from tests.reports.conftest import PEOPLE
from workstreams.models import BoardRecipient, BoardScope

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def second_board(board, cast):
    """Another board over the same programme, with six people of its own."""
    last = Month.of(timezone.localdate()).previous
    other = factories.BoardFactory(name="Senior Leadership Team")
    BoardScope.objects.create(board=other, programme=cast.plan.programme)
    Schedule.objects.create(board=other, starts=last.first, rule=DueRule.LAST_WORKING_DAY)
    for name in PEOPLE:
        address = f"{name.lower().replace(' ', '.')}@leadership.example"
        BoardRecipient.objects.create(board=other, name=name, email=address)
    return other


def test_two_editions_and_twelve_mails_each_once(second_board, cast, workers, sink, until):
    for _ in range(3):
        workers.start()
    for _ in range(2):
        workers.beat()
    for _ in range(30):
        ring("tick")
    ready = Edition.objects.filter(state=EditionState.READY)
    until(lambda: ready.count() == 2, sweeping=False)
    assert sink.mails == []

    for edition in ready:
        publish.approve(edition, by=cast["sponsor"], now=timezone.now())
    for _ in range(30):
        ring("tick")
        ring("sweep")
    until(lambda: Edition.objects.filter(state=EditionState.SENT).count() == 2, sweeping=False)
    for pk in Delivery.objects.values_list("pk", flat=True):
        ring("send_delivery", pk)
    ring("tick")

    assert Edition.objects.count() == 2
    received = Counter(mail.to for mail in sink.mails)
    assert len(received) == 12
    assert set(received.values()) == {1}
    hashes = set(Edition.objects.values_list("final_sha256", flat=True))
    assert {digest(mail.attachment) for mail in sink.mails} == hashes
