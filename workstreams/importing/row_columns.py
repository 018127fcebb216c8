"""Which columns of the plan's rows a sheet can give, and which of them hold one field of a record."""

from __future__ import annotations

from workstreams.models import Item, Phase, Workstream

Row = Workstream | Phase | Item

TEXTS = (
    "owners_text",
    "percent",
    "declared_rag",
    "risk_text",
    "interdependency_text",
    "comments_text",
)
BRANCH = (
    "title",
    "full_text",
    "level",
    "ref",
    "scope",
    "scope_text",
    "statutory",
    "statutory_text",
    "declared_on",
    "priority",
    "declared_savings_rag",
    "savings_declared_on",
    *TEXTS,
)
PHASE = ("name", "scope_text", *TEXTS)
PARTS = ("text", "date", "precision", "certainty", "waiting_on")
ITEM = (
    "title", "full_text", "kind", "ref", "scope", "scope_text", "statutory", "statutory_text", "status", "completed_on",
    "declared_on", "success_measure", "partners_text", "recurrence", "timeliness", "timeliness_text",
    *TEXTS, *(f"{name}_{part}" for name in ("start", "target", "revised") for part in PARTS),
)  # fmt: skip


def columns_of(name: str, row: Row) -> tuple[str, ...]:
    """The columns of a row that hold one field of a record."""
    if name == "title":
        return ("name",) if isinstance(row, Phase) else ("title", "full_text")
    if name == "kind":
        return ("level",) if isinstance(row, Workstream) else ("kind", "title", "full_text")
    if name == "scope":
        return (
            ("scope_text",)
            if isinstance(row, Phase)
            else ("scope", "scope_text", "statutory", "statutory_text")
        )
    if name == "rag":
        return ("declared_rag",) if isinstance(row, Phase) else ("declared_rag", "declared_on")
    if name in ("start", "end", "revised"):
        column = "target" if name == "end" else name
        return tuple(f"{column}_{part}" for part in PARTS)
    if name == "savings_rag":
        return ("declared_savings_rag", "savings_declared_on")
    if name == "status" and isinstance(row, Item):
        return ("status", "completed_on", "recurrence", "timeliness", "timeliness_text")
    if name in ("update", "saving"):
        return ()  # rows of their own: `beside` writes them
    if name == "partners":
        return ("partners_text",)
    return {"owners": ("owners_text",), "risk": ("risk_text",), "interdependency": ("interdependency_text",),
            "comments": ("comments_text",)}.get(name, (name,))  # fmt: skip
