"""What one person has to do, read in a fixed number of statements."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from workstreams.bank_holidays import england
from workstreams.filters import owned_by
from workstreams.models import Item, ItemOwner, Programme, Workstream
from workstreams.models.plan import (
    STILL_OPEN,
    WITHOUT_USABLE_DATE,
    overdue,
    overdue_but_green,
    should_have_started,
    unowned,
)
from workstreams.models.rights import Rights, rights_of
from workstreams.timeline import scale_around
from workstreams.views.listing import Row, row_of

SHOWN = 20
SOON = timedelta(days=14)


@dataclass(frozen=True)
class Action:
    """One of your items, with why it is on the list."""

    row: Row
    why: str


def greeting(hour: int) -> str:
    """Good morning, afternoon or evening, by the hour of a day in London."""
    return "Good morning" if hour < 12 else "Good afternoon" if hour < 18 else "Good evening"


def counts(user: Any, *, today: date) -> dict[str, int]:
    """How many items you own, and how many of them want something. One statement."""
    mine = Item.objects.visible_to(user).filter(owned_by(user))
    return mine.order_by().aggregate(
        all=Count("pk"),
        open=Count("pk", filter=STILL_OPEN),
        overdue=Count("pk", filter=overdue(today)),
        green=Count("pk", filter=overdue_but_green(today)),
        started=Count("pk", filter=should_have_started(today)),
        undated=Count("pk", filter=STILL_OPEN & WITHOUT_USABLE_DATE),
        soon=Count("pk", filter=_soon(today)),
    )


def _soon(today: date) -> Q:
    due = Q(revised_date__range=(today, today + SOON)) | Q(
        revised_date__isnull=True, target_date__range=(today, today + SOON)
    )
    return STILL_OPEN & due


def actions(user: Any, *, today: date) -> list[Action]:
    """Your open items that want something now: the longest overdue first. One statement."""
    rows: QuerySet[Item] = (
        Item.objects.with_access(user)
        .filter(owned_by(user), STILL_OPEN)
        .filter(overdue(today) | _soon(today) | should_have_started(today))
        .annotate(due=Coalesce("revised_date", "target_date"))
        .select_related("workstream")
        .order_by(F("due").asc(nulls_last=True), "programme", "sort_key", "pk")
    )
    scale, holidays = scale_around(today), england()
    found = [row_of(item, scale, holidays, flat=True) for item in rows[:SHOWN]]
    return [Action(row, _why(row, today)) for row in found]


def _why(row: Row, today: date) -> str:
    due = row.item.due_date
    if row.days_late:
        return "overdue"
    if due is not None and today <= due <= today + SOON:
        return "due soon"
    return "should have started"


@dataclass(frozen=True)
class Mine:
    """A programme you see, with its counts and your part in it."""

    programme: Any  # with its numbers
    part: str

    @property
    def figures(self) -> tuple[tuple[str, str, int], ...]:
        """Chip of the plan, words and number of what wants attention."""
        row = self.programme
        return (
            ("overdue", "Overdue", row.late_number),
            ("green", "of them Green", row.green_number),
            ("undated", "Without a date", row.undated_number),
            ("unowned", "Unowned", row.unowned_number),
        )


def programmes(user: Any, *, today: date) -> list[Mine]:
    """The programmes you see, with how many workstreams, items and overdue items. One statement."""
    items = Item.objects.visible_to(user).filter(programme=OuterRef("pk")).order_by()
    top = Workstream.objects.visible_to(user).numbered().filter(programme=OuterRef("pk")).order_by()
    owned = ItemOwner.objects.filter(item__programme=OuterRef("pk"), person__user=user.pk)
    rows = (
        Programme.objects.visible_to(user)
        .annotate(
            items_number=_number(items),
            late_number=_number(items.filter(overdue(today))),
            green_number=_number(items.filter(overdue_but_green(today))),
            undated_number=_number(items.filter(WITHOUT_USABLE_DATE)),
            unowned_number=_number(items.filter(unowned())),
            workstreams_number=_number(top),
            owns=Exists(owned),
        )
        .order_by("name")
    )
    rights = rights_of(user)
    return [Mine(row, _part(row, rights)) for row in rows]


def _number(rows: QuerySet[Any]) -> Coalesce:
    counted = rows.values("programme").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted), 0)


#: The strongest of several roles is named first.
PARTS = (
    ("office", "Programme office"),
    ("manager", "Programme manager"),
    ("sponsor", "Sponsor"),
    ("lead", "Workstream lead"),
    ("finance", "Finance"),
    ("contributor", "Action owner"),
    ("auditor", "Auditor, reads all"),
)


def _part(programme: Any, rights: Rights) -> str:
    held = [
        words
        for role, words in PARTS
        if role in rights.roles_everywhere or (programme.pk, role) in rights.roles
    ]
    if programme.owns and "Action owner" not in held:
        held.append("Action owner")
    return ", ".join(held) or "Board member, reads"
