"""Two people who are one: everything that one owned goes to the other, and can be taken back (X0-26, X4-13).

Never done silently: the importer offers it, a page shows what would move, somebody confirms.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db import models, transaction
from django.db.models import F, Value

from workstreams.models import (
    ItemOwner,
    Person,
    PersonAlias,
    PersonMerge,
    Programme,
    WorkstreamOwner,
)

from .base import Refused, save
from .importing import change_all, drop

_OWNERSHIPS: dict[type[Any], str] = {ItemOwner: "item_id", WorkstreamOwner: "workstream_id"}
#: Where a row tells its programme, when not in a column of its own.
_HOME: dict[type[Any], str] = {
    ItemOwner: "item__programme", WorkstreamOwner: "workstream__programme", Programme: "pk",
}  # fmt: skip
_KEPT_FIELDS = ("name", "kind", "job_title", "email", "organisation_id")


@dataclass(slots=True)
class Moving:
    """What a merge would move: rows by what they are, and the programmes they stand in."""

    counts: dict[str, int] = field(default_factory=dict)
    programmes: set[int] = field(default_factory=set)


def moving(dropped: Person) -> Moving:
    """What is in somebody's name. One statement."""
    found, parts = Moving(), []
    for model, name in _pointers():
        word, home = str(model._meta.verbose_name_plural), _HOME.get(model, "programme")
        rows = model._default_manager.filter(**{name: dropped}).order_by()
        parts.append(rows.annotate(of=Value(word), home=F(home)).values_list("of", "home"))
    for word, programme in parts[0].union(*parts[1:], all=True):
        found.counts[word] = found.counts.get(word, 0) + 1
        if programme is not None:
            found.programmes.add(programme)
    return found


def _pointers() -> Iterator[tuple[type[models.Model], str]]:
    """Every column that may point at a person."""
    for relation in Person._meta.related_objects:
        if relation.many_to_many or relation.related_model in (PersonAlias, PersonMerge):
            continue
        yield relation.related_model, relation.field.name  # type: ignore[misc]


def _rows(model: type[Any], name: str, person: Person) -> Any:
    return model.objects.filter(**{name: person}).order_by("pk")


@transaction.atomic
def merge_people(*, kept: Person, dropped: Person, by: Any, now: datetime) -> PersonMerge:
    """Gives all that is in the name of `dropped` to `kept`, and remembers the other name as an alias.

    Raises Refused when both are one, or when the one who would go signs in here.
    """
    if kept.pk == dropped.pk:
        raise Refused("Choose two different people.", field="into")
    # In one order whoever goes first, so that two merges of the same pair never wait for each other.
    locked = Person.objects.select_for_update().filter(pk__in=(kept.pk, dropped.pk)).order_by("pk")
    people = {row.pk: row for row in locked}
    for person in (kept, dropped):
        if person.pk not in people:
            raise Refused(
                f"{person} was merged into another name meanwhile. Nothing was changed.",
                field="into",
            )
    kept, dropped = people[kept.pk], people[dropped.pk]
    if dropped.user_id is not None:
        raise Refused(
            f"{dropped} signs in here: merge the other name into this one instead.", field="into"
        )
    reason = f"{dropped} is {kept}"
    how = {"by": by, "now": now, "reason": reason}
    moved: dict[str, Any] = {
        "person": {"id": dropped.pk, **{name: getattr(dropped, name) for name in _KEPT_FIELDS}},
        "rows": [], "removed": [], "led": [], "aliases": [],
    }  # fmt: skip
    for model, name in _pointers():
        rows = list(_rows(model, name, dropped))
        if model in _OWNERSHIPS:
            rows = _without_doubles(rows, kept, moved, how)
        for row in rows:
            setattr(row, f"{name}_id", kept.pk)
            moved["rows"].append([model.__name__, row.pk, name])
        change_all(rows, fields=[name], **how)
    moved["aliases"] = _give_aliases(kept, dropped, how)
    for alias in list(dropped.aliases.all()):
        drop(alias, **how)
    name = dropped.name
    drop(dropped, **how)
    merge = PersonMerge(kept=kept, name=name, moved=moved, by=by, merged_at=now)
    return save(merge, **how)


