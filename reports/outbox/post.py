"""A worker's side of a mail: claimed, handed over, concluded; and taken back when the worker died."""

import logging
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TypeVar

from django.conf import settings
from django.db import InterfaceError, OperationalError, connection, transaction
from django.db.models import F, Q, QuerySet

from reports.log import move_mail, note
from reports.models import DeliveryState, OutgoingMail
from reports.outbox.envelope import sender
from reports.outbox.keeper import Keeper
from reports.outbox.smtp import Ended, Outcome, transmit
from reports.publish.work import holder

logger = logging.getLogger(__name__)
Clock = Callable[[], datetime]
Mail = TypeVar("Mail", bound=OutgoingMail)

BACK_OFF = (60, 300, 900, 3600)  # seconds; the last one again and again
#: How long a claim holds without word from its worker once DATA has begun: with the look for dead workers
#: four times a minute, what nobody can know is `unknown` within a minute (reliability 3.2, F8).
BEGUN_LEASE = timedelta(seconds=30)
RECORD_AGAIN = (0.2, 1, 3)  # seconds between tries to write down how a mail ended
GIVE_UP = timedelta(hours=24)


class Overtaken(Exception):
    """The lease ran out before DATA; another worker has the row."""


class Needless(Exception):
    """Nobody needs the mail any more; the message says why."""


def waiting(rows: QuerySet[Mail], *, now: datetime) -> QuerySet[Mail]:
    """Those of ``rows`` that may be claimed at ``now``, oldest first."""
    return rows.filter(_ready(now)).order_by("since", "pk")


def _ready(now: datetime) -> Q:
    return Q(state=DeliveryState.QUEUED) | Q(state=DeliveryState.RETRY_WAIT, try_at__lte=now)


