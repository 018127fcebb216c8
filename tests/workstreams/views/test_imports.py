"""The import pages: upload, check, confirm, all of it in plain HTML."""

from __future__ import annotations

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests import bad_files, workbooks
from workstreams.actions import closing
from workstreams.importing import apply
from workstreams.models import BatchState, ImportBatch, Item, Workstream
from workstreams.views import import_page


@pytest.fixture
def office(signed_in, cast):
    """Tamsin's browser, in the programme office."""
    return signed_in("office")


def at(name, cast, *more):
    return reverse(name, args=[cast.plan.programme.slug, *more])


def upload(browser, cast, data, name="plan.xlsx"):
    file = SimpleUploadedFile(name, data)
    return browser.post(at("import", cast), {"file": file})


@pytest.fixture
def batch(office, cast):
    """The demonstration workbook, uploaded and not yet confirmed."""
    upload(office, cast, workbooks.demo())
    return ImportBatch.objects.get()


def fields(response):
    """The hidden fields, the boxes and the choices of the confirm form, as a browser would send them untouched."""
    html = response.content.decode()
    form = html[html.index('id="save"') : html.index("</form>", html.index('id="save"'))]
    sent = {"expected": re.search(r'name="expected" value="([^"]*)"', form)[1]}
    sent["shown"] = re.search(r'name="shown" value="([^"]*)"', form)[1]
    sent["take"] = re.findall(r'name="take" value="([^"]*)" checked', form)
    for name, value in re.findall(r'name="(fix-[^"]*)" value="([^"]*)" checked', form):
        sent[name] = value
    return sent


def confirm(browser, cast, batch, **changed):
    page = browser.get(at("import_check", cast, batch.pk))
    return browser.post(at("import_save", cast, batch.pk), {**fields(page), **changed})


def test_an_upload_leads_to_its_check_and_saves_nothing(office, cast):
    before = Item.objects.count()
    answer = upload(office, cast, workbooks.demo())
    kept = ImportBatch.objects.get()
    assert answer.status_code == 302
    assert answer.url == at("import_check", cast, kept.pk)
    assert Item.objects.count() == before
    assert kept.by == cast["office"]


@pytest.mark.parametrize(
    ("made", "words"),
    [
        (bad_files.empty, "The file is empty"),
        (bad_files.truncated, "damaged or incomplete"),
        (bad_files.old_xls, "old Excel 97-2003 workbook"),
        (bad_files.protected, "protected with a password"),
        (bad_files.bomb, "too large or damaged"),
        (bad_files.too_big, "the limit is 10 MB"),
        (workbooks.formula_without_value, "Plan!G5"),
        (workbooks.no_headings, "No row of headings was recognised"),
    ],
    ids=lambda each: getattr(each, "__name__", ""),
)
def test_a_bad_file_gets_its_sentence_and_nothing_is_kept(office, cast, made, words):
    answer = upload(office, cast, made())
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert ImportBatch.objects.count() == 0


def test_no_file_is_an_error_beside_the_field(office, cast):
    answer = office.post(at("import", cast), {})
    assert answer.status_code == 422
    assert 'href="#id_file"' in answer.content.decode()


def test_the_check_accounts_for_every_line(office, cast, batch):
    page = office.get(at("import_check", cast, batch.pk))
    html = page.content.decode()
    assert "231 lines in, 231 accounted for" in html
    assert "224" in html
    assert "Plan, I102" in html
    assert page.context["items"] == 168
    assert page.context["flag_count"] == 252


def test_every_flag_stands_at_its_cell_with_its_text(office, cast, batch):
    html = office.get(at("import_check", cast, batch.pk)).content.decode()
    assert "Plan, G28" in html
    assert "“<bdi>31/09/20</bdi>”" in html
    assert "September 2020 has 30 days." in html
    assert "Plan, D69 and 8 more" in html


def test_what_was_typed_is_kept_unless_somebody_chooses(office, cast, batch):
    page = office.get(at("import_check", cast, batch.pk))
    chosen = {value for name, value in fields(page).items() if name.startswith("fix-")}
    assert chosen == {"keep"}


def test_the_suggested_fixes_can_be_chosen_at_once(office, cast, batch):
    page = office.get(at("import_check", cast, batch.pk), {"suggested": "1"})
    chosen = [value for name, value in fields(page).items() if name.startswith("fix-")]
    assert chosen.count("keep") == 7  # what only a person knows: one type, six that go on
    assert "2020-09-30" in chosen


