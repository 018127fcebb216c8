"""Savings and budgets: totals that say what they left out. Claimed and verified are never one number.

A saving that is part of another is shown and never added (seed 004: £4,161k, once). Blank, nil, not
applicable and not reported stay four things; only a figure and nil are added.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from reports.reading.amounts import Total, financial_year, pounds, said, total, year_words
from reports.reading.words import count
from reports.records import Amount, Budget, Saving, SavingYear

COLUMNS = ("target", "forecast", "claimed", "verified")
BUDGETED = ("budget", "spent", "forecast")
KINDS = {"cashable": "Cashable", "avoidance": "Cost avoidance"}
NO_YEAR = SavingYear(0, Amount(), Amount(), Amount(), Amount())


@dataclass(frozen=True, slots=True)
class Line:
    """One saving in the year."""

    saving: Saving
    year: SavingYear
    inside: str  # the larger saving that already holds its figures, "" when it is added itself

    @property
    def cells(self) -> tuple[str, ...]:
        return tuple(said(getattr(self.year, name)) for name in COLUMNS)

    @property
    def named(self) -> tuple[tuple[str, str], ...]:
        """Each figure with the name of its column."""
        return tuple(zip(COLUMNS, self.cells, strict=True))

    @property
    def kind(self) -> str:
        """ "Cashable, recurrent"."""
        parts = [KINDS.get(self.saving.kind, "")]
        if self.saving.recurrent is not None:
            parts.append("recurrent" if self.saving.recurrent else "one-off")
        words = ", ".join(part for part in parts if part)
        return words[:1].upper() + words[1:]


@dataclass(frozen=True, slots=True)
class Year:
    """The totals of one financial year."""

    year: int
    totals: tuple[Total, ...]

    @property
    def name(self) -> str:
        return year_words(self.year)


@dataclass(frozen=True, slots=True)
class Spending:
    """One budget line, with what is left of it."""

    line: Budget

    @property
    def cells(self) -> tuple[str, ...]:
        return tuple(said(getattr(self.line, name)) for name in BUDGETED)

    @property
    def named(self) -> tuple[tuple[str, str], ...]:
        """Each figure with the name of its column."""
        return tuple(zip(BUDGETED, self.cells, strict=True))

    @property
    def left(self) -> str:
        """Budget less forecast where both are figures, as over or under."""
        budget, forecast = self.line.budget, self.line.forecast
        if (
            not (budget.counts and forecast.counts)
            or budget.amount is None
            or forecast.amount is None
        ):
            return "cannot be said"
        over = forecast.amount - budget.amount
        return "on budget" if not over else f"{pounds(abs(over))} {'over' if over > 0 else 'under'}"


@dataclass(frozen=True, slots=True)
class Money:
    """The savings ledger and the budgets of a programme, or of a part of it, in one financial year."""

    year: int
    lines: tuple[Line, ...]
    totals: tuple[Total, ...]  # target, forecast, claimed, verified
    years: tuple[Year, ...]
    spending: tuple[Spending, ...]
    spent: tuple[Total, ...]  # budget, spent, forecast

    def __bool__(self) -> bool:
        return bool(self.lines or self.spending)

    @property
    def name(self) -> str:
        return year_words(self.year)

    @property
    def columns(self) -> tuple[str, ...]:
        return COLUMNS

    @property
    def budget_columns(self) -> tuple[str, ...]:
        return BUDGETED

    @property
    def named_totals(self) -> tuple[tuple[str, Total], ...]:
        """Each total of the savings with the name of its column."""
        return tuple(zip(COLUMNS, self.totals, strict=True))

    @property
    def named_spent(self) -> tuple[tuple[str, Total], ...]:
        """Each total of the budgets with the name of its column."""
        return tuple(zip(BUDGETED, self.spent, strict=True))

    @property
    def target(self) -> Total:
        return self.totals[0]

    @property
    def forecast(self) -> Total:
        return self.totals[1]

    @property
    def claimed(self) -> Total:
        return self.totals[2]

    @property
    def verified(self) -> Total:
        return self.totals[3]

    @property
    def gap(self) -> Decimal | None:
        """Target less forecast; None without both."""
        if self.target.amount is None or self.forecast.amount is None:
            return None
        return self.target.amount - self.forecast.amount

    @property
    def gap_words(self) -> str:
        if self.gap is None:
            return "cannot be said"
        return f"{pounds(abs(self.gap))}{' over' if self.gap < 0 else ''}"

    @property
    def sentence(self) -> str:
        """ "£271k of the £4,161k target is verified by finance; £941k is forecast." """
        if not self.lines:
            return "No saving is recorded."
        if self.target.amount is None:
            return f"No savings target is given for {self.name}."
        verified = (
            f"{self.verified.words} of the {self.target.words} target is verified by finance"
            if self.verified.amount is not None
            else f"Nothing of the {self.target.words} target is verified by finance"
        )
        forecast = (
            f"{self.forecast.words} is forecast"
            if self.forecast.amount is not None
            else "no forecast is given"
        )
        return f"{verified}; {forecast}."

    @property
    def left_out(self) -> tuple[str, ...]:
        """What each total leaves out, in words."""
        found = [
            f"{name.capitalize()} leaves out {each.gaps}"
            for name, each in zip(COLUMNS, self.totals, strict=True)
            if each.gaps
        ]
        inside = [line for line in self.lines if line.inside]
        if inside:
            names = ", ".join(line.saving.title for line in inside)
            found.append(
                f"{count(len(inside), 'line is', 'lines are')} part of a larger one and not added twice: {names}"
            )
        return tuple(found)

    @property
    def spent_left_out(self) -> tuple[str, ...]:
        return tuple(
            f"{name.capitalize()} leaves out {each.gaps}"
            for name, each in zip(BUDGETED, self.spent, strict=True)
            if each.gaps
        )

    @property
    def spending_sentence(self) -> str:
        budget, spent, forecast = self.spent
        if not self.spending:
            return "No budget is recorded."
        if budget.amount is None:
            return f"No budget figure is given for {self.name}."
        said = f"{spent.words} spent" if spent.amount is not None else "what is spent is not given"
        ahead = (
            f"{forecast.words} forecast" if forecast.amount is not None else "no forecast is given"
        )
        return f"Budget {budget.words}: {said}, {ahead}."

    @property
    def steps(self) -> tuple[tuple[str, Decimal, str], ...]:
        """From target to verified: (words, amount, total or step); () without a target."""
        if self.target.amount is None:
            return ()
        target = self.target.amount
        steps: list[tuple[str, Decimal, str]] = [(f"Target for {self.name}", target, "total")]
        steps.append(("No forecast returned", -self._silent, "silent"))
        level = self.forecast.amount
        if level is None:  # nobody gave a forecast: that is not a forecast of 0
            return tuple(step for step in steps if step[1])
        below = target - self._silent - level
        words = "Forecast below target" if below >= 0 else "Forecast above target"
        steps += [(words, -below, "step"), ("Forecast", level, "total")]
        if self.claimed.amount is not None:
            words = "Not yet claimed" if level >= self.claimed.amount else "Claimed above forecast"
            steps.append((words, self.claimed.amount - level, "open"))
            level = self.claimed.amount
        if self.verified.amount is not None:
            words = (
                "Claimed, not yet verified"
                if self.claimed.amount is not None
                else "Not yet verified"
            )
            steps.append((words, self.verified.amount - level, "open"))
            steps.append(("Verified by finance", self.verified.amount, "total"))
        return tuple(step for step in steps if step[1] or step[2] == "total")

    @property
    def _silent(self) -> Decimal:
        """Targets of the lines that returned no forecast."""
        found = [line.year for line in self.lines if not line.inside]
        return sum(
            (
                year.target.amount or Decimal(0)
                for year in found
                if year.target.counts and not year.forecast.counts
            ),
            Decimal(0),
        )


def money(savings: Iterable[Saving], budgets: Iterable[Budget], *, as_at: date) -> Money:
    """The ledger of the financial year of ``as_at``, over the savings and budget lines that are given."""
    year, kept = financial_year(as_at), tuple(savings)
    titles = {saving.id: saving.title for saving in kept}
    lines = tuple(
        Line(saving, _of(saving, year) or NO_YEAR, titles.get(saving.included_in or 0, ""))
        for saving in kept
        if not saving.years or _of(saving, year)
    )
    added = [line.year for line in lines if not line.inside]
    spending = tuple(Spending(line) for line in budgets if line.year == year)
    years = sorted({each.year for saving in kept for each in saving.years})
    return Money(
        year=year,
        lines=lines,
        totals=_totals(added, COLUMNS),
        years=tuple(
            Year(
                one,
                _totals(
                    [y for s in kept if (y := _of(s, one)) and s.included_in not in titles], COLUMNS
                ),
            )
            for one in years
        ),
        spending=spending,
        spent=_totals([each.line for each in spending], BUDGETED),
    )


def _of(saving: Saving, year: int) -> SavingYear | None:
    return next((each for each in saving.years if each.year == year), None)


def _totals(rows: Iterable[object], names: tuple[str, ...]) -> tuple[Total, ...]:
    found = list(rows)
    return tuple(total(getattr(row, name) for row in found) for name in names)
