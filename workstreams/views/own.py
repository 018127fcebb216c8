"""What one person has to do, read in a fixed number of statements."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import (
    Case,
    Count,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce
from django.urls import reverse

from workstreams.models import (
    Board,
    Decision,
    Item,
    ItemOwner,
    Meeting,
    Outcome,
    Programme,
    ReportingPeriod,
    Return,
    ReturnState,
    Workstream,
)
from workstreams.models.questions import (
    STILL_OPEN,
    WITHOUT_USABLE_DATE,
    due_soon,
    overdue,
    overdue_but_green,
    owned_by,
    should_have_started,
    unowned,
)
from workstreams.models.rights import Rights, rights_of
from workstreams.month.duties import returns_for
from workstreams.views.my_rows import Asking

SHOWN = 6
OWN, OTHER = 0, 1  # a board you sit on, one that you only see


def greeting(hour: int) -> str:
    """Good morning, afternoon or evening, by the hour of a day in London."""
    return "Good morning" if hour < 12 else "Good afternoon" if hour < 18 else "Good evening"


def counts(user: Any, *, today: date) -> dict[str, int]:
    """How many items you own, and how many of them want something. One statement."""
    mine = Item.objects.visible_to(user).filter(owned_by(user))
    return mine.order_by().aggregate(
        all=Count("pk"),
        open=Count("pk", filter=STILL_OPEN),
        overdue=Count("pk", filter=overdue(today)),
        green=Count("pk", filter=overdue_but_green(today)),
        started=Count("pk", filter=should_have_started(today)),
        undated=Count("pk", filter=STILL_OPEN & WITHOUT_USABLE_DATE),
        soon=Count("pk", filter=due_soon(today)),
    )


#: Why one of your items is on the list, in words.
WHY = {
    "asked": "you are asked about it",
    "overdue": "overdue",
    "soon": "due soon",
    "start": "should have started",
    "stale": "no update for some time",
}


@dataclass(frozen=True)
class Task:
    """Something to do on another page: what, about what, by when, and where."""

    words: str
    more: str
    about: str
    due: datetime | None
    url: str
    button: str
    on: date | None = None  # a day rather than an hour: of a meeting


#: What a package above this one puts before a person: it adds itself when it starts (`reports.apps`).
OTHERS: list[Callable[[Any], list[Task]]] = []


def tasks(user: Any, asked: Asking, *, boards: list[Any]) -> list[Task]:
    """Decisions asked of your boards (as `boards` read them), what others put before you, updates to write,
    returns to write and to agree. Two statements and those of the others, none where no month is open."""
    found = [_decisions(board) for board in boards if board.own == OWN and board.asked_number]
    found += [task for each in OTHERS for task in each(user)]
    if asked.todo:
        late = sum(1 for row in asked.todo if row.days_late)
        green = sum(1 for row in asked.todo if row.days_late and row.item.declared_rag == "green")
        more = f"{late} overdue" + (f", {green} of them Green" if green else "") if late else ""
        names = sorted({row.item.programme.name for row in asked.todo})
        number = len(asked.todo) + asked.left_out
        said = f"Update {number} {'item' if number == 1 else 'items'}"
        url = reverse("my_updates")
        found.append(Task(said, more, ", ".join(names), asked.deadline, url, "Update"))
    return found + _returns(user, asked.months)


def _decisions(board: Any) -> Task:
    number = board.asked_number
    said = f"Read {number} {'decision that is' if number == 1 else 'decisions that are'} asked"
    more = "The board meets then" if board.next_on else "The board has no date yet"
    return Task(
        said, more, board.name, None, reverse("board", args=[board.pk]), "Read", on=board.next_on
    )


def _returns(user: Any, months: dict[int, ReportingPeriod]) -> list[Task]:
    rights = rights_of(user)
    kept = {key for key in months if rights.manages(key)}
    if not months or not (rights.leads or kept):
        return []
    rows = (
        Workstream.objects.numbered()
        .filter(rights.led() | Q(programme__in=kept), programme__in=months)
        .order_by("programme", "sort_key")
    )
    branches = [row for row in rows if returns_for(row, months[row.programme_id])]
    given = {row.workstream_id: row for row in Return.objects.filter(period__in=months.values())}
    found = []
    for branch in branches:
        if not rights.leads_at(branch):
            continue
        period, row = months[branch.programme_id], given.get(branch.pk)
        if row is None or row.state in (ReturnState.DRAFT, ReturnState.CHALLENGED):
            found.append(_return(branch, period, row))
    for key in sorted(kept):
        mine = [branch for branch in branches if branch.programme_id == key]
        found += _to_agree(months[key], mine, given)
    return found


def _return(branch: Workstream, period: ReportingPeriod, row: Return | None) -> Task:
    month = f"{period.month:%B}"
    url = reverse("return_edit", args=[period.pk, branch.pk])
    if row is not None and row.state == ReturnState.CHALLENGED:
        said = f"Answer about the {month} return"
        return Task(
            said, "The office asks for changes", str(branch), period.deadline, url, "Answer"
        )
    if row is not None:
        said, more = f"Finish the {month} return", "Begun, not handed in"
        return Task(said, more, str(branch), period.deadline, url, "Carry on")
    return Task(
        f"Write the {month} return", "Not begun", str(branch), period.deadline, url, "Write"
    )


def _to_agree(
    period: ReportingPeriod, branches: list[Workstream], given: dict[int, Return]
) -> list[Task]:
    rows = [given[branch.pk] for branch in branches if branch.pk in given]
    waiting = sum(1 for row in rows if row.state == ReturnState.SUBMITTED)
    out = len(branches) - sum(
        1 for row in rows if row.state in (ReturnState.SUBMITTED, ReturnState.AGREED)
    )
    name, url = str(period.programme), period.get_absolute_url()
    found = []
    if waiting:
        said = f"Agree {waiting} {'return' if waiting == 1 else 'returns'} of {period.month:%B}"
        found.append(Task(said, "Handed in", name, None, url, "Look"))
    if out:
        said = f"{out} {'return is' if out == 1 else 'returns are'} to come for {period.month:%B}"
        found.append(Task(said, f"Of {len(branches)}", name, period.deadline, url, "Chase"))
    return found


def boards(user: Any, *, today: date) -> list[Any]:
    """Boards you see, your own first, each with its next meeting and what is asked of it. One statement."""
    next_one = Meeting.objects.filter(
        board=OuterRef("pk"), on__gte=today, cancelled=False
    ).order_by("on")
    asked = Decision.objects.filter(board=OuterRef("pk"), outcome=Outcome.ASKED).order_by()
    rows = Board.objects.visible_to(user).annotate(
        next_on=Subquery(next_one.values("on")[:1]),
        papers_on=Subquery(next_one.values("papers_due")[:1]),
        asked_number=Coalesce(
            Subquery(asked.values("board").annotate(number=Count("pk")).values("number")), 0
        ),
        own=Case(When(pk__in=rights_of(user).boards, then=Value(OWN)), default=Value(OTHER)),
    )
    return list(rows.order_by("own", F("next_on").asc(nulls_last=True), "name")[:6])


@dataclass(frozen=True)
class Mine:
    """A programme you see, with its counts and your part in it."""

    programme: Any  # with its numbers
    part: str

    @property
    def figures(self) -> tuple[tuple[str, str, int], ...]:
        """Chip of the plan, words and number of what wants attention."""
        row = self.programme
        return (
            ("overdue", "Overdue", row.late_number),
            ("green", "of them Green", row.green_number),
            ("undated", "Without a date", row.undated_number),
            ("unowned", "Unowned", row.unowned_number),
        )


def programmes(user: Any, *, today: date) -> list[Mine]:
    """The programmes you see, with how many workstreams, items and overdue items. One statement."""
    items = Item.objects.visible_to(user).filter(programme=OuterRef("pk")).order_by()
    top = Workstream.objects.visible_to(user).numbered().filter(programme=OuterRef("pk")).order_by()
    top = top.filter(closed_on__isnull=True)
    owned = ItemOwner.objects.filter(item__programme=OuterRef("pk"), person__user=user.pk)
    rows = (
        Programme.objects.visible_to(user)
        .annotate(
            items_number=_number(items),
            late_number=_number(items.filter(overdue(today))),
            green_number=_number(items.filter(overdue_but_green(today))),
            undated_number=_number(items.filter(WITHOUT_USABLE_DATE)),
            unowned_number=_number(items.filter(unowned())),
            workstreams_number=_number(top),
            owns=Exists(owned),
        )
        .order_by("name")
    )
    rights = rights_of(user)
    return [Mine(row, _part(row, rights)) for row in rows]


def _number(rows: QuerySet[Any]) -> Coalesce:
    counted = rows.values("programme").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted), 0)


#: The strongest of several roles is named first.
PARTS = (
    ("office", "Programme office"),
    ("manager", "Programme manager"),
    ("sponsor", "Sponsor"),
    ("lead", "Workstream lead"),
    ("finance", "Finance"),
    ("contributor", "Action owner"),
    ("auditor", "Auditor, reads all"),
)


def _part(programme: Any, rights: Rights) -> str:
    held = [
        words
        for role, words in PARTS
        if role in rights.roles_everywhere or (programme.pk, role) in rights.roles
    ]
    if programme.owns and "Action owner" not in held:
        held.append("Action owner")
    return ", ".join(held) or "Board member, reads"
