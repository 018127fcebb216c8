"""The tables of the plain pages: which columns there are, and what sorting by one means."""

from __future__ import annotations

from datetime import date
from typing import Any

import django_tables2 as tables
from django.db.models import F, QuerySet
from django.utils.html import format_html
from django_tables2 import LazyPaginator, RequestConfig

from workstreams.models import Figure
from workstreams.past import said
from workstreams.templatetags.parts import counted
from workstreams.templatetags.tracker import day, gap, rag

TEMPLATE = "workstreams/parts/_table.html"
NUMBER = {"td": {"class": "n"}, "th": {"class": "n"}}


class PartTable(tables.Table):
    """The base: our template, blanks last, a total order."""

    class Meta:
        template_name = TEMPLATE
        empty_text = "Nothing here."

    #: The day on which it is read; without one, nothing is overdue.
    today: date | None = None

    def at(self, today: date) -> PartTable:
        """The table as read on a day: what should be done by then is marked."""
        self.today = today
        return self

    def blanks_last(self, rows: QuerySet[Any], value: Any, descending: bool) -> tuple[Any, bool]:
        """Sorted by a column or an expression, blanks last either way."""
        by = F(value) if isinstance(value, str) else value
        ordered = by.desc(nulls_last=True) if descending else by.asc(nulls_last=True)
        return rows.order_by(ordered, "pk"), True

    def on(self, request: Any, *, per_page: int = 50) -> PartTable:
        """Sorted and cut as the address asks, without a statement that counts."""
        paginate = {"per_page": per_page, "paginator_class": LazyPaginator}
        RequestConfig(request, paginate=paginate).configure(self)
        return self


class TitleColumn(tables.Column):
    """The name of a row, leading to its page, with a second line in grey."""

    def __init__(self, *args: Any, under: str = "", **kwargs: Any) -> None:
        self.under = under
        kwargs.setdefault("linkify", True)
        kwargs.setdefault("attrs", {"td": {"class": "wide"}})
        super().__init__(*args, **kwargs)


class WhenColumn(tables.Column):
    """A date as read, with the text where it says more; blanks last."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("empty_values", ())
        super().__init__(*args, **kwargs)

    def render(self, value: Any, record: Any, table: PartTable) -> Any:
        """The date in words, and that it is over where something was to be done by it."""
        shown = gap(said(value), "no date")
        due = getattr(record, f"{self.accessor}_date")
        if table.today is None or due is None or due >= table.today or record.closed_on:
            return shown
        return format_html('{} <span class="late">overdue</span>', shown)

    def order(self, rows: QuerySet[Any], is_descending: bool) -> tuple[Any, bool]:
        """By the day that was read."""
        by = F(f"{self.accessor}_date")
        ordered = by.desc(nulls_last=True) if is_descending else by.asc(nulls_last=True)
        return rows.order_by(ordered, "pk"), True


class PersonColumn(tables.Column):
    """The owner, or the text that was typed, or that there is none."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("empty_values", ())
        kwargs.setdefault("order_by", ("owner__name", "pk"))
        super().__init__(*args, **kwargs)

    def render(self, value: Any, record: Any) -> Any:
        """A name, or a gap."""
        return value or gap(record.owners_text, "nobody")


class RegisterTable(PartTable):
    """What risks and issues share."""

    number = tables.Column("Ref", order_by=("number", "pk"))
    title = TitleColumn("Title")
    workstream = tables.Column(
        "Workstream", order_by=("workstream__sort_key", "pk"), default="Programme"
    )
    owner = PersonColumn("Owner")
    state = tables.Column("State")

    class Meta(PartTable.Meta):
        sequence = ("number", "title", "workstream", "owner", "...", "state")


