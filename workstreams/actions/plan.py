"""Building a plan: programmes, workstreams, phases, items, and who owns them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.text import slugify

from workstreams.bank_holidays import england
from workstreams.models import (
    Item,
    ItemOwner,
    Organisation,
    Person,
    Phase,
    Programme,
    Workstream,
    WorkstreamOwner,
    place,
)
from workstreams.rag import rate_item

from .base import Refused, add_all, save
from .rating import limits_of


@transaction.atomic
def create_programme(
    *,
    name: str,
    by: Any,
    now: datetime,
    organisation: Organisation | None = None,
    purpose: str = "",
    starts: date | None = None,
    ends: date | None = None,
) -> Programme:
    """A new, empty programme. Raises Refused when the name is blank or taken."""
    name = name.strip()
    if not name:
        raise Refused("Give the programme a name.", field="name")
    if Programme.objects.filter(name__iexact=name).exists():
        raise Refused(f"There is a programme called {name} already.", field="name")
    programme = Programme(
        name=name,
        slug=_free_slug(name),
        organisation=organisation,
        purpose=purpose,
        starts=starts,
        ends=ends,
    )
    return save(programme, by=by, now=now)


def _free_slug(name: str) -> str:
    """An address of its own, whatever the name: a number is added when the plain one is taken."""
    stem = slugify(name)[:70] or "programme"
    taken = set(Programme.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    number, slug = 1, stem
    while slug in taken:
        number += 1
        slug = f"{stem}-{number}"
    return slug


def next_position(
    *, programme: Programme, workstream: Workstream | None, phase: Phase | None
) -> int:
    """The first free position under a phase, a workstream, or the top of the plan.

    Workstreams, phases and items under one parent share one sequence, so that the printed order
    of a sheet is kept even where it mixes them (X0-44).
    """
    found: list[int | None] = []
    if phase is not None:
        found.append(phase.items.aggregate(most=Max("position"))["most"])
    elif workstream is not None:
        for rows in (
            workstream.children.all(),
            workstream.phases.all(),
            workstream.items.filter(phase__isnull=True),
        ):
            found.append(rows.aggregate(most=Max("position"))["most"])
    else:
        top = programme.workstreams.filter(parent__isnull=True)
        found.append(top.aggregate(most=Max("position"))["most"])
    return max((most for most in found if most is not None), default=0) + 1


@transaction.atomic
def add_workstream(
    *,
    programme: Programme,
    title: str,
    by: Any,
    now: datetime,
    parent: Workstream | None = None,
    owners: Sequence[Person] = (),
    **facts: Any,
) -> Workstream:
    """A new workstream at the end of its parent. `facts` are further columns of Workstream."""
    if not title.strip():
        raise Refused("Give the workstream a title.", field="title")
    position = next_position(programme=programme, workstream=parent, phase=None)
    workstream = Workstream(
        programme=programme,
        parent=parent,
        title=title.strip(),
        position=position,
        sort_key=place(parent.sort_key if parent else "", position),
        **facts,
    )
    save(workstream, by=by, now=now)
    add_all(
        [
            WorkstreamOwner(workstream=workstream, person=person, lead=n == 0, position=n)
            for n, person in enumerate(owners)
        ],
        by=by,
        now=now,
    )
    return workstream


@transaction.atomic
def add_phase(*, workstream: Workstream, name: str, by: Any, now: datetime, **facts: Any) -> Phase:
    """A new phase at the end of its workstream. `facts` are further columns of Phase."""
    if not name.strip():
        raise Refused("Give the phase a name.", field="name")
    position = next_position(programme=workstream.programme, workstream=workstream, phase=None)
    phase = Phase(
        workstream=workstream,
        name=name.strip(),
        position=position,
        sort_key=place(workstream.sort_key, position),
        **facts,
    )
    return save(phase, by=by, now=now)


@transaction.atomic
def add_item(
    *,
    workstream: Workstream,
    title: str,
    kind: str,
    by: Any,
    today: date,
    now: datetime,
    phase: Phase | None = None,
    owners: Sequence[Person] = (),
    **facts: Any,
) -> Item:
    """A new item at the end of its phase or workstream, rated as at `today`.

    `facts` are further columns of Item, dates as `When`. Raises Refused when the phase belongs to
    another workstream or the title is blank.
    """
    if not title.strip():
        raise Refused("Give the item a title.", field="title")
    if phase is not None and phase.workstream_id != workstream.pk:
        raise Refused("The phase belongs to another workstream.", field="phase")
    position = next_position(programme=workstream.programme, workstream=workstream, phase=phase)
    dates = {name: facts.pop(name) for name in ("start", "target", "revised") if name in facts}
    item = Item(
        programme=workstream.programme,
        workstream=workstream,
        phase=phase,
        title=title.strip(),
        kind=kind,
        position=position,
        created_at=now,
        changed_at=now,
        sort_key=place((phase or workstream).sort_key, position),
        **facts,
    )
    for name, value in dates.items():
        setattr(item, name, value)
    item.computed_rag = rate_item(
        item.facts(), today=today, limits=limits_of(workstream.programme), holidays=england()
    ).rag.value
    save(item, by=by, now=now)
    add_all(
        [
            ItemOwner(item=item, person=person, lead=n == 0, position=n)
            for n, person in enumerate(owners)
        ],
        by=by,
        now=now,
    )
    return item
