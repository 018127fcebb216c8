"""Faults of the plan mended where they stand, with and without scripts; every list keeps the rules of a page."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser import axe
from workstreams.faults import BY_NAME
from workstreams.models import Item

PAGE = "/programmes/childrens-commissioning-programme/data-quality/"
OFFICE = "Tamsin Boyle"


@pytest.mark.parametrize("scripts", [True, False], ids=["in the row", "without scripts"])
def test_an_offered_day_is_taken_and_the_counts_follow(visit, site, scripts):
    page = visit(OFFICE, scripts=scripts).page
    page.goto(PAGE)
    expect(page.get_by_role("heading", name="3 dates do not exist")).to_be_visible()
    page.get_by_role("button", name="Use 30 September 2020").click()
    expect(page.get_by_role("heading", name="2 dates do not exist")).to_be_visible()
    if scripts:
        expect(page.locator(".fix--done")).to_have_count(1)
        expect(page.locator("#said")).to_contain_text("Mended: Analyse")
        assert page.evaluate("!!document.activeElement.closest('.fix')"), "in the next row"
    assert not Item.objects.filter(target_text="31/09/20").exists()
    page.get_by_role("button", name="Take every offered day").click()
    expect(page.get_by_text("Taken: 2 offered days")).to_be_visible()


@pytest.mark.parametrize("scripts", [True, False], ids=["in the row", "without scripts"])
def test_what_is_refused_keeps_what_was_typed(visit, site, scripts):
    page = visit(OFFICE, scripts=scripts).page
    page.goto(f"{PAGE}?fault=overdue")
    row = page.locator(".fix").first
    row.get_by_label("Percent").fill("140")
    row.get_by_role("button", name="Save").click()
    expect(page.locator(".fix--error").get_by_label("Percent")).to_have_value("140")
    expect(page.locator("[data-focus]").first).to_be_focused() if scripts else None
    faults = axe.faults_of(page, width=1440) + axe.faults_of(page, width=390) if scripts else []
    assert not faults, "\n".join(faults)


def test_two_names_become_one_person(visit, site):
    page = visit(OFFICE).page
    page.goto(f"{PAGE}?fault=same")
    expect(page.get_by_text("Keep Bridget Harlowe")).to_be_visible()
    page.get_by_role("button", name="Merge and remember the spelling").click()
    expect(page.get_by_text("Bridget Harlow is now Bridget Harlowe.")).to_be_visible()
    expect(page.get_by_role("heading", name="3 names may be somebody else's")).to_be_visible()


def test_every_list_keeps_the_rules(visit, site):
    page, faults = visit(OFFICE).page, []
    for name in BY_NAME:
        page.goto(f"{PAGE}?fault={name}")
        faults += axe.faults_of(page, width=1440) + axe.faults_of(page, width=390)
        faults += axe.sideways(page, width=320)
    assert not faults, "\n".join(faults)
