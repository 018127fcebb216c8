"""The phases of a workstream, one by one and from a template."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from workstreams.models import Item, Phase, Programme, Workstream

from .base import Refused, add_all, save
from .parts import change, locked
from .places import children_of, fresh_key, hold, next_place, place_of, record
from .tree import put

#: Sets of phases that every programme may use: the commissioning cycle (S0-04) and the strip (S1-19).
TEMPLATES: dict[str, tuple[str, ...]] = {
    "Commissioning cycle": (
        "Scope & Definition",
        "Commissioning Activities",
        "Implementation/Go Live",
        "Contract monitoring",
    ),
    "Design, plan, implement, sustain": ("Design", "Plan", "Implement", "Sustain"),
}
#: The most phases of one template, and templates of one programme.
MOST = 20
LONGEST = 200


def templates_of(programme: Programme) -> dict[str, tuple[str, ...]]:
    """The sets of phases that a programme may use: everybody's, then its own."""
    own = {name: tuple(phases) for name, phases in programme.phase_templates.items()}
    return {**TEMPLATES, **own}


@transaction.atomic
def add_phase(*, workstream: Workstream, name: str, by: Any, now: datetime, **facts: Any) -> Phase:
    """A new phase at the end of its workstream. `facts` are further columns of Phase.

    Raises Refused when the name is blank or taken there, or the workstream is closed.
    """
    name = name.strip()
    _may_hold(workstream)
    position, key = next_place(workstream.programme, workstream=workstream)
    _name_is_free(workstream, name)
    phase = Phase(workstream=workstream, name=name, position=position, sort_key=key, **facts)
    return save(phase, by=by, now=now)


def _may_hold(workstream: Workstream) -> None:
    if workstream.closed_on is not None:
        raise Refused(f"{workstream} is closed. Open it again first.")


def _name_is_free(workstream: Workstream, name: str, *, apart_from: int = 0) -> None:
    if not name:
        raise Refused("Give the phase a name.", field="name")
    same = workstream.phases.filter(name__iexact=name).exclude(pk=apart_from)
    if same.exists():
        raise Refused(f"{workstream} has a phase called {name} already.", field="name")


@transaction.atomic
def add_phases(
    workstream: Workstream, *, names: Sequence[str], by: Any, now: datetime
) -> list[Phase]:
    """The phases of a template at the end of a workstream; those that it has already stay as they are.

    Raises Refused when it has all of them. One INSERT for the phases, one for their history.
    """
    _may_hold(workstream)
    position, key = next_place(workstream.programme, workstream=workstream)
    held = {name.lower() for name in workstream.phases.values_list("name", flat=True)}
    new = [name.strip() for name in names if name.strip().lower() not in held]
    if not new:
        raise Refused("It has all of these phases already.", field="template")
    base = key[: -len(place_of(0))]
    rows = [
        Phase(
            workstream=workstream,
            name=name,
            position=position + n,
            sort_key=base + place_of(position + n),
        )
        for n, name in enumerate(new)
    ]
    return add_all(rows, by=by, now=now)


@transaction.atomic
def amend_phase(
    phase: Phase,
    *,
    facts: Mapping[str, Any],
    by: Any,
    now: datetime,
    version: int | None = None,
) -> Phase:
    """Changes what is said of a phase: name, scope, percent, rating, risks. Raises Refused when nothing is
    left of the name or another phase has it, Conflict when the row has moved on since `version`."""
    fresh = locked(phase, version=version)
    if "name" in facts:
        _name_is_free(fresh.workstream, facts["name"].strip(), apart_from=fresh.pk)
    percent = facts.get("percent")
    if percent is not None and not 0 <= percent <= 100:
        raise Refused("Percent complete is between 0 and 100.", field="percent")
    return change(fresh, facts, by=by, now=now)


