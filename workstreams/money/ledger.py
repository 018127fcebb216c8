"""The savings ledger and the budgets of one financial year, with totals that say what they left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from workstreams.models import BudgetLine, Figure, Programme, Saving, SavingYear
from workstreams.money.amounts import Total, total

COLUMNS = ("target", "forecast", "claimed", "verified")
BUDGETED = ("budget", "spent", "forecast")


def financial_year(day: date) -> int:
    """The year in whose April the financial year of a day begins."""
    return day.year if day.month >= 4 else day.year - 1


def year_words(year: int) -> str:
    """2020/21."""
    return f"{year}/{(year + 1) % 100:02d}"


@dataclass(frozen=True)
class Line:
    """One row of the ledger or of the budgets."""

    row: Any
    figures: tuple[Figure, ...]
    counted: bool = True  # False where it is part of another and is not added twice


@dataclass(frozen=True)
class Ledger:
    """A year: its lines and the totals of the columns."""

    lines: list[Line]
    totals: tuple[Total, ...]

    @property
    def left_out(self) -> list[str]:
        """What each total leaves out, in words, and the lines that are part of another."""
        names = COLUMNS if len(self.totals) == len(COLUMNS) else BUDGETED
        said = [f"{name} {t.gaps}" for name, t in zip(names, self.totals, strict=True) if t.gaps]
        inside = sum(not line.counted for line in self.lines)
        if inside:
            lines = "1 line that is" if inside == 1 else f"{inside} lines that are"
            said.append(f"{lines} part of a larger saving, so as not to add it twice")
        return said


def savings_of(programme: Programme, *, user: Any, year: int) -> Ledger:
    """The savings that the user sees, with their figures of a year. Two statements."""
    savings = list(
        Saving.objects.visible_to(user)
        .filter(programme=programme)
        .select_related("workstream", "owner", "included_in")
        .order_by("workstream__sort_key", "title", "pk")
    )
    years = {row.saving_id: row for row in SavingYear.objects.filter(saving__in=savings, year=year)}
    none = SavingYear()
    seen = {saving.pk for saving in savings}
    return _ledger(
        [
            Line(
                saving,
                _figures(years.get(saving.pk, none), COLUMNS),
                saving.included_in_id not in seen,
            )
            for saving in savings
        ],
        COLUMNS,
    )


def budgets_of(programme: Programme, *, user: Any, year: int) -> Ledger:
    """The budget lines of a year that the user sees. One statement."""
    rows = (
        BudgetLine.objects.visible_to(user)
        .filter(programme=programme, year=year)
        .select_related("workstream")
        .order_by("workstream__sort_key", "title", "pk")
    )
    return _ledger([Line(row, _figures(row, BUDGETED)) for row in rows], BUDGETED)


def _figures(row: Any, names: Sequence[str]) -> tuple[Figure, ...]:
    return tuple(getattr(row, name) for name in names)


def _ledger(lines: list[Line], names: Sequence[str]) -> Ledger:
    counted = [line.figures for line in lines if line.counted]
    return Ledger(lines, tuple(total(figures[n] for figures in counted) for n in range(len(names))))


def years_of(programme: Programme, *, today: date) -> list[int]:
    """The financial years to offer: of the programme, and of every figure. One statement."""
    given = SavingYear.objects.filter(saving__programme=programme).order_by().values_list("year")
    lines = BudgetLine.objects.filter(programme=programme).order_by().values_list("year")
    this = financial_year(today)
    ends = [financial_year(day) for day in (programme.starts, programme.ends) if day]
    span = range(min([this, *ends]), max([this, *ends]) + 1)
    return sorted({*span, *(year for (year,) in given.union(lines))})
