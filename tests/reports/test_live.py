"""The live page counts by SQL what a frozen report counts item by item: on any plan they agree."""

import random
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from reports import codec, live, live_cache, models
from reports.collect import collect, ratings_of
from reports.periods import Month
from reports.reading import read
from tests import factories
from workstreams import when
from workstreams.actions.rating import rerate
from workstreams.models import Item, Kind, Status, Workstream

pytestmark = pytest.mark.django_db

TODAY = date(2020, 8, 14)
TYPED = ("", "", "TBC", "31/09/20", "Sept 2020", "ongoing")


def _date(draw: random.Random):
    if draw.random() < 0.3:
        return when.read(draw.choice(TYPED), near=TODAY)
    return when.read(
        (TODAY + timedelta(days=draw.randint(-200, 150))).strftime("%d/%m/%y"), near=TODAY
    )


def _fill(item: Item, draw: random.Random) -> Item:
    item.kind = draw.choice(Kind.values)
    item.status = draw.choice(Status.values)
    item.status_reason = "Waiting" if item.status == Status.ON_HOLD else ""
    item.percent = draw.choice((None, 0, 0, 20, 50, 90, 100))
    item.declared_rag = draw.choice(("", "red", "amber", "green", "green", "blue"))
    item.key, item.statutory = draw.random() < 0.2, draw.random() < 0.2
    item.start, item.target, item.revised = _date(draw), _date(draw), _date(draw)
    done = item.status == Status.COMPLETE and draw.random() < 0.7
    item.completed_on = TODAY - timedelta(days=draw.randint(0, 90)) if done else None
    item.owners_text = draw.choice(("", "the team"))
    item.save()
    return item


def grow(draw: random.Random, items: int = 60):
    """A tree of two outcomes with workstreams and projects, and items with every sort of fact."""
    programme = factories.ProgrammeFactory()
    nodes: list[Workstream] = []
    for n in range(2):
        top = factories.WorkstreamFactory(programme=programme, level="outcome", ref=str(n + 1))
        for k in range(2):
            node = factories.WorkstreamFactory(
                programme=programme, parent=top, level="workstream", ref=f"{n + 1}.{k + 1}"
            )
            nodes += [
                node,
                factories.WorkstreamFactory(programme=programme, parent=node, level="project"),
            ]
    people = [factories.PersonFactory(name=name) for name in ("Bridget Harlowe", "Callum Deverill")]
    for _ in range(items):
        item = _fill(factories.ItemFactory(workstream=draw.choice(nodes)), draw)
        if draw.random() < 0.5:
            factories.own(item, draw.choice(people))
    return programme


def frozen(programme, month: Month):
    taken = collect(programme, period=month, as_at=month.last, now=factories.NOW)
    body = codec.to_json(taken)
    return models.Snapshot.objects.create(
        programme=programme, period=month.first, number=1, schema=taken.schema, as_at=taken.as_at,
        taken_at=factories.NOW, body=body, sha256=codec.fingerprint(body), ratings=ratings_of(taken),
    )  # fmt: skip


def both(programme, branches=()):
    """The reading of every item, and the one of counts."""
    rerate(programme, today=TODAY)
    programme.refresh_from_db()
    whole = collect(programme, period=None, as_at=TODAY, now=factories.NOW)
    before = models.Snapshot.objects.filter(programme=programme).order_by("period").last()
    kept = live.stand(programme, branches=branches, today=TODAY, now=factories.NOW)
    full = read(whole, before.read() if before else None, branches=branches)
    return full, kept.reading


def said(r) -> dict[str, object]:
    """Every figure and every row that the dashboard draws."""
    return {
        "headline": (r.headline, r.was, r.moved, r.gap),
        "receipt": r.snapshot.receipt,
        "verdict": (r.verdict, r.unknown, r.spread),
        "figures": r.figures,
        "exceptions": (
            r.exceptions_found,
            [
                (x.item.id, x.order, x.now, x.came_from, x.days, x.reason, x.item.owner)
                for x in r.first_exceptions
            ],
        ),
        "due": (r.due_found, r.to_boards, [item.id for item in r.first_due]),
        "rows": [
            (
                row.node,
                row.figures,
                row.tally,
                row.trend,
                row.done,
                row.expected,
                row.measured,
                row.next and row.next.id,
                row.says,
            )
            for row in r.rows
        ],
        "gaps": [(gap.row.node.id, gap.steps, gap.months) for gap in r.gaps],
        "milestones": (
            r.milestones.late_found,
            r.milestones.next_found,
            r.milestones.undated,
            [row.item.id for row in r.next_milestones],
        ),
        "changed": r.changed,
        "health": r.health,
        "registers": (r.money, r.risks.sentence, r.decisions.sentence, r.returned),
    }


