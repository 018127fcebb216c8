"""Every URL, every role, own and other programme, GET and POST: nobody sees or does too much.

The expectations follow from the policy that each view declares, nothing else: not yours is 404,
yours but not allowed is 403, not signed in goes to sign-in.
"""

from __future__ import annotations

import pytest
from django.test import Client

from tests.tracker.places import PLACES, Page, Things, pages
from workstreams.access import Policy

pytestmark = pytest.mark.django_db

READERS = {
    "office",
    "manager",
    "sponsor",
    "lead",
    "contributor",
    "finance",
    "board",
    "auditor",
    "administrator",
}
MAY: dict[Policy, set[str]] = {
    Policy.READ: READERS,
    Policy.EDIT: {"office", "manager", "lead", "contributor", "administrator"},
    Policy.MANAGE: {"office", "manager", "administrator"},
    Policy.APPROVE: {"office", "manager", "sponsor", "administrator"},
    Policy.OFFICE: {"administrator"},
}
ROLES = sorted(READERS | {"stranger"})
REFUSED = {403, 404}


def test_every_url_has_a_place_in_the_matrix():
    named = {page.name for page in pages()}
    assert named == set(PLACES), "add or remove a line in tests/tracker/places.py"


def test_no_two_urls_share_a_name():
    names = [page.name for page in pages()]
    assert len(names) == len(set(names))


@pytest.fixture
def things(cast, built_things):
    """What the URLs of the cast's programme, and of the other one, point at."""
    return built_things


def ask(client: Client, method: str, address: str) -> int:
    return getattr(client, method)(address).status_code


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("page", pages(), ids=lambda page: page.name)
def test_nobody_opens_a_page_without_signing_in(page: Page, method, things, client):
    own, _ = things
    reply = getattr(client, method)(page.address(own))
    if page.policy is Policy.PUBLIC:
        assert reply.status_code not in REFUSED
        assert "/sign-in/" not in reply.get("Location", "") or page.name == "logout"
    else:
        assert reply.status_code == 302 and "/sign-in/" in reply["Location"]


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize(
    "page", [p for p in pages() if p.policy in MAY], ids=lambda page: page.name
)
def test_each_role_gets_what_the_policy_says(page: Page, role, method, things, cast, client):
    own, _ = things
    client.force_login(cast[role])
    status = ask(client, method, page.address(own))
    if status == 405:  # the view does not answer this method to anybody
        return
    if page.policy is Policy.OFFICE:
        assert (status not in REFUSED) == (role in MAY[page.policy])
    elif role == "stranger":
        assert status == 404
    elif role in MAY[page.policy]:
        assert status not in REFUSED and status < 500
    else:
        assert status == 403


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("role", sorted(READERS - {"administrator"}))
@pytest.mark.parametrize(
    "page",
    [p for p in pages() if p.policy in MAY and p.policy is not Policy.OFFICE],
    ids=lambda page: page.name,
)
def test_the_other_programme_does_not_exist(page: Page, role, method, things, cast, client):
    _, other = things
    client.force_login(cast[role])
    reply = getattr(client, method)(page.address(other))
    assert reply.status_code in {404, 405}
    assert b"Netherfield" not in reply.content


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize(
    "page", [p for p in pages() if p.policy is Policy.SIGNED_IN], ids=lambda page: page.name
)
def test_shared_pages_show_nothing_of_the_other_programme(page: Page, role, things, cast, client):
    own, _ = things
    client.force_login(cast[role])
    reply = client.get(page.address(own))
    assert reply.status_code in {200, 302, 405}
    if role not in {"stranger", "administrator"}:
        assert b"Netherfield" not in reply.content


def test_a_made_up_number_is_not_found(cast, client):
    client.force_login(cast["manager"])
    for page in pages():
        if page.policy in MAY and "<int:pk>" in page.route and "<slug" not in page.route:
            address = "/" + page.route.replace("<int:pk>", "999999")
            assert ask(client, "get", address) in {404, 405}, page.name
