"""The sentences of page 1, counted out of facts. Nobody types them and none says more than the figures do."""

from collections import Counter
from collections.abc import Sequence

from reports.changes import Changes
from reports.reading.figures import Figures
from reports.reading.milestones import Milestones
from reports.reading.rows import Row
from reports.reading.words import count, cut, listed, month_name, rating, signed

COUNTED = ("green", "amber", "red", "blue", "not_started", "on_hold", "not_rated", "unconfirmed")


def verdict(table: Sequence[Row], figures: Figures) -> str:
    """What is wrong, where, and how honest the plan is about it; at most about 40 words."""
    red = [row for row in table if row.node.computed == "red"]
    amber = [row for row in table if row.node.computed == "amber"]
    if red:
        verb = "is" if len(red) == 1 else "are"
        first = f"{len(red)} of {count(len(table), 'workstream')} {verb} Red: {_names(red)}."
    elif amber:
        verb = "is" if len(amber) == 1 else "are"
        first = f"No workstream is Red; {len(amber)} of {len(table)} {verb} Amber: {_names(amber)}."
    elif table:
        first = f"No workstream is Red or Amber, of {len(table)}."
    else:
        first = "The plan has no workstreams yet."
    return f"{first} {overdue(figures)}"


def overdue(figures: Figures) -> str:
    """ "19 of 168 items are overdue, 14 of them declared Green." """
    if not figures.items:
        return "It has no items yet."
    if not figures.overdue:
        return f"None of its {count(figures.items, 'item')} is overdue."
    verb = "is" if figures.overdue == 1 else "are"
    text = f"{figures.overdue:,} of {count(figures.items, 'item')} {verb} overdue"
    return (
        f"{text}, {figures.overdue_green:,} of them declared Green."
        if figures.overdue_green
        else f"{text}."
    )


def unknown(figures: Figures) -> str:
    """What the plan does not say, so that nobody takes silence for good news; "" when it says everything."""
    parts = []
    if figures.no_usable_date:
        parts.append(
            f"{count(figures.no_usable_date, 'item has', 'items have')} no usable start or end date"
        )
    if figures.no_percent:
        parts.append(f"{figures.no_percent:,} no percentage")
    return f"{' and '.join(parts)}." if parts else ""


def spread(ratings: Sequence[str]) -> str:
    """ "1 Green, 3 Amber, 2 Red, 1 unconfirmed." in that order; what does not occur is left out."""
    found = Counter(ratings)
    words = [
        f"{found[value]} {rating(value) if value in ('green', 'amber', 'red') else rating(value).lower()}"
        for value in COUNTED
        if found[value]
    ]
    return f"{', '.join(words)}." if words else ""


def milestones(found: Milestones) -> str:
    """What was due and how it ended, what is late, what comes."""
    due, late = len(found.due_in_period), len(found.late)
    parts = [
        f"{found.missed} of {due} due in the month missed" if due else "None was due in the month"
    ]
    if late:
        parts.append(f"{late} late from earlier months")
    parts.append(f"{len(found.next)} in the next 90 days")
    if found.undated:
        parts.append(f"{found.undated} without a date")
    return f"{'; '.join(parts)}."


def changed(changes: Changes) -> tuple[tuple[str, str], ...]:
    """The lines of "Changed since": (what, which), each counted from two snapshots."""
    lines = []
    worsened = [
        f"{move.name} to {rating(move.now)}" for move in changes.worsened if move.workstream
    ]
    improved = [
        f"{move.name} to {rating(move.now)}" for move in changes.improved if move.workstream
    ]
    what = f"{count(len(worsened), 'workstream')} worsened, {len(improved)} improved"
    lines.append((what, listed(worsened + improved)))
    items = Counter(move.direction for move in changes.item_ratings)
    if items["Worsened"] or items["Improved"]:
        worse = count(items["Worsened"], "item")
        lines.append((f"{worse} worsened, {items['Improved']} improved", ""))
    if changes.dates:
        figures = f"{len(changes.later)} later, {len(changes.earlier)} earlier; net {signed(changes.net_days)} days"
        lines.append((count(len(changes.dates), "date moved", "dates moved"), figures))
    else:
        lines.append(("No dates moved", ""))
    lines.append(
        (
            count(len(changes.completed), "item completed", "items completed"),
            _titles(changes.completed),
        )
    )
    if changes.added or changes.removed:
        added, removed = len(changes.added), len(changes.removed)
        lines.append((f"{count(added, 'item')} new, {removed} taken out", _titles(changes.added)))
    return tuple(lines)


def since(changes: Changes) -> str:
    """ "Changed since July"."""
    return f"Changed since {month_name(changes.since)}"


def _titles(items: Sequence[object]) -> str:
    return listed([item.title for item in items], most=2)  # type: ignore[attr-defined]


def _names(found: Sequence[Row]) -> str:
    return listed([cut(f"{row.node.ref} {row.name}".strip(), 30) for row in found])
