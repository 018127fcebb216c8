"""Forms of the month: a period, a return, the strip of phases."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django import forms

from workstreams.forms import Described
from workstreams.forms_parts import DayBox, MonthBox, PartForm, lines, one_of, words_box
from workstreams.models import Letter
from workstreams.models.choices import DECLARED

LONDON = ZoneInfo("Europe/London")


class PeriodForm(Described):
    """A month, when it opens and when returns are due (at five in the afternoon)."""

    month = MonthBox(label="Month", required=True, help_text="August 2020")
    opens_on = DayBox(label="Opens on", required=True)
    due_on = DayBox(label="Returns are due on", required=True, help_text="At 17:00.")

    def clean(self) -> dict[str, Any]:
        """Every box is needed; the deadline is five o'clock in London."""
        said = super().clean() or {}
        for name in ("month", "opens_on", "due_on"):
            if name in said and said[name] is None:
                self.add_error(name, f"Give: {self.fields[name].label}")
        due = said.get("due_on")
        if isinstance(due, date):
            said["deadline"] = datetime.combine(due, time(17), LONDON)
        return said


class ReturnForm(PartForm):
    """What a workstream tells about a month."""

    narrative = words_box("What happened this month", rows=4)
    planned = words_box("What is planned next", rows=3)
    declared_rag = one_of("Rating for the month, as you declare it", DECLARED, empty="Not declared")
    declared_reason = words_box("Why?", rows=2, help_text="Needed when it is Red or Amber.")
    savings_rag = one_of("Savings rating, as you declare it", DECLARED, empty="Not declared")
    savings_reason = words_box("Why this savings rating?", rows=2)
    ask = words_box("What you ask of the board", rows=2, help_text="Left empty, nothing is asked.")
    voice = words_box(
        "What children and families said",
        rows=2,
        help_text="Left empty, the report says that nothing was told.",
    )


class AgreeForm(Described):
    """The rating agreed by the office."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    rag = one_of("Rating agreed", DECLARED, empty="As declared")
    reason = forms.CharField(
        label="Why another rating?", required=False, max_length=1000, widget=lines(2)
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["rag"].widget.attrs["class"] = "govuk-select"


class StripForm(forms.Form):
    """One letter a month; a blank is a gap in the strip, shown as one."""

    def __init__(
        self, *args: Any, months: list[date], standing: dict[date, str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.months = months
        for month in months:
            self.fields[f"m{month:%Y%m}"] = forms.ChoiceField(
                label=f"{month:%B %Y}",
                choices=(("", "Blank"), *Letter.choices),
                required=False,
                initial=standing.get(month, ""),
                widget=forms.Select(attrs={"class": "govuk-select"}),
            )

    def letters(self) -> list[tuple[date, str]]:
        """Each month with its letter. Only after `is_valid`."""
        return [(month, self.cleaned_data[f"m{month:%Y%m}"]) for month in self.months]
