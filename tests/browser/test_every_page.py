"""Every page: nothing that axe objects to, at a desk and on a phone, and no sideways scrolling down to 320 pixels.

The pages are those of the URLconf: one that is added tomorrow is walked tomorrow.
"""

from __future__ import annotations

from playwright.sync_api import Page

from tests.browser import axe, walk

STANDS_AT = "walk"
DESK, PHONE, NARROW = 1440, 390, 320
EXPECTED = {"not found": 404, "not allowed": 403}
FRAGMENTS = {"item_row", "date_read"}  # parts of a page, never opened by themselves


def test_no_page_has_a_fault_at_a_desk_or_on_a_phone(visit, furniture):
    readers, faults, seen = {}, [], set()
    for stop in walk.stops(furniture):
        if stop.reader not in readers:
            readers[stop.reader] = visit(stop.reader)
        page = readers[stop.reader].page
        if stop.word in FRAGMENTS or not opens(page, stop):
            continue
        seen.add(stop.word)
        for width in (DESK, PHONE):
            faults += axe.faults_of(page, width=width)
        faults += axe.sideways(page, width=NARROW)
    assert {"login", "home", "dashboard", "plan", "item", "item_edit", "workstream", "import",
            "import_check", "reports", "edition", "mails", "mail", "definitions", "not found"} <= seen  # fmt: skip
    assert not faults, "\n".join(faults)


def opens(page: Page, stop: walk.Stop) -> bool:
    """Whether there is a page, and not a file, an answer for a machine, or a URL that only takes what is sent to it."""
    address = stop.address(page)
    told = page.request.head(address).headers
    if "GET" not in told.get("allow", "GET") or not told["content-type"].startswith("text/html"):
        return False
    reply = page.goto(address)
    assert reply.status == EXPECTED.get(stop.word, 200), (
        f"{stop.word}: {reply.status} for {address}"
    )
    return True
