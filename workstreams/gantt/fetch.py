"""The statements of the timeline: branches with the people of the plan, and the items of one page.

Two statements whatever the size; the first is kept until a plan changes. Items come as columns, not
as models: five hundred rows are drawn from what is needed and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import (
    BooleanField,
    Count,
    DateField,
    Exists,
    IntegerField,
    OuterRef,
    Q,
    Value,
)

from workstreams.models import Item, ItemOwner, Person, Programme
from workstreams.models.rights import rights_of
from workstreams.plan import kept
from workstreams.plan.outline import Branch, branch_rows, roll_up
from workstreams.plan.whole import scope_of

from .asked import Asked
from .span import Kept

PER_PAGE = 500
PERSON = "person"
DATES = tuple(
    f"{name}_{part}"
    for name in ("start", "target", "revised")
    for part in ("text", "date", "precision", "certainty", "waiting_on")
)
COLUMNS = (
    "pk", "sort_key", "kind", "ref", "title", "key", "statutory", "percent", "status",
    "declared_rag", "computed_rag", *DATES,
)  # fmt: skip


@dataclass(slots=True)
class Line:
    """An item as the timeline draws it."""

    pk: int
    sort_key: str
    kind: str
    ref: str
    title: str
    key: bool
    statutory: bool
    percent: int | None
    status: str
    declared_rag: str
    computed_rag: str
    start: Kept
    target: Kept
    revised: Kept

    @property
    def label(self) -> str:
        """Number and title."""
        return f"{self.ref} {self.title}".strip()


@dataclass
class Page:
    """The items of one page, and where it stands in the whole."""

    lines: list[Line]
    number: int
    after: str | None  # the place of the item before the page
    more: bool


def branches_and_people(
    programme: Programme, user: Any
) -> tuple[tuple[Branch, ...], tuple[tuple[int, str], ...]]:
    """The branches in plan order, and who owns an item the user sees, by name; not to be changed."""
    return kept.remembered(
        "timeline",
        scope_of(programme, user),
        state=kept.state_of(programme),
        make=lambda: _branches_and_people(programme, user),
    )


def _branches_and_people(
    programme: Programme, user: Any
) -> tuple[tuple[Branch, ...], tuple[tuple[int, str], ...]]:
    """One statement."""
    owning = ItemOwner.objects.filter(
        rights_of(user).within("item__programme", "item__sort_key"),
        person=OuterRef("pk"),
        item__programme=programme,
    )
    people = (
        Person.objects.filter(Exists(owning))
        .order_by()
        .annotate(
            sort_key=Value(""), is_phase=Value(False, BooleanField()), level=Value(PERSON),
            ref=Value(""), brief=Value(""), percent=Value(None, IntegerField()),
            declared_rag=Value(""), computed_rag=Value(""),
            statutory=Value(False, BooleanField()), lead=Value(""), owners_text=Value(""),
            count=Count("pk"), first=Value(None, DateField()), last=Value(None, DateField()),
        )
        .values_list(
            "sort_key", "pk", "is_phase", "level", "ref", "name", "brief", "percent",
            "declared_rag", "computed_rag", "statutory", "lead", "owners_text", "count", "first",
            "last",
        )
    )  # fmt: skip
    rows = [
        Branch(*row)
        for row in branch_rows(programme, user).union(people, all=True).order_by("sort_key")
    ]
    named = sorted((row.title, row.pk) for row in rows if row.level == PERSON)
    return (
        tuple(roll_up([row for row in rows if row.level != PERSON])),
        tuple((pk, name) for name, pk in named),
    )


def lines_of(programme: Programme, *, user: Any, today: date, asked: Asked, shut: Q) -> Page:
    """The items of the page that is asked for, in plan order. One statement.

    `shut` keeps what may be seen with the branches folded as they are.
    """
    rows = (
        Item.objects.visible_to(user)
        .filter(asked.condition(user=user, today=today), shut, programme=programme)
        .order_by("sort_key", "pk")
        .values_list(*COLUMNS)
    )
    begin = (asked.page - 1) * PER_PAGE
    found = list(rows[max(begin - 1, 0) : begin + PER_PAGE + 1])
    after = found.pop(0)[1] if begin and found else None
    return Page(list(_lines(found[:PER_PAGE])), asked.page, after, more=len(found) > PER_PAGE)


def _lines(rows: Iterable[tuple[Any, ...]]) -> Iterable[Line]:
    for row in rows:
        dates = (Kept(*row[at : at + 5]) for at in (11, 16, 21))
        yield Line(*row[:11], *dates)


def shut_of(branches: Sequence[Branch], asked: Asked) -> Q:
    """Leaves out, in the database, what stands under folded branches; their milestones stay.

    Only for branches at the top: what is folded further down is left out while the rows are drawn.
    """
    tops = [b for b in branches if b.depth == 0 and not b.is_phase]
    shut = [b.sort_key for b in tops if asked.fold.shuts(token(b))]
    if not shut:
        return Q()
    kept = Q(kind="milestone")
    for branch in tops:
        if branch.sort_key not in shut:
            kept |= Q(sort_key__startswith=branch.sort_key)
    return kept


def token(branch: Branch) -> str:
    """How the address names a branch."""
    return f"{'p' if branch.is_phase else 'w'}{branch.pk}"


__all__ = ["Line", "Page", "branches_and_people", "lines_of", "shut_of", "token"]
