"""A programme from nothing: two parts, a deliverable with phases, actions with owners and dates, and a move with
everything in it. Once by keyboard alone, once in a browser that runs no scripts."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser import axe
from tests.browser.test_update_action import tab_to
from workstreams.models import STEP, Item, ItemOwner, Membership, Phase, Programme, Workstream

OFFICE = "Tamsin Boyle"
ACTIONS = (
    ("Agree one list of children who wait for a place", "Bridget Harlowe", "1 Sept 2020", "30/10/20"),
    ("Visit each school with a place to offer", "Callum Deverill", "w/c 5 Oct 2020", "December 2020"),
    ("Report places taken up to the board", "Rosalind Achebe", "", "31/01/21"),
)  # fmt: skip


class Keyboard:
    """Somebody who uses no mouse."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def follow(self, name: str) -> None:
        tab_to(self.page, self.page.get_by_role("link", name=name, exact=True).first, at_most=90)
        self._enter()

    def write(self, label: str, words: str) -> None:
        tab_to(self.page, self.page.get_by_label(label, exact=True).first, at_most=60)
        self.page.keyboard.press("Control+a")
        self.page.keyboard.type(words)

    def choose(self, label: str, words: str) -> None:
        """The letters that a line of a list begins with lead to it."""
        tab_to(self.page, self.page.get_by_label(label, exact=True).first, at_most=60)
        self.page.keyboard.type(words)

    def press(self, name: str) -> None:
        tab_to(self.page, self.page.get_by_role("button", name=name).first, at_most=60)
        self._enter()

    def unfold(self, name: str) -> None:
        tab_to(self.page, self.page.locator("main summary", has_text=name), at_most=60)
        self.page.keyboard.press("Enter")

    def _enter(self) -> None:
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")


