"""On paper there is nothing to press, and every row is there."""

from __future__ import annotations

import io
import re

import pdfplumber
import pytest
from playwright.sync_api import Page

from tests.browser import walk

STANDS_AT = "loaded"
PRESSED = "button, input, select, textarea, nav, .edit-link, .govuk-button, .govuk-skip-link"
SEEN = """(pressed) => [...document.querySelectorAll(pressed)]
  .filter((each) => each.checkVisibility() && each.getBoundingClientRect().width > 1)
  .map((each) => each.outerHTML.slice(0, 120))"""


def on_paper(page: Page) -> str:
    """The text of what the browser would print on A4."""
    page.emulate_media(media="print")
    assert page.evaluate(SEEN, PRESSED) == [], "controls on paper"
    with pdfplumber.open(io.BytesIO(page.pdf(prefer_css_page_size=True, format="A4"))) as pdf:
        assert len(pdf.pages) <= 12
        return " ".join((sheet.extract_text() or "") for sheet in pdf.pages)


@pytest.mark.parametrize("reader", ["Tamsin Boyle", "Hester Vane"])
def test_the_dashboard(visit, reader):
    page = visit(reader).page
    page.goto(f"/programmes/{walk.PROGRAMME}/")
    text = on_paper(page)
    assert "Transforming care" in text
    assert re.search(r"19\D", text)
    for word in ("Red", "Amber", "Green"):
        assert word in text, "a rating has its word in black and white too"


def test_the_plan(visit):
    page = visit("Tamsin Boyle").page
    page.goto(f"/programmes/{walk.PROGRAMME}/plan/?show=overdue")
    titles = [title.strip() for title in page.locator("tbody[id^=item] a.t").all_inner_texts()]
    text = re.sub(r"\s+", "", on_paper(page))
    assert len(titles) == 19
    missing = [title for title in titles if re.sub(r"\s+", "", title)[:24] not in text]
    assert not missing


def test_the_whole_plan_with_its_head_on_every_sheet(visit):
    page = visit("Tamsin Boyle").page
    page.goto(f"/programmes/{walk.PROGRAMME}/plan/")
    page.get_by_role("link", name="on one page").click()
    page.wait_for_url("**per=1000**")
    rows = page.locator("tbody[id^=item] a.t").count()
    assert rows == 168
    page.emulate_media(media="print")
    with pdfplumber.open(io.BytesIO(page.pdf(prefer_css_page_size=True, format="A4"))) as pdf:
        sheets = [sheet.extract_text() or "" for sheet in pdf.pages]
    assert 5 < len(sheets) <= 12
    assert all("Forecast" in sheet and "Owner" in sheet for sheet in sheets[:-1])
    assert "of this list" not in " ".join(sheets)


@pytest.mark.parametrize("view", ["", "?view=strip"])
def test_the_timeline_on_a3(visit, view):
    page = visit("Hester Vane").page
    page.goto(f"/programmes/{walk.PROGRAMME}/timeline/{view}")
    assert "Transforming care" in on_paper(page)
    with pdfplumber.open(io.BytesIO(page.pdf(prefer_css_page_size=True))) as pdf:
        assert [round(side) for side in (pdf.pages[0].width, pdf.pages[0].height)] == [1191, 842]
        if not view:  # the scale comes again on every sheet
            assert all(
                "Workstream, phase, item" in (sheet.extract_text() or "")
                for sheet in pdf.pages[:-1]
            )
