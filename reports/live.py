"""The dashboard is a snapshot too: the same registers, ratings and reading, of today, for one reader.

A frozen report holds every item. The live page does not need them: the database counts (``live_counts``)
and only the items are read that a block shows. Both ways give the same figures; a test over random plans
holds that. What was worked out is kept for the next reader (``live_cache``) until a row of the plan
changes, so that a page that many look at costs what it costs to draw it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.db.models import Case, OuterRef, Q, QuerySet, Subquery, Value, When, Window
from django.db.models.functions import RowNumber

from reports import live_counts, models
from reports.changes import Changes, changes, direction
from reports.collect import assemble, nodes_of, remembered
from reports.headline import leading
from reports.items import Rates, columns, facts_of, item_of, rates_of
from reports.live_cache import remember
from reports.periods import Month
from reports.rating import rate_counted, receipt_lines
from reports.reading import Reading
from reports.reading.exceptions import MOST, exceptions
from reports.reading.live import Live
from reports.reading.narrow import narrow
from reports.reading.page import ROOM, STONES
from reports.snapshot import Earlier, Item, Snapshot
from workstreams import models as plan
from workstreams.access import rights_of
from workstreams.actions.rating import keep_fresh
from workstreams.models import ItemOwner, Programme
from workstreams.models.plan import STILL_OPEN
from workstreams.rag import ItemFacts, expected_percent, rate_item


@dataclass(frozen=True)
class Kept:
    """All that a page of today is drawn from; and what was drawn of it, by name."""

    snapshot: Snapshot
    previous: Snapshot | None
    live: Live
    since: Changes | None
    drawn: dict[str, str] = field(default_factory=dict)

    @cached_property
    def reading(self) -> Reading:
        return Reading(self.snapshot, self.previous, self.live, self.since)

    def draw(self, name: str, make: Callable[[], str]) -> str:
        """The page's body, drawn by its first reader: it holds nothing of who reads it."""
        if name not in self.drawn:
            self.drawn[name] = make()
        return self.drawn[name]


def reading(programme: Programme, *, user: Any, today: date, now: datetime) -> Reading:
    """How the programme stands today, for this reader: the whole, or the branches their boards look at."""
    return kept(programme, user=user, today=today, now=now).reading


def kept(programme: Programme, *, user: Any, today: date, now: datetime) -> Kept:
    """The same with what was drawn of it."""
    keep_fresh(programme, today=today)
    branches = branches_for(programme, user)
    return remember(
        (programme.pk, branches, today),
        lambda: stand(programme, branches=branches, today=today, now=now),
        now=now,
    )


def branches_for(programme: Programme, user: Any) -> tuple[int, ...]:
    """The ids of the nodes the user may see; none when that is all of them."""
    if rights_of(user).reads_whole(programme.pk):
        return ()
    seen = plan.Workstream.objects.visible_to(user).filter(programme=programme)
    return tuple(seen.order_by("pk").values_list("pk", flat=True))


def stand(programme: Programme, *, branches: tuple[int, ...], today: date, now: datetime) -> Kept:
    """Counts, ratings, registers and the items that are shown; the same few statements at any size.

    The stored ratings of the items must be of ``today`` (``keep_fresh``).
    """
    rates, month = rates_of(programme, today), Month.of(today)
    nodes = nodes_of(programme)
    items = plan.Item.objects.filter(programme=programme)
    if branches:
        items = items.filter(workstream__in=_below(nodes, branches))
    counted = live_counts.count(items, today=today)
    before, earlier = _before(programme, month)
    shown = _shown(items, rates, _changed(programme, before))
    bare = assemble(
        programme,
        nodes,
        rate_counted(nodes, counted.facts, limits=rates.limits),
        shown.values(),
        earlier,
        rates,
        period=None,
        now=now,
    )
    snapshot, live = narrow(bare, branches), counted.live
    if before is None:
        return Kept(snapshot, None, live, None)
    previous = narrow(before.read(), branches)
    standing = _standing(items, shown, previous, rates)
    moved = _moved(snapshot, previous, standing)
    worst = [row.item for row in exceptions(replace(snapshot, items=moved), previous)]
    return Kept(
        replace(
            snapshot,
            items=tuple({item.id: item for item in (*snapshot.items, *worst[:MOST])}.values()),
        ),
        previous,
        replace(live, exceptions=live.exceptions + _ambers(worst)),
        changes(previous, replace(snapshot, items=tuple(standing.values()))),
    )


def _before(
    programme: Programme, month: Month
) -> tuple[models.Snapshot | None, tuple[Earlier, ...]]:
    """The last frozen snapshot of an earlier month, and what all of them said: one statement."""
    rows = list(
        models.Snapshot.objects.filter(programme=programme, period__lt=month.first)
        .order_by("period", "number")
        .defer("body")
    )
    return (rows[-1] if rows else None), remembered((row.period, row.ratings) for row in rows)


