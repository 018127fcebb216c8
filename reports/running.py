"""How the machine runs, for the office: what needs a person, mail by state, reports under way, heartbeats.

Everything is read from the rows: the queue only rings. Constant in the number of reports and mails.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Max, Min, Prefetch, Q, QuerySet

from reports import heartbeat
from reports.backlog import too_long
from reports.models import (
    Delivery,
    DeliveryState,
    Digest,
    Edition,
    EditionState,
    Heartbeat,
    Nudge,
)
from reports.publish.work import WORKED_ON

RECENT = timedelta(days=30)
SHOWN = 40
NEEDS_A_PERSON = (
    DeliveryState.UNKNOWN,
    DeliveryState.REFUSED,
    DeliveryState.FAILED,
    DeliveryState.BOUNCED,
)
NONE: dict[str, Any] = {"number": 0, "lately": 0, "oldest": None}
UNDER_WAY = (
    EditionState.DUE,
    EditionState.FROZEN,
    EditionState.READY,
    EditionState.HELD,
    EditionState.APPROVED,
    EditionState.FINAL,
    EditionState.SENDING,
)
#: What each state of a mail means, for somebody who sees the word for the first time.
MEANS = {
    DeliveryState.QUEUED: "Waiting its turn; one person, one mail",
    DeliveryState.TRANSMITTING: "A worker holds it and talks to the mail server",
    DeliveryState.RETRY_WAIT: "The server said later; tried again after 1, 5, 15 and 60 minutes",
    DeliveryState.SENT: "The mail server took it; nobody can see further",
    DeliveryState.REFUSED: "The mail server said no for good; never tried again",
    DeliveryState.FAILED: "Could not be sent, or was tried for a day",
    DeliveryState.UNKNOWN: "May have arrived; a person decides",
    DeliveryState.CANCELLED: "Stopped before it was sent",
    DeliveryState.BOUNCED: "Came back after it was sent",
}
#: What happens next to a report in each state, or who is waited for.
NEXT = {
    EditionState.DUE: "A worker freezes the facts within a minute",
    EditionState.FROZEN: "A worker makes the draft",
    EditionState.READY: "Waits for approval",
    EditionState.HELD: "Held until somebody approves it",
    EditionState.APPROVED: "A worker makes the final",
    EditionState.FINAL: "Somebody issues it",
    EditionState.SENDING: "Mails are on their way",
    EditionState.FAILED: "Mend what the words say, then try again",
}


@dataclass(frozen=True, slots=True)
class Mails:
    """One state of a mail: how many are in it now, how many came into it lately, since when the oldest."""

    state: DeliveryState
    number: int
    lately: int
    oldest: datetime | None

    @property
    def means(self) -> str:
        return MEANS[self.state]


@dataclass
class Running:
    """What the page shows."""

    now: datetime
    beats: dict[str, Heartbeat]
    silence: str
    clock: str
    people: list[Delivery]
    reminders: list[Digest]
    backlog: str
    broker: str
    failed: list[Edition]
    mails: list[Mails]
    editions: list[Edition]
    digests: dict[str, int]
    last_sent: datetime | None
    integrity: dict[str, object] = field(default_factory=dict)

    @property
    def held(self) -> int:
        """Reports that nobody gets until a person decides."""
        return sum(edition.state == EditionState.HELD for edition in self.editions)

    @property
    def sentence(self) -> str:
        """The page in a sentence."""
        waiting = len(self.people) + len(self.reminders) + len(self.failed)
        if self.silence:
            return f"{self.silence} Nothing is prepared or mailed until it runs again."
        if waiting:
            things = "1 thing needs" if waiting == 1 else f"{waiting} things need"
            rest = "Other work waits for a worker." if self.backlog else "Everything else runs."
            return f"{things} a person. {rest}"
        if self.backlog:
            return self.backlog
        if self.held:
            reports = "1 report is" if self.held == 1 else f"{self.held} reports are"
            return f"{reports} held until somebody approves. Everything runs."
        return "Everything runs, and nothing needs a person."


def look(*, now: datetime) -> Running:
    """Reads it all; eight statements at most."""
    beats = {each.name: each for each in Heartbeat.objects.all()}
    tick = beats.get(heartbeat.TICK)
    silence = heartbeat.silence_of(tick, now=now)
    wanted = Q(state__in=NEEDS_A_PERSON, since__gte=now - 2 * RECENT)
    people = Delivery.objects.filter(wanted)
    reminders = Digest.objects.filter(wanted).prefetch_related(
        Prefetch("nudges", Nudge.objects.select_related("period__programme", "edition__board"))
    )
    editions = Edition.objects.select_related("board").filter(
        Q(state__in=UNDER_WAY) | Q(state=EditionState.FAILED)
    )
    listed = list(editions.order_by("due_at", "pk")[:SHOWN])
    for edition in listed:
        edition.next_step = NEXT[EditionState(edition.state)]  # type: ignore[attr-defined]
    by_state = {row["state"]: row for row in _counted(now)}
    digests = list(
        Digest.objects.filter(since__gte=now - RECENT)
        .order_by()
        .values_list("state")
        .annotate(number=Count("pk"), oldest=Min("since"))
    )
    integrity = beats.get(heartbeat.INTEGRITY)
    return Running(
        now=now,
        beats=beats,
        silence=silence,
        clock=heartbeat.wrong_clock(beats.get(heartbeat.CLOCK), now=now),
        people=list(people.select_related("edition__board").order_by("since", "pk")[:SHOWN]),
        reminders=list(reminders.order_by("since", "pk")[:SHOWN]),
        backlog=too_long(_oldest(listed, by_state, digests, now), now=now),
        broker=heartbeat.evicts(beats.get(heartbeat.BROKER), now=now),
        failed=[each for each in listed if each.state == EditionState.FAILED],
        mails=[
            Mails(state, row["number"], row["lately"], row["oldest"])
            for state in MEANS
            for row in [by_state.get(state.value, NONE)]
        ],
        editions=[each for each in listed if each.state != EditionState.FAILED],
        digests={state: number for state, number, _ in digests},
        last_sent=Delivery.objects.aggregate(last=Max("sent_at"))["last"],
        integrity=integrity.found if integrity else {},
    )


def _oldest(
    editions: list[Edition], mails: dict[str, Any], digests: list[Any], now: datetime
) -> datetime | None:
    """Since when the oldest work waits that a worker could take, of what was read for the page."""
    free = [
        each.since
        for each in editions
        if each.state in WORKED_ON and (each.lease_until is None or each.lease_until < now)
    ]
    queued = [mails.get(DeliveryState.QUEUED.value, NONE)["oldest"]]
    queued += [oldest for state, _, oldest in digests if state == DeliveryState.QUEUED]
    return min((at for at in (*free, *queued) if at is not None), default=None)


def _counted(now: datetime) -> QuerySet[Delivery, dict[str, Any]]:
    return (
        Delivery.objects.order_by()
        .values("state")
        .annotate(
            number=Count("pk"),
            lately=Count("pk", filter=Q(since__gte=now - RECENT)),
            oldest=Min("since"),
        )
    )
