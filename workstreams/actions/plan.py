"""Building a plan: its items, and who owns them. Workstreams are in `tree`, phases in `phases`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction

from workstreams.dates.bank_holidays import england
from workstreams.models import Item, ItemOwner, Person, Phase, Workstream
from workstreams.rag import rate_item

from .base import Refused, add_all, save
from .places import next_place
from .rating import limits_of


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
    another workstream, the place is closed or the title is blank.
    """
    if not title.strip():
        raise Refused("Give the item a title.", field="title")
    if phase is not None and phase.workstream_id != workstream.pk:
        raise Refused("The phase belongs to another workstream.", field="phase")
    position, key = next_place(workstream.programme, workstream=workstream, phase=phase)
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
        sort_key=key,
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
