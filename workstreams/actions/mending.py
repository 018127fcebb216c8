"""Looking at what may be a fault of the plan and saying that it is none."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from workstreams.models import Accepted, Item, Person, Programme

from .base import save


@transaction.atomic
def accept(item: Item, *, fault: str, by: Any, now: datetime) -> Accepted:
    """Says that what looks like a fault of an item is as it should be; saying it twice changes nothing."""
    Item.objects.select_for_update(of=("self",)).get(pk=item.pk)
    found = Accepted.objects.filter(item=item, fault=fault).first()
    return found or save(
        Accepted(programme=item.programme, item=item, fault=fault, by=by, accepted_at=now),
        by=by,
        now=now,
    )


def pair(one: Person, two: Person) -> str:
    """What two names that are two people are remembered by, whichever is named first."""
    return f"{min(one.pk, two.pk)}:{max(one.pk, two.pk)}"


@transaction.atomic
def keep_apart(
    programme: Programme, *, one: Person, two: Person, by: Any, now: datetime
) -> Accepted:
    """Says that two names are two people; they are not offered for merging again in this programme."""
    Programme.objects.select_for_update().get(pk=programme.pk)
    row = {"programme": programme, "item": None, "fault": "same", "subject": pair(one, two)}
    found = Accepted.objects.filter(**row).first()
    return found or save(Accepted(**row, by=by, accepted_at=now), by=by, now=now)