@pytest.mark.parametrize("seed", range(4))
def test_counted_by_the_database_or_item_by_item_it_is_the_same(seed):
    programme = grow(random.Random(seed))
    full, quick = both(programme)
    assert said(quick) == said(full)
    assert len(quick.snapshot.items) < len(full.snapshot.items)


@pytest.mark.parametrize("seed", range(4))
def test_and_after_a_month_in_which_much_has_changed(seed):
    draw = random.Random(100 + seed)
    programme = grow(draw)
    frozen(programme, Month(2020, 7))
    rows = list(Item.objects.filter(programme=programme))
    for item in draw.sample(rows, 12):
        _fill(item, draw)
    factories.own(
        _fill(factories.ItemFactory(workstream=rows[0].workstream), draw),
        factories.PersonFactory(name="Leila Marchetti"),
    )
    full, quick = both(programme)
    assert said(quick) == said(full)


@pytest.mark.parametrize("seed", range(2))
def test_and_for_a_board_that_looks_at_one_branch(seed):
    draw = random.Random(200 + seed)
    programme = grow(draw)
    frozen(programme, Month(2020, 7))
    for item in draw.sample(list(Item.objects.filter(programme=programme)), 5):
        _fill(item, draw)
    branch = Workstream.objects.filter(programme=programme, level="workstream").order_by("pk")[1]
    full, quick = both(programme, branches=(branch.pk,))
    assert said(quick) == said(full)


def test_the_statements_do_not_grow():
    programme = grow(random.Random(1), items=5)
    frozen(programme, Month(2020, 7))

    def statements() -> int:
        rerate(programme, today=TODAY)
        programme.refresh_from_db()
        live.stand(programme, branches=(), today=TODAY, now=factories.NOW)
        with CaptureQueriesContext(connection) as found:
            live.stand(programme, branches=(), today=TODAY, now=factories.NOW)
        return len(found)

    few = statements()
    nodes = list(Workstream.objects.filter(programme=programme))
    for n in range(40):
        _fill(factories.ItemFactory(workstream=nodes[n % len(nodes)]), random.Random(n))
    assert statements() == few <= 6


class TestKept:
    @pytest.fixture(autouse=True)
    def _keeping(self, settings):
        settings.LIVE_PAGE_SECONDS = 60
        live_cache.forget()
        yield
        live_cache.forget()

    def ask(self, programme, user, *, at=factories.NOW):
        with CaptureQueriesContext(connection) as found:
            r = live.reading(programme, user=user, today=TODAY, now=at)
        return r, len(found)

    def test_the_next_reader_costs_one_statement(self, plan, cast):
        plan.programme.rated_on = TODAY
        plan.programme.save()
        first, _ = self.ask(plan.programme, cast["manager"])
        again, number = self.ask(plan.programme, cast["manager"])
        assert again.snapshot is first.snapshot
        assert number <= 2  # whether anything has changed, and what the reader may see

    def test_a_change_is_seen_at_once(self, plan, cast):
        first, _ = self.ask(plan.programme, cast["manager"])
        plan.item.percent = 99
        plan.item.save()
        rerate(plan.programme, today=TODAY)
        again, _ = self.ask(plan.programme, cast["manager"])
        assert again.snapshot is not first.snapshot

    def test_what_is_drawn_for_all_names_none_of_its_readers(self, plan, signed_in, cast):
        address = reverse("dashboard", args=[plan.programme.slug])
        for role in ("manager", "auditor", "contributor"):
            page = signed_in(role).get(address)
            assert 'class="verdict"' in page.context["body"]
            for other in ("manager", "auditor", "contributor", "board"):
                name = cast[other].full_name
                said = [row.owner for row in page.context["r"].snapshot.items]
                assert name in said or name not in page.context["body"]

    def test_a_row_that_is_committed_late_changes_the_standing(self, plan):
        plan.item.save()
        history = Item.history
        early, late = history.order_by("history_id").values_list("history_id", flat=True)[:2]
        row = history.get(history_id=early)
        row.delete()
        before = live_cache.standing()
        assert late > early
        row.save(force_insert=True)
        assert live_cache.standing() != before

    def test_after_a_minute_it_is_worked_out_again(self, plan, cast):
        first, _ = self.ask(plan.programme, cast["manager"])
        again, _ = self.ask(
            plan.programme, cast["manager"], at=factories.NOW + timedelta(seconds=61)
        )
        assert again.snapshot is not first.snapshot

    def test_one_who_sees_a_branch_never_gets_what_was_kept_for_the_whole(self, plan, cast):
        from workstreams.models import BoardScope

        BoardScope.objects.all().delete()
        BoardScope.objects.create(board=cast.board, workstream=plan.second)
        whole, _ = self.ask(plan.programme, cast["manager"])
        part, _ = self.ask(plan.programme, cast["board"])
        assert len(part.snapshot.workstreams) < len(whole.snapshot.workstreams)
        assert replace(part.snapshot) != whole.snapshot
