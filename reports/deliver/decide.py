"""What a person decides about one mail. Each decision is logged with their name."""

from datetime import datetime
from typing import Any

from django.db import transaction

from reports import doorbell
from reports.log import Refused, move_mail
from reports.models import Delivery, DeliveryState, EditionState
from reports.publish.issue import settle

AGAIN = (
    DeliveryState.UNKNOWN,
    DeliveryState.REFUSED,
    DeliveryState.FAILED,
    DeliveryState.BOUNCED,
    DeliveryState.SENT,
)


@transaction.atomic
def was_delivered(delivery: Delivery, *, by: Any, now: datetime) -> Delivery:
    """The recipient says that it came: an unknown mail counts as sent."""
    if not move_mail(
        delivery,
        DeliveryState.SENT,
        was=DeliveryState.UNKNOWN,
        now=now,
        by=by,
        words="the recipient has it",
        sent_at=delivery.begun_at or now,
    ):
        raise Refused("Only a mail whose fate is unknown can be settled this way.")
    settle(delivery.edition_id, now=now)
    return delivery


@transaction.atomic
def send_again(
    delivery: Delivery, *, by: Any, now: datetime, reason: str, email: str = ""
) -> Delivery:
    """Sends it once more, on a person's word and with a new Message-ID. ``email`` corrects the address."""
    if not reason.strip():
        raise Refused("Say why it is sent again.")
    if delivery.edition.state == EditionState.SUPERSEDED:
        raise Refused("This version was replaced; send the later one.")
    email = email.strip().lower() or delivery.email
    words = f"sent again: {reason.strip()}" + (f" (to {email})" if email != delivery.email else "")
    if delivery.state not in AGAIN or not move_mail(
        delivery,
        DeliveryState.QUEUED,
        was=delivery.state,
        now=now,
        by=by,
        words=words,
        number=delivery.number + 1,
        email=email,
        begun_at=None,
        first_try_at=None,
        sent_at=None,
        attempt=0,
        reply="",
    ):
        raise Refused(
            f"This mail cannot be sent again: it is {delivery.get_state_display().lower()}."
        )
    settle(delivery.edition_id, now=now)
    doorbell.ring("send_delivery", delivery.pk)
    return delivery


@transaction.atomic
def retry_now(delivery: Delivery, *, by: Any, now: datetime) -> Delivery:
    """A waiting mail does not wait any longer."""
    if not move_mail(
        delivery,
        DeliveryState.QUEUED,
        was=DeliveryState.RETRY_WAIT,
        now=now,
        by=by,
        words="try now",
        try_at=None,
    ):
        raise Refused("Only a mail that waits to be tried again can be hurried.")
    doorbell.ring("send_delivery", delivery.pk)
    return delivery
