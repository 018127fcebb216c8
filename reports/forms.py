"""Input of the report's pages to clean values; nothing is saved here."""

from django import forms

from workstreams.forms import Described


class HoldForm(Described):
    """Why a draft is kept back."""

    reason = forms.CharField(
        label="Why is it held?",
        max_length=400,
        error_messages={"required": "Say why the report is held."},
    )


class ReissueForm(Described):
    """What a new version corrects, and from which facts it is made."""

    note = forms.CharField(
        label="What does the new version correct?",
        max_length=400,
        help_text="Printed on page 1 and in the mail.",
        error_messages={"required": "Say what the new version corrects."},
    )
    fresh_facts = forms.BooleanField(
        label="Freeze the plan again, as it stands now", required=False
    )


class SendAgainForm(Described):
    """Why a mail goes once more, and where to."""

    reason = forms.CharField(
        label="Why is it sent again?",
        max_length=400,
        error_messages={"required": "Say why it is sent again."},
    )
    email = forms.EmailField(label="To this address instead", max_length=254, required=False)
