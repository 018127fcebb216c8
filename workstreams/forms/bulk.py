"""What people say about many items at once: what is done, how, and why."""

from __future__ import annotations

import re
from typing import Any

from django import forms

from workstreams.bulk import FORECAST, MOVES, GiveTo, MoveDates, SetPhase, SetStatus, Spec
from workstreams.forms.base import Described
from workstreams.forms.people import PeopleBox
from workstreams.models import Status

DATES, OWNER, STATUS, PHASE = "dates", "owner", "status", "phase"
#: What may be done with many items: name, words of the choice.
DEEDS = (
    (DATES, "Move their dates"),
    (OWNER, "Give them to somebody"),
    (STATUS, "Set their status"),
    (PHASE, "Put them in a phase"),
)
NO_PHASE = "-"
#: "12:3": item 12 in its third version.
SEEN = re.compile(r"(\d{1,18}):(\d{1,9})")


class BulkForm(Described):
    """The particulars of one change; which boxes there are follows from what is done."""

    do = forms.ChoiceField(choices=DEEDS, widget=forms.HiddenInput)
    reason = forms.CharField(
        label="Reason for all of them",
        required=False,
        max_length=500,
        widget=forms.TextInput(attrs={"class": "w-full", "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, do: str, phases: list[str], **kwargs: Any) -> None:
        self.deed = do
        super().__init__(*args, **kwargs)
        self.fields["do"].initial = do
        for name, field in _boxes(do, phases).items():
            self.fields[name] = field
            if isinstance(field.widget, forms.Select):
                field.widget.attrs["class"] = "govuk-select"
            elif isinstance(field.widget, (forms.TextInput, forms.NumberInput)):
                kept = field.widget.attrs.get("class", "")
                field.widget.attrs["class"] = f"govuk-input {kept}".strip()
        self.fields["reason"].help_text = {
            DATES: "Needed: it is kept with each new date.",
            STATUS: "Needed for on hold and cancelled.",
        }.get(do, "Kept with each change.")

    @property
    def particulars(self) -> list[Any]:
        """The boxes that say what is done; the reason stands apart."""
        return [box for box in self.visible_fields() if box.name != "reason"]

    def clean_weeks(self) -> int:
        """Whole weeks, later or earlier, but not none."""
        weeks = int(self.cleaned_data["weeks"])
        if weeks == 0:
            raise forms.ValidationError("0 weeks moves nothing: give a number of weeks")
        return weeks

    @property
    def weeks(self) -> int:
        """The weeks with their direction. Only after `is_valid`."""
        way = -1 if self.cleaned_data["way"] == "earlier" else 1
        return way * abs(int(self.cleaned_data["weeks"]))

    @property
    def spec(self) -> Spec:
        """What is to be done. Only after `is_valid`."""
        said = self.cleaned_data
        if self.deed == DATES:
            return MoveDates(self.weeks, said["which"])
        if self.deed == OWNER:
            return GiveTo(said["person"], keep=said["keep"])
        if self.deed == STATUS:
            watcher = said.get("watcher") if said["status"] == Status.BUSINESS_AS_USUAL else None
            return SetStatus(said["status"], said.get("reason", "").strip(), watcher)
        return SetPhase("" if said["phase"] == NO_PHASE else said["phase"])


def _boxes(do: str, phases: list[str]) -> dict[str, forms.Field]:
    if do == DATES:
        number = forms.NumberInput(attrs={"class": "w3", "min": 1, "max": 104})
        return {
            "weeks": forms.IntegerField(
                label="Weeks", min_value=0, max_value=104, initial=2, widget=number
            ),
            "way": forms.ChoiceField(
                label="Direction", choices=(("later", "Later"), ("earlier", "Earlier"))
            ),
            "which": forms.ChoiceField(
                label="Which dates",
                choices=[
                    (name, words[:1].upper() + words[1:]) for name, (words, _) in MOVES.items()
                ],
                initial=FORECAST,
                help_text="The target stays unless you move it too.",
            ),
        }
    if do == OWNER:
        return {
            "person": PeopleBox(label="Who leads them", required=True),
            "keep": forms.BooleanField(label="Who led before stays as support", required=False),
        }
    if do == STATUS:
        return {
            "status": forms.ChoiceField(label="Status", choices=Status.choices),
            "watcher": PeopleBox(label="Who watches them", help_text="Only for business as usual."),
        }
    names = [(name, name) for name in phases]
    return {
        "phase": forms.ChoiceField(
            label="Phase",
            choices=[*names, (NO_PHASE, "No phase: straight under the workstream")],
            help_text="The phase of this name in each item's own workstream.",
        )
    }


def seen_of(text: str) -> dict[int, int]:
    """Which items the page showed, each with the version it showed."""
    return {int(key): int(version) for key, version in SEEN.findall(text)}
