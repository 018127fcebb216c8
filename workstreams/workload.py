"""How much each person of a programme carries: open, overdue and due this month. Reads only."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet

from workstreams.importing import owners
from workstreams.models import CLOSED, Item, ItemOwner, Person, Programme, WorkstreamOwner

_OPEN = ~Q(item__status__in=CLOSED) & (Q(item__percent__isnull=True) | Q(item__percent__lt=100))


@dataclass(frozen=True, slots=True)
class Load:
    """One person's part in a programme."""

    person: Person
    owned: int = 0
    open: int = 0
    overdue: int = 0
    this_month: int = 0
    led: int = 0


@dataclass(frozen=True, slots=True)
class Likely:
    """Two names that may be one person: `person` the one who would go, `into` the one who would stay."""

    person: Person
    into: Person
    why: str


WHY = {
    "misspelt": "nearly the same letters",
    "initials": "the same initials, and nobody else has them",
    "initial and surname": "initials and the same surname",
    "first name": "the only one with this first name",
}


def people_of(programme: Programme) -> QuerySet[Person]:
    """Everybody in whose name something stands in a programme."""
    return Person.objects.filter(
        Q(pk__in=ItemOwner.objects.filter(item__programme=programme).values("person"))
        | Q(pk__in=WorkstreamOwner.objects.filter(workstream__programme=programme).values("person"))
        | Q(sponsors=programme)
        | Q(manages=programme)
        | Q(risk_rows__programme=programme)
        | Q(issue_rows__programme=programme)
    ).distinct()


def loads(programme: Programme, *, today: date) -> list[Load]:
    """Everybody's load, the heaviest first. Three statements, whatever the number of people."""
    late = Q(item__revised_date__lt=today) | Q(
        item__revised_date__isnull=True, item__target_date__lt=today
    )
    last = today.replace(day=monthrange(today.year, today.month)[1])
    span = (today.replace(day=1), last)
    due = Q(item__revised_date__range=span) | Q(
        item__revised_date__isnull=True, item__target_date__range=span
    )
    counts = {
        row["person"]: row
        for row in ItemOwner.objects.filter(item__programme=programme).order_by().values("person").annotate(
            owned=Count("pk"), open=Count("pk", filter=_OPEN), overdue=Count("pk", filter=_OPEN & late),
            this_month=Count("pk", filter=_OPEN & due),
        )
    }  # fmt: skip
    led = dict(
        WorkstreamOwner.objects.filter(workstream__programme=programme, lead=True)
        .order_by().values_list("person").annotate(n=Count("pk"))
    )  # fmt: skip
    found = []
    for person in people_of(programme).select_related("organisation"):
        row: dict[str, Any] = counts.get(person.pk, {})
        numbers = {name: row.get(name, 0) for name in ("owned", "open", "overdue", "this_month")}
        found.append(Load(person, **numbers, led=led.get(person.pk, 0)))
    return sorted(found, key=lambda load: (-load.overdue, -load.open, load.person.name))


def likely_one(carried: list[Load]) -> list[Likely]:
    """Pairs that may be one person, by spelling and initials: offered, never done."""
    by_name = {load.person.name: load.person for load in carried}
    counts = {
        load.person.name: load.owned + load.led for load in carried if load.person.kind == "person"
    }
    return [
        Likely(by_name[like.name], by_name[like.person], WHY[like.written])
        for like in owners.likenesses(counts)
        if like.name in by_name and like.person in by_name
    ]


def items_of(person: Person, programme: Programme) -> QuerySet[Item]:
    """What somebody owns in a programme, in the order of the plan."""
    return Item.objects.filter(programme=programme, ownerships__person=person).in_plan_order()
