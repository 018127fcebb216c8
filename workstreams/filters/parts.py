"""The filters of the register. Choices are those of the reader's programme and are given, not fetched."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import django_filters as filters
from django.db.models import Exists, OuterRef, Q

from workstreams.models import Issue, Person, Programme, RegisterState, Risk, Workstream

NOBODY = "nobody"
WHOLE = "programme"


class RegisterFilter(filters.FilterSet):
    """State, owner, workstream and words; the same for risks and issues."""

    state = filters.ChoiceFilter(
        label="State",
        choices=(*RegisterState.choices, ("all", "All")),
        method="in_state",
        empty_label="Open and proposed",
    )
    owner = filters.ChoiceFilter(label="Owner", method="of_owner", empty_label="Anyone")
    workstream = filters.ChoiceFilter(label="Workstream", method="in_branch", empty_label="All")
    q = filters.CharFilter(label="Search", method="search")

    class Meta:
        model = Risk
        fields = ()

    def __init__(
        self,
        *args: Any,
        owners: Iterable[tuple[str, str]],
        workstreams: Iterable[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.filters["owner"].extra["choices"] = [*owners, (NOBODY, "Nobody")]
        self.filters["workstream"].extra["choices"] = [*workstreams, (WHOLE, "The whole programme")]

    def filter_queryset(self, queryset: Any) -> Any:
        """Without a state asked for, what still needs somebody."""
        found = super().filter_queryset(queryset)
        if not self.form.cleaned_data.get("state"):
            found = found.filter(state__in=(RegisterState.OPEN, RegisterState.PROPOSED))
        return found

    def in_state(self, queryset: Any, name: str, value: str) -> Any:
        """One state, or all."""
        return queryset if value == "all" else queryset.filter(state=value)

    def of_owner(self, queryset: Any, name: str, value: str) -> Any:
        """One person's, or nobody's."""
        return queryset.filter(owner=None) if value == NOBODY else queryset.filter(owner=value)

    def in_branch(self, queryset: Any, name: str, value: str) -> Any:
        """Everything under a workstream; `value` is its place in the plan."""
        if value == WHOLE:
            return queryset.filter(workstream=None)
        return queryset.filter(workstream__sort_key__startswith=value)

    def search(self, queryset: Any, name: str, value: str) -> Any:
        """Every word must occur in the number, the title or the owner's name."""
        for word in value.split()[:8]:
            queryset = queryset.filter(
                Q(title__icontains=word)
                | Q(number__icontains=word)
                | Q(owner__name__icontains=word)
                | Q(owners_text__icontains=word)
            )
        return queryset


def choices_of(programme: Programme, user: Any) -> dict[str, list[tuple[str, str]]]:
    """Owners who have a row in the register, and the workstreams that the reader sees."""
    has = Exists(Risk.objects.filter(programme=programme, owner=OuterRef("pk"))) | Exists(
        Issue.objects.filter(programme=programme, owner=OuterRef("pk"))
    )
    people = Person.objects.filter(has).order_by("name", "pk").values_list("pk", "name")
    branches = (
        Workstream.objects.visible_to(user)
        .filter(programme=programme)
        .order_by("sort_key")
        .values_list("sort_key", "ref", "title")
    )
    return {
        "owners": [(str(pk), name) for pk, name in people],
        "workstreams": [(key, f"{ref} {title}".strip()) for key, ref, title in branches],
    }
