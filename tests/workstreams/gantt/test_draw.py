"""One row as a drawing: forms, positions, and words that are escaped."""

from __future__ import annotations

import re
from datetime import date
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.workstreams.gantt.test_span import TODAY, span
from workstreams.gantt import draw
from workstreams.gantt.pens import PAPER, SCREEN
from workstreams.gantt.window import Zoom, around

WINDOW = around(Zoom.MONTH, TODAY)


def item(kind="task", **about):
    return draw.item("Write the plan", kind, span(kind=kind, **about), WINDOW, SCREEN)[1]


def rects(svg, pen):
    """x and width of the bars of one pen."""
    found = re.findall(rf'<rect class="t-{pen}" x="([\d.]+)" y="[\d.]+" width="([\d.]+)"', svg)
    return [(float(x), float(width)) for x, width in found]


def test_a_task_is_an_outline_with_its_done_part_solid():
    svg = item(start="01/07/20", target="31/10/20", percent=50)
    (x, width), (done_x, done) = rects(svg, "bar")[0], rects(svg, "done")[0]
    assert x == done_x == WINDOW.x(date(2020, 7, 1))
    assert x + width == pytest.approx(WINDOW.x(date(2020, 11, 1)), abs=0.2)
    assert done == pytest.approx(width / 2, abs=0.2)


def test_a_blank_percent_draws_no_done_part():
    assert "t-done" not in item(start="01/07/20", target="31/10/20", percent=None)


def test_what_is_closed_is_pale_and_has_no_done_part():
    svg = item(start="01/07/20", target="31/07/20", percent=100, closed=True)
    assert "t-closed" in svg
    assert "t-done" not in svg
    assert "t-late" not in svg


def test_overdue_runs_in_dashes_from_the_end_to_today():
    svg = item(start="01/07/20", target="31/07/20")
    assert f"H{WINDOW.now:g}" in re.search(r'class="t-late" d="([^"]+)"', svg).group(1)


def test_the_first_plan_stands_as_a_ghost_under_the_forecast():
    (x, width) = rects(item(start="01/07/20", target="30/09/20", revised="31/10/20"), "ghost")[0]
    assert x + width == pytest.approx(WINDOW.x(date(2020, 10, 1)), abs=0.2)


def test_an_end_that_is_a_month_fades_over_it():
    svg = item(start="01/07/20", target="Oct 2020")
    assert rects(svg, "bar")[0][0] + rects(svg, "bar")[0][1] == pytest.approx(
        WINDOW.x(date(2020, 10, 1)), abs=0.2
    )
    assert len(rects(svg, "fade1") + rects(svg, "fade2") + rects(svg, "fade3")) == 3
    assert "t-edge" in svg


def test_ongoing_is_firm_to_today_and_then_fades():
    svg = item(start="01/07/20", target="ongoing")
    assert rects(svg, "bar")[0][0] + rects(svg, "bar")[0][1] == pytest.approx(WINDOW.now, abs=0.2)
    assert "ongoing, no end" in svg


def test_a_milestone_is_a_diamond_and_shows_where_it_was():
    svg = item("milestone", target="01/08/20", revised="25/09/20")
    assert 't-diamond"' in svg
    assert "t-was" in svg
    assert "t-slip" in svg


def test_a_milestone_of_a_month_is_dashed():
    assert "t-soft" in item("milestone", target="Oct 2020")


def test_governance_is_a_flag():
    assert "t-flag" in item("governance", target="29/09/20")


def test_before_and_after_the_window_is_said():
    assert "ended 1 Feb 20" in item(start="01/01/20", target="01/02/20", closed=True)
    assert "starts 1 Jan 30" in item(start="01/01/30", target="01/02/30")
    assert "due 1 Feb 30" in item(target="01/02/30")


def test_what_was_due_before_the_window_and_is_open_is_dashed_through_it():
    svg = item(start="01/01/20", target="01/02/20")
    assert re.search(r'class="t-late" d="M0\.0 14H', svg)


