"""What hangs on one item, in two statements: its own lines, and the rows of the registers that name it.

Checkpoints, checklist, attachments and reminders are small tables that a page shows all of; one
statement reads the four, one more the risks, issues, decisions and dependencies the reader may see.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import (
    CharField,
    DateField,
    DateTimeField,
    F,
    IntegerField,
    QuerySet,
    TextField,
    Value,
)
from django.db.models.functions import Cast
from django.urls import reverse

from workstreams.models import (
    Attachment,
    ChecklistLine,
    Checkpoint,
    Decision,
    Dependency,
    Issue,
    Item,
    Reminder,
    Risk,
)
from workstreams.when import Certainty, Precision, When, stored

#: What is told of each row, in the order of the statement's columns.
COLUMNS = (
    "what", "key", "at", "words", "typed", "day", "precision", "certainty", "more", "size",
    "edition", "done", "who", "moment", "seen",
)  # fmt: skip
TEXT: TextField[str, str] = TextField()
CHAR: CharField[str, str] = CharField()
NUMBER: IntegerField[int, int] = IntegerField()
DAY: DateField[Any, Any] = DateField()
MOMENT: DateTimeField[Any, Any] = DateTimeField()


@dataclass(frozen=True, slots=True)
class Line:
    """A checkpoint, a line of the checklist, an attachment or a reminder."""

    what: str
    pk: int
    at: int
    words: str
    typed: str
    day: date | None
    precision: str
    certainty: str
    more: str  # whom it waits for; the address of a link; the name of a file
    size: int
    edition: int
    done: date | None
    who: str
    moment: datetime | None
    version: int

    @property
    def when(self) -> When:
        """The date of a checkpoint, as typed and as read."""
        kept = Precision(self.precision), Certainty(self.certainty)
        return stored(self.typed, self.day, *kept, self.more, last=True)

    @property
    def is_file(self) -> bool:
        """Whether an attachment is a file of ours and not an address elsewhere."""
        return bool(self.size)


@dataclass
class Lines:
    """All that hangs on an item, by what it is."""

    checkpoints: list[Line] = field(default_factory=list)
    checklist: list[Line] = field(default_factory=list)
    attachments: list[Line] = field(default_factory=list)
    reminders: list[Line] = field(default_factory=list)

    @property
    def ticked(self) -> int:
        """How many lines of the checklist are done."""
        return sum(1 for line in self.checklist if line.done)

    @property
    def waiting(self) -> list[Line]:
        """Reminders that were not told yet."""
        return [line for line in self.reminders if line.moment is None]


def lines_of(item: Item) -> Lines:
    """What hangs on an item, in its order. One statement."""
    rows = _checkpoints(item).union(
        _checklist(item), _attachments(item), _reminders(item), all=True
    )
    found = Lines()
    lists = {
        "checkpoint": found.checkpoints,
        "line": found.checklist,
        "attachment": found.attachments,
        "reminder": found.reminders,
    }
    for row in sorted((Line(*row) for row in rows), key=lambda each: (each.at, each.pk)):
        lists[row.what].append(row)
    found.attachments.sort(key=lambda each: (each.moment, each.pk), reverse=True)
    return found


def _told(rows: QuerySet[Any], what: str, **given: Any) -> QuerySet[Any]:
    """One of the four selects: every column, blank where this kind has none."""
    blank: dict[str, Any] = {
        "what": Value(what, CHAR), "key": F("pk"), "at": Cast(Value(0), NUMBER), "words": Value("", TEXT),
        "typed": Value("", TEXT), "day": Cast(Value(None), DAY), "precision": Value("none", CHAR),
        "certainty": Value("blank", CHAR), "more": Value("", TEXT), "size": Cast(Value(0), NUMBER),
        "edition": Cast(Value(0), NUMBER), "done": Cast(Value(None), DAY), "who": Value("", TEXT),
        "moment": Cast(Value(None), MOMENT), "seen": Cast(F("version"), NUMBER),
    }  # fmt: skip
    told = {f"c_{name}": value for name, value in {**blank, **given}.items()}
    return rows.order_by().annotate(**told).values_list(*(f"c_{name}" for name in COLUMNS))


def _checkpoints(item: Item) -> QuerySet[Any]:
    return _told(
        Checkpoint.objects.filter(item=item), "checkpoint", at=Cast("position", NUMBER),
        words=Cast("title", TEXT), typed=F("when_text"), day=F("when_date"), precision=F("when_precision"),
        certainty=F("when_certainty"), more=Cast("when_waiting_on", TEXT), done=F("done_on"),
    )  # fmt: skip


def _checklist(item: Item) -> QuerySet[Any]:
    return _told(
        ChecklistLine.objects.filter(item=item), "line", at=Cast("position", NUMBER),
        words=Cast("text", TEXT), done=F("done_on"), who=Cast("done_by__full_name", TEXT),
    )  # fmt: skip


def _attachments(item: Item) -> QuerySet[Any]:
    return _told(
        Attachment.objects.filter(item=item), "attachment", words=Cast("title", TEXT), typed=Cast("note", TEXT),
        more=Cast("url", TEXT), size=Cast("size", NUMBER), edition=Cast("edition", NUMBER),
        who=Cast("by__full_name", TEXT), moment=F("added_at"),
    )  # fmt: skip


def _reminders(item: Item) -> QuerySet[Any]:
    return _told(
        Reminder.objects.filter(item=item), "reminder", words=Cast("text", TEXT), day=F("on"),
        who=Cast("by__full_name", TEXT), moment=F("told_at"),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Tie:
    """A row of a register that names the item."""

    what: str
    pk: int
    number: str
    title: str
    state: str
    item_pk: int | None
    item_ref: str
    item_title: str
    workstream: str
    outside: str

    @property
    def url(self) -> str:
        """Its page."""
        return reverse(
            "dependency" if self.what in ("waits", "holds") else self.what, args=[self.pk]
        )

    @property
    def other(self) -> str:
        """What is waited for, or who waits: the item, the workstream or the plan outside."""
        return f"{self.item_ref} {self.item_title}".strip() or self.workstream or self.outside


def ties_of(item: Item, user: Any) -> dict[str, list[Tie]]:
    """Rows of the registers that name an item, by what they are, as far as the user sees them. One statement."""
    waits = _tied(
        Dependency.objects.visible_to(user).filter(item=item), "waits", "on_item",
        workstream=Cast("on_workstream__title", TEXT), outside=Cast("outside", TEXT),
        state=Cast("met", TEXT),
    )  # fmt: skip
    holds = _tied(
        Dependency.objects.visible_to(user).filter(on_item=item), "holds", "item",
        workstream=Cast("workstream__title", TEXT), state=Cast("met", TEXT),
    )  # fmt: skip
    rows = waits.union(
        holds,
        _tied(Risk.objects.visible_to(user).filter(item=item), "risk", state=Cast("state", TEXT)),
        _tied(Issue.objects.visible_to(user).filter(item=item), "issue", state=Cast("state", TEXT)),
        _tied(
            Decision.objects.visible_to(user).filter(item=item),
            "decision",
            state=Cast("outcome", TEXT),
        ),
        all=True,
    )
    found: dict[str, list[Tie]] = {
        name: [] for name in ("waits", "holds", "risk", "issue", "decision")
    }
    for row in sorted(_ties(rows), key=lambda each: (each.number, each.pk)):
        found[row.what].append(row)
    return found


def _ties(rows: Iterable[Any]) -> Iterable[Tie]:
    for row in rows:
        told: list[Any] = ["" if value is None and n != 5 else value for n, value in enumerate(row)]
        yield Tie(*told)


def _tied(rows: QuerySet[Any], what: str, other: str = "", **given: Any) -> QuerySet[Any]:
    told: dict[str, Any] = {
        "what": Value(what, CHAR), "key": F("pk"), "number": Cast("number", TEXT), "words": Cast("title", TEXT),
        "state": Value("", TEXT),
        "item": F(f"{other}__pk") if other else Cast(Value(None), NUMBER),
        "item_ref": Cast(f"{other}__ref", TEXT) if other else Value("", TEXT),
        "item_title": Cast(f"{other}__title", TEXT) if other else Value("", TEXT),
        "workstream": Value("", TEXT), "outside": Value("", TEXT),
        **given,
    }  # fmt: skip
    named = {f"c_{name}": value for name, value in told.items()}
    return rows.order_by().annotate(**named).values_list(*named)
