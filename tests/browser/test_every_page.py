"""Every page: nothing that axe objects to, at a desk and on a phone, and no sideways scrolling down to 320 pixels.

The pages are those of the URLconf: one that is added tomorrow is walked tomorrow. Every other page is walked by the one
class, the rest by the other, so that two workers of a run can share the walk.
"""

from __future__ import annotations

from tests.browser import axe, walk

STANDS_AT = "walk"
DESK, PHONE, NARROW = 1440, 390, 320
#: Parts of a page, never opened by themselves.
FRAGMENTS = {"item_row", "read_date", "people_find", "items_find", "mail_html"}
#: Pages that must be among those walked.
MUST = {
    "login", "home", "dashboard", "plan", "item", "item_edit", "workstream", "import", "import_check",
    "reports", "edition", "mails", "mail", "definitions", "not found",
}  # fmt: skip


def walk_a_half(visit, furniture, half: int) -> None:
    stops = list(walk.stops(furniture))
    assert {stop.word for stop in stops} >= MUST
    readers, faults, seen = {}, [], set()
    for stop in stops[half :: walk.HALVES]:
        if stop.reader not in readers:
            readers[stop.reader] = visit(stop.reader)
        page = readers[stop.reader].page
        if stop.word in FRAGMENTS or not stop.open(page):
            continue
        seen.add(stop.word)
        faults += axe.sideways(page, width=NARROW)
        faults += axe.faults_at(page, DESK, PHONE)
    assert MUST & {stop.word for stop in stops[half :: walk.HALVES]} <= seen
    assert not faults, "\n".join(faults)


class TestOneHalf:
    def test_no_page_has_a_fault_at_a_desk_or_on_a_phone(self, visit, furniture):
        walk_a_half(visit, furniture, 0)


class TestTheOther:
    def test_no_page_has_a_fault_at_a_desk_or_on_a_phone(self, visit, furniture):
        walk_a_half(visit, furniture, 1)
