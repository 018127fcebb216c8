"""Places in the plan: giving a new row one, and moving a branch with everything under it.

A place is its parent's place and six digits (`workstreams.models.place`), so moving a branch means
new keys for all that stands under it (`keys`). Keys follow from parents and positions, so they leave
no history; a position that changes does.

Whoever gives or changes a place holds the row of the programme first (`hold`), so two people never
give one place twice, and a branch cannot be moved while something is put into it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection, models
from django.db.models import F, Max, QuerySet, Value
from django.db.models.functions import Length

from workstreams.models import (
    STEP,
    Phase,
    Programme,
    Workstream,
    place,
)

from .base import Refused

#: The deepest place that a key of 120 digits leaves room for, with a phase and an item under it.
DEEPEST = 12
#: The largest position that six digits hold.
LAST = 10**STEP - 1

Branch = Workstream | Phase


def place_of(position: int) -> str:
    """The six digits of a position."""
    return place("", position)


def hold(programme: Programme) -> Programme:
    """The programme, locked until the transaction ends: nobody else gives or changes a place."""
    return Programme.objects.select_for_update(of=("self",)).get(pk=programme.pk)


def fresh_key(branch: Branch) -> str:
    """The key of a branch as it is now. Ask while the programme is held."""
    return str(type(branch)._default_manager.values_list("sort_key", flat=True).get(pk=branch.pk))


def next_place(
    programme: Programme,
    *,
    workstream: Workstream | None = None,
    phase: Phase | None = None,
    closed: bool = False,
) -> tuple[int, str]:
    """The first free position under a phase, a workstream, or the top of the plan, and its key.

    Workstreams, phases and items under one parent share one sequence, so that the printed order
    of a sheet is kept even where it mixes them (X0-44). Holds the programme. Raises Refused when the
    parent is closed, unless `closed` says that what comes stood in it all along.
    """
    hold(programme)
    parent = phase or workstream
    base = _taking(parent, closed=closed) if parent is not None else ""
    found = [
        rows.aggregate(most=Max("position"))["most"]
        for rows in _children(programme, workstream, phase)
    ]
    position = max((most for most in found if most is not None), default=0) + 1
    return position, place(base, position)


def _taking(parent: Branch, *, closed: bool) -> str:
    """The key of a parent that may take something. Read while the programme is held, so nobody closes
    it meanwhile. One statement."""
    rows = type(parent)._default_manager.filter(pk=parent.pk)
    key, closed_on = rows.values_list("sort_key", "closed_on").get()
    if closed_on is not None and not closed:
        raise Refused(closed_sentence(parent), field="place")
    return str(key)


def closed_sentence(parent: Branch) -> str:
    """What is said when something is to be put into what is closed."""
    kind = "The phase " if isinstance(parent, Phase) else ""
    return f"{kind}{parent} is closed. Open it again first, or choose another place."


def _children(
    programme: Programme, workstream: Workstream | None, phase: Phase | None
) -> list[QuerySet[Any]]:
    """What stands straight under a parent, by table."""
    if phase is not None:
        return [phase.items.all()]
    if workstream is not None:
        return [
            workstream.children.all(),
            workstream.phases.all(),
            workstream.items.filter(phase__isnull=True),
        ]
    return [programme.workstreams.filter(parent__isnull=True)]


@dataclass(frozen=True)
class Sibling:
    """A row straight under the same parent."""

    position: int
    model: type[models.Model]
    pk: int


def children_of(programme: Programme, parent: Workstream | None) -> list[Sibling]:
    """All that stands straight under a parent, in order. Three statements."""
    found = [
        Sibling(position, rows.model, pk)
        for rows in _children(programme, parent, None)
        for position, pk in rows.order_by().values_list("position", "pk")
    ]
    return sorted(found, key=lambda each: (each.position, each.model.__name__, each.pk))


@dataclass(frozen=True)
class Room:
    """A position for a row, and the siblings from `low` to `high` that step aside by `by` for it."""

    position: int
    low: int = 0
    high: int = -1
    by: int = 0


def room(standing: list[Sibling], at: int) -> Room:
    """The position of a row that comes before `standing[at]` (at the end for `len`).

    Where two neighbours leave a gap nobody steps aside; otherwise the fewer of those before and
    those after do, up to the first gap.
    """
    before = standing[at - 1].position if at else 0
    if at == len(standing):
        return Room(before + 1)
    after = standing[at].position
    if after - before > 1:
        return Room((before + after) // 2)
    taken = {each.position for each in standing}
    right = after
    while right in taken:
        right += 1
    left = before
    while left in taken:
        left -= 1
    if left > 0 and before - left < right - after:
        return Room(before, left + 1, before, -1)
    return Room(after, after, right - 1, 1)


def step_aside(
    programme: Programme,
    parent: Workstream | None,
    aside: Room,
    *,
    by: Any,
    now: datetime,
    reason: str = "",
    apart_from: Branch,
) -> None:
    """Writes the new positions of those who step aside, each with its history row.

    At most six statements. Their keys are written by `rekey`.
    """
    if not aside.by:
        return
    for rows in _children(programme, parent, None):
        others = rows.exclude(pk=apart_from.pk) if isinstance(apart_from, rows.model) else rows
        asked = others.filter(position__gte=aside.low, position__lte=aside.high)
        if asked.update(position=F("position") + aside.by):
            # Beyond those who step aside there was a gap, so these are they and nobody else.
            low, high = aside.low + aside.by, aside.high + aside.by
            changed = others.filter(position__gte=low, position__lte=high)
            record(changed, by=by, now=now, reason=reason)


def record(rows: QuerySet[Any], *, by: Any, now: datetime, reason: str = "") -> None:
    """A history row for each of some rows that one UPDATE changed: one INSERT ... SELECT."""
    history = rows.model.history.model
    columns = [field for field in history.tracked_fields if field.name != history._meta.pk.name]
    said = {
        "history_date": Value(now, models.DateTimeField()),
        "history_type": Value("~", models.CharField()),
        "history_change_reason": Value(reason, models.TextField()),
        "history_user_id": Value(getattr(by, "pk", None), models.BigIntegerField()),
    }
    names = [field.attname for field in columns]
    chosen = rows.order_by().annotate(**said).values_list(*names, *said)
    sql, given = chosen.query.sql_with_params()
    quote = connection.ops.quote_name
    into = ", ".join([quote(field.column) for field in columns] + [quote(name) for name in said])
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {quote(history._meta.db_table)} ({into}) {sql}", given)


def levels_of(workstream: Workstream) -> int:
    """How many levels of workstreams a branch has, itself included."""
    inside = Workstream.objects.under(workstream)
    deepest = inside.aggregate(most=Max(Length("sort_key")))["most"] or len(workstream.sort_key)
    return int(deepest - len(workstream.sort_key)) // STEP + 1


def fits(levels: int, *, under: Workstream | None) -> None:
    """Raises Refused when so many levels would stand deeper than keys can say."""
    if levels + (len(under.sort_key) // STEP if under else 0) > DEEPEST:
        raise Refused(
            f"That would be more than {DEEPEST} levels deep. Choose a place nearer the top.",
            field="parent",
        )
