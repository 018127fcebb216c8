"""Forms of risks, issues and dependencies."""

from __future__ import annotations

from typing import Any

from django import forms

from workstreams.forms.parts import (
    ItemBox,
    PartForm,
    WhenBox,
    line_box,
    one_of,
    row_of,
    words_box,
)
from workstreams.models import Board
from workstreams.models.choices import DECLARED

STEPS = [(n, str(n)) for n in range(1, 6)]


def score_box(label: str, help_text: str) -> forms.TypedChoiceField:
    """1 to 5, or nobody has said: an unknown score is not a low one."""
    return forms.TypedChoiceField(
        label=label,
        choices=[("", "Not scored"), *STEPS],
        required=False,
        coerce=int,
        empty_value=None,
        help_text=help_text,
    )


class _Entry(PartForm):
    title = line_box("In one line", most=500, required=True)
    workstream = row_of("Workstream", empty="The whole programme")
    item = ItemBox(
        label="Item", help_text="Its printed number, or # and the number in its page's address."
    )
    owner = row_of("Owner", empty="Nobody yet")


class RiskForm(_Entry):
    """Something that may happen: because of a cause, with an effect."""

    cause = words_box("Because", rows=2)
    effect = words_box("So that", rows=2)
    category = line_box("Category", most=80)
    likelihood = score_box("Likelihood", "1 rare, 5 almost certain.")
    impact = score_box("Impact", "1 slight, 5 severe.")
    mitigation = words_box("What is being done about it", rows=2)
    next_action = words_box("Next action", rows=2)
    action_due = WhenBox(label="Next action due")
    declared_rag = one_of("Rating, as you declare it", DECLARED, empty="Not declared")


class RiskChangeForm(RiskForm):
    """A risk with the reason of the change, which a new score needs."""

    aside = ("reason",)
    reason = line_box(
        "Why the change?", most=500, help_text="Needed when the score moves. Kept with the change."
    )


class IssueForm(_Entry):
    """Something that has happened and needs an answer."""

    recommendation = words_box("We recommend", rows=2)
    action = words_box("Action", rows=2)
    due = WhenBox(label="Action due")
    escalated_to = row_of("Escalated to", empty="No board")
    decision_needed = forms.BooleanField(label="A decision of the board is needed", required=False)

    def rows_for(self, name: str) -> Any:
        """Boards that the reader sees."""
        if name == "escalated_to":
            return Board.objects.visible_to(self.user).only("pk", "name").order_by("name")
        return super().rows_for(name)


class DependencyForm(PartForm):
    """Who waits, for what, and until when."""

    title = line_box("What is needed", most=500, required=True)
    workstream = row_of("Workstream that waits", empty="The whole programme")
    item = ItemBox(
        label="Item that waits",
        help_text="Its printed number, or # and the number in its page's address.",
    )
    on_item = ItemBox(
        label="Waits for item",
        help_text="Its printed number, or # and the number in its page's address.",
    )
    on_workstream = row_of("Waits for workstream", empty="None")
    outside = line_box("Waits for a plan outside", most=200)
    needed_by = WhenBox(label="Needed by")
    owner = row_of("Who looks after it", empty="Nobody yet")
