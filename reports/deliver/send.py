"""A worker's side of a delivery."""

import logging
import time
from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings
from django.db import InterfaceError, OperationalError, connection, transaction
from django.db.models import Exists, F, OuterRef, Q

from reports import store
from reports.deliver.message import compose, sender
from reports.deliver.smtp import Ended, Outcome, transmit
from reports.log import move_delivery
from reports.models import Delivery, DeliveryState, EditionState, Transition
from reports.publish.binding import bind
from reports.publish.issue import settle
from reports.publish.work import holder
from workstreams.models import BoardRecipient

logger = logging.getLogger(__name__)
Clock = Callable[[], datetime]

BACK_OFF = (60, 300, 900, 3600)  # seconds; the last one again and again
RECORD_AGAIN = (0.2, 1, 3)  # seconds between tries to write down how a mail ended
GIVE_UP = timedelta(hours=24)
ISSUED = (EditionState.SENDING, EditionState.SENT, EditionState.SENT_WITH_FAILURES)


class Overtaken(Exception):
    """The lease ran out before DATA; another worker has the row."""


def send(pk: int, *, clock: Clock) -> str:
    """Sends one mail, if it is this worker's to send; the state it ends in, "" when it was not."""
    delivery = claim(pk, now=clock())
    if delivery is None:
        return ""
    outcome = _attempt(delivery, clock)
    if outcome is None:
        return ""
    ended = _keep_trying(lambda: _conclude(delivery, outcome, now=clock()))
    settle(delivery.edition_id, now=clock())
    return ended


def _keep_trying(record: Callable[[], str]) -> str:
    """Writes down what became of a mail, although the database goes away just now (F18): what is known
    must not be called unknown because of a restart of two seconds."""
    for pause in RECORD_AGAIN:
        try:
            with transaction.atomic():
                return record()
        except (OperationalError, InterfaceError) as error:
            if connection.in_atomic_block:
                raise
            logger.warning("The end of a mail could not be written down, again soon: %s", error)
            connection.close()
            time.sleep(pause)
    with transaction.atomic():
        return record()


def claim(pk: int, *, now: datetime) -> Delivery | None:
    """The delivery, held for a lease: queued, or waiting and its time has come. None when another has it."""
    ready = Q(state=DeliveryState.QUEUED) | Q(state=DeliveryState.RETRY_WAIT, try_at__lte=now)
    with transaction.atomic():
        was = (
            Delivery.objects.filter(ready, pk=pk, edition__state__in=ISSUED)
            .values_list("state", flat=True)
            .first()
        )
        if was is None or _has_left(pk, was=was, now=now):
            return None
        taken = Delivery.objects.filter(ready, pk=pk, state=was).update(
            state=DeliveryState.TRANSMITTING,
            since=now,
            holder=holder(),
            attempt=F("attempt") + 1,
            lease_until=now + _lease(),
            begun_at=None,
            try_at=None,
        )
        if not taken:
            return None
        Delivery.objects.filter(pk=pk, first_try_at=None).update(first_try_at=now)
        delivery = Delivery.objects.select_related("edition__board").get(pk=pk)
        Transition.objects.create(
            edition_id=delivery.edition_id,
            delivery=delivery,
            at=now,
            was=was,
            now=DeliveryState.TRANSMITTING,
            attempt=delivery.attempt,
            holder=delivery.holder,
        )
    return delivery


def _has_left(pk: int, *, was: str, now: datetime) -> bool:
    """Somebody who left the board's list after the issue is not mailed any more (T17). What a person
    sends again, to whatever address, goes."""
    on_list = BoardRecipient.objects.filter(
        board=OuterRef("edition__board"), email__iexact=OuterRef("email"), active=True
    )
    gone = Delivery.objects.filter(~Exists(on_list), pk=pk, number=1).first()
    if gone is None:
        return False
    words = "left the board's list before it was sent"
    move_delivery(gone, DeliveryState.CANCELLED, was=was, now=now, words=words, reply=words)
    settle(gone.edition_id, now=now)
    return True


