"""Regular jobs leave a heartbeat; silence is noticed. A scheduler can stop for months unseen (reliability 1.4)."""

from datetime import datetime, timedelta
from typing import Any

from reports.models import Heartbeat
from reports.periods import LONDON

#: After so long without a tick the scheduler counts as silent (reliability F22).
SILENCE = timedelta(minutes=15)
TICK, SWEEP, INTEGRITY = "tick", "sweep", "integrity"


def beat(name: str, *, now: datetime, **found: Any) -> None:
    """Says that a job ran, and what it found."""
    Heartbeat.objects.update_or_create(name=name, defaults={"at": now, "found": found})


def heard(name: str) -> Heartbeat | None:
    """The last run of a job; None when it never ran."""
    return Heartbeat.objects.filter(name=name).first()


def silent(*, now: datetime) -> str:
    """Since when the scheduler is silent, in words; "" while it ticks."""
    return silence_of(heard(TICK), now=now)


def silence_of(last: Heartbeat | None, *, now: datetime) -> str:
    """The same of a heartbeat that was read before."""
    if last is None:
        return "The scheduler has never ticked."
    if now - last.at > SILENCE:
        at = last.at.astimezone(LONDON)
        return f"The scheduler is silent since {at:%d %B %Y, %H:%M}."
    return ""
