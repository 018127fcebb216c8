"""The Gantt column: days to positions. A rules module: plain Python, no Django, no clock.

Every row of a plan carries its own small drawing on one scale, so one row is the whole answer to
an edit. Meaning is by form first: solid is done, outline is planned, a dashed outline is where the
target was before it moved, red dashes run from the day a thing was due to today. Positions are in
pixels of a drawing `Scale.width` wide and ROW high. What cannot be drawn says why in words.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from workstreams.when import Certainty, When
from workstreams.when.wording import day_words

ROW = 31  # height of a row in pixels
LEAST = 4.0  # no bar is thinner than this
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True, slots=True)
class Month:
    """A month of the scale: where it begins, its short name, and its year where one begins."""

    x: float
    label: str
    year: str


@dataclass(frozen=True, slots=True)
class Scale:
    """Days from `start` up to, not including, `end`, laid over `width` pixels."""

    start: date
    end: date
    today: date
    width: int = 396

    def x(self, day: date) -> float:
        """The position of a day's morning, not cut to the scale."""
        return round((day - self.start).days * self.width / (self.end - self.start).days, 1)

    def cut(self, day: date) -> float:
        """The position of a day's morning, kept inside the drawing."""
        return min(max(self.x(day), 0.0), float(self.width))

    def shows(self, day: date) -> bool:
        """Whether the day lies on the scale."""
        return self.start <= day < self.end

    @property
    def now(self) -> float:
        """The position of today."""
        return self.cut(self.today)

    @property
    def label_x(self) -> float:
        """Where the label of today is centred, so that all of it stays inside."""
        return min(max(self.now, 26.0), self.width - 26.0)

    @property
    def months(self) -> tuple[Month, ...]:
        """The months from left to right."""
        found, day = [], self.start
        while day < self.end:
            year = str(day.year) if day == self.start or day.month == 1 else ""
            found.append(Month(self.x(day), MONTHS[day.month - 1], year))
            day = _first_of_next(day)
        return tuple(found)

    @property
    def grid(self) -> str:
        """The month lines of a row, as one path."""
        return "".join(f"M{month.x} 0V{ROW}" for month in self.months)

    @property
    def says(self) -> str:
        """September 2026 to July 2027, for the head of the column."""
        last = self.end - timedelta(days=1)
        return f"{self.start:%B %Y} to {last:%B %Y}"


def scale_around(today: date, *, before: int = 2, months: int = 11, width: int = 396) -> Scale:
    """The scale of a plan read on `today`: whole months, `before` of them already past."""
    start = today.replace(day=1)
    for _ in range(before):
        start = (start - timedelta(days=1)).replace(day=1)
    end = start
    for _ in range(months):
        end = _first_of_next(end)
    return Scale(start, end, today, width)


def _first_of_next(day: date) -> date:
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1)


@dataclass(frozen=True, slots=True)
class Bar:
    """What a row draws. A position of None is a thing that is not drawn."""

    form: str  # "bar", "milestone", "flag", "bracket", "summary", "words"
    title: str  # the finding, for those who do not see the drawing
    x: float = 0.0
    width: float = 0.0
    done: float = 0.0  # width of the solid part
    complete: bool = False
    lead_in: float | None = None  # where the line to a diamond or a flag begins
    was: float | None = None  # the target before it moved
    late_from: float | None = None
    late_to: float | None = None
    tick: float | None = None  # the due day, where a bar ended and should have been finished
    words: str = ""
    words_x: float = 0.0
    words_end: bool = False  # the words end at words_x instead of beginning there


def draw(
    *,
    title: str,
    kind: str,
    start: When,
    target: When,
    revised: When,
    percent: int | None,
    closed: bool,
    days_late: int,
    scale: Scale,
) -> Bar:
    """One item on the scale. `closed` is complete or called off; `days_late` in working days."""
    begins = start.earliest
    due = revised.latest or target.latest
    if due is None or (begins and begins > due):
        return _words(why_not_drawn(start, target, revised), scale)
    return draw_days(
        title=title, kind=kind, begins=begins, due=due, target=target.latest, percent=percent,
        closed=closed, days_late=days_late, scale=scale,
    )  # fmt: skip


def draw_days(
    *,
    title: str,
    kind: str,
    begins: date | None,
    due: date,
    target: date | None,
    percent: int | None,
    closed: bool,
    days_late: int,
    scale: Scale,
) -> Bar:
    """One item whose dates are days: it does not begin after it is due."""
    says = _says(title, begins, due, target, days_late)
    late = _late(due, closed, scale)
    if begins and begins >= scale.end:
        words = f"starts {_short(begins)}"
        return Bar("words", says, words=words, words_x=scale.width - 4.0, words_end=True)
    if due < scale.start:
        if late is None:
            return Bar("words", says, words=f"ended {_short(due)}", words_x=4.0)
        return Bar("late", says, late_from=0.0, late_to=late[1])
    if kind in ("milestone", "governance"):
        return _point(kind, says, begins, due, target, closed, late, scale)
    return _bar(says, begins, due, target, percent, closed, late, scale)


