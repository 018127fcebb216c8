"""Rows of the plan -> one ``Snapshot``. The only reader of the plan in this package.

The same function makes the live snapshot of a page and the frozen one of a report, so they cannot
disagree. It takes the same few SQL statements at any size, and rates every item again as at the day
it is given, so no report depends on whether the nightly job ran. ``publish.freeze`` calls it inside
one REPEATABLE READ transaction.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from operator import itemgetter
from typing import Any

from django.db.models import F, Q, QuerySet

from reports import models, snapshot
from reports.dated import columns_of, day_of
from reports.periods import LONDON, Month
from reports.rating import overall, rate_tree
from reports.registers import Registers, registers
from workstreams import look
from workstreams.actions.rating import limits_of
from workstreams.dates.bank_holidays import england
from workstreams.dates.workdays import working_days_between
from workstreams.models import Item, ItemOwner, Programme, Role, Update, Workstream
from workstreams.rag import ItemFacts, Limits, Line, Rated, expected_percent, rate_item, table
from workstreams.when import Certainty

REMEMBERED = 6  # earlier periods a snapshot knows of
COLUMNS = (
    "pk", "ref", "title", "workstream_id", "kind", "key", "owners_text", "status", "percent", "scope",
    "statutory", "completed_on", "declared_rag",
)  # fmt: skip
ENDS = ("start", "target", "revised")
DATES = tuple(itemgetter(*columns_of(name)) for name in ENDS)


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
    rates = rates_of(programme, as_at)
    month = period or Month.of(as_at)
    nodes = nodes_of(programme)
    facts, items = _items(programme, rates, month if period else None)
    return assemble(
        programme,
        nodes,
        rate_tree(nodes, facts, limits=rates.limits),
        items,
        _earlier(programme, before=month),
        rates,
        period=period,
        now=now,
    )


def rates_of(programme: Programme, as_at: date) -> Rates:
    """What rating needs; no statement."""
    return Rates(as_at, limits_of(programme), england())


def nodes_of(programme: Programme) -> list[Workstream]:
    """The tree in plan order, parents first: one statement."""
    return list(Workstream.objects.filter(programme=programme).order_by("sort_key", "pk"))


def assemble(
    programme: Programme,
    nodes: Sequence[Workstream],
    ratings: Mapping[int, Rated],
    items: Iterable[snapshot.Item],
    earlier: tuple[snapshot.Earlier, ...],
    rates: Rates,
    *,
    period: Month | None,
    now: datetime,
) -> snapshot.Snapshot:
    """The snapshot of what was read, with the registers beside it: one statement."""
    month = period or Month.of(rates.today)
    beside = registers(programme, period=period, as_at=rates.today)
    whole = overall(nodes, ratings, limits=rates.limits)
    people = beside.roles
    since = month.first if period else month.previous.first
    return snapshot.Snapshot(
        schema=snapshot.SCHEMA,
        organisation=look.shown().name or beside.organisation,
        programme=programme.pk,
        slug=programme.slug,
        title=programme.name,
        purpose=programme.purpose,
        sponsor=people.get(Role.SPONSOR, ""),
        manager=people.get(Role.MANAGER) or people.get(Role.OFFICE, ""),
        period=period.key if period else "",
        as_at=rates.today,
        taken_at=now,
        rules_version=rates.limits.version,
        rules=tuple(
            snapshot.Rule(rule.of, rule.subject, rule.amber, rule.red)
            for rule in table(rates.limits)
        ),
        declared=programme.declared_rag,
        declared_reason=programme.declared_reason,
        computed=whole.rag.value,
        receipt=lines(whole.receipt),
        workstreams=tuple(_node(node, beside, ratings[node.pk], since=since) for node in nodes),
        items=tuple(items),
        earlier=earlier,
        declared_on=programme.declared_on,
        confirmed=programme.declared_on is not None and programme.declared_on >= since,
        returns_month=beside.returns_month,
        returns_opened_on=beside.returns_opened_on,
        savings_rag=programme.declared_savings_rag,
        savings_reason=programme.savings_reason,
        **beside.records,
    )


def previous(programme: Programme, *, before: Month) -> models.Snapshot | None:
    """The last frozen snapshot of a month before ``before``: what "changed since" compares with."""
    return (
        models.Snapshot.objects.filter(programme=programme, period__lt=before.first)
        .order_by("-period", "-number")
        .first()
    )


def _owners(rows: QuerySet[Any], key: str) -> dict[int, list[str]]:
    """Row id -> names, the lead first."""
    found: dict[int, list[str]] = defaultdict(list)
    for row, name in rows.order_by(F("lead").desc(), "position", "pk").values_list(
        key, "person__name"
    ):
        found[row].append(name)
    return found


def _node(node: Workstream, beside: Registers, rated: Rated, *, since: date) -> snapshot.Workstream:
    owners = beside.owners.get(node.pk, [])
    text, author, on = beside.notes.get(node.pk, ("", "", None))
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
        receipt=lines(rated.receipt),
        supporting=tuple(owners[1:]),
        key_elements=node.key_elements,
        resources=node.resources,
        impact=node.impact,
        cohorts=node.cohorts,
        scope=node.scope_text or node.scope,
        priority=node.priority,
        percent=node.percent,
        savings_rag=node.declared_savings_rag,
        savings_reason=node.savings_reason,
        update=text,
        update_by=author,
        update_on=on,
        strip=beside.strips.get(node.pk, ()),
        closed_on=node.closed_on,
        by_statute=node.statutory or bool(node.statutory_text),
    )


def _items(
    programme: Programme, rates: Rates, period: Month | None
) -> tuple[list[tuple[int, ItemFacts, Rated, bool]], list[snapshot.Item]]:
    """Every item with its rating; and the facts beside it, from which the tree is rated."""
    owners = _owners(ItemOwner.objects.filter(item__programme=programme), "item_id")
    written = _updates(programme, period) if period else {}
    reasons = _reasons(programme, period) if period else {}
    facts, items = [], []
    for row in (
        Item.objects.filter(programme=programme)
        .order_by("sort_key", "pk")
        .values(*columns())
        .iterator(2000)
    ):
        fact = facts_of(row)
        rated = rate_item(fact, today=rates.today, limits=rates.limits, holidays=rates.holidays)
        facts.append((row["workstream_id"], fact, rated, row["statutory"]))
        items.append(
            item_of(
                row,
                fact,
                rated,
                owners.get(row["pk"], []),
                written.get(row["pk"]),
                rates,
                reasons.get(row["pk"], ""),
            )
        )
    return facts, items


def columns() -> list[str]:
    """The columns of an item that a snapshot holds."""
    return [*COLUMNS, "phase__name", *(column for name in ENDS for column in columns_of(name))]


def facts_of(row: Mapping[str, Any]) -> ItemFacts:
    """What an item is rated by."""
    return ItemFacts(
        kind=row["kind"], status=row["status"], percent=row["percent"], start=row["start_date"],
        target=row["target_date"], revised=row["revised_date"], key=row["key"],
    )  # fmt: skip


def item_of(
    row: Mapping[str, Any],
    fact: ItemFacts,
    rated: Rated,
    owners: Sequence[str],
    written: tuple[str, str, date] | None,
    rates: Rates,
    moved_why: str,
) -> snapshot.Item:
    """One row of the plan as it stands in a snapshot."""
    start, target, revised = (day_of(*parts(row)) for parts in DATES)
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
        why=lines(line for line in rated.receipt if line.verdict == rated.rag),
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
        moved_why=moved_why,
    )


def _variance(row: Mapping[str, Any], rates: Rates) -> int | None:
    """Working days from target to forecast, or to completion; None when one of them is not known."""
    end = row["completed_on"] or row["revised_date"]
    if end is None or row["target_date"] is None:
        return None
    return working_days_between(row["target_date"], end, holidays=rates.holidays)


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


def _reasons(programme: Programme, period: Month) -> dict[int, str]:
    """Item id -> the last reason that was given in the period for a change of it."""
    rows = Item.history.filter(
        programme=programme,
        history_date__date__gte=period.first,
        history_date__date__lt=period.next.first,
        history_type="~",
    ).exclude(Q(history_change_reason="") | Q(history_change_reason=None))
    return dict(rows.order_by("history_id").values_list("id", "history_change_reason"))


def _earlier(programme: Programme, *, before: Month) -> tuple[snapshot.Earlier, ...]:
    """What the frozen reports of earlier months said of each workstream, oldest first."""
    rows = models.Snapshot.objects.filter(programme=programme, period__lt=before.first)
    return remembered(rows.order_by("period", "number").values_list("period", "ratings"))


def remembered(rows: Iterable[tuple[date, dict[str, Any]]]) -> tuple[snapshot.Earlier, ...]:
    """The ratings of frozen reports, the last number of each of the last months."""
    latest = dict(rows)
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


def lines(receipt: Iterable[Line]) -> tuple[snapshot.ReceiptLine, ...]:
    """A receipt as a snapshot keeps it."""
    return tuple(
        snapshot.ReceiptLine(line.rule, line.value, line.limit, line.verdict.value)
        for line in receipt
    )
