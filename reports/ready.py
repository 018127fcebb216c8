"""What every report needs and a process loads once: WeasyPrint, the fonts, style sheets, templates.

A report is rendered in a child forked from this process, so all that is ready here is ready there.
Unpacking the fonts and reading the style sheet is a tenth of a report of twelve pages; the first use of
a template costs six times the second. The fetcher is closed: it knows our own font files by an exact
list and ``data:`` and refuses everything else loudly.
"""

import atexit
import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.template.loader import get_template

from reports import glyphs

BASE = "report:/"  # nothing outside is addressed by it
FONTS = tuple(
    f"atkinson-hyperlegible-latin-{style}.woff2"
    for style in ("400-normal", "700-normal", "400-italic")
)
TEMPLATES = ("reports", "emails")  # folders: what a report is made of, and what carries it
LOCK = threading.Lock()  # a web process renders drawings in threads


class RenderError(Exception):
    """The report cannot be rendered, and will not be the next time; the message says why."""


def preload() -> None:
    """Loads all of it in this process, which later ones are forked from. RenderError without a front end."""
    from reports import engine

    styles(sheet())
    engine.defaults()
    _templates()


@cache
def sheet(more: str = "") -> str:
    """The style sheet of the PDF, the one a kind of report has beside it, and the marks. RenderError when a
    sheet is not where it belongs."""
    names = ("css/report.css", more) if more else ("css/report.css",)
    return "\n".join([*(file(name).read_text(encoding="utf-8") for name in names), glyphs.rules()])


@cache
def fonts() -> dict[str, bytes]:
    """The exact list of what may be fetched: address -> bytes."""
    return {f"{BASE}fonts/{name}": file(f"build/fonts/{name}").read_bytes() for name in FONTS}


def file(name: str) -> Path:
    """Where a file of the front end lies. RenderError when it is missing."""
    found = finders.find(name)
    if not isinstance(found, str):
        raise RenderError(f"{name} is missing: build the front end first (make setup).")
    return Path(found)


def styles(text: str) -> Any:
    """A style sheet, read, with the fonts it names unpacked. RenderError when it asks for anything else."""
    with LOCK:
        return _styles(text)


@lru_cache(maxsize=8)  # one for each kind of report, and the drawings
def _styles(text: str) -> Any:
    from weasyprint import CSS

    with refusing():
        return CSS(string=text, base_url=BASE, url_fetcher=fetcher(), font_config=typefaces())


@cache
def typefaces() -> Any:
    """The one font configuration of this process: each font is unpacked once, into a folder that goes with
    the process."""
    from weasyprint.text.fonts import FontConfiguration

    class Typefaces(FontConfiguration):
        def __del__(self) -> None:
            """Nothing here: a process forked from this one would take the folder away as it ends."""

    found = Typefaces()
    atexit.register(_tidy, found, os.getpid())
    return found


def _tidy(found: Any, owner: int) -> None:
    if os.getpid() == owner and found._folder:
        shutil.rmtree(found._folder, ignore_errors=True)


def fetcher() -> Any:
    """Our fonts, and data written into the page. All else stops the rendering."""
    from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

    class Closed(URLFetcher):
        def fetch(self, url: str, headers: Any = None) -> Any:
            if url in fonts():
                return URLFetcherResponse(url, fonts()[url], {"Content-Type": "font/woff2"})
            if url.startswith("data:"):
                return super().fetch(url, headers)
            raise FatalURLFetchingError(
                f"The report asks for {url[:200]}, which a report may not fetch."
            )

    return Closed(allowed_protocols={"data"}, allow_redirects=False)


@contextmanager
def refusing() -> Iterator[None]:
    """Turns WeasyPrint's own refusal, which "except Exception" misses, into a RenderError."""
    from weasyprint.urls import FatalURLFetchingError

    try:
        yield
    except FatalURLFetchingError as error:
        raise RenderError(str(error)) from error


@cache
def _templates() -> None:
    """Each template read: Django keeps them from then on."""
    top = Path(settings.BASE_DIR, "templates")
    for folder in TEMPLATES:
        for path in sorted((top / folder).rglob("*.*")):
            get_template(str(path.relative_to(top)))
