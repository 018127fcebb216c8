"""Everything of a programme but its nodes and items, in one SQL statement, as the records of a snapshot.

Each register is a SELECT of a word and a JSON object; UNION ALL makes one statement of them, so that
their number never grows. No comment is read here, nor the comments column of a sheet: neither may be
in a report (S3-42). The words of a return that its lead has not submitted are not read out either.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import CharField, F, Q, QuerySet, Value
from django.db.models.functions import JSONObject

from reports.dated import columns_of
from reports.from_rows import Row, grouped, london, order_of, records_of
from reports.periods import Month
from workstreams.models import (
    BudgetLine,
    Decision,
    GlossaryTerm,
    Issue,
    Measure,
    Meeting,
    Membership,
    Programme,
    Reading,
    ReportingPeriod,
    Return,
    Risk,
    Saving,
    SavingYear,
    StripMonth,
    Update,
    WorkstreamOwner,
)

OLDEST_READING = timedelta(days=1200)
ARISING = timedelta(days=100)  # how long a decision taken stays among the matters arising
MET_AGO, MEETS_IN = timedelta(days=45), timedelta(days=100)
FIGURE = ("amount", "state")


@dataclass(frozen=True)
class Registers:
    """The records, and the small things a snapshot needs beside them."""

    organisation: str
    roles: Mapping[str, str]
    owners: Mapping[int, list[str]]
    strips: Mapping[int, tuple[tuple[str, str], ...]]
    notes: Mapping[int, tuple[str, str, date]]
    returns_month: str
    returns_opened_on: date | None
    records: Mapping[str, Any]


def registers(programme: Programme, *, period: Month | None, as_at: date) -> Registers:
    """The registers of a programme as they stand: one statement. With a ``period`` its returns and its
    closed rows are that month's; without one they are those of the last period that was opened."""
    month = period or Month.of(as_at)
    found: dict[str, list[Row]] = defaultdict(list)
    first, *rest = _selects(programme, month, period is not None, as_at)
    for kind, row in first.union(*rest, all=True):
        found[kind].append(row)
    for rows in found.values():
        rows.sort(key=order_of)
    last = max(found["period"], key=lambda row: row["month"], default=None)
    returns_month = last["month"][:7] if last else ""
    return Registers(
        organisation=next((row["name"] or "" for row in found["organisation"]), ""),
        roles={row["role"]: row["name"] for row in reversed(found["role"])},
        owners=grouped(found["lead"], lambda row: row["name"]),
        strips={
            node: tuple(months)
            for node, months in grouped(
                found["strip"], lambda row: (row["month"][:7], row["letter"])
            ).items()
        },
        notes={
            row["workstream"]: (row["text"], row["by"] or "", london(row["at"]))
            for row in found["note"]
        },
        returns_month=returns_month,
        returns_opened_on=date.fromisoformat(last["opens_on"][:10]) if last else None,
        records=records_of(found, returns_month),
    )


