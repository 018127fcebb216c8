"""A year of a programme, month by month through the pipeline: twelve editions for each board, and every
"what changed" held against the edits that were really made."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

import pytest

from reports import deliver, publish
from reports.models import Edition, EditionState, Schedule, Snapshot
from reports.periods import Month, due_at
from reports.publish import bind
from tests import factories
from tests.reports.conftest import JULY, PEOPLE
from workstreams.actions import progress
from workstreams.actions.progress import Progress
from workstreams.dates.bank_holidays import england
from workstreams.models import BoardRecipient, BoardScope, Item
from workstreams.when import read

pytestmark = pytest.mark.django_db

MONTHS = 12
REASONS = ("The survey is late.", "The contractor asked for time.", "Waits for a decision.")


@dataclass
class Month_:
    """What was done to the plan in a month, as the test knows it."""

    moved: dict[str, tuple[int, str]] = field(default_factory=dict)  # title -> days, reason
    completed: set[str] = field(default_factory=set)
    added: set[str] = field(default_factory=set)


@pytest.fixture
def boards(board, cast):
    """The cast's board and another one over the same programme."""
    other = factories.BoardFactory(name="Senior Leadership Team")
    BoardScope.objects.create(board=other, programme=cast.plan.programme)
    Schedule.objects.create(board=other, starts=JULY.first)
    for name in PEOPLE[:2]:
        address = f"{name.lower().replace(' ', '.')}@leadership.example"
        BoardRecipient.objects.create(board=other, name=name, email=address)
    return board, other


@pytest.fixture
def plan(cast, boards):
    """Twenty open actions due over the coming year."""
    for number in range(20):
        due = date(2020, 9, 30) + timedelta(days=number * 11)
        factories.ItemFactory(
            workstream=cast.plan.second, position=number + 10, title=f"Action {number}",
            target=f"{due:%d/%m/%y}",
        )  # fmt: skip
    return cast.plan


def live_through(month: Month, plan, chance: random.Random, by) -> Month_:
    """Some edits by the verbs people use, on the fifteenth."""
    now = datetime(month.year, month.month, 15, 9, tzinfo=UTC)
    done = Month_()
    left = Item.objects.filter(programme=plan.programme).exclude(percent=100).order_by("pk")
    open_items = [item for item in left if item.due_date]
    for item in chance.sample(open_items, min(4, len(open_items))):
        if chance.random() < 0.35:
            said = Progress(percent=100)
            done.completed.add(item.title)
        else:
            days, reason = chance.choice([-9, 7, 14, 45]), chance.choice(REASONS)
            moved = item.due_date + timedelta(days=days)
            said = Progress(revised=read(f"{moved:%d/%m/%y}"), reason=reason)
            done.moved[item.title] = (days, reason)
        progress.record(item, progress=said, by=by, today=now.date(), now=now)
    title = f"New in {month.key}"
    factories.ItemFactory(
        workstream=plan.second, position=100 + month.year * 12 + month.month, title=title,
        target="30/06/21",
    )  # fmt: skip
    done.added.add(title)
    return done


def issue_month(month: Month, cast, clock) -> list[Edition]:
    """The tick of the day it is due, the worker, the sponsor, the mails."""
    clock.at = due_at(month, Schedule.objects.first().due(), holidays=england())
    made = publish.ensure_due(now=clock())
    assert publish.ensure_due(now=clock()) == []
    for edition in made:
        assert publish.work(edition.pk, clock=clock) == "ready"
        publish.approve(Edition.objects.get(pk=edition.pk), by=cast["sponsor"], now=clock())
        assert publish.work(edition.pk, clock=clock) == "sending"
        for pk in edition.deliveries.values_list("pk", flat=True):
            assert deliver.send(pk, clock=clock) == "sent"
    return made


def test_twelve_months_twelve_editions_each_and_every_difference_is_true(
    plan, boards, cast, clock, sink, quick_renderer
):
    chance, month, lived = random.Random(2020), JULY, []
    for _ in range(MONTHS):
        done = live_through(month, plan, chance, cast["manager"])
        made = issue_month(month, cast, clock)
        assert len(made) == 2
        for edition in made:
            changes = bind(Edition.objects.get(pk=edition.pk)).first.changes
            if not lived:
                assert changes is None  # the first report has nothing to stand against
                continue
            assert {each.title: (each.days, each.why) for each in changes.dates} == done.moved
            assert {item.title for item in changes.completed} == done.completed
            assert {item.title for item in changes.added} == done.added
            assert changes.removed == ()
        lived.append(done)
        month = month.next

    assert Counter(Edition.objects.values_list("board__name", flat=True)) == dict.fromkeys(
        (board.name for board in boards), MONTHS
    )
    assert set(Edition.objects.values_list("state", flat=True)) == {EditionState.SENT}
    assert Snapshot.objects.count() == MONTHS  # shared by both boards
    assert len({mail.id for mail in sink.mails}) == len(sink.mails) == MONTHS * (len(PEOPLE) + 2)
    assert sum(len(done.moved) for done in lived) > MONTHS
    trend = bind(Edition.objects.order_by("-period").first()).first.rows[0].trend
    assert trend[-1][0] == "June"
