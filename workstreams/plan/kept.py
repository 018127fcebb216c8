"""What was worked out from whole plans is kept until a plan changes: branches, choices, counts.

A plan of 50,000 items takes a quarter of a second to count and changes now and then, so counting it
for every reader is waste. Every transaction that touches a table of the plan, by whatever way, leaves
a stamp in the same transaction (`PlanStamp`); the sum of the stamps is the state the plans are in.
What was worked out in a state holds as long as the state does, in every process, with no clock:

    branches = kept.remembered("branches", (programme.pk, scope), state=state, make=read)

Nothing is handed out that its readers may change. `watch` sees the statements themselves, so a bulk
write or a line of SQL cannot be forgotten; what other programs write it cannot see.
"""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, TypeVar

from django.db import connection
from django.db.models import BigIntegerField, QuerySet, Sum
from django.db.models.expressions import RawSQL
from django.db.models.functions import Coalesce

from workstreams.models import PlanStamp, Programme
from workstreams.models.stamp import token

Made = TypeVar("Made")

#: The tables that a page of the plan is worked out from.
TABLES = frozenset(
    f"workstreams_{name}"
    for name in (
        "item", "itemowner", "workstream", "workstreamowner", "phase", "person", "savedview",
        "step", "board", "boardscope",
    )
)  # fmt: skip
WRITE = re.compile(r'(?:^|[\s(])(?:INSERT INTO|UPDATE|DELETE FROM)\s+"?(\w+)', re.IGNORECASE)
#: How many things a process keeps.
ROOM = 256
#: How many stamps the nightly job leaves.
STAMPS = 20

_things: OrderedDict[tuple[Hashable, ...], Any] = OrderedDict()
_lock = Lock()
_asleep = False


def state_of(programme: Programme) -> int:
    """The state the plans are in: with the programme when `with_state` fetched it, else one statement."""
    known: int | None = getattr(programme, "plan_state", None)
    if known is None:
        known = PlanStamp.objects.aggregate(state=Coalesce(Sum("token"), 0))["state"] or 0
    return known


def with_state(programmes: QuerySet[Programme]) -> QuerySet[Programme]:
    """Programmes that know the state the plans are in, so that asking for it costs no statement."""
    state = RawSQL(
        "(SELECT COALESCE(SUM(token), 0) FROM workstreams_planstamp)", [], BigIntegerField()
    )
    return programmes.annotate(plan_state=state)


def remembered(what: str, of: Hashable, *, state: int, make: Callable[[], Made]) -> Made:
    """What `make` answers, worked out once in each state of the plans and each process."""
    key = (what, of, state)
    with _lock:
        if key in _things:
            _things.move_to_end(key)
            found: Made = _things[key]
            return found
    _read_in_this_transaction()
    made = make()
    with _lock:
        _things[key] = made
        while len(_things) > ROOM:
            _things.popitem(last=False)
    return made


def watch(execute: Any, sql: Any, params: Any, many: bool, context: dict[str, Any]) -> Any:
    """Leaves a stamp after every statement that changes a table of the plan."""
    result = execute(sql, params, many, context)
    writes = isinstance(sql, str) and sql[:6].upper() != "SELECT" and not _asleep
    if writes and any(table in TABLES for table in WRITE.findall(sql)):
        _stamp(context["connection"])
    return result


class _Stamped:
    """Waits for the commit, does nothing then. While it waits, this transaction has left its stamp:
    Django drops it with the part of the transaction that was taken back."""

    read = (
        False  # somebody remembers what this transaction wrote so far: what follows needs a stamp
    )

    def __call__(self) -> None:
        """Nothing is left to do."""


def _stamp(to: Any) -> None:
    waiting = (each[1] for each in to.run_on_commit)
    if any(isinstance(each, _Stamped) and not each.read for each in waiting):
        return
    with to.cursor() as cursor:
        cursor.execute("INSERT INTO workstreams_planstamp (token) VALUES (%s)", [token()])
    if to.in_atomic_block:
        to.on_commit(_Stamped())


def _read_in_this_transaction() -> None:
    for each in connection.run_on_commit:
        if isinstance(each[1], _Stamped):
            each[1].read = True


def prune() -> int:
    """Takes the old stamps out, all but a few; how many went."""
    newest = PlanStamp.objects.order_by("-pk").values_list("pk", flat=True)[STAMPS - 1 : STAMPS]
    last = list(newest)
    return PlanStamp.objects.filter(pk__lt=last[0]).delete()[0] if last else 0


def begin(connection: Any, **_: Any) -> None:
    """Watches a connection that was just made."""
    if watch not in connection.execute_wrappers:
        connection.execute_wrappers.append(watch)


def sleep(**_: Any) -> None:
    """While tables are made and moved there may be no table for stamps."""
    global _asleep
    _asleep = True


def wake(**_: Any) -> None:
    """The tables are there."""
    global _asleep
    _asleep = False
