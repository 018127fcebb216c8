"""The form of how the organisation shows itself."""

from __future__ import annotations

from typing import Any

from django import forms

from workstreams.forms.base import Described
from workstreams.logos import MOST


class LookForm(Described):
    """Name, accent colour, logo; the verb checks the colour and the file."""

    name = forms.CharField(
        label="Name of the organisation",
        help_text="At the head of every page, mail and report. Blank: as configured.",
        max_length=160,
        required=False,
        widget=forms.TextInput(attrs={"class": "govuk-input", "autocomplete": "organization"}),
        error_messages={"max_length": "The name has more than 160 letters. Shorten it."},
    )
    colour = forms.CharField(
        label="Accent colour",
        help_text="As # and six digits, for example #0b5563; dark enough to be read on white (4.5 to 1). Blank: black.",
        max_length=20,
        required=False,
        widget=forms.TextInput(
            attrs={"class": "govuk-input govuk-input--width-10", "spellcheck": "false"}
        ),
        error_messages={"max_length": "Type the colour as # and six digits: #0b5563."},
    )
    logo = forms.FileField(
        label="Logo",
        help_text=f"A PNG or an SVG of shapes only, at most {MOST // 1024} KB. Nothing chosen keeps the one there is.",
        required=False,
        allow_empty_file=True,
        max_length=500,
        widget=forms.FileInput(attrs={"accept": ".png,.svg", "class": "govuk-file-upload"}),
    )
    no_logo = forms.BooleanField(label="Show no logo", required=False)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def clean_logo(self) -> bytes | None:
        """The bytes, never more than a little over the limit."""
        file: Any = self.cleaned_data["logo"]
        return None if file is None or file is False else file.read(MOST + 1)

    def clean(self) -> dict[str, Any]:
        """A new logo and no logo cannot both be meant."""
        said = super().clean() or self.cleaned_data
        if said.get("no_logo") and said.get("logo") is not None:
            self.add_error("no_logo", "Choose a logo or take it off, not both.")
        return said
