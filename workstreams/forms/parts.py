"""What the forms of risks, money, measures and meetings share: fields that read what people type."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.db.models import Model
from django.urls import reverse

from workstreams.forms.base import Described, base_field, reads_dates
from workstreams.models import Figure, Item, Person, Programme, Workstream
from workstreams.money import amounts
from workstreams.when import Certainty, Precision, When, read, words


class WhenBox(forms.CharField):
    """One text box for a date: a day, a month, TBC, ongoing, a person it waits for."""

    live = True  # how it is read is said under the box
    kind = ""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        kwargs.setdefault("max_length", 200)
        kwargs.setdefault(
            "widget", forms.TextInput(attrs={"class": "w-date", "autocomplete": "off"})
        )
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        """The text as it was typed."""
        return value.text if isinstance(value, When) else value

    def clean(self, value: Any) -> When:
        """The date as read. What cannot be a date is refused, with the day it may have meant."""
        when = read(super().clean(value))
        if when.certainty in (Certainty.IMPOSSIBLE, Certainty.UNREAD):
            raise forms.ValidationError(f"{self.label} is {words(when)}")
        return when


class DayBox(WhenBox):
    """One text box for a single day, for things that happen on a day: a meeting, a deadline."""

    kind = "day"

    def prepare_value(self, value: Any) -> Any:
        """31/03/2021, which reads back as the same day."""
        return f"{value:%d/%m/%Y}" if isinstance(value, date) else value

    def clean(self, value: Any) -> date | None:  # type: ignore[override]
        """The day, or None for a blank."""
        when = super().clean(value)
        if when.is_blank:
            return None
        if when.precision != Precision.DAY or when.earliest is None:
            raise forms.ValidationError(f"{self.label} must be one day, like 31/03/2021")
        return when.earliest


class MonthBox(WhenBox):
    """One text box for a month; answers its first day."""

    kind = "month"

    def prepare_value(self, value: Any) -> Any:
        """03/2021 as `Mar 2021`."""
        return f"{value:%b %Y}" if isinstance(value, date) else value

    def clean(self, value: Any) -> date | None:  # type: ignore[override]
        """The first day of the month, or None for a blank."""
        when = super().clean(value)
        if when.is_blank:
            return None
        if when.precision not in (Precision.DAY, Precision.MONTH) or when.earliest is None:
            raise forms.ValidationError(f"{self.label} must be a month, like August 2020")
        return when.earliest.replace(day=1)


class FigureBox(forms.CharField):
    """One text box for a figure, or for the word why there is none."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        kwargs.setdefault("max_length", 40)
        kwargs.setdefault(
            "widget", forms.TextInput(attrs={"class": "w-date", "autocomplete": "off"})
        )
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        """The figure as it can be typed again."""
        return amounts.typed_form(value) if isinstance(value, Figure) else value

    def clean(self, value: Any) -> Figure:
        """The figure as read."""
        try:
            return amounts.read_figure(super().clean(value))
        except ValueError as error:
            raise forms.ValidationError(f"{self.label} {error}") from error


FIGURE_HINT = (
    "A figure, or nil, not applicable, not reported. Left empty it stays blank, which is not 0."
)


class YesNo(forms.TypedChoiceField):
    """Yes, no, or nobody has said."""

    def __init__(self, **kwargs: Any) -> None:
        choices = (("", "Nobody has said"), ("yes", "Yes"), ("no", "No"))
        super().__init__(
            choices=choices, required=False, empty_value=None, coerce=lambda v: v == "yes", **kwargs
        )

    def prepare_value(self, value: Any) -> Any:
        """True and False as their words."""
        return {True: "yes", False: "no"}.get(value, value) if isinstance(value, bool) else value


class ItemBox(forms.CharField):
    """Names an item of the programme by its printed number, or by # and the number of its page."""

    finds_items = True  # those that are called so are offered under the box

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        kwargs.setdefault(
            "widget", forms.TextInput(attrs={"class": "w-date", "autocomplete": "off"})
        )
        super().__init__(max_length=500, **kwargs)
        self.among = Item.objects.none()

    def prepare_value(self, value: Any) -> Any:
        """# and the number of its page, which is never ambiguous."""
        if isinstance(value, Item):
            return f"#{value.pk}"
        return f"#{value}" if isinstance(value, int) else value

    def clean(self, value: Any) -> Item | None:
        """The one item of that number, or of exactly that title."""
        typed = super().clean(value).strip()
        if not typed:
            return None
        by_page = typed[1:] if typed.startswith("#") else ""
        if typed.startswith("#"):
            found = list(self.among.filter(pk=int(by_page))[:1]) if by_page.isdigit() else []
        else:
            found = list(self.among.filter(ref=typed)[:2])
            found = found or list(self.among.filter(title__iexact=typed)[:2])
        if not found:
            raise forms.ValidationError(
                f"No item of this programme has the number or the title {typed}"
            )
        if len(found) > 1:
            raise forms.ValidationError(
                f"More than one item is numbered {typed}: give # and the number in its page's address"
            )
        return found[0]


