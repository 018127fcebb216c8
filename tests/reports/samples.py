"""Snapshots for pure tests: small, valid by default, no database."""

from dataclasses import replace
from datetime import UTC, date, datetime

from reports.document import Document, Imprint, Part
from reports.snapshot import (
    SCHEMA,
    Day,
    Item,
    ReceiptLine,
    Rule,
    Snapshot,
    Workstream,
)

LINE = ReceiptLine("Red items", "1 of 2 rated, 50%", "Red from 25%", "red")


def day(on: date | None, text: str = "") -> Day:
    words = f"{on:%d %B %Y}" if on else text
    return Day(text=text or words, day=on, words=words, certainty="firm" if on else "blank")


def item(pk: int = 1, **changes) -> Item:
    """An open, half done task of July and August, declared and computed Green."""
    made = Item(
        id=pk,
        ref=str(pk),
        title=f"Item {pk}",
        workstream=1,
        phase="",
        kind="task",
        key=False,
        owner="Callum Deverill",
        supporting=(),
        status="in_progress",
        percent=50,
        expected=50,
        start=day(date(2020, 7, 1)),
        target=day(date(2020, 9, 30)),
        revised=Day(),
        completed=None,
        declared="green",
        computed="green",
        why=(),
        overdue=False,
        days_late=0,
        variance=None,
        scope="Local",
        statutory=False,
        update="",
        update_by="",
        update_on=None,
        no_usable_date=False,
        impossible_date=False,
    )
    return replace(made, **changes)


def late(pk: int = 2, days: int = 20, **changes) -> Item:
    """Red by lateness, declared Green."""
    return item(
        pk,
        **{
            "title": f"Late item {pk}",
            "target": day(date(2020, 8, 3)),
            "overdue": True,
            "days_late": days,
            "computed": "red",
            **changes,
        },
    )


def workstream(pk: int = 1, **changes) -> Workstream:
    made = Workstream(
        id=pk,
        ref=str(pk),
        title=f"Workstream {pk}",
        short="",
        parent=None,
        level="workstream",
        lead="Rosalind Achebe",
        objective="",
        risk="",
        statutory="",
        declared="green",
        declared_reason="",
        declared_on=date(2020, 8, 20),
        confirmed=True,
        computed="green",
        receipt=(LINE,),
    )
    return replace(made, **changes)


def snapshot(items=None, workstreams=None, **changes) -> Snapshot:
    """August 2020, two workstreams: the first Red with a late item, the second Green."""
    made = Snapshot(
        schema=SCHEMA,
        organisation="Calderbrook Council and NHS Calderbrook",
        programme=7,
        slug="childrens-commissioning",
        title="Children's commissioning programme",
        purpose="",
        sponsor="Gillian Roake",
        manager="Imogen Farrow",
        period="2020-08",
        as_at=date(2020, 8, 31),
        taken_at=datetime(2020, 9, 7, 7, 0, tzinfo=UTC),
        rules_version=1,
        rules=(Rule("Item", "Lateness", "overdue 1 to 10 working days", "overdue more than 10"),),
        declared="amber",
        declared_reason="One contract is late.",
        computed="red",
        receipt=(LINE,),
        workstreams=tuple(workstreams or (workstream(1, computed="red"), workstream(2))),
        items=tuple((item(1), late(2), item(3, workstream=2)) if items is None else items),
        earlier=(),
    )
    return replace(made, **changes)


def imprint(**changes) -> Imprint:
    made = Imprint(
        final=False,
        version=1,
        prepared_by="Imogen Farrow",
        approver="",
        approved_at=None,
        next_report=date(2020, 10, 7),
        note="",
    )
    return replace(made, **changes)


def document(*parts: Snapshot, previous: Snapshot | None = None, **of_imprint) -> Document:
    """The report of August to the commissioning board."""
    return Document(
        board="Integrated Commissioning Board",
        organisation="Calderbrook Council and NHS Calderbrook",
        period="August 2020",
        parts=tuple(Part(part, "5f" * 32, previous) for part in parts or (snapshot(),)),
        imprint=imprint(**of_imprint),
        live_url="https://tracker.calderbrook.example/reports/1/",
    )
