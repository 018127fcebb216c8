"""What a digest says: read at the moment of sending, so that what was returned since is not asked for."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime
from urllib.parse import urljoin

from django.conf import settings
from django.urls import reverse

from reports.models import Digest, EditionState, Nudge, Step
from reports.outbox import envelope
from workstreams.dates.bank_holidays import of_nation
from workstreams.dates.workdays import working_days_between
from workstreams.links import my_updates_link
from workstreams.models import PeriodState, ReportingPeriod, Return, ReturnState, Workstream
from workstreams.month import duties
from workstreams.month.calendar import TO_OWNERS_AGAIN
from workstreams.month.moved import Moved, moves_of

STATES = {ReturnState.DRAFT: "begun, not handed in", ReturnState.CHALLENGED: "sent back to you"}
WAITING = (EditionState.READY, EditionState.HELD)


@dataclass(frozen=True, slots=True)
class Line:
    """A return that is wanted."""

    name: str
    url: str
    state: str
    question: str = ""
    lead: str = ""


@dataclass(frozen=True, slots=True)
class Month:
    """What is wanted of one month of one programme."""

    programme: str
    month: date
    due_on: date
    due_at: datetime
    late: int  # working days since they were due; 0 and less while they are not
    url: str
    lines: tuple[Line, ...] = ()
    items: int = 0
    to_sponsor: bool = False
    moved: Moved | None = None  # the last time that its due day was moved
    again: bool = False  # a reminder: the items are those that still want a word


@dataclass(frozen=True, slots=True)
class Report:
    """A report that waits for approval."""

    title: str
    since: datetime
    url: str


@dataclass(frozen=True, slots=True)
class Letter:
    """All that one mail asks of one person. Nothing in it: it need not be sent."""

    name: str
    updates: str  # the signed address of their updates; "" without an account
    months: tuple[Month, ...] = ()
    reports: tuple[Report, ...] = field(default=())

    def __bool__(self) -> bool:
        return bool(self.months or self.reports)

    @property
    def subject(self) -> str:
        """What it wants, with the day, before anybody opens it."""
        mine = [month for month in self.months if not month.to_sponsor]
        returns = sum(len(month.lines) for month in mine)
        if returns:
            late = any(month.late > 0 for month in mine if month.lines)
            first = min(month.due_on for month in mine if month.lines)
            words = "Your return is" if returns == 1 else f"Your {returns} returns are"
            return f"{words} {'overdue' if late else f'due by {first:%A %-d %B}'}"
        if any(month.to_sponsor for month in self.months):
            missing = sum(len(month.lines) for month in self.months if month.to_sponsor)
            return f"{missing} {'return is' if missing == 1 else 'returns are'} overdue"
        if self.reports:
            return "A report waits for your approval"
        return f"Your actions: please bring them up to date by {mine[0].due_on:%A %-d %B}"


def write(digest: Digest, *, now: datetime) -> Letter:
    """What is still wanted of a person, of all that the digest was made for. Eleven statements at most."""
    nudges = list(
        digest.nudges.select_related("period__programme__period_rule", "edition__board").order_by(
            "pk"
        )
    )
    steps: dict[ReportingPeriod, list[Nudge]] = defaultdict(list)
    for nudge in nudges:
        if nudge.period is not None and nudge.period.state == PeriodState.OPEN:
            steps[nudge.period].append(nudge)
    missing = duties.outstanding(list(steps))
    leads = duties.leads_of([branch for each in missing.values() for branch, _ in each])
    owned = _owned(steps, today=now.astimezone(duties.LONDON).date())
    moves = moves_of(list(steps))
    months = []
    for period, some in steps.items():
        for nudge in some:
            items = owned.get((period.pk, nudge.step, digest.email), 0)
            month = _month(
                period, nudge, missing[period.pk], leads, items, moves.get(period.pk), now=now
            )
            if month.lines or month.items:
                months.append(month)
    reports = tuple(
        Report(f"{edition.board}, {edition.name}", edition.since, _address("edition", edition.pk))
        for edition in (nudge.edition for nudge in nudges)
        if edition is not None and edition.state in WAITING
    )
    updates = my_updates_link(digest.user, now=now) if digest.user else ""
    return Letter(digest.name, updates, tuple(months), reports)


def _owned(
    steps: dict[ReportingPeriod, list[Nudge]], *, today: date
) -> dict[tuple[int, str, str], int]:
    """How many items people (by address) are asked about, by month and step: at the opening all that they
    own, later those that still want a word."""
    opened = [each for each, some in steps.items() if any(n.step == Step.OPENED for n in some)]
    later = [each for each, some in steps.items() if any(n.step in TO_OWNERS_AGAIN for n in some)]
    every = duties.owners_of([period.programme_id for period in opened])
    owing = duties.owing(later, today=today)
    found = {
        (period.pk, str(Step.OPENED), one.email): number
        for period in opened
        for one, number in every[period.programme_id]
    }
    for rung in TO_OWNERS_AGAIN:
        for period in later:
            found |= {(period.pk, rung.value, one.email): n for one, n in owing[period.pk]}
    return found


def _month(
    period: ReportingPeriod,
    nudge: Nudge,
    missing: list[tuple[Workstream, Return | None]],
    leads: dict[int, duties.Contact],
    items: int,
    moved: Moved | None,
    *,
    now: datetime,
) -> Month:
    due, today = duties.due_day_of(period), now.astimezone(duties.LONDON).date()
    holidays = of_nation(duties.nation_of(period))
    late = working_days_between(due, today, holidays=holidays) if now > period.deadline else 0
    sponsor = nudge.step == Step.THREE_AFTER
    lines = []
    for branch, row in missing:
        if branch.pk in nudge.workstreams:
            lead = leads.get(branch.pk)
            lines.append(
                Line(
                    str(branch),
                    _address("return" if sponsor else "return_edit", period.pk, branch.pk),
                    _state(row, sponsor=sponsor),
                    row.challenge if row and not sponsor else "",
                    _lead(lead),
                )
            )
    return Month(
        str(period.programme), period.month, due, period.deadline, max(late, 0),
        _address("period", period.pk), tuple(lines), items, sponsor, moved,
        again=nudge.step != Step.OPENED,
    )  # fmt: skip


def _lead(lead: duties.Contact | None) -> str:
    if lead is None:
        return "nobody leads it"
    return f"nobody leads it; {lead.name} was asked" if lead.stands_in else lead.name


def _state(row: Return | None, *, sponsor: bool) -> str:
    if row is None:
        return "not begun"
    said = STATES.get(ReturnState(row.state), "")
    return said.replace("sent back to you", "sent back to its lead") if sponsor else said


def _address(route: str, *args: int) -> str:
    return urljoin(settings.SITE_URL, reverse(route, args=args))


def compose(digest: Digest, letter: Letter, *, now: datetime) -> bytes:
    """The message as it goes over the line: text, and the same as HTML."""
    return envelope.write(
        digest,
        subject=letter.subject,
        identity=f"digest-{digest.pk}.{digest.number}",
        template="emails/digest",
        context={"letter": letter, "digest": digest, "site": settings.SITE_URL},
        now=now,
    ).as_bytes()
