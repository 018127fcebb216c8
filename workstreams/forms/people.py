"""Boxes in which people are named as they are written, and found; a new one is added in place."""

from __future__ import annotations

import json
import re
from typing import Any

from django import forms
from django.urls import reverse

from workstreams.directory import Directory, Found, named
from workstreams.importing.owners import split
from workstreams.models import Person, Programme

#: The button that adds a name as a new person: `_new=Ann Lee`.
NEW = "_new"
#: Tells two people of one name apart: "Ann Lee (#12)".
NUMBER = re.compile(r"\(#(\d{1,9})\)\s*$")


class PeopleBox(forms.CharField):
    """One person, or with `many` several parted by ; or /. Found by name, initials, other spelling.

    Answers people who are known, and the plain text of those whom somebody said to add; the view
    gives those to `people.add_person`. A name that nobody has is refused with those who may be meant.
    """

    finds_people = True

    def __init__(self, *, many: bool = False, **kwargs: Any) -> None:
        self.many = many
        kwargs.setdefault("required", False)
        kwargs.setdefault(
            "widget", forms.TextInput(attrs={"class": "w-full", "autocomplete": "off"})
        )
        super().__init__(max_length=600, **kwargs)
        self.directory = Directory()
        self.fresh: frozenset[str] = frozenset()  # names that somebody said to add
        self.unknown: list[tuple[str, list[Found]]] = []
        self.typed = ""

    def prepare_value(self, value: Any) -> Any:
        """Names, parted by semicolons."""
        if isinstance(value, Person):
            return value.name
        return "; ".join(str(each) for each in value) if isinstance(value, (list, tuple)) else value

    def clean(self, value: Any) -> Any:
        """The people, in the order named."""
        typed = self.typed = super().clean(value).strip()
        names = split(typed) if self.many and not NUMBER.search(typed) else [typed] if typed else []
        found = [self._found(name) for name in names]
        if self.unknown:
            several = ", ".join(f"“{name}”" for name, _ in self.unknown)
            near = any(meant for _, meant in self.unknown)
            more = "choose who is meant, or add a new person" if near else "add a new person"
            raise forms.ValidationError(f"Nobody is known as {several}: {more}")
        return found if self.many else (found[0] if found else None)

    def _found(self, name: str) -> Person | str:
        number = NUMBER.search(name)
        by_number, by_name = self.directory.numbered, self.directory.the_one
        person = by_number(int(number[1])) if number else by_name(name)
        if person is None and name.casefold() in self.fresh:
            return name
        if person is None:
            self.unknown.append((name, self.directory.look_up(name)))
        return person or name

    @property
    def offered(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """For each name that nobody has: who may be meant, and the text of the box with them in it."""
        return [
            (name, [(named(each.person), self.typed.replace(name, exact(each.person, self.directory)))
                    for each in meant])
            for name, meant in self.unknown
        ]  # fmt: skip

    def of(self, form: Any, name: str, programme: Programme) -> None:
        """Told which form it stands in: whom somebody said to add, and where it looks while they type."""
        data: Any = form.data if form.is_bound else {}
        given = data.getlist(NEW) if hasattr(data, "getlist") else [data.get(NEW, "")]
        self.fresh = frozenset(each.strip().casefold() for each in given if each)
        self.unknown, self.directory = [], Directory(form.user)
        self.widget.attrs |= {
            "hx-get": reverse("people_find", args=[programme.slug]),
            "hx-trigger": "keyup changed delay:250ms",
            "hx-target": f"#{form[name].id_for_label}-found",
            "hx-swap": "innerHTML",
            "hx-sync": "this:queue last",
        }
        if self.many:
            self.widget.attrs["hx-vals"] = json.dumps({"many": "1"})


def exact(person: Person, directory: Directory) -> str:
    """The text that means this person and nobody else: the name, with a number where two have it."""
    return (
        person.name if directory.the_one(person.name) == person else f"{person.name} (#{person.pk})"
    )


def chosen(people: Any, *, add: Any) -> Any:
    """The people of a box: known ones as they are, new names made by `add(name)`."""
    if isinstance(people, list):
        return [chosen(each, add=add) for each in people]
    return add(people) if isinstance(people, str) else people
