"""Forms of the tree: workstreams and phases, where they stand, how they close."""

from __future__ import annotations

from typing import Any

from django import forms

from workstreams.actions.closing import Open
from workstreams.forms.base import read_percent
from workstreams.forms.items import WithPeople
from workstreams.forms.parts import PartForm, line_box, one_of, words_box
from workstreams.forms.people import PeopleBox
from workstreams.forms.words_chosen import (
    HORIZONS,
    SERVICES,
    horizon_in,
    services_in,
    with_horizon,
    with_services,
)
from workstreams.models import Level, Priority, Scope, Workstream
from workstreams.models.choices import DECLARED


class BranchBox(forms.ModelChoiceField):
    """A list of workstreams in plan order, each set in by its depth."""

    def __init__(self, label: str, *, empty: str, **extra: Any) -> None:
        super().__init__(
            label=label,
            queryset=Workstream.objects.none(),
            required=False,
            empty_label=empty,
            **extra,
        )

    def label_from_instance(self, obj: Any) -> str:
        """– 3.1 Crisis beds."""
        return f"{'– ' * obj.depth}{obj.ref} {obj.name}".replace("  ", " ").strip()[:90]


class PercentBox(forms.CharField):
    """0 to 100, or blank, which is not 0."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(
            attrs={"class": "w3", "inputmode": "numeric", "autocomplete": "off"}
        )
        super().__init__(required=False, max_length=8, widget=widget, **kwargs)

    def clean(self, value: Any) -> int | None:
        """The number, or None for a blank."""
        return read_percent(str(super().clean(value)), label=str(self.label))


def _level() -> forms.ChoiceField:
    return one_of(
        "What it is called",
        Level.choices,
        help_text="The word this programme uses at this place of its plan.",
    )


class AddWorkstreamForm(WithPeople):
    """A new branch: what it is, where it stands, who leads it. The rest stands on its page."""

    title = line_box("Title", most=500, required=True)
    level = _level()
    ref = line_box(
        "Printed number",
        most=40,
        help_text="Such as 3.2. May be left out and given to all by place.",
    )
    parent = BranchBox("It stands in", empty="The top of the plan")
    lead = PeopleBox(label="Lead", help_text="Name, initials or part of it.")
    support = PeopleBox(label="Support", many=True, help_text="Several are parted by a semicolon.")
    objective = words_box("Objective", rows=2)

    def __init__(self, *args: Any, parents: Any, top: bool, **kwargs: Any) -> None:
        self.parents = parents
        super().__init__(*args, **kwargs)
        self.fields["title"].widget.attrs["data-focus-soft"] = True
        self.fields["ref"].widget.attrs["class"] = "govuk-input w-date"
        if not top:
            self.fields["parent"].required = True
            self.fields["parent"].empty_label = "Choose"  # type: ignore[attr-defined]
            self.fields["parent"].error_messages["required"] = "Choose where it stands"

    def rows_for(self, name: str) -> Any:
        """Only where the reader may put something."""
        return self.parents if name == "parent" else super().rows_for(name)


class WorkstreamForm(PartForm):
    """Everything that is said of a workstream, but its rating, its place and its people."""

    title = line_box("Title", most=500, required=True)
    short_name = line_box("Short name", most=120, help_text="Used in tables when there is one.")
    level = _level()
    ref = line_box("Printed number", most=40)
    full_text = words_box("Full text, when the title is cut", rows=2)
    objective = words_box("Objective", rows=2)
    key_elements = words_box("Key elements", rows=3)
    percent = PercentBox(
        label="Percent done, as reported", help_text="Left empty it is not given, which is not 0."
    )
    scope = one_of("Who it is for", Scope.choices, empty="Not given")
    scope_text = line_box("The same, as typed", most=160)
    statutory = forms.BooleanField(label="A statute asks for it", required=False)
    statutory_text = line_box("Which statute", most=160)
    priority = one_of("Priority", Priority.choices, empty="Not given")
    cohorts = line_box("Cohorts", most=200, help_text="Parted by commas.")
    services = forms.MultipleChoiceField(
        label="Enabling services it needs",
        choices=[(name, name) for name in SERVICES],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    resources = words_box("Other resources", rows=2)
    impact_when = one_of("When its impact comes", HORIZONS, empty="Not said")
    impact = words_box("Impact", rows=2)
    source_page = line_box("Source and page", most=160)
    interdependency_text = words_box("Interdependencies, in words", rows=2)
    risk_text = words_box("Risks and issues, in words", rows=2)
    comments_text = words_box("Comments", rows=2)
    note = words_box("Note", rows=2)

    def _standing(self, row: Any) -> dict[str, Any]:
        """What is chosen from a list stands in the row as words of the same text."""
        services, resources = services_in(row.resources)
        when, impact = horizon_in(row.impact)
        told = {"services": services, "resources": resources}
        plain = {
            name: getattr(row, name)
            for name in self.base_fields
            if name not in ("base", "services", "impact_when")
        }
        return {**plain, **told, "impact_when": when, "impact": impact}

    @property
    def facts(self) -> dict[str, Any]:
        """The columns of the row, the chosen words in their texts. Only after `is_valid`."""
        said = dict(super().facts)
        services, when = said.pop("services"), said.pop("impact_when")
        if (services, said["resources"]) == services_in(self.row.resources):  # type: ignore[union-attr]
            said["resources"] = self.row.resources  # type: ignore[union-attr] # untouched, as typed
        else:
            said["resources"] = with_services(services, said["resources"])
        said["impact"] = with_horizon(when, said["impact"])
        return said


class PeopleForm(WithPeople):
    """Who leads a workstream and who supports."""

    aside = ("reason",)
    lead = PeopleBox(
        label="Lead",
        help_text="A new lead may edit this branch from now on; the old one stays as support and may not. "
        "Both are told.",
    )
    support = PeopleBox(label="Support", many=True, help_text="Several are parted by a semicolon.")
    reason = line_box(
        "Why the change?", most=500, help_text="Kept with the change. May be left out."
    )

    def __init__(self, *args: Any, may_lead: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not may_lead:  # a lead does not give the lead away
            del self.fields["lead"]

    def _standing(self, row: Any) -> dict[str, Any]:
        owners = list(row.ownerships.select_related("person")) if row is not None else []
        return {
            "version": getattr(row, "version", None),
            "lead": next((each.person for each in owners if each.lead), None),
            "support": [each.person for each in owners if not each.lead],
        }


class MoveForm(PartForm):
    """Where a workstream stands from now on."""

    parent = BranchBox("Move it into", empty="The top of the plan")
    end = forms.ChoiceField(
        label="Where there",
        choices=(("last", "At the end"), ("first", "At the beginning")),
        widget=forms.RadioSelect,
        initial="last",
    )
    reason = line_box("Why?", most=500, help_text="Kept with the change. May be left out.")

    def __init__(self, *args: Any, parents: Any, top: bool, **kwargs: Any) -> None:
        self.parents = parents
        super().__init__(*args, **kwargs)
        if not top:
            self.fields["parent"].required = True
            self.fields["parent"].empty_label = "Choose"  # type: ignore[attr-defined]
            self.fields["parent"].error_messages["required"] = "Choose where it goes"

    def rows_for(self, name: str) -> Any:
        """Where the reader may put it, without the branch itself."""
        return self.parents

    def _standing(self, row: Any) -> dict[str, Any]:
        return {"version": row.version, "parent": row.parent_id, "end": "last"}


class MovePhaseForm(PartForm):
    """The workstream in which a phase stands from now on."""

    workstream = BranchBox("Move it into", empty="Choose", help_text="Its items go with it.")
    reason = line_box("Why?", most=500, help_text="Kept with the change. May be left out.")

    def __init__(self, *args: Any, parents: Any, **kwargs: Any) -> None:
        self.parents = parents
        super().__init__(*args, **kwargs)
        self.fields["workstream"].required = True
        self.fields["workstream"].error_messages["required"] = "Choose where it goes"

    def rows_for(self, name: str) -> Any:
        """Where the reader may put it."""
        return self.parents

    def _standing(self, row: Any) -> dict[str, Any]:
        return {"version": row.version}


#: What may happen to the open items of what is closed.
FATES = (
    (Open.LEAVE, "They stay as they are, and their owners go on being asked"),
    (Open.MOVE, "They move to another workstream"),
    (Open.CANCEL, "They are cancelled, with the reason above"),
)


class CloseForm(PartForm):
    """Why something is closed, and what happens to its open items."""

    reason = line_box("Why is it closed?", most=500, required=True)
    items = forms.ChoiceField(
        label="Its open items", choices=FATES, widget=forms.RadioSelect, initial=Open.LEAVE
    )
    to = BranchBox("Move them to", empty="Choose")

    def __init__(self, *args: Any, targets: Any, number: int, **kwargs: Any) -> None:
        self.targets = targets
        super().__init__(*args, **kwargs)
        word = "item" if number == 1 else "items"
        # The bound box may have been made already, and keeps the words it was made with.
        self["items"].label = f"What happens to the {number} open {word}"
        if not number:
            del self.fields["items"], self.fields["to"]

    def rows_for(self, name: str) -> Any:
        """Open workstreams outside what is closed."""
        return self.targets

    def _standing(self, row: Any) -> dict[str, Any]:
        return {"version": row.version}


class PhaseForm(PartForm):
    """A phase: its name, and what a sheet may say of it."""

    name = line_box("Name", most=200, required=True)
    percent = PercentBox(label="Percent done, as reported")
    declared_rag = one_of("Rating, as you declare it", DECLARED, empty="Not declared")
    scope_text = line_box("Who it is for, as typed", most=160)
    owners_text = line_box("Owners, as typed", most=500)
    risk_text = words_box("Risks and issues, in words", rows=2)
    interdependency_text = words_box("Interdependencies, in words", rows=2)
    comments_text = words_box("Comments", rows=2)


class TemplateForm(PartForm):
    """A set of phases with a name."""

    name = line_box("Name of the template", most=200, required=True)
    phases = words_box("Its phases, one on each line", rows=5)

    @property
    def names(self) -> list[str]:
        """The phases, in order."""
        return str(self.cleaned_data["phases"]).splitlines()
