"""What changed in the registers between two snapshots: risks, issues, decisions, money. Plain Python, no Django."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from reports.records import Decision, Issue, Risk, Saving, SavingYear
from reports.snapshot import Snapshot

COLUMNS = ("target", "forecast", "claimed", "verified")


@dataclass(frozen=True, slots=True)
class ScoreMove:
    """A risk that has another score; None is not scored."""

    risk: Risk
    was: int | None

    @property
    def worse(self) -> bool:
        return (self.risk.score or 0) > (self.was or 0)


@dataclass(frozen=True, slots=True)
class MoneyMove:
    """The total of one column of the ledger in one financial year, in pounds."""

    what: str  # target, forecast, claimed, verified
    year: int  # begins in April of
    was: Decimal | None  # None: nothing was given
    now: Decimal | None


@dataclass(frozen=True, slots=True)
class RegisterChanges:
    """By identity, never by title or number."""

    risks_new: tuple[Risk, ...]
    risks_closed: tuple[Risk, ...]
    scores: tuple[ScoreMove, ...]
    issues_new: tuple[Issue, ...]
    issues_closed: tuple[Issue, ...]
    asked: tuple[Decision, ...]
    decided: tuple[Decision, ...]
    money: tuple[MoneyMove, ...]


def register_changes(before: Snapshot, after: Snapshot) -> RegisterChanges | None:
    """None when one of the two held no registers: that is not the same as no change."""
    if not (before.with_registers and after.with_registers):
        return None
    open_risks = {risk.id: risk for risk in before.risks if risk.state == "open"}
    open_issues = {issue.id for issue in before.issues if issue.state == "open"}
    known = {decision.id: decision for decision in before.decisions}
    still = [risk for risk in after.risks if risk.state == "open"]
    return RegisterChanges(
        risks_new=tuple(risk for risk in still if risk.id not in open_risks),
        risks_closed=_gone(after.risks, set(open_risks)),
        scores=tuple(
            ScoreMove(risk, open_risks[risk.id].score)
            for risk in still
            if risk.id in open_risks and open_risks[risk.id].score != risk.score
        ),
        issues_new=tuple(
            issue for issue in after.issues if issue.state == "open" and issue.id not in open_issues
        ),
        issues_closed=_gone(after.issues, open_issues),
        asked=tuple(each for each in after.decisions if each.waits and each.id not in known),
        decided=tuple(
            each
            for each in after.decisions
            if not each.waits and each.decided_on and (each.id not in known or known[each.id].waits)
        ),
        money=tuple(_money(before, after)),
    )


def _gone(rows: tuple[Risk, ...] | tuple[Issue, ...], before: set[int]) -> tuple:  # type: ignore[type-arg]
    return tuple(row for row in rows if row.state == "closed" and row.id in before)


def _money(before: Snapshot, after: Snapshot) -> Iterator[MoneyMove]:
    """Years that both of them hold; a saving that is part of another is added in neither."""
    then, now = _totals(before.savings), _totals(after.savings)
    for year in sorted({year for year, _ in now} & {year for year, _ in then}):
        for what in COLUMNS:
            was, is_now = then.get((year, what)), now.get((year, what))
            if was != is_now:
                yield MoneyMove(what, year, was, is_now)


def _totals(savings: tuple[Saving, ...]) -> dict[tuple[int, str], Decimal]:
    ids = {saving.id for saving in savings}
    found: dict[tuple[int, str], Decimal] = {}
    for saving in savings:
        if saving.included_in in ids:
            continue
        for year in saving.years:
            for what in COLUMNS:
                amount = _amount(year, what)
                if amount is not None:
                    found[year.year, what] = found.get((year.year, what), Decimal(0)) + amount
    return found


def _amount(year: SavingYear, what: str) -> Decimal | None:
    value = getattr(year, what)
    return value.amount if value.counts else None
