"""Drafts that wait for approval stand on the page of whoever may approve them."""

from datetime import timedelta

import pytest
from django.urls import reverse

from reports import publish, waiting
from reports.models import Edition, EditionState
from tests.reports.conftest import DUE, JULY

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(board, quick_renderer, clock) -> Edition:
    edition = publish.open_edition(board, JULY, now=clock(), due=DUE)
    publish.work(edition.pk, clock=clock)
    edition.refresh_from_db()
    assert edition.state == EditionState.READY
    return edition


@pytest.mark.parametrize("who", ["sponsor", "manager", "office"])
def test_who_may_approve_sees_it_with_the_hour_it_is_held(draft, cast, who):
    (task,) = waiting.to_approve(cast[who])
    assert task.words == "Approve the highlight report of July 2020"
    assert task.about == str(draft.board)
    assert task.due == DUE + timedelta(hours=72)
    assert task.url == reverse("edition", args=[draft.pk])


@pytest.mark.parametrize("who", ["lead", "board", "auditor", "finance"])
def test_nobody_else_does_and_nothing_is_asked_for_them(draft, cast, who):
    assert waiting.to_approve(cast[who]) == []


def test_a_report_that_was_held_says_so(draft, cast, clock):
    publish.hold(draft, by=cast["sponsor"], now=clock(), reason="A figure is wrong.")
    (task,) = waiting.to_approve(cast["sponsor"])
    assert task.more == "Held: nobody gets it until it is approved"
    assert task.due is None


def test_it_is_on_the_page_until_it_is_approved(draft, cast, client, clock):
    client.force_login(cast["sponsor"])
    words = "Approve the highlight report of July 2020"
    assert words in client.get("/").content.decode()
    publish.approve(draft, by=cast["sponsor"], now=clock(), looked=True)
    assert words not in client.get("/").content.decode()


def test_why_it_is_held_stands_at_the_top_of_its_page(draft, cast, client, clock):
    publish.hold(draft, by=cast["sponsor"], now=clock(), reason="A figure is wrong.")
    client.force_login(cast["office"])
    page = client.get(reverse("edition", args=[draft.pk])).content.decode()
    assert f"Held back by {cast['sponsor']}" in page
    assert page.index("A figure is wrong.") < page.index("What you can do")
