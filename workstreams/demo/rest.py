"""The rest of the month behind the demonstration: risks, money, measures, boards, returns and words, step by step.

Each step is one verb in one transaction at its own moment, and no two steps on one kind of row share a moment. So what
the history holds at a step's moment says that it was done; a later load finds the row that it made by that, whatever
people have called it since, and leaves alone what they took away.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import models, transaction

from workstreams.models import (
    Board,
    BoardOverride,
    BoardRule,
    BudgetLine,
    Checkpoint,
    Comment,
    Decision,
    Dependency,
    GlossaryTerm,
    Issue,
    Item,
    Measure,
    Meeting,
    Person,
    Programme,
    Reading,
    Remark,
    ReportingPeriod,
    Return,
    Risk,
    Saving,
    SavingYear,
    Step,
    StripMonth,
    Workstream,
)
from workstreams.models.base import WhenField
from workstreams.models.figures import FigureField
from workstreams.when import read

from .verbs import BEGINS, VERBS, figure

#: The rows that a step may write, by the word that stands before the dot of its verb.
KINDS: dict[str, type[models.Model]] = {
    "risk": Risk, "issue": Issue, "dependency": Dependency, "saving": Saving, "year": SavingYear,
    "budget": BudgetLine, "measure": Measure, "readings": Reading, "meeting": Meeting,
    "decision": Decision, "route": Step, "period": ReportingPeriod, "return": Return,
    "remark": Remark, "strip": StripMonth, "term": GlossaryTerm, "comment": Comment, "checkpoint": Checkpoint,
    "rule": BoardRule, "hand": BoardOverride,
}  # fmt: skip
#: What a step says about itself; every other word of it is a fact of the row.
ABOUT = {"on", "do", "by", "key", "of"}


class Rest:
    """The rows made so far, by their keys, and how the words of a step become facts of a row."""

    def __init__(
        self,
        programme: Programme,
        users: dict[str, Any],
        branches: dict[str, Workstream],
        items: dict[int, Item],
    ) -> None:
        self.programme, self.users, self.branches, self.items = programme, users, branches, items
        self.people = {person.name: person for person in Person.objects.all()}
        self.boards = {board.short_name: board for board in Board.objects.exclude(short_name="")}
        self._ids: dict[str, int] = {}
        self._before: dict[str, dict[datetime, int]] = {}

    def act(self, step: dict[str, Any], now: datetime) -> bool:
        """Does one step that was not done before; answers whether it did anything."""
        kind, _, name = step["do"].partition(".")
        done = self._done(kind).get(now)
        if done is None:
            if "of" in step and not self._stands(step["of"]):
                return False
            with transaction.atomic():
                row = VERBS[step["do"]](self, step, by=self.users.get(step["by"]), now=now)
            if row is None:
                return False
            done = row.pk
            acted = True
        else:
            acted = False
        if name in BEGINS and "key" in step:
            self._ids[step["key"]] = done
        return acted

    def row(self, kind: str, key: str) -> Any:
        """The row that the step with this key made, as it stands now."""
        return KINDS[kind]._default_manager.get(pk=self._ids[key])

    def facts(self, kind: str, step: dict[str, Any]) -> dict[str, Any]:
        """The words of a step as facts of a row: people, branches, boards, dates, figures by their field."""
        model = KINDS[kind]
        return {
            name: self._fact(model, name, said) for name, said in step.items() if name not in ABOUT
        }

    def _fact(self, model: type[models.Model], name: str, said: Any) -> Any:
        kept = getattr(model, name, None)
        if isinstance(kept, WhenField):
            return read(said, near=self.programme.starts)
        if isinstance(kept, FigureField):
            return figure(said)
        return self._plain(model._meta.get_field(name), said)

    def _plain(self, field: Any, said: Any) -> Any:
        if isinstance(field, models.DateField) and not isinstance(field, models.DateTimeField):
            return date.fromisoformat(said)
        known: dict[Any, dict[Any, Any]] = {
            Person: self.people, Workstream: self.branches, Item: self.items, Board: self.boards,
        }  # fmt: skip
        found = known.get(field.related_model, {})
        if field.many_to_many:
            return [found[each] for each in said]
        if field.related_model is Meeting:
            return self.row("meeting", said)
        if field.related_model is Saving:
            return self.row("saving", said)
        return found[said] if field.is_relation else said

    def _stands(self, key: str) -> bool:
        """Whether the row that a step is about is still there (somebody may have taken it away)."""
        kind = key.partition(":")[0]
        return key in self._ids and KINDS[kind]._default_manager.filter(pk=self._ids[key]).exists()

    def _done(self, kind: str) -> dict[datetime, int]:
        """The moments at which rows of a kind changed, and which row did."""
        if kind not in self._before:
            history = KINDS[kind].history.order_by("-history_id")  # type: ignore[attr-defined]
            self._before[kind] = dict(history.values_list("history_date", "id"))
        return self._before[kind]
