"""Ways of looking at a plan, in a browser: by keyboard with scripts, without scripts, and to a screen reader."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser import axe
from workstreams.models import SavedView

IMOGEN, HESTER = "Imogen Farrow", "Hester Vane"
PLAN = "/programmes/childrens-commissioning-programme/plan/"
EVERY = "&".join(
    f"col={name}"
    for name in ("workstream", "owner", "status", "percent", "start", "target", "due", "late", "scope", "rag",
                 "changed", "bars")
)  # fmt: skip


@pytest.fixture(autouse=True)
def no_views(site):
    SavedView.objects.all().delete()


def heads(page: Page) -> list[str]:
    return page.locator(".plan tbody tr.group .t").all_inner_texts()


def test_a_filter_changes_the_plan_in_place_and_says_what_is_shown(visit):
    page = visit(IMOGEN).page
    page.goto(PLAN)
    page.evaluate("window.stays = true")
    page.locator("#chip-overdue").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#said")).to_contain_text("Showing 19 of 168 items: Overdue")
    expect(page.locator("#chip-overdue")).to_be_focused()
    expect(page).to_have_url(f"{page.url.partition('?')[0]}?show=overdue")
    page.locator("#sort-due").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#said")).to_contain_text("sorted by forecast")
    expect(page.locator("#sort-due")).to_be_focused()
    assert page.evaluate("window.stays"), "the page was loaded anew"
    page.go_back()
    expect(page.locator("#plan-says")).to_have_text("Showing 19 of 168 items: Overdue")
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()


def test_a_row_that_is_edited_in_a_view_comes_back_in_its_columns(visit):
    page = visit(IMOGEN).page
    page.goto(f"{PLAN}?col=owner&col=status&group=owner")
    row = page.locator(".plan tbody:has(.edit-link)").first
    item = row.get_attribute("id")
    before = row.inner_text()
    row.locator(".edit-link").click()
    page.locator(f"#{item} [data-cancel]").click()
    expect(page.locator(f"#{item} .edit-link")).to_be_focused()
    assert page.locator(f"#{item}").inner_text() == before


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_view_is_made_saved_shared_and_opened(visit, scripts):
    page = visit(IMOGEN, scripts=scripts).page
    page.goto(PLAN)
    page.locator("#id_show, #chip-overdue").first.click()
    expect(page.locator("#plan-says")).to_contain_text("Overdue")
    page.locator("#id_group").select_option("owner")
    if not scripts:
        page.get_by_role("button", name="Apply").click()
    expect(page.locator("#plan-says")).to_contain_text("grouped by owner")
    assert "Rosalind Achebe" in heads(page)
    page.locator("#plan-columns").click()
    page.get_by_label("Late", exact=True).uncheck()
    page.get_by_role("button", name="Show these").click()
    expect(page.locator("th.cw-late")).to_have_count(0)
    assert "Rosalind Achebe" in heads(page)
    page.locator("#plan-views").click()
    page.get_by_label("Save as").fill("Overdue, by owner")
    page.get_by_label("Show it to everybody").check()
    page.get_by_role("button", name="Save this view").click()
    expect(page.locator("#plan-views")).to_have_text("View: Overdue, by owner")
    other = visit("Rosalind Achebe", width=390).page
    other.goto(PLAN)
    other.locator("#plan-views").click()
    other.get_by_role("link", name="Overdue, by owner").click()
    expect(other.locator("#plan-says")).to_contain_text("Overdue, grouped by owner")
    expect(other.locator("th.cw-late")).to_have_count(0)


@pytest.mark.parametrize("query", ["?group=owner", "?group=month&sort=-percent", f"?{EVERY}", "?col=owner&group=board",
                                   "?group=none&per=100"])  # fmt: skip
def test_every_way_of_looking_is_for_everybody(visit, query):
    """At both widths; and with each panel open."""
    page = visit(IMOGEN).page
    page.goto(PLAN + query)
    faults = axe.faults_of(page, width=1440) + axe.faults_of(page, width=390)
    for panel in ("#plan-views", "#plan-columns"):
        page.goto(PLAN + query)
        page.locator(panel).click()
        faults += axe.faults_of(page, width=1440) + axe.faults_of(page, width=390)
    assert not faults, "\n".join(faults)


def test_the_filters_are_wide_enough_to_read_on_the_narrowest_phone(visit):
    """At 320 pixels a box shows the words that it holds."""
    page = visit(IMOGEN).page
    page.set_viewport_size({"width": 320, "height": 900})
    page.goto(f"{PLAN}?kind=task")
    boxes = page.locator("#plan-filters .field select, #plan-filters .field input")
    widths = [boxes.nth(at).bounding_box()["width"] for at in range(boxes.count())]
    assert len(widths) >= 7
    assert min(widths) >= 130, widths
    page.set_viewport_size({"width": 1440, "height": 900})
