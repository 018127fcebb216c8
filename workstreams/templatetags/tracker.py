"""How one value is shown, everywhere: ratings, dates, percentages, and the many kinds of nothing.

A mark is a letter in a shape and a word, and a colour third. Blank, not given and 0 never look
alike. All output is escaped; no tag reads the clock or the database.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django import template
from django.conf import settings
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from workstreams import look
from workstreams.access import gives_updates, may_found
from workstreams.models import Certainty, Precision
from workstreams.models.rights import rights_of
from workstreams.navigation import Link, links
from workstreams.when import words

register = template.Library()

#: rating -> (letter of the mark in _marks.html, word). The blank is no rating and no colour.
RATINGS = {
    "red": ("R", "Red"),
    "amber": ("A", "Amber"),
    "green": ("G", "Green"),
    "blue": ("B", "Complete"),
    "not_started": ("N", "Not started"),
    "on_hold": ("H", "On hold"),
    "cancelled": ("X", "Cancelled"),
    "not_rated": ("X", "Not rated"),
    "unconfirmed": ("U", "Unconfirmed"),
    "": ("X", "Not declared"),
}
QUIET = frozenset({"", "not_rated", "cancelled", "not_started"})

#: kind of item -> (letter of the symbol, word)
KINDS = {
    "task": ("T", "Task"),
    "milestone": ("M", "Milestone"),
    "governance": ("G", "Governance"),
    "untyped": ("Q", "Type not given"),
}

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip


@register.simple_tag
def rag(
    value: Any, size: str = "", *, bold: bool = False, word: str = "", hide: bool = False
) -> SafeString:
    """A rating as mark and word.

    `size`: "" 20 px, "s" 16 px in tables, "l" 34 px for a verdict. `word` stands in for the
    usual word ("Red overall"). `hide` leaves the word to screen readers only, for a mark that
    has its word beside it already.
    """
    key = str(value or "")
    letter, usual = RATINGS.get(key, ("X", key))
    classes = ["rag"]
    if size:
        classes.append(f"rag--{size}")
    if size == "s" and not bold:
        classes.append("rag--plain")
    if key in QUIET:
        classes.append("rag--none")
    says = format_html('<span class="vh">{}</span>', word or usual) if hide else word or usual
    return format_html(
        '<span class="{}"><svg viewBox="0 0 24 24" aria-hidden="true" focusable="false">'
        '<use href="#m-{}"/></svg>{}</span>',
        " ".join(classes),
        letter,
        says,
    )


@register.filter
def rag_word(value: Any) -> str:
    """The word of a rating, for titles and sentences."""
    return RATINGS.get(str(value or ""), ("", str(value)))[1]


@register.simple_tag
def kind_mark(value: Any, *, hidden: bool = False) -> SafeString:
    """The shape of an item's kind, named; `hidden` where the word stands beside it."""
    letter, word = KINDS.get(str(value), KINDS["untyped"])
    if hidden:
        return format_html('<svg class="kind" aria-hidden="true"><use href="#k-{}"/></svg>', letter)
    return format_html(
        '<svg class="kind" role="img" aria-label="{}"><use href="#k-{}"/></svg>', word, letter
    )


@register.filter
def day(value: date | None) -> str:
    """4 March 2026; nothing for no day."""
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}" if value else ""


@register.filter
def day_month(value: date | None) -> str:
    """4 March, where the year is plain from what stands around it."""
    return f"{value.day} {MONTHS[value.month - 1]}" if value else ""


@register.filter
def short_day(value: date | None) -> str:
    """4 Mar 26, in the plan only, where a row has 76 pixels for it."""
    return f"{value.day} {MONTHS[value.month - 1][:3]} {value:%y}" if value else ""


@register.filter
def month(value: date | None) -> str:
    """March 2026."""
    return f"{MONTHS[value.month - 1]} {value.year}" if value else ""


@register.filter
def percent(value: int | None) -> SafeString | str:
    """0% is an answer; a blank is a gap and says so."""
    return mark_safe('<span class="gap0">not given</span>') if value is None else f"{value}%"


@register.filter
def typed(text: str | None) -> SafeString | str:
    """Words as someone typed them, in quotes; nothing for a blank."""
    return format_html('<span class="typed">“{}”</span>', text) if text else ""


