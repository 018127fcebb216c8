"""A change of many items: one verb, all or nothing, one entry in the history, one undo."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import F, Max
from django.db.models.functions import Coalesce, Greatest

from workstreams.bulk import MOST, Around, GiveTo, MoveDates, Outcome, SetPhase, Spec, around, judge
from workstreams.dates.bank_holidays import england
from workstreams.models import (
    STEP,
    ChangeSet,
    Item,
    ItemOwner,
    Phase,
    Programme,
    Status,
    Workstream,
    place,
)
from workstreams.rag import rate_item

from .acts import bulk_act
from .base import Refused
from .many import copy_to_history, write_many
from .notices import tell_given
from .places import closed_sentence, hold
from .rating import limits_of

NOT_YOURS = "You do not keep this item"


class Moved(Exception):
    """Some of the items were changed by somebody else since they were chosen; nothing was saved."""

    def __init__(self, items: Sequence[Item]) -> None:
        super().__init__("Some of these items were changed since you chose them.")
        self.items = list(items)


@dataclass(frozen=True)
class Done:
    """What a change of many items did: the entry in the history, and the items it left, with why."""

    act: ChangeSet
    changed: int
    left: tuple[Outcome, ...]


def outcomes(
    items: Sequence[Item], *, spec: Spec, today: date, lock: bool = False
) -> list[Outcome]:
    """What `spec` does to each item, in the order given; each carries `may_edit`. At most one statement."""
    known: Around = around(spec, items, lock=lock)
    return [
        judge(item, spec, known, today=today)
        if item.may_edit  # type: ignore[attr-defined]
        else Outcome(item, left=NOT_YOURS)
        for item in items
    ]


@transaction.atomic
def change_many(
    *,
    programme: Programme,
    chosen: Mapping[int, int],
    spec: Spec,
    reason: str,
    by: Any,
    today: date,
    now: datetime,
) -> Done:
    """Does one thing to many items of a programme.

    `chosen` is an explicit list: the primary key of each item with the version that the person had
    before them. Items that cannot be changed are left and answered with the reason. Raises Moved
    when any item has moved on since, Refused when a reason is missing, when there are more than
    `MOST`, or when nothing would change. At most 14 statements, whatever the number of items.
    """
    if isinstance(spec, MoveDates) and not reason.strip():
        raise Refused("Say why the dates move.", field="reason")
    kept = getattr(spec, "status", "") in (Status.ON_HOLD, Status.CANCELLED)
    if kept and not reason.strip():
        raise Refused("Say why.", field="reason")
    if len(chosen) > MOST:
        raise Refused(f"Choose at most {MOST} items at once.")
    rows = Item.objects.with_access(by).filter(programme=programme, pk__in=chosen)
    if isinstance(spec, SetPhase):
        rows = rows.select_related("workstream", "phase")
    # Two people who choose the same items wait for each other, never in a ring.
    items = list(rows.order_by("pk").select_for_update(of=("self",)))
    moved = [item for item in items if item.version != chosen[item.pk]]
    if moved:
        raise Moved(moved)
    found = outcomes(items, spec=spec, today=today, lock=True)
    change = [each for each in found if each.applies]
    if not change:
        raise Refused("None of these items can be changed like that. Each says why.")
    how: dict[str, Any] = {"by": by, "now": now, "reason": reason.strip()}
    led: list[ItemOwner] = []
    if isinstance(spec, GiveTo):
        led = _give(change, spec, how)
        Item.objects.filter(pk__in=[each.item.pk for each in change]).update(
            version=F("version") + 1, changed_at=now
        )
    else:
        if isinstance(spec, SetPhase):
            _place(programme, change)
        _write(programme, change, today=today, how=how)
    number = "1 item" if len(change) == 1 else f"{len(change)} items"
    act = bulk_act(
        programme=programme,
        place=shared_place([each.item.sort_key for each in change]),
        kind="item",
        sentence=spec.said(number),
        count=len(change),
        **how,
    )
    if isinstance(spec, GiveTo):
        tell_given(act, to=spec.person, led=led, by=by, now=now)
    return Done(act, len(change), tuple(each for each in found if not each.applies))


def shared_place(places: Sequence[str]) -> str:
    """The nearest branch that holds all these places of a plan."""
    first, last = min(places), max(places)
    same = 0
    while first[same : same + STEP] == last[same : same + STEP] != "":
        same += STEP
    return first[:same]


def _write(
    programme: Programme, change: Sequence[Outcome], *, today: date, how: dict[str, Any]
) -> None:
    """The items with their new ratings: one UPDATE and one INSERT into the history."""
    names = list(dict.fromkeys(name for each in change for name in each.columns))
    limits, holidays = limits_of(programme), england()
    rows: dict[int, dict[str, Any]] = {}
    for each in change:
        item = each.item
        for name, value in each.columns.items():
            setattr(item, name, value)
        rated = rate_item(item.facts(), today=today, limits=limits, holidays=holidays)
        row = {name: getattr(item, name) for name in names}
        rows[item.pk] = row | {"computed_rag": rated.rag.value}
    write_many(Item, rows, constant={"changed_at": how["now"]}, **how)


def _place(programme: Programme, change: list[Outcome]) -> None:
    """Each item comes last in its new phase, or in its workstream. At most four statements."""
    hold(programme)
    phases = {each.columns["phase_id"] for each in change if each.columns["phase_id"]}
    homes = {each.item.workstream_id for each in change}
    parents: list[Any] = list(
        Phase.objects.filter(pk__in=phases).annotate(most=Max("items__position"))
        if phases
        else Workstream.objects.filter(pk__in=homes).annotate(
            most=Greatest(
                Coalesce(Max("items__position"), 0),
                Coalesce(Max("phases__position"), 0),
                Coalesce(Max("children__position"), 0),
            )
        )
    )
    for parent in parents:
        if parent.closed_on is not None:  # since it was looked at
            raise Refused(closed_sentence(parent), field="phase")
    last = {parent.pk: parent.most or 0 for parent in parents}
    keys = {parent.pk: parent.sort_key for parent in parents}
    for each in change:
        at: int = each.columns["phase_id"] or each.item.workstream_id
        last[at] += 1
        each.columns["position"] = last[at]
        each.columns["sort_key"] = place(keys[at], last[at])


def _give(change: Sequence[Outcome], spec: GiveTo, how: dict[str, Any]) -> list[ItemOwner]:
    """The new lead of each item; the old one goes or supports. Answers who led. At most six statements."""
    items = [each.item.pk for each in change]
    rows = list(ItemOwner.objects.filter(item__in=items).select_related("person"))
    leads = [row.pk for row in rows if row.lead]
    there = {row.item_id for row in rows if row.person_id == spec.person.pk}
    if leads and spec.keep:
        ItemOwner.objects.filter(pk__in=leads).update(lead=False)
        copy_to_history(ItemOwner, {"id": leads}, kind="~", **how)
    elif leads:
        copy_to_history(ItemOwner, {"id": leads}, kind="-", **how)
        # The history is written above, once for all; a delete of the ORM would write it row by row.
        ItemOwner.objects.filter(pk__in=leads)._raw_delete("default")
    new = [ItemOwner(item_id=pk, person=spec.person, lead=True, position=0) for pk in items]
    ItemOwner.objects.bulk_create(
        new, update_conflicts=True, unique_fields=["item", "person"], update_fields=["lead"]
    )
    mine = {"person_id": [spec.person.pk]}
    fresh = [pk for pk in items if pk not in there]
    if fresh:
        copy_to_history(ItemOwner, {"item_id": fresh, **mine}, kind="+", **how)
    if there:
        copy_to_history(ItemOwner, {"item_id": list(there), **mine}, kind="~", **how)
    return [row for row in rows if row.pk in leads]