def bracket(
    *,
    title: str,
    first: date | None,
    last: date | None,
    percent: int | None,
    top: bool,
    scale: Scale,
) -> Bar:
    """A branch of the plan: from the first start to the last end of what stands under it.

    `percent` is as declared for the branch; a blank draws no solid part. A branch in which nothing
    is dated draws nothing and says nothing: its rows do.
    """
    if first is None or last is None or last < scale.start or first >= scale.end or last < first:
        return Bar("none", f"{title}: no dates to draw on this scale")
    left, right = scale.cut(first), scale.cut(last + timedelta(days=1))
    says = f"{title}: {day_words(first)} to {day_words(last)}"
    full = scale.x(last + timedelta(days=1)) - scale.x(first)
    reached = scale.x(first) + full * (percent or 0) / 100
    done = min(max(reached - left, 0.0), right - left)
    return Bar(
        "summary" if top else "bracket",
        says,
        x=left,
        width=round(max(right - left, LEAST), 1),
        done=round(done, 1) if top else 0.0,
    )


def why_not_drawn(start: When, target: When, revised: When) -> str:
    """The words that stand where a bar would, when no bar can be drawn truly."""
    end = target if revised.is_blank else revised
    if start.earliest and end.latest and start.earliest > end.latest:
        return "not drawn: ends before it starts"
    for when in (end, start):
        if when.certainty is Certainty.IMPOSSIBLE:
            return "not drawn: date does not exist"
        if when.certainty is Certainty.WAITING:
            return f"waiting on {when.waiting_on}" if when.waiting_on else "waiting for a date"
        if when.certainty is Certainty.TBC:
            return "date to be confirmed"
        if when.certainty is Certainty.ONGOING:
            return "ongoing, no end"
        if when.certainty is Certainty.UNREAD:
            return "not drawn: not read as a date"
    return "no end date" if start.has_date else "no dates"


def _short(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day:%y}"


def _words(words: str, scale: Scale) -> Bar:
    after = scale.now + 8 < scale.width * 0.62
    x = scale.now + 8 if after else scale.now - 8
    return Bar("words", words, words=words, words_x=round(x, 1), words_end=not after)


def _says(title: str, begins: date | None, due: date, target: date | None, days_late: int) -> str:
    parts = [
        f"{title}: {day_words(begins)} to {day_words(due)}"
        if begins
        else f"{title}: due {day_words(due)}"
    ]
    if target and target != due:
        parts.append(f"target was {day_words(target)}")
    if days_late > 0:
        parts.append(f"{days_late} working day{'' if days_late == 1 else 's'} late")
    return ", ".join(parts)


def _late(due: date, closed: bool, scale: Scale) -> tuple[float, float] | None:
    if closed or due >= scale.today or scale.today < scale.start:
        return None
    return scale.cut(due + timedelta(days=1)), scale.now


def _was(target: date | None, due: date, scale: Scale) -> float | None:
    return scale.x(target) if target and target != due and scale.shows(target) else None


def _point(
    kind: str,
    says: str,
    begins: date | None,
    due: date,
    target: date | None,
    closed: bool,
    late: tuple[float, float] | None,
    scale: Scale,
) -> Bar:
    x = scale.cut(due)
    return Bar(
        "flag" if kind == "governance" else "milestone",
        says,
        x=x,
        complete=closed,
        lead_in=scale.cut(begins) if begins and scale.cut(begins) < x else None,
        was=_was(target, due, scale),
        late_from=x if late else None,
        late_to=late[1] if late else None,
    )


def _bar(
    says: str,
    begins: date | None,
    due: date,
    target: date | None,
    percent: int | None,
    closed: bool,
    late: tuple[float, float] | None,
    scale: Scale,
) -> Bar:
    ends = due + timedelta(days=1)
    right = scale.cut(ends)
    left = scale.cut(begins) if begins else max(right - LEAST, 0.0)
    width = max(right - left, LEAST)
    reached = (
        scale.x(begins) + (scale.x(ends) - scale.x(begins)) * (percent or 0) / 100
        if begins
        else left
    )
    return Bar(
        "bar",
        says,
        x=left,
        width=round(width, 1),
        done=round(min(max(reached - left, 0.0), width), 1),
        complete=closed,
        was=_was(target, due, scale),
        late_from=round(left + width, 1) if late else None,
        late_to=late[1] if late else None,
        tick=round(left + width, 1) if late else None,
    )
