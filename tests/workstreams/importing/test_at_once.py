"""Two people, or two clicks, at the same moment: one import is done, the other is told."""

from __future__ import annotations

import pytest

from tests import factories, workbooks
from tests.at_once import at_once
from workstreams.importing import apply
from workstreams.importing.apply import AlreadyDone, Moved
from workstreams.models import BatchState, ImportBatch, Item, Person

pytestmark = pytest.mark.django_db(transaction=True)


def upload(programme, office):
    return apply.check(
        programme=programme,
        data=workbooks.plan(),
        file_name="plan.xlsx",
        by=office,
        now=factories.NOW,
    )


def confirm(batch, office):
    shown = apply.preview(batch).comparison.digest()

    def step():
        found = ImportBatch.objects.get(pk=batch.pk)
        return apply.apply(
            found, by=office, today=factories.TODAY, now=factories.NOW, expected=shown
        )

    return step


def test_a_double_click_is_one_import(programme, office):
    batch = upload(programme, office)
    told = at_once(confirm(batch, office), confirm(batch, office))
    assert sorted(type(each).__name__ for each in told) == ["AlreadyDone", "Preview"]
    assert any(isinstance(each, AlreadyDone) for each in told)
    assert Item.objects.count() == 3
    assert Item.history.count() == 3
    assert Person.objects.count() == 2


def test_two_people_with_the_same_file_make_one_plan(programme, office):
    batches = [upload(programme, office), upload(programme, office)]
    told = at_once(*(confirm(batch, office) for batch in batches))
    assert sorted(type(each).__name__ for each in told) == ["Moved", "Preview"]
    moved = next(each for each in told if isinstance(each, Moved))
    assert moved.preview.comparison.nothing
    assert Item.objects.count() == 3
    states = sorted(ImportBatch.objects.values_list("state", flat=True))
    assert states == [BatchState.APPLIED, BatchState.CHECKED]