def _below(nodes: Sequence[plan.Workstream], branches: tuple[int, ...]) -> set[int]:
    kept = set(branches)
    for node in nodes:  # parents stand before their children
        if node.parent_id in kept:
            kept.add(node.pk)
    return kept


def _changed(programme: Programme, before: models.Snapshot | None) -> list[Q]:
    """The items of which a fact, and those of which an owner has changed since the report before."""
    if before is None:
        return []
    item: Any = plan.Item
    owner: Any = ItemOwner
    later = {"history_date__gte": before.taken_at}
    return [
        Q(pk__in=item.history.filter(programme=programme, **later).values("id")),
        Q(pk__in=owner.history.filter(**later).values("item_id")),
    ]


def _shown(items: QuerySet[Any], rates: Rates, changed: list[Q]) -> dict[int, Item]:
    """What a block of the page shows, and what changed; one statement."""
    today = rates.today
    dated = items.annotate(due=live_counts.DUE)
    soon = dated.filter(live_counts.is_due(today)).order_by("due", "-key", "pk")
    late = dated.filter(live_counts.late_stone(today)).order_by("due", "pk")
    ahead = dated.filter(live_counts.stone_ahead(today)).order_by("due", "pk")
    nexts = (
        dated.filter(STILL_OPEN, due__gte=today)
        .annotate(
            stone=Case(When(kind="milestone", then=Value(0)), default=Value(1)),
            turn=Window(RowNumber(), partition_by="workstream_id", order_by=("stone", "due", "pk")),
        )
        .filter(turn=1)
    )
    parts = [
        Q(pk__in=rows.values("pk")[:most])
        for rows, most in (
            (live_counts.worst_first(items, today=today), MOST),
            (soon, ROOM),
            (late, STONES),
            (ahead, STONES),
        )
    ]
    parts += [Q(pk__in=nexts.values("pk")), *changed]
    # One after another, not all of them asked of each row: over 50,000 items 176 ms in place of 250.
    some, *others = (items.filter(part).order_by().values("pk") for part in parts)
    wanted = Q(pk__in=some.union(*others, all=True))
    owner = ItemOwner.objects.filter(item=OuterRef("pk")).order_by("-lead", "position", "pk")
    rows = items.filter(wanted).annotate(owner=Subquery(owner.values("person__name")[:1]))
    found = {}
    for row in rows.order_by("sort_key", "pk").values(*columns(), "owner"):
        rated = rate_item(facts_of(row), today=today, limits=rates.limits, holidays=rates.holidays)
        owners = [row["owner"]] if row["owner"] else []
        found[row["pk"]] = item_of(row, facts_of(row), rated, owners, None, rates, "")
    return found


def _standing(
    items: QuerySet[Any], shown: Mapping[int, Item], previous: Snapshot, rates: Rates
) -> dict[int, Item]:
    """Every item as it stands: read where it was read, else as the report before has it, rated for today
    where the stored rating has moved. One statement of two columns."""
    then = {item.id: item for item in previous.items}
    found = {}
    for pk, stored in items.order_by("sort_key", "pk").values_list("pk", "computed_rag"):
        if pk in shown:
            found[pk] = shown[pk]
        elif pk in then:
            known = then[pk]
            found[pk] = known if known.computed == stored else _rated_now(known, rates)
    return found


def _rated_now(item: Item, rates: Rates) -> Item:
    """The same facts as at today."""
    facts = ItemFacts(
        kind=item.kind, status=item.status, percent=item.percent, start=item.start.day,
        target=item.target.day, revised=item.revised.day, key=item.key,
    )  # fmt: skip
    rated = rate_item(facts, today=rates.today, limits=rates.limits, holidays=rates.holidays)
    return replace(
        item,
        computed=rated.rag.value,
        why=receipt_lines(line for line in rated.receipt if line.verdict == rated.rag),
        overdue=rated.days_late > 0,
        days_late=rated.days_late,
        expected=expected_percent(facts, today=rates.today),
        update="",
    )


def _moved(
    snapshot: Snapshot, previous: Snapshot, standing: Mapping[int, Item]
) -> tuple[Item, ...]:
    """The items whose leading rating has worsened since the report before."""
    then = {item.id: leading(item.computed, item.declared) for item in previous.items}
    return tuple(
        item
        for item in standing.values()
        if direction(then.get(item.id, ""), leading(item.computed, item.declared)) == "Worsened"
    )


def _ambers(worst: list[Item]) -> int:
    """Those that are exceptions only because they worsened: Amber, and not late (no count has them)."""
    return sum(
        leading(item.computed, item.declared) == "amber" and not item.overdue for item in worst
    )
