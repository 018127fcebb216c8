"""Days in UK English: "30 September 2020", "March to July 2020", "mid February 2020"."""

from calendar import monthrange
from datetime import date

from workstreams.when.types import Certainty, Precision, When

EARLY, MID, LATE = (1, 10), (11, 20), (21, 31)  # the thirds of a month
FRIDAY = 4
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip
END_DAYS = 7  # "end of March" is its last seven days, "start of April" its first seven


def last_day(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, monthrange(year, month)[1])


def day_words(day: date) -> str:
    """4 March 2026."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def span_words(earliest: date, latest: date, precision: Precision) -> str:
    """The days from `earliest` to `latest` as a person would write them at that precision."""
    coarse = precision in (Precision.WEEK, Precision.PART_MONTH, Precision.RANGE)
    if precision is Precision.DAY or (coarse and earliest == latest):
        return day_words(latest)
    if precision is Precision.WEEK:
        plain = latest.weekday() == FRIDAY or earliest.weekday() > FRIDAY
        return f"week of {day_words(earliest)}" if plain else f"week ending {day_words(latest)}"
    if precision is Precision.MONTH:
        return f"{latest:%B} {latest.year}"
    if precision is Precision.PART_MONTH:
        return f"{_part(earliest, latest)} {latest:%B} {latest.year}"
    if precision is Precision.YEAR:
        return str(latest.year)
    return _range(earliest, latest)


def _part(earliest: date, latest: date) -> str:
    if earliest.day == 1:
        return "start of" if latest.day == END_DAYS else "early"
    return {MID[0]: "mid", LATE[0]: "late"}.get(earliest.day, "end of")


def _range(earliest: date, latest: date) -> str:
    whole_months = earliest.day == 1 and latest == last_day(latest.year, latest.month)
    same_year, same_month = earliest.year == latest.year, earliest.month == latest.month
    if whole_months and same_year and same_month:
        return f"{latest:%B} {latest.year}"
    if whole_months:
        first = f"{earliest:%B}" if same_year else f"{earliest:%B} {earliest.year}"
        return f"{first} to {latest:%B} {latest.year}"
    if same_year and same_month:
        return f"{earliest.day} to {day_words(latest)}"
    first = f"{earliest.day} {earliest:%B}" if same_year else day_words(earliest)
    return f"{first} to {day_words(latest)}"


def words(when: When) -> str:
    """How `when` was read, for the line under the box where it was typed."""
    main = _main(when)
    if when.has_date and when.note:
        main += f" ({when.note})"
    if when.review_on:
        return f"{main}, to be looked at on {day_words(when.review_on)}"
    further = [words(other) for other in when.also]
    return "; also ".join([main, *further])


def _main(when: When) -> str:
    if when.earliest and when.latest:
        said = span_words(when.earliest, when.latest, when.precision)
        if (
            when.certainty is Certainty.APPROXIMATE
            and when.precision is Precision.DAY
            and not when.note
        ):
            said = f"about {said}"
        said = f"{when.sense} {said}" if when.sense else said
        said = f"{said}, {when.recurrence}" if when.recurrence else said
        return f"{when.status_word}, {said}" if when.status_word else said
    if when.status_word:
        return when.status_word
    if when.certainty is Certainty.WAITING:
        return f"waiting on {when.waiting_on}"
    if when.certainty is Certainty.ONGOING:
        return f"ongoing, {when.recurrence}" if when.recurrence else "ongoing"
    if when.certainty is Certainty.IMPOSSIBLE:
        return f"not a date: {when.note}" if when.note else "not a date"
    return {Certainty.TBC: "to be confirmed", Certainty.BLANK: "no date"}.get(
        when.certainty, "not read as a date"
    )
