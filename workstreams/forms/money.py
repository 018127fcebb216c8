"""Forms of savings, their years, and budget lines."""

from __future__ import annotations

from typing import Any

from django import forms

from workstreams.forms.parts import (
    FIGURE_HINT,
    FigureBox,
    ItemBox,
    PartForm,
    YesNo,
    line_box,
    one_of,
    row_of,
    words_box,
)
from workstreams.models import FundingSource, Saving, SavingKind
from workstreams.models.choices import DECLARED


class SavingForm(PartForm):
    """What a saving is; its figures are given year by year."""

    title = line_box("Name", most=500, required=True)
    workstream = row_of("Workstream", empty="The whole programme")
    item = ItemBox(
        label="Item", help_text="Its printed number, or # and the number in its page's address."
    )
    owner = row_of("Owner", empty="Nobody yet")
    kind = one_of("Kind", SavingKind.choices)
    recurrent = YesNo(label="Comes back every year")
    declared_rag = one_of("Savings rating, as you declare it", DECLARED, empty="Not declared")
    included_in = row_of(
        "Part of a larger saving",
        empty="No, it stands alone",
        help_text="What is part of another is not added twice.",
    )
    typed = line_box("Target, as typed in the source", most=80)
    note = words_box("Note", rows=2)

    def rows_for(self, name: str) -> Any:
        """The programme's other savings."""
        if name == "included_in":
            rows = Saving.objects.visible_to(self.user).filter(programme=self.programme)
            rows = rows.exclude(pk=self.row.pk) if self.row is not None else rows
            return rows.only("pk", "title").order_by("title", "pk")
        return super().rows_for(name)


class YearForm(PartForm):
    """Three figures of one year, in pounds."""

    aside = ("reason",)
    target = FigureBox(label="Target, in pounds", help_text=FIGURE_HINT)
    forecast = FigureBox(label="Forecast, in pounds")
    claimed = FigureBox(
        label="Claimed, in pounds",
        help_text="What you say has been saved. Finance verifies it apart.",
    )
    reason = line_box("Why the change?", most=500)


class VerifyForm(PartForm):
    """One figure, from finance."""

    aside = ("reason",)
    verified = FigureBox(
        label="Verified, in pounds",
        help_text="What the books show. Left empty it takes the verification back.",
    )
    reason = line_box("What was looked at", most=500)


class BudgetLineForm(PartForm):
    """A budget of one year."""

    title = line_box("Name", required=True)
    workstream = row_of("Workstream", empty="The whole programme")
    year = forms.IntegerField(
        label="Financial year begins in April of",
        min_value=2000,
        max_value=2100,
        widget=forms.TextInput(attrs={"class": "w4", "inputmode": "numeric"}),
    )
    source = one_of("Where the money comes from", FundingSource.choices)
    budget = FigureBox(label="Budget, in pounds", help_text=FIGURE_HINT)
    spent = FigureBox(label="Spent, in pounds")
    forecast = FigureBox(label="Forecast, in pounds")
    typed = line_box("Budget, as typed in the source", most=80)
    note = words_box("Note", rows=2)
