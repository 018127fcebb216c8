"""Issuing: one delivery for each person on the board's list. Nothing is mailed before approval."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from reports import doorbell
from reports.log import Refused, move_edition
from reports.models import Delivery, DeliveryState, Edition, EditionState, Transition
from workstreams.models import BoardRecipient

OPEN = (DeliveryState.QUEUED, DeliveryState.TRANSMITTING, DeliveryState.RETRY_WAIT)
GOOD = (DeliveryState.SENT, DeliveryState.CANCELLED)


@transaction.atomic
def issue(edition: Edition, *, by: Any, now: datetime) -> Edition:
    """Queues the final to everybody on the list. Refused unless it is approved and rendered, with readers."""
    if edition.state != EditionState.FINAL:
        raise Refused(f"This report cannot be issued: it is {edition.get_state_display().lower()}.")
    if not _queue(edition, now=now, by=by):
        raise Refused(
            f"Nobody is on the list of {edition.board}: add a recipient, then issue the report."
        )
    return edition


def issue_if_due(edition: Edition, *, now: datetime) -> str:
    """What follows the final: it goes out, unless the board's schedule leaves that to a person."""
    schedule = getattr(edition.board, "schedule", None)
    if schedule is not None and schedule.issue_by_hand:
        return edition.state
    _queue(edition, now=now, by=edition.approved_by)
    return edition.state


def _queue(edition: Edition, *, now: datetime, by: Any) -> int:
    """The deliveries, each person once; how many. The edition moves on only when there are some."""
    people = list(
        BoardRecipient.objects.filter(board=edition.board_id, active=True).order_by("name", "pk")
    )
    if not people:
        Edition.objects.filter(pk=edition.pk).update(
            error=f"Nobody is on the list of {edition.board}."
        )
        return 0
    words = f"issued to {len(people)}"
    if not move_edition(
        edition,
        EditionState.SENDING,
        was=EditionState.FINAL,
        now=now,
        by=by,
        words=words,
        issued_at=now,
    ):
        return 0
    rows = [
        Delivery(edition=edition, name=each.name, email=each.email, since=now) for each in people
    ]
    Delivery.objects.bulk_create(rows, ignore_conflicts=True)
    for delivery in edition.deliveries.filter(state=DeliveryState.QUEUED):
        Transition.objects.create(
            edition=edition,
            delivery=delivery,
            at=now,
            now=DeliveryState.QUEUED,
            by=by,
            words=delivery.email,
        )
        doorbell.ring("send_delivery", delivery.pk)
    return len(people)


@transaction.atomic
def settle(pk: int, *, now: datetime) -> None:
    """Once no mail is on its way any more: sent, or sent with failures. Asked after each mail."""
    edition = Edition.objects.select_for_update().get(pk=pk)
    after = (EditionState.SENT, EditionState.SENT_WITH_FAILURES)
    if edition.state not in (EditionState.SENDING, *after):
        return
    found = Delivery.objects.filter(edition=edition)
    if found.filter(state__in=OPEN).exists():
        then, words = EditionState.SENDING, "a mail is on its way again"
    else:
        bad = found.filter(~Q(state__in=GOOD)).count()
        then = EditionState.SENT_WITH_FAILURES if bad else EditionState.SENT
        words = (
            f"{bad} of {found.count()} not sent for sure" if bad else f"all {found.count()} sent"
        )
    if then != edition.state:
        move_edition(edition, then, was=edition.state, now=now, words=words)
