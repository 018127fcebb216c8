"""The forms of the import pages: a file, and the choices made in a preview. Nothing is saved here."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.http import QueryDict

from workstreams.forms.base import Described
from workstreams.importing.apply import Choices
from workstreams.importing.records import KEEP, Flag
from workstreams.importing.sniff import MAX_BYTES, too_big


class UploadForm(Described):
    """One workbook."""

    file = forms.FileField(
        label="Workbook or document",
        help_text="An Excel workbook (.xlsx), a CSV file, or a Word document with tables (.docx); at most 10 MB",
        allow_empty_file=True,  # an empty file gets the sentence that all bad files get
        max_length=500,
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.docx"}),
        error_messages={"required": "Choose a workbook."},
    )

    def clean_file(self) -> Any:
        """Refuses what is over the limit before it is read into memory."""
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            raise forms.ValidationError(too_big(file.size))
        return file


class ChoicesForm(forms.Form):
    """What was chosen in a preview: one answer a flag, and the changes that were ticked.

    `shown` are the ids of the changes that the page offered: only those can be left out.
    """

    expected = forms.CharField(required=False, max_length=64)
    shown = forms.CharField(required=False)

    def __init__(self, *args: Any, flags: Iterable[Flag], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.flags = [flag for flag in flags if flag.offers]

    def choices(self) -> Choices:
        """The choices; what is not an offer of this file counts as not chosen."""
        fixes = {}
        for flag in self.flags:
            value = self.data.get(f"fix-{flag.id}", KEEP)
            if any(offer.value == value for offer in flag.offers):
                fixes[flag.id] = value
        shown = set(self.cleaned_data["shown"].split())
        ticked = set(cast(QueryDict, self.data).getlist("take")) & shown
        return Choices(
            fixes=fixes, take=tuple(sorted(ticked)), refuse=tuple(sorted(shown - ticked))
        )
