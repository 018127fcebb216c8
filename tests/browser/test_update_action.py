"""An owner updates an action: in the plan's row, without scripts, by keyboard alone, wrongly, and too late."""

from __future__ import annotations

import re

import pytest
from django.contrib.auth import get_user_model
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from tests.browser.visitor import Visitor
from workstreams.actions import progress
from workstreams.models import Item

CALLUM = "Callum Deverill"
TITLE = "Young people over 11 identified"  # at 0%, due on 20 July 2020, declared Green
WRONG = "Percent done must be 0 to 100, or blank"


@pytest.fixture
def action(site):
    """One of Callum's actions at 0%."""
    return Item.objects.select_related("programme").get(title=TITLE)


def row_of(page: Page, action: Item) -> Locator:
    return page.locator(f"#item-{action.pk}")


def plan_of(action: Item) -> str:
    return f"/programmes/{action.programme.slug}/plan/?q=over+11"


def figure(page: Page, words: str) -> Locator:
    """One number of a page, by the words under it."""
    return page.locator("dl div", has_text=words).locator("dd").first


def done_of(page: Page, workstream: str) -> str:
    """What the heat table of the dashboard says is done in a workstream."""
    return page.locator("tr", has_text=workstream).locator("[data-l^=Done]").first.inner_text()


def asked_of(page: Page) -> int:
    """How many items the home page asks its reader to update."""
    task = page.get_by_role("rowheader", name=re.compile(r"^Update \d+ items"))
    return int(re.search(r"\d+", task.inner_text())[0])


def the_dashboard(visitor: Visitor, action: Item) -> tuple[int, str]:
    visitor.page.goto(f"/programmes/{action.programme.slug}/")
    started = figure(visitor.page, "should have started, still 0%").inner_text()
    return int(started), done_of(visitor.page, "5 Transforming care")


def the_history_tells(visitor: Visitor, action: Item) -> None:
    visitor.page.goto(f"/items/{action.pk}/")
    latest = visitor.page.get_by_role("region", name="History").get_by_role("listitem").first
    expect(latest).to_contain_text("0% to 40%")
    expect(latest).to_contain_text(CALLUM)
    expect(latest).to_contain_text("3 Aug 2020")


def test_inline_from_0_to_40_percent_and_dashboard_and_history_know(visit, action):
    visitor = visit()
    visitor.sign_in(CALLUM)
    page = visitor.page
    mine = page.get_by_role("row", name=TITLE)
    expect(mine.get_by_role("cell", name="0%", exact=True)).to_be_visible()
    waiting = asked_of(page)
    before = the_dashboard(visitor, action)

    page.goto(plan_of(action))
    page.evaluate("window.stayed = true")
    row = row_of(page, action)
    row.get_by_role("link", name=f"Edit {TITLE}").click()
    percent = row.get_by_label("Percent done")
    expect(percent).to_be_focused()
    percent.fill("40")
    row.get_by_label("Update", exact=True).fill("Two thirds of the list are checked.")
    row.get_by_role("button", name="Save").click()
    expect(row.locator(".c-done")).to_have_text("40%")
    expect(row.get_by_role("button", name="Save")).to_have_count(0)
    expect(page.locator("#said")).to_have_text(f"Saved: {TITLE}")
    assert page.evaluate("window.stayed"), "the page was not loaded again"

    started, done = the_dashboard(visitor, action)
    assert started == before[0] - 1, "one item less has not started"
    assert done != before[1], "more of the workstream is done"
    the_history_tells(visitor, action)
    expect(page.get_by_text("Two thirds of the list are checked.").first).to_be_visible()
    page.goto("/")
    expect(page.get_by_role("table", name="What waits for you")).to_be_visible()
    expect(mine).to_have_count(0)  # it has had its word
    assert asked_of(page) == waiting - 1
    page.goto("/my-updates/")
    answered = page.get_by_role("group", name=TITLE)
    expect(answered).to_have_class(re.compile("due--done"))
    expect(answered).to_contain_text("40%")
    expect(answered).to_contain_text("Updated, 10:")


def test_the_same_without_scripts(visit, action):
    visitor = visit(scripts=False)
    visitor.sign_in(CALLUM)
    page = visitor.page
    before = the_dashboard(visitor, action)
    page.goto(plan_of(action))
    page.get_by_role("link", name=f"Edit {TITLE}").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(TITLE)
    page.get_by_label("Percent done").fill("40")
    page.get_by_role("button", name="Save").click()

    assert page.url.endswith(plan_of(action)), "back where they were"
    expect(page.get_by_text(f"Saved: {TITLE}")).to_be_visible()
    expect(row_of(page, action).locator(".c-done")).to_have_text("40%")
    assert the_dashboard(visitor, action)[0] == before[0] - 1
    the_history_tells(visitor, action)


def test_filters_and_pages_of_the_plan_work_without_scripts(visit, action):
    page = visit(CALLUM, scripts=False).page
    page.goto(f"/programmes/{action.programme.slug}/plan/")
    page.get_by_label("Search").fill("over 11")
    page.get_by_role("button", name="Apply").click()
    expect(page.locator("#plan-says")).to_contain_text("Showing 1 of 168 items")
    expect(row_of(page, action)).to_be_visible()


def tab_to(page: Page, wanted: Locator, *, at_most: int = 120) -> None:
    """Presses Tab until the focus stands on what is wanted."""
    for _ in range(at_most):
        if wanted.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{at_most} times Tab did not reach {wanted}")


def test_by_keyboard_alone(visit, action):
    page = visit().page
    page.goto("/sign-in/")
    tab_to(page, page.get_by_label("Work e-mail"), at_most=6)
    page.keyboard.type("callum.deverill@calderbrook.example")
    page.keyboard.press("Tab")
    page.keyboard.type("Calderbrook-2020")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()

    page.goto(plan_of(action))
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to main content")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()
    row = row_of(page, action)
    edit = row.get_by_role("link", name=f"Edit {TITLE}")
    tab_to(page, edit)
    page.keyboard.press("Enter")
    percent = row.get_by_label("Percent done")
    expect(percent).to_be_focused()
    page.keyboard.press("Control+a")
    page.keyboard.type("40")
    tab_to(page, row.get_by_role("button", name="Save"), at_most=15)
    page.keyboard.press("Enter")
    expect(row.locator(".c-done")).to_have_text("40%")
    expect(edit).to_be_focused()

    page.keyboard.press("Enter")
    expect(percent).to_be_focused()
    page.keyboard.press("Escape")
    expect(edit).to_be_focused()
    expect(percent).to_have_count(0)


@pytest.mark.parametrize("scripts", [True, False], ids=["in the row", "without scripts"])
def test_a_wrong_percent_is_said_and_what_was_typed_is_kept(visit, action, scripts):
    page = visit(CALLUM, scripts=scripts).page
    page.goto(plan_of(action))
    page.get_by_role("link", name=f"Edit {TITLE}").click()
    form = page.get_by_role("form", name=f"Update {TITLE}")
    percent = form.get_by_label("Percent done")
    percent.fill("140")
    form.get_by_label("Update", exact=True).fill("All but two are found.")
    form.get_by_role("button", name="Save").click()

    expect(form.get_by_text(WRONG)).to_be_visible()
    expect(percent).to_have_attribute("aria-invalid", "true")
    expect(percent).to_have_accessible_description(f"Error: {WRONG}")
    expect(percent).to_have_value("140")
    expect(form.get_by_label("Update", exact=True)).to_have_value("All but two are found.")
    if scripts:
        expect(form.get_by_role("alert")).to_be_focused()
    else:
        expect(page).to_have_title(re.compile(f"^Error: Update {TITLE} - "))
        page.locator(".govuk-error-summary a").click()
        expect(percent).to_be_focused()
    action.refresh_from_db()
    assert action.percent == 0


@pytest.mark.parametrize("scripts", [True, False], ids=["in the row", "without scripts"])
def test_who_saves_second_sees_both_texts_and_decides(visit, action, scripts):
    page = visit(CALLUM, scripts=scripts).page
    page.goto(plan_of(action))
    page.get_by_role("link", name=f"Edit {TITLE}").click()
    form = page.get_by_role("form", name=f"Update {TITLE}")
    form.get_by_label("Percent done").fill("40")
    imogen_saves(action, percent=25)
    form.get_by_role("button", name="Save").click()

    told = form.get_by_role("alert")
    expect(told).to_contain_text("Imogen Farrow saved this while you were typing")
    both = told.get_by_role("group", name="You both changed: Percent done")
    expect(both).to_contain_text("25")
    expect(both).to_contain_text("40")
    expect(form.get_by_label("Percent done")).to_have_value("40")
    action.refresh_from_db()
    assert action.percent == 25, "nothing was overwritten"

    form.get_by_role("button", name="Save").click()
    expect(row_of(page, action).locator(".c-done")).to_have_text("40%")
    page.goto(f"/items/{action.pk}/")
    history = page.get_by_role("region", name="History")
    expect(history).to_contain_text("0% to 25%")
    expect(history).to_contain_text("25% to 40%")


def imogen_saves(action: Item, *, percent: int) -> None:
    """The manager is quicker."""
    progress.record(
        Item.objects.get(pk=action.pk), progress=progress.Progress(percent=percent),
        by=get_user_model().objects.get(full_name="Imogen Farrow"),
        today=timezone.localdate(), now=timezone.now(), version=action.version,
    )  # fmt: skip
