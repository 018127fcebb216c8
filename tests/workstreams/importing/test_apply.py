"""Bringing a workbook into the plan: all of it or nothing, once, with its history, and nothing typed is lost."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories, workbooks
from workstreams.actions import closing
from workstreams.actions.base import Refused
from workstreams.actions.importing import discard, shown_name
from workstreams.actions.progress import Progress, record
from workstreams.importing import apply, facts, writing
from workstreams.importing.apply import AlreadyDone, Moved
from workstreams.models import (
    BatchState,
    ImportBatch,
    Item,
    ItemOwner,
    Person,
    Phase,
    Workstream,
)
from workstreams.plan import exporting

pytestmark = pytest.mark.django_db


def counts():
    models = (Workstream, Phase, Item, ItemOwner, Person, ImportBatch)
    return [model.objects.count() for model in models] + [model.history.count() for model in models]


def plan(**cells):
    rows = [dict(row) for row in workbooks.ROWS]
    rows[3].update(cells)
    return workbooks.plan(rows)


def task() -> Item:
    return Item.objects.get(title="Review the data sets")


@pytest.fixture
def uploaded(programme, office):
    return apply.check(
        programme=programme,
        data=workbooks.plan(),
        file_name="plan.xlsx",
        by=office,
        now=factories.NOW,
    )


def confirm(batch, office, **more):
    return apply.apply(batch, by=office, today=factories.TODAY, now=factories.NOW, **more)


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


# Again ---------------------------------------------------------------------------------------------------------------


def test_the_same_file_twice_changes_nothing_the_second_time(bring_in):
    bring_in(workbooks.demo())
    before = counts()
    done = bring_in(workbooks.demo())
    after = counts()
    assert done.comparison.nothing
    assert done.comparison.unchanged == 224
    before[5], before[-1] = before[5] + 1, after[-1]  # only the upload itself is new
    assert after == before


def test_a_changed_cell_changes_its_column_and_leaves_the_rest(bring_in, office):
    bring_in(workbooks.plan())
    done = bring_in(plan(percent=0.75, risk="No data"))
    changed = task()
    assert done.comparison.changed_rows == 1
    assert (changed.percent, changed.risk_text, changed.declared_rag) == (75, "No data", "green")
    assert changed.history.first().history_user == office
    assert changed.history.count() == 2
    assert Item.history.exclude(id=changed.pk).count() == Item.objects.count() - 1


def test_work_done_in_the_tracker_survives_an_old_sheet(bring_in, office):
    bring_in(workbooks.plan())
    record(
        task(), progress=Progress(percent=80), by=office, today=factories.TODAY, now=factories.NOW
    )
    done = bring_in(workbooks.plan())
    assert done.comparison.nothing
    assert task().percent == 80


def test_a_conflict_waits_until_somebody_takes_the_sheets_word(programme, bring_in, office):
    bring_in(workbooks.plan())
    record(
        task(), progress=Progress(percent=80), by=office, today=factories.TODAY, now=factories.NOW
    )
    first = bring_in(plan(percent=0.6))
    assert task().percent == 80
    assert [conflict.field for conflict in first.comparison.conflicts] == ["percent"]
    again = bring_in(plan(percent=0.6))
    assert [conflict.field for conflict in again.comparison.conflicts] == ["percent"]
    bring_in(plan(percent=0.6), take=(again.comparison.conflicts[0].id,))
    assert task().percent == 60


def test_a_cell_that_became_empty_is_not_forgotten(bring_in):
    bring_in(plan(risk="No data"))
    bring_in(plan(risk=None))
    assert task().risk_text == "No data"
    done = bring_in(plan(risk="Data came"))
    assert [(change.field, change.becomes) for change in done.comparison.changes] == [
        ("risk", "Data came")
    ]
    assert task().risk_text == "Data came"


def test_a_new_row_finds_its_place_without_moving_the_others(programme, bring_in):
    bring_in(workbooks.plan())
    before = dict(Item.objects.values_list("pk", "sort_key"))
    rows = [dict(row) for row in workbooks.ROWS]
    rows.insert(4, {"type": "T", "title": "Ask the providers", "owner": "Owain Prosser"})
    done = bring_in(workbooks.plan(rows))
    assert [each.title for each in done.comparison.added] == ["Ask the providers"]
    titles = [row["title"] for row in exporting.rows(programme)]
    assert titles[3:5] == ["Review the data sets", "Ask the providers"]
    assert before.items() <= dict(Item.objects.values_list("pk", "sort_key")).items()


def test_rows_keep_finding_a_place_when_the_gap_is_full(programme, bring_in):
    rows = [dict(row) for row in workbooks.ROWS]
    bring_in(workbooks.plan(rows))
    for number in range(writing.GAP):
        rows.insert(4, {"type": "T", "title": f"Ask provider {number}", "owner": "Owain Prosser"})
        bring_in(workbooks.plan(rows))
    under = [
        row["title"]
        for row in exporting.rows(programme)
        if row["path"][-1:] == ["Scope and definition"]
    ]
    assert sorted(under) == sorted(row["title"].removeprefix("GOVERNANCE - ") for row in rows[3:])
    keys = list(Item.objects.values_list("sort_key", flat=True))
    assert len(set(keys)) == len(keys)


def test_a_new_title_of_the_workstream_moves_nothing(bring_in):
    bring_in(workbooks.plan())
    rows = [dict(row) for row in workbooks.ROWS]
    rows[0]["title"] = "Urgent and emergency care"
    before = set(Item.objects.values_list("pk", flat=True))
    bring_in(workbooks.plan(rows))
    assert set(Item.objects.values_list("pk", flat=True)) == before
    assert Workstream.objects.get(ref="1").title == "Urgent and emergency care"
    assert bring_in(workbooks.plan(rows)).comparison.nothing


def test_an_owner_who_changed_is_replaced_with_a_history(bring_in, office):
    bring_in(workbooks.plan())
    bring_in(plan(owner="Imogen Farrow"))
    assert [owner.name for owner in task().owners.all()] == ["Imogen Farrow"]
    removed = ItemOwner.history.filter(item_id=task().pk, history_type="-").get()
    assert removed.history_user == office


# Fixes ---------------------------------------------------------------------------------------------------------------


def fixes_of(data, *codes):
    from tests.workstreams.importing.conftest import read

    return {
        flag.id: flag.offers[0].value
        for flag in read(data).flags
        if flag.offers and flag.code in codes
    }


def test_a_fix_that_was_accepted_is_kept_when_the_file_comes_again(bring_in):
    data = plan(end="31/09/20")
    bring_in(data, fixes=fixes_of(data, "impossible_date"))
    item = task()
    assert (item.target_text, item.target_date) == ("31/09/20", date(2020, 9, 30))
    assert bring_in(data).comparison.nothing
    assert task().target_date == date(2020, 9, 30)


def test_a_fix_can_be_chosen_later(bring_in):
    data = plan(end="31/09/20")
    bring_in(data)
    assert task().target_date is None
    done = bring_in(data, fixes=fixes_of(data, "impossible_date"))
    assert [change.field for change in done.comparison.changes] == ["end"]
    assert task().target_date == date(2020, 9, 30)


def test_a_spelling_that_is_accepted_is_remembered(bring_in):
    data = workbooks.demo()
    bring_in(data, fixes=fixes_of(data, "similar_name", "initials"))
    assert not Person.objects.filter(
        name__in=["Bridget Harlow", "Calulm Deverill", "CD", "YK"]
    ).exists()
    merged = Person.objects.get(name="Bridget Harlowe")
    assert [alias.text for alias in merged.aliases.all()] == ["Bridget Harlow"]
    assert merged.items.filter(owners_text="Bridget Harlow").count() == 5
    again = bring_in(data)
    assert again.comparison.nothing
    assert not {flag.code for flag in again.reading.flags} & {"similar_name", "initials"}


def test_names_that_are_kept_apart_are_two_people(bring_in):
    bring_in(workbooks.demo())
    names = set(Person.objects.values_list("name", flat=True))
    assert {"Bridget Harlowe", "Bridget Harlow", "CD"} <= names


def test_a_type_that_was_told_is_kept(bring_in):
    rows = [*workbooks.ROWS, {"title": "Keep in touch", "owner": "Owain Prosser"}]
    data = workbooks.plan(rows)
    bring_in(data, fixes=fixes_of(data, "untyped"))
    assert Item.objects.get(title="Keep in touch").kind == "task"
    assert bring_in(data).comparison.nothing


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
