"""The kinds of reports a board is given, and which month each is of. Rules: plain Python, no Django.

A highlight report or a board summary is of one month. A quarterly review is of the three months that
end with its period (seed rows S3-16, S3-20); a quarter is one of the financial year, which begins in
April. A committee report is of a month too, and is only begun by hand (S3-18).
"""

from enum import StrEnum

from reports.periods import Month


class Kind(StrEnum):
    """What sort of report an edition is."""

    HIGHLIGHT = "highlight"
    SUMMARY = "summary"
    QUARTERLY = "quarterly"
    COMMITTEE = "committee"

    @property
    def words(self) -> str:
        """ "Quarterly review", as headings and mails say it."""
        return NAMES[self]

    @property
    def stem(self) -> str:
        """ "quarterly-review", as file names say it."""
        return NAMES[self].lower().replace(" ", "-")


NAMES = {
    Kind.HIGHLIGHT: "Highlight report",
    Kind.SUMMARY: "Board summary",
    Kind.QUARTERLY: "Quarterly review",
    Kind.COMMITTEE: "Committee report",
}
#: A board gets one of these for a month, whichever its schedule says.
MONTHLY = (Kind.HIGHLIGHT, Kind.SUMMARY)
MONTHS_OF_A_QUARTER = 3


def ends_quarter(month: Month) -> bool:
    """Whether it is June, September, December or March."""
    return month.month % MONTHS_OF_A_QUARTER == 0


def quarter_end(month: Month) -> Month:
    """The last month of the quarter that holds the month."""
    while not ends_quarter(month):
        month = month.next
    return month


def last_quarter(month: Month) -> Month:
    """The last month of the latest quarter that is over with the month."""
    while not ends_quarter(month):
        month = month.previous
    return month


def quarter(last: Month) -> tuple[Month, Month, Month]:
    """The three months that end with ``last``, oldest first; any month may be asked, June or not."""
    return (last.previous.previous, last.previous, last)


def next_period(kind: str, period: Month) -> Month | None:
    """The month of the report that follows by itself; None when none does."""
    if kind == Kind.COMMITTEE:
        return None
    return quarter_end(period.next) if kind == Kind.QUARTERLY else period.next


def quarter_name(last: Month) -> str:
    """ "Quarter 1 of 2020/21" for June 2020."""
    begins = last.year if last.month >= 4 else last.year - 1
    number = (last.month - 4) % 12 // MONTHS_OF_A_QUARTER + 1
    return f"Quarter {number} of {begins}/{(begins + 1) % 100:02d}"


def covers(kind: str, period: Month) -> str:
    """What it is of, in words: "August 2020", or "July to September 2020" for a quarterly review."""
    if kind != Kind.QUARTERLY:
        return str(period)
    first = quarter(period)[0]
    return f"{first.name} to {period}"


def file_stem(kind: str, period: Month) -> str:
    """ "quarterly-review-2020-07-to-2020-09"."""
    of = f"{quarter(period)[0].key}-to-{period.key}" if kind == Kind.QUARTERLY else period.key
    return f"{Kind(kind).stem}-{of}"
