"""Every change of state is a conditional UPDATE and a row of the log, in one transaction."""

from datetime import datetime
from typing import Any

from reports.models import Delivery, Edition, Transition


class Refused(Exception):
    """What was asked cannot be done now; the message says why, for people."""


def move_edition(
    edition: Edition,
    now_state: str,
    *,
    was: str,
    now: datetime,
    by: Any = None,
    words: str = "",
    **changes: Any,
) -> bool:
    """Moves an edition from ``was`` to ``now_state``, if it is still there; whether it was.

    ``changes`` are further columns. Frees the lease. Call inside a transaction.
    """
    fields = {
        "state": now_state,
        "since": now,
        "holder": "",
        "lease_until": None,
        "attempt": 0,
        "error": "",
        **changes,
    }
    if not Edition.objects.filter(pk=edition.pk, state=was).update(**fields):
        return False
    for name, value in fields.items():
        setattr(edition, name, value)
    Transition.objects.create(edition=edition, at=now, was=was, now=now_state, by=by, words=words)
    return True


def move_delivery(
    delivery: Delivery,
    now_state: str,
    *,
    was: str,
    now: datetime,
    by: Any = None,
    words: str = "",
    fence: tuple[int, str] | None = None,
    **changes: Any,
) -> bool:
    """Moves a delivery likewise. ``fence`` (attempt, holder): only if that claim still holds it."""
    rows = Delivery.objects.filter(pk=delivery.pk, state=was)
    if fence:
        rows = rows.filter(attempt=fence[0], holder=fence[1])
    fields = {"state": now_state, "since": now, **changes}
    if not rows.update(**fields):
        return False
    for name, value in fields.items():
        setattr(delivery, name, value)
    Transition.objects.create(
        edition_id=delivery.edition_id,
        delivery=delivery,
        at=now,
        was=was,
        now=now_state,
        attempt=delivery.attempt,
        holder=delivery.holder,
        by=by,
        words=words,
    )
    return True