def test_confirming_brings_the_plan_in_and_says_so(office, cast, batch):
    answer = confirm(office, cast, batch)
    assert answer.url == at("import_check", cast, batch.pk)
    page = office.get(answer.url)
    assert "224 rows added." in page.content.decode()
    assert Item.objects.filter(programme=cast.plan.programme).exclude(import_key="").count() == 168


def test_a_chosen_fix_is_made_and_listed(office, cast, batch):
    page = office.get(at("import_check", cast, batch.pk))
    asked = next(each for each in page.context["asked"] if each.flag.cell == "G28")
    answer = confirm(office, cast, batch, **{f"fix-{asked.flag.id}": "2020-09-30"})
    assert Item.objects.get(source_cell="Plan!B28").target_date.isoformat() == "2020-09-30"
    done = office.get(answer.url)
    assert [(flag.cell, words) for flag, words in done.context["accepted"]] == [
        ("G28", "30 September 2020")
    ]


def test_the_second_click_is_told_that_it_is_done(office, cast, batch):
    page = fields(office.get(at("import_check", cast, batch.pk)))
    office.post(at("import_save", cast, batch.pk), page)
    before = Item.history.count()
    answer = office.post(at("import_save", cast, batch.pk), page, follow=True)
    assert "already brought in by you at" in answer.content.decode()
    assert Item.history.count() == before


def test_the_second_person_is_told_who_did_it(office, cast, batch, client):
    page = fields(office.get(at("import_check", cast, batch.pk)))
    office.post(at("import_save", cast, batch.pk), page)
    client.force_login(cast["manager"])
    answer = client.post(at("import_save", cast, batch.pk), page, follow=True)
    assert "already brought in by Tamsin Boyle at" in answer.content.decode()


def test_a_plan_that_moved_meanwhile_is_shown_again(office, cast, batch):
    sent = fields(office.get(at("import_check", cast, batch.pk)))
    upload(office, cast, workbooks.demo())
    confirm(office, cast, ImportBatch.objects.exclude(pk=batch.pk).get())
    answer = office.post(at("import_save", cast, batch.pk), sent)
    assert answer.status_code == 409
    html = answer.content.decode()
    assert "Nothing was saved: the plan changed since you looked." in html
    assert "Nothing would change." in html
    batch.refresh_from_db()
    assert batch.state == BatchState.CHECKED


def test_the_same_file_again_says_so_and_changes_nothing(office, cast, batch):
    confirm(office, cast, batch)
    upload(office, cast, workbooks.demo())
    again = ImportBatch.objects.exclude(pk=batch.pk).get()
    html = office.get(at("import_check", cast, again.pk)).content.decode()
    assert "Nothing would change." in html
    before = Item.history.count()
    answer = office.post(
        at("import_save", cast, again.pk), {"expected": "", "shown": ""}, follow=True
    )
    assert "Nothing changed: the plan says all of this already." in answer.content.decode()
    assert Item.history.count() == before


@pytest.fixture
def changed(office, cast):
    """A short plan that is in, and the same with two cells changed, uploaded."""
    upload(office, cast, workbooks.plan())
    confirm(office, cast, ImportBatch.objects.get())
    rows = [dict(row) for row in workbooks.ROWS]
    rows[3]["risk"], rows[4]["rag"] = "No data", "Red"
    upload(office, cast, workbooks.plan(rows))
    return ImportBatch.objects.get(state=BatchState.CHECKED)


def test_changes_are_shown_with_now_and_then(office, cast, changed):
    page = office.get(at("import_check", cast, changed.pk))
    told = [
        (each.change.cell, each.now, each.becomes, each.ticked) for each in page.context["changes"]
    ]
    assert told == [("H5", "", "No data", True), ("I6", "Green", "Red", True)]


def test_a_change_without_its_tick_is_not_made(office, cast, changed):
    page = office.get(at("import_check", cast, changed.pk))
    sent = fields(page)
    kept = [each.change.id for each in page.context["changes"] if each.change.field == "risk"]
    office.post(at("import_save", cast, changed.pk), {**sent, "take": kept})
    assert Item.objects.get(title="Review the data sets").risk_text == "No data"
    assert Item.objects.get(title="Pathways designed").declared_rag == "green"


