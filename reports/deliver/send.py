"""A worker's side of a delivery: which may go, and what the mail carries."""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from reports import outbox, store
from reports.deliver.message import compose
from reports.log import move_mail
from reports.models import Delivery, DeliveryState, EditionState
from reports.outbox import conclude, keep_trying
from reports.publish.binding import bind
from reports.publish.issue import settle
from workstreams.models import BoardRecipient

Clock = Callable[[], datetime]
ISSUED = (EditionState.SENDING, EditionState.SENT, EditionState.SENT_WITH_FAILURES)


def send(pk: int, *, clock: Clock) -> str:
    """Sends one mail, if it is this worker's to send; the state it ends in, "" when it was not."""
    delivery = claim(pk, now=clock())
    if delivery is None:
        return ""
    outcome = outbox.hand_over(
        delivery,
        lambda: _written(delivery, clock()),
        clock=clock,
        sha256=delivery.edition.final_sha256,
    )
    if outcome is None:
        return ""
    ended = keep_trying(lambda: conclude(delivery, outcome, now=clock()))
    settle(delivery.edition_id, now=clock())
    return ended


def claim(pk: int, *, now: datetime) -> Delivery | None:
    """The delivery of an issued edition, held for a lease. None when another has it, or it has left."""
    with transaction.atomic():
        if _has_left(pk, now=now):
            return None
        return outbox.claim(_issued(), pk, now=now, related="edition__board")


def _issued() -> QuerySet[Delivery]:
    return Delivery.objects.filter(edition__state__in=ISSUED)


def _has_left(pk: int, *, now: datetime) -> bool:
    """Somebody who left the board's list after the issue is not mailed any more (T17). What a person
    sends again, to whatever address, goes."""
    on_list = BoardRecipient.objects.filter(
        board=OuterRef("edition__board"), email__iexact=OuterRef("email"), active=True
    )
    gone = outbox.waiting(_issued().filter(~Exists(on_list), pk=pk, number=1), now=now).first()
    if gone is None:
        return False
    words = "left the board's list before it was sent"
    move_mail(gone, DeliveryState.CANCELLED, was=gone.state, now=now, words=words, reply=words)
    settle(gone.edition_id, now=now)
    return True


def _written(delivery: Delivery, now: datetime) -> bytes:
    edition = delivery.edition
    attachment = store.fetch(edition.final.name, edition.final_sha256)
    return compose(delivery, bind(edition, final=True), attachment, now=now)


def release_expired(*, now: datetime) -> int:
    """Takes back what dead workers held, and closes editions whose last mail that was. How many rows."""
    taken = outbox.take_back(Delivery.objects.all(), now=now)
    for delivery in taken:
        settle(delivery.edition_id, now=now)
    return len(taken)