def _selects(
    programme: Programme, month: Month, frozen: bool, as_at: date
) -> list[QuerySet[Any, Any]]:
    """One SELECT for each register. ``order`` is a list of what its rows are sorted by."""
    own = {"programme": programme}
    open_or_closed_now = Q(state="open") | Q(state="closed", closed_on__gte=month.first)
    asked = Q(outcome__in=("asked", "deferred")) | Q(decided_on__gte=as_at - ARISING)
    scope = Q(board__scope__programme=programme) | Q(board__scope__workstream__programme=programme)
    periods = ReportingPeriod.objects.filter(**own, month__lte=month.first)
    periods = periods.filter(month=month.first) if frozen else periods.filter(opens_on__lte=as_at)
    since = month.first if frozen else month.previous.first
    written = Update.objects.filter(
        workstream__programme=programme,
        written_at__date__gte=since,
        written_at__date__lt=month.next.first,
    )
    returned = Return.objects.filter(period__programme=programme, period__month__lte=month.first)
    returned = returned.filter(period__month__gte=month.first if frozen else _back(month, 3))
    part = {"title": "title", "number": "number", "workstream": "workstream_id",
            "owner": "owner__name", "owner_typed": "owners_text"}  # fmt: skip
    return [
        _select("organisation", Programme.objects.filter(pk=programme.pk), "pk", name="organisation__name"),
        _select("role", Membership.objects.filter(**own), "pk", role="role", name="user__full_name"),
        _select("lead", WorkstreamOwner.objects.filter(workstream__programme=programme),
                "-lead", "position", "pk", id="workstream_id", name="person__name"),
        _select("strip", StripMonth.objects.filter(workstream__programme=programme), "month",
                id="workstream_id", month="month", letter="letter"),
        _select("note", written, "written_at", "pk", workstream="workstream_id", text="text",
                by="by__full_name", at="written_at"),
        _select("period", periods, "month", month="month", opens_on="opens_on"),
        _select("return", returned, "workstream__sort_key", "pk", workstream="workstream_id",
                month="period__month", state="state", narrative="narrative", planned="planned",
                ask="ask", voice="voice", declared="declared_rag", reason="declared_reason",
                savings_rag="savings_rag", savings_reason="savings_reason", agreed="agreed_rag",
                risks="risks", no_change="no_change", agreed_by="agreed_by__full_name", agreed_at="agreed_at",
                at="submitted_at", by="submitted_by__full_name"),
        _select("risk", Risk.objects.filter(open_or_closed_now, **own), "number", "pk", **part, id="pk",
                **{name: name for name in ("likelihood", "impact", "mitigation", "state", "raised_on", "closed_on")},
                action="next_action", declared="declared_rag", **_when("action_due")),
        _select("issue", Issue.objects.filter(open_or_closed_now, **own), "number", "pk", **part, id="pk",
                recommendation="recommendation", action="action", escalated_to="escalated_to__name",
                decision_needed="decision_needed", state="state", raised_on="raised_on",
                closed_on="closed_on", **_when("due")),
        _select("saving", Saving.objects.filter(**own), "workstream__sort_key", "title", "pk", **part, id="pk",
                kind="kind", recurrent="recurrent", declared="declared_rag", included_in="included_in_id",
                item="item_id"),
        _select("saving_year", SavingYear.objects.filter(saving__programme=programme), "year",
                saving="saving_id", year="year", **_figures("target", "forecast", "claimed", "verified")),
        _select("budget", BudgetLine.objects.filter(**own), "workstream__sort_key", "year", "title", "pk",
                id="pk", title="title", workstream="workstream_id", year="year", source="source",
                **_figures("budget", "spent", "forecast")),
        _select("measure", Measure.objects.filter(**own), "workstream__sort_key", "title", "pk", id="pk",
                title="title", workstream="workstream_id", unit="unit", direction="direction",
                statutory="statutory", not_measured_until="not_measured_until",
                **_figures("target", "tolerance")),
        _select("reading", Reading.objects.filter(
                    measure__programme=programme, period__lt=month.next.first,
                    period__gte=as_at - OLDEST_READING), "period",
                measure="measure_id", period="period", declared="declared_rag", **_figures("value")),
        _select("decision", Decision.objects.filter(asked, **own), "raised_on", "pk", **part, id="pk",
                board="board__name", recommendation="recommendation", consequence="consequence",
                outcome="outcome", answer="outcome_text", raised_on="raised_on",
                meeting_on="meeting__on", decided_on="decided_on", done_on="closed_on", **_when("due")),
        _select("meeting", Meeting.objects.filter(
                    scope, cancelled=False, on__gte=as_at - MET_AGO, on__lte=as_at + MEETS_IN), "on", "pk",
                id="pk", board="board__name", on="on", papers_due="papers_due",
                branch="board__scope__workstream_id"),
        _select("term", GlossaryTerm.objects.filter(Q(programme__isnull=True) | Q(**own)), "short", "pk",
                short="short", long="long", own="programme_id"),
    ]  # fmt: skip


def _select(
    register: str, rows: QuerySet[Any], /, *order: str, **columns: str
) -> QuerySet[Any, Any]:
    said = {name: F(column) for name, column in columns.items()}
    said |= {
        f"order{n}{'-' * each.startswith('-')}": F(each.lstrip("-")) for n, each in enumerate(order)
    }
    found: QuerySet[Any, Any] = (
        rows.order_by()
        .annotate(of_register=Value(register, output_field=CharField()), as_row=JSONObject(**said))
        .values_list("of_register", "as_row")
    )
    return found


def _when(name: str) -> dict[str, str]:
    return {column: column for column in columns_of(name)}


def _figures(*names: str) -> dict[str, str]:
    return {f"{name}_{part}": f"{name}_{part}" for name in names for part in FIGURE}


def _back(month: Month, number: int) -> date:
    for _ in range(number):
        month = month.previous
    return month.first
