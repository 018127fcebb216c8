"""Drawings as SVG text: the trend strip and the milestone chart. Plain Python, no Django, no script.

Each has one ``<title>`` that holds the finding in words (WeasyPrint makes it the figure's Alt), and a
table stands beside it wherever it is used. Attributes only, no style: the page's policy allows none.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from html import escape

from reports.glyphs import LETTERS, MARKS, letter
from reports.reading.words import SHORT, cut, rating, short_day

STEP_X, TOP = 21, {"green": 9, "amber": 19, "red": 29}
LABEL, WIDTH, ROW = 216, 680, 24


def strip(trend: Sequence[tuple[str, str]]) -> str:
    """The last months as a stepped line: height (Green top, Red bottom) and letter; the newest is a full
    mark. ``trend``: (month name, rating), oldest first."""
    width = 24 + STEP_X * (len(trend) - 1)
    spots = [(12 + STEP_X * n, TOP.get(value, 19), value) for n, (_, value) in enumerate(trend)]
    title = ", ".join(f"{name} {rating(value)}" for name, value in trend)
    line = " ".join(f"{x},{y}" for x, y, _ in spots)
    parts = (
        [f'<polyline fill="none" stroke="#7b8690" stroke-width="1.5" points="{line}"/>']
        if len(spots) > 1
        else []
    )
    parts += [_letter(x, y, value) for x, y, value in spots[:-1]]
    x, y, value = spots[-1]
    parts.append(
        f'<g transform="translate({x - 9} {y - 9}) scale(.75)">{MARKS.get(value, MARKS["not_rated"])}</g>'
    )
    return (
        f'<svg class="strip" width="{width}" height="38" viewBox="0 0 {width} 38" role="img">'
        f"<title>{escape(title)}</title>{''.join(parts)}</svg>"
    )


def _letter(x: int, y: int, value: str) -> str:
    plate = f'<circle cx="{x}" cy="{y}" r="8" fill="#fff"/>'
    if value in LETTERS:
        _, _, middle = LETTERS[value]
        return plate + letter(
            value, "#46515c", f"translate({x - 9} {y - middle * 0.75:g}) scale(.75)"
        )
    return f'{plate}<g transform="translate({x - 6} {y - 6}) scale(.5)">{MARKS.get(value, MARKS["not_rated"])}</g>'


def chart(lines: Sequence[tuple[str, date, date | None]], *, as_at: date) -> str:
    """Milestones on a time line: (words, target, forecast or None when it is the target).

    A dashed outline is where the target was, a solid diamond where the date stands now, dashes
    between them are lateness; the black line is the status date. "" for no lines.
    """
    if not lines:
        return ""
    days = [day for _, target, forecast in lines for day in (target, forecast) if day] + [as_at]
    first, last = min(days).replace(day=1), max(days) + timedelta(days=14)
    scale = (WIDTH - LABEL - 10) / max((last - first).days, 1)

    def at(day: date) -> float:
        return round(LABEL + (day - first).days * scale, 1)

    height = 20 + ROW * len(lines)
    parts = [*_months(first, last, at, height, today=at(as_at))]
    for n, (words, target, forecast) in enumerate(lines):
        parts += _line(words, target, forecast, at, 20 + ROW * n + 12)
    parts += _today(at(as_at), as_at, height)
    said = ". ".join(
        f"{words}: target {short_day(target)}"
        + (f", forecast {short_day(forecast)}" if forecast else "")
        for words, target, forecast in lines
    )
    return (
        f'<svg class="chart" width="{WIDTH}" height="{height}" viewBox="0 0 {WIDTH} {height}" role="img" '
        f'font-family="Atkinson Hyperlegible"><title>Milestones on a time line. {escape(said)}.</title>'
        f"{''.join(parts)}</svg>"
    )


def _months(first: date, last: date, at: object, height: int, *, today: float) -> list[str]:
    months, parts = [], []
    month = first
    while month <= last:
        months.append(month)
        month = (month + timedelta(days=32)).replace(day=1)
    every = max(1, -(-len(months) // 12))  # at most twelve names
    for n, month in enumerate(months):
        x = at(month)  # type: ignore[operator]
        parts.append(f'<path d="M{x} 18V{height}" stroke="#dce1e6"/>')
        year = f" {month:%y}" if month.month == 1 or n == 0 else ""
        before = -62 if year else -46  # a name may not run under the plate of the status date
        if n % every == 0 and not before < x - today < 26:
            parts.append(text(x + 2, 12, SHORT[month.month - 1] + year, size=10.5, fill="#5c6772"))
    return parts


def _line(words: str, target: date, forecast: date | None, at: object, y: float) -> list[str]:
    now = at(forecast or target)  # type: ignore[operator]
    parts = [
        f'<path d="M0 {y + 12}H{WIDTH}" stroke="#eaeef1"/>',
        text(0, y + 4, cut(words, 36), size=12),
    ]
    if forecast and forecast != target:
        was = at(target)  # type: ignore[operator]
        parts.append(
            f'<path d="M{was} {y}H{now}" stroke="#a3191f" stroke-width="2" stroke-dasharray="3 2"/>'
        )
        parts.append(
            f'<path d="M{was} {y - 6}l6 6-6 6-6-6Z" fill="#fff" stroke="#46515c" '
            'stroke-width="1.3" stroke-dasharray="2.2 1.4"/>'
        )
    parts.append(f'<path d="M{now} {y - 6.5}l6.5 6.5-6.5 6.5-6.5-6.5Z" fill="#14181d"/>')
    return parts


def _today(x: float, as_at: date, height: int) -> list[str]:
    left = min(max(x - 24, 0), WIDTH - 48)
    words = f"{as_at.day} {SHORT[as_at.month - 1]}"
    return [
        f'<path d="M{x} 17V{height}" stroke="#14181d" stroke-width="1.4"/>',
        f'<rect x="{left}" y="2" width="48" height="15" rx="2" fill="#14181d"/>',
        text(left + 24, 13, words, size=10, fill="#fff", middle=True, bold=True),
    ]


def text(
    x: float,
    y: float,
    words: str,
    *,
    size: float,
    fill: str = "#14181d",
    middle: bool = False,
    bold: bool = False,
) -> str:
    anchor = "middle" if middle else "start"
    weight = 700 if bold else 400
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" text-anchor="{anchor}" font-weight="{weight}" '
        f'fill="{fill}">{escape(words)}</text>'
    )
