"""The rows of My updates: what one person owns that wants a word from them, over all their programmes.

Four statements whatever the number of rows: their programmes, the open months, the items, the last
updates of these.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from workstreams.dates.bank_holidays import england
from workstreams.dates.workdays import working_days_between
from workstreams.models import Ask, Item, PeriodState, Programme, ReportingPeriod, Update
from workstreams.models.questions import (
    SOON,
    asked_for,
    due_soon,
    overdue,
    owned_by,
    should_have_started,
)
from workstreams.staleness import morning, stale_now

#: Rows with their forms on one page; those after them come when these are answered.
SHOWN = 60

#: Why a row is on the page, the most urgent first.
GROUPS = (
    ("asked", "Asked for"),
    ("overdue", "Overdue"),
    ("soon", "Due within two weeks"),
    ("start", "Should have started"),
    ("stale", "No update for some time"),
)


@dataclass
class Due:
    """One item that wants a word, or that had it."""

    item: Any  # an Item with what the statement below adds
    why: str  # one of GROUPS, or "" for one that was opened by itself
    days_late: int
    last: Update | None
    shared: Update | None  # what was said of the item that it shares its update with
    answered: bool
    form: Any = None
    differ: list[tuple[str, str, str]] | None = None  # after a conflict: field, saved now, typed
    who: str = ""  # who saved meanwhile

    @property
    def open(self) -> bool:
        """Whether its form is shown."""
        return self.form is not None

    def take(self, refused: Due) -> None:
        """Shows what was typed into a row that was refused, with what was said to it."""
        self.form, self.differ, self.who = refused.form, refused.differ, refused.who
        self.last = refused.last


@dataclass
class Asking:
    """What one person is asked, and by when."""

    rows: list[Due]
    periods: list[ReportingPeriod]  # the open months of the programmes in the rows
    month: date
    months: dict[int, ReportingPeriod]  # the open month of every programme that has one
    left_out: int = 0  # rows beyond those shown

    @property
    def todo(self) -> list[Due]:
        """Those that wait for an answer, and those whose form is open again."""
        return [row for row in self.rows if not row.answered or row.open]

    @property
    def done(self) -> list[Due]:
        """Those that were answered since the asking began."""
        return [row for row in self.rows if row.answered and not row.open]

    @property
    def groups(self) -> list[tuple[str, list[Due]]]:
        """The rows to do by why they are here, with the words for it."""
        words = dict(GROUPS)
        found = [(words[why], [row for row in self.todo if row.why == why]) for why, _ in GROUPS]
        again = [row for row in self.todo if row.why not in words]
        return [(said, rows) for said, rows in (*found, ("Opened again", again)) if rows]

    @property
    def deadline(self) -> datetime | None:
        """When the first of the open months wants its returns."""
        return min((period.deadline for period in self.periods), default=None)

    def row(self, pk: int) -> Due | None:
        """The row of an item."""
        return next((row for row in self.rows if row.item.pk == pk), None)


def asking(
    user: Any,
    *,
    today: date,
    only: int | None = None,
    programmes: Sequence[Programme] | None = None,
) -> Asking:
    """What a person is asked as at `today`. With `only`, that one item, whether or not it is asked about.

    `programmes` are those that the person sees, where they were read before.
    """
    programmes = list(Programme.objects.visible_to(user)) if programmes is None else programmes
    periods = _open_months(user, today)
    month = max((period.month for period in periods.values()), default=today.replace(day=1))
    since = {each.pk: _since(periods.get(each.pk), today) for each in programmes}
    rows = _items(user, programmes, since, today=today, only=only)
    updates = Update.objects.select_related("by", "same_as__item").in_bulk(
        {key for item in rows for key in (item.last_id, item.shared_id) if key}
    )
    found = [_due(item, updates, since, today) for item in rows]
    if only is None:
        found = [row for row in found if row.why or row.answered]
    order = [why for why, _ in GROUPS]
    found.sort(key=lambda row: (row.answered, order.index(row.why) if row.why else len(order)))
    used = {row.item.programme_id for row in found}
    return Asking(
        rows=found[:SHOWN],
        periods=[period for key, period in periods.items() if key in used],
        month=month,
        months=periods,
        left_out=max(len(found) - SHOWN, 0),
    )


def _open_months(user: Any, today: date) -> dict[int, ReportingPeriod]:
    """The newest month of each programme that is open and has begun to ask."""
    rows = ReportingPeriod.objects.visible_to(user).filter(
        state=PeriodState.OPEN, opens_on__lte=today
    )
    return {row.programme_id: row for row in rows.select_related("programme").order_by("month")}


def _since(period: ReportingPeriod | None, today: date) -> datetime:
    """From when on an answer counts: the opening of the month, else the first of this one."""
    return morning(period.opens_on if period else today.replace(day=1))


def _items(
    user: Any,
    programmes: Iterable[Programme],
    since: dict[int, datetime],
    *,
    today: date,
    only: int | None,
) -> QuerySet[Any]:
    updates = Update.objects.filter(item=OuterRef("pk")).order_by("-written_at", "-pk")
    shared = Update.objects.filter(item=OuterRef("same_update_as")).order_by("-written_at", "-pk")
    saved = Item.history.filter(id=OuterRef("pk"), history_user=user.pk, history_type="~")
    rows = (
        Item.objects.with_access(user)
        .annotate(
            last_id=Subquery(updates.values("pk")[:1]),
            shared_id=Subquery(shared.values("pk")[:1]),
            saved_at=Subquery(saved.order_by("-history_date").values("history_date")[:1]),
            asked_text=Subquery(Ask.objects.open().filter(item=OuterRef("pk")).values("text")[:1]),
            is_asked=Exists(Ask.objects.open().filter(item=OuterRef("pk"))),
            is_stale=stale_now(programmes, today),
            due=Coalesce("revised_date", "target_date"),
        )
        .select_related("workstream", "programme", "same_update_as")
    )
    if only is not None:
        return rows.filter(pk=only)
    first = min(since.values(), default=morning(today))
    told = Update.objects.filter(item=OuterRef("pk"), by=user.pk, written_at__gte=first)
    wants = asked_for() | overdue(today) | due_soon(today) | should_have_started(today)
    return rows.filter(
        owned_by(user)
        & (
            wants
            | Q(is_stale=True)
            | Q(Exists(told))
            | Q(Exists(saved.filter(history_date__gte=first)))
        )
    ).order_by(F("due").asc(nulls_last=True), "programme", "sort_key", "pk")


def plain(item: Any, *, today: date) -> Due:
    """The row of an item that is saved by itself: what the saving needs. One statement."""
    last = item.updates.select_related("by").first()
    return Due(item, "", _days_late(item, today), last, None, answered=False)


def _days_late(item: Any, today: date) -> int:
    due = item.due_date
    if due is None or due >= today or item.closed:
        return 0
    return max(working_days_between(due, today, holidays=england()), 1)


def _due(item: Any, updates: dict[int, Update], since: dict[int, datetime], today: date) -> Due:
    last = updates.get(item.last_id)
    asked_since = since.get(item.programme_id) or morning(today.replace(day=1))
    told = last is not None and last.written_at >= asked_since
    saved = item.saved_at is not None and item.saved_at >= asked_since
    late = _days_late(item, today)
    return Due(
        item=item,
        why=_why(item, today, late),
        days_late=late,
        last=last,
        shared=updates.get(item.shared_id),
        answered=(told or saved) and not item.is_asked,
    )


def _why(item: Any, today: date, late: int) -> str:
    due = item.due_date
    if item.closed:
        return ""
    if item.is_asked:
        return "asked"
    if late:
        return "overdue"
    if due is not None and today <= due <= today + SOON:
        return "soon"
    if item.start_date is not None and item.start_date < today and item.percent == 0:
        return "start"
    return "stale" if item.is_stale else ""
