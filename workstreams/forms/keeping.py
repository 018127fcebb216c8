"""Forms of people, organisations and boards."""

from __future__ import annotations

import re
from typing import Any

from django import forms

from workstreams.forms.base import Described
from workstreams.forms.parts import PartForm, line_box, one_of, row_of, words_box
from workstreams.models import Board, Organisation, PersonKind, Programme, Workstream


def _address(label: str, **extra: Any) -> forms.EmailField:
    return forms.EmailField(
        label=label,
        max_length=254,
        widget=forms.EmailInput(attrs={"class": "w-full", "autocomplete": "off"}),
        **extra,
    )


def several(text: str) -> list[str]:
    """Names parted by semicolons or line ends."""
    return [each.strip() for each in re.split(r"[;\n]", text) if each.strip()]


class PersonForm(PartForm):
    """Somebody who owns work; a post or a group may, too."""

    aside = ("aliases", "account")
    name = line_box("Name", most=160, required=True)
    kind = one_of("It is a", PersonKind.choices, initial=PersonKind.PERSON)
    job_title = line_box("Post", most=160)
    organisation = row_of("Organisation", empty="Not given")
    email = _address("E-mail", required=False)
    aliases = line_box(
        "Also written",
        most=600,
        help_text="Initials, other spellings, parted by semicolons. The importer knows these.",
    )
    account = _address(
        "Signs in with",
        required=False,
        help_text="The address of their account, so that their actions come up for them. Empty for nobody.",
    )

    def rows_for(self, name: str) -> Any:
        """Organisations."""
        return Organisation.objects.only("pk", "name").order_by("name")

    def _standing(self, row: Any) -> dict[str, Any]:
        standing = super()._standing(row)
        if row is not None:
            standing["aliases"] = "; ".join(row.aliases.values_list("text", flat=True))
            standing["account"] = row.user.email if row.user else ""
        return standing


class OrganisationForm(PartForm):
    """A council, a health body, a provider, a regulator."""

    name = line_box("Name", most=160, required=True)
    kind = line_box("What it is", most=40, help_text="Such as council, health, provider, school.")


class BoardForm(PartForm):
    """A body that reads, decides and is reported to."""

    aside = ("aliases",)
    name = line_box("Name", most=160, required=True)
    short_name = line_box("Short name", most=40)
    aliases = line_box(
        "Also called",
        most=600,
        help_text="Other names in sheets, parted by semicolons. The importer knows these.",
    )
    reports_to = row_of("It reports to", empty="No other board")
    terms = words_box("What it is for", rows=3, help_text="Its terms of reference, in short.")

    def rows_for(self, name: str) -> Any:
        """Boards that the reader sees, without this one."""
        rows = Board.objects.visible_to(self.user).only("pk", "name").order_by("name")
        if self.row is not None:
            # What it reports to already may be a board that the reader does not see.
            rows = (rows | Board.objects.filter(pk=self.row.reports_to_id)).exclude(pk=self.row.pk)  # type: ignore[attr-defined]
        return rows

    def _standing(self, row: Any) -> dict[str, Any]:
        standing = super()._standing(row)
        if row is not None:
            standing["aliases"] = "; ".join(row.aliases.values_list("text", flat=True))
        return standing


class ScopeForm(Described):
    """What a board looks at: a whole programme, or one branch of it."""

    what = forms.ChoiceField(label="It looks at")

    def __init__(self, *args: Any, programmes: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.programmes = {programme.pk: programme for programme in programmes}
        rows = Workstream.objects.filter(programme__in=self.programmes, closed_on__isnull=True)
        self.workstreams = {row.pk: row for row in rows.order_by("programme", "sort_key")}
        choices: list[Any] = [("", "Choose")]
        for programme in self.programmes.values():
            inside = [
                (f"w{row.pk}", f"{'– ' * (row.depth + 1)}{row.ref} {row.name}"[:90])
                for row in self.workstreams.values()
                if row.programme_id == programme.pk
            ]
            choices.append((programme.name, [(f"p{programme.pk}", f"All of {programme}"), *inside]))
        self.fields["what"].choices = choices  # type: ignore[attr-defined]
        self.fields["what"].widget.attrs["class"] = "govuk-select"
        self.fields["what"].error_messages["required"] = "Choose what it looks at"

    @property
    def said(self) -> dict[str, Programme | Workstream]:
        """The programme or the workstream. Only after `is_valid`."""
        word, key = self.cleaned_data["what"][0], int(self.cleaned_data["what"][1:])
        return (
            {"programme": self.programmes[key]}
            if word == "p"
            else {"workstream": self.workstreams[key]}
        )


class SeatForm(Described):
    """Somebody who signs in and sits on the board."""

    email = _address("Work e-mail")
