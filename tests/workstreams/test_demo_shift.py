"""The demonstration plan moved in time: every date in its own form, every fault still a fault."""

from collections import Counter
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workstreams.demo.shift import (
    months_between,
    shift_day,
    shift_plan,
    shift_text,
    shift_to,
    shift_years,
)
from workstreams.demo.workbook import read_source, real_day

STATUS = date(2020, 8, 3)
TODAYS = [
    date(2020, 8, 3),
    date(2023, 2, 14),  # 28 days
    date(2024, 2, 29),  # 29
    date(2026, 4, 30),  # 30
    date(2026, 11, 22),
    date(2026, 12, 31),  # 31, and the next month has 31 too
    date(2027, 1, 1),
    date(2027, 7, 15),
]
days = st.dates(date(2015, 1, 1), date(2030, 12, 31))
months = st.integers(-200, 200)


def items(plan):
    return [row for row in plan["rows"] if row["title"] and row["type"] in ("T", "M", "G", "")]


def looks_like_a_day(text):
    return text[:2].isdigit() and text[3:5].isdigit() and len(text) == 8


def figures(plan):
    """What must stay the same, counted at the plan's own status date."""
    status = date.fromisoformat(plan["status_date"])
    found = Counter()
    for row in items(plan):
        start, end = real_day(row["start"]), real_day(row["end"])
        found["impossible"] += sum(
            looks_like_a_day(row[f]) and not real_day(row[f]) for f in ("start", "end")
        )
        found["end before start"] += bool(start and end and end < start)
        late = bool(end and end < status and row["percent"] != "100%")
        found["overdue"] += late
        found["overdue but Green"] += late and row["rag"] == "Green"
        found["should have started"] += bool(start and start < status and row["percent"] == "0%")
        found["no usable date"] += not (start and end)
        found["TBC"] += sum("TBC" in row[f] for f in ("start", "end"))
        found["blank"] += sum(not row[f] for f in ("start", "end"))
    return found


def test_the_source_holds_the_golden_figures():
    plan = read_source()
    kinds = Counter("W" if r["type"].isdigit() else r["type"] for r in plan["rows"] if r["title"])
    assert kinds == {"W": 7, "D": 26, "P": 23, "T": 86, "M": 53, "G": 28, "": 1}
    assert len(plan["rows"]) == 228, "with four rows that hold a RAG word alone"
    assert Counter(r["rag"] for r in items(plan)) == {"Green": 144, "Red": 7, "Amber": 6, "": 11}
    assert Counter(r["percent"] for r in items(plan)) == {
        "0%": 118, "100%": 21, "50%": 7, "75%": 1, "30%": 1, "": 20,
    }  # fmt: skip
    assert Counter(r["scope"] for r in items(plan)) == {
        "Local": 66,
        "National": 41,
        "Regional": 36,
        "": 25,
    }
    assert figures(plan) == {
        "impossible": 3, "end before start": 4, "overdue": 19, "overdue but Green": 14, "should have started": 28,
        "no usable date": 59, "TBC": 69, "blank": 20,
    }  # fmt: skip


@pytest.mark.parametrize("today", TODAYS, ids=str)
def test_a_shifted_plan_keeps_every_fault(today):
    plan = read_source()
    moved = shift_to(plan, today)
    assert date.fromisoformat(moved["status_date"]) == date(today.year, today.month, 3)
    assert figures(moved) == figures(plan)


@pytest.mark.parametrize("today", TODAYS, ids=str)
def test_a_shifted_plan_changes_dates_and_years_only(today):
    plan = read_source()
    for old, new in zip(plan["rows"], shift_to(plan, today)["rows"], strict=True):
        assert list(old) == list(new)
        for field in ("type", "scope", "owner", "percent", "rag"):
            assert old[field] == new[field]
        for field in ("start", "end"):
            assert len(old[field]) == len(new[field]) or "TBC" in old[field]
            assert bool(real_day(old[field])) == bool(real_day(new[field]))


def test_no_shift_changes_nothing():
    assert shift_plan(read_source(), 0) == read_source()


@given(days, days, months)
def test_the_order_of_two_days_never_turns_round(first, second, by):
    if first <= second:
        assert shift_day(first, by) <= shift_day(second, by)


@given(days, months)
def test_a_day_stays_before_or_after_the_third_of_the_status_month(day, by):
    assert (day < STATUS) == (shift_day(day, by) < shift_day(STATUS, by))


@given(days, months)
def test_a_day_lands_in_the_month_it_was_sent_to(day, by):
    assert months_between(day, shift_day(day, by)) == by


@given(st.sampled_from(["31/09/20", "31/11/20", "30/02/21", "31.06.2021"]), months)
def test_an_impossible_date_stays_impossible_and_never_comes_early(typed, by):
    moved = shift_text(typed, by, near=STATUS)
    day, month, year = (int(part) for part in moved.replace(".", "/").split("/"))
    with pytest.raises(ValueError, match="day"):
        date(year if year > 100 else 2000 + year, month, day)


@pytest.mark.parametrize(
    ("typed", "by", "moved"),
    [
        ("01/08/20", 75, "01/11/26"),
        ("31/08/20", 75, "30/11/26"),
        ("30/09/20", 75, "31/12/26"),  # a last day becomes a last day
        ("31/01/21", 1, "28/02/21"),
        ("30/01/24", 1, "29/02/24"),
        ("31/09/20", 1, "31/11/20"),  # October has a 31st: the next month without one
        ("31/11/20", 1, "31/02/21"),
        ("Sept TBC", 75, "Dec TBC"),
        ("Dec - TBC", 6, "June - TBC"),
        ("Oct  - TBC", 11, "Sept  - TBC"),
        ("September 2020", 75, "December 2026"),
        ("Feb-21", 12, "Feb-22"),
        ("w/c 7 Sept", 2, "w/c 7 Nov"),
        ("31st March 2021", 1, "30th April 2021"),
        ("1.8.2020", 5, "1.1.2021"),
        ("TBC", 75, "TBC"),
        ("ongoing", 75, "ongoing"),
        ("TBC pending region", 75, "TBC pending region"),
        (
            "Owain to add once the provider plan is out",
            75,
            "Owain to add once the provider plan is out",
        ),
        ("", 75, ""),
    ],
)
def test_each_form_is_rewritten_in_its_own_form(typed, by, moved):
    assert shift_text(typed, by, near=STATUS) == moved


def test_financial_years_move_with_the_status_date():
    assert (
        shift_years("Nurse practitioner model for 2021/22", 6)
        == "Nurse practitioner model for 2027/28"
    )
    assert shift_years("2019/20 and 01/08/2020", -1) == "2018/19 and 01/08/2020"
    moved = shift_to(read_source(), date(2027, 1, 31))
    assert moved["title"].endswith("2026/27")
