"""Figures, and the programme's own abbreviations in full on their first use."""

from __future__ import annotations

import re
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from workstreams.models import Figure
from workstreams.money import amounts
from workstreams.words import expansions

register = template.Library()
PLAIN = {"figure", "nil"}


@register.simple_tag
def figure(value: Figure, *, pounds: bool = False) -> SafeString | str:
    """A figure, or in italics why there is none. Nil is an answer and stands upright."""
    said = amounts.words(value, pounds=pounds)
    return said if value.state in PLAIN else format_html('<span class="typed">{}</span>', said)


@register.simple_tag
def counted(value: Figure, unit: str = "") -> SafeString | str:
    """A reading with its unit, or in italics why there is none."""
    said = amounts.counted(value, unit)
    return said if value.state in PLAIN else format_html('<span class="typed">{}</span>', said)


@register.filter
def sentence(text: str) -> str:
    """Words that somebody typed, with a full stop where they set none."""
    return text if text.endswith((".", "!", "?")) else f"{text}."


@register.simple_tag(takes_context=True)
def spell(context: dict[str, Any], text: str | None) -> SafeString:
    """Words with their line breaks, each abbreviation of the glossary in full when it first occurs.

    The glossary is read once a page, by the first text that is spelt.
    """
    paragraphs = re.split(r"\n\s*\n", str(text or "").strip())
    return format_html_join(
        "",
        "<p>{}</p>",
        ((_lines(context, part),) for part in paragraphs if part),
    )


def _lines(context: Any, part: str) -> SafeString:
    return format_html_join(
        mark_safe("<br>"), "{}", ((_spelt(context, line),) for line in part.splitlines())
    )


def _spelt(context: Any, line: str) -> SafeString | str:
    kept = context.render_context if hasattr(context, "render_context") else context
    root = kept.dicts[0] if hasattr(kept, "dicts") else kept
    if "spelling" not in root:
        programme = context.get("programme")
        terms = expansions(programme)
        longest = sorted(map(re.escape, terms), key=len, reverse=True)
        pattern = re.compile(rf"(?<!\w)({'|'.join(longest)})(?!\w)") if longest else None
        root["spelling"] = (terms, pattern, set())
    terms, pattern, seen = root["spelling"]
    if pattern is None:
        return line
    pieces: list[Any] = pattern.split(line)
    for at in range(1, len(pieces), 2):
        short, full = pieces[at], terms[pieces[at]]
        pieces[at] = format_html('<abbr title="{}">{}</abbr>', full, short)
        if short not in seen:
            seen.add(short)
            pieces[at] += format_html(" ({})", full)
    return format_html_join("", "{}", ((piece,) for piece in pieces))
