"""import_plan and export_plan: the import by hand, with its figures as JSON and its refusals on the error output."""

from __future__ import annotations

import io
import json

import pytest
from django.core.management import CommandError, call_command

from tests import bad_files, factories, workbooks
from workstreams.models import ImportBatch, Item, Programme, Workstream

pytestmark = pytest.mark.django_db


@pytest.fixture
def file(tmp_path):
    def keep(data: bytes):
        path = tmp_path / "plan.xlsx"
        path.write_bytes(data)
        return path

    return keep


def run(path, *more):
    out = io.StringIO()
    call_command("import_plan", path, "--programme", "Calderbrook commissioning", *more, stdout=out)
    return out.getvalue()


def export():
    out = io.StringIO()
    call_command("export_plan", "--programme", "Calderbrook commissioning", stdout=out)
    return json.loads(out.getvalue())


def test_a_plan_goes_in_and_comes_out(file):
    figures = json.loads(run(file(workbooks.demo()), "--json"))
    assert figures["changes"] == {
        "added": 224,
        "changed": 0,
        "cells": 0,
        "unchanged": 0,
        "missing": 0,
    }
    told = export()
    assert told["programme"] == "Calderbrook commissioning"
    assert len(told["rows"]) == 224
    assert told["rows"][0]["kind"] == "workstream"
    assert {len(row) for row in told["rows"]} == {23}


def test_the_second_time_it_says_that_nothing_changed(file):
    path = file(workbooks.plan())
    assert "6 rows were added, 0 were changed." in run(path)
    assert "Nothing changed: the plan says all of this already." in run(path)
    assert json.loads(run(path, "--json"))["changes"]["unchanged"] == 6


def test_a_dry_run_saves_nothing(file):
    said = run(file(workbooks.plan()), "--dry-run")
    assert "6 rows would be added" in said
    assert (
        Programme.objects.count() == ImportBatch.objects.count() == Workstream.objects.count() == 0
    )


def test_rows_left_out_are_named(file):
    said = run(file(workbooks.demo()), "--dry-run")
    assert "left out Plan!I102: a RAG word alone" in said


def test_the_history_names_the_person(file):
    factories.UserFactory(email="tamsin.boyle@calderbrook.example", full_name="Tamsin Boyle")
    run(file(workbooks.plan()), "--by", "Tamsin.Boyle@calderbrook.example")
    assert {row.history_user.full_name for row in Item.history.all()} == {"Tamsin Boyle"}


def test_nobody_of_that_name_is_said_before_anything_is_done(file):
    with pytest.raises(CommandError, match="Nobody signs in as"):
        run(file(workbooks.plan()), "--by", "nobody@calderbrook.example")
    assert Programme.objects.count() == 0


@pytest.mark.parametrize(
    ("made", "words"),
    [
        (bad_files.empty, "The file is empty"),
        (bad_files.truncated, "damaged or incomplete"),
        (bad_files.old_xls, "Excel 97-2003"),
        (bad_files.protected, "protected with a password"),
        (bad_files.bomb, "too large or damaged"),
        (bad_files.too_big, "the limit is 10 MB"),
        (workbooks.formula_without_value, "a formula whose result was not saved: Plan!G5"),
        (workbooks.no_headings, "No row of headings was recognised"),
    ],
    ids=lambda each: getattr(each, "__name__", ""),
)
def test_a_bad_file_ends_with_2_its_sentence_and_an_untouched_database(file, capsys, made, words):
    with pytest.raises(SystemExit) as ended:
        call_command(
            "import_plan", file(made()), "--programme", "Calderbrook commissioning", "--json"
        )
    assert ended.value.code == 2
    told = capsys.readouterr()
    assert words in told.err
    assert told.out == ""
    assert Programme.objects.count() == ImportBatch.objects.count() == 0


def test_a_file_that_is_not_there_is_said(tmp_path):
    with pytest.raises(CommandError, match="cannot be read"):
        run(tmp_path / "gone.xlsx")


def test_an_unknown_programme_is_said():
    with pytest.raises(CommandError, match="no programme called"):
        export()
