"""Items of a plan -> items of a snapshot, each rated as at its day. Two readers: a whole plan for a report,
and some rows for a page (``live``).
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from operator import itemgetter
from typing import Any

from django.db.models import F, Q

from reports import snapshot
from reports.dated import columns_of, day_of
from reports.periods import LONDON, Month
from reports.rating import receipt_lines
from workstreams.actions.rating import limits_of
from workstreams.dates.bank_holidays import england
from workstreams.dates.workdays import working_days_between
from workstreams.models import Item, ItemOwner, Programme, Update
from workstreams.rag import ItemFacts, Limits, Rated, expected_percent, rate_item
from workstreams.when import Certainty

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


def rates_of(programme: Programme, as_at: date) -> Rates:
    """What rating needs; no statement."""
    return Rates(as_at, limits_of(programme), england())


def items_of(
    programme: Programme, rates: Rates, period: Month | None
) -> tuple[list[tuple[int, ItemFacts, Rated, bool]], list[snapshot.Item]]:
    """Every item with its rating; and the facts beside it, from which the tree is rated."""
    owners = _owners(programme)
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
        why=receipt_lines(line for line in rated.receipt if line.verdict == rated.rag),
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


def _owners(programme: Programme) -> dict[int, list[str]]:
    """Item id -> names, the lead first."""
    found: dict[int, list[str]] = defaultdict(list)
    rows = ItemOwner.objects.filter(item__programme=programme)
    ordered = rows.order_by(F("lead").desc(), "position", "pk")
    for item, name in ordered.values_list("item_id", "person__name"):
        found[item].append(name)
    return found
