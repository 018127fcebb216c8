"""A session ends while somebody types: what they send goes through sign-in and comes back, unsaved."""

import re
from datetime import timedelta
from html import unescape

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tracker.accounts import drafts
from workstreams.models import Item

pytestmark = pytest.mark.django_db


def fields(page):
    """Names and values of the hidden fields of a page."""
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page)
    return {name: unescape(value) for name, value in found}


@pytest.fixture
def address(cast):
    return reverse("item_edit", args=[cast.plan.item.pk])


@pytest.fixture
def typed(cast):
    dates = {"start": "01/07/20", "target": "30/09/20", "revised": ""}
    return {"version": "1", "percent": "40", "update": "Two thirds & more.", "reason": "", **dates}


def sign_in(client, draft, who, right=True):
    given = {
        "username": who.email,
        "password": "password" if right else "wrong",
        "draft": draft,
        "next": "/",
    }
    return client.post(reverse("login"), given)


def test_what_was_typed_comes_back_and_nothing_is_saved_on_the_way(client, cast, address, typed):
    stopped = client.post(address, typed)
    page = stopped.content.decode()
    assert stopped.status_code == 401
    assert "it is not saved yet" in page
    back = sign_in(client, fields(page)["draft"], cast["contributor"])
    carried = fields(back.content.decode())
    assert f'action="{address}"' in back.content.decode()
    assert (carried["percent"], carried["update"]) == ("40", "Two thirds & more.")
    shown = client.post(address, carried)
    assert shown.status_code == 200
    assert 'value="40"' in shown.content.decode()
    assert "Two thirds &amp; more." in shown.content.decode()
    assert Item.objects.get(pk=cast.plan.item.pk).percent == 0
    assert client.post(address, typed).status_code == 302
    assert Item.objects.get(pk=cast.plan.item.pk).percent == 40


def test_a_wrong_password_does_not_lose_it(client, cast, address, typed):
    draft = fields(client.post(address, typed).content.decode())["draft"]
    again = sign_in(client, draft, cast["contributor"], right=False)
    assert fields(again.content.decode())["draft"] == draft


def test_access_is_checked_again(client, cast, address, typed):
    draft = fields(client.post(address, typed).content.decode())["draft"]
    carried = fields(sign_in(client, draft, cast["auditor"]).content.decode())
    assert client.post(address, carried).status_code == 403
    other = Client()
    draft = fields(other.post(address, typed).content.decode())["draft"]
    carried = fields(sign_in(other, draft, cast["stranger"]).content.decode())
    assert other.post(address, carried).status_code == 404


def test_a_password_a_token_and_a_file_are_never_carried(rf):
    request = rf.post("/x/", {"new_password1": "secret", "csrfmiddlewaretoken": "t", "title": "A"})
    assert drafts.unpack(drafts.pack(request)).fields == [("title", "A")]
    assert drafts.pack(rf.post("/x/")) == ""
    assert drafts.pack(rf.post("/x/", {"text": "x" * 400_000})) == ""


def test_after_an_hour_or_a_change_it_counts_for_nothing(rf, client, cast):
    draft = drafts.pack(rf.post("/x/?a=1", {"title": "A"}))
    assert drafts.unpack(draft).path == "/x/?a=1"
    assert drafts.unpack(f"{draft}x") is None
    with time_machine.travel(timezone.now() + timedelta(minutes=61)):
        assert drafts.unpack(draft) is None
    assert sign_in(client, f"{draft}x", cast["manager"]).status_code == 302


def test_a_part_of_a_page_does_not_swallow_the_sign_in_page(client, address, typed, cast):
    htmx = {
        "HTTP_HX_REQUEST": "true",
        "HTTP_HX_CURRENT_URL": "https://tracker.example/programmes/x/plan/?q=a",
    }
    asked = client.get(address, **htmx)
    assert asked["HX-Redirect"] == "/sign-in/?next=%2Fprogrammes%2Fx%2Fplan%2F%3Fq%3Da"
    sent = client.post(address, typed, **htmx)
    assert (sent.status_code, sent["HX-Retarget"]) == (422, "body")
    assert fields(sent.content.decode())["next"] == "/programmes/x/plan/?q=a"


def test_nothing_is_written_for_people_who_are_not_signed_in(client, address, typed):
    client.post(address, typed)
    assert not Session.objects.exists()
