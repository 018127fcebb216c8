"""The three months behind the demonstration: every step is one real verb, done at its own moment in the past.

Each step is done once: what it leaves in the history at its moment says that it was. So a load that was interrupted
goes on where it stopped, and a second load changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from workstreams.actions import progress, rating
from workstreams.models import Item, Programme, Update, Workstream
from workstreams.when import read

from .rest import Rest

Step = dict[str, Any]
Freeze = Callable[[Programme, date, datetime], None]


def moment(typed: str) -> datetime:
    """A moment of the story, typed as London's clock showed it."""
    return timezone.make_aware(datetime.fromisoformat(typed))


def play(
    story: dict[str, Any],
    programme: Programme,
    users: dict[str, Any],
    *,
    until: datetime,
    freeze: Freeze | None,
) -> int:
    """Does every step up to `until` that was not done before; answers how many.

    `freeze` is called at each month's end.
    """
    scene = _Scene(programme, users, freeze)
    return sum(scene.act(step) for step in story["steps"] if moment(step["on"]) <= until)


class _Scene:
    """The plan while it is played."""

    def __init__(self, programme: Programme, users: dict[str, Any], freeze: Freeze | None) -> None:
        self.programme, self.users, self.freeze = programme, users, freeze
        self.items = {
            _row(item.source_cell): item for item in Item.objects.filter(programme=programme)
        }
        tops = Workstream.objects.filter(programme=programme, parent__isnull=True)
        self.branches = {branch.ref: branch for branch in tops}
        self.rest = Rest(programme, users, self.branches, self.items)
        self.done = set(Item.history.filter(programme=programme).values_list("id", "history_date"))
        self.done |= set(
            Update.objects.filter(item__programme=programme).values_list("item_id", "written_at")
        )

    def act(self, step: Step) -> bool:
        now = moment(step["on"])
        if "freeze" in step:
            if self.freeze is None:
                return False
            self.freeze(self.programme, date.fromisoformat(step["freeze"]), now)
            return True
        if "do" in step:
            return self.rest.act(step, now)
        if "row" in step:
            return self._progress(step, now)
        return self._declare(step, now)

    def _progress(self, step: Step, now: datetime) -> bool:
        item = self.items[step["row"]]
        if (item.pk, now) in self.done:
            return False
        said = progress.Progress(
            percent=step.get("percent"),
            declared_rag=step.get("rag"),
            revised=read(step["revised"], near=item.due_date) if "revised" in step else None,
            update=step.get("update", ""),
            reason=step.get("reason", ""),
        )
        progress.record(
            item, progress=said, by=self.users.get(step["by"]), today=now.date(), now=now
        )
        return True

    def _declare(self, step: Step, now: datetime) -> bool:
        row: Any = self.programme if "overall" in step else self.branches[step["workstream"]]
        if row.history.filter(history_date=now).exists():
            return False
        facts = {
            "reason": step["reason"],
            "by": self.users.get(step["by"]),
            "today": now.date(),
            "now": now,
        }
        if "overall" in step:
            self.programme = rating.declare_overall(self.programme, rag=step["overall"], **facts)
        else:
            rating.declare(row, rag=step["declare"], **facts)
        return True


def _row(cell: str) -> int:
    """The row of a sheet in the words of "came from": "Plan, B62" is 62."""
    return int("".join(c for c in cell.rpartition(" ")[2].rpartition("!")[2] if c.isdigit()) or 0)
