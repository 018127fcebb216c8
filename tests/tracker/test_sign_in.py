"""Signing in by e-mail; ten wrong passwords lock the address for a while."""

from __future__ import annotations

import pytest
from django.contrib.auth import get_user_model

pytestmark = pytest.mark.django_db
PASSWORD = "a long enough password"


@pytest.fixture
def tamsin():
    return get_user_model().objects.create_user(
        "tamsin.boyle@calderbrook.example", PASSWORD, full_name="Tamsin Boyle"
    )


def sign_in(client, email="tamsin.boyle@calderbrook.example", password=PASSWORD, **more):
    return client.post("/sign-in/", {"username": email, "password": password, **more})


def test_by_address_however_its_letters_are_typed(client, tamsin):
    reply = sign_in(client, email="Tamsin.Boyle@Calderbrook.example")
    assert reply.status_code == 302
    assert client.session["_auth_user_id"] == str(tamsin.pk)


def test_a_page_asked_for_is_opened_afterwards_but_only_here(client, tamsin):
    assert sign_in(client, next="/mail/")["Location"] == "/mail/"
    client.logout()
    assert sign_in(client, next="https://elsewhere.example/")["Location"] == "/"


def test_a_wrong_password_and_an_unknown_address_read_the_same(client, tamsin):
    known = sign_in(client, password="wrong")
    unknown = sign_in(client, email="nobody@calderbrook.example", password="wrong")
    assert known.status_code == unknown.status_code == 200
    said = [reply.context["form"].non_field_errors() for reply in (known, unknown)]
    assert said[0] == said[1]


def test_ten_wrong_passwords_lock_the_address(client, tamsin, settings):
    capitals = [str.lower, str.upper]  # other capitals are not another account
    for number in range(settings.AXES_FAILURE_LIMIT):
        reply = sign_in(client, email=capitals[number % 2](tamsin.email), password="wrong")
    assert reply.status_code == 429
    assert "Too many attempts" in reply.content.decode()
    assert sign_in(client).status_code == 429, "the right password does not open it either"
    assert "_auth_user_id" not in client.session


def test_signing_out_needs_a_post(client, tamsin):
    sign_in(client)
    assert client.get("/sign-out/").status_code == 405
    assert client.post("/sign-out/").status_code == 302
    assert "_auth_user_id" not in client.session


def test_every_reply_carries_the_policy(client):
    policy = client.get("/sign-in/")["Content-Security-Policy"]
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy
