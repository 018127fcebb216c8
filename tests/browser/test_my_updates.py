"""My updates in a real browser: ten actions by keyboard in under sixty presses, and the same without scripts."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from django.contrib.auth import get_user_model
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.browser import axe
from workstreams.actions import progress
from workstreams.links import my_updates_link
from workstreams.models import Item, Update

CALLUM = "Callum Deverill"
MOST = 60


class Keys:
    """The keyboard, counting what is pressed; a word is as many presses as it has letters."""

    def __init__(self, page: Page) -> None:
        self.page, self.pressed = page, 0

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)
            self.pressed += 1

    def type(self, words: str) -> None:
        self.page.keyboard.type(words)
        self.pressed += len(words)


def focused_row(page: Page) -> str:
    """The id of the row in which the keyboard stands."""
    return page.evaluate("(document.activeElement.closest('.due') || {}).id || ''")


def leaves(page: Page, row: str) -> None:
    """The row was saved and the keyboard stands in another."""
    page.wait_for_function(
        "(row) => { const at = document.activeElement.closest('.due');"
        " return document.getElementById(row).matches('.due--done') && at && at.id !== row }",
        arg=row,
    )


def test_ten_actions_by_keyboard_in_under_sixty_presses(visit, site):
    page = visit(CALLUM).page
    page.goto("/my-updates/")
    before = Update.objects.count()
    keys = Keys(page)
    keys.press("Tab", "Enter")  # to the content
    while not page.evaluate("document.activeElement.matches('[data-first]')"):
        keys.press("Tab")
    said = []
    for how in ("percent", "percent", "no change", "percent", "rating", "no change", "percent",
                "no change", "percent", "rating"):  # fmt: skip
        row = focused_row(page)
        said.append((row, how))
        if how == "percent":
            keys.type("60")
            keys.press("Enter")
        elif how == "no change":
            keys.press("Shift+Tab", "Enter")
        else:
            keys.press("Tab", "ArrowLeft", "Enter")
        leaves(page, row)
    assert len({row for row, _ in said}) == 10
    assert keys.pressed < MOST, keys.pressed
    expect(page.locator("#progress")).to_have_text(re.compile(r"^10 done, \d+ to do$"))
    expect(page.locator("#said")).to_contain_text("Saved: ")
    expect(page.locator("#said")).to_contain_text("to do.")
    items = {f"due-{item.pk}": item for item in Item.objects.all()}
    assert all(items[row].percent == 60 for row, how in said if how == "percent")
    assert Update.objects.count() == before + 3
    page.reload()
    expect(page.locator(".due--done")).to_have_count(10)


def test_ten_actions_without_scripts_and_one_button(visit, site):
    page = visit(CALLUM, scripts=False).page
    page.goto("/my-updates/")
    rows = page.locator(".due[data-open]")
    for n in range(10):
        rows.nth(n).get_by_label("Percent").fill("60")
    rows.nth(10).get_by_label("Percent").fill("160")
    page.get_by_role("button", name="Save all that I typed").click()
    expect(page).to_have_title(re.compile("^Error: "))
    expect(
        page.get_by_text("10 updates saved. 1 is not: what you typed there is kept.")
    ).to_be_visible()
    page.locator(".govuk-error-summary a").first.click()
    expect(page.locator("input:focus")).to_have_value("160")
    expect(page.locator(".due--done")).to_have_count(10)


def test_a_refused_row_stays_and_a_quicker_person_is_shown(visit, site):
    page = visit(CALLUM, width=390).page
    page.goto("/my-updates/")
    row = page.locator(".due[data-open]").first
    name = row.get_attribute("id")
    row = page.locator(f"#{name}")
    row.get_by_label("Percent").fill("140")
    row.get_by_label("Update on").fill("Nearly there.")
    row.get_by_role("button", name="Save").click()
    expect(row.get_by_role("alert")).to_be_focused()
    expect(row.get_by_label("Percent")).to_have_value("140")
    faults = axe.faults_of(page, width=390) + axe.faults_of(page, width=1440)
    item = Item.objects.get(pk=name.removeprefix("due-"))
    progress.record(
        item, progress=progress.Progress(percent=25), now=timezone.now(),
        by=get_user_model().objects.get(full_name="Imogen Farrow"), today=timezone.localdate(),
    )  # fmt: skip
    row.get_by_label("Percent").fill("40")
    row.get_by_role("button", name="Save").click()
    expect(row.get_by_role("alert")).to_contain_text("Imogen Farrow saved this item")
    expect(row.get_by_role("row", name="Percent")).to_contain_text("25")
    expect(row.get_by_label("Update on")).to_have_value("Nearly there.")
    faults += axe.faults_of(page, width=390) + axe.faults_of(page, width=1440)
    row.get_by_role("button", name="Save").click()
    expect(row).to_have_class(re.compile("due--done"))
    faults += axe.faults_of(page, width=1440)
    assert not faults, "\n".join(faults)


def test_the_link_of_the_mail_leads_through_sign_in(visit, site):
    user = get_user_model().objects.get(full_name=CALLUM)
    link = urlsplit(my_updates_link(user, now=timezone.now())).path
    page = visit().page
    page.goto(link)
    expect(page).to_have_url(re.compile("/sign-in/"))
    page.get_by_label("Work e-mail").fill(user.email)
    page.get_by_label("Password").fill("Calderbrook-2020")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your updates for August")
    other = visit("Imogen Farrow").page
    other.goto(link)
    expect(other.get_by_text("That link was made for somebody else.")).to_be_visible()
    faults = axe.faults_of(other, width=1440)
    assert not faults, "\n".join(faults)
