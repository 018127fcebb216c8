"""Programmes: beginning one, from nothing or like another, and keeping its name, people, rules and ratings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.text import slugify

from workstreams.models import Organisation, Person, Phase, Programme, Role, Workstream
from workstreams.models.rights import rights_of
from workstreams.rag import STANDARD

from .base import Refused, add_all, save
from .parts import change, locked
from .people import grant
from .rating import rerate

#: What a copy of the structure takes from a workstream. What was said of the work itself stays behind.
COPIED = (
    "level", "ref", "title", "short_name", "full_text", "objective", "scope", "scope_text", "statutory",
    "statutory_text", "priority", "cohorts", "position", "sort_key",
)  # fmt: skip
#: Words that stand in the place of a programme's address for pages of their own.
RESERVED = {"add"}
#: The thresholds with their least and largest sensible values.
BOUNDS = {
    "red_overdue_days": (0, 260),
    "key_red_overdue_days": (0, 260),
    "amber_behind_points": (1, 100),
    "red_behind_points": (1, 100),
    "due_soon_days": (0, 260),
    "due_soon_percent": (1, 100),
    "parent_red_share": (1, 100),
    "parent_amber_share": (1, 100),
    "parent_red_dimensions": (1, 3),
    "stale_days": (1, 366),
}


@transaction.atomic
def create_programme(
    *,
    name: str,
    by: Any,
    now: datetime,
    organisation: Organisation | None = None,
    purpose: str = "",
    starts: date | None = None,
    ends: date | None = None,
    sponsor: Person | None = None,
    manager: Person | None = None,
    parent: Programme | None = None,
    status: str = "running",
    like: Programme | None = None,
) -> Programme:
    """A new programme: empty, or with the workstreams, phases, templates and rules of `like`, whose items,
    owners, ratings and texts stay behind.

    Whoever makes it becomes its office, unless they keep every programme anyway. Raises Refused when the
    name is blank or taken, or the end stands before the start.
    """
    name = name.strip()
    _name_is_free(name)
    _in_order(starts, ends)
    programme = Programme(
        name=name,
        slug=_free_slug(name),
        organisation=organisation,
        purpose=purpose,
        starts=starts,
        ends=ends,
        sponsor=sponsor,
        manager=manager,
        parent=parent,
        status=status,
    )
    if like is not None:
        programme.rules = like.rules
        programme.phase_templates = like.phase_templates
    save(programme, by=by, now=now)
    if like is not None:
        _copy(like, programme, by=by, now=now)
    if by is not None and not rights_of(by).manages_everywhere:
        grant(user=by, role=Role.OFFICE, programme=programme, by=by, now=now)
    return programme


def _copy(like: Programme, programme: Programme, *, by: Any, now: datetime) -> None:
    """The tree and its phases, level by level: two INSERTs for each level, two for all phases."""
    reason = f"Like {like}"
    levels: dict[int, list[Workstream]] = defaultdict(list)
    for row in like.workstreams.filter(closed_on__isnull=True).order_by("sort_key"):
        levels[row.depth].append(row)
    copies: dict[int, Workstream] = {}
    for depth in sorted(levels):
        old = [row for row in levels[depth] if row.parent_id is None or row.parent_id in copies]
        new = [
            Workstream(
                programme=programme,
                parent=copies[row.parent_id] if row.parent_id else None,
                **{name: getattr(row, name) for name in COPIED},
            )
            for row in old
        ]
        for row, copy in zip(old, add_all(new, by=by, now=now, reason=reason), strict=True):
            copies[row.pk] = copy
    phases = Phase.objects.filter(workstream__in=copies, closed_on__isnull=True)
    add_all(
        [
            Phase(
                workstream=copies[row.workstream_id],
                name=row.name,
                scope_text=row.scope_text,
                position=row.position,
                sort_key=row.sort_key,
            )
            for row in phases.order_by("workstream__sort_key", "position")
        ],
        by=by,
        now=now,
        reason=reason,
    )


@transaction.atomic
def amend_programme(
    programme: Programme,
    *,
    facts: Mapping[str, Any],
    by: Any,
    now: datetime,
    version: int | None = None,
) -> Programme:
    """Changes what is said of a programme. Its address stays, so that links go on working.

    Raises Refused when the name is blank or taken, the end stands before the start, or the programme would
    stand inside itself; Conflict when the row has moved on since `version`.
    """
    if (
        facts.get("parent") is not None
    ):  # so that two programmes are not put into each other at once
        list(Programme.objects.select_for_update().order_by("pk").values_list("pk", flat=True))
    fresh = locked(programme, version=version)
    if "name" in facts:
        _name_is_free(facts["name"].strip(), apart_from=fresh.pk)
    _in_order(facts.get("starts", fresh.starts), facts.get("ends", fresh.ends))
    _not_inside_itself(fresh, facts.get("parent"))
    return change(fresh, facts, by=by, now=now)


def _name_is_free(name: str, *, apart_from: int = 0) -> None:
    if not name:
        raise Refused("Give the programme a name.", field="name")
    if Programme.objects.filter(name__iexact=name).exclude(pk=apart_from).exists():
        raise Refused(f"There is a programme called {name} already.", field="name")


def _in_order(starts: date | None, ends: date | None) -> None:
    if starts and ends and ends < starts:
        raise Refused("The end of a programme is not before its start.", field="ends")


def _not_inside_itself(programme: Programme, parent: Programme | None) -> None:
    above = dict(Programme.objects.values_list("pk", "parent_id")) if parent else {}
    at = parent.pk if parent else None
    while at is not None:
        if at == programme.pk:
            raise Refused(
                f"{parent} is {programme} itself or a part of it. Choose another.", field="parent"
            )
        at = above.get(at)


def _free_slug(name: str) -> str:
    """An address of its own, whatever the name: a number is added when the plain one is taken."""
    stem = slugify(name)[:70] or "programme"
    taken = set(Programme.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    taken |= RESERVED
    number, slug = 1, stem
    while slug in taken:
        number += 1
        slug = f"{stem}-{number}"
    return slug


@transaction.atomic
def set_rules(
    programme: Programme,
    *,
    limits: Mapping[str, int],
    reason: str,
    by: Any,
    today: date,
    now: datetime,
    version: int | None = None,
) -> Programme:
    """Sets the thresholds of a programme: the next version of its rules, by which every item is rated
    again. Limits that are not given are the standard ones; the same limits again change nothing.

    Days are working days, but `stale_days`, which are days. Raises Refused when a limit is outside its
    bounds, an Amber one lies beyond its Red, or no reason is given.
    """
    fresh = locked(programme, version=version)
    wanted = {name: limits.get(name, getattr(STANDARD, name)) for name in BOUNDS}
    for name, (least, most) in BOUNDS.items():
        if not least <= wanted[name] <= most:
            raise Refused(f"Give a number from {least} to {most}.", field=name)
    if wanted["red_behind_points"] <= wanted["amber_behind_points"]:
        raise Refused(
            "Red begins further behind than Amber: give more points than for Amber.",
            field="red_behind_points",
        )
    differing = {name: value for name, value in wanted.items() if value != getattr(STANDARD, name)}
    if differing == fresh.rules:
        return fresh
    if not reason.strip():
        raise Refused("Say why the rules change. The reason is kept with them.", field="reason")
    facts = {"rules": differing, "rules_version": fresh.rules_version + 1}
    changed = change(fresh, facts, by=by, now=now, reason=reason.strip())
    rerate(changed, today=today)
    return changed


@transaction.atomic
def declare(
    programme: Programme,
    *,
    rag: str,
    reason: str,
    savings_rag: str,
    savings_reason: str,
    by: Any,
    today: date,
    now: datetime,
    version: int | None = None,
) -> Programme:
    """Declares the overall rating of a programme and that of its savings, two scales (S4-05); "" takes one
    back. Raises Refused when one is Red or Amber and no reason is given."""
    fresh = locked(programme, version=version)
    for value, why, field in (
        (rag, reason, "reason"),
        (savings_rag, savings_reason, "savings_reason"),
    ):
        if value in ("red", "amber") and not why.strip():
            raise Refused("Say why it is not Green.", field=field)
    facts: dict[str, Any] = {
        "declared_rag": rag,
        "declared_reason": reason.strip(),
        "declared_savings_rag": savings_rag,
        "savings_reason": savings_reason.strip(),
    }
    if (rag, reason.strip()) != (fresh.declared_rag, fresh.declared_reason):
        facts["declared_on"] = today if rag else None
    if (savings_rag, savings_reason.strip()) != (fresh.declared_savings_rag, fresh.savings_reason):
        facts["savings_declared_on"] = today if savings_rag else None
    return change(fresh, facts, by=by, now=now, reason=reason.strip() or savings_reason.strip())
