"""What is drawn of one row: its days, how sure they are, and why it is not drawn. Plain Python.

Nothing is drawn at a guess. A row whose end has no day is drawn from its start into the open, faded,
and says so; a row with no day at all is listed with the reason in words.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from workstreams.dates.workdays import working_days_between
from workstreams.timeline import why_not_drawn
from workstreams.when import Certainty, Precision, When, stored
from workstreams.when.wording import day_words, span_words

POINTS = frozenset({"milestone", "governance"})
OPEN = {
    Certainty.ONGOING: "ongoing, no end",
    Certainty.TBC: "end to be confirmed",
    Certainty.WAITING: "end waited for",
    Certainty.BLANK: "no end date",
}


class Kept(NamedTuple):
    """One date in its columns, as the database keeps it."""

    text: str
    day: date | None
    precision: str
    certainty: str
    waiting_on: str

    def when(self, *, last: bool) -> When:
        """The whole value, read again; only where the columns alone do not say enough."""
        return stored(
            self.text, self.day, Precision(self.precision), Certainty(self.certainty),
            self.waiting_on, last=last,
        )  # fmt: skip

    @property
    def plain(self) -> bool:
        """A firm day: nothing more to ask."""
        return self.precision == "day" and self.certainty == "firm"


@dataclass(slots=True)
class Span:
    """The days of a row.

    `soft_from` is the first day the end can mean, where the end is not one firm day; `open` says in
    words why there is no end; `why` says why nothing is drawn. `late` is in working days.
    """

    begins: date | None = None
    ends: date | None = None
    target: date | None = None
    soft_from: date | None = None
    open: str = ""
    why: str = ""
    late: int = 0
    percent: int | None = None
    closed: bool = False
    end_words: str = ""

    @property
    def dated(self) -> bool:
        """Whether anything is drawn."""
        return not self.why

    @property
    def moved(self) -> bool:
        """Whether the forecast differs from the target."""
        return self.target is not None and self.ends is not None and self.target != self.ends

    @property
    def moved_later(self) -> bool:
        """Whether the forecast is later than the target."""
        return bool(self.target and self.ends and self.ends > self.target)

    @property
    def overdue(self) -> bool:
        """Whether it is open and past its end."""
        return self.late > 0


def span_of(
    kind: str,
    start: Kept,
    target: Kept,
    revised: Kept,
    *,
    percent: int | None,
    closed: bool,
    today: date,
    holidays: Collection[date],
) -> Span:
    """The days of an item. The forecast counts where there is one, else the target (S4-29)."""
    span = Span(percent=percent, closed=closed, begins=start.day, target=target.day)
    end = revised if revised.day else target
    span.ends = end.day
    if end.day is None:
        return _open(span, kind, start, target, revised)
    if end.day < today and not closed:
        span.late = max(working_days_between(end.day, today, holidays=holidays), 1)
    if span.begins and span.begins > end.day:
        span.why = "not drawn: ends before it starts"
        return span
    if not end.plain:
        _soften(span, end)
    return span


def _soften(span: Span, end: Kept) -> None:
    """An end that is a month, a range or about a day: from its first possible day it fades."""
    when = end.when(last=True)
    earliest, latest = when.earliest or span.ends, when.latest or span.ends
    if earliest is None or latest is None:
        return
    span.soft_from = max(earliest, span.begins) if span.begins else earliest
    span.end_words = span_words(earliest, latest, when.precision)
    if end.certainty == "approximate" and end.precision == "day":
        span.end_words = f"about {span.end_words}"


def _open(span: Span, kind: str, start: Kept, target: Kept, revised: Kept) -> Span:
    end = (revised if revised.text else target).when(last=True)
    if kind not in POINTS and start.day and not span.closed and end.certainty in OPEN:
        span.open = OPEN[end.certainty]
        return span
    span.why = why_not_drawn(
        start.when(last=False), target.when(last=True), revised.when(last=True)
    )
    return span


def says(title: str, span: Span) -> str:
    """The finding of a row in one sentence, for those who do not see the drawing."""
    if span.why:
        return f"{title}: {span.why}"
    if span.open:
        return f"{title}: from {day_words(span.begins)}, {span.open}"  # type: ignore[arg-type]
    ends = span.end_words or day_words(span.ends)  # type: ignore[arg-type]
    said = f"{title}: {day_words(span.begins)} to {ends}" if span.begins else f"{title}: due {ends}"
    if span.moved and span.target:
        said += f", target was {day_words(span.target)}"
    if span.closed:
        said += ", closed"
    elif span.percent is not None:
        said += f", {span.percent}% done"
    if span.late:
        said += f", {span.late} working day{'' if span.late == 1 else 's'} late"
    return said
