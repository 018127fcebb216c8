"""Which frozen records a quarterly review reads of one programme."""

from reports.kinds import quarter
from reports.models import Snapshot
from reports.periods import Month
from workstreams.models import Programme

Months = list[tuple[Month, Snapshot | None]]


def months_of(programme: Programme, *, last: Month, frozen: Snapshot) -> Months:
    """The three months that end with ``last``, oldest first, each with its newest frozen record; None
    where there is none, and nothing is frozen in its place: those facts are gone. One statement."""
    first = quarter(last)[0]
    newest = {
        Month.of(each.period): each
        for each in Snapshot.objects.filter(
            programme=programme, period__gte=first.first, period__lt=last.first
        ).order_by("number")
    }
    return [(month, frozen if month == last else newest.get(month)) for month in quarter(last)]


def begins_with(months: Months, *, before: Snapshot | None) -> Snapshot | None:
    """The record the quarter's changes are counted from: that of the month before the quarter; without
    one the first of the quarter itself, which the review says; None when only its last month is frozen.

    ``before``: the last record of any month before the quarter.
    """
    start = months[0][0].previous
    if before is not None and before.period == start.first:
        return before
    return next((each for _, each in months[:-1] if each is not None), None)
