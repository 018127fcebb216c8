"""Forms of accounts: asking for a link, setting a password, making and changing an account."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.forms import SetPasswordForm

from tracker.accounts.models import User
from workstreams.forms.base import Described
from workstreams.forms.items import WithPeople
from workstreams.forms.parts import line_box
from workstreams.forms.people import PeopleBox
from workstreams.forms.programmes import GIVEN, MAY
from workstreams.models import Programme, Role


def _address(label: str = "Work e-mail") -> forms.EmailField:
    return forms.EmailField(
        label=label,
        max_length=254,
        widget=forms.EmailInput(
            attrs={"class": "w-full", "autocomplete": "off", "autocapitalize": "none"}
        ),
    )


class AskForm(Described):
    """The address that a link is mailed to."""

    email = forms.EmailField(
        label="Work e-mail",
        max_length=254,
        widget=forms.EmailInput(
            attrs={"class": "w-full", "autocomplete": "username", "autocapitalize": "none"}
        ),
    )


class PasswordForm(SetPasswordForm, Described):
    """A password, twice."""

    def __init__(self, user: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(user, *args, **kwargs)
        for name, label in (("new_password1", "New password"), ("new_password2", "The same again")):
            field = self.fields[name]
            field.label = label
            field.widget.attrs["class"] = "govuk-input w-full"
        self.fields[
            "new_password1"
        ].help_text = (
            "At least 12 letters or figures. Three words that do not belong together are good."
        )
        self.fields["new_password2"].help_text = ""


class AccountForm(WithPeople):
    """Somebody who signs in: the name and address, and the role that they begin with."""

    full_name = line_box("Name", most=120, required=True)
    email = _address()
    where = forms.ModelChoiceField(
        label="Programme",
        queryset=Programme.objects.none(),
        required=False,
        empty_label="None yet",
        help_text="The role may also be given later.",
    )
    role = forms.ChoiceField(
        label="Role there",
        choices=[("", "No role yet")]
        + [(value, f"{word}: {MAY[Role(value)]}") for value, word in GIVEN if value != Role.LEAD],
        required=False,
        help_text="A lead is given a workstream on the programme's page of settings.",
    )
    person = PeopleBox(
        label="Owns work as",
        help_text="The name by which plans know them, so that their actions come up for them. Empty for nobody, "
        "or for a new person of this name.",
    )

    def __init__(self, *args: Any, programmes: Any, **kwargs: Any) -> None:
        self.programmes = programmes
        super().__init__(*args, **kwargs)
        fresh = frozenset(each.strip().casefold() for each in self.accepted)
        self.fields["person"].fresh = fresh  # type: ignore[attr-defined]

    def rows_for(self, name: str) -> Any:
        """The programmes in which the reader gives roles."""
        return self.programmes

    def clean(self) -> dict[str, Any]:
        """A role needs its programme, a programme its role."""
        said = super().clean() or self.cleaned_data
        if said.get("where") and not said.get("role"):
            self.add_error("role", "Choose the role, or no programme")
        if said.get("role") and not said.get("where"):
            self.add_error("where", "Choose the programme, or no role")
        return said


class AmendForm(Described):
    """The name, the address, and whether the account may be used."""

    full_name = line_box("Name", most=120, required=True)
    email = _address()
    is_active = forms.BooleanField(
        label="May sign in", required=False,
        help_text="An account that is shut keeps its history. Whoever is signed in with it is signed out.",
    )  # fmt: skip


def initial_of(user: User) -> dict[str, Any]:
    """What the form holds before anybody typed."""
    return {"full_name": user.full_name, "email": user.email, "is_active": user.is_active}
