"""The worse of computed and declared leads, everywhere."""

import pytest

from reports import render
from reports.headline import headline, leading
from reports.reading import read
from tests.reports.samples import document, item, snapshot, workstream

RATINGS = ("red", "amber", "green", "blue", "not_started", "on_hold", "not_rated", "cancelled", "")


@pytest.mark.parametrize(
    ("computed", "declared", "leads"),
    [
        ("red", "green", "red"),
        ("green", "red", "red"),
        ("amber", "red", "red"),
        ("green", "amber", "amber"),
        ("amber", "amber", "amber"),
        ("amber", "", "amber"),
        ("not_rated", "red", "red"),
        ("not_started", "amber", "amber"),
        ("not_rated", "green", "not_rated"),  # a blank is never Green because somebody says so
        ("blue", "green", "blue"),
        ("red", "blue", "red"),
        ("green", "unconfirmed", "green"),
    ],
)
def test_the_worse_one_leads(computed, declared, leads):
    assert leading(computed, declared) == leads


@pytest.mark.parametrize("computed", RATINGS)
@pytest.mark.parametrize("declared", RATINGS)
def test_no_red_of_either_is_ever_hidden(computed, declared):
    found = headline(computed, declared)
    if "red" in (computed, declared):
        assert found.rating == "red"
    assert found.rating in (computed, declared)
    if computed != declared and found.by_word:
        assert "Declared" in found.gap


def test_the_gap_is_named_both_ways():
    assert "worse than the dates say (Green)" in headline("green", "red").gap
    assert headline("red", "amber").gap.startswith("Declared Amber, computed Red")
    assert "give no rating" in headline("not_rated", "red").gap
    assert headline("amber", "amber").gap == headline("amber", "").gap == ""


def test_a_report_leads_with_it_and_so_does_the_one_before():
    r = read(
        snapshot(computed="green", declared="red"),
        snapshot(period="2020-07", computed="green", declared="amber"),
    )
    assert r.headline == "Red: needs the board"
    assert (r.was, r.moved) == ("amber", "Worsened")


def test_an_item_its_owner_declares_red_is_an_exception():
    worried = item(7, declared="red", computed="green")
    (found,) = read(snapshot(items=(worried,))).exceptions
    assert (found.now, found.reason) == ("red", "50% done; declared Red, computed Green")


def test_a_workstream_its_lead_calls_red_is_named_in_the_verdict():
    nodes = (workstream(1, declared="red", computed="green"), workstream(2))
    assert read(snapshot(workstreams=nodes)).verdict.startswith("1 of 2 workstreams is Red")


def test_the_count_of_the_workstreams_says_what_the_verdict_says():
    """Declared Red over computed Green is Red in both; the same for the month before."""
    nodes = (
        workstream(1, declared="red", computed="green"),
        workstream(2, declared="green", computed="amber"),
        workstream(3, declared="green", computed="green"),
    )
    before = snapshot(
        period="2020-07",
        workstreams=(nodes[0], workstream(2, declared="red", computed="amber"), nodes[2]),
    )
    r = read(snapshot(workstreams=nodes), before)
    assert r.verdict.startswith("1 of 3 workstreams is Red")
    assert r.spread == "1 Green, 1 Amber, 1 Red."
    assert r.was_spread == "1 Green, 2 Red."


def test_the_rating_that_leads_a_workstream_is_the_bold_one_in_the_table():
    page = render.html(document(snapshot(workstreams=(workstream(1, declared="red"),))))
    heat = page[page.index("Workstreams at a glance") : page.index("Next milestone</h3>")]
    assert '<span class="pm pm-G pm-p">Green</span>' in heat
    assert '<span class="pm pm-R">Red</span>' in heat
