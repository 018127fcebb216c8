"""The grid: what is typed in many rows, saved at once; rows that are wrong or stale stay open."""

import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests import factories
from workstreams.actions.progress import Progress, record
from workstreams.grid import line_of
from workstreams.models import ChangeSet, Item

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_day")]


def posted(*items, **typed):
    """What the form of these rows posts; `typed` is {"<number>_<box>": text} over what stands there."""
    data = {"row": [item.pk for item in items]}
    for n, item in enumerate(items):
        line = line_of(item)
        data |= {f"{item.pk}-version": line.version, f"{item.pk}-was": line.base}
        for box in (*line.boxes, line.reason):
            data[f"{item.pk}-{box.name}"] = typed.get(f"_{n}_{box.name}", box.value)
    return data


@pytest.fixture
def grid(signed_in, plan):
    def ask(data=None, role="manager", query=""):
        client = signed_in(role)
        address = reverse("plan_grid", args=[plan.programme.slug]) + query
        return client.get(address) if data is None else client.post(address, data)

    return ask


def text_of(reply):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", reply.content.decode()))


def test_a_page_of_the_filtered_plan(grid, plan):
    text = grid(query="?show=overdue").content.decode()
    assert f'name="{plan.late.pk}-percent"' in text
    assert f'name="{plan.item.pk}-percent"' not in text


def test_only_what_one_keeps_is_shown(grid, plan):
    text = grid(role="contributor").content.decode()
    assert f'name="{plan.item.pk}-percent"' in text
    assert f'name="{plan.other.pk}-percent"' not in text


def test_three_rows_at_once_are_one_entry(grid, plan, cast):
    reply = grid(posted(
        plan.item, plan.late, plan.other,
        _0_percent="40", _1_revised="1 Sept 2020", _1_reason="Cover", _2_declared_rag="amber",
    ))  # fmt: skip
    assert reply.status_code == 302
    for item in (plan.item, plan.late, plan.other):
        item.refresh_from_db()
    assert (plan.item.percent, plan.item.status) == (40, "in_progress")
    assert plan.late.revised_text == "1 Sept 2020"
    assert plan.other.declared_rag == "amber"
    act = ChangeSet.objects.get()
    assert (act.sentence, act.count, act.screen) == (
        "Edited 3 items in the grid",
        3,
        "plan_grid",
    )
    reasons = {r.id: r.history_change_reason for r in Item.history.filter(history_date=act.at)}
    assert reasons == {plan.item.pk: "", plan.late.pk: "Cover", plan.other.pk: ""}


def test_untouched_rows_are_left_alone(grid, plan):
    grid(posted(plan.item, plan.other, _0_percent="40"))
    plan.other.refresh_from_db()
    assert plan.other.version == 1
    assert ChangeSet.objects.get().count == 1


def test_good_rows_are_saved_and_wrong_ones_stay_open(grid, plan):
    reply = grid(posted(
        plan.item, plan.late, plan.other,
        _0_percent="40", _1_percent="140", _2_target="31/09/20", _2_reason="Typo",
    ))  # fmt: skip
    text = text_of(reply)
    assert reply.status_code == 422
    assert "1 row saved, 2 rows need another look" in text
    assert "Percent done must be 0 to 100, or blank" in text
    assert "Target is not a date" in text
    assert 'value="140"' in reply.content.decode()
    assert 'value="31/09/20"' in reply.content.decode()
    plan.item.refresh_from_db()
    plan.late.refresh_from_db()
    assert (plan.item.percent, plan.late.percent) == (40, 0)


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ({"_0_target": "14/10/20"}, "Say why the date has moved"),
        ({"_0_status": "on_hold"}, "Say why"),
        ({"_0_status": "nonsense"}, "Status is none of those offered"),
        ({"_0_status": "business_as_usual"}, "Nobody is named to watch it"),
        ({"_0_percent": "many"}, "Percent done must be 0 to 100"),
    ],
)
def test_a_row_is_told_why(grid, plan, typed, error):
    reply = grid(posted(plan.item, **typed))
    assert reply.status_code == 422
    assert error in text_of(reply)
    assert not ChangeSet.objects.exists()


