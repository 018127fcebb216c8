"""The report (G13, G14, G15): what the job adds to WeasyPrint, what our style sheet and our pages cost.

All by processor time. Pages are counted, not seconds: a report of 6 workstreams has some 13 pages.
"""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any
from unittest import mock

from django.utils import timezone

from benchmarks import data
from benchmarks.goals.pages import Spent, in_new_process, layout, plain
from benchmarks.rounds import ROUNDS, Result, Side, compare, shown
from reports import engine, models, publish, ready, render, tagging
from reports.collect import collect
from reports.document import Document, Imprint, Part
from reports.periods import Month
from workstreams.models import Board, BoardRecipient, BoardScope, Programme, Workstream

NAIVE = """
table { border-collapse: collapse; width: 100%; } th, td { border: 1px solid #444; padding: 4px; }
body { font: 11pt sans-serif; } .page { break-before: page; }
"""
READERS = 12
WHOLE = (
    (180, 9),
    (275, 11),
    (1000, 60),
)  # items and workstreams of plans that one board sees whole
LONG_ROUNDS = 3  # two hundred pages take most of a minute


def _document(programme: Programme, *, of: int) -> Document:
    """The report of last month, its pages of workstreams cut to ``of`` of them."""
    month = Month.of(timezone.localdate()).previous
    taken = collect(programme, period=month, as_at=month.last, now=timezone.now())
    tops = tuple(node.id for node in taken.workstreams[:of])
    imprint = Imprint(
        False, 1, "Office", "", None, date(month.next.first.year, month.next.first.month, 7), ""
    )
    return Document("Board", "Council", str(month), (Part(taken, "5f" * 32, None, tops),), imprint)


class Job:
    """One board's month from due to issued: facts frozen, draft, approval, final, mails queued."""

    def __init__(self, programme: Programme, *, of: int) -> None:
        self.programme, self.of = programme, of
        self.weasy = self.tags = 0.0
        self.pages = 0
        self.made: list[str] = []  # the pages that WeasyPrint was given, draft and final

    def run(self) -> tuple[float, float, float]:
        """Processor seconds outside WeasyPrint's own, in it, and of WeasyPrint alone for the same pages."""
        with self._board() as board, self._watched():
            period = Month.of(timezone.localdate()).previous
            began = time.process_time()
            edition = publish.open_edition(board, period, now=timezone.now())
            publish.work(edition.pk, clock=timezone.now)
            edition.refresh_from_db()
            by = data.manager(self.programme)
            publish.approve(edition, by=by, now=timezone.now(), looked=True)
            publish.work(edition.pk, clock=timezone.now)
            spent = time.process_time() - began
            edition.refresh_from_db()
            if edition.state != models.EditionState.SENDING:
                raise RuntimeError(f"The report was not issued: {edition.state} {edition.error}")
            self.pages = edition.pages
        inside = self.weasy - self.tags
        began = time.process_time()
        for page in self.made:
            plain(page, ready.sheet())
        return spent - inside, inside, time.process_time() - began

    @contextmanager
    def _board(self) -> Iterator[Board]:
        """A board with its branches and readers; it and all that was made for it go again."""
        _forget(self.programme)
        board = Board.objects.create(name=f"Bench board of {self.programme}")
        tops = Workstream.objects.filter(programme=self.programme).order_by("sort_key", "pk")
        for top in tops[: self.of]:
            BoardScope.objects.create(board=board, workstream=top)
        for n in range(READERS):
            BoardRecipient.objects.create(board=board, name=f"Reader {n}", email=f"r{n}@b.example")
        try:
            yield board
        finally:
            _forget(self.programme)

    @contextmanager
    def _watched(self) -> Iterator[None]:
        """Renders in this process, whose clock is watched; a fork would hide it. The garbage of a report
        dies with its child: here it is taken away when the watch has stopped."""
        lay_out, repair = engine.laid_out, tagging.repair

        def laid_out(page: str, styles: Any) -> tuple[int, bytes]:
            self.made.append(page)
            began = time.process_time()
            made = lay_out(page, styles)
            self.weasy += time.process_time() - began
            return made

        def repaired(*arguments: Any) -> None:
            began = time.process_time()
            repair(*arguments)
            self.tags += time.process_time() - began

        with (
            mock.patch.object(engine, "laid_out", laid_out),
            mock.patch.object(tagging, "repair", repaired),
            mock.patch.object(render, "in_child", lambda make, *, seconds: make()),
            mock.patch("reports.doorbell.ring"),  # nobody shall come
        ):
            gc.disable()
            try:
                yield
            finally:
                gc.enable()
                gc.collect()


def _forget(programme: Programme) -> None:
    """Takes the bench's board and reports out, and the programme's snapshots."""
    board = {"name": f"Bench board of {programme}"}
    editions = models.Edition.objects.filter(board__in=Board.objects.filter(**board))
    models.Transition.objects.filter(edition__in=editions).delete()
    models.Delivery.objects.filter(edition__in=editions).delete()
    models.EditionPart.objects.filter(edition__in=editions).delete()
    editions.delete()
    models.Snapshot.objects.filter(programme=programme).delete()
    for model in (BoardScope, BoardRecipient):
        model.objects.filter(board__in=Board.objects.filter(**board)).delete()
    Board.objects.filter(**board).delete()


