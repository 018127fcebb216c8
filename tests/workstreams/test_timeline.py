"""Days to positions: one scale, and what may not be drawn says why."""

from __future__ import annotations

from datetime import date

import pytest

from workstreams.timeline import Scale, bracket, draw, scale_around
from workstreams.when import Certainty, When, read

TODAY = date(2020, 8, 31)
BLANK = When("")


@pytest.fixture
def scale() -> Scale:
    return scale_around(TODAY)


def drawn(
    scale, *, kind="task", start="", target="", revised="", percent=0, closed=False, days_late=0
):
    return draw(
        title="Write the strategy",
        kind=kind,
        start=read(start),
        target=read(target),
        revised=read(revised),
        percent=percent,
        closed=closed,
        days_late=days_late,
        scale=scale,
    )


def test_the_scale_is_whole_months_around_today(scale):
    assert (scale.start, scale.end) == (date(2020, 6, 1), date(2021, 5, 1))
    assert [m.label for m in scale.months][:3] == ["Jun", "Jul", "Aug"]
    assert [m.year for m in scale.months if m.year] == ["2020", "2021"]
    assert scale.says == "June 2020 to April 2021"


def test_the_scale_ends_with_its_width(scale):
    assert scale.x(scale.start) == 0
    assert scale.x(scale.end) == scale.width


def test_january_and_leap_years_do_not_break_the_scale():
    scale = scale_around(date(2024, 1, 31))
    assert scale.start == date(2023, 11, 1)
    assert len(scale.months) == 11
    assert scale.shows(date(2024, 2, 29))


def test_a_task_is_a_bar_with_its_done_part(scale):
    bar = drawn(scale, start="01/07/20", target="31/07/20", percent=50)
    assert bar.form == "bar"
    assert bar.x == scale.x(date(2020, 7, 1))
    assert bar.x + bar.width == pytest.approx(scale.x(date(2020, 8, 1)), abs=0.2)
    assert bar.done == pytest.approx(bar.width / 2, abs=0.2)


def test_a_blank_percent_draws_no_done_part(scale):
    assert drawn(scale, start="01/09/20", target="30/09/20", percent=None).done == 0


def test_a_bar_of_one_day_can_be_seen(scale):
    assert drawn(scale, start="01/09/20", target="01/09/20").width == 4


def test_late_runs_from_the_end_to_today(scale):
    bar = drawn(scale, start="01/07/20", target="31/07/20", days_late=20)
    assert (bar.late_from, bar.late_to) == (pytest.approx(bar.x + bar.width), scale.now)
    assert bar.title.endswith("20 working days late")


@pytest.mark.parametrize("how", [{"closed": True}, {"target": "30/09/20"}])
def test_what_is_done_or_not_due_has_no_late_line(scale, how):
    assert drawn(scale, **{"start": "01/07/20", "target": "31/07/20", **how}).late_from is None


def test_a_moved_milestone_shows_where_its_target_was(scale):
    bar = drawn(scale, kind="milestone", start="01/07/20", target="01/08/20", revised="25/09/20")
    assert bar.form == "milestone"
    assert bar.x == scale.x(date(2020, 9, 25))
    assert bar.was == scale.x(date(2020, 8, 1))
    assert "target was 1 August 2020" in bar.title


def test_governance_is_a_flag(scale):
    assert drawn(scale, kind="governance", target="29/09/20").form == "flag"


def test_an_end_before_its_start_is_not_drawn(scale):
    bar = drawn(scale, start="01/10/20", target="01/01/20")
    assert (bar.form, bar.words) == ("words", "not drawn: ends before it starts")


@pytest.mark.parametrize(
    ("end", "words"),
    [
        (When("31/09/20", certainty=Certainty.IMPOSSIBLE), "not drawn: date does not exist"),
        (When("Owain to add", certainty=Certainty.WAITING, waiting_on="Owain"), "waiting on Owain"),
        (When("TBC", certainty=Certainty.TBC), "date to be confirmed"),
        (When("ongoing", certainty=Certainty.ONGOING), "ongoing, no end"),
        (When("soon", certainty=Certainty.UNREAD), "not drawn: not read as a date"),
        (BLANK, "no dates"),
    ],
)
def test_what_has_no_day_says_why(scale, end, words):
    bar = draw(
        title="Write the strategy",
        kind="task",
        start=BLANK,
        target=end,
        revised=BLANK,
        percent=0,
        closed=False,
        days_late=0,
        scale=scale,
    )
    assert (bar.form, bar.words) == ("words", words)


def test_what_ended_before_the_scale_says_when(scale):
    bar = drawn(scale, start="01/01/20", target="01/03/20", closed=True)
    assert (bar.form, bar.words) == ("words", "ended 1 Mar 20")


def test_what_is_late_since_before_the_scale_runs_from_its_edge(scale):
    bar = drawn(scale, start="01/01/20", target="01/03/20", days_late=126)
    assert (bar.late_from, bar.late_to) == (0, scale.now)


def test_what_starts_after_the_scale_says_when(scale):
    bar = drawn(scale, start="01/06/21", target="01/09/21")
    assert (bar.words, bar.words_end) == ("starts 1 Jun 21", True)


def test_a_bar_is_cut_at_the_edges(scale):
    bar = drawn(scale, start="01/01/20", target="31/12/21", percent=50)
    assert (bar.x, bar.width) == (0, scale.width)
    assert 0 < bar.done < scale.width


def test_a_branch_without_dates_draws_nothing(scale):
    bar = bracket(title="SEND", first=None, last=None, percent=24, top=True, scale=scale)
    assert bar.form == "none"


def test_a_top_branch_shows_what_is_reported_done(scale):
    bar = bracket(
        title="SEND",
        first=date(2020, 6, 1),
        last=date(2021, 4, 30),
        percent=25,
        top=True,
        scale=scale,
    )
    assert (bar.form, bar.done) == ("summary", 99)
    blank = bracket(
        title="SEND",
        first=date(2020, 6, 1),
        last=date(2021, 4, 30),
        percent=None,
        top=True,
        scale=scale,
    )
    assert blank.done == 0
