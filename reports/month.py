"""A month as its page shows it: who was asked when, what comes next, and how its reports stand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from reports.models import DeliveryState, Digest, Edition, EditionState, Nudge, Step
from workstreams.models import PeriodState, Remark, RemarkKind, ReportingPeriod, ReturnState
from workstreams.month import duties
from workstreams.month.calendar import TO_OWNERS_AGAIN, Rung, rung_next
from workstreams.month.page import Month, Row
from workstreams.periods import LONDON

#: What a person may have to decide about.
WANTS_A_PERSON = (DeliveryState.UNKNOWN, DeliveryState.REFUSED, DeliveryState.FAILED)
SHORT = {
    Step.OPENED: "asked",
    Step.FIVE_BEFORE: "reminded",
    Step.ONE_BEFORE: "reminded",
    Step.ONE_AFTER: "chased",
    Step.THREE_AFTER: "sponsor told",
}
COMES = {
    Rung.OPENED: "Asked",
    Rung.FIVE_BEFORE: "Reminder",
    Rung.ONE_BEFORE: "Reminder",
    Rung.ONE_AFTER: "Chased",
    Rung.THREE_AFTER: "Sponsor is told",
}
DRAWN = (EditionState.DUE, EditionState.FAILED)
APPROVED = (
    EditionState.APPROVED,
    EditionState.FINAL,
    EditionState.SENDING,
    EditionState.SENT,
    EditionState.SENT_WITH_FAILURES,
)
ISSUED = APPROVED[2:]


@dataclass(slots=True)
class Told:
    """One mail of the chase: which step, when, in which state."""

    step: str
    digest: Digest
    workstreams: list[int]

    @property
    def at(self) -> datetime:
        """When it left, else since when it is as it is."""
        return self.digest.sent_at or self.digest.since

    @property
    def day(self) -> date:
        """The day in London."""
        return self.at.astimezone(LONDON).date()

    @property
    def words(self) -> str:
        """The step, for the list of a person."""
        return str(Step(self.step).label)

    @property
    def wants_a_person(self) -> bool:
        """Whether somebody has to decide about it."""
        return self.digest.state in WANTS_A_PERSON


@dataclass(slots=True)
class Chased:
    """Somebody who was written to about this month."""

    name: str
    email: str
    told: list[Told] = field(default_factory=list)
    waiting: list[Row] = field(default_factory=list)  # what they have not returned yet
    after: tuple[str, datetime] | None = None  # what comes next, if they do not
    owns: bool = False  # is asked about actions in their name, not for a return


def told_of(period: ReportingPeriod) -> list[Told]:
    """Every mail about a month, oldest first. One statement."""
    rows = Nudge.objects.filter(period=period).select_related("digest")
    return [
        Told(nudge.step, nudge.digest, nudge.workstreams)
        for nudge in rows.order_by("digest__since", "pk")
        if nudge.digest.state != DeliveryState.CANCELLED
    ]


def chase_list(month: Month, told: Iterable[Told], *, now: datetime) -> list[Chased]:
    """Those who were written to, with what they still have to return and what comes next."""
    rows = {row.branch.pk: row for row in month.rows}
    people: dict[str, Chased] = {}
    for one in told:
        found = people.setdefault(one.digest.email, Chased(one.digest.name, one.digest.email))
        found.told.append(one)
    sponsor = {one.step for one in told if one.step == Step.THREE_AFTER}
    for person in people.values():
        mine = {
            key for one in person.told if one.step != Step.THREE_AFTER for key in one.workstreams
        }
        person.waiting = [rows[key] for key in mine if key in rows and not rows[key].handed_in]
        person.owns = not any(one.workstreams for one in person.told)
        had = {one.step for one in person.told} | sponsor
        coming = _coming(month.period, had=had, now=now)
        if coming and (person.waiting or (person.owns and coming[0] in TO_OWNERS_AGAIN)):
            person.after = COMES[coming[0]], coming[1]
    return sorted(people.values(), key=lambda one: (not one.waiting, one.name))


def _coming(
    period: ReportingPeriod, *, had: Collection[str], now: datetime
) -> tuple[Rung, datetime] | None:
    """The step that comes next, but for those that were had: a day that was moved repeats none."""
    if period.state != PeriodState.OPEN:
        return None
    left = [(rung, at) for rung, at in duties.ladder_of(period) if rung.value not in had]
    return rung_next(left, now=now)


def next_steps(month: Month, told: Iterable[Told], *, now: datetime) -> dict[int, str]:
    """For each workstream, by its id: what has been done about its return and what comes next."""
    about: dict[int, list[Told]] = defaultdict(list)
    for one in told:
        for key in one.workstreams:
            about[key].append(one)
    found = {}
    for row in month.rows:
        mine = about[row.branch.pk]
        coming = _coming(month.period, had={one.step for one in mine}, now=now)
        found[row.branch.pk] = _next(row, mine, coming)
    return found


def _next(row: Row, told: list[Told], coming: tuple[Rung, datetime] | None) -> str:
    given = row.given
    if given is not None and given.state == ReturnState.AGREED:
        who = given.agreed_by.get_full_name() if given.agreed_by else "the system"
        return f"Agreed by {who}, {_day(given.agreed_at)}"
    if given is not None and given.state == ReturnState.SUBMITTED:
        return "Waits to be agreed" + ("; nothing changed, it says" if given.no_change else "")
    said = []
    if given is not None and given.state == ReturnState.CHALLENGED:
        said.append("Changes asked")
    days: dict[str, list[str]] = defaultdict(list)
    for one in told:
        days[SHORT[Step(one.step)]].append(_day(one.at))
    said += [f"{words} {', '.join(dict.fromkeys(on))}" for words, on in days.items()]
    if coming:
        said.append(f"{COMES[coming[0]].lower()} {_day(coming[1])}")
    line = "; ".join(said)
    return line[:1].upper() + line[1:] if line else "Nobody was asked yet"


def _day(at: datetime | None) -> str:
    return f"{at.astimezone(LONDON):%-d %b}" if at else ""


@dataclass(frozen=True, slots=True)
class Stage:
    """One step of the month: done, now, or still to come."""

    word: str
    detail: str
    state: str = ""  # done, now, ""


def stages(
    month: Month, told: list[Told], editions: Sequence[Edition], remarks: list[Remark]
) -> list[Stage]:
    """The seven steps of a month, each with a figure; the first that is not done is now."""
    period, number = month.period, len(month.rows)
    asked = {one.digest.email for one in told if one.step == Step.OPENED} or {
        one.digest.email for one in told
    }
    raised = {each.given_id for each in remarks if each.kind == RemarkKind.QUESTION}
    open_ = {
        row.given.pk for row in month.rows if row.given and row.state == ReturnState.CHALLENGED
    }
    agreed = sum(row.state == ReturnState.AGREED for row in month.rows)
    frozen = [each for each in editions if each.state not in DRAWN]
    approved = [each for each in editions if each.state in APPROVED]
    issued = [each for each in editions if each.state in ISSUED]
    closed = period.state == PeriodState.CLOSED
    boards = len(editions)
    steps = [
        ("Ask", f"{period.opens_on:%-d %b}, {_people(len(asked))}", bool(asked) or closed),
        ("Collect", f"{month.handed_in} of {number}", closed or month.handed_in == number > 0),
        ("Challenge", f"{len(raised)} raised, {len(raised - open_)} settled", closed and not open_),
        ("Agree", f"{agreed} of {number}", closed or agreed == number > 0),
        ("Freeze", _boards(len(frozen), boards), bool(boards) and len(frozen) == boards),
        ("Approve", _boards(len(approved), boards), bool(boards) and len(approved) == boards),
        ("Issue", _boards(len(issued), boards), bool(boards) and len(issued) == boards),
    ]
    first = next((at for at, step in enumerate(steps) if not step[2]), len(steps))
    return [
        Stage(word, detail, "done" if done else "now" if at == first else "")
        for at, (word, detail, done) in enumerate(steps)
    ]


def _people(number: int) -> str:
    return f"{number} {'person' if number == 1 else 'people'}"


def _boards(done: int, number: int) -> str:
    return (
        f"{done} of {number} {'report' if number == 1 else 'reports'}"
        if number
        else "no report yet"
    )


def threads(month: Month, remarks: list[Remark]) -> list[tuple[Row, list[Any]]]:
    """The questions of a month by workstream, the open ones first."""
    said: dict[int, list[Remark]] = defaultdict(list)
    for each in remarks:
        said[each.given_id].append(each)
    asked = {each.given_id for each in remarks if each.kind == RemarkKind.QUESTION}
    found = [(row, said[row.given.pk]) for row in month.rows if row.given and row.given.pk in asked]
    return sorted(found, key=lambda pair: pair[0].state != ReturnState.CHALLENGED)