def G13(programmes: dict[int, Programme]) -> list[Result]:
    """Processor time of a whole report job outside WeasyPrint's own, against WeasyPrint's: at most 5%, for
    plans that one board sees whole (the study's 13 and 50 pages); then for a part of a larger plan, which
    is frozen whole all the same. And the whole job against WeasyPrint alone with the very same pages."""
    today = timezone.localdate()
    plans = [
        data.build(f"Bench of {items}", items=items, today=today, workstreams=workstreams)
        for items, workstreams in WHOLE
    ]
    large = programmes[min(programmes)]
    ready.preload()
    try:
        whole = [row for plan in plans for row in _outside(plan, of=100)]
        return [*whole, *_outside(large, of=11), *_outside(large, of=40)]
    finally:
        for plan in plans:
            _forget(plan)
            data.wipe(plan.name)


def _outside(programme: Programme, *, of: int) -> list[Result]:
    """A whole job, some workstreams of a programme: the rest of the programme is frozen with them."""
    jobs = [Job(programme, of=of) for _ in range(ROUNDS)]
    outside, inside, alone = zip(*(job.run() for job in jobs), strict=True)
    whole = [a + b for a, b in zip(outside, inside, strict=True)]
    pages = f"{jobs[0].pages} pages of {programme.items.count()} items, draft and final"
    return [
        replace(each, goal="G13")
        for each in (
            _ratio(
                f"outside WeasyPrint to its part as it runs here, {pages}",
                [*outside],
                [*inside],
                limit=0.05,
            ),
            _ratio(
                f"outside WeasyPrint to WeasyPrint alone, {pages}", [*outside], [*alone], limit=0.05
            ),
            _ratio(f"whole job to WeasyPrint alone, {pages}", whole, [*alone], limit=1.05),
        )
    ]


def G14(programmes: dict[int, Programme]) -> list[Result]:
    """Our page against the same page under a naive style sheet, tagged and untagged: the naive one as
    WeasyPrint makes it for anybody; then the two style sheets alone, both by our engine."""
    page = render.html(_document(programmes[min(programmes)], of=6))
    return [
        compare(
            "G14", f"{words}, {what}",
            Side("ours", partial(layout, page, ready.sheet(), tags=tags)),
            Side("naive", partial(by, page, NAIVE, tags=tags)),
            limit=limit, calls=1, by_processor=True,
        )
        for what, by in (("our page against a naive one", plain), ("style sheets alone", layout))
        for words, tags, limit in (("tagged", True, 1.0), ("untagged", False, 0.9))
    ]  # fmt: skip


def G15(programmes: dict[int, Programme]) -> list[Result]:
    """A long report against a shorter one page by page, its memory, and a warm process against a cold one."""
    programme = programmes[min(programmes)]
    ready.preload()
    short, middling = (render.html(_document(programme, of=of)) for of in (6, 36))
    long = _four_times(middling)
    spent: dict[str, list[Spent]] = {"long": [], "middling": [], "warm": [], "cold": []}
    for _ in range(LONG_ROUNDS):
        spent["long"].append(in_new_process(long, warm=True))
        spent["middling"].append(in_new_process(middling, warm=True))
        spent["warm"].append(in_new_process(short, warm=True))
        spent["cold"].append(in_new_process(short, warm=False))
    pages = {name: each[0].pages for name, each in spent.items()}
    a_page = {
        name: [one.seconds / one.pages for one in spent[name]] for name in ("long", "middling")
    }
    whole = {name: [one.seconds for one in spent[name]] for name in ("warm", "cold")}
    memory = max(one.mebibytes for one in spent["long"])
    allowed = 3.2 * pages["long"] + 60
    return [
        _ratio(f"a page of {pages['long']} against one of {pages['middling']}",
               a_page["long"], a_page["middling"], limit=1.1),
        Result("G15", f"peak memory of {pages['long']} pages, MiB of those allowed", f"{memory:.0f}",
               f"{allowed:.0f}", memory / allowed, 1.0, ""),
        _ratio(f"{pages['warm']} pages, warm against cold process", whole["warm"], whole["cold"],
               limit=0.75),
    ]  # fmt: skip


def _four_times(page: str) -> str:
    """The same report with all its pages four times."""
    before, body = page.split("<main", 1)
    inside, after = body.rsplit("</main>", 1)
    return f"{before}{f'<main{inside}</main>' * 4}{after}"


def _ratio(what: str, ours: list[float], bare: list[float], *, limit: float) -> Result:
    """A result of measurements that were taken in turn."""
    sides = Side("ours", lambda: None, ours), Side("bare", lambda: None, bare)
    ratios = [a / b for a, b in zip(ours, bare, strict=True)]
    middle = statistics.median(ratios)
    spread = f"{min(ratios):.3f} to {max(ratios):.3f}"
    return Result("G15", what, shown(sides[0]), shown(sides[1]), middle, limit, spread, middle)


GOALS = [G13, G14, G15]
