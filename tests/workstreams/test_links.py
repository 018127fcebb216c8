"""The link of the digest mail: for one person, for a month, and never round the sign-in."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.core import signing

from tests import factories
from tests.workstreams.views.test_item import words
from workstreams.links import LASTS, SALT, Verdict, my_updates_link, verdict

pytestmark = pytest.mark.django_db
NOW = factories.NOW


def path_of(link):
    return urlsplit(link).path


def token_of(link):
    return path_of(link).rstrip("/").rpartition("/")[2]


def test_it_is_a_whole_address_of_this_site(cast, settings):
    link = my_updates_link(cast["contributor"], now=NOW)
    assert link.startswith(f"{settings.SITE_URL}/my-updates/from-mail/")


@pytest.mark.parametrize(
    ("later", "said"),
    [
        (timedelta(0), Verdict.GOOD),
        (LASTS, Verdict.GOOD),
        (LASTS + timedelta(seconds=1), Verdict.PAST),
    ],
)
def test_it_holds_for_a_month(cast, later, said):
    user = cast["contributor"]
    assert verdict(token_of(my_updates_link(user, now=NOW)), user=user, now=NOW + later) is said


def test_it_is_for_one_person(cast):
    token = token_of(my_updates_link(cast["contributor"], now=NOW))
    assert verdict(token, user=cast["lead"], now=NOW) is Verdict.ANOTHER


def test_nobody_else_can_make_one(cast):
    user = cast["contributor"]
    token = token_of(my_updates_link(user, now=NOW))
    made = signing.dumps({"user": user.pk, "until": 9_999_999_999}, key="guessed", salt=SALT)
    for wrong in (token[:-2], "x" + token, made, "nothing"):
        assert verdict(wrong, user=user, now=NOW) is Verdict.BROKEN


def test_it_leads_through_sign_in_and_signs_nobody_in(client, cast):
    path = path_of(my_updates_link(cast["contributor"], now=NOW))
    reply = client.get(path)
    assert reply.status_code == 302
    assert reply.url.startswith("/sign-in/?next=/my-updates/from-mail/")
    assert "_auth_user_id" not in client.session
    reply = client.post(
        reply.url, {"username": cast["contributor"].email, "password": "password"}, follow=True
    )
    assert reply.request["PATH_INFO"] == "/my-updates/"
    assert "Your updates for" in words(reply)


def test_somebody_else_gets_their_own_page_and_a_sentence(signed_in, cast, frozen_day):
    path = path_of(my_updates_link(cast["contributor"], now=NOW))
    reply = signed_in("lead").get(path, follow=True)
    assert reply.request["PATH_INFO"] == "/my-updates/"
    said = words(reply)
    assert "That link was made for somebody else. These are your own updates." in said
    assert "Calderbrook action plan" not in said
    assert "Callum" not in said


def test_an_old_and_a_broken_link_say_so(signed_in, cast, time_machine_at):
    client = signed_in("contributor")
    old = path_of(my_updates_link(cast["contributor"], now=NOW - LASTS - timedelta(days=1)))
    assert "That link has run out" in words(client.get(old, follow=True))
    assert "That link is not whole" in words(client.get("/my-updates/from-mail/abc/", follow=True))
