"""What may be wrong with a plan: each fault with its condition, its words and what mends it.

The conditions are those of home, the plan's chips and the import (models.questions), so that a count
here and a count there cannot differ. Sources: seeds.md 2 (X0-03 to X0-47).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Q, QuerySet

from workstreams.models import Item, Programme, UpdateKind, Workstream
from workstreams.models import questions as ask


@dataclass(frozen=True, slots=True)
class Day:
    """The day of a page, since when an update is fresh on it, and the first moment of its month."""

    today: date
    fresh: datetime
    month: datetime


@dataclass(frozen=True, slots=True)
class Fault:
    """One kind of fault of an item. `fields` are the boxes that mend it; `accepts` says, on a button,
    what it means that it is none; `asks` is the question to the owners."""

    name: str
    group: str
    words: str
    heading: str
    says: str
    keeps: Callable[[Day], Q]
    fields: tuple[str, ...] = ()
    accepts: str = ""
    asks: str = ""

    def condition(self, day: Day) -> Q:
        """Which items have it; those about which somebody said that it is none are left out."""
        keeps = self.keeps(day)
        return keeps & ~ask.accepted(self.name) if self.accepts else keeps


DATES, RATINGS, PEOPLE, ROWS = "Dates", "Ratings", "People and boards", "Rows"
GROUPS = (DATES, RATINGS, PEOPLE, ROWS)
FACTS = ("percent", "declared_rag", "revised", "reason")

ITEM_FAULTS: tuple[Fault, ...] = (
    Fault(
        "impossible", DATES, "Date that does not exist", "date does not exist,dates do not exist",
        "Kept as typed, and no day is set until somebody says which one is meant.",
        lambda day: ask.IMPOSSIBLE_DATE, ("dates",), "Keep as typed", "Which day is meant?",
    ),
    Fault(
        "backwards", DATES, "End before start", "item ends before it starts,items end before they start",
        "Most often the year was not changed. Take the offered day, change the two round, or type the right ones.",
        lambda day: ask.END_BEFORE_START, ("start", "end"), "Keep both as they are", "Which dates are right?",
    ),
    Fault(
        "undated", DATES, "Without a usable date", "item has no usable date,items have no usable date",
        "No day can be read for the end, or a start was typed that gives none. Nothing says when it is late.",
        lambda day: ask.WITHOUT_USABLE_DATE, ("dates",), "", "When does it begin and end?",
    ),
    Fault(
        "unscheduled", DATES, "No date at all", "item has no date at all,items have no date at all",
        "Both dates are blank. Type what is known: a month or “TBC” is an answer too.",
        lambda day: ask.UNSCHEDULED, ("start", "end"), "", "When does it begin and end?",
    ),
    Fault(
        "waiting", DATES, "Waiting on a person", "item waits for somebody's date,items wait for somebody's date",
        "A note to a colleague stands where a date should be.",
        lambda day: ask.WAITING_ON_A_PERSON, ("dates",), "", "Is there a date by now?",
    ),
    Fault(
        "ongoing", DATES, "Ongoing, no review date", "item goes on with no review date,items go on with no review date",
        "It has no end, so it is never late. Say on which day it is looked at again.",
        lambda day: ask.ONGOING_WITHOUT_REVIEW, ("review_on",), "", "When is it looked at again?",
    ),
    Fault(
        "overdue", DATES, "Overdue", "item is overdue,items are overdue",
        "Open, and past the day it was due. Say how much is done, or when it will be.",
        lambda day: ask.overdue(day.today), FACTS, "", "This is overdue. How much is done, and when will it be?",
    ),
    Fault(
        "started", DATES, "Should have started, still 0%",
        "item should have started and stands at 0%,items should have started and stand at 0%",
        "The start has passed. Say how much is done, or move the start.",
        lambda day: ask.should_have_started(day.today), ("percent", "start", "reason"), "",
        "This should have started. Has it?",
    ),
    Fault(
        "green", RATINGS, "Overdue but Green",
        "item is overdue and declared Green,items are overdue and declared Green",
        "The board is told both. Confirm with a forecast, or change the rating.",
        lambda day: ask.overdue_but_green(day.today), FACTS, "", "This is overdue and declared Green. Is it?",
    ),
    Fault(
        "red_done", RATINGS, "100% and Red", "item is 100% and Red,items are 100% and Red",
        "One of the two is not so.",
        lambda day: ask.DONE_BUT_RED, ("percent", "declared_rag", "reason"), "Both are right",
        "This is 100% and Red. Which is right?",
    ),
    Fault(
        "done_open", RATINGS, "100% and not completed",
        "item is 100% and not completed,items are 100% and not completed",
        "100%, yet not called complete, or its end is ongoing or not given. Is it complete, or does it go on as"
        " business as usual?",
        lambda day: ask.DONE_BUT_OPEN, ("finish",), "It is complete", "Is this complete, or business as usual?",
    ),
    Fault(
        "done_unrated", RATINGS, "100% with no RAG", "item is 100% with no RAG,items are 100% with no RAG",
        "Finished, and nobody rated it. Complete is a rating.",
        lambda day: ask.DONE_UNRATED, ("declared_rag",), "", "How do you rate this?",
    ),
    Fault(
        "unrated", RATINGS, "No RAG", "item has no RAG,items have no RAG",
        "A blank is not Green. It is shown as not declared until its owner rates it.",
        lambda day: ask.UNRATED, ("declared_rag", "reason"), "", "How do you rate this?",
    ),
    Fault(
        "risky", RATINGS, "Green, with a risk",
        "item is Green with a risk beside it,items are Green with a risk beside them",
        "Board pages show both.",
        lambda day: ask.GREEN_WITH_RISK, ("declared_rag", "reason"), "Green in spite of it",
        "A risk is written beside this Green. Is it Green?",
    ),
    Fault(
        "unowned", PEOPLE, "Nobody owns it", "item is nobody's,items are nobody's",
        "Nobody is asked about it and nobody sees it on their page.",
        lambda day: ask.unowned(), ("owner",),
    ),
    Fault(
        "boardless", PEOPLE, "Needs a board", "governance item needs a board,governance items need a board",
        "The board is to be confirmed, so no board sees it coming.",
        lambda day: ask.needs_a_board(), ("route",), "", "Which board takes this?",
    ),
    Fault(
        "untyped", ROWS, "Kind not known", "item has no kind,items have no kind",
        "Until then it is listed and counted as not typed.",
        lambda day: ask.UNTYPED, ("kind",), "", "Is this a task, a milestone or governance?",
    ),
    Fault(
        "unmeasured", ROWS, "No percent", "item has no percent,items have no percent",
        "A blank is not 0%, so its progress is not tested.",
        lambda day: ask.WITHOUT_PERCENT, ("percent",), "", "How much is done?",
    ),
    Fault(
        "unscoped", ROWS, "No scope", "item has no scope,items have no scope",
        "Neither local, regional nor national.",
        lambda day: ask.WITHOUT_SCOPE, ("scope",),
    ),
    Fault(
        "stale", ROWS, "No update for some time",
        "item has had no update for some time,items have had no update for some time",
        "Under way, and nobody has written a word for as long as the programme's rules allow.",
        lambda day: ask.stale(day.today, since=day.fresh), ("update",), "", "Where does this stand?",
    ),
)  # fmt: skip
#: Faults that are found by other statements than the one count of all the others.
TWICE = Fault(
    "twice", ROWS, "Titles that stand twice",
    "item has a title that stands elsewhere too,items have titles that stand twice",
    "Where two titles are one, people update the wrong row. Each is shown with its place.",
    lambda day: Q(), ("title",), "It is right so",
)  # fmt: skip
SAME = Fault(
    "same", PEOPLE, "Names that may be one person", "name may be somebody else's,names may be somebody else's",
    "Offered, never done by itself. Look at what would move first.", lambda day: Q(),
)  # fmt: skip
EMPTY = Fault(
    "empty", ROWS, "No plan yet", "workstream has no plan yet,workstreams have no plan yet",
    "Nothing stands under it: no item, no phase, no workstream.", lambda day: Q(),
)  # fmt: skip
ALL = (*ITEM_FAULTS, TWICE, SAME, EMPTY)
BY_NAME = {fault.name: fault for fault in ALL}
#: In the order in which the page lists them.
ORDER = {
    DATES: ("impossible", "backwards", "undated", "unscheduled", "waiting", "ongoing", "overdue", "started"),
    RATINGS: ("green", "red_done", "done_open", "done_unrated", "unrated", "risky"),
    PEOPLE: ("same", "unowned", "boardless"),
    ROWS: ("untyped", "unmeasured", "unscoped", "twice", "stale", "empty"),
}  # fmt: skip
#: What is looked at first where the reader chose nothing.
URGENT = ("impossible", "backwards", "same", "untyped", "unowned", "done_open", "red_done", "green")


def count(items: QuerySet[Any], day: Day, twice: Twice) -> dict[str, int]:
    """How many items there are ("all"), how many have each fault, and of those under way how many have
    an update this month ("told"), and how many of these say that nothing has changed. One statement."""
    begun = ask.under_way(day.today)
    asked = {fault.name: Count("pk", filter=fault.condition(day)) for fault in ITEM_FAULTS}
    counts: dict[str, int] = items.order_by().aggregate(
        all=Count("pk"),
        under_way=Count("pk", filter=begun),
        told=Count("pk", filter=begun & ask.told_since(day.month)),
        unchanged=Count("pk", filter=begun & ask.told_since(day.month, only=UpdateKind.NO_CHANGE)),
        **asked,
    )
    return {**counts, "twice": len(twice), "titles": len(twice.titles)}


class Twice:
    """The items whose title stands elsewhere too, as it was typed (X0-42), those of one title together.

    Reads the titles with one statement and each slice with one more: which titles stand twice is
    counted once, and not again for every row.
    """

    def __init__(self, items: QuerySet[Any]) -> None:
        self.items = items.filter(~ask.accepted("twice")).annotate(as_typed=ask.AS_TYPED)
        found = self.items.order_by("as_typed").values("as_typed").annotate(number=Count("pk"))
        self.titles: list[tuple[str, int]] = list(
            found.filter(number__gt=1).values_list("as_typed", "number")
        )

    def __len__(self) -> int:
        return sum(number for _, number in self.titles)

    def __getitem__(self, asked: slice) -> list[Any]:
        start, stop = asked.start or 0, len(self) if asked.stop is None else asked.stop
        wanted, first, at = list[str](), 0, 0
        for title, number in self.titles:
            if at + number > start and at < stop:
                first = first if wanted else at
                wanted.append(title)
            at += number
        rows = self.items.filter(as_typed__in=wanted).order_by("as_typed", "sort_key", "pk")
        return list(rows.select_related("workstream", "watcher")[start - first : stop - first])


def rows_of(items: QuerySet[Any], fault: Fault, day: Day) -> QuerySet[Any]:
    """The items that have a fault, in plan order. Titles that stand twice have a class of their own."""
    return items.filter(fault.condition(day)).order_by("programme", "sort_key", "pk")


def without_plan(programme: Programme, user: Any) -> list[Workstream]:
    """Workstreams with nothing under them (X0-43). One statement."""
    rows = Workstream.objects.visible_to(user).filter(
        programme=programme, items__isnull=True, phases__isnull=True, children__isnull=True
    )
    return list(rows.select_related("parent").order_by("sort_key"))


def reason_for(fault: Fault, item: Item) -> str:
    """Why a date is set on this page, kept with the change where nobody has to type a reason."""
    bad = [
        getattr(item, f"{name}_text")
        for name in ("start", "target", "revised")
        if getattr(item, f"{name}_text") and not getattr(item, f"{name}_date")
    ]
    if bad:
        return f"“{bad[0]}” gives no day"
    return fault.words


__all__ = ["ALL", "BY_NAME", "EMPTY", "GROUPS", "ORDER", "SAME", "TWICE", "URGENT", "Day", "Fault", "count",
           "reason_for", "rows_of", "without_plan"]  # fmt: skip
