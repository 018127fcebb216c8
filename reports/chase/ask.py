"""Which steps of the chase are due for whom, and one digest for each person: made once, whoever asks."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction

from reports import doorbell
from reports.log import note
from reports.models import DeliveryState, Digest, Edition, EditionState, Nudge, Step
from workstreams.dates.bank_holidays import england, of_nation
from workstreams.models import BoardScope, PeriodState, ReportingPeriod, Role, Workstream
from workstreams.month import duties
from workstreams.month.calendar import (
    TO_OWNERS_AGAIN,
    TO_THE_LEAD,
    Rung,
    mails_leave,
    rung_now,
)
from workstreams.month.duties import Contact
from workstreams.periods import LONDON


@dataclass(frozen=True, slots=True)
class Wanted:
    """One step that is due: to whom, about what."""

    to: Contact
    step: str
    period: int | None = None
    edition: int | None = None
    workstreams: tuple[int, ...] = ()

    @property
    def key(self) -> tuple[str, int | None, int | None, str]:
        """What may be done once."""
        return self.to.email, self.period, self.edition, self.step


def ask(*, now: datetime, at_any_hour: bool = False) -> list[Digest]:
    """Makes the digest of everybody of whom something is wanted at ``now`` and who was not told yet.

    One for each person, whatever number of programmes, workstreams and reports it is about. Safe to
    call twice, at once, by two beats, and after days of silence: of the steps that were missed only
    the latest is taken. Mails leave on working days from eight, unless ``at_any_hour`` (for the
    demonstration). Returns the digests that this call made.
    """
    wanted = [*_for_returns(now, at_any_hour)]
    if at_any_hour or mails_leave(now, holidays=england()):
        wanted += _for_reports()
    told = _told(wanted)
    people: dict[str, list[Wanted]] = defaultdict(list)
    for one in wanted:
        if one.key not in told:
            told.add(one.key)
            people[one.to.email].append(one)
    return [made for each in people.values() if (made := _make(each, now=now)) is not None]


def _told(wanted: Iterable[Wanted]) -> set[tuple[str, int | None, int | None, str]]:
    emails = {one.to.email for one in wanted}
    return set(
        Nudge.objects.filter(email__in=emails).values_list("email", "period", "edition", "step")
    )


def _make(wanted: list[Wanted], *, now: datetime) -> Digest | None:
    """One person's digest with its steps, in one transaction; None when another tick was quicker."""
    to = wanted[0].to
    about = sorted(f"{one.step}.{one.period or 0}.{one.edition or 0}" for one in wanted)
    key = hashlib.sha256("|".join([to.email, *about]).encode()).hexdigest()
    try:
        with transaction.atomic():
            made = Digest.objects.create(
                key=key, name=to.name, email=to.email, user=to.user, state=DeliveryState.QUEUED,
                since=now,
            )  # fmt: skip
            Nudge.objects.bulk_create(
                Nudge(
                    digest=made, email=to.email, step=one.step, period_id=one.period,
                    edition_id=one.edition, workstreams=list(one.workstreams),
                )
                for one in wanted
            )  # fmt: skip
            note(made, now=now, was="", words=", ".join(Step(one.step).label for one in wanted))
            doorbell.ring("send_digest", made.pk)
    except IntegrityError:
        return None
    return made


def _for_returns(now: datetime, at_any_hour: bool) -> Iterator[Wanted]:
    """What leads, owners and sponsors are asked about open months."""
    today = now.astimezone(LONDON).date()
    rows = (
        ReportingPeriod.objects.filter(state=PeriodState.OPEN, opens_on__lte=today)
        .select_related("programme__sponsor__user", "programme__period_rule")
        .order_by("programme", "month")
    )
    periods = [
        period
        for period in rows
        if at_any_hour or mails_leave(now, holidays=of_nation(duties.nation_of(period)))
    ]
    if not periods:
        return
    missing = duties.outstanding(periods)
    leads = duties.leads_of([branch for each in missing.values() for branch, _ in each])
    now_at = {period.pk: _rung(period, TO_THE_LEAD, now) for period in periods}
    owners = _owners(periods, now_at, today)
    sponsors = duties.keepers_of([each.programme_id for each in periods], Role.SPONSOR)
    for period in periods:
        branches = [branch for branch, _ in missing[period.pk]]
        rung = now_at[period.pk]
        if rung is not None:
            yield from _to_leads(period, rung, branches, leads)
            asked = {leads[branch.pk].email for branch in branches if branch.pk in leads}
            for owner, _number in owners[period.pk]:
                if owner.email not in asked:  # a lead's mail tells of both
                    yield Wanted(owner, rung.value, period=period.pk)
        if branches and _rung(period, (Rung.THREE_AFTER,), now):
            sponsor = duties.contact_of(period.programme.sponsor)
            for one in [sponsor] if sponsor else sponsors[period.programme_id]:
                yield Wanted(one, Step.THREE_AFTER, period.pk, None, tuple(b.pk for b in branches))


def _owners(
    periods: list[ReportingPeriod], now_at: dict[int, Rung | None], today: date
) -> dict[int, list[tuple[Contact, int]]]:
    """Owners of items to be asked about each month, by its id: all of them at the opening, later those
    of whose items some still want a word."""
    fresh = [period for period in periods if now_at[period.pk] == Rung.OPENED]
    later = [period for period in periods if now_at[period.pk] in TO_OWNERS_AGAIN]
    every = duties.owners_of([period.programme_id for period in fresh])
    return defaultdict(
        list,
        {period.pk: every[period.programme_id] for period in fresh}
        | duties.owing(later, today=today),
    )


def _rung(period: ReportingPeriod, among: Iterable[Rung], now: datetime) -> Rung | None:
    return rung_now(duties.ladder_of(period), now=now, among=tuple(among))


def _to_leads(
    period: ReportingPeriod, rung: Rung, branches: list[Workstream], leads: dict[int, Contact]
) -> Iterator[Wanted]:
    mine: dict[Contact, list[int]] = defaultdict(list)
    for branch in branches:
        if branch.pk in leads:
            mine[leads[branch.pk]].append(branch.pk)
    for lead, keys in mine.items():
        yield Wanted(lead, rung.value, period.pk, None, tuple(keys))


def _for_reports() -> Iterator[Wanted]:
    """Reports that nobody approved by their due date: sponsors and offices of what they are about."""
    held = list(Edition.objects.filter(state=EditionState.HELD).order_by("pk"))
    if not held:
        return
    about: dict[int, set[int]] = defaultdict(set)
    scope = BoardScope.objects.filter(board__in={edition.board_id for edition in held})
    for board, whole, part in scope.values_list("board", "programme", "workstream__programme"):
        about[board].add(whole or part)
    programmes = {each for some in about.values() for each in some}
    people = duties.keepers_of(programmes, Role.SPONSOR, Role.OFFICE)
    for edition in held:
        to = {one for programme in about[edition.board_id] for one in people[programme]}
        for one in sorted(to, key=lambda one: one.email):
            yield Wanted(one, Step.HELD, edition=edition.pk)
