"""Regular jobs leave a heartbeat; silence is noticed. A scheduler can stop for months unseen (reliability 1.4)."""

from datetime import datetime, timedelta
from typing import Any

from reports.models import Heartbeat
from reports.periods import LONDON

#: After so long without a tick the scheduler counts as silent (reliability F22).
SILENCE = timedelta(minutes=15)
#: A clock that differs by more from the database's is said (reliability F24).
SKEW = timedelta(seconds=30)
TICK, SWEEP, INTEGRITY, CLOCK, BROKER = "tick", "sweep", "integrity", "clock", "broker"


def beat(name: str, *, now: datetime, **found: Any) -> None:
    """Says that a job ran, and what it found."""
    Heartbeat.objects.update_or_create(name=name, defaults={"at": now, "found": found})


def note_clock(machine: str, *, now: datetime, ahead: float) -> None:
    """Remembers a worker whose clock is wrong by ``ahead`` seconds; a right one leaves no row."""
    if abs(ahead) > SKEW.total_seconds():
        beat(CLOCK, now=now, machine=machine, ahead=round(ahead))


def wrong_clock(last: Heartbeat | None, *, now: datetime) -> str:
    """What to do about a worker's clock, in words; "" when none was wrong within `SILENCE`."""
    if last is None or now - last.at > SILENCE:
        return ""
    ahead = last.found["ahead"]
    how = f"{abs(ahead):,} seconds {'ahead' if ahead > 0 else 'behind'}"
    return (
        f"The clock of {last.found['machine']} is {how} of the database's. Set it by NTP; "
        "work goes on by the database's clock."
    )


def evicts(last: Heartbeat | None, *, now: datetime) -> str:
    """What to do about a broker that throws messages away, in words; "" when none was seen to within
    `SILENCE` (reliability F17)."""
    if last is None or now - last.at > SILENCE:
        return ""
    return (
        f"Redis throws messages away when it is full: its maxmemory-policy is {last.found['policy']}. "
        "Set it to noeviction. Nothing is lost, for what was thrown away is rung again within a minute."
    )


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
