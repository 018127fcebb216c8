"""What the plan page shows, once its rows are found: how they are arranged, and the addresses of other ways to look."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.core.paginator import Page
from django.http import QueryDict

from workstreams.filters.plan import FILTERS, choices_among
from workstreams.models import Item
from workstreams.plan.arranged import GROUPINGS, GROUPS
from workstreams.plan.outline import Branch
from workstreams.plan.whole import View
from workstreams.rows import COLUMNS, Group, Head, Row, Shape, heads_of
from workstreams.tables.plan import SORTABLE
from workstreams.templatetags.tracker import plural
from workstreams.timeline import Scale

PER_PAGE = 50
#: As many rows as stand on one page, so that a plan can be printed whole.
MOST = 1000
SIZES = (50, 100, 200, MOST)
#: What `?` says that is no filter and no way of looking.
PASSING = frozenset({"page", "view", "back"})
#: The choices among the filters.
NARROWING = tuple(name for name, *_ in choices_among((), ()))


@dataclass(frozen=True)
class Chip:
    """A count that filters."""

    name: str
    words: str
    count: int
    on: bool
    address: str


@dataclass
class Listing:
    """What the plan page shows."""

    active: dict[str, str]  # the filters in use: what each is called, the words of its value
    page: Page[Item]
    rows: list[Row | Head | Group]
    shape: Shape
    chips: list[Chip]
    total: int
    scale: Scale
    asked: QueryDict
    workstreams: Sequence[tuple[str, str]] = ()  # those that may be chosen: place, words
    owners: Sequence[tuple[int, str]] = ()
    views: tuple[View, ...] = ()
    branches: Sequence[Branch] = ()

    @property
    def number(self) -> int:
        """How many items are shown, on this page and the others."""
        return self.page.paginator.count

    @cached_property
    def heads(self) -> list[Any]:
        """The heads of the columns, each with the address that sorts by it."""
        return heads_of(self.shape, asked=self.asked, sort=self.sort, sortable=SORTABLE)

    @property
    def sort(self) -> str:
        """The column that the rows are sorted by, "-" before it when descending; "" in plan order."""
        asked = self.asked.get("sort", "")
        return asked if asked.removeprefix("-") in SORTABLE else ""

    @property
    def sorted_by(self) -> str:
        """The column the reader sorted by, in words."""
        return next((head.words.lower() for head in self.heads if head.sorted), "")

    @property
    def group(self) -> str:
        """What the rows are grouped by; "" is the tree."""
        asked = self.asked.get("group", "")
        return asked if asked in GROUPINGS or asked == "none" else ""

    @property
    def grouped_by(self) -> str:
        """What the rows are grouped by, in words; "" for the tree and for one flat list."""
        return dict(GROUPS)[self.group].lower() if self.group in GROUPINGS else ""

    @property
    def choices(self) -> list[tuple[str, str, Any, str]]:
        """What may be chosen among the filters: name, label, options, and the one that is."""
        shown = [
            (name, label, options, self.asked.get(name, ""))
            for name, label, options in choices_among(self.workstreams, self.owners)
        ]
        return [*shown, ("group", "Group by", GROUPS, self.group)]

    @property
    def narrowed(self) -> bool:
        """Whether anything was searched or chosen; then a phone does not fold the filters."""
        return any(self.asked.get(name) for name in ("q", "group", *NARROWING))

    @property
    def sizes(self) -> list[tuple[str, str]]:
        """How many rows a page may have."""
        return [("" if size == PER_PAGE else str(size), f"{size:,}") for size in SIZES]

    @property
    def size(self) -> str:
        """How many rows a page has, as the address says it."""
        return "" if self.page.paginator.per_page == PER_PAGE else str(self.page.paginator.per_page)

    @property
    def in_plan_order(self) -> bool:
        """Whether the rows stand under their branches."""
        return not self.sort and not self.group

    @property
    def columns(self) -> list[tuple[str, str, bool]]:
        """Every column that may be shown: name, words, whether it is."""
        return [(c.name, c.words, c.name in self.shape.columns) for c in COLUMNS]

    @property
    def own_columns(self) -> bool:
        """Whether the reader chose the columns."""
        return bool(self.asked.get("col"))

    @property
    def says(self) -> str:
        """How many items are shown and of how many, by which filters and in which order: read out when
        a part of the page was changed."""
        total = plural(self.total, "item")
        if not self.active:
            said = total
        else:
            words = ", ".join(self.active.values())
            said = f"Showing {self.number} of {total}: {words}"
        order = f", sorted by {self.sorted_by}" if self.sort else ""
        groups = f", grouped by {self.grouped_by}" if self.grouped_by else ""
        return said + order + groups

    def _without(self, *names: str) -> str:
        kept = self.asked.copy()
        for name in (*names, "page"):
            kept.pop(name, None)
        return f"?{kept.urlencode()}"

    @property
    def tree_address(self) -> str:
        """The same rows in plan order under their branches."""
        return self._without("sort", "group")

    @property
    def usual_address(self) -> str:
        """The same rows in the usual columns."""
        return self._without("col")

    @property
    def whole_address(self) -> str:
        """All rows of the filter on one page, or as many as stand on one (`MOST`)."""
        kept = self.asked.copy()
        kept.pop("page", None)
        kept["per"] = str(MOST)
        return f"?{kept.urlencode()}"

    @property
    def whole(self) -> int:
        """How many rows that page shows."""
        return min(self.number, MOST)

    @property
    def cut_short(self) -> bool:
        """Whether more rows match than this page shows, and a larger page would show more."""
        pages = self.page.paginator
        return pages.num_pages > 1 and pages.per_page < MOST

    @property
    def clear_address(self) -> str:
        """Everything, arranged as it is."""
        return self._without(*FILTERS, "view")

    @cached_property
    def page_range(self) -> Any:
        """The pages to offer, with gaps."""
        return self.page.paginator.get_elided_page_range(
            self.page.number, on_each_side=2, on_ends=1
        )

    @cached_property
    def query(self) -> str:
        """All that makes this way of looking, as it stands in the address: what a view keeps."""
        kept = self.asked.copy()
        for name in [*kept]:
            if name in PASSING or not any(kept.getlist(name)):
                del kept[name]
        return kept.urlencode()

    @cached_property
    def view(self) -> View | None:
        """The saved view that the reader opened."""
        return next((v for v in self.views if str(v.pk) == self.asked.get("view")), None)

    @property
    def changed(self) -> bool:
        """Whether the reader has gone on from the view that was opened."""
        return self.view is not None and QueryDict(self.view.query) != QueryDict(self.query)

    def hidden(self, *without: str) -> list[tuple[str, str]]:
        """What a form must send along so that nothing else changes."""
        return [
            (name, value)
            for name, values in self.asked.lists()
            for value in values
            if value and name not in without and name not in PASSING
        ]

    @property
    def beside_columns(self) -> list[tuple[str, str]]:
        """What the form of the columns sends along."""
        return self.hidden("col", "per")

    @property
    def beside_filters(self) -> list[tuple[str, str]]:
        """What the form of the filters sends along."""
        return self.hidden(*(FILTERS - {"show"}), "group")
