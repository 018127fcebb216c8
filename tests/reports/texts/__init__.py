"""The kept texts of the reference reports, and how a PDF becomes one."""

from __future__ import annotations

import os
from io import BytesIO
from pathlib import Path
from typing import Any

import pdfplumber

HERE = Path(__file__).parent


def text_of(content: bytes) -> str:
    """Every page under its number, every line as it is printed."""
    with pdfplumber.open(BytesIO(content)) as pdf:
        pages = [
            (page.filter(_seen).extract_text(x_tolerance=1.5) or "").strip() for page in pdf.pages
        ]
    said = [f"=== page {number} of {len(pages)}\n{text}\n" for number, text in enumerate(pages, 1)]
    return "\n".join(said)


def _seen(part: dict[str, Any]) -> bool:
    """Whether it is there to be read: the captions, for those who listen, are one point high."""
    return part.get("object_type") != "char" or part["size"] > 2


def kept(name: str, now: str) -> str:
    """The text that was kept; with ``UPDATE_TEXTS=1`` it is ``now``, written down to be reviewed."""
    file = HERE / f"{name}.txt"
    if os.environ.get("UPDATE_TEXTS") == "1":
        file.write_text(now, encoding="utf-8")
    assert file.exists(), f"No text is kept for {name}: {HERE / 'README.md'} says how to write it."
    return file.read_text(encoding="utf-8")
