"""Many rows at once: the grid by keyboard alone, thirty dates moved without scripts and taken back, and what
the pages of both are like on a bad day."""

from __future__ import annotations

import pytest
from django.contrib.auth import get_user_model
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.browser import axe
from workstreams.actions.progress import Progress, record
from workstreams.models import Item, Programme

IMOGEN, ROSALIND = "Imogen Farrow", "Rosalind Achebe"


@pytest.fixture
def programme(site):
    return Programme.objects.get(name__startswith="Children's commissioning")


def plan_of(programme, query=""):
    return f"/programmes/{programme.slug}/plan/{query}"


def faults_here(page: Page) -> list[str]:
    return axe.faults_of(page, width=1440) + axe.faults_of(page, width=390)


def box(page: Page, item: Item, name: str):
    return page.locator(f"#g-{item.pk}-{name}")


def in_the_grid(programme) -> list[Item]:
    rows = Item.objects.filter(programme=programme, title__icontains="urgent care")
    return list(rows.order_by("sort_key"))[:3]


def test_three_rows_of_the_grid_by_keyboard_alone(visit, programme):
    page = visit(IMOGEN).page
    items = in_the_grid(programme)
    page.goto(plan_of(programme, "grid/?q=urgent+care"))
    first = box(page, items[0], "percent")
    for _ in range(60):
        if first.evaluate("element => element === document.activeElement"):
            break
        page.keyboard.press("Tab")
    expect(first).to_be_focused()
    page.keyboard.type("40")
    page.keyboard.press("Enter")
    expect(box(page, items[1], "percent")).to_be_focused()
    page.keyboard.type("55")
    page.keyboard.press("ArrowDown")
    page.keyboard.type("65")
    # To the right over the lists, which the arrows leave as they are, to the forecast and the reason.
    page.keyboard.press("ArrowRight")
    rag = box(page, items[2], "declared_rag")
    expect(rag).to_be_focused()
    stood = rag.input_value()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowDown")
    assert rag.input_value() == stood
    for _ in range(4):
        page.keyboard.press("ArrowRight")
    expect(box(page, items[2], "revised")).to_be_focused()
    page.keyboard.type("w/c 5 October 2020")
    page.keyboard.press("F2")
    for _ in range(4):
        page.keyboard.press("ArrowLeft")
    page.keyboard.press("Escape")
    expect(box(page, items[2], "revised")).to_have_value("")
    page.keyboard.type("14 October 2020")
    page.keyboard.press("ArrowRight")
    page.keyboard.type("Cover starts in September")
    expect(page.get_by_text("3 rows changed, not saved yet")).to_be_visible()
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Save the rows")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_text("3 rows saved.")).to_be_visible()
    for item in items:
        item.refresh_from_db()
    assert [item.percent for item in items] == [40, 55, 65]
    assert items[2].revised_text == "14 October 2020"
    assert faults_here(page) == []


def test_a_column_of_a_spreadsheet_is_pasted(visit, programme):
    page = visit(IMOGEN).page
    items = in_the_grid(programme)
    page.goto(plan_of(programme, "grid/?q=urgent+care"))
    box(page, items[0], "percent").focus()
    page.evaluate(
        """() => {
          const data = new DataTransfer();
          data.setData("text/plain", "10\\tRed\\n20\\tAmber\\n30\\tGreen\\n");
          document.activeElement.dispatchEvent(
            new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
        }"""
    )
    page.get_by_role("button", name="Save the rows").click()
    expect(page.get_by_text("3 rows saved.")).to_be_visible()
    for item in items:
        item.refresh_from_db()
    assert [(item.percent, item.declared_rag) for item in items] == [
        (10, "red"),
        (20, "amber"),
        (30, "green"),
    ]


