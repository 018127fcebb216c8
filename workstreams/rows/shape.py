"""Which columns a plan shows and what else its rows look like, read from its own address.

A row that htmx changes comes back in the shape of the page it stands in: the address of that page
travels with the row as `back`, and says it all.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.http import QueryDict

from workstreams.models.choices import Role
from workstreams.models.rights import rights_of

#: Whether rows carry a checkbox for those who may change items; its form is `_plan_tools.html`.
PICK = True
EDITING = frozenset({Role.OFFICE, Role.MANAGER, Role.LEAD, Role.CONTRIBUTOR})


@dataclass(frozen=True, slots=True)
class Column:
    """A column that may be left out: its name in the address and in the style sheet, and its head."""

    name: str
    words: str
    usual: bool = True
    number: bool = False  # figures and dates stand to the right


#: In the order in which they stand. The item itself and its Edit link always do.
COLUMNS = (
    Column("workstream", "Workstream", usual=False),
    Column("owner", "Owner"),
    Column("status", "Status", usual=False),
    Column("percent", "Done", number=True),
    Column("start", "Start", usual=False, number=True),
    Column("target", "Target", number=True),
    Column("due", "Forecast", number=True),
    Column("late", "Late", number=True),
    Column("scope", "Scope", usual=False),
    Column("rag", "RAG"),
    Column("changed", "Last changed", usual=False, number=True),
    Column("bars", "Gantt"),
)
USUAL = tuple(column.name for column in COLUMNS if column.usual)


@dataclass(frozen=True, slots=True)
class Shape:
    """How the rows of one page look."""

    columns: tuple[str, ...] = USUAL
    pick: bool = False  # a checkbox first: name="item", value is the item's key, form "plan-pick"
    flat: bool = False  # not under its branches, so a row says where it belongs
    keeps: tuple[str, ...] = ()  # places whose branches the reader may add items to; "" is all

    @property
    def bars(self) -> bool:
        """Whether the Gantt column is shown."""
        return "bars" in self.columns

    @property
    def more(self) -> int:
        """How many columns are shown that are not usual: so much is the table wider than the screen."""
        return sum(name not in USUAL for name in self.columns) if self.bars else 0

    @property
    def heads(self) -> list[Column]:
        """The columns between the item itself and its Edit link."""
        return [
            column for column in COLUMNS if column.name in self.columns and column.name != "bars"
        ]

    @property
    def width(self) -> int:
        """How many columns there are in all."""
        return 2 + self.pick + len(self.columns)


def columns_of(asked: Iterable[str]) -> tuple[str, ...]:
    """The known ones among the names that an address asks for; the usual ones when it asks for none."""
    wanted = {name for each in asked for name in each.split(",")}
    return tuple(c.name for c in COLUMNS if c.name in wanted) or USUAL


def shape_of(asked: QueryDict, *, user: Any, programme: int, flat: bool | None = None) -> Shape:
    """The shape that the plan of a programme has for this reader under this query."""
    return Shape(
        columns=columns_of(asked.getlist("col")),
        pick=PICK and rights_of(user).has(programme, EDITING),
        flat=bool(asked.get("sort") or asked.get("group")) if flat is None else flat,
        keeps=kept_by(user, programme),
    )


def kept_by(user: Any, programme: int) -> tuple[str, ...]:
    """The places in a plan under which the reader may add items: all, or the branches they lead."""
    rights = rights_of(user)
    if rights.manages(programme):
        return ("",)
    return tuple(led.sort_key for led in rights.leads if led.programme_id == programme)


def shape_at(address: str, *, plan: str, user: Any, programme: int) -> Shape:
    """The shape of the page at `address`; `plan` is the plan's own, other pages have the usual one."""
    parts = urlsplit(address)
    if parts.path != plan:
        return Shape()
    return shape_of(QueryDict(parts.query), user=user, programme=programme)
