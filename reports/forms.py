"""Input of the report's pages to clean values; nothing is saved here."""

from typing import Any

from django import forms

from reports.models import Schedule
from reports.shapes import offered
from workstreams.forms.base import Described


class HoldForm(Described):
    """Why a draft is kept back."""

    reason = forms.CharField(
        label="Why is it held?",
        max_length=400,
        error_messages={"required": "Say why the report is held."},
    )


class ReissueForm(Described):
    """What a new version corrects, and from which facts it is made."""

    note = forms.CharField(
        label="What does the new version correct?",
        max_length=400,
        help_text="Printed on page 1 and in the mail.",
        error_messages={"required": "Say what the new version corrects."},
    )
    fresh_facts = forms.BooleanField(
        label="Freeze the plan again, as it stands now", required=False
    )


class SendAgainForm(Described):
    """Why a mail goes once more, and where to."""

    reason = forms.CharField(
        label="Why is it sent again?",
        max_length=400,
        error_messages={"required": "Say why it is sent again."},
    )
    email = forms.EmailField(label="To this address instead", max_length=254, required=False)


class BounceForm(Described):
    """What the notice says that a mail came back with."""

    reason = forms.CharField(
        label="What does the notice say?",
        max_length=400,
        help_text="The mail server's words, such as 550 5.1.1 mailbox unavailable.",
        error_messages={"required": "Say what the notice says."},
    )


WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def _monthly() -> list[tuple[str, str]]:
    """Only kinds that can be made; asked each time the form is shown."""
    return [
        (value, str(words))
        for value, words in Schedule.Monthly.choices
        if not value or offered(value)
    ]


class ScheduleForm(Described):
    """What a board gets, when it is prepared, and how it goes out."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            classes = field.widget.attrs.get("class", "")
            if isinstance(field.widget, forms.Select):
                field.widget.attrs["class"] = classes.replace("-input", "-select")
            elif isinstance(field.widget, forms.CheckboxInput):
                field.widget.attrs["class"] = classes.replace("govuk-input", "").strip()

    monthly = forms.ChoiceField(label="Each month the board gets", choices=_monthly, required=False)
    quarterly = forms.BooleanField(
        label="And a quarterly review, prepared by the same rule after March, June, September and December",
        required=False,
    )
    rule = forms.ChoiceField(label="Prepared on", choices=Schedule.Rule.choices)
    n = forms.IntegerField(
        label="Which working day, or how many days before the meeting",
        min_value=1,
        max_value=15,
        help_text="Not used for the last working day.",
        widget=forms.NumberInput(attrs={"class": "w-short"}),
        error_messages={
            "required": "Give a number from 1 to 15.",
            "invalid": "Give a whole number from 1 to 15.",
        },
    )
    at = forms.TimeField(
        label="At, in London",
        widget=forms.TimeInput(format="%H:%M", attrs={"class": "w-short"}),
        error_messages={
            "required": "Give the hour, such as 08:00.",
            "invalid": "Give the hour as hours and minutes, such as 08:00.",
        },
    )
    meeting_week = forms.TypedChoiceField(
        label="The board meets in week",
        coerce=int,
        choices=[(n, f"{n}") for n in range(1, 6)],
        help_text="Of the month after; week 5 means the last one.",
    )
    meeting_weekday = forms.TypedChoiceField(
        label="On", coerce=int, choices=list(enumerate(WEEKDAYS))
    )
    grace_hours = forms.IntegerField(
        label="Hours to approve a draft before it is held",
        min_value=1,
        max_value=720,
        widget=forms.NumberInput(attrs={"class": "w-short"}),
        error_messages={"required": "Give the hours, such as 72."},
    )
    issue_by_hand = forms.BooleanField(
        label="Somebody issues it after it is approved; approving alone sends nothing",
        required=False,
    )
    attach = forms.BooleanField(
        label="The mail carries the PDF; otherwise it only leads to it", required=False
    )
    active = forms.BooleanField(label="Reports are prepared for this board", required=False)
