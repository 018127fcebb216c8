"""A form whose row has moved on: what differs, and the form that goes on from there."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict

from workstreams.clash import Clash, compare, packed, unpacked
from workstreams.forms.base import Described


def clash_of(typed: Described, newer: Described) -> Clash:
    """What was typed against the row as it stands, box by box. `newer` is an unbound form of that row."""
    data: Any = typed.data
    mine = {box.name: _posted(data, box) for box in typed.boxes}
    return compare(
        [(box.name, str(box.label)) for box in typed.boxes],
        base=unpacked(str(data.get("base", ""))),
        mine=mine,
        theirs=newer.standing(),
        said=lambda name, value: _words(typed[name], value),
    )


def merged(typed: Described, clash: Clash, *, newer: Described, version: int) -> QueryDict:
    """The data with which the form goes on: a box that only they changed is theirs, all others mine."""
    data = QueryDict(mutable=True)
    given: Any = typed.data
    for name in given:
        if not name.startswith(("pick-", "mine-", "theirs-", "_")):
            data.setlist(name, given.getlist(name) if hasattr(given, "getlist") else [given[name]])
    for name, value in clash.merged.items():
        if isinstance(value, list):
            data.setlist(name, [str(each) for each in value])
        else:
            data[name] = str(value or "")
    data["version"] = str(version)
    data["base"] = packed(newer.standing())
    return data


def _posted(data: Any, box: Any) -> Any:
    several = isinstance(box.field, (forms.MultipleChoiceField, forms.ModelMultipleChoiceField))
    if several:
        return data.getlist(box.html_name) if hasattr(data, "getlist") else data.get(box.html_name)
    return data.get(box.html_name, "")


def _words(box: Any, value: Any) -> str:
    """A posted value in words: the line of the list that it chooses, Yes for a ticked box."""
    if isinstance(box.field, forms.BooleanField):
        return "Yes" if value else "No"
    if not value:
        return ""
    values = value if isinstance(value, list) else [value]
    choices = getattr(box.field, "choices", None)
    if choices is None:
        return ", ".join(str(each) for each in values)
    words = {str(getattr(key, "value", key)): str(word) for key, word in choices}
    return ", ".join(words.get(str(each), str(each)) for each in values)
