"""The tree of a plan: adding, changing, moving, ordering and numbering its workstreams."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from workstreams.models import (
    STEP,
    Person,
    Phase,
    Programme,
    Workstream,
    WorkstreamOwner,
    place,
)

from .acts import note
from .base import Refused, add_all, save
from .keys import rekey
from .parts import change, locked
from .places import (
    Branch,
    Sibling,
    children_of,
    fits,
    fresh_key,
    hold,
    levels_of,
    next_place,
    record,
    room,
    step_aside,
)
from .words import change_lead

NUMBERED = "Numbered by place"
#: What a form may change here. Ratings are declared, places are moved, closing has a reason.
FACTS = (
    "title", "short_name", "ref", "level", "full_text", "objective", "key_elements", "resources", "impact", "scope",
    "scope_text", "statutory", "statutory_text", "priority", "cohorts", "source_page", "percent", "owners_text",
    "risk_text", "interdependency_text", "comments_text", "note",
)  # fmt: skip


@transaction.atomic
def add_workstream(
    *,
    programme: Programme,
    title: str,
    by: Any,
    now: datetime,
    parent: Workstream | None = None,
    owners: Sequence[Person] = (),
    **facts: Any,
) -> Workstream:
    """A new workstream at the end of its parent, or of the plan. `facts` are further columns.

    Raises Refused when the title is blank, or the parent is closed, of another programme or so deep
    that nothing fits under it.
    """
    if not title.strip():
        raise Refused("Give the workstream a title.", field="title")
    if parent is not None:
        may_hold(parent, programme)
        fits(1, under=parent)
    position, key = next_place(programme, workstream=parent)
    workstream = Workstream(
        programme=programme,
        parent=parent,
        title=title.strip(),
        position=position,
        sort_key=key,
        **facts,
    )
    save(workstream, by=by, now=now)
    add_all(
        [
            WorkstreamOwner(workstream=workstream, person=person, lead=n == 0, position=n)
            for n, person in enumerate(dict.fromkeys(owners))
        ],
        by=by,
        now=now,
    )
    return workstream


def may_hold(parent: Workstream, programme: Programme) -> None:
    """Raises Refused when nothing new may stand under a workstream."""
    if parent.programme_id != programme.pk:
        raise Refused("That workstream belongs to another programme.", field="parent")
    if parent.closed_on is not None:
        raise Refused(f"{parent} is closed. Open it again first.", field="parent")


@transaction.atomic
def amend_workstream(
    workstream: Workstream,
    *,
    facts: Mapping[str, Any],
    by: Any,
    now: datetime,
    reason: str = "",
    version: int | None = None,
) -> Workstream:
    """Changes what is said of a workstream (`FACTS`). Raises Refused when nothing is left of the title,
    Conflict when the row has moved on since `version`."""
    fresh = locked(workstream, version=version)
    if "title" in facts and not facts["title"].strip():
        raise Refused("A workstream needs a title.", field="title")
    percent = facts.get("percent")
    if percent is not None and not 0 <= percent <= 100:
        raise Refused("Percent complete is between 0 and 100.", field="percent")
    return change(fresh, facts, by=by, now=now, reason=reason)


@transaction.atomic
def set_owners(
    workstream: Workstream,
    *,
    lead: Person | None,
    support: Sequence[Person] = (),
    by: Any,
    now: datetime,
    address: str = "",
    reason: str = "",
    version: int | None = None,
) -> Workstream:
    """Who leads a workstream and who supports it, in the order given.

    Another lead is told, as is the one before, who stays as support (`words.change_lead`).
    Whoever comes or goes has a history row; nothing is written when nothing changes. Raises Refused when
    nobody would lead what has a lead or support, Conflict when the row has moved on since `version`.
    """
    fresh = locked(workstream, version=version)
    owners = list(WorkstreamOwner.objects.filter(workstream=fresh))
    old = next((owner.person_id for owner in owners if owner.lead), None)
    if lead is None and (support or old):
        raise Refused("Say who leads it. A post or a group may lead, too.", field="lead")
    if lead is None:
        return fresh
    another = lead.pk != old
    if another:
        change_lead(fresh, person=lead, by=by, now=now, address=address, reason=reason)
        support = [*support, *Person.objects.filter(pk__in=[old] if old else [])]
    changed = _supported(fresh, support, lead, by=by, now=now, reason=reason)
    if not (another or changed):
        return fresh
    Workstream.objects.filter(pk=fresh.pk).update(version=fresh.version + 1)
    fresh.version += 1
    return fresh


def _supported(
    workstream: Workstream,
    people: Sequence[Person],
    lead: Person,
    *,
    by: Any,
    now: datetime,
    reason: str,
) -> bool:
    """Writes who supports; whether anything changed."""
    standing = {
        owner.person_id: owner
        for owner in WorkstreamOwner.objects.filter(workstream=workstream, lead=False)
    }
    wanted = [person.pk for person in dict.fromkeys(people) if person.pk != lead.pk]
    if wanted == list(standing):
        return False
    for key, owner in standing.items():
        if key not in wanted:
            owner._history_user, owner._history_date = by, now  # type: ignore[attr-defined]
            owner._change_reason = reason  # type: ignore[attr-defined]
            owner.delete()
    for position, key in enumerate(wanted, 1):
        row = standing.get(key) or WorkstreamOwner(workstream=workstream, person_id=key)
        if row.pk is None or row.position != position:
            row.position = position
            save(row, by=by, now=now, reason=reason)
    return True


@transaction.atomic
def move_workstream(
    workstream: Workstream,
    *,
    parent: Workstream | None,
    by: Any,
    now: datetime,
    first: bool = False,
    reason: str = "",
    version: int | None = None,
) -> Workstream:
    """Puts a workstream with all under it at the end of another one (`first`: at its beginning), or at
    the top of the plan for no parent.

    The statements do not grow with what it holds: one UPDATE a table gives the new keys, to saved views
    and acts of the history as well. The workstream has
    one history row; so has each sibling that steps aside. Raises Refused when the parent is the
    workstream itself or stands under it, Conflict when the row has moved on since `version`.
    """
    programme = hold(workstream.programme)
    moved = locked(workstream, version=version)
    if parent is not None:
        parent = Workstream.objects.get(pk=parent.pk)
        _may_stand_under(moved, parent)
        may_hold(parent, programme)
    fits(levels_of(moved), under=parent)
    others = [each for each in children_of(programme, parent) if not _is(each, moved)]
    at = 0 if first else len(others)
    put(moved, programme, parent, others, at, by=by, now=now, reason=reason)
    return moved


def _may_stand_under(moved: Workstream, parent: Workstream) -> None:
    if parent.pk == moved.pk:
        raise Refused(f"{moved} cannot stand under itself.", field="parent")
    if parent.programme_id == moved.programme_id and parent.sort_key.startswith(moved.sort_key):
        raise Refused(
            f"{parent} stands under {moved} itself. Move {parent} somewhere else first.",
            field="parent",
        )


def _is(sibling: Sibling, row: Branch) -> bool:
    return isinstance(row, sibling.model) and sibling.pk == row.pk


@transaction.atomic
def step(branch: Branch, *, up: bool, by: Any, now: datetime, version: int | None = None) -> Branch:
    """Moves a workstream or a phase before the branch before it, or after the one after it.

    Raises Refused at the end of the list, Conflict when the row has moved on since `version`.
    """
    home = branch if isinstance(branch, Workstream) else branch.workstream
    programme = hold(home.programme)
    moved = locked(branch, version=version)
    parent = moved.parent if isinstance(moved, Workstream) else moved.workstream
    standing = children_of(programme, parent)
    here = next(n for n, each in enumerate(standing) if _is(each, moved))
    others = [each for each in standing if not _is(each, moved)]
    branches = [n for n, each in enumerate(others) if each.model in (Workstream, Phase)]
    if up:
        before = [n for n in branches if n < here]
        if not before:
            raise Refused("It is the first there.")
        at = before[-1]
    else:
        after = [n for n in branches if n >= here]
        if not after:
            raise Refused("It is the last there.")
        at = after[0] + 1
    return put(moved, programme, parent, others, at, by=by, now=now, reason="")


def put(
    moved: Branch,
    programme: Programme,
    parent: Workstream | None,
    others: list[Sibling],
    at: int,
    *,
    by: Any,
    now: datetime,
    reason: str,
) -> Branch:
    """Gives a branch the place before `others[at]` under a parent. The programme is held."""
    base = fresh_key(parent) if parent is not None else ""
    found = room(others, at)
    old, new = moved.sort_key, place(base, found.position)
    step_aside(programme, parent, found, by=by, now=now, reason=reason, apart_from=moved)
    rekey(programme, old=old, new=new, under=base, aside=found)
    moved.position, moved.sort_key = found.position, new
    moved.version += 1
    fields = ["position", "sort_key", "version"]
    if isinstance(moved, Workstream):
        moved.parent = parent
        fields.append("parent")
    elif parent is not None:
        moved.workstream = parent
        fields.append("workstream")
    return save(moved, by=by, now=now, reason=reason, fields=fields)


def numbering(
    programme: Programme, *, under: Workstream | None = None
) -> list[tuple[Workstream, str]]:
    """The numbers that workstreams would have by their places: 1, 2, 2.1, 2.2; of a branch, counted on
    from its own number. Rows in plan order, also those that keep theirs. One statement.

    Outcomes and themes are counted like everything else: who numbers otherwise does it by hand.
    """
    rows = programme.workstreams.order_by("sort_key")
    if under is not None:
        rows = rows.filter(sort_key__startswith=under.sort_key).exclude(pk=under.pk)
    given = {under.sort_key: under.ref.rstrip(".")} if under is not None else {}
    counted: dict[str, int] = {}
    found = []
    for row in rows:
        base = row.sort_key[:-STEP]
        counted[base] = counted.get(base, 0) + 1
        above = given.get(base, "")
        given[row.sort_key] = f"{above}.{counted[base]}" if above else str(counted[base])
        found.append((row, given[row.sort_key]))
    return found


@transaction.atomic
def renumber(
    programme: Programme, *, by: Any, now: datetime, under: Workstream | None = None
) -> int:
    """Numbers the workstreams of a plan, or of a branch, by their places; answers how many changed.

    Numbers of items stay: they are the sheet's. One UPDATE for each 500 rows, one INSERT for the
    history.
    """
    programme = hold(programme)
    changed = []
    for row, ref in numbering(programme, under=under):
        if row.ref != ref:
            row.ref = ref
            row.version += 1
            changed.append(row)
    if changed:
        note(changed[0], by=by, now=now, reason=NUMBERED)
        Workstream.objects.bulk_update(changed, ["ref", "version"], batch_size=500)
        record(
            Workstream.objects.filter(pk__in=[row.pk for row in changed]),
            by=by,
            now=now,
            reason=NUMBERED,
        )
    return len(changed)
