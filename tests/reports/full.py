"""A report with plenty of everything, for tests of paper."""

from __future__ import annotations

from datetime import UTC, date, datetime

from reports.periods import Month
from tests.reports import registers
from tests.reports.samples import day, item, late, snapshot, workstream

APPROVED = {
    "final": True,
    "approver": "Gillian Roake",
    "approved_at": datetime(2020, 9, 9, 15, 58, tzinfo=UTC),
}


def full(items: int = 60, **changes):
    """A programme of seven workstreams with plenty of everything."""
    nodes = tuple(
        workstream(n, computed="red" if n < 3 else "amber", short=f"Area {n}") for n in range(1, 8)
    )
    rows = []
    for n in range(items):
        kind = ("milestone", "task", "governance")[n % 3]
        on = date(2020, 7 + n % 6, 1 + n % 28)
        rows.append(
            late(n, workstream=1 + n % 7, kind=kind, target=day(on), days_late=1 + n)
            if n % 4 == 0
            else item(
                n,
                workstream=1 + n % 7,
                kind=kind,
                target=day(on),
                percent=None if n % 5 == 0 else n,
            )
        )
    return snapshot(items=tuple(rows), workstreams=nodes, **{**registers.every(), **changes})


JULY = full(period="2020-07", as_at=Month(2020, 7).last, computed="amber")