@register.filter
def gap(value: Any, words: str = "not given") -> Any:
    """The value, or a dashed box that says what is missing."""
    return value if value not in (None, "") else format_html('<span class="gap0">{}</span>', words)


@register.filter
def days_late(value: int | None) -> SafeString | str:
    """Working days overdue as `12 d`; nothing when not late."""
    if not value or value < 0:
        return ""
    return format_html(
        '<span class="late"><span class="vh">late by </span>{}<span class="vh"> working</span> d</span>',
        value,
    )


@register.filter
def initials(name: str) -> str:
    """R. Achebe for a person's name of two words or more; a post or a group stays whole."""
    first, _, rest = name.partition(" ")
    return f"{first[0]}. {rest}" if rest else name


@register.filter
def plural(count: int, words: str) -> str:
    """`{{ 3|plural:"item" }}` gives "3 items"; `"person,people"` gives both forms."""
    one, _, many = words.partition(",")
    return f"{count} {one if count == 1 else many or one + 's'}"


@register.simple_tag
def caught_mail(user: Any) -> str:
    """The address of the page of caught mail, where a local catcher takes it and the user may look."""
    if not getattr(settings, "MAIL_FOLDER", None) or not rights_of(user).manages_everywhere:
        return ""
    return reverse("mails")


@register.filter
def runs_the_month(user: Any) -> bool:
    """Whether the user is the office of the whole organisation, or the administrator."""
    return "office" in rights_of(user).roles_everywhere


@register.simple_tag
def keeps_accounts(user: Any) -> bool:
    """Whether the reader keeps the accounts of everybody: the office of the organisation."""
    return "office" in rights_of(user).roles_everywhere


@register.simple_tag
def may_begin(user: Any) -> bool:
    """Whether the reader may begin a programme."""
    return may_found(user)


@register.simple_tag
def is_asked_updates(user: Any) -> bool:
    """Whether My updates is for this reader: a board member and an auditor are asked for none."""
    return gives_updates(user)


@register.simple_tag
def organisation() -> str:
    """Whose tracker this is: one council or partnership for each deployment."""
    return look.shown().name


@register.simple_tag
def house() -> look.Shown:
    """How the organisation shows itself: name, colour, logo."""
    return look.shown()


@register.simple_tag(takes_context=True)
def programme_tabs(context: dict[str, Any]) -> list[Link]:
    """The pages of the programme in the context that this reader may open."""
    return links(context["programme"], user=context.get("user"), here=str(context.get("tab") or ""))


#: Urgency of a rating, for the arrow between two months. A rating that is none has no arrow.
URGENCY = {"red": 3, "amber": 2, "green": 1, "blue": 0}


@register.simple_tag
def direction(then: Any, now: Any) -> dict[str, str] | None:
    """How a rating moved: `icon` of the arrow (up is better) and its `word`, or none."""
    before, after = URGENCY.get(str(then)), URGENCY.get(str(now))
    if before is None or after is None:
        return None
    if before == after:
        return {"icon": "same", "word": "Same"}
    return (
        {"icon": "down", "word": "Worsened"}
        if after > before
        else {"icon": "up", "word": "Improved"}
    )


@register.filter
def add_px(value: float, more: str | float) -> float:
    """A position moved by some pixels, for drawings."""
    return round(float(value) + float(more), 1)


@register.filter
def lookup(value: Any, key: str) -> Any:
    """What a mapping holds under a name; nothing when it holds none."""
    return value.get(key, "") if hasattr(value, "get") else ""


@register.simple_tag
def read_as(item: Any, name: str) -> str:
    """How the stored text of a date was read: 30 September 2020, or why it is no day."""
    when = getattr(item, name)
    return words(when) if when.text else "same as the target" if name == "revised" else "not given"


@register.filter
def when_of(item: Any, name: str) -> Any:
    """One of an item's dates, whole."""
    return getattr(item, name)


@register.filter
def exactness(when: Any) -> str:
    """Day, firm; week, approximate; or only how sure, when there is no day."""
    sure = Certainty(when.certainty).label
    return f"{Precision(when.precision).label}, {sure.lower()}" if when.has_date else sure


@register.filter
def first_word(name: str) -> str:
    """The name that a greeting uses."""
    return name.split(" ")[0].split("@")[0]


@register.filter
def in_words(when: Any) -> str:
    """How a date was read."""
    return words(when)
