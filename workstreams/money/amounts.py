"""Figures as people type and read them: 1,200; £84k; (0.20); nil; not applicable; not reported.

Four ways to have no figure are four answers (S1-41, S1-42, X1-14). A blank stays blank and is
never 0; nil is somebody saying 0.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from workstreams.models import Figure, FigureState

NO_FIGURE = {
    "nil": FigureState.NIL,
    "none": FigureState.NIL,
    "not applicable": FigureState.NOT_APPLICABLE,
    "n/a": FigureState.NOT_APPLICABLE,
    "na": FigureState.NOT_APPLICABLE,
    "not reported": FigureState.NOT_REPORTED,
    "nr": FigureState.NOT_REPORTED,
}
TIMES = {"": 1, "k": 1000, "m": 1_000_000}
TYPED = re.compile(r"^(?P<minus>[-−]?)£?\s*(?P<digits>[\d,]*\.?\d+)\s*(?P<times>[kKmM]?)\s*%?$")
#: As many digits as the columns hold before the point.
MOST = Decimal(10) ** 11


def read_figure(typed: str) -> Figure:
    """The figure that a person typed. Raises ValueError with a sentence when it is none.

    Brackets and a minus sign both mean a negative figure (S3-33); `k` and `m` multiply.
    """
    text = typed.strip()
    if not text:
        return Figure()
    said = NO_FIGURE.get(text.lower().rstrip("."))
    if said is not None:
        return Figure(Decimal(0), said) if said == FigureState.NIL else Figure(None, said)
    negative = text.startswith("(") and text.endswith(")")
    found = TYPED.match(text[1:-1].strip() if negative else text)
    try:
        amount = Decimal(found["digits"].replace(",", "")) if found else None
    except InvalidOperation:
        amount = None
    if found is None or amount is None:
        raise ValueError("is not a figure; type 1,200, 84k, nil, not applicable or not reported")
    amount *= TIMES[found["times"].lower()]
    if amount >= MOST:
        raise ValueError("is too large")
    return Figure.of(-amount if negative or found["minus"] else amount)


def typed_form(figure: Figure) -> str:
    """A figure as it stands in its box again; reading it gives the same figure."""
    if figure.state == FigureState.FIGURE and figure.amount is not None:
        return _digits(figure.amount)
    return "" if figure.state == FigureState.BLANK else FigureState(figure.state).label.lower()


def words(figure: Figure, *, pounds: bool = False) -> str:
    """A figure for reading: £1,200, (£132) below nought, nil, not reported; blank is said."""
    if figure.state != FigureState.FIGURE or figure.amount is None:
        return FigureState(figure.state).label.lower()
    shown = ("£" if pounds else "") + _digits(abs(figure.amount))
    return f"({shown})" if figure.amount < 0 else shown


def counted(figure: Figure, unit: str = "") -> str:
    """A figure that is no money, with what it counts: 12.9%, 405 a month, 0 children, not reported."""
    if not figure.counts or figure.amount is None:
        return words(figure)
    number = f"{figure.amount:,.3f}".rstrip("0").rstrip(".")
    return f"{number}{'' if unit == '%' else ' '}{unit}".strip()


def _digits(amount: Decimal) -> str:
    text = f"{amount:,.3f}".rstrip("0").rstrip(".")
    whole, _, part = text.partition(".")
    return f"{whole}.{part:0<2}" if part else whole


@dataclass(frozen=True, slots=True)
class Total:
    """A sum with what it left out: a total that hides its gaps is nicer than the data."""

    figure: Figure
    counted: int
    left_out: tuple[tuple[str, int], ...]  # ("not reported", 2), ...

    @property
    def gaps(self) -> str:
        """`2 not reported, 1 blank`: what is left out; nothing when the total is whole."""
        return ", ".join(f"{number} {word}" for word, number in self.left_out)


def total(figures: Iterable[Figure]) -> Total:
    """Adds figures and nils; names the rest. With nothing to add there is no total, not 0."""
    rows = list(figures)
    adding = [row.amount for row in rows if row.counts and row.amount is not None]
    missing = Counter(FigureState(row.state).label.lower() for row in rows if not row.counts)
    summed = (
        Figure.of(sum(adding, Decimal(0))) if adding else Figure(None, FigureState.NOT_REPORTED)
    )
    return Total(summed, len(adding), tuple(sorted(missing.items())))
