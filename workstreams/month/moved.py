"""When the day of a month was last moved: from which day to which, by whom and why. Read from the history."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from workstreams.models import ReportingPeriod
from workstreams.periods import LONDON


@dataclass(frozen=True, slots=True)
class Moved:
    """A change of the day on which returns are due. Days are those of London."""

    was: date
    to: date
    at: datetime
    by: str
    reason: str


def with_moves(rows: QuerySet[ReportingPeriod]) -> QuerySet[ReportingPeriod, Any]:
    """Months with what `moved` reads, in the statement that fetches them."""
    history: Any = ReportingPeriod.history.filter(id=OuterRef("pk"))
    before = history.exclude(deadline=OuterRef("deadline")).order_by("-history_id")
    saved = history.filter(history_id__gt=OuterRef("moved_row")).order_by("history_id")
    return rows.annotate(
        moved_row=Subquery(before.values("history_id")[:1]),
        moved_was=Subquery(before.values("deadline")[:1]),
        moved_at=Subquery(saved.values("history_date")[:1]),
        moved_by=Subquery(saved.values("history_user__full_name")[:1]),
        moved_reason=Subquery(saved.values("history_change_reason")[:1]),
    )


def moved(row: Any) -> Moved | None:
    """The last move of a month that came `with_moves`; None when it is due as it was opened."""
    if row.moved_was is None:
        return None
    return Moved(
        row.moved_was.astimezone(LONDON).date(),
        row.deadline.astimezone(LONDON).date(),
        row.moved_at,
        row.moved_by or "",
        row.moved_reason or "",
    )


def moves_of(periods: Collection[ReportingPeriod]) -> dict[int, Moved]:
    """The last move of each month that has one, by its id. One statement."""
    rows = with_moves(ReportingPeriod.objects.filter(pk__in=[period.pk for period in periods]))
    return {row.pk: last for row in rows if (last := moved(row)) is not None}
