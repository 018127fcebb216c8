"""Pounds in words, financial years, and sums that say what they left out. Plain Python."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from reports.records import Amount

STATES = {
    "blank": "blank",
    "nil": "nil",
    "not_applicable": "not applicable",
    "not_reported": "not reported",
}


def financial_year(day: date) -> int:
    """The year in whose April the financial year of a day begins."""
    return day.year if day.month >= 4 else day.year - 1


def year_words(year: int) -> str:
    """2020/21."""
    return f"{year}/{(year + 1) % 100:02d}"


def pounds(amount: Decimal | None) -> str:
    """£4,161k from a thousand up, £840 below it, (£12k) for a negative one; nothing for nothing."""
    if amount is None:
        return ""
    size = abs(amount)
    if size < 1000:
        said = f"£{size.normalize():,f}"
    else:
        whole = (size / 1000).quantize(Decimal(1), ROUND_HALF_UP)
        tenth = (size / 1000).quantize(Decimal("0.1"), ROUND_HALF_UP)
        said = f"£{whole if size >= 100_000 or tenth == whole else tenth:,}k"
    return f"({said})" if amount < 0 else said


def said(value: Amount) -> str:
    """The figure, or the word for why there is none."""
    return pounds(value.amount) if value.state == "figure" else STATES.get(value.state, value.state)


@dataclass(frozen=True, slots=True)
class Total:
    """A sum with what it left out; ``amount`` None when nothing could be added, which is not 0."""

    amount: Decimal | None
    left_out: tuple[tuple[str, int], ...]

    @property
    def words(self) -> str:
        return pounds(self.amount) if self.amount is not None else "none given"

    @property
    def gaps(self) -> str:
        """ "2 not reported, 1 blank"."""
        return ", ".join(f"{number} {word}" for word, number in self.left_out)


def total(figures: Iterable[Amount]) -> Total:
    """Adds figures and nils, and counts the rest by what stands in their box."""
    rows = list(figures)
    adding = [each.amount for each in rows if each.counts and each.amount is not None]
    missing = Counter(STATES.get(each.state, each.state) for each in rows if not each.counts)
    return Total(sum(adding, Decimal(0)) if adding else None, tuple(sorted(missing.items())))
