"""Input of a committee report: its sections, and beginning one. Nothing is saved here."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms

from reports.committee import SECTIONS, Section, State, Text
from reports.committee.sections import answer
from reports.periods import Month
from reports.publish.texts import mark_of
from workstreams.forms.base import Described

INSTEAD = (
    ("", "As written above"),
    (State.NIL.value, "None"),
    (State.NOT_APPLICABLE.value, "Not applicable"),
)
LONGEST = 20_000  # letters of a section
SHORT = ("meeting", "wards", "author")


class SectionsForm(Described):
    """Every section on one page: a text, or that there is none. Beside each stands what it was drawn from, so
    that nobody's words are written over."""

    def __init__(self, data: Any = None, *, texts: Iterable[Text] = ()) -> None:
        self.texts = {each.key: each for each in texts}
        # of this form only, before its boxes are dressed
        self.base_fields: dict[str, forms.Field] = {}  # type: ignore[misc]
        for section in SECTIONS:
            self._fill(section)
        super().__init__(data)
        _dress_choices(self)

    def _fill(self, section: Section) -> None:
        stands = self.texts.get(section.key, Text(section.key))
        text = forms.CharField(
            label=section.title + ("" if section.required else " (optional)"),
            help_text=section.asks,
            max_length=LONGEST,
            required=False,
            initial=stands.text,
            widget=forms.TextInput() if section.key in SHORT else forms.Textarea(attrs={"rows": 4}),
            error_messages={
                "max_length": f"{section.title}: at most 20,000 letters; attach the rest."
            },
        )
        self.base_fields[section.key] = text
        if section.nil:
            self.base_fields[f"{section.key}_none"] = forms.ChoiceField(
                label=f"{section.title}: instead of a text",
                choices=INSTEAD,
                required=False,
                initial=stands.state if stands.state in (State.NIL, State.NOT_APPLICABLE) else "",
                widget=forms.Select(),
            )
        self.base_fields[f"{section.key}_seen"] = forms.CharField(
            required=False, initial=mark_of(stands), widget=forms.HiddenInput()
        )

    def clean(self) -> dict[str, Any]:
        super().clean()
        self.answers: dict[str, Text] = {}
        for section in SECTIONS:
            if section.key in self.errors:
                continue
            said = self.cleaned_data.get(f"{section.key}_none") or None
            try:
                state, text = answer(
                    self.cleaned_data.get(section.key, ""), State(said) if said else None
                )
            except ValueError as error:
                self.add_error(
                    section.key, f"{section.title}: {str(error)[:1].lower()}{str(error)[1:]}"
                )
                continue
            self.answers[section.key] = Text(section.key, state, text)
        return self.cleaned_data

    @property
    def seen(self) -> Mapping[str, str]:
        """The mark of what each section was drawn from."""
        return {s.key: self.cleaned_data.get(f"{s.key}_seen", "") for s in SECTIONS}

    @property
    def boxes(self) -> list[dict[str, Any]]:
        """Section, its text, its other answer, its mark: for the template."""
        return [
            {
                "section": section,
                "text": self[section.key],
                "none": self[f"{section.key}_none"] if section.nil else None,
                "seen": self[f"{section.key}_seen"],
                "stands": self.texts.get(section.key, Text(section.key)),
            }
            for section in SECTIONS
        ]


class BeginForm(Described):
    """Of which month a committee report is, and to which meeting it goes."""

    month = forms.ChoiceField(
        label="The facts of", help_text="Months that are over, the latest first."
    )
    meeting = forms.ChoiceField(
        label="It goes to the meeting of",
        required=False,
        help_text="Its day heads the report. After the day its papers are due an unapproved draft is held.",
    )

    def __init__(
        self, data: Any = None, *, months: Iterable[Month] = (), meetings: Iterable[Any] = ()
    ) -> None:
        super().__init__(data)
        _dress_choices(self)
        month, meeting = self.fields["month"], self.fields["meeting"]
        month.choices = [(each.key, str(each)) for each in months]  # type: ignore[attr-defined]
        meeting.choices = [("", "Not known yet")] + [  # type: ignore[attr-defined]
            (str(each.pk), f"{each.on:%-d %B %Y}") for each in meetings
        ]


def _dress_choices(form: forms.Form) -> None:
    """A choice looks like one, not like a box to type in."""
    for field in form.fields.values():
        if isinstance(field.widget, forms.Select):
            field.widget.attrs["class"] = "govuk-select"
