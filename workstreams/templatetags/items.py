"""What the pages of an item show: sizes of files, lists of one, who gave a date."""

from __future__ import annotations

from typing import Any

from django import template

register = template.Library()


@register.filter
def as_list(value: Any) -> list[Any]:
    """A list as it is; one text as a list of one."""
    return list(value) if isinstance(value, (list, tuple)) else [value]


@register.filter
def file_size(value: int) -> str:
    """212 KB, 3.4 MB: as a person says the size of a file."""
    if value < 1024 * 1024:
        return f"{max(round(value / 1024), 1)} KB"
    return f"{value / 1024 / 1024:.1f} MB"
