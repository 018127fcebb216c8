"""What a return takes over from last month's, and which boxes still hold last month's words."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from workstreams.models import Return, ReturnState, Workstream
from workstreams.when import When

#: The parts of a return that are confirmed as one, with their columns.
PARTS: dict[str, tuple[str, ...]] = {
    "progress": ("narrative",),
    "next": ("planned",),
    "risks": ("risks",),
    "asks": ("ask", "ask_by", "ask_otherwise"),
    "delivery": ("declared_rag", "declared_reason"),
    "savings": ("savings_rag", "savings_reason"),
    "voice": ("voice",),
}
COLUMNS = tuple(column for columns in PARTS.values() for column in columns)
PART_OF = {column: part for part, columns in PARTS.items() for column in columns}
#: The box that an unconfirmed part is asked about.
FIRST_BOX = {part: columns[0] for part, columns in PARTS.items()}


def last_return(workstream: Workstream, month: Any) -> Return | None:
    """The last return handed in for an earlier month; `month` is the first day of this one."""
    found: Return | None = (
        Return.objects.filter(workstream=workstream, period__month__lt=month)
        .exclude(state=ReturnState.DRAFT)
        .select_related("period")
        .order_by("-period__month")
        .first()
    )
    return found


def facts_from(last: Return | None) -> dict[str, Any]:
    """The words of last month, for this month's boxes."""
    return {} if last is None else {column: getattr(last, column) for column in COLUMNS}


def still_last_months(
    facts: Mapping[str, Any], last: Return | None, *, confirmed: Collection[str]
) -> list[str]:
    """The parts whose words are last month's, letter for letter, and not confirmed. A part that was
    empty last month and is empty now needs no confirmation."""
    if last is None:
        return []
    return [
        part
        for part, columns in PARTS.items()
        if part not in confirmed
        and any(_plain(getattr(last, column)) for column in columns)
        and all(
            _plain(facts.get(column, "")) == _plain(getattr(last, column)) for column in columns
        )
    ]


def _plain(value: Any) -> str:
    """Words without the difference that line ends and outer space make."""
    text = value.text if isinstance(value, When) else str(value or "")
    return " ".join(text.split())
