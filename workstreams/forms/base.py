"""Forms: what people type, to clean values. Nothing is saved here."""

from __future__ import annotations

import json
import re
from datetime import date
from typing import Any

from django import forms
from django.urls import reverse

from workstreams.clash import packed, taken
from workstreams.when import read

#: A percent as people type it.
_PERCENT = re.compile(r"^\s*(\d{1,3})\s*%?\s*$")
#: The design's class of a control.
BOX = re.compile(r"\bgovuk-(input|textarea|select)\b")


class Control(forms.BoundField):
    """A control that points to the hint and the error that our templates print beside it, whenever
    the error came: from the form itself, or from the verb that refused what it said."""

    @property
    def id_for_label(self) -> str:
        """The id that its hint and its error are named after; for a set of radios or ticks, that of the set."""
        return super().id_for_label or self.auto_id

    @property
    def leads_to(self) -> str:
        """The id that a line of the error summary leads to; for a set of radios or ticks, its first."""
        return f"{self.auto_id}_0" if self.use_fieldset else self.id_for_label

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

    @property
    def live(self) -> bool:
        """Whether how it is read is said under the box while somebody types."""
        return bool(getattr(self.field, "live", False))

    @property
    def offers(self) -> Any:
        """Readings that may be meant by a date that was refused."""
        if not (self.live and self.errors):
            return ()
        return (
            getattr(self.form, "offers", {}).get(self.name) or read(str(self.value() or "")).offers
        )

    @property
    def standing(self) -> Any:
        """What an untouched box posts: text, or a list of texts."""
        value = self.field.prepare_value(self.initial)
        if isinstance(value, (list, tuple)):
            return [str(each) for each in value]
        if isinstance(value, bool):
            return "on" if value else ""
        return "" if value is None else str(value)


def read_percent(typed: str, *, label: str) -> int | None:
    """0 to 100; None for a blank, which is not 0. Raises ValidationError with the ``label`` of the box."""
    if not typed.strip():
        return None
    found = _PERCENT.match(typed)
    if found is None or int(found[1]) > 100:
        raise forms.ValidationError(f"{label} must be 0 to 100, or blank")
    return int(found[1])


def missing(field: forms.Field, name: str) -> str:
    """What is said of a box that must not be empty: its own words, and what to do."""
    label = field.label or name.replace("_", " ").capitalize()
    lists = isinstance(field.widget, (forms.Select, forms.RadioSelect))
    return f"Choose an answer to “{label}”" if lists else f"Fill in “{label}”"


def out_of_range(field: forms.IntegerField) -> dict[str, str]:
    """What to say of a number that is too small or too large: which box it is, and what it takes."""
    least, most = field.min_value, field.max_value
    if least is not None and most is not None:
        takes = f"a whole number from {least} to {most}"
    elif least is not None:
        takes = f"a whole number of {least} or more"
    else:
        takes = f"a whole number of {most} or less"
    words = f"“{field.label}” takes {takes}."
    return {"min_value": words, "max_value": words}


class Described(forms.Form):
    """A form whose controls carry the design's classes and point to their hint and error."""

    bound_field_class = Control
    #: Fields that are no part of the row: their texts are not compared with anybody's.
    aside: tuple[str, ...] = ()

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(taken(data), *args, **kwargs)
        for name, field in self.fields.items():
            if field.error_messages["required"] == forms.Field.default_error_messages["required"]:
                field.error_messages["required"] = missing(field, name)
            if isinstance(field, forms.IntegerField):
                for code, words in out_of_range(field).items():
                    field.error_messages.setdefault(code, words)
            if isinstance(
                field.widget, (forms.HiddenInput, forms.RadioSelect, forms.CheckboxInput)
            ):
                continue
            box = "textarea" if isinstance(field.widget, forms.Textarea) else "input"
            classes = [f"govuk-{box}", field.widget.attrs.get("class", "")]
            field.widget.attrs["class"] = " ".join(filter(None, classes))

    @property
    def boxes(self) -> list[Any]:
        """The boxes whose texts are the row's."""
        return [box for box in self.visible_fields() if box.name not in self.aside]

    def standing(self) -> dict[str, Any]:
        """What its boxes hold before anybody types, as they post it."""
        return {box.name: box.standing for box in self.boxes}

    def carry(self) -> None:
        """Has the form carry what stands in its boxes, for the day somebody else is quicker."""
        if not self.is_bound:
            self.initial["base"] = packed(self.standing())


def base_field() -> forms.CharField:
    """What stood in the boxes when the form was opened."""
    return forms.CharField(required=False, widget=forms.HiddenInput)


def reads_dates(
    widget: forms.Widget, *, target: str, kind: str = "", near: date | None = None
) -> None:
    """Has a box say under it, while somebody types, how a date is read."""
    vals = {
        key: value for key, value in (("as", kind), ("near", near and near.isoformat())) if value
    }
    widget.attrs |= {
        "hx-get": reverse("read_date"),
        "hx-trigger": "keyup changed delay:400ms, change",
        "hx-target": f"#{target}-read",
        "hx-swap": "innerHTML",
        "hx-sync": "this:queue last",
    }
    if vals:
        widget.attrs["hx-vals"] = json.dumps(vals)
