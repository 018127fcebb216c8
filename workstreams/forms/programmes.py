"""Forms of programmes: beginning and changing one, its rules, its declared ratings, who belongs to it."""

from __future__ import annotations

from typing import Any

from django import forms

from workstreams.actions.programmes import BOUNDS
from workstreams.forms.base import Described
from workstreams.forms.items import WithPeople
from workstreams.forms.parts import DayBox, PartForm, line_box, one_of, row_of, words_box
from workstreams.forms.people import PeopleBox
from workstreams.forms.tree import BranchBox
from workstreams.models import Organisation, Programme, ProgrammeStatus, Role
from workstreams.models.choices import DECLARED
from workstreams.rag import STANDARD, Limits


class ProgrammeForm(WithPeople):
    """What a programme is called, what it is for, who answers for it."""

    name = line_box("Name", most=160, required=True)
    organisation = row_of("Organisation", empty="Not given")
    purpose = words_box("What it is for", rows=3)
    status = one_of("Status", ProgrammeStatus.choices, initial=ProgrammeStatus.RUNNING)
    starts = DayBox(label="Starts")
    ends = DayBox(label="Ends")
    sponsor = PeopleBox(label="Sponsor", help_text="Name, initials or part of it.")
    manager = PeopleBox(label="Manager", help_text="Name, initials or part of it.")
    parent = row_of("It is part of", empty="No other programme")

    def rows_for(self, name: str) -> Any:
        """Organisations, and programmes that the reader sees."""
        if name == "organisation":
            return Organisation.objects.only("pk", "name").order_by("name")
        rows = Programme.objects.visible_to(self.user).only("pk", "name").order_by("name")
        return rows.exclude(pk=self.row.pk) if self.row is not None else rows


class NewProgrammeForm(ProgrammeForm):
    """The same, and where its structure comes from."""

    like = row_of(
        "Structure",
        empty="Begin with an empty plan",
        help_text="Or take the workstreams, phases, templates and rules of another programme. Its items, people, "
        "ratings and texts stay behind.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].widget.attrs["data-focus-soft"] = True
        for name in ("sponsor", "manager"):  # no programme yet in which names could be looked up
            self.fields[name].fresh = frozenset(each.strip().casefold() for each in self.accepted)  # type: ignore[attr-defined]


#: What each threshold is called, and what it counts.
LIMITS: dict[str, tuple[str, str]] = {
    "red_overdue_days": ("An item is Red when it is overdue by more than", "working days"),
    "key_red_overdue_days": ("A key milestone is Red when overdue by more than", "working days"),
    "amber_behind_points": ("An item is Amber when behind what is expected by", "points or more"),
    "red_behind_points": ("An item is Red when behind what is expected by", "points or more"),
    "due_soon_days": ("Due soon means due within", "working days"),
    "due_soon_percent": ("An item due soon is Amber when less is done than", "percent"),
    "parent_red_share": (
        "A workstream is Red when, of its rated items, Red are", "percent or more",
    ),
    "parent_amber_share": (
        "A workstream is Amber when, of its rated items, not Green are", "percent or more",
    ),
    "parent_red_dimensions": ("A workstream is Amber when Red occurs in", "kinds of work or more"),
    "stale_days": ("An update is stale after", "days"),
}  # fmt: skip


class RulesForm(Described):
    """The thresholds of a programme. The standard ones stand beside each box."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    reason = line_box(
        "Why do they change?", most=500, help_text="Needed. Kept with the new version of the rules."
    )

    def __init__(self, data: Any = None, *, limits: Limits, version: int) -> None:
        self.limits = limits
        super().__init__(data, initial={"version": version})
        for name, (label, unit) in LIMITS.items():
            least, most = BOUNDS[name]
            standard = getattr(STANDARD, name)
            self.fields[name] = forms.IntegerField(
                label=label,
                initial=getattr(limits, name),
                help_text=f"{unit[:1].upper()}{unit[1:]}. The standard is {standard}.",
                widget=forms.TextInput(
                    attrs={
                        "class": "govuk-input w4", "inputmode": "numeric", "autocomplete": "off",
                    }
                ),
                error_messages={
                    "required": f"Give a number from {least} to {most}",
                    "invalid": f"Give a whole number from {least} to {most}",
                },
            )  # fmt: skip
        self.order_fields([*LIMITS, "reason"])

    @property
    def seen(self) -> int | None:
        """The version that the person had before them."""
        return self.cleaned_data.get("version")

    @property
    def said(self) -> dict[str, int]:
        """The thresholds by name. Only after `is_valid`."""
        return {name: self.cleaned_data[name] for name in LIMITS}


class OverallForm(PartForm):
    """The overall rating of a programme and that of its savings, declared."""

    rag = one_of("Overall", DECLARED, empty="Not declared")
    reason = words_box("Why?", rows=2, help_text="Needed when it is Red or Amber. Boards read it.")
    savings_rag = one_of("Savings", DECLARED, empty="Not declared")
    savings_reason = words_box(
        "Why, for the savings?", rows=2, help_text="Needed when it is Red or Amber."
    )

    def _standing(self, row: Any) -> dict[str, Any]:
        return {
            "version": row.version,
            "rag": row.declared_rag,
            "reason": row.declared_reason,
            "savings_rag": row.declared_savings_rag,
            "savings_reason": row.savings_reason,
        }


#: Roles that are given in a programme. A seat on a board is given on the board's own page.
GIVEN = [choice for choice in Role.choices if choice[0] != Role.BOARD]
#: What each role may do, in a line.
MAY = {
    Role.OFFICE: "keeps the plan and the month, gives roles",
    Role.MANAGER: "keeps the plan and the month, gives roles",
    Role.SPONSOR: "reads all, approves reports",
    Role.LEAD: "reads all, keeps one workstream and what stands under it",
    Role.CONTRIBUTOR: "reads all, updates the items they own",
    Role.FINANCE: "reads all, keeps budgets, verifies savings",
    Role.AUDITOR: "reads all, changes nothing",
}


class MemberForm(PartForm):
    """An account, the role it gets here, and for a lead the workstream."""

    email = forms.EmailField(
        label="Work e-mail",
        max_length=254,
        widget=forms.EmailInput(attrs={"class": "w-full", "autocomplete": "off"}),
    )
    role = forms.ChoiceField(
        label="Role",
        choices=[(value, f"{label}: {MAY[Role(value)]}") for value, label in GIVEN],
        widget=forms.RadioSelect,
    )
    workstream = BranchBox(
        "Which workstream, for a lead", empty="Choose", help_text="Only a lead needs one."
    )

    def __init__(self, *args: Any, branches: Any, **kwargs: Any) -> None:
        self.branches = branches
        super().__init__(*args, **kwargs)

    def rows_for(self, name: str) -> Any:
        """The open workstreams of the programme."""
        return self.branches
