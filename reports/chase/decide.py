"""What a person decides about one digest whose fate is not known, or that did not leave."""

from datetime import datetime
from typing import Any

from django.db import transaction

from reports import doorbell
from reports.log import Refused, move_mail
from reports.models import DeliveryState, Digest

AGAIN = (DeliveryState.UNKNOWN, DeliveryState.REFUSED, DeliveryState.FAILED)


@transaction.atomic
def was_delivered(digest: Digest, *, by: Any, now: datetime) -> Digest:
    """The person says that it came: an unknown digest counts as sent."""
    if not move_mail(
        digest, DeliveryState.SENT, was=DeliveryState.UNKNOWN, now=now, by=by,
        words="the person has it", sent_at=digest.begun_at or now,
    ):  # fmt: skip
        raise Refused("Only a mail whose fate is unknown can be settled this way.")
    return digest


@transaction.atomic
def send_again(digest: Digest, *, by: Any, now: datetime) -> Digest:
    """Sends it once more on a person's word, with a new Message-ID and what is wanted by then."""
    if digest.state not in AGAIN or not move_mail(
        digest, DeliveryState.QUEUED, was=digest.state, now=now, by=by, words="sent again",
        number=digest.number + 1, begun_at=None, first_try_at=None, sent_at=None, attempt=0,
        reply="",
    ):  # fmt: skip
        raise Refused(
            f"This mail cannot be sent again: it is {digest.get_state_display().lower()}."
        )
    doorbell.ring("send_digest", digest.pk)
    return digest
