"""Every page: nothing that axe objects to, at a desk and on a phone, and no sideways scrolling down to 320 pixels.

The pages are those of the URLconf: one that is added tomorrow is walked tomorrow.
"""

from __future__ import annotations

from tests.browser import axe, walk

STANDS_AT = "walk"
DESK, PHONE, NARROW = 1440, 390, 320
FRAGMENTS = {"item_row", "date_read"}  # parts of a page, never opened by themselves


def test_no_page_has_a_fault_at_a_desk_or_on_a_phone(visit, furniture):
    readers, faults, seen = {}, [], set()
    for stop in walk.stops(furniture):
        if stop.reader not in readers:
            readers[stop.reader] = visit(stop.reader)
        page = readers[stop.reader].page
        if stop.word in FRAGMENTS or not stop.open(page):
            continue
        seen.add(stop.word)
        for width in (DESK, PHONE):
            faults += axe.faults_of(page, width=width)
        faults += axe.sideways(page, width=NARROW)
    assert {"login", "home", "dashboard", "plan", "item", "item_edit", "workstream", "import",
            "import_check", "reports", "edition", "mails", "mail", "definitions", "not found"} <= seen  # fmt: skip
    assert not faults, "\n".join(faults)