@transaction.atomic
def move_phase(
    phase: Phase,
    *,
    workstream: Workstream,
    by: Any,
    now: datetime,
    reason: str = "",
    version: int | None = None,
) -> Phase:
    """Puts a phase with its items at the end of another workstream of the programme.

    The items change their workstream: one UPDATE and one INSERT for their history, however many.
    """
    programme = hold(phase.workstream.programme)
    moved = locked(phase, version=version)
    workstream = Workstream.objects.get(pk=workstream.pk)
    if workstream.programme_id != programme.pk:
        raise Refused("That workstream belongs to another programme.", field="workstream")
    if moved.workstream_id == workstream.pk:
        raise Refused("It stands there already.", field="workstream")
    _may_hold(workstream)
    _name_is_free(workstream, moved.name)
    items = Item.objects.filter(phase=moved)
    if items.update(workstream=workstream, version=F("version") + 1, changed_at=now):
        record(items, by=by, now=now, reason=reason)
    others = children_of(programme, workstream)
    put(moved, programme, workstream, others, len(others), by=by, now=now, reason=reason)
    return moved


@transaction.atomic
def drop_phase(phase: Phase, *, by: Any, now: datetime, reason: str = "") -> None:
    """Takes a phase away; its items stay, at the end of the workstream itself, in their order.

    The history keeps it. One UPDATE for the items of the phase, one INSERT for their history.
    """
    programme = hold(phase.workstream.programme)
    gone = locked(phase, version=None)
    items = list(gone.items.order_by("sort_key", "pk"))
    position, _ = next_place(programme, workstream=gone.workstream, closed=True)
    base = fresh_key(gone.workstream)
    for n, item in enumerate(items):
        item.phase, item.position = None, position + n
        item.sort_key = base + place_of(position + n)
        item.version += 1
        item.changed_at = now
    if items:
        columns = ["phase", "position", "sort_key", "version", "changed_at"]
        Item.objects.bulk_update(items, columns, batch_size=500)
        record(
            Item.objects.filter(pk__in=[item.pk for item in items]), by=by, now=now, reason=reason
        )
    gone._history_user, gone._history_date = by, now  # type: ignore[attr-defined]
    gone._change_reason = reason  # type: ignore[attr-defined]
    gone.delete()


@transaction.atomic
def keep_template(
    programme: Programme, *, name: str, names: Sequence[str], by: Any, now: datetime
) -> Programme:
    """Keeps a set of phases under a name, for this programme; the same name again is its new content.

    Raises Refused when the name is blank or everybody's, or there are no phases, or too many.
    """
    name, said = name.strip(), [each.strip() for each in names if each.strip()]
    if not name:
        raise Refused("Give the template a name.", field="name")
    if name.lower() in {each.lower() for each in TEMPLATES}:
        raise Refused(
            f"{name} is a template of every programme. Choose another name.", field="name"
        )
    if not said:
        raise Refused("Name the phases, one on each line.", field="phases")
    if len(said) > MOST:
        raise Refused(f"A template holds at most {MOST} phases.", field="phases")
    if long := next((each for each in said if len(each) > LONGEST), ""):
        raise Refused(f"A phase has at most {LONGEST} letters: “{long[:40]}…”", field="phases")
    if len({each.lower() for each in said}) < len(said):
        raise Refused("Name each phase once.", field="phases")
    fresh = locked(programme, version=None)
    own = dict(fresh.phase_templates)
    if name not in own and len(own) >= MOST:
        raise Refused(f"A programme keeps at most {MOST} templates.", field="name")
    return change(fresh, {"phase_templates": {**own, name[:LONGEST]: said}}, by=by, now=now)


@transaction.atomic
def drop_template(programme: Programme, *, name: str, by: Any, now: datetime) -> Programme:
    """Forgets one of the programme's own sets of phases; workstreams that used it keep theirs."""
    fresh = locked(programme, version=None)
    own = {key: phases for key, phases in fresh.phase_templates.items() if key != name}
    return change(fresh, {"phase_templates": own}, by=by, now=now)
