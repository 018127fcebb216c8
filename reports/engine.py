"""WeasyPrint, as a report uses it: an HTML page and a style sheet -> a PDF.

Its results are WeasyPrint's own to the pixel. What it does for any page, and a report with hundreds of cells
pays for, is left out: styles for notes, which our pages have none of, each rating mark drawn anew
(``stamps``), and a painted page kept as a list of its thousands of operators. Tests hold the pictures equal.
"""

import gc
import re
from collections.abc import Callable, Iterator
from functools import cache, partial
from typing import Any

import pydyf
from weasyprint import CSS, HTML
from weasyprint.html import UA, UA_COUNTER_STYLE

from reports import ready, stamps, tagging

#: WeasyPrint's own style sheet gives every element of a page five parts of foot and side notes, and a list
#: marker: 10,000 computed styles for a report of nine pages, half of the memory that its layout takes.
NOTES = re.compile(r"^::(footnote|note)-[a-z]+ \{[^}]*\}\n", re.M)
MARKER = re.compile(r"^::marker \{", re.M)
LONG = 60  # pages from which memory counts for more than the thirtieth of the time that clearing up takes


def laid_out(page: str, styles: Any, *, variant: str | None = "pdf/ua-1") -> tuple[int, bytes]:
    """Number of pages and the file, in this process and without limits. ``variant``: None is without tags.

    RenderError when the page or the sheet asks for anything from outside.
    """
    with ready.refusing():
        source = Page(string=page, base_url=ready.BASE, url_fetcher=ready.fetcher())
        laid = source.render(
            stylesheets=[styles],
            font_config=ready.typefaces(),
            cache=stamps.marks(),
            pdf_variant=variant,
        )
        if len(laid.pages) > LONG:
            gc.collect()  # what the layout leaves behind hangs in circles; a child does not look for them
        for each in laid.pages:
            each.paint = partial(_painted, each.paint)
        content = laid.write_pdf(finisher=tagging.repair, pdf_variant=variant)
    return len(laid.pages), bytes(content)


def _painted(paint: Callable[..., None], stream: Any, scale: float = 1) -> None:
    """Paints a page, and keeps what was written as runs of bytes: thousands of operators are half of a
    written page's memory. The marks of tagged contents stay apart, because ``tagging`` looks for them."""
    paint(stream, scale)
    stream.stream[:] = _runs(stream.stream)


def _runs(operators: list[Any]) -> Iterator[Any]:
    """A mark is three items: its tag, its number, ``BDC``."""
    run: list[Any] = []
    following = iter(operators)
    for item in following:
        if isinstance(item, pydyf.Dictionary) and "MCID" in item:
            tag = run.pop()
            if run:
                yield stamps.joined(run)
            yield from (tag, item, next(following))
            run = []
        else:
            run.append(item)
    if run:
        yield stamps.joined(run)


class Page(HTML):
    """A page whose elements have no notes, and whose list items alone have a marker."""

    def _ua_stylesheets(self, forms: bool = False) -> list[Any]:
        return [defaults()]


@cache
def defaults() -> Any:
    """WeasyPrint's style sheet for every page, without what a report never has."""
    return CSS(string=defaults_text(), counter_style=UA_COUNTER_STYLE)


def defaults_text() -> str:
    """Its text. ValueError when a new WeasyPrint writes it another way."""
    without, notes = NOTES.subn("", UA)
    text, markers = MARKER.subn("li::marker {", without)
    if (notes, markers) != (5, 1):
        raise ValueError(f"WeasyPrint's style sheet is another: {notes} notes, {markers} markers.")
    return text
