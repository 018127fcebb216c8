"""The monthly strip of phases (S1-17 to S1-19) as SVG: D outline, P dashed, I solid, S pale. Plain Python.

A blank month is a gap and is shown as one, never joined over.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from itertools import groupby

from workstreams.timeline import MONTHS
from workstreams.when.wording import day_words

from .draw import Pens, diamond
from .window import Window, add_months

PHASES = {"D": "design", "P": "plan", "I": "implement", "S": "sustain"}
BAND = 24  # height of the letters
LANE = 15  # height of a line of milestones
LANES = 4  # more milestones than find room in so many lines are counted, not drawn
END = ' text-anchor="end"'
LETTER = 6.1  # mean width of a letter of a label


@dataclass(frozen=True, slots=True)
class Point:
    """A milestone of a strip: its day is the forecast, `target` where it was first planned."""

    title: str
    day: date | None
    target: date | None = None
    closed: bool = False
    soft: bool = False
    pk: int = 0
    days: int = 0  # working days from target to forecast

    @property
    def moved(self) -> bool:
        """Whether it is to be later than first planned."""
        return bool(self.day and self.target and self.day > self.target)


@dataclass(frozen=True, slots=True)
class Run:
    """Months that stand together: their letter ("" for a gap), the first, and the one after them."""

    letter: str
    first: date
    after: date

    @property
    def length(self) -> int:
        """How many months."""
        return (self.after.year - self.first.year) * 12 + self.after.month - self.first.month


def runs(letters: Mapping[date, str], first: date, after: date) -> list[Run]:
    """The months from `first` up to, not including, `after`, put together by letter."""
    return [
        Run(letter, months[0], add_months(months[-1], 1))
        for letter, months in (
            (letter, list(group))
            for letter, group in groupby(_months(first, after), key=lambda m: letters.get(m, ""))
        )
    ]


def _months(first: date, after: date) -> Iterator[date]:
    month = first
    while month < after:
        yield month
        month = add_months(month, 1)


def row(
    title: str, letters: Mapping[date, str], points: Sequence[Point], window: Window, pens: Pens
) -> tuple[str, int]:
    """A workstream's strip with its milestones under it: the drawing, and how many found no room."""
    parts, left_out = [], 0
    if letters:
        for run in runs(letters, window.start, window.end):
            parts.append(_run(run, window, pens))
    else:
        parts.append(f'<text {pens["words"]} x="8" y="17">no phase is set</text>')
    ends: list[float] = []  # where each lane is free again
    placed = [p for p in points if p.day and (window.shows(p.day) or window.shows(p.target))]
    for point in sorted(placed, key=lambda p: (p.target or p.day, p.day)):
        lane = _place(point, window, ends)
        if lane is None:
            left_out += 1
        else:
            parts.append(_point(point, window, pens, BAND + 4 + LANE * lane + 8))
    height = BAND + 4 + LANE * max(len(ends), 1) + 6
    return _drawing(_said(title, letters, points, window), parts, height, window, pens), left_out


def _drawing(title: str, parts: list[str], height: float, window: Window, pens: Pens) -> str:
    tall = f"-9V{height + 60:g}"
    fine = "".join(f"M{tick.x:g} {tall}" for tick in window.units)
    strong = "".join(f"M{tick.x:g} {tall}" for tick in window.heads)
    now = (
        ""
        if window.now is None
        else f'<path {pens["now"]} d="M{window.now:g} -9V{height + 60:g}"/>'
    )
    return (
        f'<svg width="{window.width:g}" height="{height:g}" viewBox="0 0 {window.width:g} {height:g}" role="img">'
        f'<title>{escape(title)}</title><path {pens["grid"]} d="{fine}"/><path {pens["head"]} d="{strong}"/>'
        f"{''.join(parts)}{now}</svg>"
    )


def _run(run: Run, window: Window, pens: Pens) -> str:
    left, right = window.cut(run.first), window.cut(run.after)
    if not run.letter:
        drawn = f'<path {pens["dots"]} d="M{left + 3:.1f} 13H{right - 3:.1f}"/>'
        if right - left > 84:
            middle = (left + right) / 2
            drawn += (
                f'<rect {pens["paper"]} x="{middle - 30:.1f}" y="5" width="60" height="16"/>'
                f'<text {pens["words"]} x="{middle:.1f}" y="17" text-anchor="middle">no phase</text>'
            )
        return drawn
    parts = [
        f'<rect {pens[run.letter]} x="{left + 1.5:.1f}" y="4" width="{right - left - 3:.1f}" height="18" rx="2"/>'
    ]
    pen = pens["letter-I" if run.letter == "I" else "letter"]
    for month in _months(run.first, run.after):
        middle = (window.cut(month) + window.cut(add_months(month, 1))) / 2
        parts.append(f'<text {pen} x="{middle:.1f}" y="17.3">{run.letter}</text>')
    return "".join(parts)


