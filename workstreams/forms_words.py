"""Forms of terms, checkpoints, what else is known of an item, and a change of lead."""

from __future__ import annotations

from typing import Any

from django import forms

from workstreams.forms import Described
from workstreams.forms_parts import (
    DayBox,
    ItemBox,
    PartForm,
    WhenBox,
    line_box,
    one_of,
    row_of,
    words_box,
)
from workstreams.models import (
    Level,
    Organisation,
    Priority,
    Recurrence,
    Scope,
    Source,
    Timeliness,
)


class TermForm(PartForm):
    """An abbreviation, what it stands for, and what that means."""

    short = line_box("Abbreviation", most=40, required=True)
    long = line_box("Stands for", most=200, required=True)
    meaning = words_box("What that means", rows=3)


class CheckpointForm(PartForm):
    """A dated step inside an item."""

    title = line_box("What is there by then")
    when = WhenBox(label="Date")


class DetailsForm(PartForm):
    """What else is known of an item."""

    success_measure = words_box("How you will know that it worked", rows=2)
    evidence = words_box("Evidence", rows=2)
    evidence_checked_on = DayBox(label="Evidence checked on")
    partners_text = words_box("Partners", rows=2)
    condition = words_box(
        "Only if", rows=2, help_text="A condition that must be met first, such as funding."
    )
    timeliness = one_of(
        "On or off track, apart from progress", Timeliness.choices, empty="Not said"
    )
    timeliness_text = line_box("The same, as typed", most=160)
    recurrence = one_of("Comes round", Recurrence.choices, empty="Once")
    review_on = DayBox(label="To be looked at on")
    organisation = row_of("Owning organisation", empty="Not given")
    external_approval = line_box(
        "Approval from outside", most=200, help_text="A registration, a planning permission."
    )
    source = one_of("Why it exists", Source.choices, empty="Not given")
    source_text = line_box("The same, in words")
    watcher = row_of("Who watches it as business as usual", empty="Nobody")
    same_update_as = ItemBox(
        label="Same update as item",
        help_text="Its printed number, or # and the number in its page's address.",
    )
    duplicate_of = ItemBox(label="Duplicate of item")

    def rows_for(self, name: str) -> Any:
        """Organisations for that list, else as everywhere."""
        if name == "organisation":
            return Organisation.objects.only("pk", "name").order_by("name")
        return super().rows_for(name)


class WorkstreamForm(PartForm):
    """What a workstream is for, and what it needs."""

    title = line_box("Title", most=500, required=True)
    short_name = line_box("Short name", most=120)
    level = one_of("Level", Level.choices)
    objective = words_box("Objective", rows=2)
    key_elements = words_box("Key elements", rows=3)
    scope = one_of("Who it is for", Scope.choices, empty="Not given")
    statutory = forms.BooleanField(label="A statute asks for it", required=False)
    statutory_text = line_box("Which statute", most=160)
    priority = one_of("Priority", Priority.choices, empty="Not given")
    cohorts = line_box("Cohorts", most=200, help_text="Parted by commas.")
    resources = words_box("Other resources", rows=2)
    impact = words_box("Impact", rows=2)
    source_page = line_box("Source and page", most=160)
    interdependency_text = words_box("Interdependencies", rows=2)
    note = words_box("Note", rows=2)


class LeadForm(PartForm):
    """Who leads a workstream from now on."""

    person = row_of(
        "New lead",
        empty="Choose",
        help_text="The new lead may edit this branch from now on; the old one stays as support and "
        "may not. Both are told.",
    )
    reason = line_box("Why?", most=500)

    def clean_person(self) -> object:
        """Somebody is needed."""
        if self.cleaned_data["person"] is None:
            raise forms.ValidationError("Choose who leads it")
        return self.cleaned_data["person"]

    def _standing(self, row: Any) -> dict[str, Any]:
        return {}


class CommentForm(Described):
    """A remark that is never printed."""

    text = forms.CharField(
        label="Your remark", max_length=4000, widget=forms.Textarea(attrs={"rows": 2})
    )
