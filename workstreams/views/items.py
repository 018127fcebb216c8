"""The page of one item: what it is and whose, its dates and how they moved, what hangs on it, its past."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from typing import Any

from django.db.models import CharField, F, Q, TextField, Value
from django.db.models.functions import Cast
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from workstreams import access
from workstreams.access import Policy
from workstreams.actions.rating import limits_of
from workstreams.changelog import events
from workstreams.dates.bank_holidays import england
from workstreams.dates.workdays import working_days_between
from workstreams.forms.words import CommentForm
from workstreams.hanging import lines_of, ties_of
from workstreams.models import STEP, Item, Outcome, Step, Workstream
from workstreams.rag import expected_percent, rate_item
from workstreams.rows import row_of
from workstreams.timeline import scale_around
from workstreams.views.details import comments_of
from workstreams.when import Certainty, When, words

#: As many saves as a page shows; the history itself keeps all.
SAVES = 40
WITH = ("organisation", "watcher", "same_update_as", "duplicate_of")
DATES = (("start", "Start"), ("target", "Target"), ("revised", "Forecast"))

#: What may be said of an item and is offered while it is not: column, words, part of the form.
OFFERED = (
    ("success_measure", "success measure", "proof"),
    ("evidence", "evidence", "proof"),
    ("partners_text", "partners", "proof"),
    ("condition", "condition", "proof"),
    ("scope", "who it is for", "scope"),
    ("source", "why it exists", "origin"),
    ("organisation_id", "owning organisation", "origin"),
    ("external_approval", "approval from outside", "origin"),
    ("recurrence", "how often it comes round", "rhythm"),
    ("timeliness", "on or off track", "rhythm"),
    ("interdependency_text", "interdependencies", "ties"),
    ("full_text", "full text", "what"),
)


@access.policy(Policy.READ)
@require_safe
def item(request: HttpRequest, pk: int) -> HttpResponse:
    """An item with everything that is known about it."""
    found = access.item_to_read(request.user, pk, *WITH)
    return render(request, "workstreams/item.html", _about(request, found))


def _about(request: HttpRequest, item: Item) -> dict[str, Any]:
    today, holidays = timezone.localdate(), england()
    rated = rate_item(
        item.facts(), today=today, limits=limits_of(item.programme), holidays=holidays
    )
    saves = list(
        item.history.select_related("history_user").order_by("-history_date", "-history_id")[
            : SAVES + 1
        ]
    )
    steps = list(item.steps.select_related("board", "meeting"))
    may_edit = bool(item.may_edit)  # type: ignore[attr-defined]
    rights = access.rights_of(request.user)
    return {
        "programme": item.programme,
        "tab": "plan",
        "today": today,
        "item": item,
        "row": row_of(item, scale_around(today, width=640), holidays),
        "rated": rated,
        "expected": expected_percent(item.facts(), today=today),
        "owners": list(
            item.ownerships.select_related("person__organisation").order_by(
                "-lead", "position", "pk"
            )
        ),
        "updates": list(item.updates.select_related("by", "same_as__item")[:20]),
        "events": events(saves)[:SAVES],
        "people": len({save.history_user_id for save in saves}),
        "dates": dates_of(item, saves, holidays),
        "moves": moves(saves, holidays),
        "path": [],
        **around(item, request.user),
        "lines": lines_of(item),
        "ties": ties_of(item, request.user),
        "steps": route(steps),
        "next_step": next((n for n, step in enumerate(steps, 1) if _open(step)), None),
        "comments": comments_of(request, item.programme_id, item=item),
        "comment_form": CommentForm(),
        "comment_to": reverse("item_comment", args=[item.pk]),
        "may_keep": rights.manages(item.programme_id) or rights.leads_at(item.workstream),
        "may_raise": access.may_raise(request.user, item.programme_id),
        "offered": [each for each in OFFERED if not getattr(item, each[0])] if may_edit else [],
    }


@dataclass(frozen=True, slots=True)
class DateLine:
    """One date of an item: as typed, as read, how far from the first target, and who set it."""

    name: str
    label: str
    when: When
    days: int | None = None  # working days after the first target
    who: str = ""
    at: datetime | None = None

    @property
    def waits(self) -> bool:
        """Whether somebody is asked for it."""
        return self.when.certainty is Certainty.WAITING

    @property
    def read(self) -> str:
        """How it was read."""
        return words(self.when)


def dates_of(item: Item, saves: Sequence[Any], holidays: Any) -> list[DateLine]:
    """The dates that an item has, the first target among them once it has moved."""
    first: When = item.baseline if item.baseline_text else item.target
    found = []
    for name, label in DATES:
        when: When = getattr(item, name)
        if name == "target" and item.baseline_text:
            found.append(DateLine("baseline", "First target", first))
        if name == "revised" and when.is_blank:
            continue
        days = None
        moved = name == "revised" or (name == "target" and item.baseline_text)
        if moved and first.due and when.due:
            days = _apart(first.due, when.due, holidays)
        save = _set_by(saves, f"{name}_text")
        who = save.history_user.get_full_name() if save and save.history_user else ""
        found.append(DateLine(name, label, when, days, who, save.history_date if save else None))
    return found


def _apart(one: date, two: date, holidays: Any) -> int:
    """Working days from one day to another; negative when the second comes first."""
    if two < one:
        return -working_days_between(two, one, holidays=holidays)
    return working_days_between(one, two, holidays=holidays)


def _set_by(saves: Sequence[Any], column: str) -> Any:
    """The save, newest first, at which a column came to what it is now; None when it is older than these."""
    for after, before in pairwise([*saves, None]):
        if before is None:
            return after if after.history_type == "+" and getattr(after, column) else None
        if getattr(after, column) != getattr(before, column):
            return after
    return None


@dataclass(frozen=True, slots=True)
class Move:
    """One change of a date: which, from what, to what, how many working days, why and by whom."""

    label: str
    before: str
    after: str
    days: int | None
    why: str
    who: str
    at: datetime


def moves(saves: Sequence[Any], holidays: Any) -> list[Move]:
    """Every change of a date that was one before, newest first."""
    found = []
    for after, before in pairwise(saves):
        for name, label in DATES:
            was, now = getattr(before, f"{name}_text"), getattr(after, f"{name}_text")
            if was == now or not was:
                continue
            days = None
            one, two = getattr(before, f"{name}_date"), getattr(after, f"{name}_date")
            if one and two:
                days = _apart(one, two, holidays)
            who = after.history_user.get_full_name() if after.history_user else ""
            why = after.history_change_reason or ""
            found.append(Move(label, was, now, days, why, who, after.history_date))
    return found


@dataclass(frozen=True, slots=True)
class Leg:
    """A step on the route with how it stands: done, next, later, or blocked by one before it."""

    step: Step
    state: str


def _open(step: Step) -> bool:
    return step.outcome in (Outcome.ASKED, Outcome.DEFERRED)


def route(steps: Sequence[Step]) -> list[Leg]:
    """The steps in order. One that meets before an earlier one is answered is blocked (S0-08)."""
    found: list[Leg] = []
    waiting: list[Step] = []
    for step in steps:
        if step.outcome == Outcome.REFUSED:
            state = "refused"
        elif not _open(step):
            state = "done"
        elif not waiting:
            state = "next"
        else:
            state = "blocked" if _too_early(step, waiting) else "later"
        if _open(step):
            waiting.append(step)
        found.append(Leg(step, state))
    return found


def _too_early(step: Step, before: Sequence[Step]) -> bool:
    """Whether its board meets on or before the day of a board that must answer first."""
    if step.meeting is None:
        return False
    return any(each.meeting is not None and each.meeting.on >= step.meeting.on for each in before)


def around(item: Item, user: Any) -> dict[str, Any]:
    """The workstreams above an item, and the items before and after it in the plan. One statement."""
    places = [item.sort_key[:end] for end in range(STEP, len(item.sort_key), STEP)]
    columns = ("c_what", "pk", "c_ref", "c_title", "c_short", "c_at")

    def told(rows: Any, what: str, short: Any) -> Any:
        return rows.annotate(
            c_what=Value(what, CharField()), c_ref=Cast("ref", TextField()),
            c_title=Cast("title", TextField()), c_short=short, c_at=F("sort_key"),
        ).values_list(*columns)  # fmt: skip

    above = Workstream.objects.visible_to(user).filter(
        programme=item.programme_id, sort_key__in=places
    )
    beside = Item.objects.visible_to(user).filter(programme=item.programme_id)
    here = Q(sort_key=item.sort_key)
    before = beside.filter(Q(sort_key__lt=item.sort_key) | here & Q(pk__lt=item.pk))
    after = beside.filter(Q(sort_key__gt=item.sort_key) | here & Q(pk__gt=item.pk))
    nothing = Value("", TextField())
    rows = told(above.order_by(), "above", Cast("short_name", TextField())).union(
        *(
            told(_first(each, order), what, nothing)
            for each, order, what in (
                (before, ("-sort_key", "-pk"), "before"),
                (after, ("sort_key", "pk"), "after"),
            )
        ),
        all=True,
    )
    found: dict[str, Any] = {"path": [], "before": None, "after": None}
    for what, pk, ref, title, short, at in rows:
        if what == "above":
            found["path"].append((at, reverse("workstream", args=[pk]), f"{ref} {short or title}"))
        else:
            found[what] = {"url": reverse("item", args=[pk]), "name": f"{ref} {title}".strip()}
    found["path"].sort()
    return found


def _first(rows: Any, order: Sequence[str]) -> Any:
    """The first of some items in an order, as a condition: SQLite takes no limit inside a union."""
    return Item.objects.filter(pk__in=rows.order_by(*order).values("pk")[:1]).order_by()
