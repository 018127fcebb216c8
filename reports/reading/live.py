"""SHAPE. What the database counted of a live programme, where a snapshot holds only the items that are shown."""

from collections.abc import Mapping
from dataclasses import dataclass

from reports.reading.tally import Tally


@dataclass(frozen=True, slots=True)
class Live:
    """Counts over every item, in place of the items: the reading of a page asks for them by these names."""

    tallies: Mapping[int, Tally]  # node id -> of the items that hang on it
    exceptions: int
    due: int
    to_boards: int  # governance items among those due
    stones_late: int
    stones_ahead: int
    stones_undated: int