def lines(rows: int = 3) -> forms.Textarea:
    """A box for some lines of text."""
    return forms.Textarea(attrs={"rows": rows})


def words_box(label: str, *, rows: int = 3, most: int = 4000, **extra: Any) -> forms.CharField:
    """A box for words; nothing typed is the empty string."""
    return forms.CharField(
        label=label, required=False, max_length=most, widget=lines(rows), **extra
    )


def line_box(
    label: str, *, most: int = 300, required: bool = False, **extra: Any
) -> forms.CharField:
    """A box for one line."""
    return forms.CharField(
        label=label,
        required=required,
        max_length=most,
        widget=forms.TextInput(attrs={"class": "w-full", "autocomplete": "off"}),
        **extra,
    )


def one_of(label: str, choices: Any, *, empty: str = "", **extra: Any) -> forms.ChoiceField:
    """A list of fixed words; with `empty` the first line is a blank that says so."""
    given = [("", empty), *choices] if empty else list(choices)
    return forms.ChoiceField(label=label, choices=given, required=not empty, **extra)


def row_of(label: str, *, empty: str, **extra: Any) -> forms.ModelChoiceField:
    """A list of rows, filled when the programme is known."""
    return forms.ModelChoiceField(
        label=label, queryset=Person.objects.none(), required=False, empty_label=empty, **extra
    )


class PartForm(Described):
    """A form whose fields are columns of one row. `facts` goes to the verb as it stands."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    base = base_field()

    def __init__(
        self,
        *args: Any,
        row: Model | None = None,
        programme: Programme | None = None,
        user: Any = None,
        **kwargs: Any,
    ) -> None:
        self.row, self.programme, self.user = row, programme, user
        given = kwargs.pop("initial", None) or {}
        super().__init__(*args, initial={**self._standing(row), **given}, **kwargs)
        for name, field in self.fields.items():
            if isinstance(field, ItemBox) and programme is not None:
                field.among = Item.objects.visible_to(user).filter(programme=programme)
                field.widget.attrs |= {
                    "hx-get": reverse("items_find", args=[programme.slug]),
                    "hx-trigger": "keyup changed delay:250ms",
                    "hx-target": f"#{self[name].id_for_label}-found",
                    "hx-swap": "innerHTML",
                    "hx-sync": "this:queue last",
                }
            elif isinstance(field, forms.ModelChoiceField):
                field.queryset = self.rows_for(name)
            if isinstance(field.widget, forms.Select):
                field.widget.attrs["class"] = field.widget.attrs["class"].replace(
                    "-input", "-select"
                )
            if isinstance(field, WhenBox):
                reads_dates(field.widget, target=self[name].id_for_label, kind=field.kind)
        if row is not None:
            self.carry()

    def rows_for(self, name: str) -> Any:
        """The rows that a list offers: never one that the reader may not see."""
        if name in ("workstream", "on_workstream", "workstreams"):
            return (
                Workstream.objects.visible_to(self.user)
                .filter(programme=self.programme)
                .only("pk", "ref", "title", "sort_key", "programme")
                .order_by("sort_key")
            )
        return Person.objects.visible_to(self.user).only("pk", "name").order_by("name", "pk")

    def _standing(self, row: Model | None) -> dict[str, Any]:
        if row is None:
            return {}
        standing = {"version": getattr(row, "version", None)}
        for name, field in self.base_fields.items():
            if name in self.aside or name in ("version", "base"):
                continue
            if isinstance(field, forms.ModelMultipleChoiceField):
                standing[name] = [each.pk for each in getattr(row, name).all()]
            elif isinstance(field, (forms.ModelChoiceField, ItemBox)):
                standing[name] = getattr(row, f"{name}_id")
            else:
                standing[name] = getattr(row, name)
        return standing

    @property
    def facts(self) -> dict[str, Any]:
        """The columns with their values. Only after `is_valid`."""
        left_out = {"version", "base", *self.aside}
        return {name: value for name, value in self.cleaned_data.items() if name not in left_out}

    @property
    def seen(self) -> int | None:
        """The version that the person had before them."""
        return self.cleaned_data.get("version")


class ReasonForm(Described):
    """A reason, for a step that needs one."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    reason = forms.CharField(label="Why?", required=False, max_length=1000, widget=lines(2))

    @property
    def seen(self) -> int | None:
        """The version that the person had before them."""
        return self.cleaned_data.get("version")
