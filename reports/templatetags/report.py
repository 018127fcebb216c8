"""What the report's templates need, on the page, in the PDF and in the mail. Knows the snapshot only.

``medium`` in the context says where a fragment is drawn: "page" uses the sprite of the site, "print"
the marks of the PDF's style sheet (CSS backgrounds, so that nothing untagged is drawn).
"""

from collections.abc import Collection
from datetime import date
from typing import Any

from django import template
from django.template.context import Context
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from reports import drawing, drawing_money, glyphs
from reports.document import Document
from reports.reading import Reading, once, words
from reports.reading.amounts import pounds
from reports.reading.money import COLUMNS, Money
from reports.reading.risks import RiskRow, Risks
from reports.reading.rows import Row
from reports.records import Meeting
from reports.snapshot import Day, Item

register = template.Library()

SHORT_TABLE = 8  # rows that stay on one page of paper
QUIET = ("", "not_rated", "cancelled", "not_started")

register.filter("day", words.day)
register.filter("short_day", words.short_day)
register.filter("rating", words.rating)
register.filter("month_name", words.month_name)
register.filter("month_year", words.month_year)
register.filter("signed", words.signed)


@register.filter
def day_month(value: date | None) -> str:
    """4 Mar, where the year is plain."""
    return f"{value.day} {words.SHORT[value.month - 1]}" if value else ""


@register.filter
def when(value: Day) -> SafeString | str:
    """The day where the plan gives one; else how it was read ("September 2020", "to be confirmed")."""
    if value.words:
        return format_html('<span class="fold">{}</span>', value.words)
    return words.short_day(value.day) or "Not dated"


@register.filter
def counted(number: int, names: str) -> str:
    """{{ 3|counted:"item" }} -> 3 items; a second name after a comma is the plural."""
    one, _, many = names.partition(",")
    return words.count(number, one, many)


@register.simple_tag(takes_context=True)
def mark(
    context: Context, value: str, size: str = "", *, bold: bool = True, word: str = ""
) -> SafeString:
    """A rating as mark and word. ``size``: "" in a table, "s" small, "l" for a verdict."""
    letter = glyphs.NAMES.get(value, "X")
    says = word or words.rating(value)
    if context.get("medium") == "print":
        classes = f"pm pm-{letter}" + (" pm-big" if size == "l" else "" if bold else " pm-p")
        return format_html('<span class="{}">{}</span>', classes, says)
    classes = "rag" + (f" rag--{size}" if size else "") + ("" if bold else " rag--plain")
    classes += " rag--none" if value in QUIET else ""
    return format_html(
        '<span class="{}"><svg viewBox="0 0 24 24" aria-hidden="true" focusable="false">'
        '<use href="#m-{}"/></svg>{}</span>',
        classes,
        letter,
        says,
    )


@register.simple_tag(takes_context=True)
def moved(context: Context, word: str) -> SafeString:
    """Worsened, Improved or Same with its arrow; nothing when two ratings cannot be compared."""
    if not word:
        return mark_safe("")
    if context.get("medium") == "print":
        return format_html("{}", word.lower())
    icon = {"Worsened": "down", "Improved": "up"}.get(word, "same")
    worse = " dir--worse" if word == "Worsened" else ""
    return format_html(
        '<span class="dir{}"><svg aria-hidden="true" focusable="false"><use href="#i-{}"/></svg>{}</span>',
        worse,
        icon,
        word,
    )


@register.simple_tag
def next_meeting(reading: Reading, document: Document | str = "") -> Meeting | None:
    """The next meeting of the board a report is for; on a dashboard, which is nobody's, the next of any."""
    return reading.decisions.next_of(document.board if document else "")  # type: ignore[union-attr]


@register.simple_tag
def strip(row: Row) -> SafeString:
    """The trend of a row of the heat table."""
    return mark_safe(drawing.strip(row.trend))  # noqa: S308 - drawn by us, words escaped


@register.simple_tag
def chart(row: Row, as_at: date) -> SafeString:
    """The milestones of a workstream on a time line, soonest first."""
    lines = [(item.title, item.target.day or item.due, item.revised.day) for item in row.stones]
    return mark_safe(drawing.chart(lines, as_at=as_at))  # type: ignore[arg-type]  # noqa: S308


