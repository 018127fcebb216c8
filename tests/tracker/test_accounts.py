"""Accounts: made by the office, given a link once, and a forgotten password set anew."""

from __future__ import annotations

import re

import pytest
from django.contrib.auth import get_user_model
from django.core import mail
from django.core.cache import cache

from tracker.accounts import tasks
from workstreams.models import Membership, Person

pytestmark = pytest.mark.django_db
ADDRESS = "wendy.oakshott@calderbrook.example"
WORDS = "harbour lantern thistle"


@pytest.fixture(autouse=True)
def at_once(monkeypatch):
    """The worker does at once what it is rung for; whom it was rung for."""
    rung = []

    def ring(pk):
        rung.append(pk)
        tasks.mail_link.run(pk)
        return True

    monkeypatch.setattr(tasks, "ring", ring)
    cache.clear()
    return rung


def the_link() -> str:
    return re.search(r"https?://[^/\s]+(/password/\S+)", mail.outbox[-1].body)[1]


def signs_in(client, email, password) -> bool:
    return client.post("/sign-in/", {"username": email, "password": password}).status_code == 302


def make(client, **more):
    said = {"full_name": "Wendy Oakshott", "email": ADDRESS, "where": "", "role": "", "person": ""}
    return client.post("/accounts/add/", {**said, **more})


def set_password(client, link, words=WORDS):
    page = client.get(link, follow=True)
    address = page.redirect_chain[-1][0]
    return client.post(address, {"new_password1": words, "new_password2": words}, follow=True)


class TestMaking:
    def test_with_a_role_and_a_link_that_works_once(self, cast, signed_in, client):
        client = signed_in("office")
        reply = make(client, where=cast.plan.programme.pk, role="contributor")
        assert reply.status_code == 302
        user = get_user_model().objects.get(email=ADDRESS)
        assert not user.has_usable_password()
        assert Membership.objects.get(user=user).role == "contributor"
        assert Person.objects.get(user=user).name == "Wendy Oakshott"
        assert mail.outbox[0].to == [ADDRESS]
        client.logout()
        assert "Your password is set" in set_password(client, the_link()).content.decode()
        assert signs_in(client, ADDRESS, WORDS)
        client.logout()
        assert client.get(the_link(), follow=True).status_code == 410

    def test_linked_to_somebody_in_the_plan(self, signed_in):
        wendy = Person.objects.create(name="Wendy Oakshott")
        make(signed_in("office"), person="Wendy Oakshott")
        wendy.refresh_from_db()
        assert wendy.user.email == ADDRESS

    def test_an_address_has_one_account(self, signed_in):
        reply = make(signed_in("office"), email="Imogen.Farrow@calderbrook.example")
        assert reply.status_code == 422
        assert "has an account already" in reply.content.decode()

    def test_a_role_only_where_one_gives_roles(self, cast, signed_in):
        elsewhere = cast.other_plan.programme.pk
        reply = make(signed_in("office"), where=elsewhere, role="manager")
        assert reply.status_code == 422
        assert not get_user_model().objects.filter(email=ADDRESS).exists()

    def test_weak_passwords_are_refused(self, signed_in, client):
        make(signed_in("office"))
        client.logout()
        reply = set_password(client, the_link(), words="wendy.oakshott")
        assert reply.status_code == 422


class TestKeeping:
    def test_a_link_is_shown_until_the_first_password_is_set_and_never_after(self, cast, signed_in):
        client = signed_in("administrator")
        make(client)
        user = get_user_model().objects.get(email=ADDRESS)
        shown = client.post(f"/accounts/{user.pk}/link/", {"how": "show"})
        assert "/password/" in shown.content.decode()
        user.set_password(WORDS)
        user.save()
        reply = client.post(f"/accounts/{user.pk}/link/", {"how": "show"}, follow=True)
        assert "/password/" not in reply.content.decode()
        assert len(mail.outbox) == 2

    def test_an_account_that_is_shut_signs_nobody_in(self, cast, signed_in, client):
        user = cast["auditor"]
        admin = signed_in("administrator")
        said = {"full_name": user.full_name, "email": user.email}
        admin.post(f"/accounts/{user.pk}/", said)
        user.refresh_from_db()
        assert not user.is_active
        admin.logout()
        assert not signs_in(client, user.email, "password")
        client.post("/password/", {"email": user.email})
        assert not mail.outbox

    def test_nobody_shuts_their_own(self, cast, signed_in):
        user = cast["administrator"]
        said = {"full_name": user.full_name, "email": user.email}
        reply = signed_in("administrator").post(f"/accounts/{user.pk}/", said)
        assert reply.status_code == 422
        assert "your own account" in reply.content.decode()


class TestForgotten:
    def test_known_and_unknown_addresses_are_answered_alike(self, cast, client, at_once):
        known = client.post("/password/", {"email": cast["manager"].email.upper()}, follow=True)
        unknown = client.post("/password/", {"email": "nobody@calderbrook.example"}, follow=True)
        assert known.content == unknown.content
        assert known.redirect_chain == unknown.redirect_chain
        assert at_once == [cast["manager"].pk, 0], "both ring, so both take as long"
        assert [letter.to for letter in mail.outbox] == [[cast["manager"].email]]

    def test_the_old_password_ends_with_the_new_one(self, cast, client):
        client.post("/password/", {"email": cast["manager"].email})
        set_password(client, the_link())
        assert not signs_in(client, cast["manager"].email, "password")
        assert signs_in(client, cast["manager"].email, WORDS)

    def test_one_address_gets_three_mails_an_hour(self, cast, client):
        for _ in range(5):
            reply = client.post("/password/", {"email": cast["manager"].email})
            assert reply.status_code == 302
        assert len(mail.outbox) == 3

    def test_one_place_may_ask_so_often(self, client):
        codes = [
            client.post("/password/", {"email": f"n{n}@calderbrook.example"}).status_code
            for n in range(31)
        ]
        assert codes == [302] * 30 + [429]

    def test_a_link_that_was_made_up_has_ended(self, client):
        assert client.get("/password/MQ/none/").status_code == 410
