"""SHAPE. Columns and lines of a quarterly review: what each of three months says of one thing. Plain Python."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from reports.changes import direction
from reports.reading.page import Reading
from reports.reading.rows import Row
from reports.reading.words import month_name, month_year

NOT_FROZEN, NOT_THERE, NOT_KEPT = "not frozen", "not in the plan", "not kept then"


@dataclass(frozen=True, slots=True)
class MonthOf:
    """One month of the three; ``reading`` None: nothing was frozen for it."""

    key: str  # "2020-08"
    reading: Reading | None

    @property
    def name(self) -> str:
        return month_name(self.key)

    @property
    def whole(self) -> str:
        return month_year(self.key)


@dataclass(frozen=True, slots=True)
class Cell:
    """What one month says of one thing: a rating to be drawn as a mark, or words; ``light``: the words say
    why there is nothing."""

    month: str
    words: str = ""
    rating: str | None = None
    light: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One thing over the three months. ``id`` is its workstream, 0 for none."""

    id: int
    name: str
    cells: tuple[Cell, ...]

    @property
    def moved(self) -> str:
        """Worsened, Improved or Same from the first month that was rated to the last month; "" when the
        last is not rated or no other is."""
        rated = [each.rating for each in self.cells[:-1] if each.rating]
        last = self.cells[-1].rating
        return direction(rated[0], last) if rated and last else ""


@dataclass(frozen=True, slots=True)
class Dimension:
    """One side of the rating, for every workstream."""

    title: str
    words: str
    lines: tuple[Line, ...]


def number(of: Callable[[Reading], int]) -> Callable[[Reading], str]:
    """A count as it is printed."""
    return lambda reading: f"{of(reading):,}"


def saved(at: int) -> Callable[[Reading], str]:
    """One total of the savings ledger: target, forecast, claimed, verified."""
    return lambda r: r.money.totals[at].words if r.money.lines else "no saving kept"


def spent(at: int) -> Callable[[Reading], str]:
    """One total of the budgets: budget, spent, forecast."""
    return lambda r: r.money.spent[at].words if r.money.spending else "no budget kept"


def read_by(pk: int) -> Callable[[Reading], str]:
    """The latest reading that a month knew of a measure."""

    def latest(reading: Reading) -> str:
        row = next((each for each in reading.measures if each.measure.id == pk), None)
        return row.latest if row else "not kept yet"

    return latest


def cell_of(
    month: MonthOf, table: dict[int, Row] | None, key: int, of: Callable[[Row], str]
) -> Cell:
    """What one month says of one workstream; ``table`` None: nothing was frozen for it."""
    if table is None:
        return Cell(month.name, NOT_FROZEN, light=True)
    if key not in table:
        return Cell(month.name, NOT_THERE, light=True)
    return Cell(month.name, rating=of(table[key]))