def test_a_row_for_what_is_closed_is_refused_in_words(office, cast, today, now):
    upload(office, cast, workbooks.plan())
    confirm(office, cast, ImportBatch.objects.get())
    for branch in Workstream.objects.filter(import_key__gt="", parent=None):
        closing.close(branch, reason="Ended", by=None, today=today, now=now)
    rows = [dict(row) for row in workbooks.ROWS]
    upload(office, cast, workbooks.plan([*rows, rows[4] | {"title": "Count the beds"}]))
    fresh = ImportBatch.objects.get(state=BatchState.CHECKED)
    page = office.get(at("import_check", cast, fresh.pk))
    said = page.content.decode()
    assert "1 new row goes into what is closed" in said
    assert re.search(r"“<bdi>Count the beds</bdi>”", said)
    assert re.search(r'scope="row">[^<]+, [A-Z]+\d+</th>', said[said.index('id="shut"') :])
    assert 'form="save"' not in said  # there is nothing to press that would be refused
    answer = office.post(at("import_save", cast, fresh.pk), fields(page), follow=True)
    assert "which is closed. Open it again first" in answer.content.decode()
    assert not Item.objects.filter(title="Count the beds").exists()
    again = re.search(r'action="(/(?:workstreams|phases)/\d+/reopen/)"', said)[1]
    answer = office.post(again, {"back": at("import_check", cast, fresh.pk)}, follow=True)
    assert 'id="shut"' not in answer.content.decode()
    confirm(office, cast, fresh)
    assert Item.objects.filter(title="Count the beds").exists()


def test_rows_of_the_tracker_that_the_sheet_lacks_stay(office, cast, batch):
    html = office.get(at("import_check", cast, batch.pk)).content.decode()
    assert "rows of the tracker are not in this sheet. They stay." in html
    confirm(office, cast, batch)
    assert Workstream.objects.filter(pk=cast.plan.first.pk).exists()


def test_a_discarded_upload_changes_nothing(office, cast, batch):
    answer = office.post(at("import_discard", cast, batch.pk), follow=True)
    assert "was discarded. The plan is as it was." in answer.content.decode()
    batch.refresh_from_db()
    assert batch.state == BatchState.DISCARDED
    assert (
        "This upload was discarded"
        in office.get(at("import_check", cast, batch.pk)).content.decode()
    )


def test_what_is_in_the_plan_cannot_be_discarded(office, cast, batch):
    confirm(office, cast, batch)
    answer = office.post(at("import_discard", cast, batch.pk), follow=True)
    assert "in the plan already; it cannot be discarded" in answer.content.decode()


def test_the_workbook_comes_back_to_the_last_byte(office, cast):
    data = workbooks.plan()
    upload(office, cast, data, name="plan août.xlsx")
    answer = office.get(at("import_file", cast, ImportBatch.objects.get().pk))
    assert b"".join(answer.streaming_content) == data
    assert answer["Content-Disposition"].startswith("attachment")


def test_text_of_the_sheet_is_never_markup(office, cast):
    rows = [
        *workbooks.ROWS,
        {
            "type": "T",
            "title": "<script>alert(1)</script>",
            "owner": "<b>Owain</b>",
            "end": "<i>TBC",
        },
    ]
    upload(office, cast, workbooks.plan(rows))
    html = office.get(at("import_check", cast, ImportBatch.objects.get().pk)).content.decode()
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert(1)" in html
    assert "<b>Owain" not in html


def test_an_import_of_another_programme_is_not_there(office, cast, batch):
    other = reverse("import_check", args=[cast.other_plan.programme.slug, batch.pk])
    assert office.get(other).status_code == 404


@pytest.mark.parametrize("role", ["lead", "contributor", "board", "auditor", "finance", "sponsor"])
def test_only_those_who_keep_the_plan_import(signed_in, cast, role):
    browser = signed_in(role)
    assert browser.get(at("import", cast)).status_code == 403
    assert upload(browser, cast, workbooks.plan()).status_code == 403
    assert ImportBatch.objects.count() == 0


def test_an_upload_forged_from_elsewhere_is_refused(cast, batch):
    from django.test import Client

    browser = Client(enforce_csrf_checks=True)
    browser.force_login(cast["office"])
    assert browser.post(at("import_save", cast, batch.pk), {}).status_code == 403
    assert apply.preview(batch).comparison.added


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("status", "in_progress", "In progress"), ("rag", "amber", "Amber"), ("kind", "task", "Task"),
        ("end", "2020-09-30", "30 September 2020"), ("end", "31/09/20", "31/09/20"), ("risk", "red", "red"),
        ("rag", "", ""),
    ],
)  # fmt: skip
def test_values_are_said_in_words(field, value, words):
    assert import_page.in_words(field, value) == words


def test_long_lists_are_cut_and_say_so(office, cast, monkeypatch):
    monkeypatch.setattr(import_page, "MOST", 5)
    upload(office, cast, workbooks.demo())
    page = office.get(at("import_check", cast, ImportBatch.objects.get().pk))
    html = page.content.decode()
    assert len(page.context["asked"]) == 5
    assert "And 39 more of this kind." in html
    assert "And 2 lines more." in html
    assert "And 17 more, which stay as typed." in html
