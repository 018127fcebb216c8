"""Forms: what people type, to clean values. Nothing is saved here."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from django import forms
from django.urls import reverse

from workstreams.actions.progress import Progress
from workstreams.models import Item
from workstreams.models.choices import DECLARED
from workstreams.when import Certainty, When, read, words

#: Words of a percent that mean something else than a number.
PERCENT = re.compile(r"^\s*(\d{1,3})\s*%?\s*$")
#: The design's class of a control.
BOX = re.compile(r"\bgovuk-(input|textarea|select)\b")


class Control(forms.BoundField):
    """A control that points to the hint and the error that our templates print beside it, whenever
    the error came: from the form itself, or from the verb that refused what it said."""

    @property
    def aria_describedby(self) -> str:
        """The ids of its hint and its error."""
        told = ("hint", self.help_text), ("error", self.errors)
        return " ".join(f"{self.id_for_label}-{word}" for word, there in told if there)

    def build_widget_attrs(self, attrs: Any, widget: Any = None) -> dict[str, Any]:
        """The attributes of the tag; a control in error is marked as one."""
        attrs = super().build_widget_attrs(attrs, widget)
        plain = (widget or self.field.widget).attrs.get("class", "")
        if self.errors and (box := BOX.search(plain)):
            attrs["class"] = f"{plain} {box[0]}--error"
        return attrs


class Described(forms.Form):
    """A form whose controls carry the design's classes and point to their hint and error."""

    bound_field_class = Control

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field.widget, (forms.HiddenInput, forms.RadioSelect)):
                continue
            box = "textarea" if isinstance(field.widget, forms.Textarea) else "input"
            classes = [f"govuk-{box}", field.widget.attrs.get("class", "")]
            field.widget.attrs["class"] = " ".join(filter(None, classes))


class ItemForm(Described):
    """One row of the plan: percent, declared rating, dates, the reason and this month's words.

    The dates are one text field each and read what people type (design.md 9). What cannot be a
    date is refused with the readings it may have had; "TBC", "ongoing" and "Owain to confirm" are
    answers.
    """

    version = forms.IntegerField(widget=forms.HiddenInput)
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
    start = forms.CharField(
        label="Start",
        required=False,
        max_length=200,
        strip=False,
        widget=forms.TextInput(attrs={"class": "w-date", "autocomplete": "off"}),
    )
    target = forms.CharField(
        label="Target",
        required=False,
        max_length=200,
        strip=False,
        widget=forms.TextInput(attrs={"class": "w-date", "autocomplete": "off"}),
    )
    revised = forms.CharField(
        label="Forecast",
        required=False,
        max_length=200,
        strip=False,
        widget=forms.TextInput(attrs={"class": "w-date", "autocomplete": "off"}),
    )
    reason = forms.CharField(
        label="Why?",
        help_text="Needed when a date moves. Kept with the change.",
        required=False,
        max_length=500,
        widget=forms.TextInput(attrs={"class": "w-full", "autocomplete": "off"}),
    )
    update = forms.CharField(
        label="Update",
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, item: Item, **kwargs: Any) -> None:
        self.item = item
        self.offers: dict[str, Any] = {}
        kwargs.setdefault("initial", initial_of(item))
        # Several rows may be open on one page, so each control is named by its item.
        kwargs.setdefault("auto_id", f"item-{item.pk}-%s")
        super().__init__(*args, **kwargs)
        for name in ("start", "target", "revised"):
            self.fields[name].widget.attrs |= {
                "hx-get": reverse("date_read", args=[item.pk]),
                "hx-trigger": "keyup changed delay:400ms",
                "hx-target": f"#{self[name].id_for_label}-read",
                "hx-swap": "innerHTML",
            }

    def clean_percent(self) -> int | str:
        """0 to 100, or "" for blank: blank is not 0."""
        typed = str(self.cleaned_data["percent"])
        if not typed.strip():
            return ""
        found = PERCENT.match(typed)
        if found is None or int(found[1]) > 100:
            raise forms.ValidationError("Percent done must be 0 to 100, or blank")
        return int(found[1])

    def clean_start(self) -> When | None:
        """The start as read, or None when it was not touched."""
        return self._date("start", "Start")

    def clean_target(self) -> When | None:
        """The target as read, or None when it was not touched."""
        return self._date("target", "Target")

    def clean_revised(self) -> When | None:
        """The forecast as read, or None when it was not touched."""
        return self._date("revised", "Forecast")

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
    }


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
