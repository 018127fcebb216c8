"""People, their other names, and what users may do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction

from workstreams.models import (
    Board,
    Membership,
    Organisation,
    Person,
    PersonAlias,
    Programme,
    Role,
    Workstream,
)
from workstreams.models.rights import MANAGING, forget

from .base import Refused, save, take_away
from .parts import change, locked


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
def admit(
    programme: Programme,
    *,
    email: str,
    role: str,
    by: Any,
    now: datetime,
    workstream: Workstream | None = None,
) -> Membership:
    """Gives the account with this address a role in a programme; a lead leads one of its workstreams.

    Raises Refused when nobody signs in with the address, the account is shut, a lead has no workstream,
    or it is held already.
    """
    user = get_user_model().objects.filter(email=email.strip().lower()).first()
    if user is None:
        raise Refused(
            f"Nobody signs in with {email.strip()} yet. Make an account for them first.",
            field="email",
        )
    if not user.is_active:
        raise Refused("That account may not sign in any more. Open it again first.", field="email")
    if role == Role.LEAD and workstream is None:
        raise Refused("Choose the workstream that they lead.", field="workstream")
    if workstream is not None and workstream.programme_id != programme.pk:
        raise Refused("That workstream belongs to another programme.", field="workstream")
    where: dict[str, Any] = (
        {"workstream": workstream} if role == Role.LEAD else {"programme": programme}
    )
    if Membership.objects.filter(user=user, role=role, **where).exists():
        raise Refused(f"{user} has this role already.", field="role")
    return grant(user=user, role=role, by=by, now=now, **where)


@transaction.atomic
def dismiss(membership: Membership, *, by: Any, now: datetime, reason: str = "") -> None:
    """Takes a role in a programme away. Raises Refused when nobody would keep the programme any more."""
    programme = membership.programme
    if programme is not None and membership.role in MANAGING:
        Programme.objects.select_for_update().get(pk=programme.pk)
        others = Membership.objects.filter(programme=programme, role__in=MANAGING)
        if not others.exclude(pk=membership.pk).filter(user__is_active=True).exists():
            raise Refused(
                f"Nobody else keeps {programme}. Give another person the role of office or manager first."
            )
    withdraw(membership, by=by, now=now, reason=reason)


@transaction.atomic
def withdraw(membership: Membership, *, by: Any, now: datetime, reason: str = "") -> None:
    """Takes a role away; the history keeps that it was held."""
    membership._history_user = by  # type: ignore[attr-defined]
    membership._history_date = now  # type: ignore[attr-defined]
    membership._change_reason = reason  # type: ignore[attr-defined]
    membership.delete()
    forget(membership.user)


@transaction.atomic
def enrol(
    *, facts: Mapping[str, Any], aliases: Sequence[str], account: str, by: Any, now: datetime
) -> Person:
    """A new person with their other names and the account they sign in with. Raises Refused as
    `amend_person` does."""
    person = add_person(by=by, now=now, **facts)
    return amend_person(person, facts={}, aliases=aliases, account=account, by=by, now=now)


@transaction.atomic
def amend_person(
    person: Person,
    *,
    facts: Mapping[str, Any],
    aliases: Sequence[str],
    account: str,
    by: Any,
    now: datetime,
    version: int | None = None,
) -> Person:
    """Changes what is known of a person: names, post, address, organisation, and the account they sign in
    with (`account` is its address, "" for none).

    Raises Refused when the name is blank, or nobody signs in with the address, or somebody else does;
    Conflict when the row has moved on since `version`.
    """
    fresh = locked(person, version=version)
    if not facts.get("name", fresh.name).strip():
        raise Refused("Give a name.", field="name")
    fresh = change(fresh, {**facts, "user": _account(fresh, account)}, by=by, now=now)
    said = [text.strip()[:160] for text in aliases if text.strip()]
    standing = {row.text: row for row in fresh.aliases.all()}
    for text, row in standing.items():
        if text not in said:
            take_away(row, by=by, now=now)
    for text in dict.fromkeys(said):
        if text not in standing and text != fresh.name:
            save(PersonAlias(person=fresh, text=text), by=by, now=now)
    return fresh


def _account(person: Person, address: str) -> Any:
    if not address.strip():
        return None
    user = get_user_model().objects.filter(email=address.strip().lower()).first()
    if user is None:
        raise Refused(
            f"Nobody signs in with {address.strip()}. Make an account first, or leave this empty.",
            field="account",
        )
    if Person.objects.filter(user=user).exclude(pk=person.pk).exists():
        raise Refused(
            f"{user} is linked to another person in the plan. Merge the two, or take that link away.",
            field="account",
        )
    return user


@transaction.atomic
def add_organisation(*, name: str, by: Any, now: datetime, kind: str = "") -> Organisation:
    """A council, a health body, a provider. Raises Refused when the name is blank or taken."""
    _organisation_is_free(name)
    return save(Organisation(name=name.strip(), kind=kind.strip()), by=by, now=now)


@transaction.atomic
def amend_organisation(
    organisation: Organisation,
    *,
    facts: Mapping[str, Any],
    by: Any,
    now: datetime,
    version: int | None = None,
) -> Organisation:
    """Changes the name and kind of an organisation. Raises Refused when the name is blank or taken."""
    fresh = locked(organisation, version=version)
    _organisation_is_free(facts["name"], apart_from=fresh.pk)
    return change(fresh, facts, by=by, now=now)


def _organisation_is_free(name: str, *, apart_from: int = 0) -> None:
    if not name.strip():
        raise Refused("Give the organisation a name.", field="name")
    if Organisation.objects.filter(name__iexact=name.strip()).exclude(pk=apart_from).exists():
        raise Refused(f"{name.strip()} is there already.", field="name")
