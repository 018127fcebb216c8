"""The words for ratings, days and lists that every report uses. Plain Python."""

from collections.abc import Sequence
from datetime import date

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
SHORT = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sept", "Oct", "Nov", "Dec")

RATINGS = {
    "red": "Red",
    "amber": "Amber",
    "green": "Green",
    "blue": "Complete",
    "not_started": "Not started",
    "on_hold": "On hold",
    "cancelled": "Cancelled",
    "not_rated": "Not rated",
    "unconfirmed": "Unconfirmed",
    "": "Not declared",
}
MEANINGS = {
    "red": "needs the board",
    "amber": "at risk, in hand",
    "green": "on track",
    "blue": "finished",
    "not_started": "no work has begun",
    "on_hold": "stopped for a stated reason",
    "not_rated": "nothing to rate it by",
}


def rating(value: str) -> str:
    """ "not_rated" -> "Not rated"."""
    return RATINGS.get(value, value)


def day(value: date | None) -> str:
    """4 March 2026, or nothing."""
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}" if value else ""


def short_day(value: date | None) -> str:
    """4 Mar 2026, for a table in print."""
    return f"{value.day} {SHORT[value.month - 1]} {value.year}" if value else ""


def month_name(period: str) -> str:
    """ "2020-07" -> "July"."""
    return MONTHS[int(period[5:7]) - 1] if period else ""


def month_year(period: str) -> str:
    """ "2020-07" -> "July 2020"."""
    return f"{month_name(period)} {period[:4]}" if period else ""


def count(number: int, one: str, many: str = "") -> str:
    """1 item, 2 items."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def listed(names: Sequence[str], *, most: int = 3) -> str:
    """ "A, B and C"; beyond ``most``, "A, B, C and 2 more"."""
    shown = list(names[:most])
    if len(names) > most:
        shown.append(f"{len(names) - most} more")
    return (
        shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}" if shown else ""
    )


def cut(text: str, most: int) -> str:
    """The text, or its beginning with an ellipsis, in at most ``most`` letters."""
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}\N{HORIZONTAL ELLIPSIS}"


def signed(days: int | None) -> str:
    """+44, 0, −6 (a true minus); nothing when there is nothing to compare."""
    if days is None:
        return ""
    return f"+{days}" if days > 0 else f"\N{MINUS SIGN}{-days}" if days < 0 else "0"


def share(total: int, number: int) -> int | None:
    """The mean to a whole percent; None of nothing."""
    return round(total / number) if number else None
