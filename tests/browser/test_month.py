"""A month in the browser: a return written, kept by itself, handed in; asked about and agreed without scripts."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.browser import axe

MONTHS = "/programmes/childrens-commissioning-programme/periods/"
WORDS = "The bid is sent, and the hospital has named the beds for winter."


def at_both_widths(page: Page) -> list[str]:
    return axe.faults_of(page, width=1440) + axe.faults_of(page, width=390)


def open_the_return(page: Page) -> None:
    page.goto(MONTHS)
    page.get_by_role("link", name="August 2020").click()
    page.get_by_role("link", name=re.compile("Write it.*1 Urgent care")).click()


def test_a_lead_writes_the_return_and_it_is_kept_while_they_type(visit):
    page = visit("Rosalind Achebe").page
    open_the_return(page)
    expect(page.get_by_text("July's words").first).to_be_visible()
    page.get_by_label("What happened this month").fill(WORDS)
    expect(page.locator("#kept")).to_contain_text("Draft kept")
    faults = at_both_widths(page)
    page.reload()  # nothing was pressed, and nothing is lost
    expect(page.get_by_label("What happened this month")).to_have_value(WORDS)
    page.set_viewport_size({"width": 1440, "height": 900})
    page.get_by_role("button", name="Hand it in").click()
    expect(page.get_by_role("alert")).to_contain_text("still last month's words")
    faults += at_both_widths(page)
    page.set_viewport_size({"width": 1440, "height": 900})
    for tick in page.get_by_label("Still true this month").all():
        tick.check()
    page.get_by_role("button", name="Hand it in").click()
    expect(page.get_by_text("Submitted", exact=True).first).to_be_visible()
    assert faults + at_both_widths(page) == []


def test_it_is_asked_about_and_agreed_without_scripts(visit):
    lead = visit("Rosalind Achebe", scripts=False).page
    open_the_return(lead)
    lead.get_by_label("What happened this month").fill(WORDS)
    for tick in lead.get_by_label("Still true this month").all():
        tick.check()
    lead.get_by_role("button", name="Hand it in").click()
    office = visit("Tamsin Boyle", scripts=False).page
    office.goto(MONTHS)
    office.get_by_role("link", name="August 2020").click()
    office.get_by_role("link", name="Challenge and agree").click()
    office.get_by_label("Your question").fill("How many beds?")
    office.get_by_role("button", name=re.compile("Ask, and send it back.*1 Urgent care")).click()
    lead.reload()
    lead.get_by_role("link", name="Answer").click()
    lead.get_by_label("Your answer").fill("Six.")
    lead.get_by_role("button", name="Answer, and hand it in as it stands").click()
    office.reload()
    expect(office.get_by_text("Six.")).to_be_visible()
    office.get_by_role("button", name=re.compile("Agree.*1 Urgent care")).click()
    expect(office.get_by_text("Agreed: 1 Urgent care, August 2020")).to_be_visible()