def test_wrong_and_stale_rows_of_the_grid_stay_open(visit, programme):
    page = visit(IMOGEN).page
    good, wrong, stale = in_the_grid(programme)
    page.goto(plan_of(programme, "grid/?q=urgent+care"))
    box(page, good, "percent").fill("15")
    box(page, wrong, "target").fill("31/09/20")
    box(page, stale, "percent").fill("25")
    record(
        stale,
        progress=Progress(percent=35),
        by=get_user_model().objects.get(full_name=ROSALIND),
        today=timezone.localdate(),
        now=timezone.now(),
    )
    page.get_by_role("button", name="Save the rows").click()
    summary = page.get_by_role("alert")
    expect(summary).to_contain_text("1 row saved, 2 rows need another look")
    expect(page.locator("[data-focus]")).to_be_focused()
    expect(box(page, wrong, "target")).to_have_value("31/09/20")
    expect(box(page, stale, "percent")).to_have_value("25")
    expect(page.locator(f"#g-{stale.pk}-percent-now")).to_have_text("Saved now: 35")
    assert faults_here(page) == []
    page.set_viewport_size({"width": 1440, "height": 900})
    summary.get_by_role("link").first.click()
    expect(box(page, wrong, "target")).to_be_focused()
    box(page, wrong, "target").fill("30/09/20")
    box(page, wrong, "reason").fill("No such day")
    page.get_by_role("button", name="Save the rows").click()
    expect(page.get_by_text("2 rows saved.")).to_be_visible()
    stale.refresh_from_db()
    assert stale.percent == 25


def test_thirty_dates_move_and_come_back_without_scripts(visit, programme):
    page = visit(IMOGEN, scripts=False).page
    page.goto(plan_of(programme))
    before = {
        item.pk: (item.revised_text, item.target_text, item.computed_rag)
        for item in Item.objects.filter(programme=programme)
    }
    boxes = page.locator("input[name=item]")
    for n in range(30):
        boxes.nth(n).check()
    page.get_by_role("button", name="Check the change").click()
    expect(page.get_by_text("You chose 30.")).to_be_visible()
    heading = page.get_by_role("heading", level=1).inner_text()
    assert heading.startswith("Move the forecast of ") and heading.endswith(" items 2 weeks later")
    page.get_by_role("button", name=heading).click()
    expect(page.get_by_role("alert")).to_contain_text("Say why the dates move")
    page.get_by_label("Reason for all of them").fill("Cover starts in September")
    page.get_by_role("button", name=heading).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(heading.replace("Move ", "Moved "))
    number = int(heading.split()[4])
    moved = Item.objects.filter(programme=programme).exclude(revised_text="")
    changed = [item for item in moved if before[item.pk][0] != item.revised_text]
    assert len(changed) == number >= 15
    page.get_by_role("button", name="Undo this change").click()
    expect(page.get_by_text("Undone. Everything stands as it did before.")).to_be_visible()
    assert before == {
        item.pk: (item.revised_text, item.target_text, item.computed_rag)
        for item in Item.objects.filter(programme=programme)
    }
    page.get_by_role("link", name="See what the undo put back").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Undid: Moved the forecast")


def test_the_bar_counts_and_the_page_of_a_conflict_has_no_fault(visit, programme):
    page = visit(IMOGEN).page
    page.goto(plan_of(programme, "?q=urgent+care"))
    page.get_by_label("Every row here").check()
    ticked = page.locator("input[name=item]:checked")
    expect(page.locator("[data-pick-count]")).to_have_text(f"{ticked.count()} chosen")
    page.get_by_role("button", name="Check the change").click()
    assert faults_here(page) == []
    page.set_viewport_size({"width": 1440, "height": 900})
    page.get_by_label("Reason for all of them").fill("Cover")
    item = next(
        item for item in in_the_grid(programme)
        if page.locator(f".bulkrows input[value='{item.pk}']").count()
    )  # fmt: skip
    record(
        item,
        progress=Progress(percent=35),
        by=get_user_model().objects.get(full_name=ROSALIND),
        today=timezone.localdate(),
        now=timezone.now(),
    )
    page.locator("button[name=save]").click()
    expect(page.get_by_role("alert")).to_contain_text("1 item was changed since you chose it")
    expect(page.get_by_text("Changed by Rosalind Achebe")).to_be_visible()
    assert faults_here(page) == []
    page.set_viewport_size({"width": 1440, "height": 900})
    page.locator("button[name=save]").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Moved the forecast of")
    assert faults_here(page) == []
    page.goto(f"/programmes/{programme.slug}/history/")
    assert faults_here(page) == []
