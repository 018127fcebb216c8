"""Forms of meetings, steps on a route, decisions and recipients."""

from __future__ import annotations

from typing import Any

from django import forms

from workstreams.forms.base import Described
from workstreams.forms.parts import (
    DayBox,
    ItemBox,
    PartForm,
    WhenBox,
    line_box,
    one_of,
    row_of,
    words_box,
)
from workstreams.models import Board, Meeting, Outcome, Purpose


class MeetingForm(PartForm):
    """The day, the deadline of papers, the place."""

    on = DayBox(label="Meets on", required=True)
    papers_due = DayBox(label="Papers due on")
    place = line_box("Place", most=200)
    cancelled = forms.BooleanField(label="It is cancelled", required=False)
    note = words_box("Note", rows=2)

    def clean_on(self) -> object:
        """A day; a blank is asked for again."""
        if self.cleaned_data["on"] is None:
            raise forms.ValidationError("Give the day of the meeting")
        return self.cleaned_data["on"]


class _WithBoards(PartForm):
    def rows_for(self, name: str) -> Any:
        """Boards that the reader sees, and their meetings, latest first."""
        if name == "board":
            return Board.objects.visible_to(self.user).only("pk", "name").order_by("name")
        if name == "meeting":
            return (
                Meeting.objects.visible_to(self.user).select_related("board").order_by("-on", "pk")
            )
        return super().rows_for(name)


class StepForm(_WithBoards):
    """One board on the route of a paper."""

    board = row_of("Board", empty="To be confirmed")
    board_text = line_box("Board, as typed", most=200)
    purpose = one_of("Purpose", Purpose.choices)
    paper = line_box("Paper")
    papers_due = WhenBox(label="Papers due")
    meeting = row_of("Meeting", empty="No date yet")
    outcome = one_of("What the board did", Outcome.choices)
    outcome_text = words_box("What was decided", rows=2)
    decided_on = DayBox(label="Decided on")


class DecisionForm(_WithBoards):
    """What a board is asked."""

    board = row_of("Board", empty="Choose a board")
    meeting = row_of("Meeting", empty="No date yet")
    title = line_box("What is asked", most=500, required=True)
    recommendation = words_box("We recommend", rows=2)
    consequence = words_box("If it is not decided", rows=2)
    workstream = row_of("Workstream", empty="The whole programme")
    item = ItemBox(
        label="Item", help_text="Its printed number, or # and the number in its page's address."
    )
    owner = row_of("Who asks", empty="Nobody yet")
    due = WhenBox(label="To be done by")

    def clean_board(self) -> object:
        """A board is needed."""
        if self.cleaned_data["board"] is None:
            raise forms.ValidationError("Choose the board that is asked")
        return self.cleaned_data["board"]


class OutcomeForm(PartForm):
    """What the board did with what it was asked."""

    aside = ("reason",)
    outcome = one_of(
        "What the board did", [c for c in Outcome.choices if c[0] != Outcome.ASKED], empty="Choose"
    )
    outcome_text = words_box("What was decided", rows=3)
    decided_on = DayBox(label="Decided on")
    review_on = DayBox(label="To be looked at again on")
    due = WhenBox(label="To be done by")
    reason = line_box(
        "Why is the answer changed?",
        most=500,
        help_text="Needed when an answer is recorded already.",
    )


class RecipientForm(Described):
    """Somebody who is sent the board's report."""

    name = line_box("Name", most=160, required=True)
    email = forms.EmailField(
        label="E-mail",
        max_length=254,
        widget=forms.EmailInput(attrs={"class": "w-full", "autocomplete": "off"}),
    )
