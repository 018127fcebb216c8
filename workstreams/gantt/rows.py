"""Branches and items put under each other as the reader folded them, each with its drawing."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from workstreams.models import STEP
from workstreams.models.plan import CLOSED
from workstreams.plan.outline import Branch

from . import draw
from .asked import Asked
from .fetch import Line, Page, token
from .pens import SCREEN
from .span import Span, span_of
from .window import Window


@dataclass(slots=True)
class Row:
    """One row of the timeline: a branch or an item, its sentence and its drawing."""

    svg: str
    indent: int
    branch: Branch | None = None
    line: Line | None = None
    span: Span = field(default_factory=Span)
    folded: bool = False
    continued: bool = False  # begun on the page before


@dataclass
class Tally:
    """What the drawn items add up to."""

    items: int = 0
    overdue: int = 0
    undated: int = 0
    milestones: int = 0
    later: int = 0  # milestones whose forecast is later than their target

    def add(self, line: Line, span: Span) -> None:
        """Counts one item."""
        self.items += 1
        self.overdue += span.overdue
        self.undated += bool(span.why)
        if line.kind == "milestone":
            self.milestones += 1
            self.later += span.moved_later and not span.closed


def closed(line: Line) -> bool:
    """Finished, moved on or called off."""
    return line.status in CLOSED or line.percent == 100


def rows_of(
    page: Page,
    branches: Sequence[Branch],
    asked: Asked,
    *,
    today: date,
    holidays: Collection[date],
    tally: Tally,
    window: Window | None = None,
    pens: draw.Pens = SCREEN,
) -> list[Row]:
    """The rows of a page from top to bottom; `tally` is filled on the way."""
    window = window or asked.window
    # On a page the grid is drawn once and used by every row; paper cannot reach across drawings.
    behind = '<use href="#t-grid"/>' if pens is SCREEN else draw.grid(window, pens)
    tight = pens is not SCREEN
    bands = {b.sort_key: draw.band(b.first, b.last, window, pens) for b in branches if b.is_phase}
    spans = {
        line.pk: span_of(
            line.kind, line.start, line.target, line.revised, percent=line.percent,
            closed=closed(line), today=today, holidays=holidays,
        )
        for line in page.lines
    }  # fmt: skip
    for line in page.lines:
        tally.add(line, spans[line.pk])
    found, shut = [], ""
    for each in _in_order(page, branches, asked):
        if shut and each.sort_key.startswith(shut):
            continue
        shut = ""
        depth = min(len(each.sort_key) // STEP - 1, 3)
        if isinstance(each, Branch):
            folded = asked.fold.shuts(token(each))
            shut = each.sort_key if folded else ""
            said, inner = draw.branch(
                each.label, each.first, each.last, percent=each.percent,
                top=not each.is_phase and each.depth == 0,
                points=_points(each, page, spans) if folded else (), window=window, pens=pens,
            )  # fmt: skip
            band = bands.get(each.sort_key, "")
            svg = draw.drawing(said, inner, window, pens, behind, band, tight=tight)
            begun = page.after is not None and each.sort_key <= page.after
            found.append(Row(svg, depth, branch=each, folded=folded, continued=begun))
        else:
            span = spans[each.pk]
            said, inner = draw.item(each.title, each.kind, span, window, pens)
            band = bands.get(each.sort_key[:-STEP], "")
            svg = draw.drawing(said, inner, window, pens, behind, band, tight=tight)
            found.append(Row(svg, depth, line=each, span=span))
    return found


def _points(branch: Branch, page: Page, spans: dict[int, Span]) -> list[tuple[str, Span]]:
    return [
        (line.title, spans[line.pk])
        for line in page.lines
        if line.kind == "milestone" and line.sort_key.startswith(branch.sort_key)
    ]


def _in_order(page: Page, branches: Sequence[Branch], asked: Asked) -> Iterator[Branch | Line]:
    """Branches and items by place. Branches begun on the page before are repeated as continued; in a
    filtered timeline only those stand in which something is found."""
    lines = page.lines
    wanted = {
        line.sort_key[:end] for line in lines for end in range(STEP, len(line.sort_key), STEP)
    }
    last = lines[-1].sort_key if lines else ""
    shown = []
    for branch in branches:
        if page.after is not None and branch.sort_key <= page.after:
            if branch.sort_key not in wanted:
                continue
        elif (page.more and branch.sort_key > last) or (
            asked.filtered and branch.sort_key not in wanted
        ):
            continue
        shown.append(branch)
    # A branch stands before what stands under it: its place is the beginning of theirs.
    both: list[Branch | Line] = [*shown, *lines]
    return iter(sorted(both, key=lambda each: each.sort_key))
