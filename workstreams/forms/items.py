"""Forms of an item: adding one, its owners, its place, its status, what hangs on it."""

from __future__ import annotations

from typing import Any

from django import forms

from workstreams.forms.base import Described
from workstreams.forms.parts import DayBox, PartForm, WhenBox, line_box, words_box
from workstreams.forms.people import PeopleBox
from workstreams.models import Item, Kind, Phase, Status, Workstream


class WithPeople(PartForm):
    """A form with boxes in which people are found."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if isinstance(field, PeopleBox) and self.programme is not None:
                field.of(self, name, self.programme)

    @property
    def accepted(self) -> list[str]:
        """Names that somebody said to add, which the form goes on carrying."""
        data: Any = self.data if self.is_bound else {}
        return list(data.getlist("_new")) if hasattr(data, "getlist") else []


class AddItemForm(WithPeople):
    """A new row of the plan: what, who, by when. The rest stands on its page."""

    title = line_box("What is to be done", most=500, required=True)
    kind = forms.ChoiceField(label="Kind", choices=Kind.choices, initial=Kind.TASK)
    lead = PeopleBox(label="Lead", help_text="Name, initials or part of it.")
    start = WhenBox(label="Start")
    target = WhenBox(label="Target")
    review_on = DayBox(
        label="To be looked at on", help_text="Needed when it goes on without an end."
    )
    ref = line_box("Printed number", most=40)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["title"].widget.attrs["data-focus-soft"] = True
        self.fields["ref"].widget.attrs["class"] = "govuk-input w-date"


class OwnersForm(WithPeople):
    """Who leads an item and who supports."""

    aside = ("reason",)
    lead = PeopleBox(label="Lead", help_text="Name, initials or part of it. One person leads.")
    support = PeopleBox(label="Support", many=True, help_text="Several are parted by a semicolon.")
    reason = line_box(
        "Why the change?", most=500, help_text="Kept with the change. May be left out."
    )

    def _standing(self, row: Any) -> dict[str, Any]:
        if row is None:
            return {}
        people = [
            each.person
            for each in row.ownerships.select_related("person").order_by("-lead", "position")
        ]
        leads = [each.person for each in row.ownerships.all() if each.lead]
        lead = leads[0] if leads else None
        return {
            "version": row.version,
            "lead": lead,
            "support": [person for person in people if person != lead],
        }


#: What may be said of an item's status by hand; the percent says the rest.
STATUSES = (
    ("open", "It goes on", "Not started or in progress, as the percent says"),
    (Status.ON_HOLD, "On hold", "Needs its reason; it is not counted as late"),
    (Status.COMPLETE, "Complete", "Sets it to 100%"),
    (Status.BUSINESS_AS_USUAL, "Moved to business as usual", "Needs somebody who watches it"),
    (Status.CANCELLED, "Cancelled", "Needs its reason; it stays in the history"),
)


class StatusForm(WithPeople):
    """On hold, cancelled, complete, business as usual, or going on again."""

    aside = ("reason",)
    status = forms.ChoiceField(
        label="What is it now?",
        choices=[(value, f"{word}. {more}.") for value, word, more in STATUSES],
        widget=forms.RadioSelect,
    )
    reason = words_box(
        "Why?", rows=2, most=1000, help_text="Needed for on hold and cancelled. Boards read it."
    )
    watcher = PeopleBox(label="Who watches it as business as usual")
    percent = forms.IntegerField(
        label="Percent done",
        required=False,
        min_value=0,
        max_value=100,
        help_text="Needed only when it stood at 100% and goes on again.",
        widget=forms.TextInput(
            attrs={"class": "w3", "inputmode": "numeric", "autocomplete": "off"}
        ),
    )

    def _standing(self, row: Any) -> dict[str, Any]:
        if row is None:
            return {}
        goes_on = row.status in (Status.NOT_STARTED, Status.IN_PROGRESS)
        return {
            "version": row.version,
            "status": "open" if goes_on else row.status,
            "reason": row.status_reason,
            "watcher": row.watcher,
        }

    def status_of(self, item: Item) -> str:
        """The status that the answer means for an item: going on is in progress once anything is done."""
        said = str(self.cleaned_data["status"])
        if said != "open":
            return said
        percent = self.cleaned_data["percent"]
        done = item.percent if percent is None else percent
        return Status.IN_PROGRESS if done else Status.NOT_STARTED


class PlaceForm(PartForm):
    """Another workstream or phase for an item."""

    aside = ("reason",)
    place = forms.ChoiceField(label="Where it belongs", choices=())
    reason = line_box("Why?", most=500)

    def __init__(self, *args: Any, places: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].choices = places  # type: ignore[attr-defined]

    def _standing(self, row: Any) -> dict[str, Any]:
        if row is None:
            return {}
        here = f"p{row.phase_id}" if row.phase_id else f"w{row.workstream_id}"
        return {"version": row.version, "place": here}

    def chosen(self) -> tuple[Workstream, Phase | None]:
        """The workstream and the phase. Only after `is_valid`."""
        kind, pk = self.cleaned_data["place"][0], int(self.cleaned_data["place"][1:])
        if kind == "w":
            return Workstream.objects.get(pk=pk), None
        phase = Phase.objects.select_related("workstream").get(pk=pk)
        return phase.workstream, phase


class LinesForm(Described):
    """Lines of a checklist, one or many at once."""

    text = forms.CharField(
        label="What is to be done",
        help_text="One line each; a numbered list can be pasted.",
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class SplitForm(Described):
    """The actions that an item holds, one line each."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    text = forms.CharField(
        label="One line for each item",
        help_text="Numbers and bullets before a line are dropped.",
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 8}),
    )

    @property
    def seen(self) -> int | None:
        """The version that the person had before them."""
        return self.cleaned_data.get("version")


class LineForm(PartForm):
    """One line of a checklist."""

    text = line_box("What is to be done", most=500, required=True)


class ReminderForm(PartForm):
    """On which day, and what to ask."""

    on = DayBox(label="Remind on")
    text = line_box("What to ask", help_text="Left empty: ask for the date, or look at it again.")


class AttachmentForm(PartForm):
    """A file, or the address of one."""

    title = line_box(
        "Title", most=200, help_text="The same title again becomes the next version of it."
    )
    file = forms.FileField(
        label="File",
        required=False,
        help_text="At most 10 MB. No document may name a child.",
        widget=forms.FileInput(attrs={"class": "w-full"}),
    )
    url = forms.URLField(
        label="Or its address",
        required=False,
        max_length=1000,
        assume_scheme="https",
        widget=forms.URLInput(attrs={"class": "w-full", "autocomplete": "off"}),
    )
    note = line_box("Note", most=500)


class AttachmentChangeForm(PartForm):
    """The title, the note, and the address of a link."""

    title = line_box("Title", most=200, required=True)
    url = forms.URLField(
        label="Address",
        required=False,
        max_length=1000,
        assume_scheme="https",
        widget=forms.URLInput(attrs={"class": "w-full", "autocomplete": "off"}),
    )
    note = line_box("Note", most=500)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.row is not None and self.row.stored_as:  # type: ignore[attr-defined]
            del self.fields["url"]
