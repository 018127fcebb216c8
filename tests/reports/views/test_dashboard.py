"""The dashboard: what a board member reads in thirty seconds, and never more than is theirs."""

import pytest
from django.urls import reverse

from workstreams.models import BoardScope, Membership

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(signed_in, cast, frozen_day):
    """The dashboard of the cast's programme as one of them reads it."""

    def read(role: str):
        reply = signed_in(role).get(reverse("dashboard", args=[cast.plan.programme.slug]))
        return reply, " ".join(reply.content.decode().split())

    return read


def test_it_says_what_is_wrong_in_words(page):
    reply, text = page("manager")
    assert reply.status_code == 200
    assert "1 of 3 items is overdue, 1 of them declared Green." in text
    assert "Calderbrook late strategy" in text
    assert "Red: needs the board" in text
    assert "How Red was worked out" in text
    assert "This is the first report: there is nothing to compare it with." in text


@pytest.mark.parametrize("role", ["board", "auditor", "contributor"])
def test_readers_see_it_and_no_form_but_sign_out(page, role):
    reply, text = page(role)
    assert reply.status_code == 200
    assert text.count("<form") == 1


def test_a_stranger_finds_nothing(page):
    reply, _ = page("stranger")
    assert reply.status_code == 404


def test_a_board_over_one_branch_sees_that_branch_only(page, cast):
    BoardScope.objects.all().delete()
    BoardScope.objects.create(board=cast.board, workstream=cast.plan.second)
    reply, text = page("board")
    assert reply.status_code == 200
    assert "Calderbrook data set" in text or "Calderbrook SEND" in text
    assert "Calderbrook late strategy" not in text
    assert "Calderbrook urgent care" not in text


def test_a_programme_without_a_plan_has_sentences_not_boxes(page, cast):
    plan = cast.plan
    Membership.objects.filter(workstream__programme=plan.programme).delete()
    plan.programme.items.all().delete()
    plan.phase.delete()
    plan.programme.workstreams.all().delete()
    reply, text = page("manager")
    assert reply.status_code == 200
    assert "The plan has no workstreams yet." in text
    assert "No exceptions this month" in text


def test_it_agrees_with_the_report_of_the_day(page, drafted, signed_in):
    _, dashboard = page("manager")
    report = signed_in("manager").get(reverse("edition", args=[drafted.pk])).content.decode()
    sentence = "1 of 3 items is overdue, 1 of them declared Green."
    assert sentence in dashboard
    assert sentence in report
