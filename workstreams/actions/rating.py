"""Ratings: computed again as days pass, and declared by the people who lead."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime
from typing import Any

from django.db import transaction

from workstreams.dates.bank_holidays import england
from workstreams.models import Item, Programme, Workstream
from workstreams.rag import STANDARD, ItemFacts, Limits, rate_item

from .base import Conflict, Refused, save

#: Ids in one UPDATE; below the limit of variables of both databases.
BATCH = 5000


def limits_of(programme: Programme) -> Limits:
    """The thresholds of a programme: the standard ones with what it changed, and their version."""
    if not programme.rules and programme.rules_version == STANDARD.version:
        return STANDARD
    return Limits(**{**programme.rules, "version": programme.rules_version})


@transaction.atomic
def rerate(programme: Programme, *, today: date) -> int:
    """Rates every item of a programme again as at `today`; answers how many ratings changed.

    Time alone turns an item red. The computed rating is not part of the history (it follows from
    facts that are), so this leaves no history rows. One read and at most one UPDATE for each
    rating that occurs.
    """
    Programme.objects.select_for_update().get(pk=programme.pk)
    limits, holidays = limits_of(programme), england()
    moved: dict[str, list[int]] = defaultdict(list)
    rows = Item.objects.filter(programme=programme).values_list(
        "pk",
        "computed_rag",
        "kind",
        "status",
        "percent",
        "start_date",
        "target_date",
        "revised_date",
        "key",
    )
    for pk, stored, kind, status, percent, start, target, revised, key in rows.iterator(2000):
        facts = ItemFacts(
            kind=kind,
            status=status,
            percent=percent,
            start=start,
            target=target,
            revised=revised,
            key=key,
        )
        rag = rate_item(facts, today=today, limits=limits, holidays=holidays).rag.value
        if rag != stored:
            moved[rag].append(pk)
    for rag, keys in moved.items():
        for at in range(0, len(keys), BATCH):
            Item.objects.filter(pk__in=keys[at : at + BATCH]).update(computed_rag=rag)
    Programme.objects.filter(pk=programme.pk).update(rated_on=today)
    programme.rated_on = today
    return sum(map(len, moved.values()))


def keep_fresh(programme: Programme, *, today: date) -> None:
    """Rates a programme again when nobody has today: the first reader of a day the night missed."""
    if programme.rated_on is None or programme.rated_on < today:
        rerate(programme, today=today)


@transaction.atomic
def declare(
    workstream: Workstream,
    *,
    rag: str,
    reason: str,
    by: Any,
    today: date,
    now: datetime,
    version: int | None = None,
) -> Workstream:
    """Declares the rating of a workstream; "" takes it back.

    Raises Refused when it is neither Green nor Complete and no reason is given, Conflict when the
    row has moved on since `version`.
    """
    workstream = Workstream.objects.select_for_update().get(pk=workstream.pk)
    if version is not None and version != workstream.version:
        raise Conflict(workstream)
    if rag in ("red", "amber") and not reason.strip():
        raise Refused("Say why it is not Green.", field="reason")
    workstream.declared_rag, workstream.declared_reason = rag, reason.strip()
    workstream.declared_on = today if rag else None
    workstream.version += 1
    fields = ("declared_rag", "declared_reason", "declared_on", "version")
    return save(workstream, by=by, now=now, reason=reason, fields=fields)


@transaction.atomic
def declare_savings(
    workstream: Workstream, *, rag: str, reason: str, by: Any, today: date, now: datetime
) -> Workstream:
    """Declares the savings rating of a workstream, a scale of its own (S4-05)."""
    workstream = Workstream.objects.select_for_update().get(pk=workstream.pk)
    if rag in ("red", "amber") and not reason.strip():
        raise Refused("Say why the savings are not Green.", field="savings_reason")
    workstream.declared_savings_rag, workstream.savings_reason = rag, reason.strip()
    workstream.savings_declared_on = today if rag else None
    workstream.version += 1
    fields = ("declared_savings_rag", "savings_reason", "savings_declared_on", "version")
    return save(workstream, by=by, now=now, reason=reason, fields=fields)


@transaction.atomic
def declare_overall(
    programme: Programme, *, rag: str, reason: str, by: Any, today: date, now: datetime
) -> Programme:
    """Declares the overall rating of a programme; the same rules as for a workstream."""
    programme = Programme.objects.select_for_update().get(pk=programme.pk)
    if rag in ("red", "amber") and not reason.strip():
        raise Refused("Say why it is not Green.", field="reason")
    programme.declared_rag, programme.declared_reason = rag, reason.strip()
    programme.declared_on = today if rag else None
    fields = ("declared_rag", "declared_reason", "declared_on")
    return save(programme, by=by, now=now, reason=reason, fields=fields)
