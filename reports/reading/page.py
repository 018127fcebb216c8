"""The whole reading of one programme: what the dashboard, the report and the mail are drawn from."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from reports.changes import Changes, changes, direction
from reports.headline import Headline, headline
from reports.reading import sentences, words
from reports.reading.exceptions import MOST, Exception_, exceptions
from reports.reading.figures import Figures, figures, is_closed
from reports.reading.live import Live
from reports.reading.milestones import Milestone, Milestones, milestones
from reports.reading.narrow import narrow
from reports.reading.registers import RegistersRead
from reports.reading.rows import Gap, Row, gaps, rows
from reports.reading.tally import tally
from reports.snapshot import Item, ReceiptLine, Snapshot

DUE_AHEAD = 30  # days "what is due" looks forward
STONES = 10
MAILED = 4
ON_PAPER = 20
ROOM = 7  # rows of "what is due" on page 1


@dataclass(frozen=True)
class Reading(RegistersRead):
    """Everything a page says of one programme. Worked out once, on first use, from two snapshots."""

    snapshot: Snapshot
    previous: Snapshot | None
    live: Live | None = None
    since: Changes | None = None  # of a live page, where the difference is worked out beside it

    @cached_property
    def figures(self) -> Figures:
        if self.live:
            return sum(self.live.tallies.values(), tally((), self.snapshot)).figures
        return figures(self.snapshot)

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        return rows(self.snapshot, self.live)

    @cached_property
    def gaps(self) -> tuple[Gap, ...]:
        return gaps(self.snapshot, self.rows)

    @cached_property
    def exceptions(self) -> tuple[Exception_, ...]:
        return exceptions(self.snapshot, self.previous)

    @property
    def exceptions_found(self) -> int:
        """How many there are, shown or not."""
        return self.live.exceptions if self.live else len(self.exceptions)

    @property
    def first_exceptions(self) -> tuple[Exception_, ...]:
        return self.exceptions[:MOST]

    @property
    def page_exceptions(self) -> tuple[Exception_, ...]:
        """As many as page 1 holds beside the decisions."""
        return self.exceptions[: MOST - len(self.decisions.first)]

    @property
    def page_changes(self) -> int:
        """Lines of what changed that page 1 holds beside the decisions."""
        return 6 - max(len(self.decisions.first) - 1, 0)

    @property
    def because_words(self) -> str:
        """The same lines as one sentence."""
        said = (
            f"{each.rule.lower()}: {each.value} (limit: {each.limit.lower()})"
            for each in self.because
        )
        return "; ".join(said) + "."

    @cached_property
    def milestones(self) -> Milestones:
        return milestones(self.snapshot, self.live)

    @cached_property
    def changes(self) -> Changes | None:
        if self.since is not None or self.live:
            return self.since
        return changes(self.previous, self.snapshot) if self.previous else None

    @property
    def changed(self) -> tuple[tuple[str, str], ...]:
        return sentences.changed(self.changes) if self.changes else ()

    @property
    def was(self) -> str:
        """The leading rating of the report before, "" when there is none."""
        return _lead(self.previous).rating if self.previous else ""

    @property
    def was_month(self) -> str:
        return words.month_name(self.previous.period) if self.previous else ""

    @property
    def moved(self) -> str:
        return direction(self.was, self.rating)

    @property
    def declared(self) -> str:
        return _declared(self.snapshot)

    @property
    def lead(self) -> Headline:
        """The rating that leads, and the two it was chosen from: the same everywhere."""
        return _lead(self.snapshot)

    @property
    def rating(self) -> str:
        return self.lead.rating

    @property
    def meaning(self) -> str:
        return words.MEANINGS.get(self.rating, "")

    @property
    def headline(self) -> str:
        """ "Red: needs the board"."""
        word = words.rating(self.rating)
        return f"{word}: {self.meaning}" if self.meaning else word

    @property
    def gap(self) -> str:
        """Declared and computed apart, in words, with the reason that was given for it."""
        said, reason = self.lead.gap, self.snapshot.declared_reason
        return f"{said} Reason given: {reason}" if said and reason else said

    @property
    def next_milestones(self) -> tuple[Milestone, ...]:
        """Late ones first, then those ahead; as many as a screen holds."""
        return (*self.milestones.late, *self.milestones.next)[:STONES]

    @property
    def verdict(self) -> str:
        return sentences.verdict(self.rows, self.figures)

    @property
    def unknown(self) -> str:
        return sentences.unknown(self.figures)

    @property
    def because(self) -> tuple[ReceiptLine, ...]:
        """The lines of the receipt that made the overall rating what it is."""
        return tuple(
            line for line in self.snapshot.receipt if line.verdict == self.snapshot.computed
        )

    @property
    def spread(self) -> str:
        """How the workstreams stand, each by the rating that leads, as the verdict counts them."""
        return sentences.spread([row.rating for row in self.rows])

    @property
    def was_spread(self) -> str:
        return (
            sentences.spread([row.rating for row in rows(self.previous)]) if self.previous else ""
        )

    @property
    def milestones_say(self) -> str:
        return sentences.milestones(self.milestones)

    @cached_property
    def due(self) -> tuple[Item, ...]:
        """What is open and due in the next 30 days, soonest first."""
        until = self.snapshot.as_at + timedelta(days=DUE_AHEAD)
        found = [
            item
            for item in self.snapshot.items
            if item.due and self.snapshot.as_at <= item.due <= until
        ]
        return tuple(
            sorted((i for i in found if not is_closed(i)), key=lambda i: (i.due, not i.key, i.id))
        )

    @property
    def due_found(self) -> int:
        return self.live.due if self.live else len(self.due)

    @property
    def to_boards(self) -> int:
        """Governance items among what is due: papers that go to a board."""
        return self.live.to_boards if self.live else len(self.before_boards)

    @property
    def first_due(self) -> tuple[Item, ...]:
        return self.due[:ROOM]

    @property
    def page_due(self) -> tuple[Item, ...]:
        """As many as the mail holds."""
        return self.due[:MAILED]

    @property
    def print_due(self) -> tuple[Item, ...]:
        """As many as the milestones' page holds."""
        return self.due[:ON_PAPER]

    @property
    def due_until(self) -> date:
        return self.snapshot.as_at + timedelta(days=DUE_AHEAD)

    @cached_property
    def before_boards(self) -> tuple[Item, ...]:
        """Governance items among them: what is coming to a board."""
        return tuple(item for item in self.due if item.kind == "governance")

    @cached_property
    def refs(self) -> dict[int, str]:
        """Node id -> printed number of the branch it lies in, for a table of items."""
        return {item.workstream: row.node.ref for row in self.rows for item in row.items}

    @property
    def unconfirmed(self) -> tuple[Row, ...]:
        return tuple(row for row in self.rows if row.declared == "unconfirmed")

    @property
    def undeclared(self) -> tuple[Row, ...]:
        return tuple(row for row in self.rows if not row.declared)

    @property
    def health(self) -> tuple[tuple[str, int, str], ...]:
        """The lines of "Health of the data": (what, how many, the rest of the sentence)."""
        found, total = self.figures, f"of {self.figures.items:,}"
        return (
            ("No usable start or end date", found.no_usable_date, total),
            ("Dates that do not exist", found.impossible_date, ""),
            ("No percentage given", found.no_percent, "left out of averages"),
            ("No owner", found.no_owner, total),
            ("No rating declared", found.not_declared, total),
        )


def _declared(snapshot: Snapshot) -> str:
    return "unconfirmed" if snapshot.declared and not snapshot.confirmed else snapshot.declared


def _lead(snapshot: Snapshot) -> Headline:
    return headline(snapshot.computed, _declared(snapshot))


def read(
    snapshot: Snapshot, previous: Snapshot | None = None, *, branches: tuple[int, ...] = ()
) -> Reading:
    """The reading of a snapshot, narrowed to some branches when a board looks at those only."""
    return Reading(narrow(snapshot, branches), narrow(previous, branches) if previous else None)
