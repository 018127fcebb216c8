"""What comes round each minute: a draft that nobody approved is held, and what was lost is rung for again."""

from datetime import timedelta

import pytest

from reports import publish, sweep
from reports.models import Delivery, Edition, EditionState
from reports.periods import Month
from reports.publish.work import claim
from tests.reports.conftest import JULY
from workstreams.models import Board

pytestmark = pytest.mark.django_db

AUGUST = Month(2020, 8)


class TestHolding:
    def test_held_with_a_reason_and_approved_later(self, drafted, cast, clock):
        with pytest.raises(publish.Refused, match="Say why"):
            publish.hold(drafted, by=cast["office"], now=clock(), reason="  ")
        publish.hold(drafted, by=cast["office"], now=clock(), reason="The contract line is wrong.")
        assert Edition.objects.get().state == EditionState.HELD
        publish.approve(drafted, by=cast["sponsor"], now=clock())
        assert publish.work(drafted.pk, clock=clock) == "sending"

    def test_not_approved_in_time_it_is_held_and_never_mailed(self, drafted, clock):
        clock.on(hours=72)
        sweep.sweep(now=clock())
        assert Edition.objects.get().state == EditionState.READY
        clock.on(seconds=1)
        sweep.sweep(now=clock())
        assert Edition.objects.get().state == EditionState.HELD
        assert Delivery.objects.count() == 0
        assert drafted.transitions.first().words == "not approved within 72 hours"


class TestSweep:
    def test_it_rings_for_what_waits_and_not_for_what_is_held(self, board, clock, rings):
        waiting = publish.open_edition(board, JULY, now=clock())
        held = publish.open_edition(board, AUGUST, now=clock())
        claim(held.pk, now=clock())
        rings.clear()
        sweep.sweep(now=clock())
        assert rings == [("render_edition", waiting.pk)]

    def test_it_rings_for_mails_whose_time_has_come(self, issued, clock, rings):
        first, second, *rest = issued.deliveries.order_by("pk")
        later = clock() + timedelta(minutes=5)
        issued.deliveries.filter(pk=second.pk).update(state="retry_wait", try_at=later)
        issued.deliveries.filter(pk__in=[each.pk for each in rest]).update(state="sent")
        rings.clear()
        sweep.sweep(now=clock())
        assert rings == [("send_delivery", first.pk)]

    def test_an_edition_whose_last_worker_died_before_closing_it_is_closed(self, issued, clock):
        issued.deliveries.update(state="sent")
        assert Edition.objects.get().state == EditionState.SENDING
        sweep.sweep(now=clock())
        assert Edition.objects.get().state == EditionState.SENT
        assert issued.transitions.first().words == "all 6 sent"

    def test_a_broker_that_is_down_breaks_no_write(
        self, board, clock, monkeypatch, django_capture_on_commit_callbacks
    ):
        from kombu.exceptions import OperationalError

        def down(*_, **__):
            raise OperationalError("connection refused")

        monkeypatch.setattr("celery.app.base.Celery.send_task", down)
        with django_capture_on_commit_callbacks(execute=True):
            publish.open_edition(board, JULY, now=clock())
        assert Board.objects.get(pk=board.pk).editions.count() == 1


@pytest.fixture
def rings(monkeypatch):
    """Every (task, row) that was rung for."""
    heard: list[tuple[str, int]] = []
    monkeypatch.setattr("reports.doorbell.ring", lambda task, pk: heard.append((task, pk)))
    monkeypatch.setattr(
        "reports.doorbell.crowded", lambda task: False
    )  # the broker's rings are of others
    return heard
