"""Who returns what for a month, and who leads it. Read for the month's page and for its mails."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import date
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from workstreams.dates.bank_holidays import of_nation
from workstreams.models import (
    Ask,
    Item,
    ItemOwner,
    Membership,
    Person,
    ReportingPeriod,
    Return,
    ReturnState,
    Role,
    Update,
    Workstream,
    WorkstreamOwner,
)
from workstreams.models.questions import asked_for, due_soon, overdue, should_have_started
from workstreams.month.calendar import Rung, ladder
from workstreams.periods import LONDON
from workstreams.staleness import morning, stale_now

#: A return that is with the office, or past it.
HANDED_IN = (ReturnState.SUBMITTED, ReturnState.AGREED)


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody who can be written to. `user` is None for people without an account."""

    name: str
    email: str
    user: Any = field(default=None, compare=False)
    stands_in: bool = field(default=False, compare=False)  # is asked because nobody leads it


def contact_of(person: Person | None) -> Contact | None:
    """The address of a person: their account's, else their own; None when there is none."""
    if person is None:
        return None
    if person.user is not None and not person.user.is_active:
        return None
    email = (person.user.email if person.user else person.email).strip().lower()
    return Contact(person.name, email, person.user) if email else None


def returning(period: ReportingPeriod | None = None) -> QuerySet[Workstream]:
    """The workstreams that make a return: those a board reads about and that are not closed.

    Of a period: those that were not closed before it began, and those that returned for it all the
    same, so that a month that is over tells what it told then.
    """
    rows = Workstream.objects.numbered()
    if period is None:
        return rows.filter(closed_on__isnull=True)
    given = Return.objects.filter(period=period, workstream=OuterRef("pk"))
    there = Q(closed_on__isnull=True) | Q(closed_on__gte=period.opens_on)
    return rows.filter(there | Exists(given))


def returns_for(branch: Workstream, period: ReportingPeriod) -> bool:
    """Whether a workstream is asked for its return of a period: it was not closed before that began."""
    return branch.closed_on is None or branch.closed_on >= period.opens_on


def outstanding(
    periods: Collection[ReportingPeriod],
) -> dict[int, list[tuple[Workstream, Return | None]]]:
    """For each period (by id) the workstreams whose return is not with the office, with what there
    is of it. Two statements."""
    programmes: dict[int, list[Workstream]] = defaultdict(list)
    for branch in (
        Workstream.objects.numbered()
        .filter(programme__in={period.programme_id for period in periods})
        .order_by("programme", "sort_key")
    ):
        programmes[branch.programme_id].append(branch)
    given = {
        (row.period_id, row.workstream_id): row
        for row in Return.objects.filter(period__in=[period.pk for period in periods])
    }
    found: dict[int, list[tuple[Workstream, Return | None]]] = {}
    for period in periods:
        rows = (
            (each, given.get((period.pk, each.pk)))
            for each in programmes[period.programme_id]
            if returns_for(each, period)
        )
        found[period.pk] = [
            (each, row) for each, row in rows if row is None or row.state not in HANDED_IN
        ]
    return found


def leads_of(workstreams: Collection[Workstream]) -> dict[int, Contact]:
    """Who is asked for each workstream, by its id: its lead owner, else whoever holds the nearest
    branch as a lead, else the programme's first manager. One without anybody is left out. At most
    three statements."""
    found: dict[int, Contact] = {}
    owners = WorkstreamOwner.objects.filter(
        workstream__in=[each.pk for each in workstreams], lead=True
    ).select_related("person__user")
    for owner in owners:
        contact = contact_of(owner.person)
        if contact:
            found[owner.workstream_id] = contact
    holders = Membership.objects.filter(
        role=Role.LEAD,
        workstream__programme__in={each.programme_id for each in workstreams},
        user__is_active=True,
    ).select_related("user", "workstream")
    by_depth = sorted(holders, key=lambda row: len(row.workstream.sort_key), reverse=True)  # type: ignore[union-attr]
    for each in workstreams:
        if each.pk not in found:
            for row in by_depth:
                top = row.workstream
                if (
                    top is not None
                    and top.programme_id == each.programme_id
                    and each.sort_key.startswith(top.sort_key)
                ):
                    found[each.pk] = Contact(
                        row.user.get_full_name(), row.user.email.lower(), row.user
                    )
                    break
    left = {each.programme_id for each in workstreams if each.pk not in found}
    managers = keepers_of(left, Role.MANAGER) if left else {}
    for each in workstreams:
        if each.pk not in found and managers[each.programme_id]:
            found[each.pk] = replace(managers[each.programme_id][0], stands_in=True)
    return found


