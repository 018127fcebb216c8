"""The grid of risks and the steps from target to verified, as SVG text. Plain Python, no Django, no script.

As in ``drawing``: one ``<title>`` says the finding in words, a table stands beside each, and no fill is
needed to read either: heavy lines mark high scores, hatching marks what nobody forecast.
"""

from collections.abc import Sequence
from html import escape

from reports.drawing import text
from reports.reading.words import cut

INK, LINE, QUIET, TEAL, RED = "#14181d", "#7b8690", "#46515c", "#0b5567", "#a3191f"
BANDS = {"high": "#f3d3d4", "middle": "#fdebc0", "low": "#ffffff"}
CELL_X, CELL_Y, EDGE = 54, 38, 30
WIDTH, LABEL, ROW, BAR = 680, 200, 24, 15


def grid(cells: Sequence[Sequence[tuple[Sequence[str], int, str]]], *, words: str) -> str:
    """Likelihood upwards, impact to the right. ``cells``: rows of (names, score, band), the most likely first."""
    width, height = EDGE + 5 * CELL_X + 6, 5 * CELL_Y + 36
    parts = []
    for y, line in enumerate(cells):
        parts.append(text(EDGE - 12, y * CELL_Y + 26, str(5 - y), size=12, middle=True, bold=True))
        for x, (names, score, band) in enumerate(line):
            parts += _cell(EDGE + x * CELL_X, y * CELL_Y + 2, names, score, band)
    for x in range(5):
        parts.append(
            text(
                EDGE + (x + 0.5) * CELL_X,
                5 * CELL_Y + 17,
                str(x + 1),
                size=12,
                middle=True,
                bold=True,
            )
        )
    parts.append(
        text(EDGE + 2.5 * CELL_X, 5 * CELL_Y + 32, "Impact", size=11, fill=QUIET, middle=True)
    )
    parts.append(text(0, -5, "Likelihood", size=11, fill=QUIET))
    return (
        f'<svg class="grid5" width="{width}" height="{height + 16}" viewBox="0 -16 {width} {height + 16}" role="img" '
        f'font-family="Atkinson Hyperlegible"><title>Risks by likelihood and impact. {escape(words)}</title>'
        f"{''.join(parts)}</svg>"
    )


def _cell(x: float, y: float, names: Sequence[str], score: int, band: str) -> list[str]:
    heavy = 2 if band == "high" else 0.8
    inset = heavy / 2
    parts = [
        f'<rect x="{x + inset}" y="{y + inset}" width="{CELL_X - heavy}" height="{CELL_Y - heavy}" '
        f'fill="{BANDS[band]}" stroke="{INK if band == "high" else LINE}" stroke-width="{heavy}"/>',
        f'<text x="{x + CELL_X - 5}" y="{y + 10}" font-size="8.5" text-anchor="end" fill="{QUIET}">{score}</text>',
    ]
    shown = list(names[:4]) if len(names) <= 4 else [*names[:3], f"+{len(names) - 3}"]
    for n in range(0, len(shown), 2):
        words = " ".join(cut(name, 5) for name in shown[n : n + 2])
        parts.append(
            text(x + CELL_X / 2, y + 22 + 11 * (n // 2), words, size=10.5, middle=True, bold=True)
        )
    return parts


def waterfall(steps: Sequence[tuple[str, float, str, str]]) -> str:
    """From the first total down to the last. ``steps``: (words, amount, amount in words, kind), where a
    kind of "total" stands on the ground, "silent" is hatched and the others hang. "" for no steps."""
    if not steps:
        return ""
    levels, level = [], 0.0
    for _, amount, _, kind in steps:
        start = 0.0 if kind == "total" else level
        level = amount if kind == "total" else level + amount
        levels.append((min(start, level), max(start, level)))
    least, most = min(low for low, _ in levels), max(high for _, high in levels) or 1
    scale = (WIDTH - LABEL - 74) / ((most - least) or 1)
    height = ROW * len(steps) + 6
    parts = []
    for n, ((words, amount, in_words, kind), (low, high)) in enumerate(
        zip(steps, levels, strict=True)
    ):
        y = 4 + ROW * n
        x, wide = LABEL + (low - least) * scale, max((high - low) * scale, 1.5)
        parts += _bar(x, y, wide, kind, down=amount < 0)
        bold = kind == "total"
        parts.append(
            f'<text x="{LABEL - 8}" y="{y + 12}" font-size="12" text-anchor="end" '
            f'font-weight="{700 if bold else 400}" fill="{INK}">{escape(cut(words, 34))}</text>'
        )
        sign = "" if bold else "\N{MINUS SIGN}" if amount < 0 else "+"
        parts.append(
            text(x + wide + 5, y + 12, f"{sign}{in_words.strip('()')}", size=12, bold=bold)
        )
    said = "; ".join(f"{words} {in_words}" for words, _, in_words, _ in steps)
    return (
        f'<svg class="chart" width="{WIDTH}" height="{height}" viewBox="0 0 {WIDTH} {height}" role="img" '
        f'font-family="Atkinson Hyperlegible"><title>From target to verified. {escape(said)}.</title>'
        f"{''.join(parts)}</svg>"
    )


def _bar(x: float, y: float, wide: float, kind: str, *, down: bool) -> list[str]:
    fill, stroke = "#ffffff", QUIET
    if kind == "total":
        fill = stroke = TEAL
    elif kind == "step" and down:
        fill = stroke = RED
    box = (
        f'<rect x="{x:.1f}" y="{y}" width="{wide:.1f}" height="{BAR}" fill="{fill}" stroke="{stroke}" '
        'stroke-width="1.2"/>'
    )
    return [box, _hatching(x, y, wide)] if kind == "silent" else [box]


def _hatching(x: float, y: float, wide: float) -> str:
    """Slanting lines, cut at the edges of the bar by hand: no pattern, so that no viewer can lose it."""
    lines, start = [], x - BAR
    while start < x + wide:
        left, right = max(start, x), min(start + BAR, x + wide)
        if right > left:
            lines.append(
                f"M{left:.1f} {y + BAR - (left - start):.1f}L{right:.1f} {y + BAR - (right - start):.1f}"
            )
        start += 6
    return f'<path d="{"".join(lines)}" stroke="{QUIET}" stroke-width=".9" fill="none"/>'
