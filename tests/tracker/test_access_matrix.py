"""Every URL, every role, own and other programme, every method: nobody sees or does too much.

The expectations follow from the policy that each view declares, nothing else: not yours is 404,
yours but not allowed is 403, not signed in goes to sign-in, and no answer holds a word of a
programme that is not yours. One test walks all URLs for one role, each request inside a savepoint
that is rolled back, and lists every answer that is wrong. What the URLs point at is built once.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.db import transaction
from django.http import HttpResponseBase
from django.test import Client, override_settings

from tests import factories
from tests.conftest import Cast, build_plan, gather
from tests.tracker.conftest import build_both
from tests.tracker.places import PLACES, Page, Things, pages, placed
from workstreams.access import Policy

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]

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
    # The matrix's own rows are made by the manager and shared; `test_plan_views.py` asks other makers.
    Policy.OWN: {"office", "manager", "administrator"},
    Policy.COMMENT: READERS - {"board", "auditor"},
    Policy.FINANCE: {"office", "manager", "finance", "administrator"},
    Policy.VERIFY: {"finance"},
}
ROLES = sorted(READERS | {"stranger"})
#: What leads to a draft, which is not there for those who only read what their board was sent.
OF_A_DRAFT = {"edition_sections"}
INSIDERS = sorted(READERS - {"administrator"})  # who have one programme and not the other
REFUSED = {403, 404}
METHODS = ("get", "post", "head", "options", "put", "patch", "delete")
CANARY = "Netherfield"  # stands in every title of the other programme


class Walker(Client):
    """A browser that keeps no copy of what templates were given, and no cookie of an answer: whoever
    is signed in stays so. A view that fails answers 500, as it does to people."""

    def request(self, **request) -> HttpResponseBase:
        return self.handler(self._base_environ(**request))


@dataclass
class Site:
    """The cast, and what stands in their programme and in the other."""

    cast: Cast
    own: Things
    other: Things

    def visitor(self, role: str) -> Walker:
        walker = Walker()
        walker.force_login(self.cast[role])
        return walker


@pytest.fixture(scope="module")
def site(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[Site]:
    """Built once; each request of a walk is rolled back."""
    with (
        override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("files")),
        django_db_blocker.unblock(),
        transaction.atomic(),
    ):
        cast = gather(build_plan("Calderbrook"))
        yield Site(cast, *build_both(cast, factories.NOW))
        transaction.set_rollback(True)


def ask(client: Client, method: str, page: Page, things: Things) -> HttpResponseBase:
    """The answer to one request, which leaves nothing behind."""
    with transaction.atomic():
        reply = getattr(client, method)(page.address(things))
        transaction.set_rollback(True)
    return reply


def says_a_word_of_the_other(reply) -> bool:
    body = b"".join(reply.streaming_content) if reply.streaming else reply.content
    return CANARY.encode() in body or CANARY in str(reply.headers)


def leads_to_sign_in(reply) -> bool:
    return reply.status_code == 302 and "/sign-in/" in reply["Location"]


def test_every_url_has_a_place_in_the_matrix():
    assert {page.name for page in pages()} == set(PLACES), "see tests/tracker/places.py"


def test_no_two_urls_share_a_name():
    names = [page.name for page in pages()]
    assert len(names) == len(set(names))


def test_nobody_opens_a_page_without_signing_in(site):
    nobody, wrong = Walker(), []
    for page in placed():
        for method in METHODS:
            reply = ask(nobody, method, page, site.own)
            open_to_all = page.policy is Policy.PUBLIC
            good = reply.status_code not in REFUSED if open_to_all else leads_to_sign_in(reply)
            if not good or reply.status_code == 500:
                wrong.append((method, page.name, reply.status_code))
    assert not wrong


@pytest.mark.parametrize("role", ROLES)
def test_each_role_gets_what_the_policy_says_and_no_word_of_the_other_programme(role, site):
    visitor, asked, wrong = site.visitor(role), 0, []
    for page in placed():
        guarded = page.policy in MAY
        for method in METHODS if guarded else ("get", "post"):
            reply, asked = ask(visitor, method, page, site.own), asked + 1
            status = reply.status_code
            if guarded and not expected(status, page, role, method):
                wrong.append((method, page.name, str(page.policy), status))
            if page.policy is not Policy.PUBLIC and leads_to_sign_in(reply):
                wrong.append((method, page.name, "was not signed in"))
            if status == 500:
                wrong.append((method, page.name, "fails"))
            if role in INSIDERS and says_a_word_of_the_other(reply):
                wrong.append((method, page.name, "holds a word of the other programme"))
    assert not wrong
    assert asked > 1_400, "no URL and no method was left out"


def expected(status: int, page: Page, role: str, method: str) -> bool:
    """Whether an answer about the own programme follows from the policy."""
    if status == 405:  # the view answers this method to nobody
        return True
    may = role in MAY[page.policy]
    if role == "board" and page.name in OF_A_DRAFT:
        return status == 404
    if page.policy in (Policy.OFFICE, Policy.FOUND) or role == "stranger":
        return (status not in REFUSED and status < 500) if may else status == 404
    return (status not in REFUSED and status < 500) if may else status == 403


@pytest.mark.parametrize("role", INSIDERS)
def test_the_other_programme_does_not_exist(role, site):
    visitor, asked, wrong = site.visitor(role), 0, []
    for page in placed():
        if page.policy not in MAY or not PLACES[page.name](site.other):
            continue
        for method in METHODS:
            reply, asked = ask(visitor, method, page, site.other), asked + 1
            if reply.status_code not in {404, 405} or says_a_word_of_the_other(reply):
                wrong.append((method, page.name, reply.status_code))
    assert not wrong
    assert asked > 1_200, "no URL and no method was left out"


def test_a_made_up_number_is_not_found(site):
    manager = site.visitor("manager")
    for page in placed():
        if page.policy in MAY and page.route.count("<") == 1 and "<int:pk>" in page.route:
            address = "/" + page.route.replace("<int:pk>", "999999")
            assert manager.get(address).status_code in {404, 405}, page.name
