"""What was lost is rung again, and what nobody approved in time is held. Any worker, any number of times."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from reports import chase, deliver, doorbell, outbox
from reports.log import move_edition
from reports.models import Delivery, Edition, EditionState, Schedule
from reports.publish.issue import OPEN, settle
from reports.publish.work import WORKED_ON

GRACE = timedelta(hours=72)


def sweep(*, now: datetime) -> int:
    """Rings for every edition and mail that waits for a worker, unless the broker holds enough rings for
    them; how many rings."""
    hold_late(now=now)
    notice_dead(now=now)
    settle_left(now=now)
    free = Q(lease_until__isnull=True) | Q(lease_until__lt=now)
    editions = Edition.objects.filter(free, state__in=WORKED_ON).order_by("due_at", "pk")
    waiting = outbox.waiting(Delivery.objects.all(), now=now)
    rung = [("render_edition", pk) for pk in editions.values_list("pk", flat=True)]
    rung += [("send_delivery", pk) for pk in waiting.values_list("pk", flat=True)]
    rung += [("send_digest", pk) for pk in chase.waiting(now=now).values_list("pk", flat=True)]
    crowded = {task for task in {task for task, _ in rung} if doorbell.crowded(task)}
    rung = [(task, pk) for task, pk in rung if task not in crowded]
    for task, pk in rung:
        doorbell.ring(task, pk)
    return len(rung)


def notice_dead(*, now: datetime) -> int:
    """Takes back the mails of workers that died, or calls them unknown; how many. Asked more often than
    the rest, so that what nobody can know is seen within a minute (F8)."""
    return deliver.release_expired(now=now) + chase.release_expired(now=now)


def settle_left(*, now: datetime) -> int:
    """Closes editions whose last mail ended and whose worker died before it could say so (F6)."""
    under_way = Delivery.objects.filter(edition=OuterRef("pk"), state__in=OPEN)
    left = Edition.objects.filter(~Exists(under_way), state=EditionState.SENDING)
    found = list(left.values_list("pk", flat=True))
    for pk in found:
        settle(pk, now=now)
    return len(found)


def hold_late(*, now: datetime) -> int:
    """A draft that nobody approved within the board's grace is held: never mailed by itself (F22)."""
    held = 0
    grace = dict(Schedule.objects.values_list("board_id", "grace_hours"))
    for edition in Edition.objects.filter(state=EditionState.READY, due_at__isnull=False):
        hours = grace.get(edition.board_id)
        limit = timedelta(hours=hours) if hours is not None else GRACE
        start = max(edition.due_at or edition.since, edition.since)
        if now > start + limit:
            with transaction.atomic():
                words = f"not approved within {int(limit.total_seconds() // 3600)} hours"
                held += move_edition(
                    edition, EditionState.HELD, was=EditionState.READY, now=now, words=words
                )
    return held
