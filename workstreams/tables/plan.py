"""The plan as a table: which columns there are and what sorting by one means."""

from __future__ import annotations

from typing import Any

import django_tables2 as tables
from django.db.models import Case, F, IntegerField, QuerySet, Value, When
from django.db.models.functions import Coalesce, Lower, NullIf

#: Worst first, for sorting by rating; a rating that is none comes last.
WORST_FIRST = (
    "red",
    "amber",
    "green",
    "not_started",
    "on_hold",
    "blue",
    "cancelled",
    "not_rated",
    "",
)
PLAN_ORDER = ("sort_key", "pk")


def _urgency(field: str) -> Case:
    return Case(
        *(When(**{field: rag}, then=Value(n)) for n, rag in enumerate(WORST_FIRST)),
        default=Value(len(WORST_FIRST)),
        output_field=IntegerField(),
    )


def _sorted(queryset: QuerySet[Any], value: Any, descending: bool) -> tuple[QuerySet[Any], bool]:
    """Sorted by an expression, blanks last either way, ties in plan order: a total order."""
    ordered = value.desc(nulls_last=True) if descending else value.asc(nulls_last=True)
    return queryset.order_by(ordered, *PLAN_ORDER), True


class PlanTable(tables.Table):
    """Items in plan order, or sorted by one column. Rows are written by `workstreams.rows`."""

    title = tables.Column("Item")
    workstream = tables.Column("Workstream", empty_values=())
    owner = tables.Column("Owner", empty_values=())
    status = tables.Column("Status")
    percent = tables.Column("Done")
    start = tables.Column("Start", empty_values=())
    target = tables.Column("Target", empty_values=())
    due = tables.Column("Forecast", empty_values=())
    late = tables.Column("Late", orderable=False, empty_values=())
    scope = tables.Column("Scope")
    rag = tables.Column("RAG", empty_values=())
    changed = tables.Column("Last changed", empty_values=())

    class Meta:
        prefix = ""

    def order_title(self, queryset: Any, is_descending: bool) -> Any:
        """By title, whatever its case."""
        return _sorted(queryset, Lower("title"), is_descending)

    def order_owner(self, queryset: Any, is_descending: bool) -> Any:
        """By the lead's name."""
        return _sorted(queryset, F("lead_name"), is_descending)

    def order_percent(self, queryset: Any, is_descending: bool) -> Any:
        """By percent; a blank is not 0 and comes last."""
        return _sorted(queryset, F("percent"), is_descending)

    def order_target(self, queryset: Any, is_descending: bool) -> Any:
        """By target; what has no date comes last."""
        return _sorted(queryset, F("target_date"), is_descending)

    def order_due(self, queryset: Any, is_descending: bool) -> Any:
        """By the revised date, or the target where it stands."""
        return _sorted(queryset, Coalesce("revised_date", "target_date"), is_descending)

    def order_rag(self, queryset: Any, is_descending: bool) -> Any:
        """Worst computed rating first."""
        return _sorted(queryset, _urgency("computed_rag"), is_descending)

    def order_workstream(self, queryset: Any, is_descending: bool) -> Any:
        """By the place of the workstream."""
        return _sorted(queryset, F("workstream__sort_key"), is_descending)

    def order_status(self, queryset: Any, is_descending: bool) -> Any:
        """By status, as the words stand in the alphabet."""
        return _sorted(queryset, F("status"), is_descending)

    def order_start(self, queryset: Any, is_descending: bool) -> Any:
        """By start; what has no day comes last."""
        return _sorted(queryset, F("start_date"), is_descending)

    def order_scope(self, queryset: Any, is_descending: bool) -> Any:
        """By scope; what is not given comes last."""
        return _sorted(queryset, NullIf(F("scope"), Value("")), is_descending)

    def order_changed(self, queryset: Any, is_descending: bool) -> Any:
        """By the moment of the last change."""
        return _sorted(queryset, F("changed_at"), is_descending)


#: The columns that a reader may sort by.
SORTABLE = frozenset(name for name, c in PlanTable.base_columns.items() if c.orderable is not False)
