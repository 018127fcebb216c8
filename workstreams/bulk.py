"""A change of many items, judged item by item: what it would do to each, or why it cannot.

The page that asks and the verb that writes judge by the same code. Nothing is saved here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from workstreams.changelog import Change
from workstreams.dates.bank_holidays import england
from workstreams.models import Item, ItemOwner, Person, Phase, Status
from workstreams.when import Certainty, Precision, When, read
from workstreams.when.wording import span_words

#: As many items as one change may touch; more is a matter for a narrower filter.
MOST = 500
#: Which dates a move of dates moves.
FORECAST, START_AND_FORECAST, AGREED_AGAIN = "forecast", "start_forecast", "all"
MOVES: dict[str, tuple[str, tuple[str, ...]]] = {
    FORECAST: ("the forecast", ("revised",)),
    START_AND_FORECAST: ("start and forecast", ("start", "revised")),
    AGREED_AGAIN: ("start, target and forecast", ("start", "target", "revised")),
}
WORDS = {"start": "Start", "target": "Target", "revised": "Forecast"}
PARTS = ("text", "date", "precision", "certainty", "waiting_on")


@dataclass(frozen=True)
class MoveDates:
    """Moves dates by whole weeks, later or earlier."""

    weeks: int
    which: str = FORECAST

    def said(self, number: str) -> str:
        """What was done, in a sentence."""
        way = "later" if self.weeks > 0 else "earlier"
        return f"Moved {MOVES[self.which][0]} of {number} {weeks_words(self.weeks)} {way}"


@dataclass(frozen=True)
class GiveTo:
    """Makes somebody the lead; who led before goes, or stays as support."""

    person: Person
    keep: bool = False

    def said(self, number: str) -> str:
        """What was done, in a sentence."""
        return f"Gave {number} to {self.person}"


@dataclass(frozen=True)
class SetStatus:
    """Sets the status, with its reason, or with who watches it as business as usual."""

    status: str
    reason: str = ""
    watcher: Person | None = None

    def said(self, number: str) -> str:
        """What was done, in a sentence."""
        return f"Set {number} to {Status(self.status).label}"


@dataclass(frozen=True)
class SetPhase:
    """Puts each item in the phase of that name of its own workstream; "" is in no phase."""

    name: str

    def said(self, number: str) -> str:
        """What was done, in a sentence."""
        return f"Put {number} in {self.name}" if self.name else f"Took {number} out of their phase"


Spec = MoveDates | GiveTo | SetStatus | SetPhase


@dataclass(frozen=True)
class Outcome:
    """What a change does to one item: words for a person and columns for the verb, or why not."""

    item: Item
    changes: tuple[Change, ...] = ()
    columns: dict[str, Any] = field(default_factory=dict)
    left: str = ""
    look: tuple[str, ...] = ()

    @property
    def applies(self) -> bool:
        """Whether the item would change."""
        return not self.left


@dataclass
class Around:
    """What has to be known about the items besides their own columns."""

    owners: dict[int, list[ItemOwner]] = field(default_factory=dict)
    phases: dict[tuple[int, str], Phase] = field(default_factory=dict)


def around(spec: Spec, items: Sequence[Item], *, lock: bool = False) -> Around:
    """Reads what the judgement needs: at most one statement."""
    known = Around()
    if isinstance(spec, GiveTo):
        rows = ItemOwner.objects.filter(item__in=[item.pk for item in items])
        rows = rows.select_related("person").order_by("-lead", "position", "pk")
        owners = defaultdict(list)
        for row in rows.select_for_update(of=("self",)) if lock else rows:
            owners[row.item_id].append(row)
        known.owners = owners
    elif isinstance(spec, SetPhase) and spec.name:
        places = {item.workstream_id for item in items}
        for phase in Phase.objects.filter(workstream__in=places).order_by("-sort_key"):
            known.phases[phase.workstream_id, phase.name.casefold()] = phase
    return known


def judge(item: Item, spec: Spec, known: Around, *, today: date) -> Outcome:
    """What `spec` does to an item that the user may change."""
    if isinstance(spec, MoveDates):
        return _moved(item, spec, today=today)
    if isinstance(spec, GiveTo):
        return _given(item, spec, known.owners.get(item.pk, []))
    if isinstance(spec, SetStatus):
        return _set(item, spec, today=today)
    return _put(item, spec, known)


def weeks_words(weeks: int) -> str:
    """2 weeks, 1 week."""
    return "1 week" if abs(weeks) == 1 else f"{abs(weeks)} weeks"


# Dates ------------------------------------------------------------------------------------------------------------


def _moved(item: Item, spec: MoveDates, *, today: date) -> Outcome:
    if item.closed:
        on = f" on {item.completed_on:%-d %B %Y}" if item.completed_on else ""
        return Outcome(item, left=f"{_closed_word(item)}{on}")
    changes, columns, stays = [], {}, []
    names = MOVES[spec.which][1]
    for name in names:
        was: When = getattr(item, name)
        new = name == "revised" and was.is_blank
        if new and "target" in names:
            continue  # the target moves, so the forecast goes on being the same
        base: When = item.target if new else was
        if base.is_blank:
            if name != "start":
                stays.append("Has no date to move")
            continue
        after = moved(base, weeks=spec.weeks)
        if after is None:
            word = "Target" if new else WORDS[name]
            stays.append(f"{word} “{base.text}” {_why_not(base)}")
            continue
        before = f"{base.text} (target)" if new else was.text
        changes.append(Change(WORDS[name], before, after.text))
        columns.update(_columns(item, name, after))
        if name == "target" and item.target_date is not None and not item.baseline_text:
            columns.update(_columns(item, "baseline", was))
    if not any(change.field != "Start" for change in changes):
        # A start alone is not what was asked for: the end is what people wait for.
        return Outcome(item, left="; ".join(dict.fromkeys(stays)) or "Has no date to move")
    look = _look(item, columns, today=today)
    return Outcome(item, tuple(changes), columns, look=(*look, *(f"{s}: stays" for s in stays)))


def moved(when: When, *, weeks: int) -> When | None:
    """The same words, so many weeks later; None when no honest words can be found."""
    exact = when.precision in (Precision.DAY, Precision.WEEK)
    sure = when.certainty in (Certainty.FIRM, Certainty.APPROXIMATE)
    plain = not (when.recurrence or when.also or when.status_word)
    if not (exact and sure and plain and when.earliest and when.latest):
        return None
    by = timedelta(weeks=weeks)
    try:
        first, last = when.earliest + by, when.latest + by
    except OverflowError:
        return None
    text = span_words(first, last, when.precision)
    if when.certainty is Certainty.APPROXIMATE and when.precision is Precision.DAY:
        text = f"about {text}"
    if when.sense:
        text = f"{when.sense} {text}"
    again = read(text, near=last)
    same = (again.earliest, again.latest, again.precision) == (first, last, when.precision)
    return replace(again, text=text) if same and again.certainty is when.certainty else None


def _why_not(when: When) -> str:
    if when.certainty is Certainty.ONGOING or when.recurrence:
        return "has no end to move"
    if when.certainty is Certainty.TBC:
        return "is still to be confirmed"
    if when.certainty is Certainty.WAITING:
        return f"waits on {when.waiting_on}"
    if when.has_date:
        return "does not name a day"
    return "is not a date"


def _columns(item: Item, name: str, value: When) -> dict[str, Any]:
    column: Any = getattr(type(item), name)
    return dict(column.columns(value))


def _look(item: Item, columns: dict[str, Any], *, today: date) -> tuple[str, ...]:
    """What a person should look at before they agree."""
    start = columns.get("start_date", item.start_date)
    due = columns.get("revised_date") or item.revised_date
    due = due or columns.get("target_date") or item.target_date
    found = []
    if due is not None and due < today:
        found.append("Still late")
    if due is not None and due in england():
        found.append("Bank holiday")
    if start is not None and due is not None and start > due:
        found.append("Would end before it starts")
    return tuple(found)


def _closed_word(item: Item) -> str:
    if item.status in (Status.BUSINESS_AS_USUAL, Status.CANCELLED):
        return str(Status(item.status).label)
    return "Complete"


# Owner, status, phase ---------------------------------------------------------------------------------------------


def _given(item: Item, spec: GiveTo, owners: list[ItemOwner]) -> Outcome:
    lead = next((row for row in owners if row.lead), None)
    if lead is not None and lead.person_id == spec.person.pk:
        return Outcome(item, left=f"{spec.person} leads it already")
    before = str(lead.person) if lead else item.owners_text or "nobody"
    after = str(spec.person)
    if lead is not None and spec.keep:
        after += f", {lead.person} supports"
    look = (f"{lead.person} leaves it",) if lead is not None and not spec.keep else ()
    return Outcome(item, (Change("Lead", before, after),), look=look)


def _set(item: Item, spec: SetStatus, *, today: date) -> Outcome:
    status, label = spec.status, str(Status(spec.status).label)
    if item.status == status and (not spec.reason or item.status_reason == spec.reason):
        return Outcome(item, left=f"{label} already")
    opened = status in (Status.NOT_STARTED, Status.IN_PROGRESS)
    if opened and item.percent == 100:
        return Outcome(item, left="Stands at 100%, which is finished: open it on its own page")
    watcher = spec.watcher.pk if spec.watcher else item.watcher_id
    if status == Status.BUSINESS_AS_USUAL and watcher is None:
        return Outcome(item, left="Nobody is named to watch it")
    kept = status in (Status.ON_HOLD, Status.CANCELLED)
    done = status in (Status.COMPLETE, Status.BUSINESS_AS_USUAL)
    percent = 100 if status == Status.COMPLETE else item.percent
    changes = [Change("Status", str(item.get_status_display()), label)]
    if percent != item.percent:
        was = "blank" if item.percent is None else f"{item.percent}%"
        changes.append(Change("Percent done", was, "100%"))
    columns = {
        "status": status,
        "status_reason": spec.reason.strip() if kept else "",
        "completed_on": (item.completed_on or today) if done else None,
        "percent": percent,
        "watcher_id": watcher,
    }
    return Outcome(item, tuple(changes), columns)


def _put(item: Item, spec: SetPhase, known: Around) -> Outcome:
    phase = known.phases.get((item.workstream_id, spec.name.casefold())) if spec.name else None
    if spec.name and phase is None:
        return Outcome(item, left=f"{item.workstream.name} has no phase called {spec.name}")
    if item.phase_id == (phase.pk if phase else None):
        return Outcome(
            item, left=f"In {phase.name} already" if phase else "Stands in no phase already"
        )
    if item.workstream.closed_on is not None or (phase and phase.closed_on is not None):
        shut = item.workstream if item.workstream.closed_on is not None else phase
        return Outcome(item, left=f"{shut} is closed")
    before = str(item.phase) if item.phase else "no phase"
    after = phase.name if phase else "no phase"
    return Outcome(
        item, (Change("Phase", before, after),), {"phase_id": phase.pk if phase else None}
    )
