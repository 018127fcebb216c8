"""The workstreams of the strips and the boards above them, as the database has them: two statements."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import (
    BooleanField,
    CharField,
    DateField,
    F,
    IntegerField,
    OuterRef,
    Q,
    Subquery,
    Value,
)
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.safestring import SafeString

from workstreams.dates.workdays import working_days_between
from workstreams.models import STEP, Board, Item, Programme, Workstream, WorkstreamOwner
from workstreams.models.plan import CLOSED
from workstreams.models.rights import Rights, rights_of

from . import strip
from .strip import PHASES, Point
from .window import Window, add_months

MOST = 2000  # milestones and meetings read for one page


@dataclass
class Strip:
    """One workstream: its letters by month, and its milestones."""

    pk: int
    sort_key: str
    ref: str
    title: str
    short_name: str
    declared_rag: str
    lead: str
    letters: dict[date, str] = field(default_factory=dict)
    points: list[Point] = field(default_factory=list)
    undated: int = 0
    left_out: int = 0
    drawing: SafeString = field(default_factory=SafeString)
    edit_url: str = ""
    today: date | None = None

    @property
    def name(self) -> str:
        """The short name, which the strip is known by (S1-20), with its number."""
        return f"{self.ref} {self.short_name or self.title}".strip()

    @property
    def url(self) -> str:
        """Its page."""
        return reverse("workstream", args=[self.pk])

    @property
    def now(self) -> str:
        """The letter of this month; "" for a gap."""
        return self.letters.get(self.today.replace(day=1), "") if self.today else ""

    @property
    def now_words(self) -> str:
        """I, implement; "" for a gap."""
        return f"{self.now}, {PHASES[self.now]}" if self.now else ""

    @property
    def months(self) -> int | None:
        """How many months in all have the letter of this month."""
        return sum(each == self.now for each in self.letters.values()) if self.now else None

    @property
    def checks(self) -> list[str]:
        """What follows this month, which gaps there are, and what does not fit together."""
        if not self.letters or self.today is None:
            return ["No phase is set"]
        said = []
        month = self.today.replace(day=1)
        known = strip.runs(self.letters, min(self.letters), add_months(max(self.letters), 1))
        following = next(
            (r for r in known if r.first > month and r.letter not in ("", self.now)), None
        )
        if following:
            said.append(f"{PHASES[following.letter].capitalize()}s from {following.first:%B %Y}")
        for gap in (run for run in known if not run.letter):
            last = add_months(gap.after, -1)
            said.append(
                f"{gap.length} months with no phase, {gap.first:%B} to {last:%B %Y}"
                if gap.length > 1
                else f"No phase in {gap.first:%B %Y}"
            )
        if month > max(self.letters):
            said.append(f"Blank since {max(self.letters):%B %Y}: paused or finished?")
        waiting = [p for p in self.points if not p.closed and p.day and p.day < self.today]
        if self.now == "S" and waiting:
            said.append(f"Sustain, yet “{waiting[0].title}” was due and is open")
        return said


@dataclass
class Panel:
    """A board and the days it meets."""

    pk: int
    name: str
    days: list[date] = field(default_factory=list)
    drawing: SafeString = field(default_factory=SafeString)

    @property
    def url(self) -> str:
        """Its page."""
        return reverse("board", args=[self.pk])


def rows_of(programme: Programme, user: Any, today: date) -> list[Strip]:
    """The workstreams at the top, and all that have a letter. One statement."""
    lead = WorkstreamOwner.objects.filter(workstream=OuterRef("pk"), lead=True)
    found = (
        Workstream.objects.visible_to(user)
        .filter(programme=programme)
        .annotate(lead=Subquery(lead.values("person__name")[:1]))
        .order_by("sort_key", "strip__month")
        .values_list(
            "pk", "sort_key", "ref", "title", "short_name", "declared_rag", "lead", "strip__month",
            "strip__letter",
        )
    )  # fmt: skip
    rights = rights_of(user)
    rows: dict[int, Strip] = {}
    for pk, place, ref, title, short, declared, lead_name, month, letter in found:
        if month is None and len(place) > STEP:
            continue
        if pk not in rows:
            rows[pk] = Strip(pk, place, ref, title, short, declared, lead_name or "", today=today)
            if _may_set(rights, programme, place):
                rows[pk].edit_url = reverse("strip", args=[pk])
        if month is not None:
            rows[pk].letters[month] = letter
    return list(rows.values())


def _may_set(rights: Rights, programme: Programme, place: str) -> bool:
    return rights.manages(programme) or any(b.holds(programme.pk, place) for b in rights.leads)


def fill(
    programme: Programme, user: Any, rows: list[Strip], window: Window, holidays: Collection[date]
) -> list[Panel]:
    """Puts milestones to their workstreams, and answers the boards with their days. One statement."""
    milestones = (
        Item.objects.visible_to(user)
        .filter(programme=programme, kind="milestone")
        .order_by()
        .annotate(
            what=Value(0, IntegerField()), day=F("target_date"), forecast=F("revised_date"),
            done=F("percent"), exact=Coalesce("revised_precision", Value(""), output_field=CharField()),
        )
        .values_list("what", "pk", "title", "sort_key", "day", "forecast", "status", "done", "target_precision",
                     "exact", "key")
    )  # fmt: skip
    about = Q(scope__programme=programme) | Q(scope__workstream__programme=programme)
    boards = (
        Board.objects.visible_to(user)
        .filter(pk__in=Board.objects.filter(about).order_by().values("pk"))
        .order_by()
        .annotate(
            what=Value(1, IntegerField()), place=Value(""), day=F("meetings__on"),
            forecast=Value(None, DateField()), state=Value(""), done=Value(None, IntegerField()),
            first=Value(""), second=Value(""),
            off=Coalesce("meetings__cancelled", Value(False), output_field=BooleanField()),
        )
        .values_list("what", "pk", "name", "place", "day", "forecast", "state", "done", "first", "second", "off")
    )  # fmt: skip
    places = {row.sort_key: row for row in rows}
    panels: dict[int, Panel] = {}
    for what, pk, title, place, day, forecast, status, done, exact, again, flag in milestones.union(
        boards, all=True
    ).order_by("-what", "sort_key", "pk")[:MOST]:
        if what == 1:
            panel = panels.setdefault(pk, Panel(pk, title))
            if day is not None and not flag:
                panel.days.append(day)
            continue
        row = next(
            (places[place[:n]] for n in range(len(place), 0, -STEP) if place[:n] in places), None
        )
        if row is None:
            continue
        ends = forecast or day
        if ends is None:
            row.undated += 1
            continue
        slip = working_days_between(day, ends, holidays=holidays) if day and forecast else 0
        shut = status in CLOSED or done == 100
        soft = (again if forecast else exact) != "day"
        row.points.append(Point(title, ends, day if day != ends else None, shut, soft, pk, slip))
    return list(panels.values())
