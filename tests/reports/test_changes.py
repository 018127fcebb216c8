"""What changed: a pure difference of two snapshots."""

from dataclasses import replace
from datetime import date

import pytest

from reports.changes import changes, direction
from reports.reading import sentences
from tests.reports import samples

JULY = samples.snapshot(period="2020-07", as_at=date(2020, 7, 31))


def test_nothing_changed():
    found = changes(JULY, samples.snapshot())
    assert not found.ratings
    assert not found.dates
    assert not found.completed
    assert sentences.changed(found)[:2] == (
        ("0 workstreams worsened, 0 improved", ""),
        ("No dates moved", ""),
    )


def test_ratings_of_programme_and_workstreams_worst_first():
    before = replace(
        JULY,
        computed="amber",
        workstreams=(samples.workstream(1), samples.workstream(2, computed="red")),
    )
    found = changes(before, samples.snapshot())
    assert [(move.workstream, move.direction) for move in found.ratings] == [
        (0, "Worsened"),
        (1, "Worsened"),
        (2, "Improved"),
    ]
    what, which = sentences.changed(found)[0]
    assert what == "1 workstream worsened, 1 improved"
    assert which == "1 Workstream 1 to Red and 2 Workstream 2 to Green"


def test_items_that_worsened_are_counted():
    before = replace(JULY, items=(samples.item(1, computed="amber"), samples.item(2)))
    after = samples.snapshot(
        items=(samples.item(1, computed="red"), samples.item(2, computed="blue"))
    )
    assert ("1 item worsened, 0 improved", "") in sentences.changed(changes(before, after))


def test_a_rating_that_is_not_red_amber_or_green_has_no_direction():
    assert direction("red", "blue") == ""
    assert direction("not_rated", "red") == ""
    assert direction("amber", "amber") == "Same"


def test_dates_moved_with_their_net():
    before = replace(
        JULY,
        items=(
            samples.item(1, revised=samples.day(date(2020, 9, 1))),
            samples.item(2, target=samples.day(date(2020, 9, 30))),
        ),
    )
    after = samples.snapshot(
        items=(
            samples.item(1, revised=samples.day(date(2020, 10, 1))),
            samples.item(2, target=samples.day(date(2020, 9, 25))),
        )
    )
    found = changes(before, after)
    assert [move.days for move in found.dates] == [30, -5]
    assert found.net_days == 25
    assert ("2 dates moved", "1 later, 1 earlier; net +25 days") in sentences.changed(found)


def test_completed_added_and_taken_out_by_identity_not_title():
    before = replace(JULY, items=(samples.item(1), samples.item(2, title="Same title")))
    after = samples.snapshot(
        items=(samples.item(1, status="complete"), samples.item(9, title="Same title"))
    )
    found = changes(before, after)
    assert [item.id for item in found.completed] == [1]
    assert [item.id for item in found.added] == [9]
    assert [item.id for item in found.removed] == [2]


def test_two_programmes_are_not_compared():
    with pytest.raises(ValueError, match="different programmes"):
        changes(replace(JULY, programme=8), samples.snapshot())
