"""Moves the demonstration plan by whole months, so that it is alive on the day it is shown. Plain Python.

The rule, for every date as somebody typed it, and it is rewritten in the form it was typed in:

- A real date keeps its day in the month that many months on. The last day of a month becomes the last day of the
  other one, and a day that the other month lacks becomes its last day: a real date never becomes an impossible one.
  The order of two dates never turns round, and what lies before the 3rd of a month still does, so what is overdue,
  or should have started, on the status date (the 3rd) is the same set of items.
- An impossible date stays impossible: when the other month has that day, the next month that lacks it is taken, so
  that the day offered instead does not come before the start of the item.
- A month in words keeps its form ("Sept TBC" becomes "Dec TBC"), with or without day and year.
- TBC, ongoing and notes to colleagues hold no date and stay as they are.
- A financial year in a text ("2021/22") moves with the financial year of the status date.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, datetime, timedelta
from typing import Any

Plan = dict[str, Any]

_NUMERIC = re.compile(r"(?<!\d)(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})(?!\d)")
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
           "November", "December")  # fmt: skip
_SHORT = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_LONG_SHORT = {"June": 6, "July": 7, "Sept": 9}  # what many people write in place of three letters
_NUMBER = {word: n for words in (_MONTHS, _SHORT) for n, word in enumerate(words, 1)} | _LONG_SHORT
_WORDS = re.compile(
    r"(?:(?<!\d)(?P<day>\d{1,2})(?P<th>st|nd|rd|th)?(?P<gap>[ -]))?"
    rf"\b(?P<month>{'|'.join(sorted(_NUMBER, key=len, reverse=True))})\b"
    r"(?:(?P<before>[ -])(?P<year>\d{4}|\d{2})(?!\d))?"
)
#: The fields of a step that hold a date as somebody typed it; a whole date of the calendar stands as 2020-08-03.
_TYPED = ("revised", "action_due", "ask_by", "due", "needed_by", "when")
_ISO = re.compile(r"\d{4}-\d\d-\d\d")
_FINANCIAL_YEAR = re.compile(r"(?<!\d)(20\d\d)/(\d\d)(?![\d/])")


def months_between(earlier: date, later: date) -> int:
    """Whole months from the month of one day to the month of the other; negative when it lies before."""
    return (later.year - earlier.year) * 12 + later.month - earlier.month


def _month(year: int, month: int, months: int) -> tuple[int, int]:
    years, index = divmod(month - 1 + months, 12)
    return year + years, index + 1


def _length(year: int, month: int) -> int:
    return monthrange(year, month)[1]


def shift_day(day: date, months: int) -> date:
    """The day so many months on; a last day becomes a last day, a day too many becomes the last."""
    if not months:
        return day
    year, month = _month(day.year, day.month, months)
    length = _length(year, month)
    last = day.day == _length(day.year, day.month)
    return date(year, month, length if last else min(day.day, length))


def _shift_parts(day: int, month: int, year: int, months: int) -> tuple[int, int, int]:
    """Day, month and year so many months on; what was no date is none afterwards either."""
    if not months or not 1 <= month <= 12:
        return day, month, year
    if 1 <= day <= _length(year, month):
        moved = shift_day(date(year, month, day), months)
        return moved.day, moved.month, moved.year
    year, month = _month(year, month, months)
    while day <= _length(year, month):
        year, month = _month(year, month, 1)
    return day, month, year


def _century(year: str) -> int:
    return int(year) if len(year) == 4 else 2000 + int(year)


def _like(form: str, number: int) -> str:
    """A number written with as many digits as the form has: 9 like "07" is "09"."""
    return f"{number % 100:02d}" if len(form) == 2 else str(number)


def _ordinal(day: int) -> str:
    return "th" if 11 <= day % 100 <= 13 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")


def _name_like(form: str, month: int) -> str:
    """The month in the form of another: full like "October", three letters like "Nov", "Sept" like "Sept"."""
    if form in _MONTHS and form not in ("May", *_LONG_SHORT):
        return _MONTHS[month - 1]
    written = {number: word for word, number in _LONG_SHORT.items()}
    return written.get(month, _SHORT[month - 1])


def shift_text(typed: str, months: int, *, near: date) -> str:
    """A date cell so many months on, in the form it was typed in.

    `near` gives the year of a day and month typed without one: the year in which that month lies nearest to it.
    """
    if not months:
        return typed

    def numeric(found: re.Match[str]) -> str:
        day, mark, month, year = found.groups()
        d, m, y = _shift_parts(int(day), int(month), _century(year), months)
        return f"{_like(day, d)}{mark}{_like(month, m)}{mark}{_like(year, y)}"

    def worded(found: re.Match[str]) -> str:
        month = _NUMBER[found["month"]]
        year = _century(found["year"]) if found["year"] else _nearest_year(month, near)
        day, m, y = _shift_parts(int(found["day"] or 1), month, year, months)
        said = _name_like(found["month"], m)
        if found["day"]:
            said = f"{_like(found['day'], day)}{_ordinal(day) if found['th'] else ''}{found['gap']}{said}"
        return f"{said}{found['before']}{_like(found['year'], y)}" if found["year"] else said

    return _WORDS.sub(worded, _NUMERIC.sub(numeric, typed))


def _nearest_year(month: int, near: date) -> int:
    away = (month - near.month + 6) % 12 - 6
    return _month(near.year, near.month, away)[0]


def financial_year(day: date) -> int:
    """The year in which the financial year of a day begins (1 April)."""
    return day.year if day.month >= 4 else day.year - 1


def shift_years(text: str, years: int) -> str:
    """ "2021/22" in a text, so many years on."""
    return _FINANCIAL_YEAR.sub(
        lambda m: f"{int(m[1]) + years}/{(int(m[2]) + years) % 100:02d}", text
    )


def shift_plan(plan: Plan, months: int) -> Plan:
    """A new plan, so many whole months on (`fixtures/README.md` says what a plan holds)."""
    near = date.fromisoformat(plan["status_date"])
    status = shift_day(near, months)
    years = financial_year(status) - financial_year(near)
    monday = status - timedelta(days=status.weekday())

    def row(old: dict[str, str]) -> dict[str, str]:
        new = {field: shift_years(text, years) for field, text in old.items()}
        for field in ("start", "end"):
            new[field] = shift_text(old[field], months, near=near)
        return new

    return plan | {
        "title": shift_years(plan["title"], years),
        "status_date": status.isoformat(),
        "weeks": [(monday + timedelta(weeks=n)).isoformat() for n in range(len(plan["weeks"]))],
        "rows": [row(old) for old in plan["rows"]],
    }


def shift_story(story: Plan, months: int, *, near: date) -> Plan:
    """A new story (people, boards, and what happened in the months before `near`), so many whole months on."""
    years = financial_year(shift_day(near, months)) - financial_year(near)

    def moment(typed: str) -> str:
        then = datetime.fromisoformat(typed)
        return datetime.combine(shift_day(then.date(), months), then.time()).isoformat()

    def step(old: Plan) -> Plan:
        new = {field: said(field, value) for field, value in old.items()}
        new["on"] = moment(old["on"])
        return new

    def said(field: str, value: Any) -> Any:
        if field == "year":
            return value + years
        if not isinstance(value, str):
            return value
        if field in _TYPED:
            return shift_text(value, months, near=near)
        if _ISO.fullmatch(value):
            return shift_day(date.fromisoformat(value), months).isoformat()
        return shift_years(value, years)

    programme = dict(story["programme"])
    for name in ("starts", "ends"):
        programme[name] = shift_day(date.fromisoformat(programme[name]), months).isoformat()
    return story | {
        "programme": programme,
        "import": story["import"] | {"on": moment(story["import"]["on"])},
        "steps": [step(old) for old in story["steps"]],
    }


def shift_to(plan: Plan, today: date) -> Plan:
    """The plan with its status date in the month of `today`."""
    return shift_plan(plan, months_between(date.fromisoformat(plan["status_date"]), today))
