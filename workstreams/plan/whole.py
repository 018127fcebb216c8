"""What a page of the plan needs to know of the whole plan: its branches, what may be chosen, its counts.

All three are kept until a plan changes (`workstreams.plan.kept`), so a page of a plan of 50,000 items costs
what a page of 1,000 costs. Each is one statement when it is read; nothing given out may be changed.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import (
    BooleanField,
    Case,
    CharField,
    Count,
    Exists,
    F,
    OuterRef,
    Value,
    When,
)
from django.db.models.functions import Cast

from workstreams.filters.plan import CHIPS
from workstreams.models import Item, ItemOwner, Person, Programme, SavedView
from workstreams.models.rights import rights_of
from workstreams.plan import kept
from workstreams.plan.outline import Branch, branches


@dataclass(frozen=True, slots=True)
class View:
    """A saved view as the plan offers it."""

    pk: int
    name: str
    query: str
    shared: bool
    mine: bool


@dataclass(frozen=True, slots=True)
class Choices:
    """Whom and what the reader may choose: people who own an item, views by name."""

    owners: tuple[tuple[int, str], ...]
    views: tuple[View, ...]


def tree_of(programme: Programme, user: Any) -> tuple[Branch, ...]:
    """The branches of a programme that the user sees, in plan order."""
    return kept.remembered(
        "tree",
        scope_of(programme, user),
        state=kept.state_of(programme),
        make=lambda: tuple(branches(programme, user)),
    )


def choices_of(programme: Programme, user: Any) -> Choices:
    """The people who own an item that the user sees, by name, and the views the user sees."""
    return kept.remembered(
        "choices",
        (scope_of(programme, user), user.pk),
        state=kept.state_of(programme),
        make=lambda: _choices(programme, user),
    )


def counts_of(programme: Programme, user: Any, *, today: date) -> dict[str, int]:
    """How many items the user sees ("total"), and how many each chip keeps, by its name."""
    return kept.remembered(
        "counts",
        (scope_of(programme, user), user.pk, today),
        state=kept.state_of(programme),
        make=lambda: _counts(programme, user, today),
    )


def scope_of(programme: Programme, user: Any) -> Hashable:
    """The programme and what of it the user sees: readers of the same share what is kept."""
    rights = rights_of(user)
    if rights.reads_whole(programme.pk):
        return programme.pk, "whole"
    return programme.pk, frozenset(
        branch.sort_key for branch in rights.seen_branches if branch.programme_id == programme.pk
    )


def _choices(programme: Programme, user: Any) -> Choices:
    """People and views, told apart by whether there is a query."""
    owning = ItemOwner.objects.filter(person=OuterRef("pk"), item__programme=programme)
    rights = rights_of(user)
    if not rights.reads_whole(programme.pk):
        owning = owning.filter(rights.within("item__programme", "item__sort_key"))
    nothing = Value(None, CharField())
    people = (
        Person.objects.filter(Exists(owning))
        .order_by()
        .annotate(query=nothing, shared=Value(False), mine=Value(False))
        .values_list("pk", "name", "query", "shared", "mine")
    )
    views = (
        SavedView.objects.visible_to(user)
        .filter(programme=programme)
        .order_by()
        .annotate(
            asked=Cast(F("query"), CharField()),
            own=Case(When(by=user.pk, then=True), default=False, output_field=BooleanField()),
        )
        .values_list("pk", "name", "asked", "shared", "own")
    )
    rows = sorted(people.union(views, all=True), key=lambda row: (row[1].casefold(), row[0]))
    return Choices(
        owners=tuple((row[0], row[1]) for row in rows if row[2] is None),
        views=tuple(View(*row) for row in rows if row[2] is not None),
    )


def _counts(programme: Programme, user: Any, today: date) -> dict[str, int]:
    items = Item.objects.visible_to(user).filter(programme=programme).order_by()
    asked = {name: Count("pk", filter=keep(user, today)) for name, _, keep in CHIPS}
    return items.aggregate(total=Count("pk"), **asked)
