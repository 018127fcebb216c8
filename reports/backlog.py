"""How long work has waited for a free worker (reliability F39)."""

from datetime import datetime, timedelta

from django.db.models import Min, Q

from reports.models import Delivery, DeliveryState, Digest, Edition
from reports.periods import LONDON
from reports.publish.work import WORKED_ON

#: Work that nobody took for so long is said, and `/health/scheduler` answers 503.
TOO_LONG = timedelta(minutes=30)


def waits_since(*, now: datetime) -> datetime | None:
    """Since when the oldest report or mail that a worker could take is waiting; None when none is. Three
    statements. What waits for its own time (a retry, a rest after a failed attempt) does not count."""
    free = Q(lease_until__isnull=True) | Q(lease_until__lt=now)
    oldest = [
        Edition.objects.filter(free, state__in=WORKED_ON).aggregate(at=Min("since"))["at"],
        *(
            model._default_manager.filter(state=DeliveryState.QUEUED).aggregate(at=Min("since"))[
                "at"
            ]
            for model in (Delivery, Digest)
        ),
    ]
    return min((at for at in oldest if at is not None), default=None)


def backlog(*, now: datetime) -> str:
    """In words what to do about work that waits too long; "" while it does not."""
    return too_long(waits_since(now=now), now=now)


def too_long(since: datetime | None, *, now: datetime) -> str:
    """The same of a moment that was read before."""
    if since is None or now - since < TOO_LONG:
        return ""
    minutes = int((now - since).total_seconds() // 60)
    return (
        f"Work has waited for a free worker for {minutes} minutes, since "
        f"{since.astimezone(LONDON):%H:%M}. Look whether the workers run; if they do, add one."
    )
