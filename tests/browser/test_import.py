"""The office brings in a workbook: upload, look at every flag, take one fix, save; and again, when nothing changes."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.contrib.auth import get_user_model
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests import bad_files, workbooks
from workstreams.actions.people import grant
from workstreams.actions.programmes import create_programme
from workstreams.models import Item, Programme

TAMSIN = "Tamsin Boyle"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.fixture
def programme(site) -> Programme:
    """An empty programme that the office keeps."""
    now = timezone.now()
    made = create_programme(name="Second programme", by=None, now=now)
    office = get_user_model().objects.get(full_name=TAMSIN)
    grant(user=office, role="office", programme=made, by=None, now=now)
    return made


def upload(page: Page, programme: Programme, data: bytes, name: str = "plan.xlsx") -> None:
    page.goto(f"/programmes/{programme.slug}/import/")
    field = page.locator("input[type=file]")
    field.set_input_files({"name": name, "mimeType": XLSX, "buffer": data})
    page.get_by_role("button", name="Upload and check").click()


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_upload_check_fix_save_and_again(visit, programme, scripts):
    page = visit(TAMSIN, scripts=scripts).page
    workbook = workbooks.demo()
    upload(page, programme, workbook)
    expect(page.get_by_role("heading", level=1)).to_have_text("Check before anything changes")
    expect(page.get_by_role("region", name="What would be added")).to_be_visible()
    assert not Item.objects.filter(programme=programme).exists(), "nothing is saved yet"

    flags = page.get_by_role("region", name="Flags, with a fix on offer")
    wrong = flags.get_by_role("row", name="31/09/20").first
    expect(wrong.get_by_role("rowheader")).to_contain_text(re.compile(r"[A-Z]\d+"))
    expect(wrong.get_by_role("rowheader")).to_contain_text("Plan")
    fix = wrong.get_by_role("radio", name="30 September 2020")
    expect(fix).not_to_be_checked()
    fix.check()
    page.get_by_role("main").get_by_role("button", name=re.compile("Save")).first.click()

    expect(page.get_by_role("heading", level=1)).to_have_text(
        "The plan has been brought up to date"
    )
    expect(page.get_by_role("region", name="Fixes that were chosen")).to_contain_text("31/09/20")
    assert Item.objects.filter(programme=programme).count() == 168
    mended = Item.objects.filter(programme=programme, target_date=date(2020, 9, 30))
    assert mended.filter(target_certainty="firm").exists()
    page.goto(f"/programmes/{programme.slug}/plan/")
    expect(page.locator("#plan-says")).to_contain_text("168 items")

    upload(page, programme, workbook)
    expect(page.get_by_text("This very file was the last one brought in")).to_be_visible()
    expect(page.get_by_text("Nothing would change.")).to_be_visible()
    page.get_by_role("main").get_by_role("button", name=re.compile("Save|Nothing")).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Nothing changed")


BAD = {
    "an empty file": (bad_files.empty, "The file is empty"),
    "an old workbook": (bad_files.old_xls, "Excel 97"),
    "a locked workbook": (bad_files.protected, "password"),
    "no headings": (workbooks.unknown_headings, "heading"),
}


@pytest.mark.parametrize("kind", BAD)
def test_a_bad_file_gets_its_sentence(visit, programme, kind):
    make, sentence = BAD[kind]
    page = visit(TAMSIN).page
    upload(page, programme, make())
    expect(page.get_by_role("alert")).to_contain_text("Nothing was changed")
    expect(page.get_by_role("alert")).to_contain_text(sentence)
    expect(page).to_have_title(re.compile("^Error: "))
    field = page.locator("input[type=file]")
    expect(field).to_have_accessible_description(re.compile(re.escape(sentence)))
    page.get_by_role("alert").get_by_role("link").click()
    expect(field).to_be_focused()
