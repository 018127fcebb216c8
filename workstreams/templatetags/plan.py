"""The rows of a plan and their drawings, written by `workstreams.rows`, for templates that hold them."""

from __future__ import annotations

from html import escape
from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe

from workstreams.rows import Group, Head, Row, Shape, Writer, bar_svg, head_svg
from workstreams.rows.controls import box_html, chips_html, heads_html, hidden_html, select_html
from workstreams.timeline import Bar, Scale

register = template.Library()


def writer_of(context: Any, shape: Shape | None) -> Writer:
    """The writer for the page in the context: its `back` and its CSRF token."""
    token = str(context.get("csrf_token") or "")
    return Writer(shape or Shape(), back=context.get("back") or "", token=token)


@register.simple_tag(takes_context=True)
def plan_rows(
    context: Any, rows: list[Row | Head | Group], shape: Shape | None = None
) -> SafeString:
    """All rows of a page of the plan, with the heads of branches or groups between them."""
    write = writer_of(context, shape)
    return mark_safe(
        "".join(
            [
                write.item(row)
                if isinstance(row, Row)
                else write.branch(row)
                if isinstance(row, Head)
                else write.group(row)
                for row in rows
            ]
        )
    )


@register.simple_tag(takes_context=True)
def open_row(context: Any, row: Row, shape: Shape | None = None) -> SafeString:
    """The row of an item over its form."""
    return writer_of(context, shape).head(row, opened=True)


@register.simple_tag
def gantt_bar(bar: Bar, scale: Scale) -> SafeString:
    """One row of the Gantt column."""
    return bar_svg(bar, scale)


@register.simple_tag
def gantt_head(scale: Scale) -> SafeString:
    """Months and today over the Gantt column."""
    return head_svg(scale)


@register.simple_tag
def plan_heads(listed: Any) -> SafeString:
    """The heads of the columns, over the rows of a page of the plan."""
    return heads_html(listed.heads, listed.shape, listed.scale)


@register.simple_tag
def plan_chips(listed: Any) -> SafeString:
    """The chips that count and filter, over the other filters."""
    return mark_safe(f'{chips_html(listed.chips)}<span class="tools__break"></span>')


@register.simple_tag
def plan_filters(listed: Any) -> SafeString:
    """Search and choices of the form that filters the plan."""
    choices = "".join(
        [select_html(name, label, options, now) for name, label, options, now in listed.choices]
    )
    return mark_safe(
        '<span class="field"><label for="id_q">Search</label><input class="govuk-input" type="search" name="q"'
        f' id="id_q" value="{escape(listed.asked.get("q", ""))}" autocomplete="off"></span>'
        f"{choices}{hidden_html(listed.beside_filters)}"
    )


@register.simple_tag
def plan_columns(listed: Any) -> SafeString:
    """A box for each column, and how many rows a page has: the inside of the form of the columns."""
    boxes = "".join([box_html("col", name, words, on=on) for name, words, on in listed.columns])
    size = select_html("per", "Rows on a page", listed.sizes, listed.size)
    return mark_safe(
        f'{hidden_html(listed.beside_columns)}<fieldset class="plainset">'
        f'<legend class="f__label">Columns to show</legend>{boxes}</fieldset><p class="mt-2">{size}</p>'
    )
