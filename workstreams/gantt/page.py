"""The whole timeline of one request: what the page and the PDF show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from html import escape
from typing import Any

from django.http import QueryDict
from django.utils.safestring import SafeString

from workstreams.dates.bank_holidays import england
from workstreams.filters.plan import CHIPS, NOBODY
from workstreams.models import Programme
from workstreams.plan.outline import Branch

from . import draw, fetch, table
from .asked import Asked, understood
from .pens import SCREEN
from .rows import Row, Tally, rows_of
from .window import Window, Zoom

ZOOMS = ((Zoom.WEEK, "Weeks"), (Zoom.MONTH, "Months"), (Zoom.QUARTER, "Quarters"))


@dataclass
class Timeline:
    """A timeline as asked for, drawn."""

    asked: Asked
    rows: list[Row]
    tally: Tally
    page: fetch.Page
    branches: Sequence[Branch]
    people: Sequence[tuple[int, str]]
    window: Window
    pens: draw.Pens = field(default_factory=lambda: SCREEN)

    @property
    def head(self) -> SafeString:
        """The scale over the drawings."""
        return SafeString(draw.head(self.window, self.pens))

    @property
    def grid(self) -> SafeString:
        """What lies behind every row, once."""
        return SafeString(draw.grid(self.window, self.pens))

    @property
    def body(self) -> SafeString:
        """The rows as HTML."""
        return table.body(self.rows, self.asked)

    @property
    def paper(self) -> SafeString:
        """The rows as the PDF has them."""
        return table.paper(self.rows)

    @property
    def total(self) -> int:
        """Items in the plan that the reader sees, whatever the filters."""
        return sum(b.count for b in self.branches if b.depth == 0 and not b.is_phase)

    @property
    def folded(self) -> bool:
        """Whether some rows are folded away, so that not every item was looked at."""
        return any(row.folded for row in self.rows)

    @property
    def finding(self) -> str:
        """What the drawing shows, in a sentence or two."""
        tally = self.tally
        said = ["On this page:"] if self.page.more or self.page.number > 1 else []
        if tally.milestones:
            said.append(
                f"{_of(tally.later, tally.milestones, 'milestone')} moved later than first planned."
                if tally.later
                else f"None of the {_count(tally.milestones, 'milestone')} has moved later."
            )
        if tally.items and not self.folded:
            said.append(
                f"{_count(tally.overdue, 'item')} {'is' if tally.overdue == 1 else 'are'} overdue."
                if tally.overdue
                else "Nothing is overdue."
            )
        return " ".join(said)

    @property
    def zooms(self) -> list[dict[str, Any]]:
        """The scales to choose from. Another scale begins with its own first look."""
        return [
            {
                "word": word,
                "on": zoom is self.window.zoom and not self.asked.strip,
                "url": self.asked.link(zoom=zoom.value, from_="", to="", view=""),
            }
            for zoom, word in ZOOMS
        ]

    @property
    def earlier(self) -> str:
        """The link half a window back."""
        return self.asked.moved(-1)

    @property
    def later(self) -> str:
        """The link half a window on."""
        return self.asked.moved(1)

    @property
    def first_look(self) -> str:
        """The link to the window around today."""
        return self.asked.link(from_="", to="")

    @property
    def undated(self) -> int:
        """How many items on this page cannot be drawn; 0 where not all of them were looked at."""
        return 0 if self.folded else self.tally.undated

    @property
    def undated_link(self) -> str:
        """The same page with only what cannot be drawn."""
        return self.asked.link(show="undated", page="")

    @property
    def unfiltered(self) -> str:
        """The same page without its filters."""
        return self.asked.link(workstream="", owner="", key="", show="", page="")

    @property
    def folds(self) -> list[tuple[str, str]]:
        """Everything folded, everything open."""
        return [
            ("Workstreams only", self.asked.link(fold="all", page="")),
            ("All rows", self.asked.link(fold="", page="")),
        ]

    @property
    def per_page(self) -> int:
        """Items on a page at most."""
        return fetch.PER_PAGE

    @property
    def next_page(self) -> str:
        """The link to the rows that follow; none after the last."""
        return self.asked.link(page=self.page.number + 1) if self.page.more else ""

    @property
    def previous_page(self) -> str:
        """The link to the rows before."""
        return self.asked.link(page=self.page.number - 1) if self.page.number > 1 else ""

    @property
    def choices(self) -> list[dict[str, Any]]:
        """The filters: name, label, and their options as HTML, each with its own value chosen."""
        asked = self.asked
        streams = [
            (b.sort_key, f"{'– ' * b.depth}{b.label}"[:60]) for b in self.branches if not b.is_phase
        ]
        owners = [*((str(pk), name) for pk, name in self.people), (NOBODY, "Nobody")]
        chips = [(name, words) for name, words, _ in CHIPS]
        return [
            _select("workstream", "Workstream", "All", streams, asked.workstream),
            _select("owner", "Owner", "Anyone", owners, asked.owner),
            _select("show", "Show", "Everything", chips, asked.show),
        ]

    @property
    def hidden(self) -> list[tuple[str, str]]:
        """What the filter form passes on untouched."""
        return [
            (name, self.asked.params[name])
            for name in ("zoom", "fold")
            if name in self.asked.params
        ]


def timeline_of(
    programme: Programme,
    *,
    user: Any,
    today: date,
    data: QueryDict,
    width: float | None = None,
    pens: draw.Pens = SCREEN,
) -> Timeline:
    """Reads and draws. Two statements. `width` is that of the paper, where it is one."""
    asked = understood(data, today=today)
    window = asked.window if width is None else asked.window.on(width)
    branches, people = fetch.branches_and_people(programme, user)
    shut = fetch.shut_of(branches, asked)
    page = fetch.lines_of(programme, user=user, today=today, asked=asked, shut=shut)
    tally = Tally()
    rows = rows_of(
        page,
        branches,
        asked,
        today=today,
        holidays=england(),
        tally=tally,
        window=window,
        pens=pens,
    )
    return Timeline(asked, rows, tally, page, branches, people, window, pens)


def _select(
    name: str, label: str, empty: str, options: list[tuple[str, str]], chosen: str
) -> dict[str, Any]:
    drawn = [f'<option value="">{escape(empty)}</option>']
    drawn += [
        f'<option value="{escape(value)}"{" selected" if value == chosen else ""}>{escape(words)}</option>'
        for value, words in options
    ]
    return {"name": name, "label": label, "options": SafeString("".join(drawn))}


def _count(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"


def _of(some: int, all_of_them: int, word: str) -> str:
    return f"{some} of {_count(all_of_them, word)} {'has' if some == 1 else 'have'}"
