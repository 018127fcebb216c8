"""Every URL, every role, own and other programme, every method: nobody sees or does too much.

The expectations follow from the policy that each view declares, nothing else: not yours is 404,
yours but not allowed is 403, not signed in goes to sign-in. One test walks all URLs for one role,
each request inside a savepoint that is rolled back, and lists every answer that is wrong.
"""

from __future__ import annotations

import pytest
from django.db import transaction
from django.test import Client

from tests.tracker.places import PLACES, Page, Things, pages, placed
from workstreams.access import Policy

pytestmark = pytest.mark.django_db

READERS = {
    "office", "manager", "sponsor", "lead", "contributor", "finance", "board", "auditor",
    "administrator",
}  # fmt: skip
MAY: dict[Policy, set[str]] = {
    Policy.READ: READERS,
    Policy.EDIT: {"office", "manager", "lead", "contributor", "administrator"},
    Policy.LEAD: {"office", "manager", "lead", "administrator"},
    Policy.MANAGE: {"office", "manager", "administrator"},
    Policy.APPROVE: {"office", "manager", "sponsor", "administrator"},
    Policy.OFFICE: {"administrator"},
    Policy.FOUND: {"office", "administrator"},
    Policy.LEAD: {"office", "manager", "lead", "administrator"},
    Policy.COMMENT: READERS - {"board", "auditor"},
    Policy.FINANCE: {"office", "manager", "finance", "administrator"},
    Policy.VERIFY: {"finance"},
}
ROLES = sorted(READERS | {"stranger"})
REFUSED = {403, 404}
METHODS = ("get", "post", "head", "options", "put", "patch", "delete")
CANARY = b"Netherfield"  # stands in every title of the other programme


def ask(client: Client, method: str, page: Page, things: Things):
    """The answer to one request, which leaves nothing behind."""
    with transaction.atomic():
        reply = getattr(client, method)(page.address(things))
        transaction.set_rollback(True)
    return reply


def body(reply) -> bytes:
    return b"".join(reply.streaming_content) if reply.streaming else reply.content


def test_every_url_has_a_place_in_the_matrix():
    assert {page.name for page in pages()} == set(PLACES), "see tests/tracker/places.py"


def test_no_two_urls_share_a_name():
    names = [page.name for page in pages()]
    assert len(names) == len(set(names))


def test_nobody_opens_a_page_without_signing_in(built_things, client):
    own, _ = built_things
    wrong = []
    for page in placed():
        for method in METHODS:
            reply = ask(client, method, page, own)
            to_sign_in = reply.status_code == 302 and "/sign-in/" in reply["Location"]
            open_to_all = page.policy is Policy.PUBLIC
            good = reply.status_code not in REFUSED if open_to_all else to_sign_in
            if not good:
                wrong.append((method, page.name, reply.status_code))
    assert not wrong


@pytest.mark.parametrize("role", ROLES)
def test_each_role_gets_what_the_policy_says(role, built_things, cast, client):
    own, _ = built_things
    client.force_login(cast[role])
    wrong = []
    for page in placed():
        for method in METHODS if page.policy in MAY else ():
            status = ask(client, method, page, own).status_code
            if not expected(status, page, role, method):
                wrong.append((method, page.name, str(page.policy), status))
    assert not wrong


def expected(status: int, page: Page, role: str, method: str) -> bool:
    """Whether an answer about the own programme follows from the policy."""
    if status == 405:  # the view answers this method to nobody
        return True
    may = role in MAY[page.policy]
    if page.policy in (Policy.OFFICE, Policy.FOUND) or role == "stranger":
        return (status not in REFUSED and status < 500) if may else status == 404
    return (status not in REFUSED and status < 500) if may else status == 403


@pytest.mark.parametrize("role", sorted(READERS - {"administrator"}))
def test_the_other_programme_does_not_exist(role, built_things, cast, client):
    _, other = built_things
    client.force_login(cast[role])
    wrong = []
    for page in placed():
        if page.policy not in MAY or not PLACES[page.name](other):
            continue
        for method in METHODS:
            reply = ask(client, method, page, other)
            if reply.status_code not in {404, 405} or CANARY in body(reply):
                wrong.append((method, page.name, reply.status_code))
    assert not wrong


@pytest.mark.parametrize("role", sorted(READERS - {"administrator"}))
def test_no_answer_holds_a_word_of_the_other_programme(role, built_things, cast, client):
    own, _ = built_things
    client.force_login(cast[role])
    wrong = []
    for page in placed():
        for method in ("get", "post"):
            signed_in = dict(client.cookies)
            reply = ask(client, method, page, own)
            client.cookies.update(signed_in)  # signing out and an ended session are not kept
            if (
                "/sign-in/" in reply.headers.get("Location", "")
                and page.policy is not Policy.PUBLIC
            ):
                wrong.append((method, page.name, "was not signed in"))
            if CANARY in body(reply) or CANARY.decode() in str(reply.headers):
                wrong.append((method, page.name))
    assert not wrong


def test_a_made_up_number_is_not_found(cast, client):
    client.force_login(cast["manager"])
    for page in placed():
        if page.policy in MAY and page.route.count("<") == 1 and "<int:pk>" in page.route:
            address = "/" + page.route.replace("<int:pk>", "999999")
            assert client.get(address).status_code in {404, 405}, page.name