def claim(rows: QuerySet[Mail], pk: int, *, now: datetime, related: str) -> Mail | None:
    """One of ``rows``, held for a lease, with its ``related`` row. None when another worker has it, or
    it has left. Call inside a transaction."""
    was = waiting(rows, now=now).filter(pk=pk).values_list("state", flat=True).first()
    if was is None:
        return None
    every = rows.model._default_manager
    taken = every.filter(_ready(now), pk=pk, state=was).update(
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
    every.filter(pk=pk, first_try_at=None).update(first_try_at=now)
    mail = every.select_related(related).get(pk=pk)
    note(mail, was=was, now=now)
    return mail


def hand_over(
    mail: OutgoingMail, written: Callable[[], bytes], *, clock: Clock, **stamp: object
) -> Outcome | None:
    """One try, outside any transaction: writes the message and gives it to the relay. ``stamp`` are columns
    to be set when DATA begins. None: overtaken, nothing has left and nothing is ours to record.

    ``written`` may raise `Needless`. No exception leaves this function.
    """
    begun = False
    held = type(mail)._default_manager.filter(
        pk=mail.pk, attempt=mail.attempt, holder=mail.holder, state=DeliveryState.TRANSMITTING
    )
    lease = min(_lease(), BEGUN_LEASE)
    keeper = Keeper(
        lambda: bool(held.update(lease_until=clock() + lease)), every=lease.total_seconds() / 3
    )

    def begin() -> None:
        nonlocal begun
        now = clock()
        if not held.update(begun_at=now, lease_until=now + lease, **stamp):
            raise Overtaken
        begun = True
        keeper.start()

    try:
        return transmit(written(), sender=sender(), recipient=mail.email, begin=begin)
    except Overtaken:
        logger.warning("%s %s: attempt %s was overtaken", _kind(mail), mail.pk, mail.attempt)
        return None
    except Needless as reason:
        return Outcome(Ended.NEEDLESS, str(reason))
    except Exception as error:
        if begun:
            logger.exception("%s %s: stopped while it was handed over", _kind(mail), mail.pk)
            return Outcome(Ended.UNKNOWN, f"stopped while the message was handed over: {error}")
        if isinstance(error, OperationalError | InterfaceError):
            # a deadlock, a restart: it passes, and nothing is wrong with the mail (F18, F20)
            logger.warning("%s %s: %s", _kind(mail), mail.pk, error)
            return Outcome(Ended.LATER, "the database was busy")
        logger.exception("%s %s could not be sent", _kind(mail), mail.pk)
        return Outcome(Ended.FAILED, f"not sent: {error}")
    finally:
        keeper.stop()


def _kind(mail: OutgoingMail) -> str:
    return type(mail).__name__


def conclude(mail: OutgoingMail, outcome: Outcome, *, now: datetime) -> str:
    """Writes what became of it: the state it ends in, "" when the row is no longer this attempt's. Call
    inside a transaction.

    A worker that was taken for dead in the middle of DATA and was only slow knows what the row, by then
    ``unknown``, does not; what it knows is written as long as nobody decided meanwhile.
    """
    state, further = _state(mail, outcome, now)
    for was in (DeliveryState.TRANSMITTING, DeliveryState.UNKNOWN):
        if move_mail(
            mail,
            state,
            was=was,
            now=now,
            words=outcome.words,
            fence=(mail.attempt, mail.holder),
            reply=outcome.words,
            lease_until=None,
            **further,
        ):
            return state
    return ""


def _state(mail: OutgoingMail, outcome: Outcome, now: datetime) -> tuple[str, dict[str, object]]:
    match outcome.ended:
        case Ended.SENT:
            return DeliveryState.SENT, {"sent_at": now}
        case Ended.UNKNOWN:
            return DeliveryState.UNKNOWN, {}
        case Ended.REFUSED:
            return DeliveryState.REFUSED, {"begun_at": None}
        case Ended.FAILED:
            return DeliveryState.FAILED, {"begun_at": None}
        case Ended.NEEDLESS:
            return DeliveryState.CANCELLED, {}
    if now - (mail.first_try_at or now) >= GIVE_UP:
        return DeliveryState.FAILED, {"begun_at": None}
    return DeliveryState.RETRY_WAIT, {"begun_at": None, "try_at": now + back_off(mail.attempt)}


def back_off(attempt: int) -> timedelta:
    """How long to wait after the n-th try: 1, 5, 15, 60 minutes, then an hour each."""
    steps = getattr(settings, "REPORT_RETRY_SECONDS", BACK_OFF)
    return timedelta(seconds=steps[min(attempt, len(steps)) - 1])


def keep_trying(record: Callable[[], str]) -> str:
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


def take_back(rows: QuerySet[Mail], *, now: datetime) -> list[Mail]:
    """Takes back what a dead worker held. DATA not begun: it is queued again. Begun: nobody can know, so
    it is ``unknown`` and a person decides (F8). Those that were taken back."""
    expired = rows.filter(state=DeliveryState.TRANSMITTING, lease_until__lt=now).order_by("pk")
    return [mail for mail in expired if _taken_back(mail, now=now)]


def _taken_back(mail: OutgoingMail, *, now: datetime) -> bool:
    begun = mail.begun_at
    then = DeliveryState.UNKNOWN if begun else DeliveryState.QUEUED
    words = (
        f"the worker vanished while the message was handed over; may have been delivered at {begun:%H:%M:%S} UTC"
        if begun
        else "the worker vanished before the message left"
    )
    with transaction.atomic():
        rows = type(mail)._default_manager.filter(pk=mail.pk, lease_until__lt=now, begun_at=begun)
        return rows.select_for_update().exists() and move_mail(
            mail, then, was=DeliveryState.TRANSMITTING, now=now, words=words,
            fence=(mail.attempt, mail.holder), reply=words, lease_until=None,
        )  # fmt: skip


def _lease() -> timedelta:
    return timedelta(seconds=getattr(settings, "REPORT_MAIL_LEASE_SECONDS", 300))
