"""The strips of a programme: its workstreams with their letters, milestones, and boards that meet.

Two statements: the workstreams with their months, and milestones together with the boards' meetings.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import QueryDict
from django.utils.safestring import SafeString

from workstreams.dates.bank_holidays import england
from workstreams.models import Programme

from . import draw, strip
from .asked import Asked, understood
from .pens import SCREEN
from .strip import PHASES, Point
from .strip_rows import Panel, Strip, fill, rows_of
from .window import Window, Zoom, around, between

WIDTH = 1156.0  # of the drawing at a desk
LEAST = 34.0  # pixels of a month, however many there are


@dataclass
class Strips:
    """All of it, drawn."""

    asked: Asked
    window: Window
    rows: list[Strip]
    boards: list[Panel]
    pens: draw.Pens

    @property
    def head(self) -> SafeString:
        """Quarters over their months."""
        return SafeString(draw.head(self.window, self.pens))

    @property
    def legend(self) -> list[tuple[str, str]]:
        """Letters and their words."""
        return list(PHASES.items())

    @property
    def milestones(self) -> list[tuple[Strip, Point]]:
        """What stands on the lines, by workstream and day."""
        shown = self.window.shows
        return [
            (row, point)
            for row in self.rows
            for point in sorted(row.points, key=lambda p: p.day or date.max)
            if shown(point.day) or shown(point.target)
        ]

    @property
    def finding(self) -> str:
        """What the drawing shows."""
        moved = sum(p.moved and not p.closed for row in self.rows for p in row.points)
        said = [
            f"{moved} milestone{' has' if moved == 1 else 's have'} moved later."
            if moved
            else "No milestone has moved later."
        ]
        now = [row for row in self.rows if row.letters]
        doing = sum(row.now == "I" for row in now)
        if now:
            verb = "workstream implements" if doing == 1 else "workstreams implement"
            said.append(f"{doing} {verb} this month, of {len(now)} with phases.")
        return " ".join(said)

    @property
    def zooms(self) -> list[dict[str, Any]]:
        """Back to the bars, by scale."""
        return [
            {"word": word, "on": False, "url": self.asked.link(zoom=zoom.value, from_="", to="", view="")}
            for zoom, word in ((Zoom.WEEK, "Weeks"), (Zoom.MONTH, "Months"), (Zoom.QUARTER, "Quarters"))
        ]  # fmt: skip

    @property
    def earlier(self) -> str:
        """The link half a window back."""
        return self._moved(-1)

    @property
    def later(self) -> str:
        """The link half a window on."""
        return self._moved(1)

    def _moved(self, by: int) -> str:
        window = self.window.moved(by)
        return self.asked.link(from_=window.start.isoformat(), to=window.last.isoformat())

    @property
    def first_look(self) -> str:
        """The link to the whole of the strips."""
        return self.asked.link(from_="", to="")


def strips_of(
    programme: Programme,
    *,
    user: Any,
    today: date,
    data: QueryDict,
    width: float = WIDTH,
    pens: draw.Pens = SCREEN,
) -> Strips:
    """Reads and draws. Two statements."""
    quarters = data.copy()
    quarters["zoom"], quarters["view"] = Zoom.QUARTER.value, "strip"
    asked = understood(quarters, today=today)
    asked.params["zoom"] = ""
    rows = rows_of(programme, user, today)
    window = _window(asked, rows, today)
    months = len(window.units)
    window = window.on(round(max(width / months, LEAST) * months, 1))
    boards = fill(programme, user, rows, window, england())
    for row in rows:
        drawn, row.left_out = strip.row(row.name, row.letters, row.points, window, pens)
        row.drawing = SafeString(drawn)
    for panel in boards:
        panel.drawing = SafeString(strip.flags(panel.name, sorted(panel.days), window, pens))
    return Strips(asked, window, rows, boards, pens)


def _window(asked: Asked, rows: list[Strip], today: date) -> Window:
    """What was asked for, else all the months that have a letter, else around today."""
    if "from" in asked.params or "to" in asked.params:
        return asked.window
    months = [month for row in rows for month in row.letters]
    if not months:
        return around(Zoom.QUARTER, today)
    return between(Zoom.QUARTER, min(months), max(months), today)
