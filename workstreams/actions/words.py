"""Words beside the plan: terms, comments, checkpoints, what else is known of an item, its lead."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from workstreams.models import (
    Checkpoint,
    Comment,
    GlossaryTerm,
    Item,
    Membership,
    Notice,
    Person,
    Programme,
    Role,
    Workstream,
    WorkstreamOwner,
)
from workstreams.when import When

from .base import Refused, add_all, save
from .parts import change, filled, locked
from .people import grant, withdraw


@transaction.atomic
def add_term(
    *,
    short: str,
    long: str,
    by: Any,
    now: datetime,
    meaning: str = "",
    programme: Programme | None = None,
) -> GlossaryTerm:
    """What an abbreviation stands for: everywhere, or in one programme, which wins there."""
    _term_is_free(short, long, programme)
    term = GlossaryTerm(
        programme=programme, short=short.strip(), long=long.strip(), meaning=meaning.strip()
    )
    return save(term, by=by, now=now)


@transaction.atomic
def amend_term(
    term: GlossaryTerm,
    *,
    facts: Mapping[str, Any],
    by: Any,
    now: datetime,
    version: int | None = None,
) -> GlossaryTerm:
    """Changes a term."""
    fresh = locked(term, version=version)
    _term_is_free(
        facts.get("short", fresh.short),
        facts.get("long", fresh.long),
        fresh.programme,
        apart_from=fresh.pk,
    )
    return change(fresh, facts, by=by, now=now)


@transaction.atomic
def drop_term(term: GlossaryTerm, *, by: Any, now: datetime) -> None:
    """Takes a term away; the history keeps it."""
    term._history_user, term._history_date = by, now  # type: ignore[attr-defined]
    term.delete()


def _term_is_free(
    short: str, long: str, programme: Programme | None, *, apart_from: int | None = None
) -> None:
    if not short.strip():
        raise Refused("Give the abbreviation.", field="short")
    if not long.strip():
        raise Refused("Say what it stands for.", field="long")
    same = GlossaryTerm.objects.filter(programme=programme, short__iexact=short.strip())
    if apart_from is not None:
        same = same.exclude(pk=apart_from)
    if same.exists():
        raise Refused(f"{short.strip()} is in the glossary already.", field="short")


@transaction.atomic
def comment(
    *,
    text: str,
    by: Any,
    now: datetime,
    item: Item | None = None,
    workstream: Workstream | None = None,
) -> Comment:
    """A remark beside an item or a workstream, that no report, export or mail may hold (S3-42)."""
    if not text.strip():
        raise Refused("Write something.", field="text")
    row = Comment(item=item, workstream=workstream, text=text.strip(), by=by, written_at=now)
    return save(row, by=by, now=now)


@transaction.atomic
def resolve(row: Comment, *, by: Any, now: datetime, resolved: bool = True) -> Comment:
    """Says that a remark is dealt with, or that it is not."""
    fresh = Comment.objects.select_for_update().get(pk=row.pk)
    fresh.resolved_at = now if resolved else None
    return save(fresh, by=by, now=now, fields=["resolved_at"])


@transaction.atomic
def add_checkpoint(item: Item, *, title: str, when: When, by: Any, now: datetime) -> Checkpoint:
    """A dated step inside an item (S2-11)."""
    if not title.strip() and when.is_blank:
        raise Refused("Give a date or say what is to be there by then.", field="when")
    last = Checkpoint.objects.filter(item=item).aggregate(last=Max("position"))["last"] or 0
    row = filled(Checkpoint(item=item, position=last + 1), {"title": title, "when": when})
    return save(row, by=by, now=now)


@transaction.atomic
def tick_checkpoint(row: Checkpoint, *, done_on: date | None, by: Any, now: datetime) -> Checkpoint:
    """Says on which day a checkpoint was reached, or takes that back."""
    fresh = Checkpoint.objects.select_for_update().get(pk=row.pk)
    fresh.done_on = done_on
    return save(fresh, by=by, now=now, fields=["done_on"])


@transaction.atomic
def drop_checkpoint(row: Checkpoint, *, by: Any, now: datetime) -> None:
    """Takes a checkpoint away; the history keeps it."""
    row._history_user, row._history_date = by, now  # type: ignore[attr-defined]
    row.delete()


@transaction.atomic
def describe(
    item: Item,
    *,
    facts: Mapping[str, Any],
    by: Any,
    now: datetime,
    reason: str = "",
    version: int | None = None,
) -> Item:
    """What else is known of an item: success measure, evidence, source, recurrence and the like.

    None of it enters the rating, so nothing is rated again.
    """
    fresh = locked(item, version=version)
    for name in ("same_update_as", "duplicate_of"):
        other = facts.get(name)
        if other is not None and other.pk == fresh.pk:
            raise Refused("An item cannot point at itself.", field=name)
        if other is not None and other.programme_id != fresh.programme_id:
            raise Refused("The other item belongs to another programme.", field=name)
    changed = change(fresh, facts, by=by, now=now, reason=reason)
    if changed.version != item.version:
        Item.objects.filter(pk=item.pk).update(changed_at=now)
    return changed


@transaction.atomic
def describe_workstream(
    workstream: Workstream,
    *,
    facts: Mapping[str, Any],
    by: Any,
    now: datetime,
    version: int | None = None,
) -> Workstream:
    """What else is known of a workstream: objective, scope, priority, impact and the like.

    Its rating is declared elsewhere, with its reason.
    """
    fresh = locked(workstream, version=version)
    if "title" in facts and not facts["title"].strip():
        raise Refused("A workstream needs a title.", field="title")
    return change(fresh, facts, by=by, now=now)


@transaction.atomic
def change_lead(
    workstream: Workstream,
    *,
    person: Person,
    by: Any,
    now: datetime,
    address: str = "",
    reason: str = "",
) -> WorkstreamOwner:
    """Gives a workstream another lead, and tells the old and the new one (S4-10).

    The old lead stays as support. Where the two have accounts, the right to edit the branch goes
    from the old to the new. `address` is the page that the notices lead to.
    """
    locked(workstream, version=None)
    owners = list(
        WorkstreamOwner.objects.select_related("person__user").filter(workstream=workstream)
    )
    old = next((owner for owner in owners if owner.lead), None)
    if old is not None and old.person_id == person.pk:
        raise Refused(f"{person} leads it already.", field="person")
    if old is not None:
        old.lead = False
        save(old, by=by, now=now, reason=reason, fields=["lead"])
        _withdraw_lead(workstream, old.person.user, by=by, now=now, reason=reason)
    new = next((owner for owner in owners if owner.person_id == person.pk), None)
    new = new or WorkstreamOwner(
        workstream=workstream,
        person=person,
        position=max((o.position for o in owners), default=-1) + 1,
    )
    new.lead = True
    save(new, by=by, now=now, reason=reason)
    if person.user is not None:
        grant(user=person.user, role=Role.LEAD, workstream=workstream, by=by, now=now)
    _tell(workstream, old.person if old else None, person, address=address, by=by, now=now)
    return new


def _withdraw_lead(
    workstream: Workstream, user: Any, *, by: Any, now: datetime, reason: str
) -> None:
    held = Membership.objects.select_related("user").filter(
        user=user, role=Role.LEAD, workstream=workstream
    )
    for membership in held if user is not None else ():
        withdraw(membership, by=by, now=now, reason=reason or "Another lead")


def _tell(
    workstream: Workstream, old: Person | None, new: Person, *, address: str, by: Any, now: datetime
) -> None:
    told = [(new, f"You now lead {workstream}.")]
    if old is not None:
        told.append((old, f"{new} now leads {workstream}. You stay on it as support."))
    add_all(
        [
            Notice(user=person.user, text=text, address=address, created_at=now)
            for person, text in told
            if person.user is not None
        ],
        by=by,
        now=now,
    )


@transaction.atomic
def read_notices(*, user: Any, now: datetime) -> int:
    """Marks all of a user's notices as read; answers how many were new."""
    fresh = Notice.objects.filter(user=user, read_at__isnull=True)
    for notice in fresh:
        notice.read_at = now
        save(notice, by=user, now=now, fields=["read_at"])
    return len(fresh)
