"""What the tests of bringing in share: a small workbook, one of its rows, and the second click."""

from __future__ import annotations

from tests import factories, workbooks
from workstreams.importing import apply
from workstreams.models import (
    ImportBatch,
    Item,
    ItemOwner,
    Person,
    Phase,
    Workstream,
)


def counts():
    models = (Workstream, Phase, Item, ItemOwner, Person, ImportBatch)
    return [model.objects.count() for model in models] + [model.history.count() for model in models]


def plan(**cells):
    rows = [dict(row) for row in workbooks.ROWS]
    rows[3].update(cells)
    return workbooks.plan(rows)


def task() -> Item:
    return Item.objects.get(title="Review the data sets")


def confirm(batch, office, **more):
    return apply.apply(batch, by=office, today=factories.TODAY, now=factories.NOW, **more)
