"""Rows of the plan -> one ``Snapshot``. The only reader of the plan in this package.

The same function makes the live snapshot of a page and the frozen one of a report, so they cannot
disagree. It takes the same few SQL statements at any size, and rates every item again as at the day
it is given, so no report depends on whether the nightly job ran. ``publish.freeze`` calls it inside
one REPEATABLE READ transaction.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from reports import models, snapshot
from reports.items import Rates, items_of, rates_of
from reports.periods import Month
from reports.rating import overall, rate_tree, receipt_lines
from reports.registers import Registers, registers
from workstreams import look
from workstreams.models import Programme, Role, Workstream
from workstreams.rag import Rated, table

REMEMBERED = 6  # earlier periods a snapshot knows of


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
    facts, items = items_of(programme, rates, month if period else None)
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
        receipt=receipt_lines(whole.receipt),
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
        receipt=receipt_lines(rated.receipt),
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
