"""The report (G13, G14, G15): what the pipeline adds to WeasyPrint, by processor time."""

from __future__ import annotations

import statistics
import time
from datetime import date
from typing import Any

from django.utils import timezone

from benchmarks.rounds import Result, Side, compare
from reports import render
from reports.collect import collect
from reports.document import Document, Imprint, Part
from reports.periods import Month
from workstreams.models import Programme

NAIVE = """
table { border-collapse: collapse; width: 100%; } th, td { border: 1px solid #444; padding: 4px; }
body { font: 11pt sans-serif; } .page { break-before: page; }
"""


def _document(programme: Programme, *, of: int) -> Document:
    """The report of last month, its pages of workstreams cut to ``of`` of them."""
    month = Month.of(timezone.localdate()).previous
    taken = collect(programme, period=month, as_at=month.last, now=timezone.now())
    tops = tuple(node.id for node in taken.workstreams[:of])
    imprint = Imprint(
        False, 1, "Office", "", None, date(month.next.first.year, month.next.first.month, 7), ""
    )
    return Document("Board", "Council", str(month), (Part(taken, "5f" * 32, None, tops),), imprint)


def _weasy(page: str, css: str) -> Any:
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration

    fonts = FontConfiguration()
    fetcher = render._fetcher()
    sheet = CSS(string=css, base_url=render.BASE, url_fetcher=fetcher, font_config=fonts)
    made = HTML(string=page, base_url=render.BASE, url_fetcher=fetcher)
    return made.write_pdf(stylesheets=[sheet], font_config=fonts, pdf_variant="pdf/ua-1")


def G13(programmes: dict[int, Programme]) -> list[Result]:
    """Processor time of a report outside WeasyPrint's own, against WeasyPrint's: at most 5%."""
    programme = programmes[min(programmes)]
    render.preload()
    found = []
    for of in (6, 36):
        document = _document(programme, of=of)
        spent = [_split(document, programme) for _ in range(3)]
        shares = [outside / inside for outside, inside in spent]
        middle = statistics.median(shares)
        ours = f"{statistics.median(each[0] for each in spent) * 1000:.0f}"
        bare = f"{statistics.median(each[1] for each in spent) * 1000:.0f}"
        spread = f"{min(shares):.3f} to {max(shares):.3f}"
        what = f"outside WeasyPrint, {of} workstreams"
        found.append(Result("G13", what, ours, bare, middle, 0.05, spread, middle))
    return found


def _split(document: Document, programme: Programme) -> tuple[float, float]:
    """Processor seconds outside WeasyPrint (read, template, tags, digest), and in it."""
    from reports import tagging

    began = time.process_time()
    _document(programme, of=6)
    fresh = Document(
        document.board, document.organisation, document.period,
        tuple(Part(p.snapshot, p.sha256, p.previous, p.branches) for p in document.parts),
        document.imprint,
    )  # fmt: skip
    page = render.html(fresh)
    before = time.process_time() - began
    began = time.process_time()
    raw = _weasy(page, render.sheet())
    inside = time.process_time() - began
    began = time.process_time()
    content, _ = tagging.repair(raw)
    render.digest(content)
    return before + time.process_time() - began, inside


def G14(programmes: dict[int, Programme]) -> list[Result]:
    """Our style sheet against a naive one over the same page, both tagged."""
    page = render.html(_document(programmes[min(programmes)], of=12))
    return [compare(
        "G14", "our style sheet, tagged", Side("ours", lambda: _weasy(page, render.sheet())),
        Side("naive", lambda: _weasy(page, NAIVE)), limit=1.0, calls=1, rounds=2, by_processor=True,
    )]  # fmt: skip


GOALS = [G13, G14]
