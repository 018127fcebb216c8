"""SHAPE. What one report is made of: snapshots, and an imprint. Plain Python, no Django.

``render`` is a function of a ``Document`` and nothing else. Draft and final of one report differ in
their imprint only; a test holds that.
"""

from base64 import b64encode
from dataclasses import asdict, dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any, Self
from zoneinfo import ZoneInfo

from reports.board_rows import BoardRows
from reports.committee.sections import Text
from reports.headline import worst
from reports.kinds import Kind
from reports.reading import Reading, read
from reports.snapshot import Snapshot

LONDON = ZoneInfo("Europe/London")


@dataclass(frozen=True, slots=True)
class Imprint:
    """What is printed of the report itself. Approval writes the final one."""

    final: bool
    version: int
    prepared_by: str
    approver: str
    approved_at: datetime | None
    next_report: date | None
    note: str  # why this version replaces the one before
    # how the organisation showed itself at the freeze; "" in reports older than the setting
    organisation: str = ""
    colour: str = ""  # "#0b5563"
    logo: str = ""  # the SHA-256 of its bytes

    @property
    def standing(self) -> str:
        """ "Final, version 1"."""
        return f"{'Final' if self.final else 'Draft, not approved'}, version {self.version}"

    @property
    def approved_on(self) -> date | None:
        """The day of the approval, in London."""
        return self.approved_at.astimezone(LONDON).date() if self.approved_at else None

    def to_raw(self) -> dict[str, Any]:
        """As JSON keeps it."""
        raw = asdict(self)
        for name in ("approved_at", "next_report"):
            raw[name] = raw[name].isoformat() if raw[name] else None
        return raw

    @classmethod
    def from_raw(cls, raw: dict[str, Any]) -> Self:
        approved, following = raw["approved_at"], raw["next_report"]
        return cls(
            **{
                **raw,
                "approved_at": datetime.fromisoformat(approved) if approved else None,
                "next_report": date.fromisoformat(following) if following else None,
            }
        )


@dataclass(frozen=True, slots=True)
class Logo:
    """The bytes of the logo that an imprint names."""

    kind: str  # image/png, image/svg+xml
    content: bytes
    width: int
    height: int

    @property
    def address(self) -> str:
        """As a page that may fetch nothing carries it."""
        return f"data:{self.kind};base64,{b64encode(self.content).decode()}"

    @property
    def room(self) -> float:
        """Millimetres it takes beside the name, at most 9 high and 40 wide."""
        return round(min(9 * self.width / self.height, 40) + 3, 1)


@dataclass(frozen=True)
class Part:
    """One programme in the report. ``branches`` empty: the whole of it."""

    snapshot: Snapshot
    sha256: str
    previous: Snapshot | None
    branches: tuple[int, ...] = ()
    # of a quarterly review: its three months by key, oldest first; None where nothing was frozen
    months: tuple[tuple[str, Snapshot | None], ...] = ()
    # which rows the board's rule brought at the freeze, and why; None: it had none
    rows: BoardRows | None = None

    @cached_property
    def reading(self) -> Reading:
        return read(self.snapshot, self.previous, branches=self.branches)


@dataclass(frozen=True)
class Document:
    """One board's report of one month, or of the three that end with it."""

    board: str
    organisation: str
    period: str  # "August 2020"; "July to September 2020" of a quarterly review
    parts: tuple[Part, ...]
    imprint: Imprint
    live_url: str = ""
    logo: Logo | None = None
    kind: Kind = Kind.HIGHLIGHT
    texts: tuple[Text, ...] = ()  # what people wrote into a committee report

    @property
    def name(self) -> str:
        """ "Quarterly review, July to September 2020"."""
        return f"{self.kind.words}, {self.period}"

    @property
    def first(self) -> Reading:
        return self.parts[0].reading

    @property
    def title(self) -> str:
        """What the report is about."""
        return self.first.snapshot.title if len(self.parts) == 1 else self.board

    @property
    def rating(self) -> str:
        """The rating that leads: the worst of its programmes."""
        return worst([part.reading.rating for part in self.parts])

    @property
    def asked(self) -> int:
        """How many decisions are asked of boards."""
        return sum(len(part.reading.decisions.asked) for part in self.parts)

    @property
    def as_at(self) -> date:
        return self.first.snapshot.as_at
