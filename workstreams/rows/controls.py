"""What stands over the rows: chips that count and filter, choices, and the heads of the columns."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import Any, Protocol

from django.utils.safestring import SafeString, mark_safe

from workstreams.timeline import Scale

from .drawing import head_svg
from .heads import ColumnHead
from .shape import Shape

CHEVRON = (
    '<svg width="10" height="10" viewBox="0 0 10 10" aria-hidden="true" focusable="false"{}>'
    '<use href="#i-chevd"/></svg>'
)


CURRENT = ' aria-current="true"'


class Counted(Protocol):
    """A chip: a count that filters."""

    name: str
    words: str
    count: int
    on: bool
    address: str


def swap(address: str) -> str:
    """The attributes of a link that changes the plan in place, and works as a link without scripts."""
    at = escape(address)
    return f' href="{at}" hx-get="{at}" hx-target="#plan" hx-swap="outerHTML" hx-push-url="true"'


def chips_html(chips: Iterable[Counted]) -> SafeString:
    """The chips, the one that is on marked as such; it leads to the plan without it."""
    return mark_safe(
        "".join(
            [
                f'<a class="chip{" chip--on" if chip.on else ""}" id="chip-{chip.name}"'
                f"{CURRENT if chip.on else ''}{swap(chip.address)}>"
                f'{escape(chip.words)} <span class="x">{chip.count}</span></a>'
                for chip in chips
            ]
        )
    )


def select_html(
    name: str, label: str, choices: Iterable[tuple[Any, Any]], now: str, *, at: str = ""
) -> str:
    """A choice with its label. Hundreds of options cost next to nothing."""
    options = "".join(
        [
            f'<option value="{escape(str(value))}"{" selected" if str(value) == now else ""}>'
            f"{escape(str(words))}</option>"
            for value, words in choices
        ]
    )
    at = at or f"id_{name}"
    return (
        f'<span class="field field--{name}"><label for="{at}">{escape(label)}</label>'
        f'<select class="govuk-select" name="{name}" id="{at}">{options}</select></span>'
    )


def box_html(name: str, value: str, words: str, *, on: bool) -> str:
    """One box of several to tick."""
    at = f"{name}-{value}"
    return (
        f'<label class="opt" for="{at}"><input class="cb" type="checkbox" name="{name}" value="{value}" id="{at}"'
        f"{' checked' if on else ''}>{escape(words)}</label>"
    )


def hidden_html(pairs: Iterable[tuple[str, str]]) -> str:
    """What a form sends along unseen."""
    return "".join(
        [
            f'<input type="hidden" name="{escape(name)}" value="{escape(value)}">'
            for name, value in pairs
        ]
    )


def heads_html(heads: Iterable[ColumnHead], shape: Shape, scale: Scale) -> SafeString:
    """The row of heads: a box, the item, its columns, the link, the Gantt."""
    pick = '<th scope="col" class="govuk-table__header cw-pick"><span class="vh">Choose</span></th>'
    act = '<th scope="col" class="govuk-table__header cw-act"><span class="vh">Change</span></th>'
    bars = f'<th scope="col" class="govuk-table__header g">{head_svg(scale)}</th>'
    return mark_safe(
        f'<tr class="govuk-table__row">{pick if shape.pick else ""}{"".join(map(_head, heads))}'
        f"{act}{bars if shape.bars else ''}</tr>"
    )


def _head(head: ColumnHead) -> str:
    order = f' aria-sort="{head.sorted}"' if head.sorted else ""
    said = f'<span class="sort">{escape(head.words)}</span>'
    if head.address:
        turned = ' class="rot"' if head.sorted == "descending" else ""
        arrow = CHEVRON.format(turned) if head.sorted else ""
        said = f'<a class="sort" id="sort-{head.name}"{swap(head.address)}>{escape(head.words)}{arrow}</a>'
    number = " n" if head.number else ""
    return f'<th scope="col" class="govuk-table__header{number} cw-{head.name}"{order}>{said}</th>'
