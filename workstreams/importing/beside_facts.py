"""What stands beside a plan, as facts that a sheet is compared with: updates, savings, issues, risks, the programme."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.db.models import F, Value

from workstreams.importing.compare import Fact
from workstreams.importing.records import Kind
from workstreams.models import Issue, Programme, Risk, Saving, Update

SAVING = ".saving"  # at the end of a branch's key: the key of its saving
#: Facts of the programme's own record, and the columns that hold them.
OF_PROGRAMME = {
    "overall_rag": "declared_rag",
    "overall_savings_rag": "declared_savings_rag",
    "leads": "leads_text",
}


def added_to(plan: list[Fact], programme: Programme) -> list[Fact]:
    """The plan's facts with what stands beside them. Four statements."""
    updates = latest_updates(programme)
    savings = dict(savings_of(programme).values_list("workstream", "typed"))
    facts = [_with(fact, updates, savings) for fact in plan]
    return [*facts, *_registers(programme), _of_programme(programme)]


def latest_updates(programme: Programme) -> dict[int, str]:
    """The latest update of each item. One statement."""
    rows = Update.objects.filter(item__programme=programme).order_by("written_at", "pk")
    return dict(rows.values_list("item", "text"))


def savings_of(programme: Programme) -> Any:
    """The savings that came in from a sheet."""
    return Saving.objects.filter(programme=programme, import_key__endswith=SAVING).order_by("pk")


def _with(fact: Fact, updates: dict[int, str], savings: dict[int, str]) -> Fact:
    more: dict[str, str] = {}
    if fact.kind.is_item:
        more = {"update": updates.get(fact.pk, "")}
    elif fact.kind is not Kind.PHASE:
        more = {"saving": savings.get(fact.pk, "")}
    return replace(fact, typed=fact.typed | more, values=fact.values | more)


def _registers(programme: Programme) -> list[Fact]:
    """Issues and risks that came in from a sheet. One statement."""
    names = ("kind", "pk", "import_key", "title", "number", "owners_text", "said")
    risks = Risk.objects.filter(programme=programme).exclude(import_key="").order_by()
    issues = Issue.objects.filter(programme=programme).exclude(import_key="").order_by()
    both = risks.annotate(kind=Value("risk"), said=F("mitigation")).values_list(*names).union(
        issues.annotate(kind=Value("issue"), said=F("action")).values_list(*names), all=True
    )  # fmt: skip
    return [
        Fact(key, pk, Kind(kind), title, number, "",
             said := {"title": title, "owners": owners, "action": action}, dict(said))
        for kind, pk, key, title, number, owners, action in both
    ]  # fmt: skip


def _of_programme(programme: Programme) -> Fact:
    row = Programme.objects.select_related("sponsor", "manager").get(pk=programme.pk)
    said = {
        "sponsor": row.sponsor.name if row.sponsor else "",
        "manager": row.manager.name if row.manager else "",
        "status_date": row.status_date.isoformat() if row.status_date else "",
        **{name: getattr(row, column) for name, column in OF_PROGRAMME.items()},
    }
    return Fact("programme", row.pk, Kind.PROGRAMME, row.name, "", "", said, dict(said))
