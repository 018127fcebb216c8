"""A worker's side of a digest: which may go, and what it says. The rest is that of every mail."""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from reports import outbox
from reports.chase.letter import compose, write
from reports.models import Digest
from reports.outbox import conclude, keep_trying

Clock = Callable[[], datetime]
SETTLED = "everything it asked for had come in the meantime"


def send(pk: int, *, clock: Clock) -> str:
    """Sends one digest, if it is this worker's to send; the state it ends in, "" when it was not."""
    digest = claim(pk, now=clock())
    if digest is None:
        return ""
    outcome = outbox.hand_over(digest, lambda: _written(digest, clock()), clock=clock)
    if outcome is None:
        return ""
    return keep_trying(lambda: conclude(digest, outcome, now=clock()))


def waiting(*, now: datetime) -> QuerySet[Digest]:
    """Digests that may be claimed at ``now``, oldest first."""
    return outbox.waiting(Digest.objects.all(), now=now)


def claim(pk: int, *, now: datetime) -> Digest | None:
    """The digest, held for a lease. None when another worker has it, or it has left."""
    with transaction.atomic():
        return outbox.claim(Digest.objects.all(), pk, now=now, related="user")


def _written(digest: Digest, now: datetime) -> bytes:
    letter = write(digest, now=now)
    if not letter:
        raise outbox.Needless(SETTLED)
    return compose(digest, letter, now=now)


def release_expired(*, now: datetime) -> int:
    """Takes back what dead workers held. How many rows."""
    return len(outbox.take_back(Digest.objects.all(), now=now))
