"""Measures against their targets: two readings off running are Red, one is Amber (peers 5.4, Benefits)."""

from dataclasses import dataclass
from decimal import Decimal

from reports.reading.amounts import STATES
from reports.reading.words import month_name, short_day
from reports.records import Amount, Latest, Measure


def counted(value: Amount, unit: str = "") -> str:
    """12.9%, 405 a month, not reported."""
    if value.state not in ("figure", "nil") or value.amount is None:
        return STATES.get(value.state, value.state)
    number = f"{value.amount:,f}"
    number = number.rstrip("0").rstrip(".") if "." in number else number
    return f"{number}{'' if unit == '%' else ' '}{unit}".strip()


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """A measure, what it last said, and whether it is where it should be."""

    measure: Measure

    @property
    def last(self) -> Latest | None:
        return self.measure.readings[-1] if self.measure.readings else None

    @property
    def latest(self) -> str:
        """The last reading with its month; or why there is none."""
        if self.last is None:
            until = self.measure.not_measured_until
            return f"not measured until {short_day(until)}" if until else "no reading yet"
        return f"{counted(self.last.value, self.measure.unit)}, {month_name(self.last.period.isoformat())}"

    @property
    def earlier(self) -> tuple[str, ...]:
        """The readings before the last, oldest first."""
        return tuple(counted(each.value) for each in self.measure.readings[:-1])

    @property
    def target(self) -> str:
        return (
            counted(self.measure.target, self.measure.unit)
            if self.measure.target.state != "blank"
            else "no target"
        )

    @property
    def off(self) -> tuple[bool | None, ...]:
        """For each reading whether it misses the target; None where that cannot be said."""
        return tuple(self._misses(each.value) for each in self.measure.readings)

    @property
    def rating(self) -> str:
        """green, amber, red, or not_rated."""
        judged = [each for each in self.off if each is not None]
        if not judged or self.off[-1] is None:
            return "not_rated"
        if not judged[-1]:
            return "green"
        return "red" if len(judged) > 1 and judged[-2] else "amber"

    @property
    def says(self) -> str:
        """Why it is rated so."""
        if self.rating == "not_rated":
            if self.measure.direction == "unstated":
                return "nobody has said which way is better"
            return "no target" if self.measure.target.amount is None else "no reading to judge"
        return {
            "green": "on target",
            "amber": "off, one reading",
            "red": "off, two readings running",
        }[self.rating]

    def _misses(self, value: Amount) -> bool | None:
        target = self.measure.target.amount
        if value.amount is None or target is None or self.measure.direction == "unstated":
            return None
        room = self.measure.tolerance.amount or Decimal(0)
        if self.measure.direction == "up":
            return value.amount < target - room
        return value.amount > target + room


def measures(found: tuple[Measure, ...]) -> tuple[MeasureRow, ...]:
    """In plan order."""
    return tuple(MeasureRow(each) for each in found)
