"""Two people at the same items at the same moment: every change that was answered as done is there. PostgreSQL alone
locks rows, so on SQLite, where writers come one after the other, the same must hold with fewer ways to get there."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from django.db import OperationalError, connection, connections

from tests import factories
from workstreams.actions.base import Conflict
from workstreams.actions.bulk import Moved, change_many
from workstreams.actions.progress import Progress, record
from workstreams.bulk import MoveDates, SetStatus
from workstreams.models import ChangeSet, Item

pytestmark = pytest.mark.django_db(transaction=True)

TURNS = 6


def at_once(*deeds):
    """Does all of them in threads that begin together; what each answered or raised, in their order."""
    gate, found = threading.Barrier(len(deeds)), [None] * len(deeds)

    def run(at, deed):
        gate.wait()
        try:
            found[at] = deed()
        except (Moved, Conflict, OperationalError) as refused:
            found[at] = refused
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=each) for each in enumerate(deeds)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return found


def bulk(cast, role, spec, items, at):
    chosen = {item.pk: item.version for item in items}
    return lambda: change_many(
        programme=cast.plan.programme, chosen=chosen, spec=spec, reason="Cover", by=cast[role],
        today=factories.TODAY, now=at,
    )  # fmt: skip


def fresh(items):
    return list(Item.objects.filter(pk__in=[item.pk for item in items]).order_by("pk"))


def test_overlapping_changes_of_many_lose_nothing(cast, plan, now):
    items = [factories.ItemFactory(workstream=plan.first) for _ in range(12)]
    for turn in range(TURNS):
        items = fresh(items)
        at = now + timedelta(minutes=turn)
        one = bulk(cast, "manager", MoveDates(1), items[:8], at)
        other = bulk(cast, "office", SetStatus("on_hold", f"Turn {turn}"), items[4:][::-1], at)
        before = {item.pk: item.version for item in items}
        answers = at_once(one, other)
        done = [each for each in answers if not isinstance(each, Exception)]
        assert done, "one of the two comes first"
        # What was answered as done is whole, and no row carries a change of the one that was refused.
        for item in fresh(items):
            entries = item.history.filter(history_date=at).count()
            assert item.version == before[item.pk] + entries
        acts = ChangeSet.objects.filter(at=at)
        assert acts.count() == len(done)
        assert sum(act.count for act in acts) == Item.history.filter(history_date=at).count()


def test_a_change_of_many_and_a_single_save(cast, plan, now):
    items = [factories.ItemFactory(workstream=plan.first) for _ in range(6)]
    for turn in range(TURNS):
        items = fresh(items)
        at = now + timedelta(minutes=turn)
        several = bulk(cast, "manager", MoveDates(1), items, at)
        single = items[turn % 6]

        def save(item=single, when=at, percent=turn + 10):
            return record(
                item, progress=Progress(percent=percent), by=cast["lead"], today=factories.TODAY,
                now=when, version=item.version,
            )  # fmt: skip

        many, one = at_once(several, save)
        now_there = Item.objects.get(pk=single.pk)
        if not isinstance(one, Exception):
            assert now_there.percent == turn + 10
        if not isinstance(many, Exception):
            assert all(item.revised_text for item in fresh(items))
        assert not (isinstance(many, Exception) and isinstance(one, Exception))
        entries = now_there.history.filter(history_date=at).count()
        assert now_there.version == single.version + entries


def test_on_postgresql_they_wait_for_each_other_and_never_in_a_ring(cast, plan, now):
    items = [factories.ItemFactory(workstream=plan.first) for _ in range(20)]
    answers = []
    for turn in range(TURNS):
        items = fresh(items)
        at = now + timedelta(minutes=turn)
        answers += at_once(
            bulk(cast, "manager", MoveDates(1), items, at),
            bulk(cast, "office", MoveDates(2), items[::-1], at),
        )
    stuck = [each for each in answers if isinstance(each, OperationalError)]
    if connection.vendor == "postgresql":
        assert not stuck
    assert sum(isinstance(each, Moved) for each in answers) + len(stuck) <= TURNS
