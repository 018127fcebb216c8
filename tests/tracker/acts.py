"""One act in the history of a plan, and the lines of the URLs about acts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from workstreams.models import ChangeSet

AT = datetime(2020, 8, 2, 12, tzinfo=UTC)


def built_act(plan: Any, by: Any) -> ChangeSet:
    """The item of a plan was saved by somebody; the act is the one its history row belongs to."""
    item = plan.item
    item._history_user, item._history_date = by, AT
    item.save()
    del item._history_user, item._history_date
    return ChangeSet.objects.get(programme=plan.programme, at=AT)


ACTS: dict[str, Callable[[Any], list[Any]]] = {
    **{
        name: lambda things: [things.plan.programme.slug]
        for name in ("bulk_change", "plan_grid", "plan_as_at", "programme_history")
    },
    "item_history": lambda things: [things.plan.item.pk],
    "workstream_history": lambda things: [things.plan.first.pk],
    "change_set": lambda things: [things.parts.act.pk],
    "change_set_undo": lambda things: [things.parts.act.pk],
}
