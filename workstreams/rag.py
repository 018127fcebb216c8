"""The rating of one item, by published rules, with its receipt. A rules module: plain Python, no Django, no clock.

Which rule wins: the worst. What stands outside the rules is settled first, in this order: cancelled, complete (status, or
100%), on hold, not started, no usable date.

Decisions that the rule table leaves open:

- Due means the revised end where there is one, else the target. Expected progress is measured against the *target*, the
  baseline: a later forecast makes nobody's progress better.
- The points rule looks at every item past its start, at 0% too; otherwise 1% would rate worse than 0%. "Past its start at 0%" is then
  the floor for the first days, when fewer than 10 points are missing.
- The day something is due is not over yet: expected progress counts the days gone by, so a one-day milestone is expected to be at 0%
  on its day and at 100% the day after.
- Blank percent is "not reported": the rules that need a percent are not tested and say so. It is never read as 0%.
- Overdue is past its due date, weekend or not, and counts as one working day late at least.
- Start in the future at 0% or blank, and not overdue: Not started, whatever is due soon after.
- No end date: only the start can be tested. Past its start at 0% is Amber, anything else Not rated, for nothing says when it would
  be late. No start date: lateness is tested, progress is not.

`workstreams.rag_workstream` rates a workstream from its items; its names are exported here as well.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from workstreams.when.wording import day_words
from workstreams.workdays import working_days_between


class Rag(StrEnum):
    """Every state a rating can have. A blank is none of them, and is never Green."""

    RED = "red"
    AMBER = "amber"
    GREEN = "green"
    BLUE = "blue"  # complete
    NOT_STARTED = "not_started"
    ON_HOLD = "on_hold"
    CANCELLED = "cancelled"
    NOT_RATED = "not_rated"
    UNCONFIRMED = "unconfirmed"


class Mark(NamedTuple):
    """How a rating is said and the letter that stands in its shape."""

    word: str
    letter: str


DECLARABLE = (Rag.RED, Rag.AMBER, Rag.GREEN, Rag.BLUE)
WORDS = {
    Rag.RED: Mark("Red", "R"),
    Rag.AMBER: Mark("Amber", "A"),
    Rag.GREEN: Mark("Green", "G"),
    Rag.BLUE: Mark("Complete", "✓"),
    Rag.NOT_STARTED: Mark("Not started", "○"),
    Rag.ON_HOLD: Mark("On hold", "‖"),
    Rag.CANCELLED: Mark("Cancelled", "×"),
    Rag.NOT_RATED: Mark("Not rated", "–"),
    Rag.UNCONFIRMED: Mark("Unconfirmed", "?"),
}
CANCELLED_STATUS = "cancelled"
ON_HOLD_STATUS = "on_hold"
COMPLETE_STATUSES = frozenset({"complete", "business_as_usual"})
STARTED_STATUSES = frozenset({"in_progress"})
_WORST_FIRST = (
    Rag.RED,
    Rag.AMBER,
    Rag.GREEN,
    Rag.BLUE,
    Rag.NOT_STARTED,
    Rag.ON_HOLD,
    Rag.UNCONFIRMED,
    Rag.CANCELLED,
    Rag.NOT_RATED,
)
_STEPS = {Rag.RED: 0, Rag.AMBER: 1, Rag.GREEN: 2, Rag.BLUE: 3}


@dataclass(frozen=True, slots=True)
class Limits:
    """The thresholds of one version of the rules. Days are working days, points and percent are of percent complete."""

    version: int = 1
    red_overdue_days: int = 10
    key_red_overdue_days: int = 0
    amber_behind_points: int = 10
    red_behind_points: int = 25
    due_soon_days: int = 10
    due_soon_percent: int = 80
    parent_red_share: int = 25
    parent_amber_share: int = 25
    parent_red_dimensions: int = 2


STANDARD = Limits()


@dataclass(frozen=True, slots=True)
class ItemFacts:
    """What the rules look at. `percent` None is blank; a date None is blank, free text, or no date of the calendar."""

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


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a receipt, in words for a board member. The verdict NOT_RATED means: could not be tested."""

    rule: str
    value: str
    limit: str
    verdict: Rag


@dataclass(frozen=True, slots=True)
class Rated:
    """A rating and what made it. `days_late` is in working days, 0 when not overdue."""

    rag: Rag
    receipt: tuple[Line, ...]
    days_late: int = 0


