"""My updates: one person's rows that want a word, each saved alone or all at once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories
from tests.workstreams.views.test_item import words
from tests.workstreams.views.updating import HTMX, LONG_AGO, PAGE, asked, save_one, titles, typed
from workstreams.actions import progress, updates
from workstreams.models import (
    Decision,
    Item,
    ItemOwner,
    Membership,
    Person,
    ReportingPeriod,
    Update,
    UpdateKind,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_day")]


def test_each_row_says_why_it_is_there_and_the_most_urgent_comes_first(signed_in, cast, mine, now):
    mine(title="Late", target="01/07/20")
    mine(title="Soon", target="10/08/20", percent=10)
    mine(title="Begun long ago", start="01/02/20", percent=10, created_at=LONG_AGO)
    mine(title="Far away", created_at=LONG_AGO)
    mine(title="Paused", start="01/02/20", status="on_hold", status_reason="Covid",
         created_at=LONG_AGO, percent=10)  # fmt: skip
    mine(title="Done", target="01/07/20", percent=100, status="complete")
    wanted = mine(title="Asked about")
    updates.ask([wanted], text="Who leads this now?", by=cast["office"], now=now)
    client = signed_in("contributor")
    assert titles(client) == [
        ("Asked about", "asked"),
        ("Late", "overdue"),
        ("Soon", "soon"),
        ("Calderbrook action plan", "start"),
        ("Begun long ago", "stale"),
    ]
    assert "You are asked: Who leads this now?" in words(client.get(PAGE))


def test_nobody_elses_rows_are_there(signed_in, cast):
    assert titles(signed_in("manager")) == []
    assert "Nothing is waiting for you" in words(signed_in("manager").get(PAGE))


def test_it_gathers_all_programmes_of_a_person(signed_in, cast, callum):
    Membership.objects.create(
        user=cast["contributor"], role="contributor", programme=cast.other_plan.programme
    )
    factories.own(cast.other_plan.late, callum)
    assert titles(signed_in("contributor")) == [
        ("Netherfield late strategy", "overdue"),
        ("Calderbrook action plan", "start"),
    ]


def test_a_programme_may_ask_for_words_more_often(signed_in, cast, mine, plan):
    mine(title="Quiet", start="01/02/20", percent=10,
         created_at=factories.NOW - timedelta(days=12))  # fmt: skip
    client = signed_in("contributor")
    assert ("Quiet", "stale") not in titles(client)
    plan.programme.rules = {"stale_days": 5}
    plan.programme.save()
    assert ("Quiet", "stale") in titles(client)


def test_a_row_saved_alone_comes_back_answered(signed_in, cast, plan):
    client = signed_in("contributor")
    reply = save_one(client, plan.item, percent="40", update="Two thirds are checked.")
    assert reply.status_code == 200
    assert "due--done" in reply.content.decode()
    assert 'data-say="Saved: Calderbrook action plan"' in reply.content.decode()
    item = Item.objects.get(pk=plan.item.pk)
    assert (item.percent, item.updates.get().text) == (40, "Two thirds are checked.")
    assert item.updates.get().by == cast["contributor"]
    assert [row.answered for row in asked(client).rows] == [True]


def test_no_change_is_one_press_and_is_counted(signed_in, plan):
    client = signed_in("contributor")
    reply = save_one(client, plan.item, press=True)
    assert "No change" in words(reply)
    assert plan.item.updates.get().kind == UpdateKind.NO_CHANGE
    assert len(asked(client).done) == 1


def test_a_row_that_somebody_else_answered_is_answered(signed_in, cast, plan, today, now):
    progress.record(
        plan.item, progress=progress.Progress(update="The list came back."), by=cast["manager"],
        today=today, now=now,
    )  # fmt: skip
    assert "Updated by Imogen Farrow" in words(signed_in("contributor").get(PAGE))


def test_what_was_answered_last_month_wants_an_answer_again(signed_in, cast, plan, today, now):
    progress.record(
        plan.item, progress=progress.Progress(update="The list came back."), by=cast["contributor"],
        today=today, now=now - timedelta(days=5),
    )  # fmt: skip
    assert [row.answered for row in asked(signed_in("contributor")).rows] == [False]


def test_an_answered_row_can_be_opened_again(signed_in, plan):
    client = signed_in("contributor")
    save_one(client, plan.item, percent="40")
    reply = client.get(f"{PAGE}{plan.item.pk}/", **HTMX)
    assert f'name="i{plan.item.pk}-percent" value="40"' in reply.content.decode()
    plain = client.get(f"{PAGE}{plan.item.pk}/", follow=True)
    assert f'name="i{plan.item.pk}-percent" value="40"' in plain.content.decode()


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"percent": "140"}, "Percent must be 0 to 100, or blank"),
        ({"revised": "31/09/20"}, "Forecast is not a date"),
        ({"revised": "30/10/20"}, "Say why the date has moved."),
        ({"update": "As above"}, "There is no row above this one. Write the update in words."),
    ],
)
def test_a_row_that_is_refused_keeps_what_was_typed(signed_in, plan, said, sentence):
    reply = save_one(signed_in("contributor"), plan.item, **said)
    assert reply.status_code == 422
    assert sentence in words(reply)
    value = next(iter(said.values()))
    assert value in reply.content.decode()
    assert Item.objects.get(pk=plan.item.pk).version == plan.item.version
    assert not Update.objects.exists()


def test_the_same_words_as_last_month_are_shown_to_their_author_first(
    signed_in, cast, plan, today, now
):
    progress.record(
        plan.item, progress=progress.Progress(update="Waiting for the tender."),
        by=cast["contributor"], today=today, now=now - timedelta(days=31),
    )  # fmt: skip
    client = signed_in("contributor")
    reply = save_one(client, plan.item, update="waiting for the tender")
    assert reply.status_code == 422
    assert "The same was written on 3 July 2020. Change it, or tick that you mean it" in words(
        reply
    )
    assert "Save the same words again" in words(reply)
    assert Update.objects.count() == 1
    reply = save_one(client, plan.item, update="waiting for the tender", again="on")
    assert reply.status_code == 200
    assert Update.objects.count() == 2


def test_as_above_points_at_the_row_above_on_this_page(signed_in, cast, mine, plan, today, now):
    late = mine(title="Late", target="01/07/20")
    client = signed_in("contributor")
    save_one(client, late, update="The commissioner is ill.")
    reply = client.get(PAGE)
    form = next(row.form for row in reply.context["asked"].todo if row.item.pk == plan.item.pk)
    assert form["above"].value() is None, "the row above was answered and left the list"
    save_one(client, plan.item, update="As above", above=str(late.pk))
    assert plan.item.updates.get().same_as == late.updates.get()


def test_who_saves_second_sees_both_texts_and_nothing_is_overwritten(
    signed_in, cast, plan, today, now
):
    before = typed(plan.item, percent="40", update="Mine.")
    progress.record(
        Item.objects.get(pk=plan.item.pk),
        progress=progress.Progress(percent=25, update="Hers."), by=cast["manager"],
        today=today, now=now,
    )  # fmt: skip
    client = signed_in("contributor")
    reply = client.post(f"{PAGE}{plan.item.pk}/", before, **HTMX)
    assert reply.status_code == 409
    said = words(reply)
    assert "Imogen Farrow saved this item while you were typing." in said
    for text in ("25", "40", "Hers.", "Mine."):
        assert text in said
    assert Item.objects.get(pk=plan.item.pk).percent == 25
    again = {**before, f"i{plan.item.pk}-version": plan.item.version + 1}
    assert client.post(f"{PAGE}{plan.item.pk}/", again, **HTMX).status_code == 200
    assert Item.objects.get(pk=plan.item.pk).percent == 40


def test_a_row_that_one_may_only_read_has_no_form(signed_in, cast, plan):
    auditor = Person.objects.create(name="Desmond Pyke", user=cast["auditor"])
    ItemOwner.objects.create(item=plan.late, person=auditor, lead=True)
    client = signed_in("auditor")
    row = asked(client).rows[0]
    assert (row.item.title, row.form) == ("Calderbrook late strategy", None)
    assert client.post(PAGE, typed(plan.late, percent="40")).status_code == 302
    assert save_one(client, plan.late, percent="40").status_code == 403
    assert Item.objects.get(pk=plan.late.pk).percent == 0


def test_the_deadline_of_the_open_month_is_said(signed_in, cast, plan, now):
    ReportingPeriod.objects.create(
        programme=plan.programme, month=now.date().replace(month=7, day=1),
        opens_on=now.date().replace(month=7, day=27), deadline=now + timedelta(days=2),
    )  # fmt: skip
    said = words(signed_in("contributor").get(PAGE))
    assert "Your updates for July" in said
    assert "Returns are due Wednesday 5 August, 10:00" in said


def test_a_row_saved_alone_costs_at_most_fourteen_statements(signed_in, plan):
    client = signed_in("contributor")
    data = typed(plan.item, percent="40", update="Two thirds are checked.")
    with CaptureQueriesContext(connection) as seen:
        reply = client.post(f"{PAGE}{plan.item.pk}/", data, **HTMX)
    assert reply.status_code == 200
    own = [q["sql"] for q in seen if not q["sql"].startswith(("SAVEPOINT", "RELEASE", "BEGIN"))]
    assert len(own) <= 14, "\n".join(own)


@pytest.mark.parametrize("role", ["board", "auditor"])
def test_whoever_only_reads_is_not_offered_my_updates_and_is_told_what_the_boards_are_asked(
    signed_in, cast, role
):
    Decision.objects.create(
        board=cast.board, programme=cast.plan.programme, title="Agree the year two budget"
    )
    client = signed_in(role)
    assert 'href="/my-updates/"' not in client.get("/").content.decode()
    said = words(client.get(PAGE))
    assert "You read, so you owe none." in said
    assert "Integrated Commissioning Board" in said and "1 decision asked" in said


@pytest.mark.parametrize("role", ["office", "manager", "lead", "contributor"])
def test_whoever_keeps_items_true_finds_my_updates_in_the_menu(signed_in, role):
    assert 'href="/my-updates/"' in signed_in(role).get("/").content.decode()
