"""A board member reads everything of their board and can change nothing, by link, by button or by hand."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from django.urls import resolve
from playwright.sync_api import Page, expect

from tests.browser import walk
from tests.tracker.places import placed
from workstreams.access import Policy

STANDS_AT = "walk"
HESTER = "Hester Vane"
READING = {Policy.PUBLIC, Policy.SIGNED_IN, Policy.READ}
REFUSED = {403, 404}
ASKS = """() => [...document.querySelectorAll("a[href], [hx-get], [hx-post], form")].map((each) => [
  each.outerHTML.slice(0, 160), each.tagName === "FORM" ? each.method : "get",
  ["hx-post", "hx-get", "action", "href"].map((name) => each.getAttribute(name)).find(Boolean) || "",
])"""


def refused_to(page: Page) -> list[str]:
    """Links and forms of a page that lead to what a reader may not do."""
    wrong = []
    for words, method, target in page.evaluate(ASKS):
        parts = urlsplit(target)
        if parts.netloc or not parts.path:
            continue  # a filter, or a place on this page
        found = resolve(parts.path)
        if found.url_name == "logout":
            continue
        if method == "post" or found.func.access_policy not in READING:
            wrong.append(f"{page.url}: {words}")
    return wrong


def test_no_page_offers_what_is_not_theirs(visit, furniture):
    page = visit(HESTER).page
    wrong, opened = [], 0
    for place in placed():
        if place.policy not in READING or place.name in {"login", "item_row"}:
            continue
        stop = walk.Stop(place.name, furniture.addresses(place))
        if not stop.open(page):
            continue
        opened += 1
        wrong += refused_to(page)
        editing = "main form[method=post], main textarea, main [contenteditable], .edit-link"
        wrong += [f"{place.name}: {each}" for each in page.locator(editing).all_inner_texts()]
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
    for words, number in (
        ("items overdue, 14 of them declared Green", "19"),
        ("without a usable date", "59"),
    ):
        expect(page.locator("dl div", has_text=words).locator("dd").first).to_have_text(number)
    page.get_by_role("link", name="Show all that is overdue").click()
    expect(page.get_by_role("status").first).to_contain_text("Showing 19 of 168 items")
    page.goto(f"/programmes/{walk.PROGRAMME}/reports/")
    expect(page.get_by_role("table")).to_contain_text("Integrated Commissioning Board")
    expect(page.get_by_role("table")).not_to_contain_text("Senior Leadership Team")
    draft = page.request.get(f"/reports/{walk.draft_to_approve().pk}/")
    assert draft.status == 404