def worst_of(rags: Iterable[Rag]) -> Rag:
    """The worst of several: Red, Amber, Green, then the states outside the scale; NOT_RATED when there is none."""
    return min(rags, key=_WORST_FIRST.index, default=Rag.NOT_RATED)


def gap(declared: Rag | str | None, computed: Rag | str | None) -> int:
    """By how many steps `declared` is better than `computed`: Green over Red is 2. 0 or less when it is not better.

    Only Red, Amber, Green and Complete stand on the scale; anything else, and a blank, gives 0.
    """
    try:
        return _STEPS[Rag(declared or "")] - _STEPS[Rag(computed or "")]
    except (KeyError, ValueError):
        return 0


def expected_percent(facts: ItemFacts, *, today: date) -> int | None:
    """The percent that should be done when `today` begins: elapsed calendar days from start to target, both included.

    The target is the baseline; a revised end is used only when no target was ever given. None without both dates, or when the
    end stands before the start.
    """
    end = facts.target or facts.revised
    if facts.start is None or end is None or end < facts.start:
        return None
    gone = (today - facts.start).days * 100 // ((end - facts.start).days + 1)
    return max(0, min(100, gone))


def days_overdue(facts: ItemFacts, *, today: date, holidays: Collection[date]) -> int:
    """Working days past the due date, at least 1 when overdue; 0 when not overdue, complete, cancelled or without a due date."""
    due = facts.due
    if due is None or due >= today or facts.complete or facts.status == CANCELLED_STATUS:
        return 0
    return max(1, working_days_between(due, today, holidays=holidays))


def rate_item(facts: ItemFacts, *, today: date, limits: Limits = STANDARD, holidays: Collection[date]) -> Rated:
    """Rate one item as at `today`, with the receipt of every rule that was tested or could not be."""
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
        status = {"complete": "complete", "business_as_usual": "moved to business as usual"}.get(facts.status, "100% done")
        return Line("Status", status, "Complete once done or moved to business as usual", Rag.BLUE)
    if facts.status == ON_HOLD_STATUS:
        return Line("Status", "on hold", "Not rated while on hold", Rag.ON_HOLD)
    waits = facts.start is not None and facts.start > today and not facts.percent
    if facts.start and waits and not late and facts.status not in STARTED_STATUSES:
        value = f"starts {day_words(facts.start)}, {done or 'percent not reported'}"
        return Line("Start", value, "Rated from its start", Rag.NOT_STARTED)
    return None


def _without_end(facts: ItemFacts, today: date) -> tuple[Line, ...]:
    missing = Line("Days overdue", "no end date that can be read", "An end date is needed", Rag.NOT_RATED)
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
    limit = f"Amber at {limits.amber_behind_points} points behind, Red at {limits.red_behind_points}"
    expected = expected_percent(facts, today=today)
    if facts.percent is None:
        return Line(rule, "not reported", limit, Rag.NOT_RATED)
    if expected is None:
        why = "the end is before the start" if facts.start else "no start date that can be read"
        return Line(rule, f"{facts.percent}%, cannot be tested: {why}", limit, Rag.NOT_RATED)
    behind = expected - facts.percent
    against = f"{facts.percent}% done, {expected}% expected by days elapsed to the {'target' if facts.target else 'revised end'}"
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
    return Line(rule, value, limit, Rag.AMBER if facts.percent == 0 and facts.start < today else Rag.GREEN)


def _due_soon(facts: ItemFacts, due: date, today: date, limits: Limits, holidays: Collection[date]) -> Line:
    rule = "Due soon"
    limit = f"Amber within {limits.due_soon_days} working days under {limits.due_soon_percent}%"
    if facts.percent is None:
        return Line(rule, "not reported", limit, Rag.NOT_RATED)
    left = working_days_between(today, due, holidays=holidays)
    if due < today:
        return Line(rule, f"{facts.percent}%, due date has passed", limit, Rag.AMBER)
    value = f"{facts.percent}%, due in {left} working day{'' if left == 1 else 's'}"
    soon = left <= limits.due_soon_days and facts.percent < limits.due_soon_percent
    return Line(rule, value, limit, Rag.AMBER if soon else Rag.GREEN)
