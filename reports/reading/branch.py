"""One workstream's page, in the order of seed 001: its brief, its update, progress and risks, impact and evaluation."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from reports.reading.decisions import Asked, decisions
from reports.reading.measures import MeasureRow, measures
from reports.reading.money import Money, money
from reports.reading.risks import Issues, Risks, issues, risks
from reports.reading.rows import Row, roots
from reports.reading.words import MONTHS, SHORT
from reports.snapshot import Item, Return, Snapshot

STRIP = 12  # months of the strip that are printed
WRITTEN = 4  # items whose update is printed
SHORT_LINES = 12  # under about so many lines, a workstream is not broken over two pages
BRIEF = 1500  # letters of two columns, a third of a page
LETTERS = {"D": "design", "P": "plan", "I": "implement", "S": "sustain"}


@dataclass(frozen=True, slots=True)
class Month:
    """One month of the phase strip; ``letter`` "" was left blank."""

    name: str
    whole: str
    letter: str
    now: bool

    @property
    def phase(self) -> str:
        return LETTERS.get(self.letter, "no phase")


@dataclass(frozen=True, slots=True)
class Page:
    """Everything that is printed of one workstream."""

    row: Row
    returned: Return | None
    promised: str  # what its last return but this planned, as it was promised then
    strip: tuple[Month, ...]
    risks: Risks
    issues: Issues
    money: Money
    measures: tuple[MeasureRow, ...]
    asked: tuple[Asked, ...]

    @property
    def told(self) -> bool:
        """Whether its return has come in."""
        return self.returned is not None and self.returned.told

    @property
    def brief(self) -> bool:
        """Whether more than a line is recorded of what it is for."""
        node = self.row.node
        return bool(node.objective or node.key_elements or node.resources)

    @property
    def brief_facts(self) -> str:
        """ "No objective is recorded. Scope: Local. Priority: High." """
        node = self.row.node
        parts = (
            "" if node.objective else "No objective is recorded",
            f"For {node.cohorts}" if node.cohorts else "",
            f"Scope: {node.scope}" if node.scope else "",
            f"Priority: {node.priority}" if node.priority else "",
            f"Statutory: {node.statutory}" if node.statutory else "",
        )
        return " ".join(f"{part.rstrip('.')}." for part in parts if part)

    @property
    def progress(self) -> bool:
        """Whether its third part has anything but what is not there."""
        row = self.row
        return bool(
            row.stones or row.written or row.trouble or row.node.risk or self.risks.rows
            or self.issues.rows or (self.told and self.returned and self.returned.risks)
        )  # fmt: skip

    @property
    def progress_lacks(self) -> str:
        """ "No dated milestone, nothing else that is Red or late, no open risk." """
        row = self.row
        risks = self.risks.rows or row.node.risk
        return _lacks(
            (not row.stones, "no dated milestone"),
            (not row.trouble, f"nothing {'else ' if row.stones else ''}Red or late"),
            (not risks, "no open risk"),
        )

    @property
    def evaluation(self) -> bool:
        """Whether its fourth part has anything but what is not there."""
        return bool(self.row.node.impact or self.measures or self.money or self.voice)

    @property
    def evaluation_lacks(self) -> str:
        """ "No measure, no budget or saving for 2020/21, nothing told by families." """
        return _lacks(
            (not self.measures, "no measure"),
            (not self.money, f"no budget or saving for {self.money.name}"),
            (bool(self.money) and not self.money.spending, f"no budget for {self.money.name}"),
            (bool(self.money) and not self.money.lines, f"no saving for {self.money.name}"),
            (not self.voice, "nothing told by families"),
        )

    @property
    def written(self) -> tuple[Item, ...]:
        """Items whose update is printed, the latest first."""
        return self.row.written[:WRITTEN]

    @property
    def voice(self) -> str:
        """What children and families said, once the return has come in."""
        return self.returned.voice if self.returned is not None and self.told else ""

    @property
    def told_briefly(self) -> bool:
        """Whether the words of its return are so few that they stay on one page, two columns beside each other."""
        if self.returned is None:
            return True
        said = (self.returned.narrative, self.returned.planned, self.returned.ask, self.promised)
        asked = sum(80 + len(each.decision.title) for each in self.asked)
        return sum(len(each) for each in said) + asked < BRIEF

    @property
    def ends_briefly(self) -> bool:
        """Whether its money and voices do."""
        return len(self.voice) + len(self.row.node.savings_reason) < BRIEF

    @property
    def short(self) -> bool:
        """Whether it is so little that it stays on one page with others."""
        row = self.row
        lines = 3 * (len(row.stones) + len(row.trouble) + len(self.written))
        lines += 3 * (len(self.risks.top) + len(self.issues.rows) + len(self.measures))
        return lines + 8 * self.told < SHORT_LINES

    @property
    def strip_words(self) -> str:
        """ "July plan, August to January implement"."""
        runs: list[tuple[str, str, str]] = []
        for month in self.strip:
            if runs and runs[-1][2] == month.phase:
                runs[-1] = (runs[-1][0], month.whole, month.phase)
            else:
                runs.append((month.whole, month.whole, month.phase))
        return ", ".join(
            f"{first} {phase}" if first == last else f"{first} to {last} {phase}"
            for first, last, phase in runs
        )


def pages(snapshot: Snapshot, previous: Snapshot | None, table: Iterable[Row]) -> tuple[Page, ...]:
    """One for each row, with what belongs to it and to everything under it."""
    tops = roots(snapshot)
    before = previous if previous and previous.with_registers else None
    then = {told.workstream: told.planned for told in before.returns} if before else {}
    made = []
    for row in table:
        mine = _mine(row, tops)
        returns = mine(snapshot.returns)
        made.append(
            Page(
                row=row,
                returned=next((told for told in returns if told.workstream == row.node.id), None),
                promised=then.get(row.node.id, ""),
                strip=_strip(row, snapshot),
                risks=risks(
                    mine(snapshot.risks), before.risks if before else None, as_at=snapshot.as_at
                ),
                issues=issues(mine(snapshot.issues), as_at=snapshot.as_at),
                money=money(mine(snapshot.savings), mine(snapshot.budgets), as_at=snapshot.as_at),
                measures=measures(mine(snapshot.measures)),
                asked=decisions(
                    mine(snapshot.decisions), snapshot.meetings, (), as_at=snapshot.as_at
                ).asked,
            )
        )
    return tuple(made)


def _lacks(*found: tuple[bool, str]) -> str:
    """The things that are not there, as one sentence; "" when all are."""
    words = [word for lacking, word in found if lacking]
    return (
        f"{', '.join(words)}.".capitalize().replace("red or late", "Red or late") if words else ""
    )


def _mine(row: Row, tops: dict[int, int]) -> Any:
    def pick(rows: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple(each for each in rows if tops.get(each.workstream) == row.node.id)

    return pick


def _strip(row: Row, snapshot: Snapshot) -> tuple[Month, ...]:
    """Twelve months around the one reported on; () where no strip is kept."""
    letters = dict(row.node.strip)
    if not letters:
        return ()
    now = f"{snapshot.as_at:%Y-%m}"
    known = sorted(letters)
    first = min(now, max(known[0], _moved(known[-1], 1 - STRIP)))
    names = [_moved(first, n) for n in range(STRIP)]
    return tuple(
        Month(
            name=SHORT[int(each[5:]) - 1],
            whole=MONTHS[int(each[5:]) - 1],
            letter=letters.get(each, ""),
            now=each == now,
        )
        for each in names
    )


def _moved(month: str, by: int) -> str:
    number = int(month[:4]) * 12 + int(month[5:]) - 1 + by
    return f"{number // 12}-{number % 12 + 1:02d}"
