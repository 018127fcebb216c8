"""Bringing a workbook into the plan: all of it or nothing, once, with its history, and nothing typed is lost."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories, workbooks
from tests.workstreams.importing.steps import confirm, counts, plan, task
from workstreams.actions import closing
from workstreams.actions.base import Refused
from workstreams.actions.importing import discard, shown_name
from workstreams.importing import apply, facts
from workstreams.importing.apply import AlreadyDone, Moved
from workstreams.models import (
    BatchState,
    ImportBatch,
    Item,
    Person,
    Phase,
    Workstream,
)
from workstreams.plan import exporting

pytestmark = pytest.mark.django_db


# The whole plan ------------------------------------------------------------------------------------------------------


def test_the_demonstration_comes_in_whole(programme, bring_in):
    done = bring_in(workbooks.demo())
    assert len(done.comparison.added) == 224
    assert Workstream.objects.numbered().count() == 7
    assert Workstream.objects.filter(level="deliverable").count() == 26
    assert Phase.objects.count() == 23
    assert Item.objects.count() == 168
    assert Item.objects.unowned().count() == 5
    assert Item.objects.without_usable_date().count() == 59
    assert Item.objects.overdue(date(2020, 8, 3)).count() == 19
    assert Item.objects.overdue_but_green(date(2020, 8, 3)).count() == 14
    assert Item.objects.filter(declared_rag="").count() == 11
    assert Item.objects.filter(percent__isnull=True).count() == 20


def test_the_plan_is_printed_in_the_order_of_the_sheet(programme, bring_in):
    done = bring_in(workbooks.demo())
    printed = [(row["kind"], row["text"]) for row in exporting.rows(programme)]
    assert printed == [
        (each.kind.value, each.text if each.kind != "phase" else each.title)
        for each in done.reading.records
    ]


def test_a_row_keeps_what_was_typed_beside_what_was_read(programme, bring_in):
    bring_in(plan(end="31/09/20", owner="Rosalind Achebe /CD", risk="No data"))
    row = next(row for row in exporting.rows(programme) if row["title"] == "Review the data sets")
    assert row["path"] == ["Urgent care", "Advice line", "Scope and definition"]
    assert row["owners_text"] == "Rosalind Achebe /CD"
    assert row["owners"] == ["Rosalind Achebe", "CD"]
    assert row["start"] == {"text": "01/08/20", "date": "2020-08-01", "precision": "day"}
    assert row["end"] == {"text": "31/09/20", "date": None, "precision": "none"}
    assert (row["percent"], row["rag"], row["risk_text"]) == (50, "green", "No data")


def test_the_first_owner_leads(bring_in):
    bring_in(plan(owner="Callum Deverill/Rosalind Achebe"))
    owners = task().ownerships.order_by("position").values_list("person__name", "lead")
    assert list(owners) == [("Callum Deverill", True), ("Rosalind Achebe", False)]


def test_no_account_is_made_for_an_owner(bring_in, office):
    bring_in(workbooks.plan())
    assert set(Person.objects.values_list("user", flat=True)) == {None}


def test_every_row_has_a_history_row_that_says_who_and_why(bring_in, office):
    bring_in(workbooks.demo())
    for model in (Workstream, Phase, Item):
        assert model.history.count() == model.objects.count()
    first = Item.history.first()
    assert first.history_user == office
    assert first.history_change_reason == "Imported from plan.xlsx"


def test_every_item_is_rated_as_at_today(programme, bring_in):
    bring_in(workbooks.demo())
    programme.refresh_from_db()
    assert programme.rated_on == factories.TODAY
    assert not Item.objects.filter(computed_rag="").exists()


# Once, and all or nothing --------------------------------------------------------------------------------------------


def test_the_file_is_kept_to_the_last_byte(programme, office):
    data = workbooks.plan()
    batch = apply.check(
        programme=programme, data=data, file_name="plan.xlsx", by=office, now=factories.NOW
    )
    assert bytes(ImportBatch.objects.get(pk=batch.pk).content) == data


def test_an_upload_changes_nothing_until_it_is_confirmed(uploaded):
    assert Item.objects.count() == Workstream.objects.count() == Person.objects.count() == 0
    assert uploaded.state == BatchState.CHECKED


def test_the_second_click_finds_the_work_done(uploaded, office):
    confirm(uploaded, office)
    before = counts()
    with pytest.raises(AlreadyDone) as done:
        confirm(uploaded, office)
    assert done.value.batch.applied_at == factories.NOW
    assert counts() == before


def test_a_plan_that_moved_since_the_preview_is_not_touched(uploaded, office, bring_in):
    shown = apply.preview(uploaded).comparison.digest()
    bring_in(workbooks.plan())
    before = counts()
    with pytest.raises(Moved) as moved:
        confirm(uploaded, office, expected=shown)
    assert moved.value.preview.comparison.nothing
    assert counts() == before


def test_an_error_half_way_leaves_nothing_behind(uploaded, office, monkeypatch):
    before = counts()

    def broken(*_, **__):
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(apply, "rerate", broken)
    with pytest.raises(RuntimeError, match="disk is full"):
        confirm(uploaded, office)
    assert counts() == before
    uploaded.refresh_from_db()
    assert uploaded.state == BatchState.CHECKED


def test_a_discarded_upload_cannot_be_confirmed(uploaded, office):
    discard(uploaded, by=office, now=factories.NOW)
    with pytest.raises(AlreadyDone):
        confirm(uploaded, office)
    assert Item.objects.count() == 0


def test_two_programmes_keep_their_rows_apart(bring_in, office):
    bring_in(workbooks.plan())
    other = factories.ProgrammeFactory(name="Netherfield commissioning")
    batch = apply.check(
        programme=other, data=workbooks.plan(), file_name="plan.xlsx", by=office, now=factories.NOW
    )
    done = confirm(batch, office)
    assert len(done.comparison.added) == 6
    assert Person.objects.count() == 2


# Cost ----------------------------------------------------------------------------------------------------------------


def statements(step):
    with CaptureQueriesContext(connection) as captured:
        step()
    return len(captured)


def many(count):
    rows = list(workbooks.ROWS[:3])
    rows += [
        {"type": "T", "title": f"Task {n}", "owner": "Owain Prosser", "percent": 0.5}
        for n in range(count)
    ]
    return workbooks.plan(rows)


def test_statements_grow_by_batches_and_not_by_rows(programme, office):
    def step(data):
        fresh = factories.ProgrammeFactory()
        batch = apply.check(
            programme=fresh, data=data, file_name="plan.xlsx", by=office, now=factories.NOW
        )
        return lambda: confirm(batch, office)

    few = statements(step(many(2)))
    assert few < 50
    assert (
        statements(step(many(152))) - few <= 18
    )  # SQLite takes 999 values a statement, PostgreSQL a whole batch


def test_reading_the_plan_costs_four_statements(programme, bring_in):
    bring_in(workbooks.demo())
    assert statements(lambda: facts.of_plan(programme)) == 4


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("plan.xlsx", "plan.xlsx"),
        ("C:\\Users\\plan.xlsx", "plan.xlsx"),
        ("../../plan.xlsx", "plan.xlsx"),
        ("plan\u202exslx.exe", "planxslx.exe"),
        ("plan\n\x00.xlsx", "plan.xlsx"),
        ("", "upload.xlsx"),
    ],
)
def test_the_name_of_a_file_is_for_display_only(name, shown):
    assert shown_name(name) == shown


def test_a_very_long_name_keeps_its_ending():
    shown = shown_name("x" * 300 + ".xlsx")
    assert shown.endswith("….xlsx")
    assert len(shown) <= 120


def test_a_new_row_does_not_come_into_what_is_closed(programme, office, bring_in):
    bring_in(workbooks.plan())
    branch = task().workstream
    closing.close(branch, reason="Ended", by=office, today=factories.TODAY, now=factories.NOW)
    rows = [dict(row) for row in workbooks.ROWS]
    more = next(n for n, row in enumerate(rows) if row.get("title") == "Review the data sets")
    rows.insert(more + 1, rows[more] | {"title": "Count the beds"})
    batch = apply.check(
        programme=programme,
        data=workbooks.plan(rows),
        file_name="more.xlsx",
        by=office,
        now=factories.NOW,
    )
    before = counts()
    with pytest.raises(Refused, match=r"Count the beds.*is closed\. Open it again first"):
        confirm(batch, office)
    assert counts() == before
