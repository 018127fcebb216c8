"""A long page on a phone is its headings and their sentences; each part opens where it stands."""

from __future__ import annotations

import re
import subprocess

import pytest
from playwright.sync_api import Page, expect

STANDS_AT = "walk"
HESTER = "Hester Vane"
DASHBOARD = "/programmes/childrens-commissioning-programme/"
PHONE, DESK = 390, 1440


def measures(page: Page):
    return page.get_by_role("table", name="Measures of the programme")


def test_on_a_phone_a_part_opens_and_closes(visit):
    page = visit(HESTER, width=PHONE).page
    page.goto(DASHBOARD)
    show = page.get_by_role("button", name="Show Measures", exact=True)
    expect(show).to_have_attribute("aria-expanded", "false")
    expect(measures(page)).to_be_hidden()
    show.click()
    expect(measures(page)).to_be_visible()
    hide = page.get_by_role("button", name="Hide Measures", exact=True)
    expect(hide).to_have_attribute("aria-expanded", "true")
    hide.press("Enter")
    expect(measures(page)).to_be_hidden()


def test_what_a_board_must_see_is_never_folded(visit):
    page = visit(HESTER, width=PHONE).page
    page.goto(DASHBOARD)
    for name in ("Exceptions", "Decisions required", "Workstreams"):
        heading = page.get_by_role("heading", name=name, exact=True)
        part = page.locator("section", has=heading).last
        expect(part.locator("table, ul, ol").first).to_be_visible()


def test_a_chip_opens_the_part_it_leads_to(visit):
    page = visit(HESTER, width=PHONE).page
    page.goto(DASHBOARD)
    page.get_by_role("navigation", name="On this page").get_by_role("link", name="Measures").click()
    expect(measures(page)).to_be_visible()
    expect(page.get_by_role("heading", name="Measures")).to_be_in_viewport()
    page.get_by_role("button", name="Hide Measures", exact=True).click()
    page.get_by_role("navigation", name="On this page").get_by_role("link", name="Measures").click()
    expect(measures(page)).to_be_visible()


def test_a_chip_of_a_report_opens_its_workstream(visit):
    page = visit(HESTER, width=PHONE).page
    page.goto("/reports/1/")
    page.get_by_role("navigation", name="On this page").get_by_role("link", name="4 SEND").click()
    expect(page.get_by_role("button", name=re.compile("Hide its update.* SEND"))).to_be_visible()


def test_an_address_with_a_part_opens_it(visit):
    page = visit(HESTER, width=PHONE).page
    page.goto(f"{DASHBOARD}#measures")
    expect(measures(page)).to_be_visible()
    expect(page.get_by_role("heading", name="Measures")).to_be_in_viewport()


@pytest.mark.parametrize(("width", "scripts"), [(DESK, True), (PHONE, False)], ids=["desk", "no scripts"])  # fmt: skip
def test_at_a_desk_and_without_scripts_all_of_it_is_there(visit, width, scripts):
    page = visit(HESTER, width=width, scripts=scripts).page
    page.goto(DASHBOARD)
    expect(measures(page)).to_be_visible()
    expect(page.locator(".shows:visible")).to_have_count(0)


@pytest.mark.parametrize("width", [DESK, PHONE], ids=["desk", "phone"])
def test_paper_has_all_of_it(visit, width, tmp_path):
    """A printer's page is narrower than a desk's window: it may not fold what the desk showed."""
    page = visit(HESTER, width=width).page
    page.goto(DASHBOARD)
    made = tmp_path / "page.pdf"
    page.pdf(path=made, format="A4", margin=dict.fromkeys(("left", "right"), "20mm"))
    made_of = subprocess.run(["pdftotext", made, "-"], capture_output=True, text=True, check=True)
    words = " ".join(made_of.stdout.split())
    first = page.locator("[aria-labelledby=measures] tbody th").first.text_content().strip()
    assert first in words
    assert "Show Measures" not in words
    assert "Hide Measures" not in words


def test_a_screen_that_is_turned_to_a_desks_width_shows_all(visit):
    page = visit(HESTER, width=PHONE).page
    page.goto(DASHBOARD)
    expect(measures(page)).to_be_hidden()
    page.get_by_role("button", name="Show Meetings ahead").click()
    page.set_viewport_size({"width": DESK, "height": 900})
    expect(measures(page)).to_be_visible()
    page.set_viewport_size({"width": PHONE, "height": 900})
    expect(measures(page)).to_be_hidden()
    expect(page.get_by_role("button", name="Hide Meetings ahead")).to_be_visible()
