"""What the month's pages show of each workstream, read in a fixed number of statements."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Max, OuterRef, Q, Subquery

from workstreams.actions.rating import limits_of
from workstreams.dates.bank_holidays import of_nation
from workstreams.dates.workdays import working_days_between
from workstreams.models import (
    Item,
    PeriodState,
    Remark,
    ReportingPeriod,
    Return,
    ReturnState,
    Update,
    Workstream,
    WorkstreamOwner,
)
from workstreams.models.plan import STILL_OPEN, WITHOUT_USABLE_DATE, overdue
from workstreams.month.challenges import Finding
from workstreams.month.duties import HANDED_IN, nation_of, returning
from workstreams.month.moved import Moved, moved, with_moves
from workstreams.periods import LONDON
from workstreams.rag import Rated, WorkstreamFacts, gap, rate_workstream

MONTHS = 6  # of the timeliness table
BLANK = ("blank", "not_reported")


@dataclass(frozen=True, slots=True)
class Timely:
    """How a workstream returned for one month."""

    month: date
    code: str  # on_time, late, missing, overdue, open
    days: int = 0

    @property
    def words(self) -> str:
        """Said in the cell."""
        if self.code == "late":
            return f"{self.days} {'day' if self.days == 1 else 'days'} late"
        return {
            "on_time": "On time",
            "missing": "Missing",
            "overdue": "Overdue",
            "open": "Not due",
        }[self.code]


@dataclass(slots=True)
class Row:
    """One workstream in one month."""

    branch: Workstream
    lead: str
    given: Return | None
    last: Return | None
    rated: Rated
    counts: Counts
    timely: list[Timely]
    remarks: list[Remark] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    same_words: int = 0

    @property
    def state(self) -> str:
        """The state of its return; "" when none was begun."""
        return self.given.state if self.given else ""

    @property
    def handed_in(self) -> bool:
        """Whether it is with the office, or past it."""
        return self.state in HANDED_IN

    @property
    def now(self) -> Timely:
        """How it returned for this month."""
        return self.timely[-1]

    @property
    def steps_better(self) -> int:
        """By how many steps the declared rating is better than the computed one."""
        declared = self.given.declared_rag if self.given else ""
        return max(gap(declared, self.rated.rag), 0)

    @property
    def weight(self) -> int:
        """The worst finding comes first."""
        return self.findings[0].weight if self.findings else 0


@dataclass(slots=True)
class Counts:
    """Open items of a branch, and what wants attention among them."""

    items: int = 0
    confirmed: int = 0
    overdue: int = 0
    overdue_milestones: int = 0
    no_percent: int = 0
    undated: int = 0
    last_word: datetime | None = None


@dataclass(slots=True)
class Month:
    """A month with its workstreams, and the months on either side of it."""

    period: ReportingPeriod
    rows: list[Row]
    earlier: ReportingPeriod | None
    later: ReportingPeriod | None
    moved: Moved | None = None  # the last time that its due day was moved

    @property
    def handed_in(self) -> int:
        """How many returns are with the office, or past it."""
        return sum(row.handed_in for row in self.rows)

    @property
    def close_word(self) -> str:
        """What the button that closes the month says: what is left as it is goes with it."""
        left = sum(row.state != ReturnState.AGREED for row in self.rows)
        if not left:
            return "Close the month"
        return f"Close the month, {left} {'return' if left == 1 else 'returns'} not agreed"

    @property
    def overdue(self) -> list[Row]:
        """Those whose day has passed and that were not handed in yet, or are back with their lead."""
        return [row for row in self.rows if row.now.code in ("overdue", "missing")]

    @property
    def months(self) -> list[date]:
        """The months of the timeliness table, oldest first."""
        return [each.month for each in self.rows[0].timely] if self.rows else []


def read_month(period: ReportingPeriod, *, user: Any, now: datetime) -> Month:
    """Every workstream that returns for a month, in plan order. Five statements."""
    today = now.astimezone(LONDON).date()
    lead = WorkstreamOwner.objects.filter(workstream=OuterRef("pk"), lead=True)
    branches = list(
        returning(period)
        .filter(programme=period.programme_id)
        .filter(pk__in=Workstream.objects.visible_to(user).values("pk"))
        .annotate(lead_name=Subquery(lead.values("person__name")[:1]))
        .order_by("sort_key")
    )
    near = list(
        with_moves(
            ReportingPeriod.objects.filter(
                programme=period.programme_id, month__lte=first_of_next(period.month)
            )
        ).order_by("-month")[: MONTHS + 1]
    )[::-1]
    later = next((each for each in near if each.month > period.month), None)
    months = [each for each in near if each.month <= period.month][-MONTHS:]
    given: dict[int, dict[int, Return]] = defaultdict(dict)
    for row in Return.objects.filter(period__in=months, workstream__in=branches).select_related(
        "submitted_by", "agreed_by"
    ):
        given[row.workstream_id][row.period_id] = row
    groups, counts = _items(period, today), _words(period)
    holidays = of_nation(nation_of(period))
    limits = limits_of(period.programme)
    found = []
    for branch in branches:
        mine = given[branch.pk]
        inside = [key for key in groups if key.startswith(branch.sort_key)]
        rated = rate_workstream(
            WorkstreamFacts.from_groups(group[:5] for key in inside for group in groups[key]),
            limits=limits,
        )
        earlier = [
            mine[each.pk]
            for each in months[:-1]
            if each.pk in mine and mine[each.pk].state != ReturnState.DRAFT
        ]
        found.append(
            Row(
                branch, branch.lead_name or branch.owners_text, mine.get(period.pk),
                earlier[-1] if earlier else None, rated,
                _sum(inside, groups, counts),
                [_timely(each, mine.get(each.pk), now=now, holidays=holidays) for each in months],
            )
        )  # fmt: skip
    last = months[-2] if len(months) > 1 else None
    return Month(period, found, last, later, moved(months[-1]) if months else None)


def first_of_next(month: date) -> date:
    """The first day of the month after."""
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)


def _items(period: ReportingPeriod, today: date) -> dict[str, list[Any]]:
    late = overdue(today)
    counted = (
        Item.objects.filter(programme=period.programme_id)
        .order_by()
        .values_list("workstream__sort_key", "computed_rag", "kind", "key", "statutory")
        .annotate(
            number=Count("pk"),
            open=Count("pk", filter=STILL_OPEN),
            late=Count("pk", filter=late),
            stones=Count("pk", filter=late & Q(kind="milestone")),
            blank=Count("pk", filter=STILL_OPEN & Q(percent__isnull=True)),
            undated=Count("pk", filter=STILL_OPEN & WITHOUT_USABLE_DATE),
        )
    )
    found: dict[str, list[Any]] = defaultdict(list)
    for place, *group in counted:
        found[place].append(tuple(group))
    return found


def _words(period: ReportingPeriod) -> dict[str, tuple[int, datetime | None]]:
    """For each place: open items with a word since the month opened, and the newest word."""
    opened = datetime.combine(period.opens_on, datetime.min.time(), LONDON)
    still = Q(item__in=Item.objects.still_open().values("pk"))
    rows = (
        Update.objects.filter(item__programme=period.programme_id)
        .order_by()
        .values_list("item__workstream__sort_key")
        .annotate(
            confirmed=Count("item", distinct=True, filter=Q(written_at__gte=opened) & still),
            newest=Max("written_at"),
        )
    )
    return {place: (confirmed, newest) for place, confirmed, newest in rows}


def _sum(
    inside: Sequence[str],
    groups: dict[str, list[Any]],
    words: dict[str, tuple[int, datetime | None]],
) -> Counts:
    counts = Counts()
    for key in inside:
        for group in groups[key]:
            _, is_open, late, stones, blank, undated = group[4:]
            counts.items += is_open
            counts.overdue += late
            counts.overdue_milestones += stones
            counts.no_percent += blank
            counts.undated += undated
        confirmed, newest = words.get(key, (0, None))
        counts.confirmed += confirmed
        if newest and (counts.last_word is None or newest > counts.last_word):
            counts.last_word = newest
    return counts


def _timely(
    period: ReportingPeriod, row: Return | None, *, now: datetime, holidays: Iterable[date]
) -> Timely:
    came = (row.first_submitted_at or row.submitted_at) if row else None
    if came is None:
        if period.state == PeriodState.CLOSED:
            return Timely(period.month, "missing")
        return Timely(period.month, "overdue" if now > period.deadline else "open")
    if came <= period.deadline:
        return Timely(period.month, "on_time")
    due, day = period.deadline.astimezone(LONDON).date(), came.astimezone(LONDON).date()
    days = working_days_between(due, day, holidays=frozenset(holidays))
    return Timely(period.month, "late", max(days, 1))