def keepers_of(programmes: Collection[int], *roles: Role) -> dict[int, list[Contact]]:
    """The accounts with one of the roles in each programme, or everywhere. One statement."""
    found: dict[int, list[Contact]] = {programme: [] for programme in programmes}
    rows = (
        Membership.objects.filter(
            Q(programme__in=programmes) | Q(programme=None, workstream=None, board=None),
            role__in=roles,
            user__is_active=True,
        )
        .select_related("user")
        .order_by("pk")
    )
    for row in rows:
        one = Contact(row.user.get_full_name(), row.user.email.lower(), row.user)
        for programme in [row.programme_id] if row.programme_id else programmes:
            if one not in found[programme]:
                found[programme].append(one)
    return found


def owners_of(programmes: Collection[int]) -> dict[int, list[tuple[Contact, int]]]:
    """The owners of open items of each programme who can be written to, with how many they own.
    Two statements."""
    counted = (
        ItemOwner.objects.filter(item__programme__in=programmes)
        .filter(item__in=Item.objects.still_open().values("pk"))
        .order_by("item__programme", "person")
        .values_list("item__programme", "person")
        .annotate(number=Count("item", distinct=True))
    )
    counts = list(counted)
    people = Person.objects.select_related("user").in_bulk({person for _, person, _ in counts})
    found: dict[int, list[tuple[Contact, int]]] = defaultdict(list)
    for programme, person, number in counts:
        contact = contact_of(people[person])
        if contact:
            found[programme].append((contact, number))
    return found


def owing(
    periods: Collection[ReportingPeriod], *, today: date
) -> dict[int, list[tuple[Contact, int]]]:
    """For each month (by id) who owns items that still want a word, and how many: those that their own
    page of updates asks about (asked for, overdue, due soon, not begun, stale) and that nobody told of
    and they did not change since the month opened. Of two open months of a programme the newer one asks,
    as that page does. Three statements at most."""
    newest: dict[int, ReportingPeriod] = {}
    for period in sorted(periods, key=lambda each: each.month):
        newest[period.programme_id] = period
    found: dict[int, list[tuple[Contact, int]]] = {period.pk: [] for period in periods}
    if not newest:
        return found
    wants = asked_for() | overdue(today) | due_soon(today) | should_have_started(today)
    stale = stale_now([period.programme for period in newest.values()], today)
    wanted = Item.objects.filter(programme__in=newest).still_open().filter(wants | stale)
    counts = list(
        ItemOwner.objects.filter(item__in=wanted.values("pk"))
        .filter(reduce(or_, map(_unanswered, newest.values())))
        .order_by("item__programme", "person")
        .values_list("item__programme", "person")
        .annotate(number=Count("item", distinct=True))
    )
    people = Person.objects.select_related("user").in_bulk({person for _, person, _ in counts})
    for programme, person, number in counts:
        contact = contact_of(people[person])
        if contact:
            found[newest[programme].pk].append((contact, number))
    return found


def _unanswered(period: ReportingPeriod) -> Q:
    """Owners of items of a month's programme that wait: asked for by somebody, or without a word, and
    unchanged by the owner, since the month opened."""
    since = morning(period.opens_on)
    told = Update.objects.filter(item=OuterRef("item"), written_at__gte=since)
    saved = Item.history.filter(
        id=OuterRef("item"), history_user=OuterRef("person__user"), history_type="~",
        history_date__gte=since,
    )  # fmt: skip
    asks = Ask.objects.open().filter(item=OuterRef("item"))
    silent = ~Exists(told) & ~Exists(saved)
    return Q(item__programme=period.programme_id) & (Q(Exists(asks)) | Q(silent))


def nation_of(period: ReportingPeriod) -> str:
    """Whose bank holidays count for a month: those of its programme's rule, else of England."""
    rule = getattr(period.programme, "period_rule", None)
    return rule.nation if rule is not None else "ENG"


def due_day_of(period: ReportingPeriod) -> date:
    """The day in London on which returns are due."""
    return period.deadline.astimezone(LONDON).date()


def ladder_of(period: ReportingPeriod) -> list[tuple[Rung, Any]]:
    """The steps of the chase of a month with their instants."""
    return ladder(period.opens_on, due_day_of(period), holidays=of_nation(nation_of(period)))
