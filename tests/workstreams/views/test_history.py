"""The pages of what happened, for each kind of reader; the plan as at a day."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from workstreams.actions import words
from workstreams.actions.bulk import change_many
from workstreams.actions.progress import Progress, record
from workstreams.bulk import MoveDates
from workstreams.models import BoardScope, ChangeSet

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_day")]


def text_of(reply):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", reply.content.decode()))


@pytest.fixture
def happened(cast, today, now):
    plan = cast.plan
    earlier = now - timedelta(hours=20)  # 2 August
    record(
        plan.item, progress=Progress(percent=40, update="Two thirds are checked."),
        by=cast["contributor"], today=today, now=earlier,
    )  # fmt: skip
    words.comment(item=plan.other, text="Ask finance first.", by=cast["lead"], now=earlier)
    plan.item.refresh_from_db()
    return change_many(
        programme=plan.programme,
        chosen={item.pk: item.version for item in (plan.item, plan.late, plan.other)},
        spec=MoveDates(2),
        reason="Cover",
        by=cast["manager"],
        today=today,
        now=now - timedelta(minutes=3),
    ).act


@pytest.fixture
def read(signed_in, plan):
    def ask(name="programme_history", *args, role="manager", **query):
        address = reverse(name, args=args or [plan.programme.slug])
        return signed_in(role).get(address, query)

    return ask


def test_by_day_newest_first(read, happened):
    text = text_of(read())
    assert text.index("Monday 3 August 2020") < text.index("Sunday 2 August 2020")
    assert "Moved the forecast of 3 items 2 weeks later" in text
    assert "Because: Cover" in text
    assert "Percent done 0% to 40%" in text
    assert "Ask finance first." in text


def test_by_person_kind_and_day(read, happened, cast):
    assert "Moved the forecast" not in text_of(read(who=cast["contributor"].pk))
    assert "0% to 40%" not in text_of(read(kind="comments"))
    assert "Moved the forecast" not in text_of(read(day="2 August 2020"))
    assert "Moved the forecast" in text_of(read(day="3/8/20"))


def test_a_day_that_is_none(read, happened):
    assert "Give one day" in text_of(read(day="Sept 2020"))


def test_remarks_are_not_for_boards_and_auditors(read, happened):
    for role in ("board", "auditor"):
        text = text_of(read(role=role))
        assert "Moved the forecast" in text
        assert "Ask finance" not in text
        assert ">Comments<" not in read(role=role).content.decode()


def test_a_board_of_one_branch_sees_its_part_of_a_change_of_many(read, happened, cast, plan):
    scope = BoardScope.objects.get(board=cast.board)
    scope.programme, scope.workstream = None, plan.second
    scope.save()
    page = text_of(read("change_set", happened.pk, role="board"))
    assert "Calderbrook data set" in page
    assert "Calderbrook late strategy" not in page
    assert "the others are not yours to see" in page
    own = ChangeSet.objects.get(by=cast["contributor"])
    assert read("change_set", own.pk, role="board").status_code == 404


def test_one_item(read, happened, plan):
    text = text_of(read("item_history", plan.item.pk))
    assert "Moved the forecast of 3 items" in text
    assert "0% to 40%" in text
    assert "Ask finance" not in text


def test_one_workstream(read, happened, plan):
    text = text_of(read("workstream_history", plan.first.pk))
    assert "0% to 40%" in text
    assert "Ask finance" not in text


def test_an_act_opens_with_every_row(read, happened):
    reply = read("change_set", happened.pk)
    assert reply.content.decode().count("14 October 2020") == 2
    assert "3 rows" in text_of(reply)


def test_the_undo_stands_only_where_nothing_followed(read, happened):
    assert text_of(read()).count("Undo :") == 1
    assert "Undo :" not in text_of(read(role="contributor"))


def test_an_act_says_why_it_cannot_be_undone(read, happened, cast, plan):
    """Somebody else's, one that something followed, one that changed more than items."""
    first = ChangeSet.objects.get(by=cast["contributor"])
    assert "Only Callum Deverill, who made this change, can undo it." in text_of(
        read("change_set", first.pk)
    )
    followed = text_of(read("change_set", first.pk, role="contributor"))
    assert "Calderbrook action plan changed again since. Undo the later change first" in followed
    remark = ChangeSet.objects.get(by=cast["lead"])
    assert "This changed other things (comment): put them back by hand" in text_of(
        read("change_set", remark.pk, role="lead")
    )
    assert "No undo" not in text_of(read("change_set", happened.pk))


def test_pages(read, cast, plan, today, now):
    for n in range(45):
        record(
            plan.late, progress=Progress(percent=n + 1), by=cast["manager"], today=today,
            now=now - timedelta(minutes=60 - n),
        )  # fmt: skip
    assert "Rows 1 to 40 of 45" in text_of(read())
    assert "Rows 41 to 45 of 45" in text_of(read(page=2))


class TestAsAt:
    def test_the_day_before_a_change(self, read, happened):
        text = text_of(read("plan_as_at", day="2 August 2020"))
        assert "The plan as at 2 August 2020" in text
        assert "today “14 October 2020”" in text

    def test_before_there_was_anything(self, read, happened):
        assert "Nothing was in this plan" in text_of(read("plan_as_at", day="1 July 2020"))

    def test_a_day_to_come(self, read, happened):
        assert "still to come" in text_of(read("plan_as_at", day="1 July 2021"))

    def test_a_board_of_one_branch(self, read, happened, cast, plan):
        scope = BoardScope.objects.get(board=cast.board)
        scope.programme, scope.workstream = None, plan.second
        scope.save()
        text = text_of(read("plan_as_at", role="board", day="2 August 2020"))
        assert "Calderbrook data set" in text
        assert "Calderbrook late strategy" not in text
