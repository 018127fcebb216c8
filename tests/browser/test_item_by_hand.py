"""An item kept in the browser: added in the plan, ten kinds of date, two people at one row, a session that ended."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser import axe
from tests.browser.visitor import Visitor
from workstreams.models import Item, Person, Workstream

IMOGEN, TAMSIN, CALLUM = "Imogen Farrow", "Tamsin Boyle", "Callum Deverill"
TITLE = "Young people over 11 identified"

#: As typed, and how the line under the box says it is read.
TEN = (
    ("30/09/20", "30 September 2020"),
    ("Sept 2020", "September 2020"),
    ("Mid Oct 20", "mid October 2020"),
    ("w/c 5 Oct", "week of 5 October 2020"),
    ("Oct - Dec 2020", "October to December 2020"),
    ("Q2 20/21", "July to September 2020"),
    ("By 31 st July 2021", "by 31 July 2021"),
    ("TBC", "to be confirmed"),
    ("Owain to confirm", "waiting on Owain"),
    ("ongoing", "ongoing"),
)


@pytest.fixture
def action(site):
    return Item.objects.select_related("programme").get(title=TITLE)


def faults(page: Page) -> list[str]:
    return axe.faults_of(page, width=1440) + axe.faults_of(page, width=390)


def test_ten_kinds_of_date_are_read_while_they_are_typed(visit, action):
    page = visit(IMOGEN).page
    page.goto(f"/items/{action.pk}/edit/")
    box = page.get_by_label("Target", exact=True)
    read = page.locator(f"#item-{action.pk}-target-read")
    for typed, said in TEN:
        box.fill("")
        box.press_sequentially(typed)
        expect(read).to_contain_text(f"Read as {said}")
    box.fill("")
    box.press_sequentially("31/09/20")
    expect(read).to_contain_text("September 2020 has 30 days")
    read.get_by_role("button", name="Use 30 September 2020").click()
    expect(box).to_have_value("30 September 2020")
    expect(box).to_be_focused()


def test_without_scripts_a_wrong_date_is_offered_as_a_button(visit, action):
    page = visit(IMOGEN, scripts=False).page
    page.goto(f"/items/{action.pk}/edit/")
    page.get_by_label("Target", exact=True).fill("31/09/20")
    page.get_by_label("Why?").fill("The board moved")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("button", name="Use 30 September 2020").click()
    expect(page.get_by_text(f"Saved: {TITLE}")).to_be_visible()
    dates = page.get_by_role("region", name="Dates, as typed and as read")
    expect(dates.get_by_role("row", name="First target")).to_contain_text("20 July 2020")
    expect(dates).to_contain_text("Because: The board moved.")


def test_a_row_is_added_in_the_plan_with_a_person_found_by_a_misspelling(visit, site):
    page = visit(IMOGEN).page
    branch = Workstream.objects.filter(parent=None).order_by("sort_key").first()
    page.goto(f"/programmes/{branch.programme.slug}/plan/")
    page.evaluate("window.stayed = true")
    page.get_by_role("link", name=f"Add an item under {branch.name}").click()
    form = page.get_by_role("form", name="New item")
    expect(form.get_by_label("What is to be done")).to_be_focused()
    form.get_by_label("What is to be done").fill("Providers read the draft")
    form.get_by_label("Lead").press_sequentially("Calum Deverill")
    form.get_by_role("button", name="Callum Deverill").click()
    form.get_by_label("Target").fill("Dec 2020")
    assert not axe.faults_of(page, width=1440)
    form.get_by_role("button", name="Add it").click()
    expect(page.locator("#said")).to_have_text("Added: Providers read the draft")
    assert page.evaluate("window.stayed")
    item = Item.objects.get(title="Providers read the draft")
    assert item.ownerships.get().person.name == CALLUM
    assert str(item.target_date) == "2020-12-31"


def test_a_row_is_added_without_scripts_and_a_new_person_with_it(visit, site):
    page = visit(IMOGEN, scripts=False).page
    branch = Workstream.objects.filter(parent=None).order_by("sort_key").first()
    page.goto(f"/programmes/{branch.programme.slug}/plan/")
    page.get_by_role("link", name=f"Add an item under {branch.name}").click()
    page.get_by_label("What is to be done").fill("Providers read the draft")
    page.get_by_label("Lead").fill("Zebedee Quill")
    page.get_by_role("button", name="Add it").click()
    page.get_by_role("button", name="Add “Zebedee Quill” as a new person").click()
    expect(page.get_by_text("Added: Providers read the draft")).to_be_visible()
    assert Person.objects.filter(name="Zebedee Quill").count() == 1


def evidence(visitor: Visitor, action: Item, words: str, partners: str = "") -> Page:
    page = visitor.page
    page.goto(f"/items/{action.pk}/details/proof/")
    page.get_by_label("Evidence", exact=True).fill(words)
    if partners:
        page.get_by_label("Partners").fill(partners)
    return page


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_two_people_at_one_row_and_nothing_typed_is_lost(visit, action, scripts):
    mine = evidence(visit(IMOGEN, scripts=scripts), action, "Minutes of the panel, draft of May")
    theirs = evidence(visit(TAMSIN), action, "Minutes of the panel, signed in June", "Two schools")
    theirs.get_by_role("button", name="Save").click()
    mine.get_by_role("button", name="Save").click()

    told = mine.get_by_role("alert")
    expect(told).to_contain_text("Tamsin Boyle saved this while you were typing")
    expect(told.get_by_role("group", name="You both changed: Evidence")).to_be_visible()
    expect(told.get_by_role("row", name="Partners")).to_contain_text("Two schools")
    expect(mine.get_by_label("Evidence", exact=True)).to_have_value(
        "Minutes of the panel, draft of May"
    )
    expect(mine.get_by_label("Partners")).to_have_value("Two schools")
    if scripts:
        assert not faults(mine)
    mine.get_by_label("Evidence", exact=True).fill("Minutes of the panel, May and June")
    mine.get_by_role("button", name="Save what is chosen").click()
    action.refresh_from_db()
    assert action.evidence == "Minutes of the panel, May and June"
    assert action.partners_text == "Two schools"


def test_theirs_can_be_chosen(visit, action):
    mine = evidence(visit(IMOGEN), action, "Mine")
    theirs = evidence(visit(TAMSIN), action, "Theirs")
    theirs.get_by_role("button", name="Save").click()
    mine.get_by_role("button", name="Save").click()
    mine.get_by_role("radio", name="Tamsin Boyle’s, saved").check()
    mine.get_by_role("button", name="Save what is chosen").click()
    action.refresh_from_db()
    assert action.evidence == "Theirs"


@pytest.mark.parametrize("where", ["in the row", "on its page"])
def test_a_session_that_ended_keeps_what_was_typed(visit, action, where):
    visitor = visit(CALLUM)
    page = visitor.page
    if where == "in the row":
        page.goto(f"/programmes/{action.programme.slug}/plan/?q=over+11")
        page.get_by_role("link", name=f"Edit {TITLE}").click()
    else:
        page.goto(f"/items/{action.pk}/edit/")
    page.get_by_label("Percent done").fill("45")
    page.get_by_label("Update", exact=True).fill("Two thirds of the list are checked.")
    visitor.context.clear_cookies(name="sessionid")
    page.get_by_role("button", name="Save").click()

    expect(page.get_by_text("it is not saved yet")).to_be_visible()
    page.get_by_label("Work e-mail").fill("callum.deverill@calderbrook.example")
    page.get_by_label("Password").fill("Calderbrook-2020")
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("button", name="Go on with what I typed").click()
    expect(page.get_by_label("Percent done")).to_have_value("45")
    expect(page.get_by_label("Update", exact=True)).to_have_value(
        "Two thirds of the list are checked."
    )
    action.refresh_from_db()
    assert action.percent == 0
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text(f"Saved: {TITLE}")).to_be_visible()
    action.refresh_from_db()
    assert action.percent == 45


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_a_checklist_is_ticked(visit, action, scripts):
    page = visit(CALLUM, scripts=scripts).page
    page.goto(f"/items/{action.pk}/checklist/add/")
    page.get_by_label("What is to be done").fill("1. Lists are merged\n2. Names are checked")
    page.get_by_role("button", name="Add", exact=True).click()
    checklist = page.get_by_role("region", name="Checklist")
    expect(checklist).to_contain_text("0 of 2 done")
    page.get_by_role("button", name="Done: Lists are merged", exact=True).click()
    expect(checklist).to_contain_text("1 of 2 done")
    expect(checklist).to_contain_text("Done 3 August 2020, Callum Deverill")


def test_the_page_and_forms_of_an_item_keep_the_rules(visit, action):
    page = visit(IMOGEN).page
    wrong = []
    for part in (
        "",
        "details/",
        "owners/",
        "status/",
        "move/",
        "attachments/add/",
        "reminders/add/",
    ):
        page.goto(f"/items/{action.pk}/{part}")
        wrong += [f"{part}: {each}" for each in faults(page)]
    assert not wrong, "\n".join(wrong)
