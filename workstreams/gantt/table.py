"""The rows as HTML, by strings: hundreds of them through a template cost more than all else.

Everything that somebody typed goes through `escape`. The cells are the figures of the drawing: what
a screen reader reads, and what stands beside the bars for everybody.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cache
from html import escape

from django.urls import reverse
from django.utils.safestring import SafeString

from workstreams.plan.outline import Branch
from workstreams.templatetags.tracker import RATINGS, initials, kind_mark, rag
from workstreams.timeline import MONTHS

from .asked import Asked
from .fetch import Line, token
from .rows import Row
from .span import Kept, Span

ANY = 987654321  # stands for a number while an address is made into a pattern
CELL = '<td class="c-d"'
# Words that only a phone shows, where the heads of the columns are gone; on paper they do not stand.
STARTS, ENDS = '<span class="sm-l">Starts </span>', '<span class="sm-l">Ends </span>'
INDENT = ("", " i1", " i2", " i3")


@cache
def _kind(kind: str) -> str:
    return str(kind_mark(kind))


@cache
def _rating(value: str) -> str:
    return str(rag(value, "s"))


def addresses(route: str) -> Callable[[int], str]:
    """Number -> address, without asking the URLconf for every row."""
    before, _, after = reverse(route, args=[ANY]).partition(str(ANY))
    return lambda pk: f"{before}{pk}{after}"


def body(rows: list[Row], asked: Asked) -> SafeString:
    """The rows of the page."""
    item, workstream, base = addresses("item"), addresses("workstream"), asked.fold_base
    parts = []
    for row in rows:
        if row.branch is not None:
            parts.append(_branch(row, row.branch, workstream, base, asked))
        elif row.line is not None:
            parts.append(_item(row, row.line, item))
    return SafeString("".join(parts))


def paper(rows: list[Row]) -> SafeString:
    """The rows of the PDF: no links, marks of its own style sheet."""
    parts = []
    for row in rows:
        place = INDENT[row.indent].strip()
        if row.branch is not None:
            branch = row.branch
            kind = "ph" if branch.is_phase else "mid" if branch.depth else "top"
            title, ends = (
                escape(branch.label),
                f"<td>{short(branch.first)}</td><td>{short(branch.last)}</td>",
            )
            late = ""
            rating = _print_rating(branch.declared_rag) if branch.declared_rag else ""
        elif row.line is not None:
            kind, title = "item", escape(row.line.label)
            title += " <b>Key</b>" if row.line.key else ""
            ends = figures(row.line, row.span, "<td", "</td>")
            late = f'<span class="late">{row.span.late} d</span>' if row.span.late else ""
            rating = _print_rating(row.line.computed_rag)
        else:
            continue
        parts.append(
            f'<tr class="{kind}"><th scope="row" class="{place}">{title}</th>{ends}<td class="n">{late}</td>'
            f'<td>{rating}</td><td class="g">{row.svg}</td></tr>'
        )
    return SafeString("".join(parts))


def _print_rating(value: str) -> str:
    letter, word = RATINGS.get(value, RATINGS[""])
    return f'<span class="pm pm-p pm-{letter}">{escape(word)}</span>'


def _branch(
    row: Row, branch: Branch, address: Callable[[int], str], base: str, asked: Asked
) -> str:
    name, label = escape(branch.name), escape(branch.label)
    ref = f'<span class="ref">{escape(branch.ref)}</span> ' if branch.ref else ""
    if branch.is_phase:
        kind, title = "ph", f"<span>{name}</span>"
    else:
        kind = "lv0" if branch.depth == 0 else "lv1"
        title = f'<a href="{address(branch.pk)}">{ref}{name}</a>'
    mark = token(branch)
    do, icon = ("Open", "i-chev") if row.folded else ("Fold", "i-chevd")
    fold = ""
    if branch.count:
        joined = "&amp;" if len(base) > 1 else ""
        to = f"{escape(base)}{joined}fold={asked.fold.turned(mark)}#{mark}"
        fold = (
            f'<a class="fold" href="{to}" aria-label="{do} {label}"><svg viewBox="0 0 10 10" width="10" height="10" '
            f'aria-hidden="true" focusable="false"><use href="#{icon}"/></svg></a>'
        )
    under = (
        "continued" if row.continued
        else f"{branch.count} item{'' if branch.count == 1 else 's'}" if branch.count
        else "no items"
    )  # fmt: skip
    lead = f'<span class="who">{escape(initials(branch.lead))}</span>' if branch.lead else ""
    rating = _rating(branch.declared_rag) if branch.declared_rag else ""
    return (
        f'<tr class="{kind}" id="{mark}"><th scope="row" class="c-t{INDENT[row.indent]}"><div class="tw">{fold}{title}'
        f'<span class="micro">{under}</span>{lead}</div></th><td class="c-d">{short(branch.first)}</td>'
        f'<td class="c-d">{short(branch.last)}</td><td class="c-l"></td><td class="c-r">{rating}</td>'
        f'<td class="g">{row.svg}</td></tr>'
    )


def _item(row: Row, line: Line, address: Callable[[int], str]) -> str:
    span = row.span
    ref = f'<span class="ref">{escape(line.ref)}</span> ' if line.ref else ""
    flags = ('<span class="flag">Key</span>' if line.key else "") + (
        '<span class="flag">Statutory</span>' if line.statutory else ""
    )
    late = (
        f'<span class="late"><span class="vh">late by </span>{span.late}<span class="vh"> working</span> d</span>'
        if span.late
        else ""
    )
    return (
        f'<tr><th scope="row" class="c-t{INDENT[row.indent]}"><div class="tw">{_kind(line.kind)}'
        f'<a href="{address(line.pk)}">{ref}{escape(line.title)}</a>{flags}</div></th>'
        f'{figures(line, span, CELL, "</td>")}<td class="c-l">{late}</td>'
        f'<td class="c-r">{_rating(line.computed_rag)}</td><td class="g">{row.svg}</td></tr>'
    )


def short(day: date | None) -> str:
    """4 Mar 26, in the timeline only, where a row has little room for it."""
    return f"{day.day} {MONTHS[day.month - 1]} {day:%y}" if day else ""


def typed(kept: Kept) -> str:
    """A firm day as a day; all else as somebody typed it, in quotes; a blank says so."""
    if kept.day and kept.plain:
        return short(kept.day)
    if kept.text:
        return f'<span class="typed">“{escape(kept.text[:60])}”</span>'
    return '<span class="micro">blank</span>'


def figures(line: Line, span: Span, cell: str, shut: str) -> str:
    """The cells of start and end; one for both where the same words were typed for both."""
    same = line.start.text == line.target.text and not line.revised.text
    if same and line.start.text and line.start.day is None:
        return f'{cell} colspan="2">{typed(line.start)}{shut}'
    starts, ends = typed(line.start), ending(line, span)
    return f"{cell}>{STARTS}{starts}{shut}{cell}>{ENDS}{ends}{shut}"


def ending(line: Line, span: Span) -> str:
    """The end: the forecast in bold over where the target was, or the target."""
    if not line.revised.text:
        return typed(line.target)
    was = f'<span class="was">was {typed(line.target)}</span>' if line.target.text else ""
    if span.ends and not span.moved:
        return typed(line.revised)
    return f"<b>{typed(line.revised)}</b>{was}"
