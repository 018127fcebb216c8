"""The rows of the grid, written by hand: 350 boxes a page are too many for a template each."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from django import template
from django.utils.safestring import SafeString, mark_safe

from workstreams.grid import Box, Line

register = template.Library()
CELL = "govuk-table__cell"


@register.simple_tag
def grid_rows(lines: Iterable[Line]) -> SafeString:
    """Every row with its boxes. Everything that people typed is escaped here."""
    return mark_safe("".join(map(_row, lines)))  # noqa: S308 - escaped piece by piece below


def _row(line: Line) -> str:
    item, key = line.item, line.item.pk
    title = escape(str(item))
    at_box = any(box.error == line.said for box in (*line.boxes, line.reason))  # said there already
    said = "" if at_box else line.said
    note = f'<span class="gnote" id="g-{key}-note">{escape(said)}</span>' if said else ""
    state = f" g-{line.state}" if line.state else ""
    hidden = (
        f'<input type="hidden" name="row" value="{key}">'
        f'<input type="hidden" name="{key}-version" value="{line.version}">'
        f'<input type="hidden" name="{key}-was" value="{escape(line.base)}">'
    )
    cells = "".join(_cell(line, box, title) for box in (*line.boxes, line.reason))
    return (
        f'<tr class="govuk-table__row{state}"><th class="govuk-table__header gcol reg" scope="row">'
        f'<a href="{item.get_absolute_url()}" title="{title}">{title}</a>{note}{hidden}</th>{cells}</tr>'
    )


def _cell(line: Line, box: Box, title: str) -> str:
    name = f"{line.item.pk}-{box.name}"
    at, told = f"g-{name}", []
    if box.error:
        told.append(
            (
                f"{at}-error",
                f'<span class="vh">Error: </span>{escape(box.error)}',
                "gerror f__error",
            )
        )
    if box.now:
        told.append((f"{at}-now", f"Saved now: <b>{escape(box.now)}</b>", "gnow"))
    describes = f' aria-describedby="{" ".join(one for one, _, _ in told)}"' if told else ""
    invalid = ' aria-invalid="true"' if box.error else ""
    label = f'aria-label="{escape(box.label)}, {title}"'
    common = f'id="{at}" name="{name}" {label}{describes}{invalid}'
    if box.choices:
        options = "".join(
            f'<option value="{value}"{" selected" if on else ""}>{escape(words)}</option>'
            for value, words, on in box.options
        )
        control = f'<select class="gbox" {common}>{options}</select>'
    else:
        kind = ' inputmode="numeric"' if box.name == "percent" else ""
        long = 500 if box.name == "reason" else 200
        control = (
            f'<input class="gbox" type="text" {common} value="{escape(box.value)}"'
            f' maxlength="{long}" autocomplete="off"{kind}>'
        )
    notes = "".join(f'<span class="{css}" id="{one}">{said}</span>' for one, said, css in told)
    return f'<td class="{CELL} g-{box.name}">{control}{notes}</td>'
