"""The risk register and the issues as a board reads them: worst first, with movement since the report before."""

from dataclasses import dataclass
from datetime import date

from reports.reading.words import count, listed
from reports.records import Issue, Risk

TOP = 5  # rows printed (peers 4.3)
HIGH, MIDDLE = 16, 12  # scores (peers 5.4)
OLD = 30  # days an issue may be open before it is named


@dataclass(frozen=True, slots=True)
class RiskRow:
    """One open risk. ``was``: its score in the report before; ``new`` when it was not there."""

    risk: Risk
    was: int | None
    new: bool
    compared: bool

    @property
    def movement(self) -> str:
        """New; Worse, was 12; Better, was 20; Same; "" without a report before."""
        score = self.risk.score
        if not self.compared:
            return ""
        if self.new:
            return "New"
        if score is None or self.was is None:
            return "Not scored" if score is None else "Scored now"
        if score == self.was:
            return "Same"
        return f"{'Worse' if score > self.was else 'Better'}, was {self.was}"

    def overdue(self, as_at: date) -> bool:
        """Whether its next action should have been done by now."""
        return self.risk.action_due.day is not None and self.risk.action_due.day < as_at


@dataclass(frozen=True, slots=True)
class Cell:
    """One field of the 5 by 5 grid."""

    likelihood: int
    impact: int
    names: tuple[str, ...]

    @property
    def score(self) -> int:
        return self.likelihood * self.impact

    @property
    def band(self) -> str:
        return "high" if self.score >= HIGH else "middle" if self.score >= MIDDLE else "low"


@dataclass(frozen=True, slots=True)
class Risks:
    """Open risks, worst first, and what left the register in the month."""

    rows: tuple[RiskRow, ...]
    closed: tuple[Risk, ...]
    as_at: date

    @property
    def top(self) -> tuple[RiskRow, ...]:
        return self.rows[:TOP]

    @property
    def high(self) -> int:
        return sum((row.risk.score or 0) >= HIGH for row in self.rows)

    @property
    def unscored(self) -> tuple[RiskRow, ...]:
        return tuple(row for row in self.rows if row.risk.score is None)

    @property
    def new(self) -> tuple[RiskRow, ...]:
        return tuple(row for row in self.rows if row.compared and row.new)

    @property
    def worse(self) -> tuple[RiskRow, ...]:
        return tuple(row for row in self.rows if row.movement.startswith("Worse"))

    @property
    def sentence(self) -> str:
        """ "3 of 10 open risks score 16 or more. 2 are new." """
        if not self.rows:
            return "No risk is open."
        verb = "scores" if self.high == 1 else "score"
        parts = [
            f"{self.high or 'None'} of {count(len(self.rows), 'open risk')} {verb} {HIGH} or more."
        ]
        if self.new:
            parts.append(f"{count(len(self.new), 'is', 'are')} new.")
        if self.worse:
            parts.append(f"{len(self.worse)} got worse.")
        if self.unscored:
            parts.append(
                f"{count(len(self.unscored), 'is', 'are')} not scored, which is not a low score."
            )
        return " ".join(parts)

    @property
    def grid(self) -> tuple[tuple[Cell, ...], ...]:
        """Five rows, the most likely on top; in each the impact goes up from left to right."""
        return tuple(
            tuple(Cell(likely, impact, self._at(likely, impact)) for impact in range(1, 6))
            for likely in range(5, 0, -1)
        )

    @property
    def grid_words(self) -> str:
        """The grid for those who do not see it."""
        scored = [row.risk for row in self.rows if row.risk.score is not None]
        return (
            "; ".join(f"{name_of(risk)} scores {risk.score}" for risk in scored)
            or "No risk is scored."
        )

    def _at(self, likely: int, impact: int) -> tuple[str, ...]:
        return tuple(
            name_of(row.risk)
            for row in self.rows
            if (row.risk.likelihood, row.risk.impact) == (likely, impact)
        )


@dataclass(frozen=True, slots=True)
class IssueRow:
    """One open issue and how long it has been open, in calendar days; None when nobody said since when."""

    issue: Issue
    days: int | None


@dataclass(frozen=True, slots=True)
class Issues:
    rows: tuple[IssueRow, ...]
    closed: tuple[Issue, ...]

    @property
    def old(self) -> int:
        return sum((row.days or 0) > OLD for row in self.rows)

    @property
    def sentence(self) -> str:
        if not self.rows:
            return "No issue is open."
        asks = [
            row.issue.number or row.issue.title for row in self.rows if row.issue.decision_needed
        ]
        said = f"{count(len(self.rows), 'issue is', 'issues are')} open, {self.old} for more than {OLD} days."
        return (
            f"{said} {listed(asks)} {'needs' if len(asks) == 1 else 'need'} a decision."
            if asks
            else said
        )


def name_of(risk: Risk) -> str:
    """Its printed number, or the beginning of its name."""
    return risk.number or f"#{risk.id}"


def risks(found: tuple[Risk, ...], before: tuple[Risk, ...] | None, *, as_at: date) -> Risks:
    """The register; ``before`` is that of the report before, None when there is none to compare with."""
    then = {risk.id: risk.score for risk in before or ()}
    rows = [
        RiskRow(risk, then.get(risk.id), risk.id not in then, before is not None)
        for risk in found
        if risk.state == "open"
    ]
    rows.sort(key=lambda row: (-(row.risk.score or 0), row.risk.number, row.risk.id))
    return Risks(tuple(rows), tuple(risk for risk in found if risk.state == "closed"), as_at)


def issues(found: tuple[Issue, ...], *, as_at: date) -> Issues:
    """Those that need a decision first, then the oldest."""
    rows = [
        IssueRow(issue, max((as_at - issue.raised_on).days, 0) if issue.raised_on else None)
        for issue in found
        if issue.state == "open"
    ]
    rows.sort(key=lambda row: (not row.issue.decision_needed, -(row.days or 0), row.issue.id))
    return Issues(tuple(rows), tuple(issue for issue in found if issue.state == "closed"))
