"""What to look at in the dates of a plan just read, at their cells. Plain Python, no Django."""

from __future__ import annotations

from collections.abc import Container, Iterator
from datetime import date, timedelta

from workstreams.dates.flags import END_BEFORE_START, pair_flags
from workstreams.importing.records import Flag, Kind, Offer, Reading, Record
from workstreams.when import Certainty, When, words
from workstreams.when import Offer as Read

_HALF_YEAR = timedelta(days=183)


def flag(
    code: str, record: Record, name: str, says: str, *offers: Offer, keep: str = "Keep as typed"
) -> Flag:
    """A flag on one field of one record."""
    text = record.typed.get(name, "")
    cell = record.cell(name)
    return Flag(code, record.sheet, cell, text, says, record.key, name, offers, keep)


def of_item(record: Record, precisions: Container[str] = ("day",)) -> Iterator[Flag]:
    """Each date of an item, then start and end beside each other (X0-01 to X0-09). `precisions` are those that dates of
    this kind of sheet are meant to have."""
    if "start" in record.cells:
        yield from _date(record, "start", record.start, precisions)
    if "end" in record.cells:
        yield from _date(record, "end", record.end, precisions)
    if record.typed.get("revised"):
        yield from _date(record, "revised", record.revised, precisions)
    for found in pair_flags(record.start, record.end):
        if found.code == END_BEFORE_START:
            offers = _offers(found.offers, "end")
            yield flag("end_before_start", record, "end", f"{found.words}.", *offers)


def _date(record: Record, name: str, when: When, precisions: Container[str]) -> Iterator[Flag]:
    which = {"start": "start", "end": "end", "revised": "revised end"}[name]
    if when.is_blank:
        yield flag(f"no_{name}", record, name, _missing(record, name, which))
        return
    if when.certainty is Certainty.IMPOSSIBLE:
        says = f"{when.note[:1].upper()}{when.note[1:]}." if when.note else "No such day."
        offers = _offers(when.offers, name)
        keep = "Keep as text, no date"
        yield flag("impossible_date", record, name, says, *offers, keep=keep)
        return
    if when.certainty is Certainty.WAITING:
        says = f"A note to a colleague where the {which} date should be: {words(when)}."
        yield flag("waiting_on", record, name, says)
    sure = when.certainty in (Certainty.FIRM, Certainty.APPROXIMATE)
    told = (when.status_word == "complete" and record.status == "complete") or (
        when.sense == "from" and record.start.text == when.text
    )  # by a flag of its own
    if not (sure and when.precision.value in precisions) and not told:
        code = "text_start" if name == "start" else "text_end"
        says = f"Not a day: read as “{words(when)}”."
        yield flag(code, record, name, says, *_offers(when.offers, name))


def _missing(record: Record, name: str, which: str) -> str:
    other, role = (record.end, "end") if name == "start" else (record.start, "start")
    if other.has_date:
        return f"There is one date only; it is taken as the {role}."
    return f"No {which} date. Give one in the plan when it is known."


def _offers(offered: tuple[Read, ...], name: str) -> tuple[Offer, ...]:
    return tuple(Offer(each.date.isoformat(), each.words, {name: each.words}) for each in offered)


def of_years(reading: Reading) -> Iterator[Flag]:
    """X0-07: a row more than half a year before the milestone above it, that would follow it if both its dates
    stood one year later."""
    before: Record | None = None
    for record in reading.records:
        if not record.kind.is_item:
            before = None
            continue
        start, end = record.start.earliest, record.end.latest
        if start is None or end is None or end < start:
            continue
        if before is not None and before.kind in (Kind.MILESTONE, Kind.GOVERNANCE):
            floor = before.start.earliest
            later_start, later_end = _a_year_later(start), _a_year_later(end)
            if floor and end < floor - _HALF_YEAR and floor <= later_start <= floor + _HALF_YEAR:
                year = f"Is it {later_end.year}?"
                says = (
                    f"More than half a year before the row above it ({words(before.start)}). {year}"
                )
                changes = {"start": later_start.isoformat(), "end": later_end.isoformat()}
                both = f"{_long(later_start)} to {_long(later_end)}"
                offer = Offer(later_end.isoformat(), both, changes)
                yield flag("year_out_of_order", record, "end", says, offer)
        before = record


def _a_year_later(day: date) -> date:
    """The same day of the next year; 28 February for the 29th."""
    last = 28 if (day.month, day.day) == (2, 29) else day.day
    return date(min(day.year + 1, date.max.year), day.month, last)


def _long(day: date) -> str:
    return f"{day.day} {day:%B} {day.year}"