class Pointer:
    """Somebody whose browser runs no scripts."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def follow(self, name: str) -> None:
        self.page.get_by_role("link", name=name, exact=True).first.click()

    def write(self, label: str, words: str) -> None:
        self.page.get_by_label(label, exact=True).first.fill(words)

    def choose(self, label: str, words: str) -> None:
        self.page.get_by_label(label, exact=True).first.select_option(label=words)

    def press(self, name: str) -> None:
        self.page.get_by_role("button", name=name).first.click()

    def unfold(self, name: str) -> None:
        self.page.locator("main summary", has_text=name).click()


def outline(programme: Programme) -> list[str]:
    """The plan from top to bottom, set in by depth."""
    rows = [
        *programme.workstreams.all(),
        *Phase.objects.filter(workstream__programme=programme),
        *programme.items.all(),
    ]
    rows.sort(key=lambda row: row.sort_key)
    return [
        f"{'  ' * (len(row.sort_key) // STEP - 1)}{getattr(row, 'title', '') or row.name}"
        for row in rows
    ]


def begun(page: Page, hands: Keyboard | Pointer) -> Programme:
    """A programme with two parts, a deliverable in the first, and a phase in that."""
    page.goto("/")
    hands.follow("Begin a programme")
    hands.write("Name", "Homes and schools plan")
    hands.write("Manager", "Imogen Farrow")
    hands.press("Begin it")
    expect(page.get_by_role("heading", name="Arrange the plan")).to_be_visible()
    programme = Programme.objects.get(name="Homes and schools plan")
    for title in ("Children in care", "Places in schools"):
        page.goto(f"/programmes/{programme.slug}/workstreams/arrange/")
        hands.follow("Add to the plan")
        hands.write("Title", title)
        hands.write("Lead", "Bridget Harlowe")
        hands.press("Add it")
        expect(page.get_by_role("heading", level=1, name=title)).to_be_visible()
    page.goto(f"/programmes/{programme.slug}/workstreams/arrange/")
    hands.follow("Add under Children in care")
    hands.write("Title", "A place for each child")
    hands.press("Add it")
    expect(page.get_by_text("Nothing stands under this yet")).to_be_visible()
    return programme


@pytest.mark.parametrize("hands", [Keyboard, Pointer], ids=["by keyboard", "without scripts"])
def test_from_nothing_to_a_plan_whose_deliverable_moves_with_its_items(visit, site, hands):
    page = visit(OFFICE, scripts=hands is Keyboard).page
    hand = hands(page)
    programme = begun(page, hand)
    assert Membership.objects.get(programme=programme).user.full_name == OFFICE
    assert programme.manager.name == "Imogen Farrow"
    place = Workstream.objects.get(programme=programme, title="A place for each child")
    assert place.level == "project"

    hand.unfold("More")
    hand.follow("Phases")
    hand.press("Add 4 phases of Design, plan, implement, sustain")
    expect(page.get_by_role("row", name="Sustain")).to_be_visible()

    for title, lead, start, target in ACTIONS:
        page.goto(place.get_absolute_url())
        hand.follow("Add an item")
        hand.write("What is to be done", title)
        hand.write("Lead", lead)
        if start:
            hand.write("Start", start)
        hand.write("Target", target)
        page.keyboard.press("Enter")
        expect(page.get_by_text(f"Added: {title}")).to_be_visible()
    assert [
        (own.item.title, own.person.name, own.item.start_text, own.item.target_text)
        for own in ItemOwner.objects.filter(item__programme=programme).order_by("item__sort_key")
    ] == list(ACTIONS)

    page.goto(f"/programmes/{programme.slug}/workstreams/arrange/")
    hand.follow("Move A place for each child")
    hand.choose("Move it into", "Places in schools")
    hand.write("Why?", "Schools keep it now")
    hand.press("Move it")
    expect(page.get_by_text("Moved: A place for each child")).to_be_visible()
    assert outline(programme) == [
        "Children in care",
        "Places in schools",
        "  A place for each child",
        *(f"    {name}" for name in ("Design", "Plan", "Implement", "Sustain")),
        *(f"    {title}" for title, *_ in ACTIONS),
    ]
    assert Item.objects.filter(programme=programme, workstream=place).count() == 3
    assert place.history.first().history_change_reason == "Schools keep it now"


def test_a_closed_branch_is_said_everywhere_and_opens_again(visit, site):
    page = visit(OFFICE).page
    programme = Programme.objects.get(slug="childrens-commissioning-programme")
    branch = programme.workstreams.filter(level="deliverable", items__isnull=False).first()
    page.goto(f"/workstreams/{branch.pk}/close/")
    page.get_by_role("button", name="Close it").click()
    expect(page.get_by_role("alert")).to_contain_text("Why is it closed?")
    faults = axe.faults_of(page, width=1440) + axe.faults_of(page, width=390)
    page.get_by_label("Why is it closed?").fill("Handed to the hospital")
    page.get_by_label("They move to another workstream").check()
    page.get_by_role("button", name="Close it").click()
    expect(page.get_by_role("alert")).to_contain_text("Choose the workstream")
    page.get_by_label("They are cancelled").check()
    page.get_by_role("button", name="Close it").click()
    expect(page.get_by_text("Closed on 3 August 2020.")).to_be_visible()
    faults += axe.faults_of(page, width=1440)
    assert not Item.objects.still_open().filter(workstream=branch).exists()
    page.locator("main summary", has_text="More").click()
    faults += axe.faults_of(page, width=390)
    page.locator(".nav summary").click()
    faults += axe.faults_of(page, width=390)
    page.goto(f"/programmes/{programme.slug}/workstreams/arrange/")
    expect(page.locator(f"#w{branch.pk}")).to_contain_text("Closed")
    page.locator(f"#w{branch.pk}").get_by_role("button", name="Open again").click()
    expect(page.locator(f"#w{branch.pk}")).not_to_contain_text("Closed")
    assert not faults, "\n".join(faults)
