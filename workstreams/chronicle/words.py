"""One row that an act changed, in words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import NoReverseMatch

from workstreams import models, past
from workstreams.changelog import TOLD, Change

from .families import Family


@dataclass(frozen=True)
class Told:
    """One row that an act changed, in words, with a link where it can be opened."""

    word: str
    label: str
    url: str
    kind: str  # "+", "~" or "-"
    changes: tuple[Change, ...]
    family: str
    key: int
    followed: bool = False  # somebody changed it again since


_WORDS = {column: (word, say) for column, word, say in TOLD}
#: What a new or removed row of these kinds says by itself.
_SAYING = {"update": "text", "comment": "text", "remark": "text", "step": "purpose", "ask": "text"}


def changes(
    family: Family, kind: str, before: Any, after: Any, names: dict[Any, str]
) -> tuple[Change, ...]:
    if family.name in ("itemowner", "workstreamowner"):
        person = names.get((models.Person, after.person_id), "somebody")
        role = "Lead" if after.lead else "Support"
        if kind == "-":
            return (Change(role, person, "taken off"),)
        if kind == "+" or before is None:
            return (Change(role, "nobody", person),)
        if before.lead != after.lead:
            return (Change(person, "lead" if before.lead else "support", role.lower()),)
        return ()
    if kind != "~" or before is None:
        column = _SAYING.get(family.name)
        text = str(getattr(after, column, "") or "") if column else ""
        return (Change(family.word, "", f"“{text}”"),) if text else ()
    return tuple(_differences(family, before, after, names))


def _differences(family: Family, before: Any, after: Any, names: dict[Any, str]) -> list[Change]:
    if family.model is not models.Item:
        return [
            Change(label, past._at(before, kept, names), past._at(after, kept, names))
            for label, kept, columns in past._tracked(family.model)
            if any(getattr(before, c, None) != getattr(after, c, None) for c in columns)
        ]
    found = [
        Change(word, say(getattr(before, column)), say(getattr(after, column)))
        for column, word, say in TOLD
        if getattr(before, column) != getattr(after, column)
    ]
    follows = {"position", "declared_on", "declared_reason", *_WORDS}
    for label, kept, columns in past._tracked(models.Item):
        if columns[0] in follows:
            continue
        if any(getattr(before, c, None) != getattr(after, c, None) for c in columns):
            found.append(Change(label, past._at(before, kept, names), past._at(after, kept, names)))
    return found


def about(
    family: Family, key: int, row: Any, names: dict[Any, str], *, gone: bool
) -> tuple[str, str]:
    """What a row is about, in words, and its address."""
    part_of = family.about
    if (
        part_of == "item"
        and getattr(row, "item_id", None) is None
        and hasattr(row, "workstream_id")
    ):
        part_of = "workstream"
    if part_of:
        model: Any = row._meta.get_field(part_of).related_model
        at = getattr(row, f"{part_of}_id")
        label = names.get((model, at), "")
        return label or f"{family.word} that is gone", _address(model, at) if label else ""
    title = str(getattr(row, "title", "") or getattr(row, "name", "") or getattr(row, "short", ""))
    number = str(getattr(row, "ref", "") or getattr(row, "number", "") or "")
    label = f"{number} {title}".strip() or family.word
    return label[:160], "" if gone else _address(family.model, key)


def _address(model: Any, key: int) -> str:
    if not hasattr(model, "get_absolute_url"):
        return ""
    try:
        return str(model(pk=key).get_absolute_url())
    except NoReverseMatch:
        return ""


def names_in(found: Sequence[Any]) -> dict[Any, str]:
    """The words of rows that changes name or stand in; one statement for each kind of thing."""
    wanted: dict[Any, set[int]] = defaultdict(set)
    for family, before, after in found:
        for field_ in after.tracked_fields:
            related = getattr(field_, "related_model", None)
            if related is None or not isinstance(related, type):
                continue
            now = getattr(after, field_.attname)
            then = getattr(before, field_.attname) if before is not None else now
            named = family.about == field_.name or field_.name in ("item", "workstream")
            if family.name in ("itemowner", "workstreamowner") and field_.name == "person":
                named = True
            if named and family.about:
                wanted[related].update(key for key in (now,) if key)
            if now != then:
                wanted[related].update(key for key in (now, then) if key)
    return {
        (model, row.pk): str(row)
        for model, keys in wanted.items()
        for row in model._default_manager.filter(pk__in=keys)
    }
