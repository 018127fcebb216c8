"""What a table would say in every row, said once beneath it. Plain Python, no Django.

A column in which no row has anything is left out, and one sentence says so in the word for it: blank,
nil, not applicable and not reported stay four different things, for people read the sentence.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from reports.reading.amounts import STATES
from reports.reading.money import BUDGETED, COLUMNS, Money
from reports.reading.words import day, listed
from reports.snapshot import Item, Workstream

SAID = ("A dash: no forecast is given.", "No forecast is given.")


@dataclass(frozen=True, slots=True)
class Once:
    """``shown``: the columns that say something, by name. ``note``: what the others and the dashes say."""

    shown: frozenset[str]
    note: str


def once(found: Iterable[Any]) -> Once:
    """A table of items, or of rows that hold an item: its forecasts, declared ratings, percentages."""
    items: list[Item] = [getattr(each, "item", each) for each in found]
    shown, notes = set(), []
    without = sum(item.forecast is None for item in items)
    if without < len(items):
        shown.add("forecast")
    if without:
        notes.append(SAID[without == len(items)])
    if any(item.declared for item in items):
        shown.add("declared")
    else:
        notes.append("No rating is declared.")
    if any(item.percent is not None for item in items):
        shown.add("done")
    else:
        notes.append("No percentage is given; a blank is not 0%.")
    return Once(frozenset(shown), " ".join(notes))


def milestones(found: Iterable[Any]) -> Once:
    """The same for a table that has neither ratings declared nor percentages."""
    whole = once(found)
    return Once(whole.shown, next((s for s in SAID if whole.note.startswith(s)), ""))


def exceptions(rows: Sequence[Any]) -> Once:
    """The same for the exceptions, and for their reason where it is one for all."""
    found = milestones(rows)
    reasons = {row.reason for row in rows}
    if len(rows) > 1 and len(reasons) == 1 and (reason := reasons.pop()):
        said = f"{reason[:1].upper()}{reason[1:]}, in each case."
        return Once(found.shown, f"{found.note} {said}".strip())
    return Once(found.shown | {"reason"}, found.note)


def following(rows: Iterable[Any]) -> Once:
    """The same for the next milestone of each workstream."""
    return milestones([row.next for row in rows])


def heat(rows: Sequence[Any]) -> Once:
    """The heat table: its trend, its percentages, the day of the declarations where it is one for all."""
    shown, notes = set(), []
    if any(len(row.trend) > 1 for row in rows):
        shown.add("trend")
    else:
        notes.append("No earlier report to show a trend from.")
    if any(row.measured for row in rows):
        shown.add("done")
    else:
        notes.append("Done of expected is left out: no item has two real dates and a percentage.")
    nodes: list[Workstream] = [row.node for row in rows]
    days = {node.declared_on for node in nodes if node.declared}
    if len(days) == 1 and (only := days.pop()) is not None and len(nodes) > 1:
        notes.append(f"All were declared on {day(only)}.")
    else:
        shown.add("declared_on")
    if any(row.agreed for row in rows):
        shown.add("agreed")
    return Once(frozenset(shown), " ".join(notes))


def ledger(money: Money) -> Once:
    """The savings of a year: a column in which every scheme says the same word is a sentence."""
    figures = [[getattr(line.year, name) for line in money.lines] for name in COLUMNS]
    shown, notes = _amounts(COLUMNS, figures, "scheme")
    if any(line.saving.declared for line in money.lines):
        shown.add("declared")
    else:
        notes.append("No scheme has a declared savings rating.")
    return Once(frozenset(shown), _and_left_out(notes, money.left_out, COLUMNS, shown))


def budgets(money: Money) -> Once:
    """The budget lines of a year, likewise."""
    figures = [[getattr(row.line, name) for row in money.spending] for name in BUDGETED]
    shown, notes = _amounts(BUDGETED, figures, "line")
    if all(row.left == "cannot be said" for row in money.spending):
        notes.append("Over or under cannot be said of any line.")
    else:
        shown.add("left")
    return Once(frozenset(shown), _and_left_out(notes, money.spent_left_out, BUDGETED, shown))


def _and_left_out(
    notes: Sequence[str], left_out: Sequence[str], names: Sequence[str], shown: set[str]
) -> str:
    """The notes, and what each total leaves out; not of a column of which that is all there is."""
    gone = tuple(f"{name.capitalize()} leaves out" for name in names if name not in shown)
    return " ".join(
        [*notes, *(f"{each}." for each in left_out if not each.startswith(gone or " "))]
    )


def _amounts(
    names: Sequence[str], columns: Sequence[Sequence[Any]], row: str
) -> tuple[set[str], list[str]]:
    """The columns with a figure in them, and for the others the word that all their boxes hold."""
    shown: set[str] = set()
    same: dict[str, list[str]] = {}
    for name, column in zip(names, columns, strict=True):
        states = {each.state for each in column}
        if len(column) > 1 and len(states) == 1 and (state := states.pop()) in STATES:
            same.setdefault(STATES[state], []).append(name)
        else:
            shown.add(name)
    number = len(columns[0]) if columns else 0
    every = f"both {row}s" if number == 2 else f"all {number} {row}s"
    return shown, [
        f"{listed(found, most=4).capitalize()}: {word} for {every}." for word, found in same.items()
    ]
