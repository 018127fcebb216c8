"""What the office should ask about a return, by published rules. Plain Python, no Django.

Candour is not punished: a declaration worse than computed is never a finding (peers.md 5.2, 4).
"""

from dataclasses import dataclass
from datetime import date

from workstreams.month.same_words import SAME_FROM
from workstreams.rag import WORDS, Rag, gap

STALE_DAYS = 35  # calendar days without a word about any item


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to ask. `weight`: the heavier, the higher on the page."""

    code: str
    words: str
    weight: int


@dataclass(frozen=True, slots=True)
class ReturnFacts:
    """What the rules look at. Ratings as values; "" is not declared."""

    declared: str
    computed: Rag
    before: str = ""  # agreed last month, declared where nothing was agreed
    same_words: int = 0  # percent of last month's narrative
    no_change: bool = False
    asks: bool = False
    items: int = 0  # open
    confirmed: int = 0  # open, with a word since the month opened
    last_word: date | None = None  # the newest about any item
    overdue: int = 0
    overdue_milestones: int = 0
    no_percent: int = 0
    undated: int = 0
    measures: int = 0  # due for the month
    unread_measures: int = 0  # of them without a reading
    savings: int = 0  # of this year
    unsaid_savings: int = 0  # of them without a claimed figure


def findings(facts: ReturnFacts, *, today: date) -> list[Finding]:
    """What to ask, the heaviest first."""
    found = [
        *_better_than_computed(facts),
        *_green_but_late(facts),
        *_jump(facts),
        *_words(facts),
        *_stale(facts, today),
        *_missing(facts),
    ]
    return sorted(found, key=lambda one: -one.weight)


def _word(value: str | Rag) -> str:
    return WORDS[Rag(value)].word


def _better_than_computed(facts: ReturnFacts) -> list[Finding]:
    steps = gap(facts.declared, facts.computed)
    if steps <= 0:
        return []
    far = f", {steps} steps apart: the sponsor agrees" if steps > 1 else ""
    words = f"Declared {_word(facts.declared)}, computed {_word(facts.computed)}{far}."
    return [Finding("better", words, 100 * steps)]


def _green_but_late(facts: ReturnFacts) -> list[Finding]:
    if facts.declared != Rag.GREEN or not facts.overdue:
        return []
    late = _counted(facts.overdue, "item")
    stones = f", {_counted(facts.overdue_milestones, 'milestone')} among them"
    words = f"Green with {late} overdue{stones if facts.overdue_milestones else ''}."
    return [Finding("green_late", words, 80 if facts.overdue_milestones else 60)]


def _jump(facts: ReturnFacts) -> list[Finding]:
    if not facts.before or abs(gap(facts.declared, facts.before)) < 2:
        return []
    words = f"From {_word(facts.before)} to {_word(facts.declared)} in one month."
    return [Finding("jump", words, 50)]


def _words(facts: ReturnFacts) -> list[Finding]:
    found = []
    if facts.no_change:
        found.append(Finding("no_change", "“No change” is the answer this month.", 35))
    elif facts.same_words >= SAME_FROM:
        words = f"{facts.same_words}% of the words are last month's."
        found.append(Finding("same_words", words, 40))
    if facts.declared == Rag.RED and not facts.asks:
        found.append(Finding("red_no_ask", "Red, and nothing is asked of the board.", 45))
    return found


def _stale(facts: ReturnFacts, today: date) -> list[Finding]:
    if not facts.items:
        return []
    if facts.last_word is None or (today - facts.last_word).days > STALE_DAYS:
        since = f"since {facts.last_word:%-d %B %Y}" if facts.last_word else "ever"
        return [Finding("stale", f"No update of any item {since}.", 55)]
    left = facts.items - facts.confirmed
    if left * 2 > facts.items:
        words = f"{left} of {facts.items} open items have no word this month."
        return [Finding("unconfirmed", words, 30)]
    return []


def _missing(facts: ReturnFacts) -> list[Finding]:
    parts = []
    if facts.unread_measures:
        parts.append(f"{facts.unread_measures} of {_counted(facts.measures, 'measure')} not read")
    if facts.unsaid_savings:
        parts.append(f"{facts.unsaid_savings} of {_counted(facts.savings, 'saving')} not claimed")
    if facts.no_percent:
        parts.append(f"{_counted(facts.no_percent, 'open item')} without a percentage")
    if facts.undated:
        parts.append(f"{_counted(facts.undated, 'open item')} without a usable date")
    return [Finding("missing", f"Missing figures: {'; '.join(parts)}.", 20)] if parts else []


def _counted(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"
