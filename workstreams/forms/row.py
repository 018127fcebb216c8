"""An item's row: its update, its dates and its words; and what a workstream declares."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone

from workstreams.actions.progress import Progress
from workstreams.again import same_words, says_as_above
from workstreams.forms.base import Described, base_field, read_percent, reads_dates
from workstreams.forms.parts import line_box, words_box
from workstreams.models import Item, Update
from workstreams.models.choices import DECLARED
from workstreams.when import Certainty, Precision, When, read, words


def _date_box(label: str, *, strip: bool = False) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=False,
        max_length=200,
        strip=strip,
        widget=forms.TextInput(attrs={"class": "w-date", "autocomplete": "off"}),
    )


class ItemForm(Described):
    """One row of the plan: percent, declared rating, dates, the reason and this month's words.

    The dates are one text field each and read what people type (design.md 9). What cannot be a
    date is refused with the readings it may have had; "TBC", "ongoing" and "Owain to confirm" are
    answers.
    """

    aside = ("update", "reason", "again")
    version = forms.IntegerField(widget=forms.HiddenInput)
    base = base_field()
    percent = forms.CharField(
        label="Percent done",
        required=False,
        max_length=8,
        widget=forms.TextInput(
            attrs={
                "inputmode": "numeric",
                "class": "w3",
                "autocomplete": "off",
                "data-focus-soft": True,
            }
        ),
    )
    declared_rag = forms.ChoiceField(
        label="RAG, as you declare it",
        required=False,
        choices=(*DECLARED, ("", "Not declared")),
        widget=forms.RadioSelect,
    )
    start = _date_box("Start")
    target = _date_box("Target")
    revised = _date_box("Forecast")
    review_on = _date_box("To be looked at on", strip=True)
    reason = line_box("Why?", most=500, help_text="Needed when a date moves. Kept with the change.")
    update = words_box("Update", rows=2)
    again = forms.BooleanField(label="Save the same words again: they still hold", required=False)

    def __init__(self, *args: Any, item: Item, **kwargs: Any) -> None:
        self.item, self.repeats = item, False
        self.offers: dict[str, Any] = {}
        kwargs.setdefault("initial", initial_of(item))
        # Several rows may be open on one page, so each control is named by its item.
        kwargs.setdefault("auto_id", f"item-{item.pk}-%s")
        super().__init__(*args, **kwargs)
        for name in ("start", "target", "revised", "review_on"):
            field = self.fields[name]
            field.live = True  # type: ignore[attr-defined]
            kind = "day" if name == "review_on" else ""
            reads_dates(field.widget, target=self[name].id_for_label, kind=kind, near=self.near)
        self.carry()

    def clean_percent(self) -> int | str:
        """0 to 100, or "" for blank: blank is not 0."""
        found = read_percent(self.cleaned_data["percent"], label="Percent done")
        return "" if found is None else found

    def clean_start(self) -> When | None:
        """The start as read, or None when it was not touched."""
        return self._date("start", "Start")

    def clean_target(self) -> When | None:
        """The target as read, or None when it was not touched."""
        return self._date("target", "Target")

    def clean_revised(self) -> When | None:
        """The forecast as read, or None when it was not touched."""
        return self._date("revised", "Forecast")

    def clean_review_on(self) -> date | None:
        """The day on which something without an end is looked at again, or None for a blank."""
        when = read(self.cleaned_data["review_on"].strip(), near=self.near)
        if when.is_blank:
            return None
        if when.precision != Precision.DAY or when.earliest is None:
            self.offers["review_on"] = when.offers
            raise forms.ValidationError("The day to look at it must be one day, like 31/03/2021")
        return when.earliest

    def clean(self) -> dict[str, Any]:
        """Refuses, once, the words of the last update: their author saves them anyway or changes them."""
        said = super().clean() or {}
        text = said.get("update", "")
        last = self.item.updates.first() if text.strip() and not says_as_above(text) else None
        if last is not None and same_words(text, last.text):
            self.repeats = True
            if not said.get("again"):
                self.add_error("update", written_before(last))
        return said

    @property
    def asks_review(self) -> bool:
        """Whether the form shows the day on which it is looked at again: it goes on, or has one."""
        item = self.item
        ongoing = Certainty.ONGOING in (item.target.certainty, item.revised.certainty)
        return bool(
            ongoing or item.review_on or self["review_on"].errors or self["review_on"].value()
        )

    def _date(self, name: str, label: str) -> When | None:
        typed = self.cleaned_data[name].strip()
        if typed == getattr(self.item, f"{name}_text").strip():
            return None
        when = read(typed, near=self.near)
        if when.certainty in (Certainty.IMPOSSIBLE, Certainty.UNREAD):
            self.offers[name] = when.offers
            raise forms.ValidationError(f"{label} is {words(when)}")
        return when

    @property
    def near(self) -> date | None:
        """The day that a date without a year is taken to be near."""
        return self.item.due_date or self.item.start_date

    @property
    def progress(self) -> Progress:
        """What was said, for the action. Only after `is_valid`."""
        said = self.cleaned_data
        return Progress(
            percent=said["percent"],
            declared_rag=said["declared_rag"],
            start=said["start"],
            target=said["target"],
            revised=said["revised"],
            review_on=said["review_on"],
            update=said["update"],
            reason=said["reason"],
        )


def initial_of(item: Item) -> dict[str, Any]:
    """What the form holds before anybody typed."""
    return {
        "version": item.version,
        "percent": "" if item.percent is None else item.percent,
        "declared_rag": item.declared_rag,
        "start": item.start_text,
        "target": item.target_text,
        "revised": item.revised_text,
        "review_on": f"{item.review_on:%d/%m/%Y}" if item.review_on else "",
    }


def written_before(last: Update) -> str:
    """What is said of words that repeat the last update."""
    day = timezone.localtime(last.written_at)
    return f"The same was written on {day.day} {day:%B %Y}. Change it, or tick that you mean it"


class DeclareForm(Described):
    """The rating of a workstream, declared by the person who leads it."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    rag = forms.ChoiceField(
        label="Rating",
        choices=(*DECLARED, ("", "Take it back: not declared")),
        required=False,
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label="Why?",
        help_text="Needed when it is Red or Amber. The board reads this beside the rating.",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
