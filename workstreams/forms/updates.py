"""The compact form of one row of My updates."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from django import forms

from workstreams.actions.progress import Progress
from workstreams.again import same_words, says_as_above
from workstreams.forms.base import Described, read_percent, reads_dates
from workstreams.forms.parts import line_box, words_box
from workstreams.forms.row import written_before
from workstreams.models import Item, Update
from workstreams.models.choices import DECLARED
from workstreams.when import Certainty, When, read, words

#: What stands in the row before anybody typed, and what starts empty.
FACTS, WORDS = ("percent", "declared_rag", "revised"), ("reason", "update")


class RowForm(Described):
    """Percent, rating, forecast with its reason, words. Many of them stand in one form of the page.

    Each control is named by its item ("i12-percent"). What differs from before is what was said; a
    row that nobody touched says nothing. Words that repeat the last update are refused once: then
    the author saves them anyway, or changes them.
    """

    version = forms.IntegerField(widget=forms.HiddenInput)
    above = forms.IntegerField(widget=forms.HiddenInput, required=False)
    was = forms.CharField(widget=forms.HiddenInput, required=False, max_length=2000)
    percent = forms.CharField(
        label="Percent",
        required=False,
        max_length=8,
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "class": "w3", "autocomplete": "off", "data-first": True}
        ),
    )
    declared_rag = forms.ChoiceField(
        label="RAG", required=False, choices=(), widget=forms.RadioSelect
    )
    revised = line_box("Forecast", most=200)
    reason = line_box("Why?", most=500)
    update = words_box("Update", rows=2)
    again = forms.BooleanField(label="Save the same words again", required=False)

    def __init__(self, *args: Any, item: Item, last: Update | None = None, **kwargs: Any) -> None:
        self.item, self.last, self.repeats = item, last, False
        above = kwargs.pop("above", None)
        kwargs["initial"] = {
            "version": item.version,
            "above": above,
            "percent": "" if item.percent is None else str(item.percent),
            "declared_rag": item.declared_rag,
            "revised": item.revised_text,
        }
        kwargs["initial"]["was"] = json.dumps({name: kwargs["initial"][name] for name in FACTS})
        super().__init__(*args, prefix=f"i{item.pk}", auto_id="%s", **kwargs)
        blank = [] if item.declared_rag else [("", "Not declared")]
        self.fields["declared_rag"].choices = [*DECLARED, *blank]  # type: ignore[attr-defined]
        revised = self.fields["revised"]
        revised.live = True  # type: ignore[attr-defined]
        reads_dates(revised.widget, target=self["revised"].id_for_label, near=self.near)

    @property
    def changed(self) -> set[str]:
        """The fields whose writer changed them from what stood before them, whoever saved since."""
        try:
            was = json.loads(self["was"].value() or "")
        except ValueError:
            was = {}
        seen = was if isinstance(was, dict) else {}
        typed = {name: str(self[name].value() or "").strip() for name in (*FACTS, *WORDS)}
        return {
            name
            for name, value in typed.items()
            if value != str(seen.get(name, self.initial.get(name, ""))).strip()
        }

    @property
    def touched(self) -> bool:
        """Whether anything was typed into the row."""
        return bool(self.changed)

    def clean_percent(self) -> int | str:
        """0 to 100, or "" for blank: blank is not 0."""
        found = read_percent(self.cleaned_data["percent"], label="Percent")
        return "" if found is None else found

    def clean_revised(self) -> When | None:
        """The forecast as read, or None when it was not touched."""
        typed = self.cleaned_data["revised"].strip()
        if "revised" not in self.changed or typed == self.item.revised_text.strip():
            return None
        when = read(typed, near=self.near)
        if when.certainty in (Certainty.IMPOSSIBLE, Certainty.UNREAD):
            raise forms.ValidationError(f"Forecast is {words(when)}")
        return when

    @property
    def near(self) -> date | None:
        """The day that a date without a year is taken to be near."""
        return self.item.due_date or self.item.start_date

    def clean(self) -> dict[str, Any]:
        """Refuses, once, words that its author saved before."""
        said = super().clean() or {}
        text = said.get("update", "")
        if (
            self.last is not None
            and not says_as_above(text)
            and same_words(text, self.last.text)
            and not said.get("again")
        ):
            self.repeats = True
            self.add_error("update", written_before(self.last))
        self.repeats = self.repeats or bool(said.get("again"))
        return said

    def progress(self, *, no_change: bool, above: Item | None) -> Progress:
        """What was said, for the verb. Only after `is_valid`."""
        said, changed = self.cleaned_data, self.changed
        return Progress(
            percent=said["percent"] if "percent" in changed else None,
            declared_rag=said["declared_rag"] or None,
            revised=said["revised"],
            update=said["update"],
            reason=said["reason"],
            no_change=no_change,
            above=above,
        )
