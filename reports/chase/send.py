"""A worker's side of a digest: claim, write, hand over, settle. The states are those of a delivery."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings
from django.db import InterfaceError, OperationalError, transaction
from django.db.models import F, Q, QuerySet

from reports.chase.letter import compose, write
from reports.chase.log import move, note
from reports.deliver.message import sender
from reports.deliver.send import GIVE_UP, back_off
from reports.deliver.smtp import Ended, Outcome, transmit
from reports.models import DeliveryState, Digest
from reports.publish.work import holder

logger = logging.getLogger(__name__)
Clock = Callable[[], datetime]
SETTLED = "everything it asked for had come in the meantime"


class Overtaken(Exception):
    """The lease ran out before DATA; another worker has the row."""


def send(pk: int, *, clock: Clock) -> str:
    """Sends one digest, if it is this worker's to send; the state it ends in, "" when it was not."""
    digest = claim(pk, now=clock())
    if digest is None:
        return ""
    state, words, further = _attempt(digest, clock)
    if not state:
        return ""
    with transaction.atomic():
        moved = move(
            digest, state, was=DeliveryState.TRANSMITTING, now=clock(), words=words,
            fence=(digest.attempt, digest.holder), reply=words, lease_until=None, **further,
        )  # fmt: skip
    return state if moved else ""


def waiting(*, now: datetime) -> QuerySet[Digest]:
    """Digests that may be claimed at ``now``, oldest first."""
    return Digest.objects.filter(_ready(now)).order_by("since", "pk")


def _ready(now: datetime) -> Q:
    return Q(state=DeliveryState.QUEUED) | Q(state=DeliveryState.RETRY_WAIT, try_at__lte=now)


def claim(pk: int, *, now: datetime) -> Digest | None:
    """The digest, held for a lease. None when another worker has it, or it has left."""
    with transaction.atomic():
        was = waiting(now=now).filter(pk=pk).values_list("state", flat=True).first()
        if was is None:
            return None
        taken = Digest.objects.filter(_ready(now), pk=pk, state=was).update(
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
        Digest.objects.filter(pk=pk, first_try_at=None).update(first_try_at=now)
        digest = Digest.objects.select_related("user").get(pk=pk)
        note(digest, now=now, was=was)
    return digest


def _attempt(digest: Digest, clock: Clock) -> tuple[str, str, dict[str, object]]:
    """One try, outside any transaction: the state it leads to, in words, with further columns. An
    empty state: overtaken, nothing has left and nothing is ours to record."""
    begun = False

    def begin() -> None:
        nonlocal begun
        held = Digest.objects.filter(
            pk=digest.pk, attempt=digest.attempt, holder=digest.holder,
            state=DeliveryState.TRANSMITTING,
        )  # fmt: skip
        if not held.update(begun_at=clock()):
            raise Overtaken
        begun = True

    try:
        letter = write(digest, now=clock())
        if not letter:
            return DeliveryState.CANCELLED, SETTLED, {}
        message = compose(digest, letter, now=clock())
        outcome = transmit(message, sender=sender(), recipient=digest.email, begin=begin)
    except Overtaken:
        logger.warning("Digest %s: attempt %s was overtaken", digest.pk, digest.attempt)
        return "", "", {}
    except (OperationalError, InterfaceError) as error:
        logger.warning("Digest %s: %s", digest.pk, error)
        outcome = (
            Outcome(Ended.UNKNOWN, f"stopped while it was handed over: {error}")
            if begun
            else Outcome(Ended.LATER, "the database was busy")
        )
    except Exception as error:
        logger.exception("Digest %s could not be sent", digest.pk)
        if begun:
            return DeliveryState.UNKNOWN, f"stopped while it was handed over: {error}", {}
        return DeliveryState.FAILED, f"not sent: {error}", {"begun_at": None}
    return _state(digest, outcome, now=clock())


def _state(
    digest: Digest, outcome: Outcome, *, now: datetime
) -> tuple[str, str, dict[str, object]]:
    if outcome.ended == Ended.SENT:
        return DeliveryState.SENT, outcome.words, {"sent_at": now}
    if outcome.ended == Ended.UNKNOWN:
        return DeliveryState.UNKNOWN, outcome.words, {}
    if outcome.ended == Ended.REFUSED:
        return DeliveryState.REFUSED, outcome.words, {"begun_at": None}
    if now - (digest.first_try_at or now) >= GIVE_UP:
        return DeliveryState.FAILED, outcome.words, {"begun_at": None}
    wait: dict[str, object] = {"begun_at": None, "try_at": now + back_off(digest.attempt)}
    return DeliveryState.RETRY_WAIT, outcome.words, wait


def release_expired(*, now: datetime) -> int:
    """Takes back what a dead worker held: queued again when DATA was not begun, else ``unknown``,
    and a person decides. How many rows."""
    released = 0
    expired = Digest.objects.filter(state=DeliveryState.TRANSMITTING, lease_until__lt=now)
    for digest in expired.order_by("pk"):
        begun = digest.begun_at
        then = DeliveryState.UNKNOWN if begun else DeliveryState.QUEUED
        words = (
            f"the worker vanished while it was handed over; may have arrived at {begun:%H:%M:%S} UTC"
            if begun
            else "the worker vanished before it left"
        )
        with transaction.atomic():
            rows = Digest.objects.filter(pk=digest.pk, lease_until__lt=now, begun_at=begun)
            if rows.select_for_update().exists():
                released += move(
                    digest, then, was=DeliveryState.TRANSMITTING, now=now, words=words,
                    fence=(digest.attempt, digest.holder), reply=words, lease_until=None,
                )  # fmt: skip
    return released


def _lease() -> timedelta:
    return timedelta(seconds=getattr(settings, "REPORT_MAIL_LEASE_SECONDS", 300))