class RiskTable(RegisterTable):
    """The risks, highest score first."""

    score = tables.Column("Score", accessor="score", empty_values=(), attrs=NUMBER)
    declared_rag = tables.Column("Declared", empty_values=())
    next_action = tables.Column("Next action", orderable=False, empty_values=())
    action_due = WhenColumn("Due")

    class Meta(RegisterTable.Meta):
        prefix = "r-"

    def render_score(self, record: Any) -> Any:
        """Likelihood times impact; not scored is not low."""
        if record.score is None:
            return gap(None, "not scored")
        return f"{record.score} ({record.likelihood} × {record.impact})"

    def render_declared_rag(self, record: Any) -> Any:
        """The mark."""
        return rag(record.declared_rag, "s")

    def render_next_action(self, value: Any) -> Any:
        """The words, or that there is no action."""
        return gap(value, "no action")

    def order_score(self, rows: Any, is_descending: bool) -> Any:
        """By the product; what is not scored comes last."""
        return self.blanks_last(rows, F("likelihood") * F("impact"), is_descending)


class IssueTable(RegisterTable):
    """The issues for escalation."""

    recommendation = tables.Column("We recommend", orderable=False, empty_values=())
    action = tables.Column("Action", orderable=False, empty_values=())
    due = WhenColumn("Due")
    escalated_to = tables.Column(
        "Escalated to", default="Not escalated", order_by=("escalated_to__name", "pk")
    )

    class Meta(RegisterTable.Meta):
        prefix = "i-"

    def render_recommendation(self, value: Any, record: Any) -> Any:
        """The words; and whether the board is asked."""
        asked = " (decision needed)" if record.decision_needed else ""
        return gap(f"{value}{asked}".strip(), "no proposal")

    def render_action(self, value: Any) -> Any:
        """The words, or that there is no action."""
        return gap(value, "no action")


class DependencyTable(PartTable):
    """What waits for what."""

    title = TitleColumn("What is needed")
    waits = tables.Column("Who waits", empty_values=(), orderable=False)
    on_what = tables.Column("Waits for", empty_values=(), orderable=False)
    needed_by = WhenColumn("Needed by")
    expected = tables.Column("Expected", empty_values=(), orderable=False)
    owner = PersonColumn("Owner")
    met = tables.Column("State")

    def render_waits(self, record: Any) -> str:
        """The item, the workstream or the whole programme."""
        return str(record.item or record.workstream or "The programme")

    def render_on_what(self, record: Any) -> str:
        """The item, the workstream or the plan outside."""
        return str(record.on_item or record.on_workstream or record.outside)

    def render_expected(self, record: Any) -> Any:
        """The due day of the item that is waited for, and whether it comes too late."""
        due = record.on_item.due_date if record.on_item else None
        late = due and record.needed_by_date and due > record.needed_by_date
        return gap(f"{day(due)}{', too late' if late else ''}" if due else "", "not known")

    def render_met(self, value: Any) -> str:
        """Met or waiting."""
        return "Met" if value else "Waiting"


class MeasureTable(PartTable):
    """The measures with their newest reading."""

    title = TitleColumn("Measure")
    workstream = tables.Column(
        "Workstream", order_by=("workstream__sort_key", "pk"), default="Programme"
    )
    value = tables.Column("Newest", empty_values=(), orderable=False, attrs=NUMBER)
    last_period = tables.Column("Period ends", empty_values=())
    target = tables.Column("Target", empty_values=(), orderable=False, attrs=NUMBER)
    last_declared_rag = tables.Column("Declared", empty_values=())
    direction = tables.Column("Better")
    owner = PersonColumn("Gives the number")

    def render_value(self, record: Any) -> Any:
        """The newest value with its unit; not measured yet is no fault."""
        if record.last_period is None:
            return gap(None, "not measured yet")
        return counted(Figure(record.last_value_amount, record.last_value_state), record.unit)

    def render_last_period(self, value: Any) -> str:
        """The day."""
        return day(value)

    def render_target(self, record: Any) -> Any:
        """The target, or that none is set."""
        figure = record.target
        return gap(
            "" if figure.state == "blank" else counted(figure, record.unit),
            "not set",
        )

    def render_last_declared_rag(self, value: Any) -> Any:
        """The mark."""
        return rag(value or "", "s")
