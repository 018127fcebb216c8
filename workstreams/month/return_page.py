"""What stands around one return: last month's promise, the plan's own rating, dates that moved, risks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from workstreams.branch_rating import rated_alone
from workstreams.dates.moves import DateMove, moves
from workstreams.models import ReportingPeriod, Return, ReturnState, Risk, Workstream
from workstreams.month.carried import PARTS
from workstreams.month.same_words import SAME_FROM, similarity
from workstreams.periods import LONDON
from workstreams.rag import Rated

MONTHS_BACK = 7


@dataclass(frozen=True)
class Around:
    """What a return is read beside."""

    given: Return | None
    last: Return | None
    rated: Rated
    moves: list[DateMove]
    since: datetime  # from when on dates are compared
    risks: list[Risk]

    @property
    def same_words(self) -> int:
        """By how many percent its narrative is last month's; 0 below what is worth saying."""
        if self.given is None or self.last is None:
            return 0
        found = similarity(self.given.narrative, self.last.narrative)
        return found if found >= SAME_FROM else 0

    @property
    def carried(self) -> list[str]:
        """The parts of the form that still hold last month's words: of a return that is not begun,
        all that last month said something in."""
        if self.given is not None:
            return list(self.given.carried)
        if self.last is None:
            return []
        last = self.last
        return [
            part
            for part, columns in PARTS.items()
            if any(str(getattr(last, _text(column)) or "").strip() for column in columns)
        ]


def _text(column: str) -> str:
    return "ask_by_text" if column == "ask_by" else column


def around(period: ReportingPeriod, workstream: Workstream, *, user: Any, now: datetime) -> Around:
    """A return with what it is read beside. Four statements."""
    back = (period.month - timedelta(days=31 * MONTHS_BACK)).replace(day=1)
    near = list(
        Return.objects.filter(
            workstream=workstream, period__month__lte=period.month, period__month__gte=back
        )
        .select_related("period", "submitted_by", "agreed_by")
        .order_by("-period__month")
    )
    given = next((row for row in near if row.period_id == period.pk), None)
    last = next(
        (row for row in near if row.period_id != period.pk and row.state != ReturnState.DRAFT),
        None,
    )
    if given is not None:
        given.period, given.workstream = period, workstream
    since = _since(period, last)
    until = given.submitted_at if given and given.submitted_at else now
    return Around(
        given,
        last,
        rated_alone(workstream),
        moves(workstream, since=since, until=max(until, since)),
        since,
        list(
            Risk.objects.visible_to(user)
            .filter(
                programme=workstream.programme_id,
                workstream__sort_key__startswith=workstream.sort_key,
                state="open",
            )
            .order_by("number", "pk")[:8]
        ),
    )


def _since(period: ReportingPeriod, last: Return | None) -> datetime:
    """The moment of the last return; without one, the first of the month."""
    if last is not None and last.submitted_at is not None:
        return last.submitted_at
    first: date = period.month
    return datetime.combine(first, datetime.min.time(), LONDON)
