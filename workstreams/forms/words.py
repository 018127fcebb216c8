"""Forms of terms, of checkpoints, and what else is known of an item."""

from __future__ import annotations

from typing import Any

from django import forms

from workstreams.forms.base import Described
from workstreams.forms.parts import (
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
    Kind,
    Organisation,
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


#: The facts of an item in parts, each a form of its own: name -> heading and fields.
DETAILS: dict[str, tuple[str, tuple[str, ...]]] = {
    "what": (
        "What it is",
        ("title", "full_text", "kind", "ref", "key"),
    ),
    "scope": ("Who it is for", ("scope", "scope_text", "statutory", "statutory_text")),
    "proof": (
        "How success is seen",
        ("success_measure", "evidence", "evidence_checked_on", "partners_text", "condition"),
    ),
    "rhythm": (
        "How it runs",
        ("timeliness", "timeliness_text", "recurrence", "review_on", "watcher"),
    ),
    "origin": (
        "Where it comes from",
        ("source", "source_text", "source_page", "organisation", "external_approval"),
    ),
    "ties": (
        "What it is tied to",
        ("interdependency_text", "same_update_as", "duplicate_of"),
    ),
    "words": ("Words as typed", ("owners_text", "risk_text", "comments_text")),
}


class DetailsForm(PartForm):
    """What is known of an item beside its progress. `only` names a part of it, as in `DETAILS`."""

    title = line_box("Title", most=500, required=True)
    full_text = words_box(
        "Full text", rows=3, help_text="When the title is short for a longer sentence."
    )
    kind = one_of("Kind", Kind.choices)
    ref = line_box("Printed number", most=40)
    key = forms.BooleanField(label="A key milestone", required=False)
    scope = one_of("Who it is for", Scope.choices, empty="Not given")
    scope_text = line_box("The same, as typed", most=160)
    statutory = forms.BooleanField(label="A statute asks for it", required=False)
    statutory_text = line_box("Which statute", most=160)
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
    review_on = DayBox(label="To be looked at on", help_text="Needed for what is ongoing.")
    watcher = row_of("Who watches it as business as usual", empty="Nobody")
    source = one_of("Why it exists", Source.choices, empty="Not given")
    source_text = line_box("The same, in words")
    source_page = line_box("Document and page", most=160)
    organisation = row_of("Owning organisation", empty="Not given")
    external_approval = line_box(
        "Approval from outside", most=200, help_text="A registration, a planning permission."
    )
    interdependency_text = words_box("Interdependencies, in words", rows=2)
    same_update_as = ItemBox(
        label="Same update as item", help_text="Its number, its title, or part of them."
    )
    duplicate_of = ItemBox(label="Duplicate of item")
    owners_text = line_box("Owners, as typed", most=500)
    risk_text = words_box("Risks and issues, as typed", rows=2)
    comments_text = words_box("Comments, as typed", rows=2)

    def __init__(self, *args: Any, only: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if only:
            kept = {*DETAILS[only][1], "version", "base"}
            for name in [name for name in self.fields if name not in kept]:
                del self.fields[name]
            if self.row is not None:
                self.carry()

    @property
    def groups(self) -> list[tuple[str, list[Any]]]:
        """The boxes under the heading of their part."""
        return [
            (heading, [self[name] for name in names if name in self.fields])
            for heading, names in DETAILS.values()
            if any(name in self.fields for name in names)
        ]

    def rows_for(self, name: str) -> Any:
        """Organisations for that list, else as everywhere."""
        if name == "organisation":
            return Organisation.objects.only("pk", "name").order_by("name")
        return super().rows_for(name)


class CommentForm(Described):
    """A remark that is never printed."""

    text = forms.CharField(
        label="Your remark", max_length=4000, widget=forms.Textarea(attrs={"rows": 2})
    )