def _attempt(delivery: Delivery, clock: Clock) -> Outcome | None:
    """One try, outside any transaction. None: overtaken, nothing has left and nothing is ours to record."""
    begun = False

    def begin() -> None:
        nonlocal begun
        held = Delivery.objects.filter(
            pk=delivery.pk,
            attempt=delivery.attempt,
            holder=delivery.holder,
            state=DeliveryState.TRANSMITTING,
        )
        if not held.update(begun_at=clock(), sha256=delivery.edition.final_sha256):
            raise Overtaken
        begun = True

    try:
        edition = delivery.edition
        attachment = store.fetch(edition.final.name, edition.final_sha256)
        message = compose(delivery, bind(edition, final=True), attachment, now=clock())
        return transmit(message, sender=sender(), recipient=delivery.email, begin=begin)
    except Overtaken:
        logger.warning("Delivery %s: attempt %s was overtaken", delivery.pk, delivery.attempt)
        return None
    except (OperationalError, InterfaceError) as error:
        # a deadlock, a restart: it passes, and nothing is wrong with the mail (F18, F20)
        logger.warning("Delivery %s: %s", delivery.pk, error)
        if begun:
            return Outcome(Ended.UNKNOWN, f"stopped while the message was handed over: {error}")
        return Outcome(Ended.LATER, "the database was busy")
    except Exception as error:
        logger.exception("Delivery %s could not be sent", delivery.pk)
        if begun:
            return Outcome(Ended.UNKNOWN, f"stopped while the message was handed over: {error}")
        return Outcome(Ended.REFUSED, f"not sent: {error}")


def _conclude(delivery: Delivery, outcome: Outcome, *, now: datetime) -> str:
    """Writes what became of it; nothing when the row is no longer this attempt's."""
    state, further = _state(delivery, outcome, now)
    moved = move_delivery(
        delivery,
        state,
        was=DeliveryState.TRANSMITTING,
        now=now,
        words=outcome.words,
        fence=(delivery.attempt, delivery.holder),
        reply=outcome.words,
        lease_until=None,
        **further,
    )
    return state if moved else ""


def _state(delivery: Delivery, outcome: Outcome, now: datetime) -> tuple[str, dict[str, object]]:
    if outcome.ended == Ended.SENT:
        return DeliveryState.SENT, {"sent_at": now}
    if outcome.ended == Ended.UNKNOWN:
        return DeliveryState.UNKNOWN, {}
    if outcome.ended == Ended.REFUSED:
        ours = outcome.words.startswith("not sent")
        return (DeliveryState.FAILED if ours else DeliveryState.REFUSED), {"begun_at": None}
    if now - (delivery.first_try_at or now) >= GIVE_UP:
        return DeliveryState.FAILED, {"begun_at": None}
    return DeliveryState.RETRY_WAIT, {"begun_at": None, "try_at": now + back_off(delivery.attempt)}


def back_off(attempt: int) -> timedelta:
    """How long to wait after the n-th try: 1, 5, 15, 60 minutes, then an hour each."""
    steps = getattr(settings, "REPORT_RETRY_SECONDS", BACK_OFF)
    return timedelta(seconds=steps[min(attempt, len(steps)) - 1])


def release_expired(*, now: datetime) -> int:
    """Takes back what a dead worker held. DATA not begun: it is queued again. Begun: nobody can know, so
    it is ``unknown`` and a person decides (F8). How many rows."""
    released = 0
    expired = Delivery.objects.filter(state=DeliveryState.TRANSMITTING, lease_until__lt=now)
    for delivery in expired.order_by("pk"):
        begun = delivery.begun_at
        then = DeliveryState.UNKNOWN if begun else DeliveryState.QUEUED
        words = (
            f"the worker vanished while the message was handed over; may have been delivered at {begun:%H:%M:%S} UTC"
            if begun
            else "the worker vanished before the message left"
        )
        with transaction.atomic():
            rows = Delivery.objects.filter(pk=delivery.pk, lease_until__lt=now, begun_at=begun)
            if rows.select_for_update().exists():
                fence = (delivery.attempt, delivery.holder)
                released += move_delivery(
                    delivery, then, was=DeliveryState.TRANSMITTING, now=now, words=words, fence=fence,
                    reply=words, lease_until=None,
                )  # fmt: skip
        settle(delivery.edition_id, now=now)
    return released


def _lease() -> timedelta:
    return timedelta(seconds=getattr(settings, "REPORT_MAIL_LEASE_SECONDS", 300))
