"""The form of a saved view."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict

from workstreams.filters.plan import ItemFilter
from workstreams.forms.base import Described
from workstreams.models import SavedView

#: What a view may keep; anything else in an address is dropped.
KNOWN = frozenset({*ItemFilter.base_filters, "sort", "group", "col", "per"})


class SavedViewForm(Described):
    """The name of a view, whether others see it, and what it shows."""

    name = forms.CharField(
        label="Name of the view", max_length=80, strip=True,
        error_messages={"required": "Give the view a name."},
    )  # fmt: skip
    shared = forms.BooleanField(label="Show it to everybody in the programme", required=False)
    query = forms.CharField(required=False, max_length=1000, widget=forms.HiddenInput)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, view: SavedView | None = None, may_share: bool, **kwargs: Any
    ) -> None:
        if view is not None:
            kwargs["initial"] = {
                "name": view.name, "shared": view.shared, "query": view.query, "version": view.version,
            }  # fmt: skip
        super().__init__(*args, **kwargs)
        self.may_share = may_share
        if not may_share:
            del self.fields["shared"]

    def clean_query(self) -> str:
        """Only what a plan understands, in the order it was asked."""
        asked = QueryDict(self.cleaned_data["query"].lstrip("?"))
        kept = QueryDict(mutable=True)
        for name, values in asked.lists():
            if name in KNOWN and any(values):
                kept.setlist(name, [value for value in values if value])
        return kept.urlencode()

    @property
    def answers(self) -> dict[str, Any]:
        """What the verbs take."""
        said = self.cleaned_data
        return {"name": said["name"], "query": said["query"], "shared": said.get("shared", False)}
