"""Forms of the month: its rule, a period, a return, the strip of phases."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django import forms

from workstreams.forms.base import Described
from workstreams.forms.parts import (
    DayBox,
    MonthBox,
    PartForm,
    WhenBox,
    lines,
    one_of,
    row_of,
    words_box,
)
from workstreams.models import Board, Letter, Nation, PeriodRule, Return
from workstreams.models.choices import DECLARED
from workstreams.month.carried import PARTS
from workstreams.month.duties import due_day_of

LONDON = ZoneInfo("Europe/London")
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
WEEKS = ("first", "second", "third", "fourth", "last")
#: In the order in which a person looks for them; a blank is an answer of its own.
RATINGS = (("green", "Green"), ("amber", "Amber"), ("red", "Red"), ("blue", "Complete"),
           ("", "Not declared"))  # fmt: skip
#: Savings have a scale of their own, with its own words (S4-05).
SAVINGS = (("green", "On track"), ("amber", "At risk of underachieving"),
           ("red", "Not on track to achieve"), ("blue", "Achieved or exceeded"),
           ("", "Not declared"))  # fmt: skip


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


class DeadlineForm(PartForm):
    """Another day on which returns are due, and why."""

    aside = ("reason",)
    due_on = DayBox(label="Returns are due on", required=True)
    reason = forms.CharField(
        label="Why is the day moved?",
        max_length=1000,
        widget=lines(2),
        help_text="Leads read it in their next mail, everybody on the page of the month.",
    )

    def _standing(self, row: Any) -> dict[str, Any]:
        return {"version": row.version, "due_on": due_day_of(row)}

    def clean_due_on(self) -> date:
        """A day is needed."""
        day: date | None = self.cleaned_data["due_on"]
        if day is None:
            raise forms.ValidationError("Give the day on which returns are due, like 28/08/2020")
        return day


class RuleForm(PartForm):
    """By which rule months open, fall due and close."""

    rule = one_of("Returns are due on", PeriodRule.Rule.choices)
    n = forms.IntegerField(
        label="Which working day, or how many days before",
        min_value=1,
        max_value=15,
        help_text="3: the third working day of the month after. Not used for the last working day.",
        widget=forms.NumberInput(attrs={"class": "w3"}),
    )
    at = forms.TimeField(
        label="At",
        help_text="In London, summer and winter.",
        widget=forms.TimeInput(format="%H:%M", attrs={"class": "w4"}),
    )
    board = row_of("The board whose meeting counts", empty="None")
    meeting_week = forms.TypedChoiceField(
        label="It meets by custom in the month's",
        coerce=int,
        choices=[(number, word) for number, word in enumerate(WEEKS, 1)],
        help_text="Used for months whose meeting is not in the calendar yet.",
    )
    meeting_weekday = forms.TypedChoiceField(
        label="on a", coerce=int, choices=list(enumerate(WEEKDAYS))
    )
    nation = one_of("Bank holidays of", Nation.choices)
    opens_before = forms.IntegerField(
        label="Opens so many working days before",
        min_value=1,
        max_value=25,
        widget=forms.NumberInput(attrs={"class": "w3"}),
    )
    closes_after = forms.IntegerField(
        label="Closes so many working days after",
        min_value=0,
        max_value=20,
        help_text="The sponsor hears of missing returns after three.",
        widget=forms.NumberInput(attrs={"class": "w3"}),
    )
    starts = MonthBox(label="From which month on", required=True)
    active = forms.BooleanField(label="Open and close by itself", required=False)

    def rows_for(self, name: str) -> Any:
        """The boards the reader sees."""
        return Board.objects.visible_to(self.user).order_by("name")

    def clean_starts(self) -> date:
        """A month is needed."""
        month: date | None = self.cleaned_data["starts"]
        if month is None:
            raise forms.ValidationError("Give the first month, like August 2020")
        return month


class ReturnForm(PartForm):
    """What a workstream tells about a month. `last` gives the words that stand until others do."""

    aside = ("still",)
    narrative = words_box("What happened this month", rows=6)
    planned = words_box("What is planned next", rows=4)
    risks = words_box("Risks, issues and barriers", rows=4)
    declared_rag = forms.ChoiceField(
        label="Delivery, as you declare it",
        choices=RATINGS,
        required=False,
        widget=forms.RadioSelect,
    )
    declared_reason = words_box("Why this rating?", rows=2)
    savings_rag = forms.ChoiceField(
        label="Savings, as you declare them",
        choices=SAVINGS,
        required=False,
        widget=forms.RadioSelect,
    )
    savings_reason = words_box("Why this savings rating?", rows=2)
    ask = words_box("Decision wanted", rows=2, help_text="Left empty, nothing is asked.")
    ask_by = WhenBox(label="Wanted by")
    ask_otherwise = words_box("What follows if it is not decided", rows=2)
    voice = words_box(
        "What children and families said",
        rows=3,
        help_text="Left empty, the report says that nothing was told. Do not name a child.",
    )
    still = forms.MultipleChoiceField(
        choices=[(part, part) for part in PARTS],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, last: Return | None = None, **kwargs: Any) -> None:
        begun = kwargs.get("row") is not None
        if last is not None and not begun:
            kwargs["initial"] = self._standing(last) | {"version": None}
        super().__init__(*args, **kwargs)
        if not begun:
            self.carry()

    @property
    def seen(self) -> int:
        """The version that the person had before them; 0 when there was no return yet."""
        return self.cleaned_data.get("version") or 0

    @property
    def confirmed(self) -> list[str]:
        """The parts whose words of last month still hold. Only after `is_valid`."""
        return list(self.cleaned_data.get("still", ()))


class AgreeForm(Described):
    """The rating agreed by the office."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    rag = one_of("Rating agreed", DECLARED, empty="As declared")
    reason = forms.CharField(
        label="Why another rating? Or a note.", required=False, max_length=1000, widget=lines(2)
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["rag"].widget.attrs["class"] = "govuk-select"


class QuestionForm(Described):
    """What the office asks of the lead."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    reason = forms.CharField(
        label="Your question", required=False, max_length=2000, widget=lines(2)
    )


class AnswerForm(Described):
    """What the lead answers."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    text = forms.CharField(label="Your answer", required=False, max_length=2000, widget=lines(3))


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
