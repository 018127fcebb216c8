"""The same plan brought in again: what changed comes, what was done here stays, and accepted mends are kept."""

from __future__ import annotations

from datetime import date

import pytest

from tests import factories, workbooks
from tests.workstreams.importing.steps import counts, plan, task
from workstreams.actions.progress import Progress, record
from workstreams.importing import writing
from workstreams.models import (
    Item,
    ItemOwner,
    Person,
    Workstream,
)
from workstreams.plan import exporting

pytestmark = pytest.mark.django_db


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
