"""A board member reads everything of their board and can change nothing, by link, by button or by hand."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from django.urls import resolve
from playwright.sync_api import Page, expect

from tests.browser import walk
from tests.tracker.places import placed
from workstreams.access import Policy
from workstreams.models import SavedView

STANDS_AT = "walk"
HESTER = "Hester Vane"
READING = {Policy.PUBLIC, Policy.SIGNED_IN, Policy.READ}
REFUSED = {403, 404}
#: What a reader keeps for themselves alone: a view of the plan under a name, which they cannot share.
OWN = {"view_add"}
#: Forms of people who are not signed in, and a row of a table, which is no page.
NO_PAGE_OF_THEIRS = {"login", "password_ask", "password_set", "item_row"}
ASKS = """() => [...document.querySelectorAll("a[href], [hx-get], [hx-post], form")].map((each) => [
  each.outerHTML.slice(0, 160), each.tagName === "FORM" ? each.method : "get",
  ["hx-post", "hx-get", "action", "href"].map((name) => each.getAttribute(name)).find(Boolean) || "",
])"""
#: Controls that write. `own` is the page of a form of their own; the same form on the plan is let be.
EDITING = """(own) => [...document.querySelectorAll(
  "main form[method=post], main textarea, main [contenteditable], .edit-link, #plan-pick, [form=plan-pick]")]
  .filter((each) => !each.matches("form") || !(own || each.action.endsWith("/plan/views/new/")))
  .map((each) => each.outerHTML.slice(0, 160))"""


def refused_to(page: Page) -> list[str]:
    """Links and forms of a page that lead to what a reader may not do."""
    wrong = []
    for words, method, target in page.evaluate(ASKS):
        parts = urlsplit(target)
        if parts.netloc or not parts.path:
            continue  # a filter, or a place on this page
        found = resolve(parts.path)
        if found.url_name in {"logout", *OWN}:
            continue
        if method == "post" or found.func.access_policy not in READING:
            wrong.append(f"{page.url}: {words}")
    return wrong


def test_no_page_offers_what_is_not_theirs(visit, furniture):
    page = visit(HESTER).page
    wrong, opened = [], 0
    for place in placed():
        if place.policy not in READING or place.name in NO_PAGE_OF_THEIRS:
            continue
        stop = walk.Stop(place.name, furniture.addresses(place))
        if not stop.open(page):
            continue
        opened += 1
        wrong += refused_to(page)
        wrong += [f"{place.name}: {each}" for each in page.evaluate(EDITING, place.name in OWN)]
        sharing = page.locator("main [name=shared]").count()
        wrong += [f"{place.name}: offers to share"] * sharing
    assert opened >= 10
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_every_unsafe_request_is_refused(visit, furniture, method):
    page = visit(HESTER).page
    page.goto("/")
    token = page.locator("input[name=csrfmiddlewaretoken]").first.input_value()
    headers = {"X-CSRFToken": token, "Referer": page.url}
    wrong, refused = [], 0
    for place in placed():
        if place.policy in {Policy.PUBLIC, Policy.SIGNED_IN}:
            continue
        if method == "POST" and place.name in OWN:
            continue  # the journey below
        addresses = furniture.addresses(place)
        for address in addresses if method == "POST" else addresses[:1]:
            reply = page.request.fetch(address, method=method, headers=headers, max_redirects=0)
            refused += reply.status in REFUSED
            meant = reply.status in REFUSED or (reply.status == 405 and place.policy is Policy.READ)
            # A 405 of a view that asks for more is its answer to everybody, for this method.
            meant = meant or (reply.status == 405 and method not in reply.headers.get("allow", ""))
            if not meant or "open too long" in reply.text():
                wrong.append(f"{method} {address}: {reply.status}")
    assert refused or method != "POST"
    assert not wrong, "\n".join(wrong)


def test_they_see_the_figures_and_the_issued_report_and_not_the_draft(visit, furniture):
    page = visit(HESTER).page
    page.goto(f"/programmes/{walk.PROGRAMME}/")
    overdue = page.locator("dl div", has_text="items overdue, 14 of them declared Green")
    expect(overdue.locator("dd").first).to_have_text("19")
    verdict = page.locator(".verdict")
    expect(verdict).to_contain_text("59 items have no usable start or end date")
    undated = page.get_by_role("listitem").filter(has_text="No usable start or end date")
    expect(undated).to_contain_text("59 of 168")
    page.get_by_role("link", name="Show all that is overdue").click()
    expect(page.locator("#plan-says")).to_contain_text("Showing 19 of 168 items")
    page.goto(f"/programmes/{walk.PROGRAMME}/reports/")
    expect(page.get_by_role("table")).to_contain_text("Integrated Commissioning Board")
    expect(page.get_by_role("table")).not_to_contain_text("Senior Leadership Team")
    draft = page.request.get(f"/reports/{walk.draft_to_approve().pk}/")
    assert draft.status == 404


@pytest.fixture
def own_views(furniture):
    """The views that Hester keeps; none are left for the tests that only read."""
    yield SavedView.objects.filter(by__full_name=HESTER)
    SavedView.objects.filter(by__full_name=HESTER).delete()


def test_a_view_of_the_plan_is_theirs_alone_whatever_is_sent(visit, own_views):
    page = visit(HESTER).page
    page.goto(f"/programmes/{walk.PROGRAMME}/plan/?show=overdue")
    page.locator("#plan-views").click()
    page.get_by_label("Save as").fill("Late ones")
    page.locator("form[action$='/plan/views/new/']").evaluate(
        "form => form.insertAdjacentHTML('beforeend', '<input type=hidden name=shared value=on>')"
    )
    page.get_by_role("button", name="Save this view").click()
    expect(page.locator("#plan-views")).to_have_text("View: Late ones")
    view = own_views.get()
    assert (view.name, view.shared, view.query) == ("Late ones", False, "show=overdue")
    other = visit("Imogen Farrow").page
    other.goto(f"/programmes/{walk.PROGRAMME}/plan/")
    other.locator("#plan-views").click()
    expect(other.get_by_label("Save as")).to_be_visible()
    expect(other.get_by_role("link", name="Late ones")).to_have_count(0)
