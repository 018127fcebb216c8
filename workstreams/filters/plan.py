"""The filters of the plan. Choices are those of the reader's own programme and are given, not fetched."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

import django_filters as filters
from django.db.models import Exists, OuterRef, Q

from workstreams.models import Item, ItemOwner, Kind, Scope
from workstreams.models.choices import COMPUTED, DECLARED
from workstreams.models.questions import (
    WITHOUT_USABLE_DATE,
    mine,
    overdue,
    overdue_but_green,
    should_have_started,
    unowned,
)

#: The chips above the plan: name, words, and what they keep.
CHIPS: tuple[tuple[str, str, Callable[[Any, date], Q]], ...] = (
    ("mine", "Mine", lambda user, today: mine(user)),
    ("overdue", "Overdue", lambda user, today: overdue(today)),
    ("green", "Green but overdue", lambda user, today: overdue_but_green(today)),
    ("started", "Should have started", lambda user, today: should_have_started(today)),
    ("undated", "Without a usable date", lambda user, today: WITHOUT_USABLE_DATE),
    ("unowned", "Unowned", lambda user, today: unowned()),
)

NOBODY = "nobody"
BLANK = "none"


class ItemFilter(filters.FilterSet):
    """Search, owner, rating, kind, scope, branch, and the chips."""

    q = filters.CharFilter(label="Search", method="search")
    workstream = filters.ChoiceFilter(label="Workstream", method="in_branch", empty_label="All")
    owner = filters.ChoiceFilter(label="Owner", method="of_owner", empty_label="Anyone")
    rag = filters.ChoiceFilter(
        label="Computed", field_name="computed_rag", choices=COMPUTED, empty_label="Any"
    )
    declared = filters.ChoiceFilter(
        label="Declared",
        choices=(*DECLARED, (BLANK, "Not declared")),
        method="as_declared",
        empty_label="Any",
    )
    kind = filters.ChoiceFilter(label="Kind", choices=Kind.choices, empty_label="Any")
    scope = filters.ChoiceFilter(
        label="Scope",
        choices=(*Scope.choices, (BLANK, "Not given")),
        method="of_scope",
        empty_label="Any",
    )
    show = filters.ChoiceFilter(choices=[(name, words) for name, words, _ in CHIPS], method="chip")

    class Meta:
        model = Item
        fields = ()

    def __init__(
        self,
        *args: Any,
        user: Any,
        today: date,
        workstreams: Iterable[tuple[str, str]],
        owners: Iterable[tuple[int, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.user, self.today = user, today
        self.filters["workstream"].extra["choices"] = list(workstreams)
        self.filters["owner"].extra["choices"] = [*owners, (NOBODY, "Nobody")]

    def search(self, queryset: Any, name: str, value: str) -> Any:
        """Every word must occur in the title, the number, the comments or an owner's name."""
        for word in value.split()[:8]:
            named = ItemOwner.objects.filter(item=OuterRef("pk"), person__name__icontains=word)
            queryset = queryset.filter(
                Q(title__icontains=word)
                | Q(ref__icontains=word)
                | Q(full_text__icontains=word)
                | Q(owners_text__icontains=word)
                | Q(comments_text__icontains=word)
                | Exists(named)
            )
        return queryset

    def in_branch(self, queryset: Any, name: str, value: str) -> Any:
        """Everything under a workstream; `value` is its place in the plan.

        Asked as a range, which every index can answer: a place is digits, so what begins with 000001
        is from 000001 up to 000002.
        """
        after = f"{int(value) + 1:0{len(value)}}"
        if len(after) > len(value):
            return queryset.filter(sort_key__startswith=value)
        return queryset.filter(sort_key__gte=value, sort_key__lt=after)

    def of_owner(self, queryset: Any, name: str, value: str) -> Any:
        """Items a person leads or supports, or nobody's."""
        if value == NOBODY:
            return queryset.filter(unowned())
        owned = ItemOwner.objects.filter(item=OuterRef("pk"), person=int(value))
        return queryset.filter(Exists(owned))

    def as_declared(self, queryset: Any, name: str, value: str) -> Any:
        """A declared rating; not declared is a choice of its own."""
        return queryset.filter(declared_rag="" if value == BLANK else value)

    def of_scope(self, queryset: Any, name: str, value: str) -> Any:
        """Who the work is for; not given is a choice of its own."""
        return queryset.filter(scope="" if value == BLANK else value)

    def chip(self, queryset: Any, name: str, value: str) -> Any:
        """One of the chips."""
        return queryset.filter(condition(value, self.user, self.today))

    @property
    def active(self) -> dict[str, str]:
        """The filters in use, by their words, with the words of their value."""
        said = {}
        for name, field in self.form.fields.items():
            value = self.form.cleaned_data.get(name) if self.form.is_valid() else None
            if value:
                said[field.label or "Show"] = str(
                    dict(getattr(field, "choices", ())).get(value, value)
                )
        return said


def condition(name: str, user: Any, today: date) -> Q:
    """What a chip keeps."""
    return next(keep for chip, _, keep in CHIPS if chip == name)(user, today)


#: The names of the filters in an address.
FILTERS = frozenset(ItemFilter.base_filters)


def choices_among(
    workstreams: Iterable[tuple[str, str]], owners: Iterable[tuple[int, str]]
) -> list[tuple[str, str, list[tuple[Any, str]]]]:
    """What may be chosen, as `ItemFilter` takes it: name of the filter, label, options with the empty
    one first. The page writes them without the form, which takes long to make."""
    found = []
    for name, each in ItemFilter.base_filters.items():
        if isinstance(each, filters.ChoiceFilter) and each.label:
            given = {"workstream": workstreams, "owner": [*owners, (NOBODY, "Nobody")]}
            options = given.get(name, each.extra.get("choices", ()))
            found.append((name, str(each.label), [("", each.extra["empty_label"]), *options]))
    return found
