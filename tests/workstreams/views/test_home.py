"""Your own page: what waits for you, and the programmes you see."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from tests import factories
from tests.workstreams.views.test_item import words
from workstreams.models import Decision, Meeting, Person, ReportingPeriod, Return

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_day")]


def mine(cast, **facts):
    """An item that Callum owns."""
    item = factories.ItemFactory(workstream=cast.plan.second, **facts)
    factories.own(item, Person.objects.get(user=cast["contributor"]))
    return item


def test_it_greets_by_name_and_by_the_hour_in_london(signed_in):
    assert "Good morning, Callum" in words(signed_in("contributor").get("/"))


def test_the_longest_overdue_stands_first(signed_in, cast):
    mine(cast, title="A month late", target="01/07/20")
    mine(cast, title="A day late", target="31/07/20")
    mine(cast, title="Due soon", target="10/08/20")
    mine(cast, title="Far away", start="01/10/20", target="31/12/20")
    mine(cast, title="Done", target="01/07/20", percent=100, status="complete")
    actions = signed_in("contributor").get("/").context["actions"]
    assert [(row.item.title, row.why) for row in actions] == [
        ("A month late", "overdue"),
        ("A day late", "overdue"),
        ("Due soon", "soon"),
        ("Calderbrook action plan", "start"),
    ]
    assert [row.days_late for row in actions[:2]] == [23, 1]


def test_the_first_task_is_to_update_them_all_on_one_page(signed_in, cast):
    mine(cast, title="A month late", target="01/07/20")
    task = signed_in("contributor").get("/").context["tasks"][0]
    assert (task.words, task.more, task.url) == (
        "Update 2 items", "1 overdue, 1 of them Green", "/my-updates/",
    )  # fmt: skip


def opened(cast, **facts):
    facts = {"month": date(2020, 7, 1), "opens_on": date(2020, 7, 27),
             "deadline": datetime(2020, 8, 5, 16, tzinfo=UTC), **facts}  # fmt: skip
    return ReportingPeriod.objects.create(programme=cast.plan.programme, **facts)


def tasks(client):
    return [(task.words, task.more, task.about) for task in client.get("/").context["tasks"]]


def test_a_lead_is_told_of_the_return_of_their_workstream(signed_in, cast):
    period, client = opened(cast), signed_in("lead")
    assert tasks(client) == [("Write the July return", "Not begun", str(cast.plan.first))]
    row = Return.objects.create(workstream=cast.plan.first, period=period)
    assert tasks(client)[0][0] == "Finish the July return"
    Return.objects.filter(pk=row.pk).update(state="challenged", submitted_at=factories.NOW)
    assert tasks(client)[0][0] == "Answer about the July return"
    Return.objects.filter(pk=row.pk).update(state="submitted")
    assert tasks(client) == []


def test_the_office_is_told_what_to_agree_and_what_is_to_come(signed_in, cast):
    period, client = opened(cast), signed_in("office")
    assert tasks(client) == [("2 returns are to come for July", "Of 2", "Calderbrook")]
    Return.objects.create(
        workstream=cast.plan.first, period=period, state="submitted", submitted_at=factories.NOW
    )
    assert tasks(client) == [
        ("Agree 1 return of July", "Handed in", "Calderbrook"),
        ("1 return is to come for July", "Of 2", "Calderbrook"),
    ]


def test_a_month_that_has_not_begun_to_ask_asks_nothing(signed_in, cast):
    opened(cast, opens_on=date(2020, 8, 24))
    assert tasks(signed_in("lead")) == []


def test_your_boards_say_when_they_meet_and_what_is_asked(signed_in, cast):
    board = cast.board
    Meeting.objects.create(board=board, on=date(2020, 7, 1))
    Meeting.objects.create(board=board, on=date(2020, 9, 1), papers_due=date(2020, 8, 20))
    Decision.objects.create(
        programme=cast.plan.programme, board=board, number="D01", title="Agree the case"
    )
    said = words(signed_in("board").get("/"))
    assert "Integrated Commissioning Board 1 Sep 1 decision asked; papers by 20 August" in " ".join(
        said.split()
    )
    assert "Your boards" not in words(signed_in("stranger").get("/"))


def test_mine_means_the_same_on_home_and_in_the_plan(signed_in, cast):
    mine(cast, title="Done", target="01/07/20", percent=100, status="complete")
    client = signed_in("contributor")
    number = client.get("/").context["counts"]["open"]
    assert f"Your {number} open item" in words(client.get("/"))
    plan = client.get(f"/programmes/{cast.plan.programme.slug}/plan/?show=mine").context["listed"]
    assert next(chip.count for chip in plan.chips if chip.name == "mine") == number == 1


def test_counts_are_of_your_own_items_only(signed_in, cast):
    mine(cast, target="01/07/20")
    mine(cast, target="TBC")
    counts = signed_in("contributor").get("/").context["counts"]
    assert counts == {
        "all": 3, "open": 3, "overdue": 1, "green": 1, "started": 3, "undated": 1, "soon": 0,
    }  # fmt: skip


def test_programmes_show_what_wants_attention_and_your_part(signed_in, cast):
    programmes = signed_in("manager").get("/").context["programmes"]
    assert [(p.programme.name, p.part) for p in programmes] == [
        ("Calderbrook", "Programme manager")
    ]
    assert [number for *_, number in programmes[0].figures] == [1, 1, 0, 2]


@pytest.mark.parametrize(
    ("role", "part"),
    [
        ("board", "Board member, reads"),
        ("lead", "Workstream lead"),
        ("auditor", "Auditor, reads all"),
        ("contributor", "Action owner"),
    ],
)
def test_your_part_is_said_in_words(signed_in, role, part):
    assert part in words(signed_in(role).get("/"))


def test_nobody_sees_a_programme_of_others(signed_in):
    assert "Calderbrook action plan" not in words(signed_in("stranger").get("/"))
    assert [p.programme.name for p in signed_in("stranger").get("/").context["programmes"]] == [
        "Netherfield"
    ]


def test_a_person_without_a_programme_is_told_whom_to_ask(client, db):
    client.force_login(factories.UserFactory(full_name="Owain Prosser"))
    assert "You belong to no programme." in words(client.get("/"))


def test_a_board_member_reads_first_what_is_asked_of_the_board(signed_in, cast):
    Meeting.objects.create(board=cast.board, on=date(2020, 8, 18), papers_due=date(2020, 7, 31))
    for number, title in (("D01", "Sign the variation"), ("D02", "Name a sponsor")):
        Decision.objects.create(
            programme=cast.plan.programme, board=cast.board, number=number, title=title
        )
    page = signed_in("board").get("/")
    said = words(page)
    assert f"{cast.board} meets on 18 August 2020; 2 decisions are asked of it." in said
    assert "papers were due 31 July" in said
    task = page.context["tasks"][0]
    assert (task.words, task.about, task.on, task.url) == (
        "Read 2 decisions that are asked", cast.board.name, date(2020, 8, 18), f"/boards/{cast.board.pk}/",
    )  # fmt: skip
    assert (
        tasks(signed_in("auditor")) == []
    )  # who sees the board and does not sit on it is not asked
