"""People, their other names, and what users may do."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from workstreams.models import (
    Board,
    Membership,
    Organisation,
    Person,
    PersonAlias,
    Programme,
    Workstream,
)
from workstreams.models.rights import forget

from .base import Refused, save


@transaction.atomic
def add_person(
    *,
    name: str,
    by: Any,
    now: datetime,
    kind: str = "person",
    job_title: str = "",
    email: str = "",
    organisation: Organisation | None = None,
    user: Any = None,
) -> Person:
    """A new owner of work. Raises Refused when the name is blank."""
    if not name.strip():
        raise Refused("Give a name.", field="name")
    person = Person(
        name=name.strip(),
        kind=kind,
        job_title=job_title,
        email=email,
        organisation=organisation,
        user=user,
    )
    return save(person, by=by, now=now)


@transaction.atomic
def add_alias(person: Person, *, text: str, by: Any, now: datetime) -> PersonAlias:
    """Remembers another way in which a person's name is written (X0-26)."""
    found = PersonAlias.objects.filter(person=person, text=text.strip()).first()
    return found or save(PersonAlias(person=person, text=text.strip()), by=by, now=now)


@transaction.atomic
def grant(
    *,
    user: Any,
    role: str,
    by: Any,
    now: datetime,
    programme: Programme | None = None,
    workstream: Workstream | None = None,
    board: Board | None = None,
) -> Membership:
    """Gives a user a role; giving it twice changes nothing."""
    place = {"programme": programme, "workstream": workstream, "board": board}
    found = Membership.objects.filter(user=user, role=role, **place).first()
    if found is None:
        found = save(Membership(user=user, role=role, **place), by=by, now=now)
    forget(user)
    return found


@transaction.atomic
def withdraw(membership: Membership, *, by: Any, now: datetime, reason: str = "") -> None:
    """Takes a role away; the history keeps that it was held."""
    membership._history_user = by  # type: ignore[attr-defined]
    membership._history_date = now  # type: ignore[attr-defined]
    membership._change_reason = reason  # type: ignore[attr-defined]
    membership.delete()
    forget(membership.user)
