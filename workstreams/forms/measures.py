"""Forms of measures and readings."""

from __future__ import annotations

from django import forms

from workstreams.forms.parts import (
    FIGURE_HINT,
    DayBox,
    FigureBox,
    PartForm,
    line_box,
    one_of,
    row_of,
    words_box,
)
from workstreams.models import Direction, Person, Window
from workstreams.models.choices import DECLARED


class MeasureForm(PartForm):
    """What is counted, from where, and which way is better."""

    title = line_box("Name", required=True)
    definition = words_box("What exactly is counted", rows=2)
    unit = line_box("Unit", most=40, help_text="%, children, £k.")
    window = one_of("A reading covers", Window.choices)
    direction = one_of("Which way is better", Direction.choices)
    target = FigureBox(label="Target", help_text=FIGURE_HINT)
    tolerance = FigureBox(
        label="Tolerance", help_text="How far from the target is still all right."
    )
    statutory = forms.BooleanField(label="A statute asks for it", required=False)
    source = line_box("Where the number comes from", most=200)
    not_measured_until = DayBox(label="Not measured before")
    workstream = row_of("Workstream", empty="The whole programme")
    workstreams = forms.ModelMultipleChoiceField(
        label="Shared with workstreams",
        queryset=Person.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    owner = row_of("Who gives the number", empty="Nobody yet")
    note = words_box("Note", rows=2)


class ReadingForm(PartForm):
    """The value of one period."""

    aside = ("reason",)
    period = DayBox(label="Period ends on", required=True, help_text="For August 2020: 31/08/2020.")
    value = FigureBox(label="Value", help_text=FIGURE_HINT)
    declared_rag = one_of("Rating, as you declare it", DECLARED, empty="Not declared")
    note = words_box("Note", rows=2)
    reason = line_box(
        "Why is it corrected?", most=500, help_text="Needed when the period has a value already."
    )

    def clean_period(self) -> object:
        """A day; a blank is asked for again."""
        if self.cleaned_data["period"] is None:
            raise forms.ValidationError("Give the last day of the period")
        return self.cleaned_data["period"]