@register.simple_tag(takes_context=True)
def to_item(context: Context, item: Item, most: int = 0) -> SafeString:
    """The item's title: a link on a page for those with access, plain words in print, where ``most``
    letters of it stand on page 1 (all of it stands on the workstream's page)."""
    title = words.cut(item.title, most) if most and context.get("medium") == "print" else item.title
    return _link(context, "item", item.id, title)


@register.simple_tag(takes_context=True)
def to_workstream(context: Context, row: Row) -> SafeString:
    """The workstream's number and name, likewise; its whole name heads its own page."""
    name = words.cut(row.name, 60) if context.get("medium") == "print" else row.name
    return _link(context, "workstream", row.node.id, f"{row.node.ref} {name}".strip())


def _link(context: Context, route: str, pk: int, text: str) -> SafeString:
    if context.get("medium") == "print" or not context.get("linked", True):
        return format_html("{}", text)
    try:
        return format_html('<a class="quiet" href="{}">{}</a>', reverse(route, args=[pk]), text)
    except NoReverseMatch:  # a deployment without the plan's pages still reads its reports
        return format_html("{}", text)


@register.simple_tag(takes_context=True)
def to(context: Context, route: str, pk: int, title: str) -> SafeString:
    """The title of a risk, a decision, a saving: a link to its page for those who read on the screen."""
    return _link(context, route, pk, title)


@register.simple_tag
def named(reading: Reading, workstream: int) -> str:
    """The workstream that a record belongs to, by number and name."""
    node = next((each for each in reading.snapshot.workstreams if each.id == workstream), None)
    return f"{node.ref} {node.short or node.title}".strip() if node else ""


@register.simple_tag
def figure(text: str) -> SafeString:
    """A figure; the words for not having one stand lighter, so that no column looks full that is not."""
    plain = text[:1] in "£(0123456789" and not text.startswith("(n")
    return format_html("{}" if plain else '<span class="muted">{}</span>', text)


@register.simple_tag
def column(number: int) -> str:
    """The name of a column of the ledger, where a table is cards on a phone."""
    return COLUMNS[number].capitalize()


@register.filter
def stopped(text: str) -> str:
    """What somebody wrote, with a full stop where another sentence follows it."""
    said = text.rstrip()
    return said if said[-1:] in ".!?…" else f"{said}."


register.filter("once", once.once)
register.filter("once_stones", once.milestones)
register.filter("once_exceptions", once.exceptions)
register.filter("once_next", once.following)
register.filter("once_heat", once.heat)
register.filter("once_ledger", once.ledger)
register.filter("once_budgets", once.budgets)


@register.filter
def kept(rows: Collection[Any]) -> str:
    """ " keep" for a table so short that it stays on one page of paper, "" for a longer one."""
    return " keep" if len(rows) <= SHORT_TABLE else ""


@register.filter
def has(found: once.Once, column: str) -> bool:
    """Whether a column of a table says anything."""
    return column in found.shown


@register.filter
def acts_late(row: RiskRow, as_at: date) -> bool:
    """Whether the next action of a risk is overdue."""
    return row.overdue(as_at)


@register.simple_tag
def grid(risks: Risks) -> SafeString:
    """The risks in their 5 by 5 grid."""
    cells = [[(cell.names, cell.score, cell.band) for cell in line] for line in risks.grid]
    return mark_safe(drawing_money.grid(cells, words=risks.grid_words))  # noqa: S308 - drawn by us


@register.simple_tag
def waterfall(money: Money) -> SafeString:
    """From the target down to what finance has verified."""
    steps = [(words, float(amount), pounds(amount), kind) for words, amount, kind in money.steps]
    return mark_safe(drawing_money.waterfall(steps))  # noqa: S308 - drawn by us, words escaped


@register.simple_tag
def left(found: int, shown: Any) -> str:
    """ "And 5": how many of ``found`` stand beyond the ``shown`` ones."""
    return f"And {found - len(shown):,}"


@register.filter
def others(found: Any, shown: Any) -> int:
    """How many of ``found`` stand beyond the ``shown`` ones."""
    return max(len(found) - len(shown), 0)
