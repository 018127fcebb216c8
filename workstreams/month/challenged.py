"""What the office may ask about each return: the facts beside it, and what was said of them."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta

from django.db.models import Count, Q

from workstreams.models import Measure, Remark, ReportingPeriod, SavingYear, Workstream
from workstreams.month.challenges import ReturnFacts, findings
from workstreams.month.page import BLANK, Row, first_of_next
from workstreams.month.same_words import similarity
from workstreams.periods import LONDON


def challenged(rows: list[Row], period: ReportingPeriod, *, today: date) -> list[Row]:
    """Adds to each row what to ask about it and what was said; the heaviest comes first.

    Three statements. A row without a return that was handed in has nothing to ask about.
    """
    remarks: dict[int, list[Remark]] = defaultdict(list)
    for remark in (
        Remark.objects.filter(given__period=period)
        .select_related("by")
        .order_by("written_at", "pk")
    ):
        remarks[remark.given_id].append(remark)
    measures, savings = _measures(period, today), _savings(period)
    for row in rows:
        if row.given is None:
            continue
        row.remarks = remarks[row.given.pk]
        row.same_words = similarity(row.given.narrative, row.last.narrative) if row.last else 0
        due, unread = _under(measures, row.branch)
        number, unsaid = _under(savings, row.branch)
        counts = row.counts
        facts = ReturnFacts(
            declared=row.given.declared_rag,
            computed=row.rated.rag,
            before=(row.last.agreed_rag or row.last.declared_rag) if row.last else "",
            same_words=row.same_words,
            no_change=row.given.no_change,
            asks=bool(row.given.ask),
            items=counts.items,
            confirmed=counts.confirmed,
            last_word=counts.last_word.astimezone(LONDON).date() if counts.last_word else None,
            overdue=counts.overdue,
            overdue_milestones=counts.overdue_milestones,
            no_percent=counts.no_percent,
            undated=counts.undated,
            measures=due,
            unread_measures=unread,
            savings=number,
            unsaid_savings=unsaid,
        )
        row.findings = findings(facts, today=today)
    return sorted(rows, key=lambda row: (-row.weight, row.branch.sort_key))


Pair = tuple[int, int]


def _under(pairs: dict[str, Pair], branch: Workstream) -> Pair:
    inside = [pair for key, pair in pairs.items() if key.startswith(branch.sort_key)]
    return sum(pair[0] for pair in inside), sum(pair[1] for pair in inside)


def _measures(period: ReportingPeriod, today: date) -> dict[str, Pair]:
    """Monthly measures of each place, and how many have no figure for the month; while the month
    goes on, for the one before it."""
    first = period.month
    following = first_of_next(first)
    if today < following:
        first, following = (first - timedelta(days=1)).replace(day=1), first
    read = Q(readings__period__gte=first, readings__period__lt=following) & ~Q(
        readings__value_state__in=BLANK
    )
    rows = (
        Measure.objects.filter(
            programme=period.programme_id, window="month", workstream__isnull=False,
            closed_on__isnull=True,
        )
        .order_by()
        .values_list("workstream__sort_key")
        .annotate(number=Count("pk", distinct=True), read=Count("pk", distinct=True, filter=read))
    )  # fmt: skip
    return {place: (number, number - done) for place, number, done in rows}


def _savings(period: ReportingPeriod) -> dict[str, Pair]:
    """Savings of each place in the financial year, and how many claim no figure."""
    month = period.month
    year = month.year if month.month >= 4 else month.year - 1
    rows = (
        SavingYear.objects.filter(
            saving__programme=period.programme_id, saving__workstream__isnull=False, year=year
        )
        .order_by()
        .values_list("saving__workstream__sort_key")
        .annotate(number=Count("pk"), unsaid=Count("pk", filter=Q(claimed_state__in=BLANK)))
    )
    return {place: (number, unsaid) for place, number, unsaid in rows}
