"""Words that say nothing new: "As above", and last month's text once more. Plain Python, no Django."""

from __future__ import annotations

import re

#: What people type in place of the text of the row above (X0-32, X4-17).
_AS_ABOVE = re.compile(
    r"^\s*[\"'“‘(]*\s*(?:(?:same\s+)?as\s+(?:per\s+)?(?:the\s+)?(?:row\s+)?above|see\s+above|ditto|\")\W*$",
    re.IGNORECASE,
)
_NOT_WORDS = re.compile(r"[\W_]+")


def says_as_above(text: str) -> bool:
    """Whether a text only points at the row above: "As above", "see above.", "ditto"."""
    return bool(_AS_ABOVE.match(text))


def same_words(one: str, two: str) -> bool:
    """Whether two texts say the same, whatever their capitals, spaces and stops. Two blanks do not."""
    first = _NOT_WORDS.sub(" ", one).strip().casefold()
    return bool(first) and first == _NOT_WORDS.sub(" ", two).strip().casefold()
