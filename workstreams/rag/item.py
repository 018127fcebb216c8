"""The rating of one item, by published rules, with its receipt. Plain Python, no clock: `today` is
an argument.

Which rule wins: the worst. What stands outside the rules is settled first, in this order:
cancelled, complete (status, or 100%), on hold, not started, no usable date.

Decisions that the rule table leaves open:

- Due means the revised end where there is one, else the target. Expected progress is measured
  against the *target*, the baseline: a later forecast makes nobody's progress better.
- The points rule is for items in progress. An item at 0% has its own rule, "past its start at 0%",
  which makes it Amber from the day after its start however long ago that was; lateness makes it
  Red. So the ladder from Amber to Red over ten days late, and the shorter one of a key milestone,
  hold for a milestone that is simply not done yet. The price: reporting the first percent of
  something far behind turns Amber into Red, and its receipt says by how many points.
- The day something is due is not over yet: expected progress counts the days gone by, so a one-day
  milestone is expected to be at 0% on its day and at 100% the day after.
- Blank percent is "not reported": the rules that need a percent are not tested and say so. It is
  never read as 0%.
- Overdue is past its due date, weekend or not, and counts as one working day late at least.
- Start in the future at 0% or blank, and not overdue: Not started, whatever is due soon after.
- No end date: only the start can be tested. Past its start at 0% is Amber, anything else Not rated,
  for nothing says when it would be late. No start date: lateness is tested, progress is not.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from workstreams.dates.workdays import working_days_between
from workstreams.rag.scale import STANDARD, Limits, Line, Rag, Rated, worst_of
from workstreams.when.wording import day_words

CANCELLED_STATUS = "cancelled"
ON_HOLD_STATUS = "on_hold"
COMPLETE_STATUSES = frozenset({"complete", "business_as_usual"})
STARTED_STATUSES = frozenset({"in_progress"})


@dataclass(frozen=True, slots=True)
class ItemFacts:
    """What the rules look at.

    `percent` None is blank; a date None is blank, free text, or no date of the calendar.
    """

    kind: str
    status: str
    percent: int | None
    start: date | None
    target: date | None
    revised: date | None
    key: bool = False

    @property
    def due(self) -> date | None:
        """The revised end where there is one, else the target."""
        return self.revised or self.target

    @property
    def complete(self) -> bool:
        """Reported as done, by status or by 100%."""
        return self.status in COMPLETE_STATUSES or self.percent == 100


def expected_percent(facts: ItemFacts, *, today: date) -> int | None:
    """The percent that should be done when `today` begins: elapsed calendar days from start to
    target, both included.

    The target is the baseline; a revised end is used only when no target was ever given. None
    without both dates, or when the end stands before the start.
    """
    end = facts.target or facts.revised
    if facts.start is None or end is None or end < facts.start:
        return None
    gone = (today - facts.start).days * 100 // ((end - facts.start).days + 1)
    return max(0, min(100, gone))


def days_overdue(facts: ItemFacts, *, today: date, holidays: Collection[date]) -> int:
    """Working days past the due date, at least 1 when overdue; 0 when not overdue, complete,
    cancelled or without a due date.
    """
    due = facts.due
    if due is None or due >= today or facts.complete or facts.status == CANCELLED_STATUS:
        return 0
    return max(1, working_days_between(due, today, holidays=holidays))


def rate_item(
    facts: ItemFacts, *, today: date, limits: Limits = STANDARD, holidays: Collection[date]
) -> Rated:
    """Rate one item as at `today`, with the receipt of every rule that was tested or could not
    be.
    """
    late = days_overdue(facts, today=today, holidays=holidays)
    outside = _outside(facts, today, late)
    if outside:
        return Rated(outside.verdict, (outside,), late)
    if facts.due is None:
        lines = _without_end(facts, today)
    else:
        lines = (
            _overdue(facts, facts.due, late, limits),
            _progress(facts, today, limits),
            _started(facts, today),
            _due_soon(facts, facts.due, today, limits, holidays),
        )
    return Rated(worst_of(line.verdict for line in lines), lines, late)


def _outside(facts: ItemFacts, today: date, late: int) -> Line | None:
    """The one line that settles it when an item stands outside Red, Amber and Green."""
    done = "" if facts.percent is None else f"{facts.percent}%"
    if facts.status == CANCELLED_STATUS:
        return Line("Status", "cancelled", "Not rated once cancelled", Rag.CANCELLED)
    if facts.complete:
        status = {"complete": "complete", "business_as_usual": "moved to business as usual"}.get(
            facts.status, "100% done"
        )
        return Line("Status", status, "Complete once done or moved to business as usual", Rag.BLUE)
    if facts.status == ON_HOLD_STATUS:
        return Line("Status", "on hold", "Not rated while on hold", Rag.ON_HOLD)
    waits = facts.start is not None and facts.start > today and not facts.percent
    if facts.start and waits and not late and facts.status not in STARTED_STATUSES:
        value = f"starts {day_words(facts.start)}, {done or 'percent not reported'}"
        return Line("Start", value, "Rated from its start", Rag.NOT_STARTED)
    return None


def _without_end(facts: ItemFacts, today: date) -> tuple[Line, ...]:
    missing = Line(
        "Days overdue", "no end date that can be read", "An end date is needed", Rag.NOT_RATED
    )
    started = _started(facts, today)
    return (missing, started) if started.verdict is Rag.AMBER else (missing,)


def _overdue(facts: ItemFacts, due: date, late: int, limits: Limits) -> Line:
    red = limits.key_red_overdue_days if facts.key else limits.red_overdue_days
    rule = "Days overdue, key milestone" if facts.key else "Days overdue"
    limit = f"Amber from 1, Red over {red}" if red else "Red from 1"
    if not late:
        return Line(rule, f"not overdue, due {day_words(due)}", limit, Rag.GREEN)
    value = f"{late} working day{'s' if late > 1 else ''}, was due {day_words(due)}"
    return Line(rule, value, limit, Rag.RED if late > red else Rag.AMBER)


def _progress(facts: ItemFacts, today: date, limits: Limits) -> Line:
    rule = "Done against expected"
    limit = (
        f"Amber at {limits.amber_behind_points} points behind, Red at {limits.red_behind_points}"
    )
    expected = expected_percent(facts, today=today)
    if facts.percent is None:
        return Line(rule, "not reported", limit, Rag.NOT_RATED)
    if expected is None:
        why = "the end is before the start" if facts.start else "no start date that can be read"
        return Line(rule, f"{facts.percent}%, cannot be tested: {why}", limit, Rag.NOT_RATED)
    if facts.percent == 0:
        return Line(
            rule,
            f"0% done, {expected}% expected: not begun, so tested by its start",
            limit,
            Rag.NOT_RATED,
        )
    behind = expected - facts.percent
    baseline = "target" if facts.target else "revised end"
    against = f"{facts.percent}% done, {expected}% expected by days elapsed to the {baseline}"
    if behind < limits.amber_behind_points:
        return Line(rule, against, limit, Rag.GREEN)
    verdict = Rag.RED if behind >= limits.red_behind_points else Rag.AMBER
    return Line(rule, f"{behind} points behind: {against}", limit, verdict)


def _started(facts: ItemFacts, today: date) -> Line:
    rule, limit = "Started", "Amber when past its start at 0%"
    if facts.start is None:
        return Line(rule, "no start date that can be read", limit, Rag.NOT_RATED)
    if facts.percent is None:
        return Line(rule, "not reported", limit, Rag.NOT_RATED)
    value = f"{facts.percent}%, start {day_words(facts.start)}"
    return Line(
        rule, value, limit, Rag.AMBER if facts.percent == 0 and facts.start < today else Rag.GREEN
    )


def _due_soon(
    facts: ItemFacts, due: date, today: date, limits: Limits, holidays: Collection[date]
) -> Line:
    rule = "Due soon"
    limit = f"Amber within {limits.due_soon_days} working days under {limits.due_soon_percent}%"
    if facts.percent is None:
        return Line(rule, "not reported", limit, Rag.NOT_RATED)
    left = working_days_between(today, due, holidays=holidays)
    value = f"{facts.percent}%, due in {left} working day{'' if left == 1 else 's'}"
    if due < today:
        value = f"{facts.percent}%, its due date has passed"
    soon = left <= limits.due_soon_days and facts.percent < limits.due_soon_percent
    return Line(rule, value, limit, Rag.AMBER if soon else Rag.GREEN)
