"""What makes a row of a sheet the same row next month: what it is, the titles above it, its own. Plain Python."""

from __future__ import annotations

import hashlib
import re


def key_of(family: str, path: tuple[str, ...], title: str, occurrence: int) -> str:
    """The identity of a row: what it is, the titles above it, its own, and which of several equal ones it is.

    Not the sheet's name, which changes with the month, nor the row number, nor the printed number.
    """
    parts = [family, *(plain(step) for step in path), plain(title), str(occurrence)]
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:40]


def plain(title: str) -> str:
    """A title as identity sees it: case and spaces do not matter."""
    return re.sub(r"\s+", " ", title).strip().casefold()