def test_ongoing_says_in_the_same_box_when_it_is_looked_at(grid, plan):
    """The grid has one box for a date: "ongoing" alone is asked for its day, with the day it is saved."""
    refused = grid(posted(plan.item, _0_target="ongoing", _0_reason="No end"))
    assert refused.status_code == 422
    assert "add the day on which it is looked at" in text_of(refused)
    assert (
        'aria-invalid="true"'
        in re.search(
            rf'<input[^>]*name="{plan.item.pk}-target"[^>]*>', refused.content.decode()
        ).group()
    )
    typed = "ongoing, review 3 Nov 2020"
    assert grid(posted(plan.item, _0_target=typed, _0_reason="No end")).status_code == 302
    plan.item.refresh_from_db()
    assert (plan.item.target_text, plan.item.target_certainty) == (typed, "ongoing")
    assert plan.item.review_on == date(2020, 11, 3)


def test_blank_is_not_nought(grid, plan):
    grid(posted(plan.item, _0_percent=""))
    plan.item.refresh_from_db()
    assert plan.item.percent is None


def test_a_stale_row_shows_both_and_saves_on_the_second_press(grid, plan, cast, today):
    data = posted(plan.item, plan.other, _0_percent="40", _1_percent="10")
    record(
        plan.item, progress=Progress(percent=60, declared_rag="red", reason="Lost cover"),
        by=cast["lead"], today=today, now=timezone.now() - timedelta(minutes=5),
    )  # fmt: skip
    reply = grid(data)
    text, html = text_of(reply), reply.content.decode()
    assert reply.status_code == 409
    assert "Rosalind Achebe" in text
    assert "changed this row while you were typing" in text
    assert "Saved now: 60" in text
    assert f'name="{plan.item.pk}-percent"' in html
    assert 'value="40"' in html
    plan.item.refresh_from_db()
    plan.other.refresh_from_db()
    assert (plan.item.percent, plan.other.percent) == (60, 10)
    # What the page now holds, posted again, puts mine over theirs and leaves what I did not touch.
    again = posted(plan.item, _0_percent="40")
    assert grid(again).status_code == 302
    plan.item.refresh_from_db()
    assert (plan.item.percent, plan.item.declared_rag) == (40, "red")


@pytest.mark.parametrize("role", ["board", "auditor", "sponsor", "finance"])
def test_readers_may_not(grid, plan, role):
    assert grid(role=role).status_code == 403
    assert grid(posted(plan.item, _0_percent="40"), role=role).status_code == 403


def test_rows_one_does_not_keep_are_refused(grid, plan):
    reply = grid(posted(plan.other, _0_percent="40"), role="contributor")
    assert reply.status_code == 422
    plan.other.refresh_from_db()
    assert plan.other.percent == 0


def test_rows_of_another_programme_are_not_there(grid, cast):
    reply = grid(posted(cast.other_plan.item, _0_percent="40"))
    assert "Netherfield" not in text_of(reply)
    cast.other_plan.item.refresh_from_db()
    assert cast.other_plan.item.percent == 0


def test_nothing_touched_saves_nothing(grid, plan):
    assert grid(posted(plan.item)).status_code == 302
    assert not ChangeSet.objects.exists()


def test_what_people_type_is_escaped(grid, plan):
    plan.item.title = "<b>Bold</b> & 'quoted'"
    plan.item.save()
    reply = grid(posted(plan.item, _0_target='"><script>alert(1)</script>', _0_reason="x"))
    assert "<script>alert" not in reply.content.decode()
    assert "<b>Bold</b>" not in reply.content.decode()


def test_saving_40_rows_costs_as_many_statements_as_2(grid, plan, signed_in):
    items = [factories.ItemFactory(workstream=plan.first) for _ in range(42)]
    grid(posted(plan.other, _0_percent="5"))
    counts = []
    for some in (items[:2], items[2:]):
        data = posted(*some, **{f"_{n}_percent": "30" for n in range(len(some))})
        with CaptureQueriesContext(connection) as caught:
            assert grid(data).status_code == 302
        counts.append(
            [q["sql"] for q in caught if "SAVEPOINT" not in q["sql"] and "session" not in q["sql"]]
        )
    assert len(counts[0]) == len(counts[1]) <= 12, [sql[:90] for sql in counts[1]]
