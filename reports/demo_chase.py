"""The chase of the demonstration's past months: who would have been asked on each day of the ladder.

Recorded, not mailed: the steps that are due at the moment of loading are left to the worker, which
sends them as it sends everybody's.
"""

import hashlib
from collections import defaultdict
from datetime import datetime, timedelta

from reports.models import DeliveryState, Digest, Nudge, Step
from workstreams.models import (
    PeriodState,
    Programme,
    ReportingPeriod,
    Return,
    Role,
    Workstream,
)
from workstreams.month import duties
from workstreams.month.calendar import TO_THE_LEAD, Rung, rung_now
from workstreams.month.duties import Contact

SENT = "recorded with the demonstration"
A_MINUTE = timedelta(minutes=1)


def chase_so_far(programme: Programme, *, now: datetime) -> int:
    """Rows for the steps that lie behind `now`; how many mails. Done again it changes nothing."""
    branches = list(duties.returning().filter(programme=programme).order_by("sort_key"))
    leads = duties.leads_of(branches)
    periods = ReportingPeriod.objects.filter(programme=programme, opens_on__lte=now.date())
    made = 0
    for period in periods.select_related("programme__period_rule").order_by("month"):
        came = {
            row.workstream_id: row.first_submitted_at
            for row in Return.objects.filter(period=period).exclude(first_submitted_at=None)
        }
        steps, left = duties.ladder_of(period), _left_to_the_worker(period, now)
        for rung, at in steps:
            if at > now or rung in left or (period.closed_at and period.closed_at < at):
                continue
            missing = [each for each in branches if (came.get(each.pk) or now) > at]
            for to, about in _asked(period, rung, missing, leads):
                made += _record(period, rung, to, about, at=at)
    return made


def _left_to_the_worker(period: ReportingPeriod, now: datetime) -> set[Rung]:
    if period.state != PeriodState.OPEN:
        return set()
    steps = duties.ladder_of(period)
    found = (rung_now(steps, now=now, among=among) for among in (TO_THE_LEAD, (Rung.THREE_AFTER,)))
    return {rung for rung in found if rung is not None}


def _asked(
    period: ReportingPeriod, rung: Rung, missing: list[Workstream], leads: dict[int, Contact]
) -> list[tuple[Contact, list[int]]]:
    if rung == Rung.THREE_AFTER:
        sponsors = duties.keepers_of([period.programme_id], Role.SPONSOR)[period.programme_id]
        return [(one, [each.pk for each in missing]) for one in sponsors[:1] if missing]
    mine: dict[Contact, list[int]] = defaultdict(list)
    for each in missing:
        if each.pk in leads:
            mine[leads[each.pk]].append(each.pk)
    return list(mine.items())


def _record(
    period: ReportingPeriod, rung: Rung, to: Contact, about: list[int], *, at: datetime
) -> int:
    if Nudge.objects.filter(email=to.email, period=period, step=rung.value).exists():
        return 0
    key = hashlib.sha256(f"demonstration|{to.email}|{period.pk}|{rung}".encode()).hexdigest()
    digest = Digest.objects.create(
        key=key, name=to.name, email=to.email, user=to.user, state=DeliveryState.SENT,
        since=at + A_MINUTE, first_try_at=at, begun_at=at + A_MINUTE, sent_at=at + A_MINUTE,
        attempt=1, reply=SENT,
    )  # fmt: skip
    Nudge.objects.create(
        digest=digest, email=to.email, step=Step(rung.value), period=period, workstreams=about
    )
    digest.changes.create(at=at + A_MINUTE, now=DeliveryState.SENT, attempt=1, words=SENT)
    return 1
