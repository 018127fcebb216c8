"""Taking back one's own last act on items: every row as it stood before, with history rows of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Exists, F, OuterRef, QuerySet, Subquery

from workstreams.chronicle import UNDOABLE, kinds_of
from workstreams.dates.bank_holidays import england
from workstreams.models import Ask, ChangeSet, Item, ItemOwner, Phase, Update, Workstream, place
from workstreams.rag import rate_item

from .acts import bulk_act
from .base import Refused
from .many import copy_to_history, write_many
from .notices import tell_undone
from .places import hold
from .rating import limits_of

#: What an act leaves with people, who are told of the undo in the same way.
TOLD = frozenset({"notice"})
#: As many names as a refusal says.
NAMED = 8


@dataclass(frozen=True)
class Back:
    """A history row of an act, the one before it, and whether another came after."""

    row: Any
    before: Any
    followed: bool


@transaction.atomic
def undo(act: ChangeSet, *, by: Any, today: date, now: datetime) -> ChangeSet:
    """Puts every row of an act back to what it was before; all of them or none.

    Only for who did it, once, where nothing followed: Refused names the rows that have moved on.
    Words that were written in the act are taken away too (the history keeps them), what it
    answered is asked again, and whom it told is told. At most 20
    statements, whatever the number of rows.
    """
    act = (
        ChangeSet.objects.select_for_update(of=("self",)).select_related("programme").get(pk=act.pk)
    )
    _may(act, by)
    kinds = kinds_of(act)
    if not kinds or not kinds <= UNDOABLE | TOLD:
        raise Refused("This cannot be undone here: it changed more than items.")
    items = _rows(Item, act) if "item" in kinds else []
    owners = _rows(ItemOwner, act) if "itemowner" in kinds else []
    if any(back.row.history_type == "+" for back in items):
        raise Refused("An item that was added cannot be undone here.")
    keys = {back.row.id for back in items} | {back.row.item_id for back in owners}
    rows = list(
        Item.objects.with_access(by)
        .filter(pk__in=keys)
        .order_by("pk")
        .select_for_update(of=("self",))
    )
    _nothing_followed(rows, items, owners, keys)
    reason = f"Undone: {act.sentence}" if act.sentence else "Undone"
    how: dict[str, Any] = {"by": by, "now": now, "reason": reason}
    if items:
        _put_back(act, rows, items, today=today, how=how)
    if owners:
        _owners_back(owners, how)
    only_owners = keys - {back.row.id for back in items}
    if only_owners:
        Item.objects.filter(pk__in=only_owners).update(version=F("version") + 1, changed_at=now)
    if "update" in kinds:
        _words_away(act, how)
    if "ask" in kinds:
        _asked_again(act, how)
    if kinds & TOLD:
        tell_undone(act, by=by, now=now)
    programme: Any = act.programme
    return bulk_act(
        programme=programme,
        place=act.place,
        kind=act.kind,
        sentence=f"Undid: {act.sentence}" if act.sentence else "Undid a change",
        count=act.count,
        undoes=act,
        **how,
    )


def _may(act: ChangeSet, by: Any) -> None:
    if act.by_id != by.pk:
        raise Refused("Only the person who made a change can undo it.")
    if ChangeSet.objects.filter(undoes=act).exists():
        raise Refused("This change has been undone already.")
    if act.undoes_id is not None:
        raise Refused("An undo cannot be undone. Make the change again.")


def _rows(model: Any, act: ChangeSet) -> list[Back]:
    """The history rows of an act, each with the one before. Two statements."""
    history: Any = model.history.model
    same: QuerySet[Any] = history.objects.filter(id=OuterRef("id"))
    found = list(
        history.objects.filter(history_user=act.by_id, history_date=act.at)
        .annotate(
            before=Subquery(
                same.filter(history_date__lt=OuterRef("history_date"))
                .order_by("-history_date", "-history_id")
                .values("history_id")[:1]
            ),
            followed=Exists(same.filter(history_date__gt=OuterRef("history_date"))),
        )
        .order_by("history_id")
    )
    earlier = {
        row.history_id: row
        for row in history.objects.filter(history_id__in=[row.before for row in found])
    }
    return [Back(row, earlier.get(row.before), row.followed) for row in found]


def _nothing_followed(
    rows: Sequence[Any], items: Sequence[Back], owners: Sequence[Back], keys: set[int]
) -> None:
    by_key = {row.pk: row for row in rows}
    if len(by_key) != len(keys) or not all(row.may_edit for row in rows):
        raise Refused("Some of these items are gone or no longer yours to change.")
    moved = {back.row.id for back in items if back.followed}
    moved |= {back.row.item_id for back in owners if back.followed}
    if moved:
        names = [str(by_key[key]) for key in sorted(moved)]
        rest = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
        raise Refused(
            f"Nothing was undone: {'; '.join(names[:NAMED])}{rest} changed again since. "
            "Undo the later change first, or change the rows by hand."
        )


def _put_back(
    act: ChangeSet, rows: Sequence[Any], items: Sequence[Back], *, today: date, how: dict[str, Any]
) -> None:
    """The columns that the act changed, as they were; the ratings as they are computed today."""
    tracked = [f.attname for f in Item.history.model.tracked_fields]
    backs = {back.row.id: back for back in items if back.before is not None}
    names = [
        name
        for name in tracked
        if any(getattr(b.row, name) != getattr(b.before, name) for b in backs.values())
    ]
    moved = {"workstream_id", "phase_id", "position"} & set(names)
    parents: dict[tuple[bool, int], str] = {}
    programme: Any = act.programme
    if moved:
        hold(programme)
        phases = {b.before.phase_id for b in backs.values() if b.before.phase_id}
        homes = {b.before.workstream_id for b in backs.values()}
        parents = {(True, p.pk): p.sort_key for p in Phase.objects.filter(pk__in=phases)}
        parents |= {(False, w.pk): w.sort_key for w in Workstream.objects.filter(pk__in=homes)}
        if len(parents) != len(phases) + len(homes):
            raise Refused("The place where some of these items stood is gone.")
    limits, holidays = limits_of(programme), england()
    written: dict[int, dict[str, Any]] = {}
    for item in rows:
        back = backs.get(item.pk)
        if back is None:
            continue
        for name in names:
            setattr(item, name, getattr(back.before, name))
        rated = rate_item(item.facts(), today=today, limits=limits, holidays=holidays)
        columns = {name: getattr(item, name) for name in names}
        columns["computed_rag"] = rated.rag.value
        if moved:
            at = (True, item.phase_id) if item.phase_id else (False, item.workstream_id)
            columns["sort_key"] = place(parents[at], item.position)
        written[item.pk] = columns
    write_many(Item, written, constant={"changed_at": how["now"]}, **how)


def _owners_back(owners: Sequence[Back], how: dict[str, Any]) -> None:
    """Who owned the items before. At most seven statements."""
    added = [b.row.id for b in owners if b.row.history_type == "+"]
    gone = [b.row for b in owners if b.row.history_type == "-"]
    other = [b.before for b in owners if b.row.history_type == "~" and b.before is not None]
    if added:
        copy_to_history(ItemOwner, {"id": added}, kind="-", **how)
        # The history is written above, once for all; a delete of the ORM would write it row by row.
        ItemOwner.objects.filter(pk__in=added)._raw_delete("default")
    # An item has one lead at most: who leads no more steps back before who led comes again.
    back = [row.id for row in other if not row.lead]
    forth = [row.id for row in other if row.lead]
    for keys, lead in ((back, False), (forth, True)):
        if keys:
            ItemOwner.objects.filter(pk__in=keys).update(lead=lead)
    if back or forth:
        copy_to_history(ItemOwner, {"id": [*back, *forth]}, kind="~", **how)
    if gone:
        ItemOwner.objects.bulk_create(
            ItemOwner(
                pk=row.id,
                item_id=row.item_id,
                person_id=row.person_id,
                lead=row.lead,
                position=row.position,
            )
            for row in gone
        )
        copy_to_history(ItemOwner, {"id": [row.id for row in gone]}, kind="+", **how)


def _asked_again(act: ChangeSet, how: dict[str, Any]) -> None:
    """What the act answered is asked again, unless it was asked anew since. At most six statements."""
    history: Any = Ask.history.model
    rows = history.objects.filter(history_user=act.by_id, history_date=act.at, history_type="~")
    anew = Ask.objects.filter(item=OuterRef("item"), answered_at__isnull=True)
    answered = Ask.objects.filter(pk__in=list(rows.values_list("id", flat=True)))
    if rows.count() < history.objects.filter(history_user=act.by_id, history_date=act.at).count():
        raise Refused("A question that was asked stands until it is answered on My updates.")
    keys = list(answered.exclude(Exists(anew)).values_list("pk", flat=True))
    if keys:
        Ask.objects.filter(pk__in=keys).update(answered_at=None)
        copy_to_history(Ask, {"id": keys}, kind="~", **how)


def _words_away(act: ChangeSet, how: dict[str, Any]) -> None:
    """The words that were written in the act. Their history row says who took them away."""
    history: Any = Update.history.model
    keys = list(
        history.objects.filter(
            history_user=act.by_id, history_date=act.at, history_type="+"
        ).values_list("id", flat=True)
    )
    copy_to_history(Update, {"id": keys}, kind="-", **how)
    Update.objects.filter(same_as__in=keys).update(same_as=None)
    Update.objects.filter(pk__in=keys)._raw_delete("default")