def _label(point: Point) -> str:
    day = point.day
    when = f"{day.day} {MONTHS[day.month - 1]}" if day else ""
    title = point.title if len(point.title) <= 34 else point.title[:33].rstrip() + "…"
    return f"{title}, done" if point.closed else f"{title} {when}"


def _reach(point: Point, window: Window) -> tuple[float, float, bool]:
    """From where to where a milestone with its label reaches, and whether the label stands before."""
    day = point.day or window.start
    x = window.cut(day)
    was = window.cut(point.target) if point.target else x
    wide = LETTER * len(_label(point)) + 14
    before = x + wide > window.width
    left, right = min(x, was) - 7, max(x, was) + 7
    return (left - wide, right, True) if before else (left, right + wide, False)


def _place(point: Point, window: Window, ends: list[float]) -> int | None:
    left, right, _ = _reach(point, window)
    for lane, end in enumerate(ends):
        if left > end:
            ends[lane] = right
            return lane
    if len(ends) < LANES:
        ends.append(right)
        return len(ends) - 1
    return None


def _point(point: Point, window: Window, pens: Pens, y: float) -> str:
    if point.day is None:
        return ""
    x, parts = window.cut(point.day), []
    if point.target and point.target != point.day:
        was = window.cut(point.target)
        parts.append(f'<path {pens["slip"]} d="M{was:g} {y:g}H{x:g}"/>')
        if window.shows(point.target):
            parts.append(diamond(was, pens["was"], y, 5.5))
    pen = "diamond-closed" if point.closed else "soft" if point.soft else "diamond"
    if window.shows(point.day):
        parts.append(diamond(x, pens[pen], y, 5.5))
    _, _, before = _reach(point, window)
    label = escape(_label(point))
    ink = pens["label-b" if point.moved and not point.closed else "label"]
    left = min(x, window.cut(point.target) if point.target else x)
    parts.append(
        f'<text {ink} x="{left - 10:.1f}" y="{y + 4:g}" text-anchor="end">{label}</text>'
        if before
        else f'<text {ink} x="{x + 10:.1f}" y="{y + 4:g}">{label}</text>'
    )
    return "".join(parts)


def flags(board: str, days: Sequence[date], window: Window, pens: Pens) -> str:
    """The meetings of a board as flags; the next one filled, with its day."""
    parts = []
    shown = [day for day in days if window.shows(day)]
    following = next((day for day in days if day >= window.today), None)
    for day in shown:
        x = window.x(day)
        pen = pens["flag-next" if day == following else "flag"]
        parts.append(f'<path {pen} d="M{x:g} 23V7h9l-2.4 3.3 2.4 3.3H{x:g}"/>')
        if day == following:
            words = f"{day.day} {MONTHS[day.month - 1]}"
            room = x + 60 < window.width
            parts.append(
                f'<rect {pens["paper"]} x="{x + 13 if room else x - 48:.1f}" y="6" width="40" height="14"/>'
                f'<text {pens["label-b"]} x="{x + 14 if room else x - 8:.1f}" y="17"'
                f"{'' if room else END}>{words}</text>"
            )
    if not shown:
        at = (window.now or 0) + 8
        parts.append(
            f'<text {pens["words"]} x="{at:.1f}" y="17">no meeting dates held for this board</text>'
        )
    said = f"{board}: {len(shown)} meeting{'' if len(shown) == 1 else 's'}"
    said += f", the next on {day_words(following)}" if following else ", none to come"
    return _drawing(said, parts, 28, window, pens)


def _said(title: str, letters: Mapping[date, str], points: Sequence[Point], window: Window) -> str:
    """The strip in a sentence: its phases with their months, and its milestones."""
    if not letters:
        said = f"{title}: no phase is set"
    else:
        spans = [
            f"{PHASES[run.letter]} {run.first:%B %Y} to {add_months(run.after, -1):%B %Y}"
            if run.length > 1
            else f"{PHASES[run.letter]} {run.first:%B %Y}"
            for run in runs(letters, window.start, window.end)
            if run.letter
        ]
        said = f"{title}: {', '.join(spans) or 'no phase in these months'}"
    named = [f"{p.title} {day_words(p.day)}" for p in points if p.day and window.shows(p.day)]
    return f"{said}. Milestones: {', '.join(named)}" if named else said
