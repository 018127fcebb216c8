"""Measures and their readings; the line that is never joined over a gap."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from workstreams.actions import measures
from workstreams.actions.base import Refused
from workstreams.measure_line import draw
from workstreams.models import Figure

pytestmark = pytest.mark.django_db

JULY = date(2020, 7, 31)


@pytest.fixture
def measure(cast, now):
    return measures.add_measure(
        programme=cast.plan.programme,
        title="Assessments on time",
        workstream=cast.plan.first,
        workstreams=[cast.plan.second],
        target=Figure.of(85),
        by=None,
        now=now,
    )


def test_a_measure_may_be_shared(measure, cast):
    assert list(measure.workstreams.all()) == [cast.plan.second]


def test_a_measure_is_not_shared_with_another_programme(measure, cast, now):
    with pytest.raises(Refused, match="another programme"):
        measures.amend_measure(
            measure, facts={"workstreams": [cast.other_plan.first]}, by=None, now=now
        )


def test_a_period_has_one_reading_and_a_correction_its_reason(measure, today, now):
    ask = {"period": JULY, "today": today, "by": None, "now": now}
    measures.record_reading(measure, value=Figure.of(71), **ask)
    with pytest.raises(Refused, match="corrected"):
        measures.record_reading(measure, value=Figure.of(72), **ask)
    reading = measures.record_reading(measure, value=Figure.of(72), reason="Late file", **ask)
    assert (measure.readings.count(), reading.value, reading.history.count()) == (
        1,
        Figure.of(72),
        2,
    )


def test_a_period_that_is_not_over_is_refused(measure, today, now):
    with pytest.raises(Refused, match="over"):
        measures.record_reading(
            measure,
            period=today + timedelta(days=1),
            value=Figure.of(1),
            today=today,
            by=None,
            now=now,
        )


def test_not_reported_is_kept_as_a_reading_without_a_value(measure, today, now):
    reading = measures.record_reading(
        measure, period=JULY, value=Figure(None, "not_reported"), today=today, by=None, now=now
    )
    assert (reading.value_amount, reading.value_state) == (None, "not_reported")


def points(*values):
    return [
        (JULY + timedelta(days=30 * n), Decimal(v) if v is not None else None)
        for n, v in enumerate(values)
    ]


def test_the_line_breaks_where_nothing_was_read():
    line = draw(points(1, 2, None, 3, 4), target=None)
    assert len(line.paths) == 2
    assert [dot.value for dot in line.dots].count(None) == 1
    assert line.last.value == 4


def test_one_value_alone_makes_no_line():
    assert draw(points(None, 3, None), target=Decimal(5)) is None


def test_the_target_lies_inside_the_drawing():
    line = draw(points(1, 2), target=Decimal(10))
    assert 0 < line.target_y < line.height
    assert line.dots[0].y > line.dots[1].y > line.target_y


def test_equal_values_draw_a_level_line():
    line = draw(points(5, 5), target=None)
    assert line.dots[0].y == line.dots[1].y
