"""The board summary: the rows that the board's rule brings, each with why (S4-06 to S4-08). Plain Python.

Seed 004's table has five columns: number, action or risk, status, owner, action to be taken and when. Here
they are read from the frozen rows themselves, so that a summary cannot say anything else than the plan did,
and no row says "as above" (X4-17, X4-25).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reports.board_rows import BoardRows
from reports.headline import headline
from reports.reading.amounts import total
from reports.reading.figures import is_closed
from reports.reading.words import count, cut, day, listed
from reports.snapshot import Item, Saving, Snapshot, Workstream
from workstreams.board_rule.shape import KINDS, Verdict

if TYPE_CHECKING:
    from reports.document import Document, Part

MOST = 420  # letters of what was written that a row holds; all of it stands in the plan
NAMED = 14  # rows named for one reason


@dataclass(frozen=True, slots=True)
class Shown:
    """One row the board is shown."""

    verdict: Verdict
    id: int
    route: str  # "item" or "workstream"
    ref: str
    title: str
    kind: str
    sits_in: str  # of an item: its workstream
    rating: str  # the worse of computed and declared, as everywhere
    gap: str  # the two apart, in words
    savings_rag: str
    saving: str  # "£84k to save", "" without one
    owner: str
    said: str  # what was last written of it in the month, or what comes next by its return
    when: str


@dataclass(frozen=True, slots=True)
class Reason:
    """Why some rows are not listed."""

    why: str
    number: int
    names: str


@dataclass(frozen=True, slots=True)
class Decided:
    """A row that somebody decided about by hand."""

    verdict: Verdict
    name: str


@dataclass(frozen=True)
class PartSummary:
    """One programme of a board summary."""

    part: Part
    rows: BoardRows
    shown: tuple[Shown, ...]
    reasons: tuple[Reason, ...]
    decided: tuple[Decided, ...]

    @property
    def sentence(self) -> str:
        """ "9 of 202 rows come to the board, 1 of them by hand."."""
        said = f"{len(self.shown)} of {count(len(self.rows.verdicts), 'row')} come to the board"
        by_hand = sum(each.verdict.into for each in self.decided)
        left_out = len(self.decided) - by_hand
        more = [f"{by_hand} of them by hand"] if by_hand else []
        more += [f"{left_out} left out by hand"] if left_out else []
        return f"{', '.join([said, *more])}."


def summary(document: Document) -> tuple[PartSummary, ...]:
    """The body of a board summary, part by part."""
    return tuple(part_summary(part) for part in document.parts)


def part_summary(part: Part) -> PartSummary:
    """The rows of one programme. A part without kept rows had no rule: nothing is listed."""
    kept = part.rows or BoardRows("", (), ())
    plan = _Plan(part.snapshot)
    return PartSummary(
        part,
        kept,
        tuple(plan.shown(each) for each in kept.into),
        tuple(_reasons(kept, plan)),
        tuple(Decided(each, plan.name(each.key)) for each in kept.by_hand),
    )


def _reasons(kept: BoardRows, plan: _Plan) -> Iterable[Reason]:
    names: dict[str, list[str]] = defaultdict(list)
    for each in kept.out:
        if each.hand is None and len(names[each.rule_why]) < NAMED:
            names[each.rule_why].append(plan.short(each.key))
    for why, number in kept.out_by_rule:
        some = names[why]
        more = [f"{number - len(some)} more"] if number > len(some) else []
        yield Reason(why, number, listed([*some, *more], most=NAMED + 1))


class _Plan:
    """Rows of a snapshot by the keys of a rule."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        self.nodes = {node.id: node for node in snapshot.workstreams}
        self.items = {item.id: item for item in snapshot.items}
        self.returns = {each.workstream: each for each in snapshot.returns}
        self.hung: dict[int, list[Item]] = defaultdict(list)
        for item in snapshot.items:
            self.hung[item.workstream].append(item)
        self.children: dict[int, list[int]] = defaultdict(list)
        for node in snapshot.workstreams:
            if node.parent is not None:
                self.children[node.parent].append(node.id)

    def name(self, key: str) -> str:
        """Number and title."""
        row = self._row(key)
        return f"{row.ref} {row.title}".strip()

    def short(self, key: str) -> str:
        """The number where there is one, else the title, cut."""
        row = self._row(key)
        return row.ref or cut(row.title, 40)

    def shown(self, verdict: Verdict) -> Shown:
        row = self._row(verdict.key)
        return self._item(verdict, row) if isinstance(row, Item) else self._node(verdict, row)

    def _row(self, key: str) -> Item | Workstream:
        return self.items[int(key[1:])] if key[0] == "i" else self.nodes[int(key[1:])]

    def _item(self, verdict: Verdict, item: Item) -> Shown:
        leads = headline(item.computed, item.declared)
        node = self.nodes[item.workstream]
        return Shown(
            verdict, item.id, "item", item.ref, item.title, KINDS[item.kind],
            f"{node.ref} {node.short or node.title}".strip(), leads.rating, leads.gap, "", "",
            item.owner, cut(item.update, MOST), _when(item),
        )  # fmt: skip

    def _node(self, verdict: Verdict, node: Workstream) -> Shown:
        leads = headline(node.computed, node.declared if node.confirmed else "")
        told = self.returns.get(node.id)
        written = (told.planned or told.narrative) if told else ""
        below = self._below(node.id)
        soonest = self._soonest(below)
        return Shown(
            verdict, node.id, "workstream", node.ref, node.title, node.level.capitalize(), "",
            leads.rating, leads.gap, node.savings_rag, self._saving(below), node.lead,
            cut(written or node.update, MOST),
            f"{cut(soonest.title, 70)}: {_when(soonest)}" if soonest else "",
        )  # fmt: skip

    def _below(self, node: int) -> list[int]:
        found = [node]
        for each in found:  # grows while it is read: children after their parents
            found += self.children[each]
        return found

    def _soonest(self, nodes: Sequence[int]) -> Item | None:
        """The open item under them that is due first."""
        dated = [
            item for node in nodes for item in self.hung[node] if item.due and not is_closed(item)
        ]
        return min(dated, key=lambda item: (item.due, item.id), default=None)

    def _saving(self, nodes: Sequence[int]) -> str:
        """What is to be saved under them over all years; a figure that lies in a larger one is added once."""
        there = set(nodes)
        mine: list[Saving] = [
            each
            for each in self.snapshot.savings
            if each.workstream in there and each.included_in is None
        ]
        if not mine:
            return ""
        found = total(year.target for each in mine for year in each.years)
        return f"{found.words} to save" if found.amount is not None else "a saving without a figure"


def _when(item: Item) -> str:
    """ "by 30 September 2020", "due 3 July 2020, 21 working days late"."""
    if is_closed(item):
        return f"done {day(item.completed)}" if item.completed else "done"
    if item.overdue:
        late = count(item.days_late, "working day")
        return f"due {day(item.due)}, {late} late"
    if item.due:
        return f"by {day(item.due)}"
    said = item.revised.words or item.revised.text or item.target.words or item.target.text
    return said or "no date given"
