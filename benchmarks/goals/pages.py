"""Laying out a page of HTML by WeasyPrint, as the product does, in this process or in a new one."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

GOALS: list[Any] = []  # a room of the goals of the report
#: A process that begins with nothing, and is told the file of a page.
COLD = """
import os, sys
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "benchmarks.settings")
import django
django.setup()
from benchmarks.goals import pages
pages.tell(sys.argv[1])
"""


@dataclass(frozen=True, slots=True)
class Spent:
    """What one layout took."""

    seconds: float
    pages: int
    mebibytes: float


def layout(page: str, css: str, *, tags: bool = True) -> int:
    """Lays out and writes a PDF as the renderer does; its number of pages."""
    from reports import engine, ready

    pages, _ = engine.laid_out(page, ready.styles(css), variant="pdf/ua-1" if tags else None)
    return pages


def plain(page: str, css: str, *, tags: bool = True) -> int:
    """The same page by WeasyPrint alone, as anybody calls it; fonts and sheet are read before here too."""
    from weasyprint import HTML

    from reports import ready

    made = HTML(string=page, base_url=ready.BASE, url_fetcher=ready.fetcher())
    laid = made.render(stylesheets=[ready.styles(css)], font_config=ready.typefaces(),
                       pdf_variant="pdf/ua-1" if tags else None)  # fmt: skip
    laid.write_pdf(pdf_variant="pdf/ua-1" if tags else None)
    return len(laid.pages)


def in_new_process(page: str, *, warm: bool) -> Spent:
    """One layout in a process of its own. Warm: one that is forked with everything loaded, as a worker's
    child is; cold: a process that begins with nothing."""
    if not warm:
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder, "page.html")
            file.write_text(page, encoding="utf-8")
            asked = [sys.executable, "-c", COLD, str(file)]
            answer = subprocess.run(asked, check=True, capture_output=True, text=True).stdout
        return Spent(**json.loads(answer))
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.write(writing, json.dumps(_measured(page)).encode())
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        answer = pipe.read()
    os.waitpid(child, 0)
    return Spent(**json.loads(answer))


def tell(file: str) -> None:
    """Lays out the page of a file and prints what it took."""
    print(json.dumps(_measured(Path(file).read_text(encoding="utf-8"))))


def _measured(page: str) -> dict[str, float]:
    from reports import ready, render

    render.calm()
    pages = layout(page, ready.sheet())
    used = resource.getrusage(resource.RUSAGE_SELF)
    return {
        "seconds": used.ru_utime + used.ru_stime, "pages": pages, "mebibytes": used.ru_maxrss / 1024,
    }  # fmt: skip