def _without_doubles(
    rows: list[Any], kept: Person, moved: dict[str, Any], how: dict[str, Any]
) -> list[Any]:
    """Ownerships that may change hands; where both own the same row, the second goes and a lead stays a lead."""
    if not rows:
        return []
    model = type(rows[0])
    of = _OWNERSHIPS[model]
    there = {getattr(row, of): row for row in model.objects.filter(person=kept)}
    free = []
    for row in rows:
        other = there.get(getattr(row, of))
        if other is None:
            free.append(row)
            continue
        moved["removed"].append(
            [model.__name__, {of: getattr(row, of), "lead": row.lead, "position": row.position}]
        )
        led = row.lead
        drop(row, **how)
        if led:
            other.lead = True
            moved["led"].append([model.__name__, other.pk])
            save(other, **how, fields=["lead"])
    return free


def _give_aliases(kept: Person, dropped: Person, how: dict[str, Any]) -> list[str]:
    known = set(kept.aliases.values_list("text", flat=True)) | {kept.name}
    texts = [dropped.name, *dropped.aliases.values_list("text", flat=True)]
    new = [text for text in dict.fromkeys(texts) if text not in known]
    for text in new:
        save(PersonAlias(person=kept, text=text), **how)
    return new


@transaction.atomic
def undo_merge(merge: PersonMerge, *, by: Any, now: datetime) -> Person:
    """Takes a merge back: the person is there again with what was theirs and is still with the other.

    What somebody gave to a third person meanwhile stays there. Raises Refused when it was taken back already.
    """
    merge = PersonMerge.objects.select_for_update().get(pk=merge.pk)
    if merge.undone_at is not None:
        raise Refused("This merge was taken back already.")
    moved, how = merge.moved, {"by": by, "now": now, "reason": f"{merge.name} is not {merge.kept}"}
    person = Person(**moved["person"])
    save(person, **how)
    for model, name, keys in _by_column(moved["rows"]):
        rows = list(model.objects.filter(pk__in=keys, **{name: merge.kept_id}))
        for row in rows:
            setattr(row, f"{name}_id", person.pk)
        change_all(rows, fields=[name], **how)
    for label, key in moved["led"]:
        for row in apps.get_model("workstreams", label).objects.filter(
            pk=key, person=merge.kept_id
        ):
            row.lead = False
            save(row, **how, fields=["lead"])
    _give_back(person, moved, how)
    for alias in PersonAlias.objects.filter(person=merge.kept_id, text__in=moved["aliases"]):
        drop(alias, **how)
    for text in moved["aliases"]:
        if text != person.name:
            save(PersonAlias(person=person, text=text), **how)
    merge.undone_at = now
    save(merge, **how, fields=["undone_at"])
    return person


def _by_column(rows: Iterable[list[Any]]) -> Iterator[tuple[type[Any], str, list[int]]]:
    found: dict[tuple[str, str], list[int]] = {}
    for label, key, name in rows:
        found.setdefault((label, name), []).append(key)
    for (label, name), keys in found.items():
        yield apps.get_model("workstreams", label), name, keys


def _give_back(person: Person, moved: dict[str, Any], how: dict[str, Any]) -> None:
    """Ownerships that had gone because both held them; a lead is given back where nobody leads now."""
    for label, facts in moved["removed"]:
        model = apps.get_model("workstreams", label)
        of = _OWNERSHIPS[model]
        rows = model.objects.filter(**{of: facts[of]})
        owned = apps.get_model("workstreams", of.removesuffix("_id").title()).objects
        if not owned.filter(pk=facts[of]).exists() or rows.filter(person=person).exists():
            continue
        lead = facts["lead"] and not rows.filter(lead=True).exists()
        save(model(person=person, **{**facts, "lead": lead}), **how)
