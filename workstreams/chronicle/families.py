"""The kinds of things that have a past: how each reaches its programme, and who may read it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Model

from workstreams import models
from workstreams.models import Programme
from workstreams.models.choices import Role
from workstreams.models.rights import rights_of

ALL, WORKING, KEEPING = "all", "working", "keeping"
#: Who works in a programme and not only reads it: they read its remarks.
WORKERS = frozenset(
    {Role.OFFICE, Role.MANAGER, Role.SPONSOR, Role.LEAD, Role.CONTRIBUTOR, Role.FINANCE}
)


@dataclass(frozen=True)
class Family:
    """A kind of thing that has a history: its word, how it reaches its programme, who reads it."""

    model: type[Model]
    word: str
    programme: str
    about: str = ""  # the column that says what it is part of
    who: str = ALL

    @property
    def name(self) -> str:
        return str(self.model._meta.model_name)


def _family(model: Any, word: str, *ways: str, about: str = "", who: str = ALL) -> Family:
    return Family(model, word, "|".join(ways or ("programme",)), about, who)


IN_ITEM = "item__programme"
IN_BRANCH = "workstream__programme"
FAMILIES: dict[str, tuple[str, tuple[Family, ...]]] = {
    "items": ("Items", (
        _family(models.Item, "Item"),
        _family(models.ItemOwner, "Owner", IN_ITEM, about="item"),
        _family(models.Step, "Step", IN_ITEM, about="item"),
        _family(models.Checkpoint, "Checkpoint", IN_ITEM, about="item"),
        _family(models.ChecklistLine, "Checklist", IN_ITEM, about="item"),
        _family(models.Ask, "Request for an update", IN_ITEM, about="item"),
        _family(models.Attachment, "Attachment", IN_ITEM, IN_BRANCH, about="item"),
    )),
    "updates": ("Updates in words", (
        _family(models.Update, "Update", IN_ITEM, IN_BRANCH, about="item"),
    )),
    "workstreams": ("Workstreams and phases", (
        _family(models.Workstream, "Workstream"),
        _family(models.WorkstreamOwner, "Lead", IN_BRANCH, about="workstream"),
        _family(models.Phase, "Phase", IN_BRANCH, about="workstream"),
        _family(models.StripMonth, "Monthly strip", IN_BRANCH, about="workstream"),
    )),
    "register": ("Risks, issues, dependencies", (
        _family(models.Risk, "Risk"),
        _family(models.Issue, "Issue"),
        _family(models.Dependency, "Dependency"),
    )),
    "money": ("Money", (
        _family(models.Saving, "Saving"),
        _family(models.SavingYear, "Year of a saving", "saving__programme", about="saving"),
        _family(models.BudgetLine, "Budget line"),
    )),
    "measures": ("Measures", (
        _family(models.Measure, "Measure"),
        _family(models.Reading, "Reading", "measure__programme", about="measure"),
    )),
    "month": ("The month", (
        _family(models.ReportingPeriod, "Month"),
        _family(models.Return, "Return", IN_BRANCH, about="workstream", who=WORKING),
        _family(models.Remark, "Question or answer", "given__workstream__programme", about="given", who=WORKING),
        _family(models.PeriodRule, "Rule of the months"),
    )),
    "decisions": ("Decisions", (_family(models.Decision, "Decision"),)),
    "comments": ("Comments", (
        _family(models.Comment, "Comment", IN_ITEM, IN_BRANCH, about="item", who=WORKING),
    )),
    "programme": ("Programme, people, words", (
        _family(models.Programme, "Programme", "id"),
        _family(models.Membership, "Role", who=KEEPING),
        _family(models.GlossaryTerm, "Term"),
        _family(models.ImportBatch, "Import", who=KEEPING),
        _family(models.Accepted, "Accepted as it is", who=KEEPING),
    )),
}  # fmt: skip
BY_NAME = {each.name: each for _, families in FAMILIES.values() for each in families}


def readable(user: Any, programme: Programme) -> list[Family]:
    """The kinds of things whose past the user may read in a programme."""
    rights = rights_of(user)
    works = rights.has(programme.pk, WORKERS)
    keeps = rights.manages(programme)
    return [
        each
        for each in BY_NAME.values()
        if each.who == ALL or (each.who == WORKING and works) or (each.who == KEEPING and keeps)
    ]


def group_of(family: Family) -> str:
    """The name of the group of kinds that a family belongs to."""
    return next(name for name, (_, families) in FAMILIES.items() if family in families)
