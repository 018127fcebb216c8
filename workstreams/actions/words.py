"""Words beside the plan: terms, comments, checkpoints, what else is known of an item, its lead."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from workstreams.dates.bank_holidays import england
from workstreams.models import (
    Checkpoint,
    Comment,
    GlossaryTerm,
    Item,
    Membership,
    Notice,
    Person,
    Programme,
    Recurrence,
    Role,
    Timeliness,
    Workstream,
    WorkstreamOwner,
)
from workstreams.rag import rate_item
from workstreams.when import When

from .base import Refused, save, take_away
from .notices import tell_users
from .parts import change, filled, locked
from .people import grant, withdraw
from .rating import limits_of


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
    take_away(term, by=by, now=now)


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
def amend_checkpoint(
    row: Checkpoint,
    *,
    title: str,
    when: When,
    by: Any,
    now: datetime,
    version: int | None = None,
) -> Checkpoint:
    """Changes what is there by then, or the date. Raises Conflict when it moved on since `version`."""
    if not title.strip() and when.is_blank:
        raise Refused("Give a date or say what is to be there by then.", field="when")
    return change(locked(row, version=version), {"title": title, "when": when}, by=by, now=now)


@transaction.atomic
def tick_checkpoint(
    row: Checkpoint,
    *,
    done_on: date | None,
    by: Any,
    now: datetime,
    version: int | None = None,
) -> Checkpoint:
    """Says on which day a checkpoint was reached, or takes that back."""
    return change(locked(row, version=version), {"done_on": done_on}, by=by, now=now)


@transaction.atomic
def drop_checkpoint(row: Checkpoint, *, by: Any, now: datetime) -> None:
    """Takes a checkpoint away; the history keeps it."""
    take_away(row, by=by, now=now)


@transaction.atomic
def describe(
    item: Item,
    *,
    facts: Mapping[str, Any],
    by: Any,
    now: datetime,
    today: date | None = None,
    reason: str = "",
    version: int | None = None,
) -> Item:
    """What is known of an item beside its progress: title, kind, scope, success measure, source and the like.

    The kind and the key flag enter the rating: with one of them `today` is needed, and the item is
    rated again. Raises Refused for a blank title, an item that points at itself or outside its
    programme, or something that goes on with no day on which it is looked at (S0-24).
    """
    fresh = locked(item, version=version)
    if "title" in facts and not facts["title"].strip():
        raise Refused("An item needs a title.", field="title")
    for name in ("same_update_as", "duplicate_of"):
        other = facts.get(name)
        if other is not None and other.pk == fresh.pk:
            raise Refused("An item cannot point at itself.", field=name)
        if other is not None and other.programme_id != fresh.programme_id:
            raise Refused("The other item belongs to another programme.", field=name)
    off = facts.get("timeliness") == Timeliness.OFF_TRACK != fresh.timeliness
    if off and not fresh.revised_text:
        raise Refused(
            "Give the forecast and why it moved first (Update this item): off track without a new "
            "date tells nobody when.",
            field="timeliness",
        )
    if facts.get("recurrence") == Recurrence.ONGOING and not facts.get(
        "review_on", fresh.review_on
    ):
        raise Refused("It goes on, so say on which day it is to be looked at.", field="review_on")
    seen = fresh.version
    changed = change(fresh, facts, by=by, now=now, reason=reason)
    if changed.version != seen:
        more: dict[str, Any] = {"changed_at": now}
        if today is not None and {"kind", "key"} & set(facts):
            changed.computed_rag = more["computed_rag"] = rate_item(
                changed.facts(),
                today=today,
                limits=limits_of(changed.programme),
                holidays=england(),
            ).rag.value
        Item.objects.filter(pk=item.pk).update(**more)
    return changed


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
    sentences = {person.user_id: text for person, text in told if person.user_id is not None}
    tell_users(sentences, address=address, by=by, now=now)


@transaction.atomic
def read_notices(*, user: Any, now: datetime) -> int:
    """Marks all of a user's notices as read; answers how many were new."""
    fresh = Notice.objects.filter(user=user, read_at__isnull=True)
    for notice in fresh:
        notice.read_at = now
        save(notice, by=user, now=now, fields=["read_at"])
    return len(fresh)
