"""Since when an update is fresh, by the limits of each programme."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time
from functools import reduce
from operator import or_

from django.db.models import Q
from django.utils import timezone

from workstreams.actions.rating import limits_of
from workstreams.dates.bank_holidays import england
from workstreams.models import Programme
from workstreams.models.questions import stale
from workstreams.rag import fresh_from


def morning(day: date) -> datetime:
    """The first moment of a day in London."""
    return timezone.make_aware(datetime.combine(day, time.min))


def fresh_since(programme: Programme, today: date) -> datetime:
    """The moment from which an update of a programme is fresh on `today`."""
    return morning(fresh_from(today, limits=limits_of(programme), holidays=england()))


def stale_now(programmes: Iterable[Programme], today: date) -> Q:
    """Items that are stale by the limits of their own programme."""
    by_moment: dict[datetime, list[int]] = {}
    for programme in programmes:
        by_moment.setdefault(fresh_since(programme, today), []).append(programme.pk)
    each = [Q(programme__in=keys) & stale(today, since=since) for since, keys in by_moment.items()]
    return reduce(or_, each, Q(pk__in=()))
