"""One row as SVG, by strings. Positions come from the window, ink from the pens. Plain Python.

Every row is its own drawing, HEIGHT pixels high on the one scale, so rows may grow with their
titles and break over pages: grid, bands and the line of today run past the drawing's edges, and the
cell cuts them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from html import escape

from workstreams.timeline import MONTHS
from workstreams.when.wording import day_words

from .span import Span, says
from .window import Window

HEIGHT = 28
MID = HEIGHT / 2
OVER = 60  # how far lines run past the drawing, up and down
LEAST = 4.0  # no bar is thinner than this
FADE = 42.0  # length of an end that stays open
DAY = timedelta(days=1)

Pens = Mapping[str, str]


def drawing(
    title: str,
    inner: str,
    window: Window,
    pens: Pens,
    behind: str,
    band: str = "",
    *,
    tight: bool = False,
) -> str:
    """A whole row: what lies behind, the phase's band, the marks, and today over them.

    `tight` takes the air above and below the marks away: a sheet of paper then holds more rows.
    """
    top, tall = (4, 21) if tight else (0, HEIGHT)
    now = window.now
    today = "" if now is None else f'<path {pens["now"]} d="M{now:g} -{OVER}V{HEIGHT + OVER}"/>'
    return (
        f'<svg width="{window.width:g}" height="{tall}" viewBox="0 {top} {window.width:g} {tall}"'
        f' role="img"><title>{escape(title)}</title>{band}{behind}{inner}{today}</svg>'
    )


def grid(window: Window, pens: Pens) -> str:
    """The lines behind every row: units thin, heads stronger."""
    tall = f"-{OVER}V{HEIGHT + OVER}"
    fine = "".join(f"M{tick.x:g} {tall}" for tick in window.units)
    strong = "".join(f"M{tick.x:g} {tall}" for tick in window.heads)
    return f'<path {pens["grid"]} d="{fine}"/><path {pens["head"]} d="{strong}"/>'


def band(first: date | None, last: date | None, window: Window, pens: Pens) -> str:
    """The stretch of a phase, pale behind the bars of its items; nothing where it has no dates."""
    if first is None or last is None or last < first or last < window.start or first >= window.end:
        return ""
    left, right = window.cut(first), window.cut(last + DAY)
    return f'<rect {pens["band"]} x="{left:g}" y="-{OVER}" width="{right - left:.1f}" height="{HEIGHT + 2 * OVER}"/>'


def head(window: Window, pens: Pens) -> str:
    """The scale over the column: months, quarters or years, then weeks or months, and today."""
    wide = f"{window.width:g}"
    parts = [
        f'<svg width="{wide}" height="40" viewBox="0 0 {wide} 40" aria-hidden="true" focusable="false">'
    ]
    parts += [f'<path {pens["head"]} d="M{tick.x:g} 0V40"/>' for tick in window.heads]
    parts += [
        f'<text {pens["title"]} x="{tick.x + 5:g}" y="13">{tick.label}</text>'
        for tick in window.heads
        if tick.label
    ]
    for tick in window.units:
        pen = pens["unit-now" if tick.current else "unit"]
        parts.append(f'<path {pens["grid"]} d="M{tick.x:g} 20V40"/>')
        if tick.label:
            parts.append(f'<text {pen} x="{tick.x + 4:g}" y="33">{tick.label}</text>')
    if window.now is not None:
        plate = window.plate
        parts.append(
            f'<path {pens["now"]} d="M{window.now:g} 36V40"/>'
            f'<rect {pens["plate"]} x="{plate - 27:g}" y="20" width="54" height="16" rx="2"/>'
            f'<text {pens["today"]} x="{plate:g}" y="32">{window.today.day} {MONTHS[window.today.month - 1]}</text>'
        )
    return "".join(parts) + "</svg>"


def item(title: str, kind: str, span: Span, window: Window, pens: Pens) -> tuple[str, str]:
    """One item: its finding, and its marks."""
    said = says(title, span)
    if span.why:
        return said, _words(span.why, window, pens)
    begins, ends = span.begins, span.ends
    if begins and begins >= window.end:
        return said, _at_end(f"starts {_short(begins)}", window, pens)
    if ends is None:
        return said, _open_ended(begins or window.start, span, window, pens)
    if begins is None and ends >= window.end:
        return said, _at_end(f"due {_short(ends)}", window, pens)
    if ends < window.start and not (span.moved and window.shows(span.target)):
        if not span.late:
            return said, f'<text {pens["words"]} x="5" y="{MID + 4:g}">ended {_short(ends)}</text>'
        return said, _late(0.0, span, window, pens)
    if kind in ("milestone", "governance"):
        return said, _point(kind, span, ends, window, pens)
    return said, _bar(span, ends, window, pens)


def _bar(span: Span, ends: date, window: Window, pens: Pens) -> str:
    right = window.cut(ends + DAY)
    left = window.cut(span.begins) if span.begins else max(right - LEAST, 0.0)
    width = max(right - left, LEAST)
    soft = max(window.cut(span.soft_from), left) if span.soft_from else left + width
    parts = [_ghost(span, window, pens)]
    if span.soft_from is None:
        pen = pens["closed" if span.closed else "bar"]
        parts.append(f'<rect {pen} x="{left:g}" y="9" width="{width:.1f}" height="10"/>')
    else:
        parts.append(_fading(left, soft, left + width, pens))
    if span.begins and span.percent and not span.closed:
        whole = window.x(ends + DAY) - window.x(span.begins)
        reached = window.x(span.begins) + whole * span.percent / 100
        done = min(max(reached - left, 0.0), width)
        if done:
            parts.append(
                f'<rect {pens["done"]} x="{left:g}" y="9" width="{done:.1f}" height="10"/>'
            )
    if span.late:
        at = left + width
        parts.append(f'<path {pens["tick"]} d="M{at:.1f} 8v12"/>')
        parts.append(_late(at, span, window, pens))
    return "".join(parts)


def _fading(left: float, soft: float, right: float, pens: Pens) -> str:
    """A bar whose end is not one day: firm to `soft`, then paler to the last day it can mean."""
    parts = []
    if soft > left:
        parts.append(
            f'<rect {pens["bar"]} x="{left:g}" y="9" width="{soft - left:.1f}" height="10"/>'
        )
    third = max(right - soft, LEAST) / 3
    for n in range(3):
        parts.append(
            f'<rect {pens[f"fade{n + 1}"]} x="{soft + n * third:.1f}" y="9" width="{third:.1f}" height="10"/>'
        )
    parts.append(f'<path {pens["edge"]} d="M{soft:.1f} 9H{right:.1f}M{soft:.1f} 19H{right:.1f}"/>')
    return "".join(parts)


def _open_ended(begins: date, span: Span, window: Window, pens: Pens) -> str:
    """From the start into the open: to today where the work goes on, then a short fading end."""
    left = window.cut(begins)
    firm = left
    if span.open.startswith("ongoing") and window.today > begins:
        firm = max(window.cut(window.today), left)
    right = min(firm + FADE, window.width)
    words_x = right + 6
    drawn = _fading(left, firm, right, pens)
    if words_x > window.width - 120:
        return drawn + (
            f'<text {pens["words"]} x="{max(left - 6, 0):.1f}" y="{MID + 4:g}" text-anchor="end">{span.open}</text>'
            if left > 130
            else ""
        )
    return f'{drawn}<text {pens["words"]} x="{words_x:.1f}" y="{MID + 4:g}">{span.open}</text>'


def _point(kind: str, span: Span, ends: date, window: Window, pens: Pens) -> str:
    x = window.cut(ends)
    parts = []
    if span.soft_from and span.soft_from < ends:
        left = window.cut(span.soft_from)
        parts.append(f'<path {pens["edge"]} d="M{left:g} 9H{x:g}M{left:g} 19H{x:g}"/>')
    elif span.begins and window.cut(span.begins) < x:
        pen = pens["dots" if kind == "governance" else "lead"]
        parts.append(f'<path {pen} d="M{window.cut(span.begins):g} {MID:g}H{x:g}"/>')
    if span.moved and span.target:
        was = window.cut(span.target)
        parts.append(f'<path {pens["slip"]} d="M{was:g} {MID:g}H{x:g}"/>')
        if window.shows(span.target):
            parts.append(diamond(was, pens["was"]))
    if span.late:
        parts.append(_late(x, span, window, pens))
    if window.shows(ends):
        soft = span.soft_from is not None and span.soft_from < ends
        parts.append(mark(kind, x, closed=span.closed, soft=soft, pens=pens))
    return "".join(parts)


def mark(kind: str, x: float, *, closed: bool, soft: bool, pens: Pens) -> str:
    """A diamond, or a flag for governance; pale when closed, dashed when its day is not firm."""
    if kind == "governance":
        pen = pens["flag-closed" if closed else "flag"]
        return f'<path {pen} d="M{x:g} 23V6h10l-2.8 3.6 2.8 3.6H{x:g}"/>'
    return diamond(x, pens["diamond-closed" if closed else "soft" if soft else "diamond"])


def diamond(x: float, pen: str, y: float = MID, r: float = 6.5) -> str:
    """A diamond around a point."""
    return f'<path {pen} d="M{x:g} {y - r:g}l{r:g} {r:g}-{r:g} {r:g}-{r:g}-{r:g}Z"/>'


def _ghost(span: Span, window: Window, pens: Pens) -> str:
    """Where the bar would end if it had kept its target: dashed, under the forecast."""
    if not span.moved or span.target is None:
        return ""
    right = window.cut(span.target + DAY)
    left = window.cut(span.begins) if span.begins else max(right - LEAST, 0.0)
    if right <= left:
        return ""
    return f'<rect {pens["ghost"]} x="{left:g}" y="21.5" width="{right - left:.1f}" height="3.6"/>'


def _late(at: float, span: Span, window: Window, pens: Pens) -> str:
    now = min(window.x(window.today), window.width)
    return f'<path {pens["late"]} d="M{at:.1f} {MID:g}H{now:g}"/>' if span.late and now > at else ""


def branch(
    title: str,
    first: date | None,
    last: date | None,
    *,
    percent: int | None,
    top: bool,
    points: Iterable[tuple[str, Span]],
    window: Window,
    pens: Pens,
) -> tuple[str, str]:
    """A workstream or phase: a bracket over what stands under it.

    `points` are the milestones to draw on it where the branch is folded: title and days.
    """
    marks, named = [], []
    for name, span in points:
        if span.ends is None or span.why:
            continue
        named.append(f"{name} {_short(span.ends)}")
        if window.shows(span.ends):
            x = window.x(span.ends)
            if span.moved and span.target:
                was = window.cut(span.target)
                marks.append(f'<path {pens["slip"]} d="M{was:g} 19H{x:g}"/>')
                if window.shows(span.target):
                    marks.append(diamond(was, pens["was"], 19, 5))
            pen = pens["diamond-closed" if span.closed else "diamond"]
            marks.append(diamond(x, pen, 19, 5.5))
    if first is None or last is None or last < first:
        return f"{title}: nothing under it has dates", "".join(marks)
    said = f"{title}: {day_words(first)} to {day_words(last)}"
    if named:
        said += ". Milestones: " + ", ".join(named)
    if last < window.start or first >= window.end:
        words = f"ended {_short(last)}" if last < window.start else f"starts {_short(first)}"
        drawn = (
            f'<text {pens["words"]} x="5" y="{MID + 4:g}">{words}</text>'
            if last < window.start
            else _at_end(words, window, pens)
        )
        return said, drawn + "".join(marks)
    left, right = window.cut(first), window.cut(last + DAY)
    width = max(right - left, LEAST)
    y = 5 if marks else 11
    if not top:
        return (
            said,
            f'<path {pens["bracket"]} d="M{left:g} {y + 6}v-5h{width:.1f}v5"/>' + "".join(marks),
        )
    whole = window.x(last + DAY) - window.x(first)
    done = min(max(window.x(first) + whole * (percent or 0) / 100 - left, 0.0), width)
    drawn = f'<rect {pens["sum"]} x="{left:g}" y="{y}" width="{width:.1f}" height="6"/>'
    if done:
        drawn += f'<rect {pens["sumdone"]} x="{left:g}" y="{y}" width="{done:.1f}" height="6"/>'
    return said, drawn + "".join(marks)


def _words(words: str, window: Window, pens: Pens) -> str:
    now = window.now
    text = escape(words)
    if now is None:
        return f'<text {pens["words"]} x="5" y="{MID + 4:g}">{text}</text>'
    if now < window.width * 0.62:
        return f'<text {pens["words"]} x="{now + 8:g}" y="{MID + 4:g}">{text}</text>'
    return f'<text {pens["words"]} x="{now - 8:g}" y="{MID + 4:g}" text-anchor="end">{text}</text>'


def _at_end(words: str, window: Window, pens: Pens) -> str:
    return f'<text {pens["words"]} x="{window.width - 5:g}" y="{MID + 4:g}" text-anchor="end">{escape(words)}</text>'


def _short(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day:%y}"