def test_why_it_is_not_drawn_stands_in_the_row():
    assert "not drawn: date does not exist" in item(target="31/09/20")


def test_words_that_somebody_typed_are_escaped():
    said, inner = draw.item("<b>&", "task", span("01/07/20", "31/07/20"), WINDOW, SCREEN)
    svg = draw.drawing(said, inner, WINDOW, SCREEN, "")
    assert "<b>" not in svg
    assert "&lt;b&gt;&amp;" in svg


def test_a_branch_is_a_bracket_and_a_top_one_a_line_with_its_progress():
    first, last = date(2020, 7, 1), date(2020, 9, 30)
    about = {"percent": 50, "points": (), "window": WINDOW, "pens": SCREEN}
    assert "t-bracket" in draw.branch("Phase", first, last, top=False, **about)[1]
    said, inner = draw.branch("1 SEND", first, last, top=True, **about)
    assert said == "1 SEND: 1 July 2020 to 30 September 2020"
    assert rects(inner, "sumdone")[0][1] == pytest.approx(rects(inner, "sum")[0][1] / 2, abs=0.2)


def test_a_folded_branch_carries_its_milestones():
    points = [
        ("Signed", span(target="30/09/20", kind="milestone")),
        ("No day", span(kind="milestone")),
    ]
    said, inner = draw.branch(
        "1 SEND", date(2020, 7, 1), date(2020, 9, 30), percent=None, top=True, points=points,
        window=WINDOW, pens=SCREEN,
    )  # fmt: skip
    assert inner.count("t-diamond") == 1
    assert said.endswith("Milestones: Signed 30 Sep 20")


def test_a_branch_without_dates_draws_nothing():
    said, inner = draw.branch("1 SEND", None, None, percent=None, top=True, points=(), window=WINDOW,
                              pens=SCREEN)  # fmt: skip
    assert said == "1 SEND: nothing under it has dates"
    assert inner == ""


def test_a_phase_lies_pale_behind_its_items():
    assert 'class="t-band"' in draw.band(date(2020, 7, 1), date(2020, 7, 31), WINDOW, SCREEN)
    assert draw.band(None, date(2020, 7, 31), WINDOW, SCREEN) == ""
    assert draw.band(date(2030, 7, 1), date(2030, 7, 31), WINDOW, SCREEN) == ""


def test_the_scale_names_today():
    assert "31 Aug" in draw.head(WINDOW, SCREEN)


def test_paper_has_the_same_pens_as_the_page():
    assert set(PAPER) == set(SCREEN)
    assert all("class" not in ink for ink in PAPER.values())


DATES = st.one_of(
    st.dates(date(2019, 6, 1), date(2022, 1, 1)).map(lambda day: f"{day:%d/%m/%y}"),
    st.sampled_from(["", "TBC", "ongoing", "Oct 2020", "31/09/20", "mid Nov 2020", "soon", "2021"]),
)


@given(
    kind=st.sampled_from(["task", "milestone", "governance", "untyped"]),
    start=DATES, target=DATES, revised=DATES,
    percent=st.one_of(st.none(), st.integers(0, 100)), closed=st.booleans(),
    zoom=st.sampled_from(list(Zoom)), pens=st.sampled_from([SCREEN, PAPER]), tight=st.booleans(),
)  # fmt: skip
def test_every_row_is_a_drawing_inside_its_frame(
    kind, start, target, revised, percent, closed, zoom, pens, tight
):
    window = around(zoom, TODAY)
    about = span(start, target, revised, kind=kind, percent=percent, closed=closed)
    said, inner = draw.item("Write the plan", kind, about, window, pens)
    svg = draw.drawing(said, inner, window, pens, draw.grid(window, pens), tight=tight)
    root = ElementTree.fromstring(svg)
    assert root.find("title").text == said
    for rect in root.iter("rect"):
        x, width = float(rect.get("x")), float(rect.get("width"))
        assert width >= 0
        assert -0.2 <= x <= window.width + 0.2
        assert x + width <= window.width + draw.LEAST + 0.3
