"""How a drawing is inked: by classes of the style sheet on a page, by attributes on paper.

On a page, contrast themes and print change the classes. The renderer of PDFs applies no style sheet
inside a drawing, so paper carries the same ink as attributes. Meaning is by form first: both read
right in black and white.
"""

from __future__ import annotations

from collections.abc import Mapping

INK, SOFT, ACCENT, RED, LINE = "#14181d", "#46515c", "#0b5567", "#a3191f", "#7b8690"
FONT = 'font-family="Atkinson Hyperlegible"'

PAPER: Mapping[str, str] = {
    "grid": 'stroke="#dce1e6" stroke-width=".8" fill="none"',
    "head": f'stroke="{LINE}" stroke-width="1" fill="none"',
    "now": f'stroke="{INK}" stroke-width="1.6" fill="none"',
    "band": 'fill="#eaeef1"',
    "bar": f'fill="#fff" stroke="{ACCENT}" stroke-width="1.3"',
    "closed": f'fill="#b7c9cf" stroke="{ACCENT}" stroke-width="1.3"',
    "done": f'fill="{ACCENT}"',
    "fade1": f'fill="{ACCENT}" fill-opacity=".34"',
    "fade2": f'fill="{ACCENT}" fill-opacity=".2"',
    "fade3": f'fill="{ACCENT}" fill-opacity=".09"',
    "edge": f'fill="none" stroke="{ACCENT}" stroke-width="1.2" stroke-dasharray="3 2.4"',
    "ghost": f'fill="#fff" stroke="{SOFT}" stroke-width="1" stroke-dasharray="2.4 1.6"',
    "late": f'stroke="{RED}" stroke-width="2.4" stroke-dasharray="3 2.4" fill="none"',
    "tick": f'stroke="{RED}" stroke-width="2" fill="none"',
    "slip": f'stroke="{RED}" stroke-width="1.8" stroke-dasharray="2 2" fill="none"',
    "was": f'fill="#fff" stroke="{SOFT}" stroke-width="1.3" stroke-dasharray="2.2 1.4"',
    "diamond": f'fill="{INK}" stroke="{INK}"',
    "diamond-closed": f'fill="#b7c9cf" stroke="{INK}"',
    "soft": f'fill="#fff" stroke="{INK}" stroke-width="1.4" stroke-dasharray="2.6 1.6"',
    "flag": f'fill="#fff" stroke="{INK}" stroke-width="1.5"',
    "flag-closed": f'fill="#b7c9cf" stroke="{INK}" stroke-width="1.5"',
    "flag-next": f'fill="{INK}" stroke="{INK}" stroke-width="1.5"',
    "lead": f'stroke="{ACCENT}" stroke-width="1.4" fill="none"',
    "dots": f'stroke="{SOFT}" stroke-width="1.3" stroke-dasharray="1.4 2.6" fill="none"',
    "sum": f'fill="{SOFT}"',
    "sumdone": f'fill="{INK}"',
    "bracket": f'fill="none" stroke="{SOFT}" stroke-width="2.2"',
    "words": f'{FONT} font-size="11" font-style="italic" fill="{SOFT}"',
    "label": f'{FONT} font-size="11" fill="{INK}"',
    "label-b": f'{FONT} font-size="11" font-weight="700" fill="{INK}"',
    "unit": f'{FONT} font-size="10.5" fill="{SOFT}"',
    "unit-now": f'{FONT} font-size="10.5" font-weight="700" fill="{INK}"',
    "title": f'{FONT} font-size="12" font-weight="700" fill="{INK}"',
    "plate": f'fill="{INK}"',
    "today": f'{FONT} font-size="10.5" font-weight="700" fill="#fff" text-anchor="middle"',
    "paper": 'fill="#fff"',
    "D": f'fill="#fff" stroke="{SOFT}" stroke-width="1.2"',
    "P": f'fill="#fff" stroke="{ACCENT}" stroke-width="1.4" stroke-dasharray="4 2.5"',
    "I": f'fill="{ACCENT}" stroke="{ACCENT}"',
    "S": f'fill="#c4d9de" stroke="{ACCENT}"',
    "letter": f'{FONT} font-size="12" font-weight="700" fill="{INK}" text-anchor="middle"',
    "letter-I": f'{FONT} font-size="12" font-weight="700" fill="#fff" text-anchor="middle"',
}

SCREEN: Mapping[str, str] = {name: f'class="t-{name}"' for name in PAPER}
