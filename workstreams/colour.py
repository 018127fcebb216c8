"""RULES. Colours: how far one stands out from white, by WCAG 2.2's formula. Plain Python, no Django."""

from __future__ import annotations

import re

#: What text needs against its ground (WCAG 2.2, 1.4.3).
ENOUGH = 4.5
_HEX = re.compile(r"#?([0-9a-fA-F]{6})")


def read_colour(typed: str) -> str | None:
    """#0b5563, in small letters with its sign; None when it is not six hexadecimal digits."""
    found = _HEX.fullmatch(typed.strip())
    return f"#{found[1].lower()}" if found else None


def contrast_with_white(colour: str) -> float:
    """1 (white) to 21 (black). ``colour`` as ``read_colour`` gives it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


def too_pale(colour: str) -> str:
    """Why a colour cannot be the accent, with its contrast; "" when it can."""
    found = contrast_with_white(colour)
    if found >= ENOUGH:
        return ""
    said = int(found * 10) / 10  # never rounded up to what is asked
    return (
        f"{colour} stands out from white by {said:g} to 1; text needs {ENOUGH:g} to 1 or more. "
        "Choose a darker colour."
    )
