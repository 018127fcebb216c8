"""Drawings: well formed, with the finding in words, and nothing that the page's policy forbids."""

from datetime import date
from xml.etree import ElementTree

import pytest

from reports import drawing

SVG = "{http://www.w3.org/2000/svg}"
AS_AT = date(2020, 8, 31)


def parsed(text: str) -> ElementTree.Element:
    return ElementTree.fromstring(
        text.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)
    )


@pytest.mark.parametrize(
    "trend",
    [
        [("August", "red")],
        [("July", "green"), ("August", "amber")],
        [("June", "not_rated"), ("July", "blue"), ("August", "on_hold")],
        [("June", ""), ("July", "unconfirmed"), ("August", "cancelled")],
    ],
)
def test_a_strip_says_its_months(trend):
    root = parsed(drawing.strip(trend))
    title = root.find(f"{SVG}title").text
    for month, _ in trend:
        assert month in title
    assert root.get("role") == "img"


def test_a_chart_says_target_and_forecast():
    lines = [
        ("Contract <signed> & sealed", date(2020, 8, 31), date(2020, 10, 30)),
        ("Held", AS_AT, None),
    ]
    text = drawing.chart(lines, as_at=AS_AT)
    title = parsed(text).find(f"{SVG}title").text
    assert title == (
        "Milestones on a time line. Contract <signed> & sealed: target 31 Aug 2020, forecast 30 Oct 2020. "
        "Held: target 31 Aug 2020."
    )
    assert text.count("stroke-dasharray") == 2  # where the target was, and the lateness


def test_no_milestones_no_chart():
    assert drawing.chart([], as_at=AS_AT) == ""


@pytest.mark.parametrize("years", [0, 1, 9])
def test_everything_stays_on_the_plate(years):
    lines = [
        ("First", date(2020, 8, 1), None),
        ("Last", date(2020 + years, 12, 31), date(2021 + years, 3, 1)),
    ]
    root = parsed(drawing.chart(lines, as_at=AS_AT))
    texts = list(root.iter(f"{SVG}text"))
    assert all(0 <= float(element.get("x")) <= 660 for element in texts)
    assert sum(element.get("fill") == "#5c6772" for element in texts) <= 12  # names of months


def test_it_uses_attributes_only():
    drawn = drawing.chart([("x", AS_AT, None)], as_at=AS_AT) + drawing.strip([("August", "red")])
    for forbidden in ("style=", "<style", "<script", "href", "url("):
        assert forbidden not in drawn
