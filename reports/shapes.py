"""How each kind of report is drawn: its templates, and what they are given beside the document.

A kind that has no shape here is not offered: no schedule, form or command can ask for it. To add one,
write its templates and put its ``Shape`` into ``SHAPES``; nothing else decides. Plain Python, no Django.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from reports.committee import paper
from reports.document import Document
from reports.kinds import Kind
from reports.reading.quarter import reviews
from reports.reading.summary import summary


def _nothing(document: Document) -> None:
    """A highlight report needs no more than the readings of its parts."""


@dataclass(frozen=True, slots=True)
class Shape:
    """``paper``: the template of the PDF. ``page``: of the article of its page. ``mail``: the path before
    ".subject.txt", ".body.txt" and ".body.html". ``body``: a pure function of the document; what it gives is
    ``body`` in all of these templates. ``styles``: a style sheet of its paper beside the common one."""

    paper: str
    page: str
    mail: str
    body: Callable[[Document], Any] = _nothing
    styles: str = ""


SHAPES: dict[Kind, Shape] = {
    Kind.HIGHLIGHT: Shape(
        paper="reports/print.html",
        page="reports/kinds/highlight.html",
        mail="emails/highlight-report",
    ),
    Kind.SUMMARY: Shape(
        paper="reports/kinds/summary_print.html",
        page="reports/kinds/summary.html",
        mail="emails/board-summary",
        body=summary,
    ),
    Kind.QUARTERLY: Shape(
        paper="reports/kinds/quarterly_print.html",
        page="reports/kinds/quarterly.html",
        mail="emails/kinds/quarterly",
        body=reviews,
        styles="css/kinds.css",
    ),
    Kind.COMMITTEE: Shape(
        paper="reports/kinds/committee_print.html",
        page="reports/kinds/committee.html",
        mail="emails/kinds/committee",
        body=paper,
        styles="css/kinds.css",
    ),
}


def offered(kind: str) -> bool:
    """Whether a report of this kind can be made."""
    return kind in SHAPES


def shape_of(kind: str) -> Shape:
    """The shape of a kind. ValueError when it has none."""
    if not offered(kind):
        raise ValueError(f'There is no report of the kind "{kind}".')
    return SHAPES[Kind(kind)]
