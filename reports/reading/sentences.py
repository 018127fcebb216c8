"""The sentences of page 1, counted out of facts. Nobody types them and none says more than the figures do."""

from collections import Counter
from collections.abc import Sequence

from reports.changes import Changes
from reports.reading.amounts import pounds, year_words
from reports.reading.decisions import OUTCOMES
from reports.reading.figures import Figures
from reports.reading.milestones import Milestones
from reports.reading.rows import Row
from reports.reading.words import count, cut, listed, month_name, rating, short_day, signed
from reports.records import Risk
from reports.register_changes import RegisterChanges

COUNTED = ("green", "amber", "red", "blue", "not_started", "on_hold", "not_rated", "unconfirmed")


def verdict(table: Sequence[Row], figures: Figures) -> str:
    """What is wrong, where, and how honest the plan is about it; at most about 40 words."""
    red = [row for row in table if row.rating == "red"]
    amber = [row for row in table if row.rating == "amber"]
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
    due, late = len(found.due_in_period), found.late_found
    parts = [
        f"{found.missed} of {due} due in the month missed" if due else "None was due in the month"
    ]
    if found.due_now:
        parts.append(f"{count(found.due_now, 'is', 'are')} due on the date of this report")
    if late:
        parts.append(f"{late} late from earlier months")
    parts.append(f"{found.next_found} in the next 90 days")
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
    lines.append(_dates(changes))
    lines.append(
        (
            count(len(changes.completed), "item completed", "items completed"),
            _titles(changes.completed),
        )
    )
    if changes.added or changes.removed:
        added, removed = len(changes.added), len(changes.removed)
        lines.append((f"{count(added, 'item')} new, {removed} taken out", _titles(changes.added)))
    lines += _owners(changes)
    if changes.registers:
        lines += _registers(changes.registers)
    return tuple(lines)


def _dates(changes: Changes) -> tuple[str, str]:
    """How many, the net, and the widest with its days and the reason that was given."""
    if not changes.dates:
        return "No dates moved", ""
    later, earlier = len(changes.later), len(changes.earlier)
    said = f"{later} later, {earlier} earlier; net {signed(changes.net_days)} days"
    widest = max(changes.dates, key=lambda move: abs(move.days))
    why = f": {cut(widest.why, 70).rstrip('.')}" if widest.why else ", no reason recorded"
    named = f"{widest.title} {signed(widest.days)} days, to {short_day(widest.now)}{why}"
    return count(len(changes.dates), "date moved", "dates moved"), f"{said}. {named}"


def _owners(changes: Changes) -> list[tuple[str, str]]:
    if not changes.owners:
        return []
    names = [
        f"{move.title}: {move.was or 'nobody'} to {move.now or 'nobody'}" for move in changes.owners
    ]
    return [(count(len(names), "owner changed", "owners changed"), listed(names, most=2))]


def _registers(found: RegisterChanges) -> list[tuple[str, str]]:
    """Decisions, risks, issues, money; what did not change has no line."""
    lines = []
    if found.decided:
        names = [f"{each.title} ({OUTCOMES[each.outcome].lower()})" for each in found.decided]
        lines.append(
            (count(len(names), "decision taken", "decisions taken"), listed(names, most=2))
        )
    if found.asked:
        lines.append(
            (count(len(found.asked), "decision asked", "decisions asked"), _titles(found.asked))
        )
    worse = [move for move in found.scores if move.worse]
    if found.risks_new or found.risks_closed or found.scores:
        what = f"{count(len(found.risks_new), 'new risk')}, {len(found.risks_closed)} closed"
        better = len(found.scores) - len(worse)
        what += f", {len(worse)} worse, {better} better" if found.scores else ""
        names = [f"{_named(risk)} new" for risk in found.risks_new]
        names += [
            f"{_named(move.risk)} {_score(move.was)} to {_score(move.risk.score)}" for move in worse
        ]
        lines.append((what, listed(names, most=2)))
    if found.issues_new or found.issues_closed:
        what = f"{count(len(found.issues_new), 'new issue')}, {len(found.issues_closed)} closed"
        lines.append((what, _titles(found.issues_new)))
    moves = [
        f"{move.what} {year_words(move.year)} {pounds(move.was) or 'none'} to {pounds(move.now) or 'none'}"
        for move in found.money
    ]
    if moves:
        lines.append(("Savings moved", listed(moves)))
    return lines


def _named(risk: Risk) -> str:
    return f"{risk.number} {cut(risk.title, 40)}".strip()


def _score(score: int | None) -> str:
    return "not scored" if score is None else str(score)


def since(changes: Changes) -> str:
    """ "Changed since July"."""
    return f"Changed since {month_name(changes.since)}"


def _titles(items: Sequence[object]) -> str:
    return listed([item.title for item in items], most=2)  # type: ignore[attr-defined]


def _names(found: Sequence[Row]) -> str:
    return listed([cut(f"{row.node.ref} {row.name}".strip(), 30) for row in found])
