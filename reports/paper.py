"""A drawing of the plan on A3: the page's own rows with the paper's pens, as a tagged PDF.

Made while somebody waits, so it is bounded: the rows of one page of the timeline, one rendering at a
time in this process, and a deadline. The same drawing asked for again is not rendered again.
"""

import threading
from functools import cache, lru_cache
from typing import Any

from django.template.loader import render_to_string

from reports import ready, render

WIDE = 868.0  # pixels of the bars beside the figures, on A3 on its side
STRIP_WIDE = 1250.0  # pixels of the months beside the names
SECONDS = 45.0
PATIENCE = 20.0  # how long a second reader waits for the first
ONE = threading.BoundedSemaphore(1)


class Busy(Exception):
    """Another drawing is being made; trying again in a moment helps."""


@cache
def styles() -> str:
    """The style sheet of the report, which has fonts and marks, and what A3 changes in it."""
    own = ready.file("css/timeline.css").read_text(encoding="utf-8")
    return f"{ready.sheet()}\n{own}"


def drawn(template: str, context: dict[str, Any]) -> render.Rendered:
    """A template as a PDF on A3. Busy, RenderKilled (too long), RenderError."""
    page = render_to_string(template, {**context, "medium": "print"})
    if not ONE.acquire(timeout=PATIENCE):
        raise Busy
    try:
        return _rendered(page)
    finally:
        ONE.release()


@lru_cache(maxsize=4)
def _rendered(page: str) -> render.Rendered:
    return render.pdf_of(page, styles(), seconds=SECONDS)
