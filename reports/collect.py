"""Rows of the plan -> one ``Snapshot``. The only reader of the plan in this package.

The same function makes the live snapshot of a page and the frozen one of a report, so they cannot
disagree. It takes the same few SQL statements at any size, and rates every item again as at the day
it is given, so no report depends on whether the nightly job ran. ``publish.freeze`` calls it inside
one REPEATABLE READ transaction.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.db.models import F, QuerySet

from reports import models, snapshot
from reports.periods import LONDON, Month
from reports.rating import overall, rate_tree
from workstreams.actions.rating import limits_of
from workstreams.bank_holidays import england
from workstreams.models import Item, ItemOwner, Programme, Role, Update, Workstream, WorkstreamOwner
from workstreams.rag import ItemFacts, Limits, Line, Rated, expected_percent, rate_item, table
from workstreams.when import Certainty, Precision, When, words
from workstreams.workdays import working_days_between

REMEMBERED = 6  # earlier periods a snapshot knows of
DATE_PARTS = ("text", "date", "precision", "certainty", "waiting_on")
COLUMNS = (
    "pk", "ref", "title", "workstream_id", "kind", "key", "owners_text", "status", "percent", "scope",
    "statutory", "completed_on", "declared_rag",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Rates:
    """What rating needs, read once."""

    today: date
    limits: Limits
    holidays: Collection[date]


def collect(
    programme: Programme, *, period: Month | None, as_at: date, now: datetime
) -> snapshot.Snapshot:
    """The facts of ``programme`` at this moment, rated as at ``as_at``.

    With a ``period`` it is that month's, and holds what was written about items in it; without one
    it is live. ``now`` is printed as the time the facts were taken.
    """
    rates = Rates(as_at, limits_of(programme), england())
    month = period or Month.of(as_at)
    nodes = list(Workstream.objects.filter(programme=programme).order_by("sort_key", "pk"))
    leads = _owners(
        WorkstreamOwner.objects.filter(workstream__programme=programme), "workstream_id"
    )
    facts, items = _items(programme, rates, month if period else None)
    ratings = rate_tree(nodes, facts, limits=rates.limits)
    whole = overall(nodes, ratings, limits=rates.limits)
    people = _people(programme)
    since = month.first if period else month.previous.first
    return snapshot.Snapshot(
        schema=snapshot.SCHEMA,
        organisation=getattr(settings, "ORGANISATION", "") or people["organisation"],
        programme=programme.pk,
        slug=programme.slug,
        title=programme.name,
        purpose=programme.purpose,
        sponsor=people[Role.SPONSOR],
        manager=people[Role.MANAGER] or people[Role.OFFICE],
        period=period.key if period else "",
        as_at=as_at,
        taken_at=now,
        rules_version=rates.limits.version,
        rules=tuple(
            snapshot.Rule(rule.of, rule.subject, rule.amber, rule.red)
            for rule in table(rates.limits)
        ),
        declared=programme.declared_rag,
        declared_reason=programme.declared_reason,
        computed=whole.rag.value,
        receipt=_lines(whole.receipt),
        workstreams=tuple(
            _node(node, leads.get(node.pk, []), ratings[node.pk], since=since) for node in nodes
        ),
        items=tuple(items),
        earlier=_earlier(programme, before=month),
    )


def previous(programme: Programme, *, before: Month) -> models.Snapshot | None:
    """The last frozen snapshot of a month before ``before``: what "changed since" compares with."""
    return (
        models.Snapshot.objects.filter(programme=programme, period__lt=before.first)
        .order_by("-period", "-number")
        .first()
    )


def _people(programme: Programme) -> Mapping[str, str]:
    """Organisation, and one name for each role, in one statement."""
    found: dict[str, str] = defaultdict(str)
    rows = Programme.objects.filter(pk=programme.pk).values_list(
        "organisation__name", "memberships__role", "memberships__user__full_name"
    )
    for organisation, role, name in rows.order_by("memberships__pk"):
        found["organisation"] = organisation or ""
        if role and name:
            found.setdefault(role, name)
    return found


def _owners(rows: QuerySet[Any], key: str) -> dict[int, list[str]]:
    """Row id -> names, the lead first."""
    found: dict[int, list[str]] = defaultdict(list)
    for row, name in rows.order_by(F("lead").desc(), "position", "pk").values_list(
        key, "person__name"
    ):
        found[row].append(name)
    return found


def _node(node: Workstream, owners: list[str], rated: Rated, *, since: date) -> snapshot.Workstream:
    return snapshot.Workstream(
        id=node.pk,
        ref=node.ref,
        title=node.title,
        short=node.short_name,
        parent=node.parent_id,
        level=node.level,
        lead=owners[0] if owners else node.owners_text,
        objective=node.objective,
        risk=node.risk_text,
        statutory=node.statutory_text,
        declared=node.declared_rag,
        declared_reason=node.declared_reason,
        declared_on=node.declared_on,
        confirmed=node.declared_on is not None and node.declared_on >= since,
        computed=rated.rag.value,
        receipt=_lines(rated.receipt),
    )


def _items(
    programme: Programme, rates: Rates, period: Month | None
) -> tuple[list[tuple[int, ItemFacts, Rated, bool]], list[snapshot.Item]]:
    """Every item with its rating; and the facts beside it, from which the tree is rated."""
    owners = _owners(ItemOwner.objects.filter(item__programme=programme), "item_id")
    written = _updates(programme, period) if period else {}
    columns = [
        *COLUMNS,
        "phase__name",
        *(f"{name}_{part}" for name in ("start", "target", "revised") for part in DATE_PARTS),
    ]
    facts, items = [], []
    for row in (
        Item.objects.filter(programme=programme)
        .order_by("sort_key", "pk")
        .values(*columns)
        .iterator(2000)
    ):
        fact = ItemFacts(
            kind=row["kind"], status=row["status"], percent=row["percent"], start=row["start_date"],
            target=row["target_date"], revised=row["revised_date"], key=row["key"],
        )  # fmt: skip
        rated = rate_item(fact, today=rates.today, limits=rates.limits, holidays=rates.holidays)
        facts.append((row["workstream_id"], fact, rated, row["statutory"]))
        items.append(
            _item(row, fact, rated, owners.get(row["pk"], []), written.get(row["pk"]), rates)
        )
    return facts, items


def _item(
    row: Mapping[str, Any],
    fact: ItemFacts,
    rated: Rated,
    owners: list[str],
    written: tuple[str, str, date] | None,
    rates: Rates,
) -> snapshot.Item:
    start, target, revised = (_day(row, name) for name in ("start", "target", "revised"))
    text, author, on = written or ("", "", None)
    return snapshot.Item(
        id=row["pk"],
        ref=row["ref"],
        title=row["title"],
        workstream=row["workstream_id"],
        phase=row["phase__name"] or "",
        kind=row["kind"],
        key=row["key"],
        owner=owners[0] if owners else row["owners_text"],
        supporting=tuple(owners[1:]),
        status=row["status"],
        percent=row["percent"],
        expected=expected_percent(fact, today=rates.today),
        start=start,
        target=target,
        revised=revised,
        completed=row["completed_on"],
        declared=row["declared_rag"],
        computed=rated.rag.value,
        why=_lines(line for line in rated.receipt if line.verdict == rated.rag),
        overdue=rated.days_late > 0,
        days_late=rated.days_late,
        variance=_variance(row, rates),
        scope=row["scope"],
        statutory=row["statutory"],
        update=text,
        update_by=author,
        update_on=on,
        no_usable_date=(start.day is None and start.text != "")
        or (target.day is None and revised.day is None),
        impossible_date=Certainty.IMPOSSIBLE
        in (start.certainty, target.certainty, revised.certainty),
    )


def _variance(row: Mapping[str, Any], rates: Rates) -> int | None:
    """Working days from target to forecast, or to completion; None when one of them is not known."""
    end = row["completed_on"] or row["revised_date"]
    if end is None or row["target_date"] is None:
        return None
    return working_days_between(row["target_date"], end, holidays=rates.holidays)


def _day(row: Mapping[str, Any], name: str) -> snapshot.Day:
    text, day, certainty = row[f"{name}_text"], row[f"{name}_date"], row[f"{name}_certainty"]
    precision, waiting_on = row[f"{name}_precision"], row[f"{name}_waiting_on"]
    if day is not None and certainty == Certainty.FIRM and precision == Precision.DAY:
        return snapshot.Day(text=text, day=day, certainty=certainty)  # the day says it all
    said = _words(text, day, precision, certainty, waiting_on)
    return snapshot.Day(text=text, day=day, words=said, certainty=certainty)


@lru_cache(maxsize=4096)
def _words(text: str, day: date | None, precision: str, certainty: str, waiting_on: str) -> str:
    """How a date was read; a plan says "TBC" and "ongoing" in a hundred places."""
    read = When(
        text=text, earliest=day, latest=day, precision=Precision(precision),
        certainty=Certainty(certainty), waiting_on=waiting_on,
    )  # fmt: skip
    return words(read)


def _updates(programme: Programme, period: Month) -> dict[int, tuple[str, str, date]]:
    """Item id -> what was last written about it in the period, by whom and when."""
    rows = Update.objects.filter(
        item__programme=programme,
        written_at__date__gte=period.first,
        written_at__date__lt=period.next.first,
    ).order_by("written_at", "pk")
    return {
        item: (text, author or "", at.astimezone(LONDON).date())
        for item, text, author, at in rows.values_list(
            "item_id", "text", "by__full_name", "written_at"
        )
    }


def _earlier(programme: Programme, *, before: Month) -> tuple[snapshot.Earlier, ...]:
    """What the frozen reports of earlier months said of each workstream, oldest first."""
    rows = models.Snapshot.objects.filter(programme=programme, period__lt=before.first)
    latest: dict[date, dict[str, Any]] = {}
    for period, ratings in rows.order_by("period", "number").values_list("period", "ratings"):
        latest[period] = ratings
    return tuple(
        snapshot.Earlier(Month.of(period).key, int(node), declared, computed)
        for period, ratings in sorted(latest.items())[-REMEMBERED:]
        for node, (declared, computed) in ratings.items()
    )


def ratings_of(frozen: snapshot.Snapshot) -> dict[str, list[str]]:
    """The ratings a frozen snapshot is remembered by: node id (0 is the programme) -> declared, computed."""
    return {
        "0": [frozen.declared, frozen.computed],
        **{
            str(node.id): [node.declared if node.confirmed else "", node.computed]
            for node in frozen.workstreams
        },
    }


def _lines(receipt: Iterable[Line]) -> tuple[snapshot.ReceiptLine, ...]:
    return tuple(
        snapshot.ReceiptLine(line.rule, line.value, line.limit, line.verdict.value)
        for line in receipt
    )
