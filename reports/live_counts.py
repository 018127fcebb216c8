"""The items of a live programme counted by the database: what ``reading.tally`` counts of a frozen one.

One GROUP BY over node and stored rating (``rating.keep_fresh`` holds it true for today). Each column says
in SQL what a line of ``reading.figures``, ``exceptions`` or ``milestones`` says in Python; a test draws
random plans and holds the two together.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import (
    Case,
    Count,
    DateField,
    Exists,
    ExpressionWrapper,
    F,
    Func,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Coalesce, Greatest

from reports.reading.figures import Figures
from reports.reading.live import Live
from reports.reading.milestones import AHEAD
from reports.reading.page import DUE_AHEAD
from reports.reading.tally import Tally
from workstreams.models import ItemOwner
from workstreams.models.plan import STILL_OPEN, WITHOUT_USABLE_DATE, overdue, should_have_started
from workstreams.rag import Rag, WorkstreamFacts

KINDS = ("task", "milestone", "governance", "untyped")
DECLARED = ("red", "amber", "green", "blue", "")
DUE = Coalesce("revised_date", "target_date")
RED = Q(computed_rag="red") | Q(declared_rag="red")
AMBER = ~RED & (Q(computed_rag="amber") | Q(declared_rag="amber"))
#: Declared better than computed (``figures.steps_better``), by two steps or by one.
BETTER_BY_2 = Q(computed_rag="red", declared_rag__in=("green", "blue"))
BETTER_BY_1 = (
    Q(computed_rag="red", declared_rag="amber")
    | Q(computed_rag="amber", declared_rag__in=("green", "blue"))
    | Q(computed_rag="not_started", declared_rag="blue")
)


class Days(Func):
    """Calendar days from the second date to the first."""

    arity = 2
    arg_joiner = " - "
    template = "(%(expressions)s)"
    output_field = IntegerField()

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        later, earlier = self.get_source_expressions()
        one, first = compiler.compile(later)
        other, second = compiler.compile(earlier)
        return f"CAST(julianday({one}) - julianday({other}) AS INTEGER)", (*first, *second)


@dataclass(frozen=True)
class Counted:
    """The counts of every node, and what rates it."""

    live: Live
    facts: dict[int, WorkstreamFacts]


def is_exception(today: date) -> Q:
    """Without regard to the report before (``exceptions._place``)."""
    return STILL_OPEN & (RED | (AMBER & overdue(today)))


def is_due(today: date) -> Q:
    """Open and due in the next days, today included."""
    return STILL_OPEN & Q(due__gte=today, due__lte=today + timedelta(days=DUE_AHEAD))


STONE = Q(kind="milestone") & ~Q(status="cancelled")


def late_stone(today: date) -> Q:
    """A milestone of an earlier month that is still open."""
    return STONE & STILL_OPEN & Q(due__lt=today.replace(day=1))


def stone_ahead(today: date) -> Q:
    """A milestone of the next 90 days."""
    return STONE & STILL_OPEN & Q(due__gt=today, due__lte=today + timedelta(days=AHEAD))


def count(items: QuerySet[Any], *, today: date) -> Counted:
    """One statement."""
    late, start = overdue(today), F("start_date")
    end = Coalesce("target_date", "revised_date")
    day = Value(today, output_field=DateField())
    timed = Q(start_date__isnull=False, percent__isnull=False, end__gte=start)
    gone = ExpressionWrapper(
        Days(day, start) * 100 / (Days(F("end"), start) + 1), output_field=IntegerField()
    )
    expected = Case(
        When(start_date__gte=today, then=Value(0)),
        When(end__lt=today, then=Value(100)),
        default=gone,
    )
    lead = ItemOwner.objects.filter(item=OuterRef("pk"))
    columns: dict[str, Any] = {
        "of_key": Count("pk", filter=Q(key=True)),
        "of_statutory": Count("pk", filter=Q(statutory=True)),
        **{f"kind_{kind}": Count("pk", filter=Q(kind=kind)) for kind in KINDS},
        **{f"said_{rag}": Count("pk", filter=Q(declared_rag=rag)) for rag in DECLARED},
        "overdue": Count("pk", filter=late),
        "overdue_green": Count("pk", filter=late & Q(declared_rag="green")),
        "late_start": Count("pk", filter=should_have_started(today)),
        "finished": Count("pk", filter=~STILL_OPEN & ~Q(status="cancelled")),
        "no_usable_date": Count("pk", filter=WITHOUT_USABLE_DATE),
        "impossible_date": Count(
            "pk",
            filter=Q(start_certainty="impossible")
            | Q(target_certainty="impossible")
            | Q(revised_certainty="impossible"),
        ),
        "no_owner": Count("pk", filter=Q(owners_text="") & ~Exists(lead)),
        "no_percent": Count("pk", filter=Q(percent__isnull=True)),
        "declared_better": Count("pk", filter=BETTER_BY_1 | BETTER_BY_2),
        "done": Sum("percent", filter=timed, default=0),
        "expected": Sum(expected, filter=timed, default=0, output_field=IntegerField()),
        "measured": Count("pk", filter=timed),
        "exceptions": Count("pk", filter=is_exception(today)),
        "due_soon": Count("pk", filter=is_due(today)),
        "to_boards": Count("pk", filter=is_due(today) & Q(kind="governance")),
        "stones_late": Count("pk", filter=late_stone(today)),
        "stones_ahead": Count("pk", filter=stone_ahead(today)),
        "stones_undated": Count("pk", filter=STONE & STILL_OPEN & Q(due__isnull=True)),
    }
    rows = (
        items.order_by()
        .annotate(due=DUE, end=end)
        .values("workstream_id", "computed_rag")
        .annotate(total=Count("pk"), **columns)
    )
    return _counted(rows)


def _counted(rows: Iterable[dict[str, Any]]) -> Counted:
    tallies: dict[int, Tally] = {}
    groups: dict[int, list[tuple[str, dict[str, Any]]]] = defaultdict(list)
    sums: Counter[str] = Counter()
    for row in rows:
        node, rag = row["workstream_id"], row["computed_rag"] or Rag.NOT_RATED.value
        groups[node].append((rag, row))
        one = _tally(rag, row)
        tallies[node] = tallies[node] + one if node in tallies else one
        for name in (
            "exceptions",
            "due_soon",
            "to_boards",
            "stones_late",
            "stones_ahead",
            "stones_undated",
        ):
            sums[name] += row[name]
    live = Live(
        tallies, sums["exceptions"], sums["due_soon"], sums["to_boards"], sums["stones_late"],
        sums["stones_ahead"], sums["stones_undated"],
    )  # fmt: skip
    return Counted(live, {node: _facts(found) for node, found in groups.items()})


def _tally(rag: str, row: dict[str, Any]) -> Tally:
    figures = Figures(
        items=row["total"],
        overdue=row["overdue"],
        overdue_green=row["overdue_green"],
        late_start=row["late_start"],
        finished=row["finished"],
        no_usable_date=row["no_usable_date"],
        impossible_date=row["impossible_date"],
        no_owner=row["no_owner"],
        no_percent=row["no_percent"],
        not_declared=row["said_"],
        declared_better=row["declared_better"],
        ratings=Counter({rag: row["total"]}),
        declared=Counter({said: row[f"said_{said}"] for said in DECLARED if row[f"said_{said}"]}),
    )
    return Tally(figures, row["done"], row["expected"], row["measured"])


def _facts(found: list[tuple[str, dict[str, Any]]]) -> WorkstreamFacts:
    red = next((row for rag, row in found if rag == Rag.RED), None)
    return WorkstreamFacts(
        counts={Rag(rag): row["total"] for rag, row in found},
        red_key=red["of_key"] if red else 0,
        red_statutory=red["of_statutory"] if red else 0,
        red_kinds=frozenset(kind for kind in KINDS if red and red[f"kind_{kind}"]),
    )


def worst_first(items: QuerySet[Any], *, today: date) -> QuerySet[Any]:
    """Exceptions in the order of the page, but for those that the report before puts first."""
    day = Value(today, output_field=DateField())
    slipped = Coalesce(Days(Coalesce("completed_on", "revised_date"), F("target_date")), Value(0))
    behind = Case(When(due__lt=today, then=Days(day, F("due"))), default=Value(0))
    better = BETTER_BY_1 | BETTER_BY_2
    found: QuerySet[Any, Any] = (
        items.annotate(due=DUE)
        .filter(is_exception(today))
        .annotate(
            turn=Case(
                When(better & (RED | overdue(today)), then=Value(2)),
                When(RED, then=Value(3)),
                default=Value(4),
            ),
            apart=Case(
                When(BETTER_BY_2, then=Value(2)),
                When(better & (RED | overdue(today)), then=Value(1)),
                default=Value(0),
            ),
            slip=Greatest(slipped, behind),
        )
        .order_by("turn", "-apart", "-statutory", "-key", "-slip", "pk")
    )
    return found
