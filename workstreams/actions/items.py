"""Where an item stands and whose it is: moving it, its order, its owners, taking it away."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import models, transaction
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce

from workstreams.models import (
    Attachment,
    ChecklistLine,
    Checkpoint,
    Comment,
    Decision,
    Dependency,
    Issue,
    Item,
    ItemOwner,
    Person,
    Phase,
    Risk,
    Step,
    Update,
    Workstream,
)
from workstreams.models.plan import ItemQuerySet

from .base import Refused, save
from .parts import locked
from .places import hold, next_place


@transaction.atomic
def move(
    item: Item,
    *,
    workstream: Workstream,
    by: Any,
    now: datetime,
    phase: Phase | None = None,
    reason: str = "",
    version: int | None = None,
) -> Item:
    """Puts an item at the end of another workstream or phase of its programme.

    Raises Refused when that belongs to another programme, is closed, or the item stands there already,
    Conflict when the row has moved on since `version`.
    """
    hold(item.programme)  # before the item, as everybody does who gives places
    fresh = locked(item, version=version)
    if workstream.programme_id != fresh.programme_id:
        raise Refused("That workstream belongs to another programme.", field="place")
    if phase is not None and phase.workstream_id != workstream.pk:
        raise Refused("The phase belongs to another workstream.", field="place")
    if (fresh.workstream_id, fresh.phase_id) == (workstream.pk, phase.pk if phase else None):
        raise Refused("It stands there already.", field="place")
    fresh.position, fresh.sort_key = next_place(fresh.programme, workstream=workstream, phase=phase)
    fresh.workstream, fresh.phase = workstream, phase
    fields = ["workstream", "phase", "position", "sort_key"]
    return _saved(fresh, fields, by=by, now=now, reason=reason)


def siblings(item: Item) -> ItemQuerySet:
    """The items that stand under the same phase, or straight under the same workstream, in order."""
    rows = Item.objects.filter(workstream=item.workstream_id, phase=item.phase_id)
    return rows.order_by("sort_key", "pk")


@transaction.atomic
def reorder(item: Item, *, up: bool, by: Any, now: datetime) -> Item:
    """Changes places with the item before it, or after it. Raises Refused at the end of the list."""
    rows = list(siblings(item).select_for_update(of=("self",)))
    at = next(n for n, row in enumerate(rows) if row.pk == item.pk)
    to = at - 1 if up else at + 1
    if not 0 <= to < len(rows):
        raise Refused("It is the first there." if up else "It is the last there.")
    one, two = rows[at], rows[to]
    if one.sort_key == two.sort_key:  # rows of one place, in the order they came in
        two.position = one.position + 1
        two.sort_key = two.sort_key[:-6] + f"{two.position:06d}"
    one.position, two.position = two.position, one.position
    one.sort_key, two.sort_key = two.sort_key, one.sort_key
    _saved(two, ["position", "sort_key"], by=by, now=now)
    return _saved(one, ["position", "sort_key"], by=by, now=now)


#: What may hang on an item: the rows, the column that names it, and the word for one of them.
HANGS: tuple[tuple[type[models.Model], str, str], ...] = (
    (Update, "item", "update"),
    (Step, "item", "step on its route"),
    (Checkpoint, "item", "checkpoint"),
    (ChecklistLine, "item", "line of its checklist"),
    (Attachment, "item", "attachment"),
    (Comment, "item", "remark"),
    (Risk, "item", "risk"),
    (Issue, "item", "issue"),
    (Decision, "item", "decision"),
    (Dependency, "item", "dependency"),
    (Dependency, "on_item", "row that waits for it"),
    (Item, "same_update_as", "row that shares its update"),
    (Item, "duplicate_of", "duplicate"),
)


def hanging(item: Item) -> list[str]:
    """What hangs on an item, in words: "2 updates", "1 risk". Nothing hangs on a new one. One statement."""
    counts = {f"n{at}": _number(model, name) for at, (model, name, _) in enumerate(HANGS)}
    row = Item.objects.filter(pk=item.pk).values_list(*counts.values()).first() or ()
    words = [word for *_, word in HANGS]
    return [
        f"{n} {_several(word) if n > 1 else word}" for n, word in zip(row, words, strict=True) if n
    ]


def _number(model: type[models.Model], name: str) -> Coalesce:
    rows = model._default_manager.filter(**{name: OuterRef("pk")}).order_by()
    return Coalesce(Subquery(rows.values(name).annotate(n=Count("pk")).values("n")), 0)


def _several(word: str) -> str:
    first, _, rest = word.partition(" ")
    plural = f"{first[:-1]}ies" if first.endswith("y") else f"{first}s"
    return f"{plural} {rest}".strip()


@transaction.atomic
def drop(
    item: Item, *, by: Any, now: datetime, reason: str = "", version: int | None = None
) -> None:
    """Takes an item away on which nothing hangs; its history stays. Raises Refused when something does."""
    fresh = locked(item, version=version)
    if held := hanging(fresh):
        raise Refused(
            f"It has {', '.join(held)}, so it cannot be taken away. Cancel it instead: what was said stays."
        )
    for owner in fresh.ownerships.all():
        _take_away(owner, by=by, now=now, reason=reason)
    _take_away(fresh, by=by, now=now, reason=reason)


@transaction.atomic
def set_owners(
    item: Item,
    *,
    lead: Person | None,
    support: Sequence[Person] = (),
    by: Any,
    now: datetime,
    reason: str = "",
    version: int | None = None,
) -> Item:
    """Who owns an item: one lead, others support, in the order given (X0-22).

    Raises Refused when there is support but no lead, Conflict when the row has moved on since
    `version`. Whoever goes or comes has a history row; nothing is written when nothing changes.
    """
    fresh = locked(item, version=version)
    wanted = list(dict.fromkeys([lead, *support])) if lead else list(dict.fromkeys(support))
    if lead is None and wanted:
        raise Refused("Say who leads it.", field="lead")
    _still_there(wanted)
    standing = {row.person_id: row for row in ItemOwner.objects.filter(item=fresh)}
    places = {
        person.pk: (n == 0, n) for n, person in enumerate(wanted) if isinstance(person, Person)
    }
    before = {pk: (row.lead, row.position) for pk, row in standing.items()}
    if before == places:
        return fresh
    for pk, row in standing.items():
        if pk not in places:
            _take_away(row, by=by, now=now, reason=reason)
    kept = [row for pk, row in standing.items() if pk in places]
    for row in sorted(
        kept, key=lambda each: places[each.person_id][0]
    ):  # the old lead steps down first
        if before[row.person_id] != places[row.person_id]:
            row.lead, row.position = places[row.person_id]
            save(row, by=by, now=now, reason=reason, fields=["lead", "position"])
    for pk, (leads, position) in places.items():
        if pk not in standing:
            row = ItemOwner(item=fresh, person_id=pk, lead=leads, position=position)
            save(row, by=by, now=now, reason=reason)
    Item.objects.filter(pk=fresh.pk).update(version=fresh.version + 1, changed_at=now)
    fresh.version += 1
    return fresh


def _still_there(people: Sequence[Person | None]) -> None:
    """Holds the people who are to own something. Raises Refused when one was merged away meanwhile."""
    named = {person.pk: person for person in people if person is not None}
    held = Person.objects.select_for_update(of=("self",)).filter(pk__in=named).order_by("pk")
    gone = set(named) - set(held.values_list("pk", flat=True))
    if gone:
        raise Refused(
            f"{named[gone.pop()]} was merged into another name meanwhile. Choose again.",
            field="lead",
        )


def _take_away(row: Any, *, by: Any, now: datetime, reason: str) -> None:
    row._history_user, row._history_date, row._change_reason = by, now, reason
    row.delete()


def _saved(item: Item, fields: list[str], *, by: Any, now: datetime, reason: str = "") -> Item:
    item.version += 1
    item.changed_at = now
    return save(item, by=by, now=now, reason=reason, fields=[*fields, "version", "changed_at"])
