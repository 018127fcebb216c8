"""What is asked of items, each as one condition: home, the plan, your updates and the data quality page ask the same.

`today` and every limit are arguments. A condition that needs other tables finds them when it is asked.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.apps import apps
from django.db.models import Case, Exists, F, OuterRef, Q, TextField, When
from django.db.models.functions import Cast

from workstreams.rag import Rag

from .choices import Certainty, Kind, Status

#: Finished, whatever the dates say: not overdue, not asked about.
CLOSED = (Status.COMPLETE, Status.BUSINESS_AS_USUAL, Status.CANCELLED)
#: How far ahead "due soon" looks.
SOON = timedelta(days=14)

# The questions as conditions, so that one statement can count the answers to all of them.
STILL_OPEN = ~Q(status__in=CLOSED) & (Q(percent__isnull=True) | Q(percent__lt=100))
NO_END = Q(target_date__isnull=True, revised_date__isnull=True)
# No day can be read for the end, or a start was typed that gives none. A plan that has no column for
# starts is not blamed for it (S2, S4).
WITHOUT_USABLE_DATE = (Q(start_date__isnull=True) & ~Q(start_text="")) | NO_END
#: Nothing at all was typed for a date (X0-08).
UNSCHEDULED = Q(start_text="", target_text="", revised_text="")
#: A date of no calendar, kept as typed (X0-05).
IMPOSSIBLE_DATE = (
    Q(start_certainty=Certainty.IMPOSSIBLE)
    | Q(target_certainty=Certainty.IMPOSSIBLE)
    | Q(revised_certainty=Certainty.IMPOSSIBLE)
)
#: The end lies before the start (X0-06).
END_BEFORE_START = Q(revised_date__lt=F("start_date")) | Q(
    revised_date__isnull=True, target_date__lt=F("start_date")
)
#: A person was asked for a date and has not given it (X0-04).
WAITING_ON_A_PERSON = (
    Q(start_certainty=Certainty.WAITING)
    | Q(target_certainty=Certainty.WAITING)
    | Q(revised_certainty=Certainty.WAITING)
)
#: It goes on, and nobody said when it is looked at again (X0-03).
ONGOING_WITHOUT_REVIEW = (
    ~Q(status__in=CLOSED)
    & (Q(target_certainty=Certainty.ONGOING) | Q(revised_certainty=Certainty.ONGOING))
    & Q(review_on__isnull=True)
)
#: A blank is not Green (X0-17).
UNRATED = Q(declared_rag="")
#: 100% and Red contradict each other (X0-14).
DONE_BUT_RED = Q(percent=100, declared_rag=Rag.RED)
#: 100% and no rating (X0-13).
DONE_UNRATED = Q(percent=100, declared_rag="")
#: 100%, yet not called complete, or with an end that is ongoing or not given (X0-15).
DONE_BUT_OPEN = (
    Q(percent=100)
    & ~Q(status__in=(Status.BUSINESS_AS_USUAL, Status.CANCELLED))
    & (~Q(status=Status.COMPLETE) | NO_END)
)
#: Blank is not 0% (X0-30).
WITHOUT_PERCENT = Q(percent__isnull=True)
#: Neither local, regional nor national (X0-28).
WITHOUT_SCOPE = Q(scope="")
#: Nobody has said what it is (X0-31).
UNTYPED = Q(kind=Kind.UNTYPED)
#: A risk is written down and the rating is Green (X0-19).
GREEN_WITH_RISK = Q(declared_rag=Rag.GREEN) & ~Q(risk_text="")

#: A title as it was typed: the importer keeps what it took off the front in `full_text`.
AS_TYPED = Case(
    When(full_text="", then=Cast("title", TextField())),
    default=F("full_text"),
    output_field=TextField(),
)


def overdue(today: date) -> Q:
    """Open, and past the day they are due (X0-10)."""
    due = Q(revised_date__lt=today) | Q(revised_date__isnull=True, target_date__lt=today)
    return STILL_OPEN & due


def overdue_but_green(today: date) -> Q:
    """Overdue, and declared Green (X0-11)."""
    return overdue(today) & Q(declared_rag=Rag.GREEN)


def should_have_started(today: date) -> Q:
    """Start passed, still 0% (X0-12)."""
    return ~Q(status__in=CLOSED) & Q(start_date__lt=today, percent=0)


def due_soon(today: date) -> Q:
    """Open, and due today or within two weeks."""
    span = (today, today + SOON)
    due = Q(revised_date__range=span) | Q(revised_date__isnull=True, target_date__range=span)
    return STILL_OPEN & due


def unowned() -> Q:
    """Nobody's (X0-21)."""
    owners = apps.get_model("workstreams", "ItemOwner").objects
    return ~Q(Exists(owners.filter(item=OuterRef("pk"))))


def owned_by(user: Any) -> Q:
    """Of which the user's own person is lead or support."""
    owners = apps.get_model("workstreams", "ItemOwner").objects
    return Q(Exists(owners.filter(item=OuterRef("pk"), person__user=user.pk)))


def mine(user: Any) -> Q:
    """What "mine" means everywhere: the user leads or supports it, and it is open."""
    return owned_by(user) & STILL_OPEN


def under_way(today: date) -> Q:
    """Open, not on hold, and begun or with no start that lies ahead: there is something to tell."""
    begun = Q(start_date__isnull=True) | Q(start_date__lte=today) | Q(percent__gt=0)
    return STILL_OPEN & ~Q(status=Status.ON_HOLD) & begun


def stale(today: date, *, since: datetime) -> Q:
    """Under way, in the plan since before `since`, and without an update from then on.

    `since` comes from `rag.freshness.fresh_from` by the limits of the programme.
    """
    return under_way(today) & Q(created_at__lt=since) & ~told_since(since)


def told_since(moment: datetime, *, only: str = "") -> Q:
    """With an update written since `moment`; `only` of one kind of update."""
    updates = apps.get_model("workstreams", "Update").objects
    rows = updates.filter(item=OuterRef("pk"), written_at__gte=moment)
    return Q(Exists(rows.filter(kind=only) if only else rows))


def asked_for() -> Q:
    """Open, and somebody asked its owners for an update that has not come."""
    asks = apps.get_model("workstreams", "Ask").objects
    return STILL_OPEN & Q(Exists(asks.filter(item=OuterRef("pk"), answered_at__isnull=True)))


def accepted(fault: str) -> Q:
    """Somebody looked at this fault of the item and said that it is none."""
    looked_at = apps.get_model("workstreams", "Accepted").objects
    return Q(Exists(looked_at.filter(item=OuterRef("pk"), fault=fault)))


def needs_a_board() -> Q:
    """A governance item whose board is to be confirmed: "TBC" in its title and no board on its route (X0-34)."""
    steps = apps.get_model("workstreams", "Step").objects
    routed = steps.filter(item=OuterRef("pk"), board__isnull=False)
    return Q(kind=Kind.GOVERNANCE, title__iregex=r"(^|\W)tb[ca](\W|$)") & ~Q(Exists(routed))
