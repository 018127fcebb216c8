"""The drawings of the Gantt column as SVG. Colours come from the style sheet, so contrast themes and
paper can change them."""

from __future__ import annotations

from functools import lru_cache
from html import escape

from django.utils.safestring import SafeString, mark_safe

from workstreams.timeline import MONTHS, ROW, Bar, Scale


@lru_cache(maxsize=32)
def _frame(scale: Scale) -> tuple[str, str, str]:
    """What is the same in every row: before the title, the month lines, and the line of today."""
    return (
        f'<svg class="gantt" width="{scale.width}" height="{ROW}" viewBox="0 0 {scale.width} {ROW}"'
        ' role="img"><title>',
        f'</title><path class="g-grid" d="{scale.grid}"/>',
        f'<path class="g-now" d="M{scale.now} 0V{ROW}"/></svg>',
    )


def bar_svg(bar: Bar, scale: Scale) -> SafeString:
    """One row of the Gantt column; its title says the finding to those who do not see it."""
    before, after, now = _frame(scale)
    return mark_safe(
        before + escape(bar.title) + after + _form(bar) + _moves(bar) + _point(bar) + now
    )


def _form(bar: Bar) -> str:
    """What the row is: a bar, a bracket, a line to a point, or words in their place."""
    if bar.form == "bar":
        done = "" if bar.complete or not bar.done else _rect("g-done", bar.x, 11, bar.done, 9)
        return (
            _rect("g-bar g-bar--done" if bar.complete else "g-bar", bar.x, 11, bar.width, 9) + done
        )
    if bar.form == "summary":
        whole = _rect("g-sum", bar.x, 12.5, bar.width, 6)
        return whole + _rect("g-sumdone", bar.x, 12.5, bar.done, 6)
    if bar.form == "bracket":
        return f'<path class="g-bracket" d="M{bar.x} 19.5v-5h{bar.width}v5"/>'
    if bar.form in ("milestone", "flag") and bar.lead_in is not None:
        line = "g-dots" if bar.form == "flag" else "g-lead"
        return f'<path class="{line}" d="M{bar.lead_in} 15.5H{bar.x}"/>'
    if bar.form == "words":
        end = ' text-anchor="end"' if bar.words_end else ""
        return f'<text class="g-words" x="{bar.words_x}" y="19.5"{end}>{escape(bar.words)}</text>'
    return ""


def _rect(name: str, x: float, y: float, width: float, height: float) -> str:
    return f'<rect class="{name}" x="{x}" y="{y}" width="{width}" height="{height}"/>'


def _moves(bar: Bar) -> str:
    """How late it is, and where its target was before it moved."""
    drawn = ""
    if bar.late_from is not None:
        drawn += f'<path class="g-late" d="M{bar.late_from} 15.5H{bar.late_to}"/>'
    if bar.tick is not None:
        drawn += f'<path class="g-tick" d="M{bar.tick} 10.5v10"/>'
    if bar.was is not None and bar.form == "bar":
        drawn += f'<path class="g-ghost" d="M{bar.was} 7.5v16"/>'
    elif bar.was is not None:
        drawn += (
            f'<path class="g-slip" d="M{bar.was} 15.5H{bar.x}"/>'
            f'<path class="g-was" d="M{bar.was} 9l6.5 6.5-6.5 6.5-6.5-6.5Z"/>'
        )
    return drawn


def _point(bar: Bar) -> str:
    """The diamond of a milestone, the flag of governance."""
    if bar.form == "milestone":
        name = "g-diamond g-diamond--done" if bar.complete else "g-diamond"
        return f'<path class="{name}" d="M{bar.x} 8.5l7 7-7 7-7-7Z"/>'
    if bar.form == "flag":
        return f'<path class="g-flag" d="M{bar.x} 24.5V7.5h10l-2.8 3.6 2.8 3.6H{bar.x}"/>'
    return ""


@lru_cache(maxsize=32)
def head_svg(scale: Scale) -> SafeString:
    """Months and today, over the Gantt column."""
    drawn = [
        f'<span class="vh">{scale.says}</span><svg class="gantt" width="{scale.width}" height="36"'
        f' viewBox="0 0 {scale.width} 36" aria-hidden="true" focusable="false">'
    ]
    for month in scale.months:
        at = round(month.x + 3, 1)
        drawn.append(
            f'<path class="g-grid" d="M{month.x} 20V36"/>'
            f'<text class="g-month" x="{at}" y="31">{month.label}</text>'
        )
        if month.year:
            drawn.append(f'<text class="g-year" x="{at}" y="15">{month.year}</text>')
    drawn.append(
        f'<path class="g-now" d="M{scale.now} 18V36"/>'
        f'<rect class="g-plate" x="{round(scale.label_x - 26, 1)}" y="2" width="52" height="16" rx="2"/>'
        f'<text class="g-today" x="{scale.label_x}" y="14">{scale.today.day}'
        f" {MONTHS[scale.today.month - 1]}</text></svg>"
    )
    return mark_safe("".join(drawn))
