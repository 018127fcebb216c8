"""Making an account and changing one."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from tracker.accounts.models import User
from workstreams.actions import people
from workstreams.actions.base import Refused, save
from workstreams.models import Person, Programme


@transaction.atomic
def make_account(
    *,
    full_name: str,
    email: str,
    by: Any,
    now: datetime,
    programme: Programme | None = None,
    role: str = "",
    person: Person | None = None,
) -> User:
    """An account without a password, with a role to begin with; a link lets its owner set one.

    Somebody who works on a plan is also named in it: `person`, or a new one. Raises Refused when the
    address has an account already.
    """
    email = email.strip().lower()
    if not full_name.strip():
        raise Refused("Give the name.", field="full_name")
    if User.objects.filter(email=email).exists():
        raise Refused(
            "That address has an account already. Give it a role on the programme's page of settings.",
            field="email",
        )
    user = User.objects.create_user(email, None, full_name=full_name.strip(), date_joined=now)
    if person is not None:
        fresh = Person.objects.select_for_update().get(pk=person.pk)
        if fresh.user_id is not None:
            raise Refused(f"{fresh} signs in already.", field="person")
        fresh.user = user
        fresh.email = fresh.email or email
        fresh.version += 1
        save(fresh, by=by, now=now, fields=["user", "email", "version"])
    elif role in ("contributor", "manager", "office"):
        people.add_person(name=full_name, email=email, user=user, by=by, now=now)
    if programme is not None and role:
        people.grant(user=user, role=role, programme=programme, by=by, now=now)
    return user


@transaction.atomic
def amend_account(user: User, *, full_name: str, email: str, is_active: bool, by: Any) -> User:
    """Changes the name, the address or whether the account may be used.

    Raises Refused when the address is another's, or somebody would shut their own account, or an
    administrator's without being one.
    """
    fresh = User.objects.select_for_update().get(pk=user.pk)
    email = email.strip().lower()
    if fresh.is_superuser and not by.is_superuser:
        raise Refused("Only an administrator changes the account of an administrator.")
    if User.objects.filter(email=email).exclude(pk=fresh.pk).exists():
        raise Refused("That address belongs to another account.", field="email")
    if not is_active and fresh.pk == by.pk:
        raise Refused("You cannot shut your own account.", field="is_active")
    fresh.full_name, fresh.email, fresh.is_active = full_name.strip(), email, is_active
    fresh.save(update_fields=["full_name", "email", "is_active"])
    return fresh
