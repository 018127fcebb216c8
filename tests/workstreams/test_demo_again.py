"""The demonstration at other times: moved, without its months, interrupted, loaded again later."""

from collections import Counter
from datetime import date, datetime

import pytest

from tests.workstreams.demo import LONDON, STATUS, assert_golden, load_demo, load_shifted
from workstreams.demo import load
from workstreams.demo.shift import shift_to
from workstreams.demo.workbook import read_source, read_story
from workstreams.models import ImportBatch, Item, Update

pytestmark = pytest.mark.django_db


def test_the_plan_alone_has_the_golden_figures_and_every_fault_is_flagged():
    assert load_demo(history=False).new
    assert_golden(STATUS)
    assert not Update.objects.exists()
    reading = ImportBatch.objects.get().reading
    found = Counter(flag["code"] for flag in reading["flags"])
    expected = {
        "impossible_date": 3, "end_before_start": 4, "year_out_of_order": 1, "untyped": 1, "font_encoded": 2,
        "similar_name": 2, "initials": 2, "no_percent": 20, "no_rag": 11, "unowned": 5, "no_scope": 25,
        "hundred_percent_red": 1, "complete_without_rag": 1,
    }  # fmt: skip
    assert {code: found[code] for code in expected} == expected
    impossible = {flag["cell"] for flag in reading["flags"] if flag["code"] == "impossible_date"}
    assert impossible == {"G28", "G180", "G182"}
    assert Counter(left["text"] for left in reading["left_out"])["Green"] == 4


@pytest.mark.parametrize(
    "today", [date(2024, 2, 29), date(2026, 6, 30), date(2027, 1, 31)], ids=str
)
def test_moved_it_has_the_same_figures_at_its_own_status_date(today):
    """29, 30 and 31 days; what was typed in each cell is what the moved source says."""
    loaded = load_shifted(today)
    assert loaded.status == date(today.year, today.month, 3)
    assert_golden(loaded.status, today=today)
    typed = [
        (row["start"].strip(), row["end"].strip()) for row in shift_to(read_source(), today)["rows"]
    ]
    rows = {f"Plan!B{n}": cells for n, cells in enumerate(typed, 5)}
    for item in Item.objects.all():
        assert (item.start_text.strip(), item.target_text.strip()) == rows[item.source_cell]


def test_nothing_is_dated_after_the_moment_of_loading():
    """On the first of a month the status date is still to come; history is not."""
    now = datetime(2026, 11, 1, 0, 30, tzinfo=LONDON)
    load_shifted(now.date(), now=now)
    assert Item.history.latest("history_date").history_date <= now
    assert Update.objects.latest("written_at").written_at <= now


def test_a_later_load_leaves_the_calendar_where_it_was_put():
    load_shifted(date(2026, 10, 20))
    before = Item.history.count(), Update.objects.count()
    again = load_shifted(date(2026, 12, 1))
    assert again.status == date(2026, 10, 3)
    assert (Item.history.count(), Update.objects.count()) == before


def test_an_interrupted_load_is_finished_by_the_next(monkeypatch):
    story = read_story()
    half = story | {"steps": story["steps"][:20]}
    with monkeypatch.context() as patched:
        patched.setattr(load, "read_story", lambda: half)
        load_demo()
    assert Update.objects.count() < 20
    load_demo()
    assert_golden(STATUS)
    told = [step for step in story["steps"] if "update" in step and step["on"] < STATUS.isoformat()]
    assert Update.objects.count() == len(told)
